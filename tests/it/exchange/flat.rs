//! Graphs of flat values: of our own, of other people's making, and as other programs read them.

use std::process::Command;

use chancery::Chancery;
use chancery::exchange::{Found, exchange_named};
use chancery::import::{self, Asked, FileReport, ImportOptions, Imported, Input};
use chancery::model::{Dataset, Ontology, Parties, Relation, Report, Source};
use serde_json::{Value, json};

use super::linked::hostile;
use super::{Records, exported, found};
use crate::python;

fn ontology() -> Ontology {
    Chancery::ontology().unwrap()
}

#[track_caller]
fn read(format: &str, file: usize, text: &str) -> Found {
    found(exchange_named(format).unwrap(), text, file, &ontology())
}

/// Imports files by their names and texts, whatever they are.
#[track_caller]
fn import(files: &[(&str, &str)]) -> Imported {
    let asked = files.iter();
    let asked = asked.map(|(name, text)| Asked::any(Input::of_bytes(*name, *text)));
    import::import(ontology(), &[], asked.collect(), &ImportOptions::new()).unwrap()
}

/// Returns each relation of an import as `id kind: role:party …`.
fn told(imported: Imported) -> Vec<String> {
    let data = imported.builder.build().unwrap();
    let relations = data.relations().map(|relation| {
        let parties = relation.parties.iter();
        let parties: Vec<String> = parties.map(|(role, id)| format!("{role}:{id}")).collect();
        format!("{} {}: {}", relation.id, relation.kind, parties.join(" "))
    });
    relations.collect()
}

fn adds_up(report: &FileReport) {
    assert!(report.adds_up(), "{report:?}");
}

#[test]
fn all_graphs_of_the_built_in_data_are_known_and_imported() {
    let builtin = Chancery::builtin().unwrap();
    let expected = builtin.data().relation_count();
    for name in ["gexf", "graphml", "cytoscape", "csv", "neo4j"] {
        let format = exchange_named(name).unwrap();
        let texts = exported(format, builtin.data());
        // The edges are given first: nodes are read before them all the same.
        let files: Vec<(String, &str)> = (texts.iter().enumerate())
            .map(|(at, text)| (format!("world-{}", format.endings()[at]), text.as_str()))
            .collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .rev()
            .map(|(name, text)| (name.as_str(), *text))
            .collect();
        let imported = import(&files);
        for report in &imported.report.files {
            assert_eq!(report.rejected, 0, "{name}: {:?}", report.rejects.first());
            assert!(report.format.starts_with(name), "{name} {}", report.format);
            adds_up(report);
        }
        let data = imported.builder.build().unwrap();
        assert_eq!(data.relation_count(), expected, "{name}");
        assert_eq!(data.entity_count(), builtin.data().entity_count(), "{name}");
        assert_eq!(
            Records::of(&data).sources.len(),
            builtin.data().sources().len(),
            "{name}"
        );
    }
}

#[test]
fn edges_alone_are_enough() {
    let builtin = Chancery::builtin().unwrap();
    let texts = exported(exchange_named("csv").unwrap(), builtin.data());
    let imported = import(&[("edges.csv", &texts[1])]);
    let report = &imported.report.files[0];
    assert_eq!(report.rejected, 0, "{:?}", report.rejects.first());
    adds_up(report);
    let data = imported.builder.build().unwrap();
    assert_eq!(data.relation_count(), builtin.data().relation_count());
}

#[test]
fn relationships_alone_do_not_tell_what_sort_of_thing_all_are() {
    let builtin = Chancery::builtin().unwrap();
    let texts = exported(exchange_named("neo4j").unwrap(), builtin.data());
    let imported = import(&[("edges.csv", &texts[1])]);
    let report = &imported.report.files[0];
    // A body that followed another is one with it by its name alone.
    let known = [" is a", "links fewer than two entities"];
    let is_known = |why: &str| known.iter().any(|known| why.contains(known));
    let misfits = report.rejects.iter().all(|reject| is_known(&reject.why));
    assert!(misfits, "{:?}", report.rejects);
    adds_up(report);
    assert!(imported.builder.build().unwrap().relation_count() > 150);
}

