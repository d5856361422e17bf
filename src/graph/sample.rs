//! Small worlds for the tests of this room and of those above, written line by line.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Dataset, Entity, EntityIx, EntityKind, Kind, Link, Nature, Ontology, Parties, Relation, Report,
    Role, Source,
};

use super::Network;

/// Returns the network of these relations, called `r0`, `r1` … in order.
///
/// A line is a kind, a date or `-`, and the parties: `meeting 2015 rwanda russia china`,
/// `visit 2016-05 mr-lavrov > rwanda` (who visits before the arrow), `office 2004/.. mr-lavrov >
/// russia`. Whose id begins with `mr-` is a person, everybody else a state.
pub(crate) fn network(lines: &[&str]) -> Network {
    let mut builder = Dataset::builder(ontology());
    builder.source(Source::new("gazette".parse().unwrap(), "Gazette"));
    let is_party = |word: &&str| *word != ">";
    let parties = lines
        .iter()
        .flat_map(|line| line.split(' ').skip(2).filter(is_party));
    for id in parties.collect::<BTreeSet<&str>>() {
        builder.entity(entity(id));
    }
    for (number, line) in lines.iter().enumerate() {
        builder.relation(relation(number, line));
    }
    Network::new(Arc::new(builder.build().unwrap()))
}

/// Returns the place of an entity.
pub(crate) fn at(network: &Network, id: &str) -> EntityIx {
    network.data().entity_ix(id).unwrap()
}

fn ontology() -> Ontology {
    let kind = |id, nature, roles: [&str; 2]| Kind {
        links: vec![Link::new(roles[0], roles[1], "acts on")],
        ..Kind::new(id, nature, roles.map(Role::new).into())
    };
    let kinds = vec![
        kind("meeting", Nature::Event, ["party", "guest"]),
        kind("visit", Nature::Event, ["visitor", "host"]),
        kind("office", Nature::Tie, ["holder", "body"]),
    ];
    Ontology::new(Vec::new(), kinds).unwrap()
}

fn entity(id: &str) -> Entity {
    let kind = if id.starts_with("mr-") {
        EntityKind::Person
    } else {
        EntityKind::State
    };
    Entity::new(id.parse().unwrap(), kind, id)
}

fn relation(number: usize, line: &str) -> Relation {
    let words: Vec<&str> = line.split(' ').collect();
    let roles = ontology()
        .find(words[0])
        .map(|kind| ontology().kind(kind).roles.clone())
        .unwrap();
    let arrow = words
        .iter()
        .position(|word| *word == ">")
        .unwrap_or(words.len());
    let mut parties = Parties::new();
    for (at, id) in words
        .iter()
        .enumerate()
        .skip(2)
        .filter(|(at, _)| *at != arrow)
    {
        parties = parties.with(&roles[usize::from(at > arrow)].id, id.parse().unwrap());
    }
    let id = format!("r{number}").parse().unwrap();
    let report = Report::new("gazette".parse().unwrap());
    Relation {
        when: (words[1] != "-").then(|| words[1].parse().unwrap()),
        ..Relation::new(id, words[0], parties).with_report(report)
    }
}
