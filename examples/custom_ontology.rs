//! How does one add a relation kind of one's own? A `kinds` section in the data file is enough.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use chancery::Chancery;
use chancery::files::SourceFile;

const DATA: &str = r#"
(
    kinds: [
        (
            id: "town-twinning",
            plural: "town twinnings",
            nature: "tie",
            note: "Two towns that keep up a partnership.",
            also: ["sister cities"],
            roles: [(id: "town", of: ["place"], min: 2)],
            links: [(from: "town", to: "town", forward: "twin town of")],
            plover: (category: "SUPPORT"),
        ),
    ],
    sources: [(id: "town-hall", title: "List of twin towns", published: "1999")],
    entities: [
        (id: "strelsau", kind: "place", name: "Strelsau", class: "city"),
        (id: "zenda", kind: "place", name: "Zenda", class: "city"),
    ],
    relations: [
        (
            id: "strelsau-zenda",
            kind: "town-twinning",
            parties: {"town": ["strelsau", "zenda"]},
            when: "1894/",
            reports: [(source: "town-hall")],
        ),
    ],
)
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let chancery = Chancery::from_files(&[SourceFile::new("towns.ron", DATA)])?;
    // The new kind, its synonym and its PLOVER category may all stand in questions.
    for question in [
        "neighbours Zenda via town-twinning",
        "timeline Strelsau via sister cities",
        "count via SUPPORT",
    ] {
        println!("{}", chancery::render::to_plain(&chancery.ask(question)?));
    }
    Ok(())
}