#[test]
fn a_graph_of_another_program_is_read_by_its_words() {
    let gexf = r#"<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph>
        <attributes class="node"><attribute id="0" title="type" type="string"/></attributes>
        <nodes>
          <node id="0" label="Rwanda"><attvalues><attvalue for="0" value="country"/></attvalues></node>
          <node id="1" label="Ruritania"><attvalues><attvalue for="0" value="country"/></attvalues></node>
        </nodes>
        <edges>
          <edge id="0" source="0" target="1" label="visited" start="2015-03-01" end="2015-03-04"/>
          <edge id="1" source="0" target="1" label="tickled"/>
          <edge id="2" source="0" target="7" label="visited"/>
        </edges></graph></gexf>"#;
    let imported = import(&[("trips.gexf", gexf)]);
    let report = &imported.report.files[0];
    let rejects: Vec<&str> = report
        .rejects
        .iter()
        .map(|reject| reject.why.as_str())
        .collect();
    assert_eq!(rejects[0], "`tickled` is no kind of relation");
    assert_eq!(
        rejects[1],
        "the edge names the node `7`, which there is not"
    );
    adds_up(report);
    assert_eq!(
        told(imported),
        ["trips-rwanda-visit-ruritania-2015-03-01-2015-03-04 visit: visitor:rwanda host:ruritania"]
    );
}

#[test]
fn a_graph_drawn_with_yed_is_called_by_its_labels() {
    let graphml = r#"<graphml xmlns:y="http://www.yworks.com/xml/graphml">
        <key id="d0" for="node" yfiles.type="nodegraphics"/>
        <graph edgedefault="directed">
          <node id="n0"><data key="d0"><y:ShapeNode><y:NodeLabel>Rwanda</y:NodeLabel></y:ShapeNode></data></node>
          <node id="n1"><data key="d0"><y:ShapeNode><y:NodeLabel>Ruritania</y:NodeLabel></y:ShapeNode></data></node>
          <edge source="n0" target="n1"><data key="d1"><y:PolyLineEdge><y:EdgeLabel>
            received a visit from</y:EdgeLabel></y:PolyLineEdge></data></edge>
        </graph></graphml>"#;
    assert_eq!(
        told(import(&[("a.graphml", graphml)])),
        ["a-rwanda-visit-ruritania visit: host:rwanda visitor:ruritania"]
    );
}

#[test]
fn nodes_and_edges_of_another_program_share_their_keys() {
    let nodes = "id,label,type\n1,Rwanda,country\n2,Ruritania,country\n";
    let edges = "source,target,type,year\n1,2,met,2015\n2,1,visit,2016\n";
    let imported = import(&[("summits-edges.csv", edges), ("summits-nodes.csv", nodes)]);
    assert_eq!(
        told(imported),
        [
            "summits-edges-1-meeting-2-2015 meeting: participant:rwanda participant:ruritania",
            "summits-edges-2-visit-1-2016 visit: visitor:ruritania host:rwanda"
        ]
    );
}

