//! A crate outside the package builds against the library and runs.

use std::path::Path;
use std::process::Command;

#[test]
fn a_crate_of_somebody_elses_builds_and_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The same versions as ours, so that nothing has to be fetched for it.
    std::fs::copy(
        root.join("Cargo.lock"),
        root.join("tests/outside/Cargo.lock"),
    )
    .unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--manifest-path"])
        .arg(root.join("tests/outside/Cargo.toml"))
        .env("CARGO_TARGET_DIR", root.join("target/outside"))
        .output()
        .unwrap();
    let (told, faults) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{faults}");
    assert_eq!(
        told,
        "rudolf-in-ruritania possible\nrudolf-in-ruritania certain\ntrue\n"
    );
}
