//! Laws: export then import gives back what the format holds; the same data gives the same bytes.

use chancery::Chancery;
use chancery::exchange::{Exchange, exchanges, losses};
use chancery::model::Dataset;
use proptest::prelude::*;

use super::{exported, imported, project};
use crate::files::datasets;

/// The formats that are graphs of flat values and can be read back.
pub(super) fn graphs() -> impl Iterator<Item = &'static dyn Exchange> {
    let names = ["gexf", "graphml", "cytoscape", "csv", "neo4j"];
    let formats = exchanges().iter().copied();
    formats.filter(move |format| names.contains(&format.name()))
}

#[track_caller]
pub(super) fn check(format: &dyn Exchange, data: &Dataset) {
    let files = exported(format, data);
    let read = imported(format, &files, data.ontology());
    assert_eq!(
        read.in_order(data.ontology()),
        project(data, format.holds()),
        "{}",
        format.name()
    );
    let again = exported(format, &read.dataset(data.ontology()));
    assert_eq!(again, files, "{}", format.name());
}

#[test]
fn the_built_in_data_come_back_as_far_as_each_graph_holds_them() {
    let builtin = Chancery::builtin().unwrap();
    graphs().for_each(|format| check(format, builtin.data()));
}

#[test]
fn what_is_lost_is_told_and_nothing_else_is() {
    let builtin = Chancery::builtin().unwrap();
    for format in exchanges() {
        for loss in losses(builtin.data(), format.holds()) {
            assert!(!format.holds().contains(&loss.matter));
            assert!(loss.records > 0);
        }
    }
}

proptest! {
    #[test]
    fn any_world_comes_back_as_far_as_each_graph_holds_it(data in datasets()) {
        graphs().for_each(|format| check(format, &data));
    }
}
