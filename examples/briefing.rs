//! What belongs into the folder for a visit? A page, a picture and a graph of two states.
//!
//! Run with `cargo run --example briefing -- Rwanda Kazakhstan folder`; without a folder it only
//! says how much there would be to write.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::fs;
use std::path::Path;

use chancery::analysis::Cancel;
use chancery::exchange::{exchange_named, losses};
use chancery::picture::{self, Look};
use chancery::{Chancery, dossier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, usual: &str| words.get(at).map_or(usual, String::as_str).to_owned();

    let chancery = Chancery::builtin()?;
    let question = format!(
        "between {} and {}",
        word(0, "Rwanda"),
        word(1, "Kazakhstan")
    );
    let answer = chancery.ask(&question)?;
    let scene = chancery.scene(&answer, &Cancel::new())?;
    let page = dossier::page(&scene);
    let network = picture::network(&scene, &Look::default());

    let records = chancery.extract(&answer, &Cancel::new())?;
    let gexf = exchange_named("gexf")?;
    let mut graph = Vec::new();
    gexf.write(&records, 0, &mut graph)?;

    println!("{}", scene.heading);
    let files = [
        ("briefing.html", page.into_bytes()),
        ("network.svg", network.svg.into_bytes()),
        ("network.gexf", graph),
    ];
    for (name, bytes) in files {
        println!("{name:14} {:>4} kB", bytes.len().div_ceil(1_000));
        if let Some(folder) = words.get(2) {
            fs::write(Path::new(folder).join(name), bytes)?;
        }
    }
    for loss in losses(&records, gexf.holds()) {
        println!("the graph leaves out {loss}");
    }
    Ok(())
}
