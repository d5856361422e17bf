//! The built-in dataset, for the tests of this room.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::error::QueryError;
use super::plan::Plan;
use super::world::World;
use crate::files;
use crate::graph::Network;
use crate::model::{Dataset, EntityIx, Ontology};
use crate::names::Names;

static WORLD: LazyLock<(Network, Names)> = LazyLock::new(|| {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let kinds = files::load(&data.join("ontology.ron")).unwrap();
    let ontology = files::read_ontology(&kinds[0]).unwrap();
    let records = files::load(&data.join("rwanda")).unwrap();
    let dataset = files::read_dataset(ontology, &records).unwrap();
    let names = Names::new(&dataset);
    (Network::new(Arc::new(dataset)), names)
});

pub(crate) fn world() -> World<'static> {
    World::new(&WORLD.0, &WORLD.1)
}

pub(crate) fn data() -> &'static Dataset {
    WORLD.0.data()
}

pub(crate) fn names() -> &'static Names {
    &WORLD.1
}

pub(crate) fn ontology() -> &'static Ontology {
    data().ontology()
}

pub(crate) fn id(entity: EntityIx) -> String {
    data().entity(entity).id.to_string()
}

pub(crate) fn ids(entities: &[EntityIx]) -> Vec<String> {
    entities.iter().map(|entity| id(*entity)).collect()
}

/// Returns the plan of a question that should have one.
#[track_caller]
pub(crate) fn plan(text: &str) -> Plan {
    match super::plan(text, world()) {
        Ok(plan) => plan.unwrap(),
        Err(fault) => panic!("{}", fault.diagnostic(text)),
    }
}

/// Returns what is wrong with a question.
#[track_caller]
pub(crate) fn fault(text: &str) -> QueryError {
    super::plan(text, world()).expect_err(text)
}
