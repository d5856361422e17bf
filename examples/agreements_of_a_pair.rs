//! What did two states agree on in one year, who signed, and who says so?
//!
//! Run with `cargo run --example agreements_of_a_pair -- Rwanda Azerbaijan 2025`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::answer::Rows;
use chancery::edtf::{Edtf, Window};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, usual: &str| words.get(at).map_or(usual, String::as_str).to_owned();
    let year = Edtf::parse(&word(2, "2025"))?;

    let chancery = Chancery::builtin()?;
    let answer = chancery
        .timeline(Some(&word(0, "Rwanda")))?
        .with(&[&word(1, "Azerbaijan")])?
        .via(chancery.kinds("agreement")?)
        .during(Window::during(&year))
        .run()?;

    let Rows::Timeline(agreements) = &answer.rows else {
        return Ok(());
    };
    println!("{} agreements, {}", agreements.len(), year.words());
    for agreement in agreements {
        let signed = agreement
            .parties
            .iter()
            .filter(|party| party.role == "signatory");
        let signatories: Vec<&str> = signed.map(|party| party.name.as_str()).collect();
        let sources: Vec<&str> = agreement
            .sources
            .iter()
            .map(chancery::model::SourceId::as_str)
            .collect();
        println!(
            "- {}",
            agreement
                .summary
                .as_deref()
                .unwrap_or(agreement.relation.as_str())
        );
        println!("    about {}", agreement.topics.join(", "));
        println!(
            "    signed by {}",
            if signatories.is_empty() {
                "(not said)".to_owned()
            } else {
                signatories.join(" and ")
            }
        );
        println!("    according to {}", sources.join(", "));
    }
    Ok(())
}
