//! Hostile names and broken files, through every graph and back.

use chancery::Chancery;
use chancery::exchange::{Exchange, exchange_named};

use super::laws::{check, graphs};
use super::linked::hostile;
use super::{exported, found};

/// Returns the files that a format writes of hostile names.
fn written(format: &str) -> Vec<String> {
    exported(exchange_named(format).unwrap(), &hostile())
}

/// Returns the cells of a CSV file.
fn cells(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn hostile_names_come_back_as_they_were() {
    graphs().for_each(|format| check(format, &hostile()));
}

#[test]
fn no_cell_begins_a_formula_or_steers_a_terminal() {
    for format in ["csv", "neo4j"] {
        for text in written(format) {
            for cell in cells(&text) {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell}"
                );
                assert!(
                    !cell.contains(['\0', '\u{1b}', '\u{7}', '\r', '\u{9b}']),
                    "{cell}"
                );
            }
        }
    }
}

#[test]
fn every_line_of_a_neo4j_file_is_a_row() {
    for text in written("neo4j") {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        assert_eq!(reader.records().count(), text.lines().count());
    }
}

#[test]
fn no_markup_is_made_of_names() {
    for format in ["gexf", "graphml", "cytoscape"] {
        let text = written(format).concat();
        assert!(
            !text.contains("<script") && !text.contains("<img"),
            "{format}"
        );
        assert!(!text.contains(['\0', '\u{1b}', '\u{7}']), "{format}");
    }
}

/// Checks that a text is read without a panic, and that something is wrong with it.
#[track_caller]
fn is_at_fault(format: &dyn Exchange, text: &str, file: usize) {
    let read = found(format, text, file, &Chancery::ontology().unwrap());
    assert!(!read.faults.is_empty(), "{} {text:.60}", format.name());
}

#[test]
fn what_is_no_graph_is_told() {
    let ontology = Chancery::ontology().unwrap();
    for format in graphs() {
        for text in [
            "",
            "\0",
            "{",
            "<a",
            "[1,2",
            "{\"elements\":5}",
            "\"",
            ",,,\n,\n",
        ] {
            // What is told hangs on the format; that nothing is made of it does not.
            let read = found(format, text, 0, &ontology);
            assert_eq!(
                (read.entities.len(), read.relations.len()),
                (0, 0),
                "{text}"
            );
        }
    }
}

#[test]
fn a_file_cut_anywhere_is_read_without_a_panic() {
    let ontology = Chancery::ontology().unwrap();
    for format in graphs() {
        for (file, text) in exported(format, &hostile()).iter().enumerate() {
            let ends = (0..40).map(|part| text.floor_char_boundary(text.len() * part / 40));
            ends.for_each(|end| drop(found(format, &text[..end], file, &ontology)));
        }
    }
}

#[test]
fn xml_that_grows_when_read_is_refused() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><gexf>&c;</gexf>";
    let deep = format!("{}{}", "<node>".repeat(100_000), "</node>".repeat(100_000));
    for name in ["gexf", "graphml"] {
        let format = exchange_named(name).unwrap();
        is_at_fault(format, bomb, 0);
        drop(found(format, &deep, 0, &Chancery::ontology().unwrap()));
    }
    is_at_fault(
        exchange_named("cytoscape").unwrap(),
        &"[".repeat(100_000),
        0,
    );
}
