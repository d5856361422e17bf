//! A program of somebody else's: opens a dataset of its own, asks in words and by request, and
//! keeps the answers.

use chancery::answer::Rows;
use chancery::files::SourceFile;
use chancery::{Chancery, ErrorKind};

const DATA: &str = r#"(
    sources: [(id: "gazette", title: "The Gazette", published: "1897")],
    entities: [
        (id: "ruritania", kind: "state", name: "Ruritania"),
        (id: "rudolf", kind: "person", name: "Rudolf Rassendyll", aliases: ["Rudolf"]),
    ],
    relations: [
        (
            id: "rudolf-in-ruritania",
            kind: "visit",
            parties: {"visitor": ["rudolf"], "host": ["ruritania"]},
            when: "189X",
            reports: [(source: "gazette")],
        ),
    ],
)"#;

fn main() -> Result<(), chancery::Error> {
    let chancery = Chancery::from_files(&[SourceFile::new("ruritania.ron", DATA)])?;

    let asked = chancery.ask("timeline Rudolf during 1895")?;
    let requested = chancery.timeline(Some("rudolf"))?.run()?;
    let (Rows::Timeline(asked), Rows::Timeline(requested)) = (&asked.rows, &requested.rows) else {
        return Ok(());
    };
    println!("{} {}", asked[0].relation, asked[0].certainty);
    println!("{} {}", requested[0].relation, requested[0].certainty);

    let mistaken = chancery.ask("timelin Rudolf");
    println!("{:?}", mistaken.is_err_and(|error| error.kind() == ErrorKind::Query));
    Ok(())
}
