//! How do events of two formats come into one graph? Files → report of every row → answer.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Import;
use chancery::edtf::Day;
use chancery::import::{Quadruples, Unit};

/// Source, relation, target and the day since New Year 2014, as in temporal knowledge graphs.
const EVENTS: &str = "\
Rwanda\tMake a visit\tKazakhstan\t14
Kazakhstan\tHost a visit\tRwanda\t14
Rwanda\tSign formal agreement\tAzerbaijan\t40
Rwanda\tConsult\tAzerbaijan\tsoon
";

/// Entities as OpenSanctions and others publish them, one JSON object a line.
const PEOPLE: &str = r#"{"id":"a","schema":"Person","properties":{"name":["Anna Berg"],"nationality":["rw"]}}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let new_year = Day::from_ymd(2014, 1, 1).ok_or("no such day")?;
    let days_of_2014 = Quadruples::new().with_time(Unit::Days, new_year);
    let (chancery, report) = Import::new()
        .with_builtin()
        .bytes_by(days_of_2014, "events.tsv", EVENTS)
        .bytes("people.json", PEOPLE)
        .run()?;

    // Every row is counted once: kept, merged, skipped or rejected.
    println!("{report}");
    for question in [
        "timeline Rwanda with Kazakhstan via visit direct",
        "neighbours \"Anna Berg\"",
    ] {
        let answer = chancery.ask(question)?;
        println!("{question}\n{}", chancery::render::to_plain(&answer));
    }
    Ok(())
}
