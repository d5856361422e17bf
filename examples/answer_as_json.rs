//! How does another program get an answer? As JSON, with keys in a fixed order (`docs/json.md`).
//!
//! Run with `cargo run --example answer_as_json -- 'timeline Kagame with Kazakhstan'`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;

fn main() -> Result<(), chancery::Error> {
    let question = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "timeline Kagame with Kazakhstan".to_owned());
    let chancery = Chancery::builtin()?;
    println!("{}", chancery::render::to_json(&chancery.ask(&question)?));
    Ok(())
}