#[test]
fn edges_of_another_program_name_whom_they_link() {
    let edges = "from;to;relationship;date\nRwanda;Ruritania;visited;2015\nRwanda;Rwanda;met;\n";
    let found = read("csv", 1, edges);
    assert_eq!(found.relations.len(), 2, "{:?}", found.faults);
    assert_eq!(found.coined.entities.len(), 2);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_is_kept() {
    let text = "source,target,kind,when\na,b,visit,2015\na,b,vist,2015\na,b,visit,soon\na,b\n";
    let found = read("csv", 1, text);
    let faults: Vec<String> = found
        .faults
        .iter()
        .map(|it| format!("{} {}", it.line, it.why))
        .collect();
    assert_eq!(found.relations.len(), 1);
    assert_eq!(
        faults[0],
        "3 `vist` is no kind of relation; the nearest is `visit`"
    );
    assert!(faults[1].starts_with("4 `soon` is no date: "), "{faults:?}");
    assert_eq!(faults[2], "5 the header has 4 cells, and the row 2");
}

#[test]
fn many_parties_are_a_star_and_one_relation() {
    let node = |number: u8| format!("<node id=\"e{number}\"><data key=\"k\">state</data></node>");
    let nodes = (0..50).map(node).collect::<Vec<_>>().concat();
    let text =
        format!("<graphml><key id=\"k\" attr.name=\"kind\"/><graph>{nodes}</graph></graphml>");
    let mut records = Records::default();
    let entities = read("graphml", 0, &text).entities.into_iter();
    records.entities = entities.map(|(_, entity)| entity).collect();
    let parties = records.entities.iter().fold(Parties::new(), |parties, it| {
        parties.with("participant", it.id.clone())
    });
    let source = Source::new("s".parse().unwrap(), "S");
    let report = Report::new(source.id.clone());
    records.sources.push(source);
    records
        .relations
        .push(Relation::new("r".parse().unwrap(), "meeting", parties).with_report(report));
    let data = records.dataset(&ontology());
    let edges = &exported(exchange_named("csv").unwrap(), &data)[1];
    assert_eq!(edges.lines().count(), 1 + 49);
    let found = read("csv", 1, edges);
    assert_eq!(found.relations.len(), 1);
    assert_eq!(found.relations[0].1, records.relations[0]);
}

/// Returns what networkx reads in the built-in data, or in hostile names.
fn read_by_networkx(data: &Dataset) -> Option<(Value, Value)> {
    let text = |name: &str| exported(exchange_named(name).unwrap(), data).concat();
    let texts = json!({"gexf": text("gexf"), "graphml": text("graphml")});
    let told = python::answers("networkx", "graphs.py", texts.to_string().as_bytes())?;
    Some((told["gexf"].clone(), told["graphml"].clone()))
}

#[test]
fn networkx_reads_the_same_nodes_and_edges() {
    for data in [Chancery::builtin().unwrap().data(), &hostile()] {
        let Some((gexf, graphml)) = read_by_networkx(data) else {
            return;
        };
        // Our own reader of Cytoscape JSON sees what was written, each edge for itself.
        let written = exported(exchange_named("cytoscape").unwrap(), data).concat();
        let written: Value = serde_json::from_str(&written).unwrap();
        let elements = |group: &str| written["elements"][group].as_array().unwrap().clone();
        let (nodes, edges) = (elements("nodes"), elements("edges"));
        for told in [&gexf, &graphml] {
            assert_eq!(told["directed"], true);
            assert_eq!(told["nodes"].as_object().unwrap().len(), nodes.len());
            assert_eq!(told["edges"].as_object().unwrap().len(), edges.len());
            for edge in &edges {
                let edge = &edge["data"];
                let read = &told["edges"][edge["id"].as_str().unwrap()];
                assert_eq!(
                    (&read["from"], &read["to"]),
                    (&edge["source"], &edge["target"])
                );
                for name in ["label", "kind", "relation", "when", "direction", "status"] {
                    assert_eq!(read[name], edge[name], "{name} of {edge}");
                }
            }
            for node in &nodes {
                let node = &node["data"];
                let read = &told["nodes"][node["id"].as_str().unwrap()];
                assert_eq!(read["kind"], node["kind"]);
            }
        }
    }
}

/// Returns the picture that Graphviz draws of a text, if it is there.
#[expect(
    clippy::print_stderr,
    reason = "who reads the output is to know what was left out"
)]
fn drawn(text: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.dot");
    std::fs::write(&path, text).unwrap();
    // Straight lines are quick: what is drawn is looked at, not where.
    let ran = Command::new("dot")
        .args(["-Tsvg", "-Gsplines=line"])
        .arg(&path)
        .output();
    let Ok(ran) = ran else {
        let is_due = std::env::var("CI").is_ok_and(|text| text == "true");
        assert!(!is_due, "graphviz is not there, run tests/check");
        eprintln!("graphviz is not there, run tests/check");
        return None;
    };
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    Some(String::from_utf8(ran.stdout).unwrap())
}

#[test]
fn graphviz_draws_every_node_and_edge_and_no_markup() {
    for data in [Chancery::builtin().unwrap().data(), &hostile()] {
        let dot = exported(exchange_named("dot").unwrap(), data).concat();
        let Some(picture) = drawn(&dot) else { return };
        let count = |class: &str| picture.matches(&format!("class=\"{class}\"")).count();
        assert_eq!(count("node"), data.entity_count());
        assert_eq!(count("edge"), dot.matches(" -> ").count());
        assert!(!picture.contains("<script") && !picture.contains("<img"));
    }
}
