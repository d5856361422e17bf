//! Python with the packages of other people that some tests are compared with.
//!
//! `tests/check` makes the environment. Without it nothing is compared, but where `CI` is set that
//! is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Returns the Python that has a package, if there is one.
#[expect(
    clippy::print_stderr,
    reason = "who reads the output is to know what was left out"
)]
fn with(package: &str) -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python");
    let found =
        format!("import importlib.util as u, sys; sys.exit(u.find_spec({package:?}) is None)");
    let looked = Command::new(&python).args(["-c", &found]).status();
    if looked.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    let is_due = std::env::var("CI").is_ok_and(|text| text == "true");
    let told = format!("python with {package} is not there, run tests/check");
    assert!(!is_due, "{told}");
    eprintln!("{told}");
    None
}

/// Returns what a script of `tests/python`, which needs a package, says of a file with some content;
/// nothing where Python does not have the package.
pub(crate) fn answers(package: &str, script: &str, content: &[u8]) -> Option<Value> {
    let python = with(package)?;
    let folder = tempfile::tempdir().unwrap();
    let [asked, answered] = ["asked", "answered"].map(|name| folder.path().join(name));
    fs::write(&asked, content).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/python")
        .join(script);
    let status = Command::new(python)
        .arg(script)
        .args([&asked, &answered])
        .status();
    assert!(status.unwrap().success(), "the script failed");
    Some(serde_json::from_str(&fs::read_to_string(&answered).unwrap()).unwrap())
}
