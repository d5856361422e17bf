//! What had two states to do with each other, and who acted for them?
//!
//! Run with `cargo run --example who_acted -- Russia Rwanda`.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::answer::Rows;

fn main() -> Result<(), chancery::Error> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, usual: &str| words.get(at).map_or(usual, String::as_str).to_owned();

    let chancery = Chancery::builtin()?;
    let request = chancery.timeline(Some(&word(0, "Russia")))?;
    let request = request.with(&[&word(1, "Rwanda")])?;
    let direct = request.clone().direct().run()?.total;
    let answer = request.run()?;
    let Rows::Timeline(rows) = &answer.rows else {
        return Ok(());
    };
    println!(
        "{} relations, {direct} of them between the two themselves",
        answer.total
    );
    for row in rows.iter().filter(|row| !row.through.is_empty()) {
        let when = row
            .when
            .as_ref()
            .map_or("no date", |date| date.edtf.as_str());
        println!("{when} {}", row.summary.as_deref().unwrap_or(&row.kind));
        for actor in &row.through {
            let title = actor.title.as_deref().unwrap_or("part");
            println!(
                "    {}, {title}, for {}",
                actor.entity.name, actor.principal.name
            );
        }
    }
    Ok(())
}
