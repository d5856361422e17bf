//! Small worlds for the tests of this room and of those above, written line by line.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Acts, Dataset, Entity, EntityIx, EntityKind, Kind, Link, Nature, Ontology, Parties, Relation,
    RelationIx, Report, Role, Source, Status,
};

use super::Network;

/// Returns the network of these relations, called `r0`, `r1` … in order.
///
/// A line is a kind, a date or `-`, and the parties: `meeting 2015 rwanda russia china`,
/// `visit 2016-05 mr-lavrov > rwanda` (who visits before the arrow), `office 2004/.. mr-lavrov >
/// russia`, `part-of 1994/.. inst-army > rwanda`. Whose id begins with `mr-` is a person, with
/// `inst-` an institution, everybody else a state. Holders act for bodies and parts for wholes.
///
/// The gazette of 2015 reports it, unless reports follow: `@may @june:planned @july:held:2015-06`,
/// each a source that was published in that month of 2015, a status and a date of its own.
pub(crate) fn network(lines: &[&str]) -> Network {
    let mut builder = Dataset::builder(ontology());
    for (id, published) in SOURCES {
        builder.source(Source {
            published: Some(published.parse().unwrap()),
            ..Source::new(id.parse().unwrap(), id)
        });
    }
    let is_party = |word: &&str| *word != ">" && !word.starts_with('@');
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

/// The sources, and when they were published.
const SOURCES: [(&str, &str); 4] = [
    ("gazette", "2015"),
    ("may", "2015-05"),
    ("june", "2015-06"),
    ("july", "2015-07"),
];

/// Returns the place of an entity.
pub(crate) fn at(network: &Network, id: &str) -> EntityIx {
    network.data().entity_ix(id).unwrap()
}

/// Returns the place of the relation of a line by its number.
pub(crate) fn line(network: &Network, number: usize) -> RelationIx {
    network.data().relation_ix(&format!("r{number}")).unwrap()
}

fn ontology() -> Ontology {
    let kind = |id, nature, roles: [&str; 2]| Kind {
        links: vec![Link::new(roles[0], roles[1], "acts on")],
        ..Kind::new(id, nature, roles.map(Role::new).into())
    };
    let acting = |id, roles: [&str; 2]| Kind {
        acts: Some(Acts::new(roles[0], roles[1])),
        ..kind(id, Nature::Tie, roles)
    };
    let kinds = vec![
        kind("meeting", Nature::Event, ["party", "guest"]),
        kind("visit", Nature::Event, ["visitor", "host"]),
        kind("membership", Nature::Tie, ["member", "body"]),
        Kind {
            ftm: Some("Occupancy".to_owned()),
            ..acting("office", ["holder", "body"])
        },
        Kind {
            acts: Some(Acts {
                beside: true,
                ..Acts::new("holder", "body")
            }),
            ..kind("chairmanship", Nature::Tie, ["holder", "body"])
        },
        acting("part-of", ["part", "whole"]),
    ];
    Ontology::new(Vec::new(), kinds).unwrap()
}

fn entity(id: &str) -> Entity {
    let kind = if id.starts_with("mr-") {
        EntityKind::Person
    } else if id.starts_with("inst-") {
        EntityKind::Institution
    } else {
        EntityKind::State
    };
    Entity::new(id.parse().unwrap(), kind, id)
}

/// Returns the report that `source:status:date` stands for, where status and date may be missing.
fn report(word: &str) -> Report {
    let mut parts = word.split(':');
    let source = parts.next().unwrap_or_default();
    Report {
        status: parts
            .next()
            .map(|status| Status::from_word(status).unwrap()),
        when: parts.next().map(|date| date.parse().unwrap()),
        ..Report::new(source.parse().unwrap())
    }
}

fn relation(number: usize, line: &str) -> Relation {
    let (reports, words): (Vec<&str>, Vec<&str>) =
        line.split(' ').partition(|word| word.starts_with('@'));
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
    let mut reports: Vec<Report> = reports.iter().map(|word| report(&word[1..])).collect();
    if reports.is_empty() {
        reports.push(report("gazette"));
    }
    Relation {
        when: (words[1] != "-").then(|| words[1].parse().unwrap()),
        reports,
        ..Relation::new(id, words[0], parties)
    }
}
