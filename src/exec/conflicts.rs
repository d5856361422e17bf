//! `conflicts`: what reports disagree about, side by side.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Conflict, Said, Stopped, Subject, Version};
use crate::answer::{ConflictRow, Dated, Matter, Side, Voice};
use crate::graph::View;
use crate::model::{Dataset, EntityId, Parties, Relation, Report};

use super::rows::{Rower, name_of, named};

/// Returns the disagreements among the reports of a subject's relations, oldest first.
pub(super) fn conflicts(
    view: View<'_>,
    subject: &Subject,
    cancel: &Cancel,
) -> Result<Vec<ConflictRow>, Stopped> {
    let asked = named(subject);
    let rower = Rower::new(view).about(&asked);
    let found = analysis::conflicts(view, subject, cancel)?;
    let rows = found.iter().filter_map(|conflict| row(rower, conflict));
    Ok(rows.collect())
}

fn row(rower: Rower<'_>, conflict: &Conflict<'_>) -> Option<ConflictRow> {
    let record = rower.data().record(conflict.relation)?;
    let versions = &conflict.versions;
    let said: Vec<&Said<'_>> = versions.iter().map(|version| &version.said).collect();
    Some(ConflictRow {
        on: matter(said.first()?),
        sides: versions
            .iter()
            .map(|version| side(rower.data(), record, version, &said))
            .collect(),
        row: rower.timeline(conflict.relation, conflict.truth),
    })
}

const fn matter(said: &Said<'_>) -> Matter {
    match said {
        Said::Date(_) => Matter::Date,
        Said::Status(_) => Matter::Status,
        Said::Parties(_) => Matter::Party,
        Said::Title(_) => Matter::Title,
        Said::Place(_) => Matter::Place,
        Said::Topics(_) => Matter::Topic,
        Said::Numbers(_) => Matter::Number,
    }
}

fn side(data: &Dataset, record: &Relation, version: &Version<'_>, all: &[&Said<'_>]) -> Side {
    let reports = version.reports.iter();
    Side {
        value: value(data, &version.said, all),
        sources: reports
            .filter_map(|at| voice(data, record.reports.get(*at)?))
            .collect(),
        own: version.own,
    }
}

fn voice(data: &Dataset, report: &Report) -> Option<Voice> {
    let source = data.source_of(report)?;
    Some(Voice {
        id: source.id.clone(),
        title: source.title.clone(),
        published: source.published.as_ref().map(Dated::from),
        locator: report.locator.clone(),
    })
}

/// Returns what is said, in words; of lists of things what others say otherwise.
fn value(data: &Dataset, said: &Said<'_>, all: &[&Said<'_>]) -> String {
    match said {
        Said::Date(when) => when.as_str().to_owned(),
        Said::Status(status) => status.word().to_owned(),
        Said::Parties(parties) => party_words(data, parties, all),
        Said::Title(title) => (*title).to_owned(),
        Said::Place(place) => name_of(data, place),
        Said::Topics(topics) => topics.iter().join(", "),
        Said::Numbers(numbers) => number_words(numbers, all),
    }
}

/// Returns the numbers that others give otherwise: `states 52`.
fn number_words(numbers: &BTreeMap<&str, i64>, all: &[&Said<'_>]) -> String {
    let is_disputed = |(name, number): &(&&str, &i64)| {
        all.iter().any(|said| match said {
            Said::Numbers(theirs) => theirs.get(**name).is_some_and(|other| other != *number),
            _ => false,
        })
    };
    let told = numbers.iter().filter(is_disputed);
    told.map(|(name, number)| format!("{name} {number}"))
        .join(", ")
}

/// Returns by role the parties that not all name: `holder: Paul Kagame`. Roles that all who name
/// them give to the same are left out.
fn party_words(data: &Dataset, parties: &Parties, all: &[&Said<'_>]) -> String {
    let in_role = |said: &&Said<'_>, role: &str| match said {
        Said::Parties(theirs) => {
            let mut roles = theirs.roles();
            roles.find_map(|(name, ids)| (name == role).then(|| ids.to_vec()))
        }
        _ => None,
    };
    let told = parties.roles().filter_map(|(role, ids)| {
        let named: Vec<Vec<EntityId>> = all.iter().filter_map(|said| in_role(said, role)).collect();
        let by_all = |id: &EntityId| named.iter().all(|theirs| theirs.contains(id));
        let own = ids.iter().filter(|id| !by_all(id));
        let own = own.map(|id| name_of(data, id)).join(", ");
        let told = match own.as_str() {
            "" if named.iter().flatten().all(by_all) => return None,
            "" => "nobody else",
            own => own,
        };
        // Those who are simply parties need no word for it.
        Some(match role {
            "party" => told.to_owned(),
            role => format!("{role}: {told}"),
        })
    });
    let told: Vec<String> = told.collect();
    told.join("; ")
}
