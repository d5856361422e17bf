//! `rank` and `groups`: answers about all linked entities together.

use std::cmp::Reverse;

use crate::analysis::{self, Cancel, Grouping, Groups, Measure, Ranking, Stopped};
use crate::answer::{Answer, EntityRef, GroupRow, RankRow, Rows};
use crate::graph::View;
use crate::model::EntityIx;
use crate::query::Plan;
use crate::text::counted;

use super::rows::Rower;
use super::{begun, notes, shape};

/// How many members are named between two looks at the flag.
const PACE: usize = 1_024;

/// Runs a question for a ranking. Rows are made for those only that are wanted.
pub(super) fn rank(
    plan: &Plan,
    measure: Measure,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<Answer, Stopped> {
    let ranking = analysis::rank(view, measure, cancel)?;
    let wanted = shape::wanted(plan.shape, ranking.rows.len());
    let rows = ranking.rows.get(wanted).unwrap_or_default().iter();
    let rower = Rower::new(view);
    let rows = rows.map(|row| RankRow {
        entity: rower.entity(row.entity),
        rank: row.rank as u64,
        by: measure.word(),
        value: row.value,
        neighbours: row.neighbours.into(),
        relations: row.relations.into(),
    });
    let rows = Rows::Rank(rows.collect());
    let about = [measured_in_words(measure), counted_in_words(&ranking)].join("; ");
    let total = ranking.rows.len();
    Wanted { rows, total, about }.answer(plan, view, cancel)
}

/// Runs a question for groups. Members are named of those groups only that are wanted.
pub(super) fn groups(
    plan: &Plan,
    grouping: Grouping,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<Answer, Stopped> {
    let mut found = analysis::groups(view, grouping, cancel)?;
    let (total, about) = (found.members.len(), grouped_in_words(&found));
    let wanted = shape::wanted(plan.shape, total);
    let strength = strength(view, cancel)?;
    let mut rows = Vec::new();
    for number in wanted {
        let Some(members) = found.members.get_mut(number) else {
            break;
        };
        members.sort_by_key(|entity| (Reverse(strength.get(entity.index())), *entity));
        rows.push(GroupRow {
            group: number as u64 + 1,
            by: grouping.word(),
            size: members.len() as u64,
            members: named(view, members, cancel)?,
        });
    }
    let rows = Rows::Groups(rows);
    Wanted { rows, total, about }.answer(plan, view, cancel)
}

/// Returns how many relations link each entity to others, as far as it may be listed.
fn strength(view: View<'_>, cancel: &Cancel) -> Result<Vec<u32>, Stopped> {
    let mut strength = vec![0; view.network().entity_count()];
    for row in analysis::rank(view, Measure::Strength, cancel)?.rows {
        if let Some(relations) = strength.get_mut(row.entity.index()) {
            *relations = row.relations;
        }
    }
    Ok(strength)
}

fn named(view: View<'_>, members: &[EntityIx], cancel: &Cancel) -> Result<Vec<EntityRef>, Stopped> {
    let rower = Rower::new(view);
    let mut named = Vec::with_capacity(members.len());
    for some in members.chunks(PACE) {
        cancel.check()?;
        named.extend(some.iter().map(|member| rower.entity(*member)));
    }
    Ok(named)
}

/// The rows that are wanted of so many, and what is to be said about all of them.
struct Wanted {
    rows: Rows,
    total: usize,
    about: String,
}

impl Wanted {
    fn answer(self, plan: &Plan, view: View<'_>, cancel: &Cancel) -> Result<Answer, Stopped> {
        let mut answer = begun(plan, self.rows, view, cancel)?;
        answer.total = self.total as u64;
        if self.total == 0 {
            let nothing = notes::nothing(plan, view.network(), cancel)?;
            answer.notes.push(nothing);
            return Ok(answer);
        }
        answer.notes.push(self.about);
        if view.lens().roll_up {
            answer.notes.push(RAISED_IN_WORDS.to_owned());
        }
        let is_cut = answer.rows.len() < self.total;
        shape::tell(&mut answer, plan.shape, is_cut);
        Ok(answer)
    }
}

/// Who takes part where others act for them.
const RAISED_IN_WORDS: &str =
    "bodies and states take part through those who act for them, unless `direct`";

/// Returns what a measure measures.
fn measured_in_words(measure: Measure) -> String {
    let told = match measure {
        Measure::Degree => "the number of distinct entities linked to each",
        Measure::Strength => "the number of relations that link each to others",
        Measure::PageRank => {
            "the share of a random walk along distinct directed pairs that arrives at each, with \
             damping 0.85; all shares sum to 1"
        }
        Measure::Betweenness => {
            "the share of the shortest chains between two others that pass each, over all pairs of \
             others, without direction"
        }
    };
    format!("ranked by {}: {told}", measure.word())
}

/// Returns what was measured: `measured on 7 entities, 9 pairs and 12 relations, 2 of them only
/// possible`.
fn counted_in_words(ranking: &Ranking) -> String {
    let counts = format!(
        "measured on {}, {} and {}",
        counted(ranking.entities as u64, "entity", "entities"),
        counted(ranking.pairs as u64, "pair", "pairs"),
        counted(ranking.relations as u64, "relation", "relations"),
    );
    let possible = match ranking.possible {
        0 => String::new(),
        possible => format!(", {possible} of them only possible"),
    };
    let entities = ranking.entities;
    let sampled = ranking.sampled.map_or_else(String::new, |sources| {
        format!("; estimated: sampled {sources} of {entities} sources")
    });
    counts + &possible + &sampled
}

/// Returns by what entities are together.
fn grouped_in_words(groups: &Groups) -> String {
    let told = match groups.grouping {
        Grouping::Communities => "linked within more than chance would have it",
        Grouping::Components => "whom chains of relations link, in whatever direction",
    };
    let word = groups.grouping.word();
    match groups.modularity {
        Some(modularity) => {
            format!("grouped by {word}: {told}; method of Leiden, modularity {modularity:.4}")
        }
        None => format!("grouped by {word}: {told}"),
    }
}
