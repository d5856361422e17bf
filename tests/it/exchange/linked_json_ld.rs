//! JSON-LD holds everything, and a library of RDF finds the triples in it.

use chancery::Chancery;
use chancery::model::Dataset;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::linked::{dataset, hostile, read, same, written};
use crate::files::datasets;
use crate::python;

/// Writes, reads, writes again: the records and the bytes must be the same.
#[track_caller]
fn goes_round(data: &Dataset) {
    let text = written("jsonld", data);
    let back = dataset(read("jsonld", &text));
    same(&back, data);
    assert_eq!(written("jsonld", &back), text);
}

#[test]
fn the_built_in_data_comes_back_whole() {
    goes_round(Chancery::builtin().unwrap().data());
}

#[test]
fn hostile_names_come_back_whole_and_act_nowhere() {
    let data = hostile();
    let text = written("jsonld", &data);
    assert!(!text.contains("<script") && !text.contains("</"));
    assert!(!text.contains(|sign: char| sign.is_control() && sign != '\n' || sign == '\u{202e}'));
    goes_round(&data);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_dataset_comes_back_whole(data in datasets()) {
        goes_round(&data);
    }
}

#[test]
fn what_stands_before_a_cut_is_kept() {
    let data = Chancery::builtin().unwrap();
    let text = written("jsonld", data.data());
    let cut: String = text
        .lines()
        .take(400)
        .flat_map(|line| [line, "\n"])
        .collect();
    let found = read("jsonld", &cut[..cut.len() - 30]);
    let read =
        found.kinds.len() + found.sources.len() + found.entities.len() + found.relations.len();
    assert!(read > 300, "{read}");
    let [fault] = found.faults.as_slice() else {
        panic!("{:?}", found.faults);
    };
    assert_eq!(fault.line, 400);
}

#[test]
fn a_wrong_node_is_told_with_its_line_and_the_others_are_kept() {
    let text = r#"{"@context": {}, "@graph": [
        {"id": "chancery:entity:a", "type": ["schema:Person", "Person"], "name": "A"},
        {"id": "chancery:entity:B!", "type": "Person", "name": "B"},
        {"id": "http://example.org/c", "type": "schema:Person", "name": "C"},
        {"id": "urn:chancery:entity:d", "type": "Place", "name": "D"},
        {"id": "chancery:relation:e", "type": "Event",
         "kind": "visit", "parties": {}},
        {"id": "chancery:relation:f", "type": "Event", "kind": "chancery:kind:call", "parties": {},
         "when": "sometime"}
    ]}"#;
    let found = read("jsonld", text);
    let names: Vec<&str> = found
        .entities
        .iter()
        .map(|(_, entity)| entity.id.as_str())
        .collect();
    assert_eq!(names, ["a", "d"]);
    let faults: Vec<String> = found
        .faults
        .iter()
        .map(|fault| format!("{}: {}", fault.line, fault.why))
        .collect();
    insta::assert_snapshot!(faults.join("\n"), @r"
    3: `B!` is no id: small letters, digits and single hyphens between them are expected
    4: a node of no type that is known here, such as `Person`, `Event` or `Source`
    6: `visit` names no kind: `chancery:kind:…` is expected
    9: `sometime` is no date: `s` stands where a year of four digits should
    ");
}

/// Returns each question with its rows, on lines.
fn lines(asked: &Value) -> String {
    let asked = asked.as_object().unwrap().iter();
    asked.fold(String::new(), |lines, (question, rows)| {
        let rows = rows.as_array().unwrap().iter();
        rows.fold(format!("{lines}{question}\n"), |lines, row| {
            let cells = row.as_array().unwrap().iter();
            let cells: Vec<&str> = cells.map(|cell| cell.as_str().unwrap()).collect();
            format!("{lines}  {}\n", cells.join(" | "))
        })
    })
}

#[test]
fn a_library_of_rdf_finds_the_triples() {
    let data = Chancery::builtin().unwrap();
    let text = written("jsonld", data.data());
    let Some(told) = python::answers("rdflib", "jsonld_triples.py", text.as_bytes()) else {
        return;
    };
    let data = data.data();
    assert_eq!(told["entities"], json!(data.entity_count()));
    assert_eq!(told["sources"], json!(data.sources().len()));
    assert_eq!(told["relations"], json!(data.relation_count()));
    let reports: usize = data
        .relations()
        .map(|relation| relation.reports.len())
        .sum();
    assert_eq!(told["reports"], json!(reports));
    insta::assert_snapshot!(lines(&told["asked"]), @r"
    what a kind is elsewhere
      http://www.wikidata.org/entity/P710
    what a state is elsewhere
      http://www.wikidata.org/entity/Q1037
    what a year alone is dated by
      urn:chancery:term:when | http://id.loc.gov/datatypes/edtf
    what the sources of a visit are
      Africa-Press, after The New Times | paragraph 4
      Umunota | excerpt
      Wall Africa Journal | paragraph 10
    when a visit of known days began and ended
      2025-05-28 | 2025-05-29
    who visited Kazakhstan
      Paul Kagame | 2015
      Olivier Nduhungirehe | 2025-05-26/2025-05~
      Paul Kagame | 2025-05-28/2025-05-29
    ");
}

#[test]
fn a_library_of_rdf_reads_hostile_names_as_they_are() {
    let data = hostile();
    let text = written("jsonld", &data);
    let Some(told) = python::answers("rdflib", "jsonld_triples.py", text.as_bytes()) else {
        return;
    };
    let mut names: Vec<&str> = data
        .entities()
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(told["names"], json!(names));
}
