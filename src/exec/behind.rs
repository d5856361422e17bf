//! The relations behind an answer, as far as they can be shown or exported.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;

use crate::analysis::{self, Cancel, Stopped};
use crate::answer::{Answer, Rows};
use crate::edtf::{Day, Truth};
use crate::graph::{Clocks, Lens, Network, View};
use crate::model::{EntityIx, KindIx, RelationIx};
use crate::query::{Plan, Subject, What};

use super::cite::lens_of;
use super::rows::named;

/// How many relations a scene has at most: what a page can filter without a pause.
pub(crate) const MOST_SEEN: usize = 10_000;

/// The relations behind an answer, each once, in order of date.
#[derive(Debug, Clone)]
pub(crate) struct Behind {
    /// What counted for the answer.
    pub(crate) lens: Lens,
    /// The entities that the question names.
    pub(crate) asked: Vec<EntityIx>,
    /// The relations that the answer tells, and how surely each belongs to it.
    pub(crate) told: BTreeMap<RelationIx, Truth>,
    /// What else its rows rest on: what links go-betweens, and the shortest chain of a pair.
    pub(crate) besides: BTreeSet<RelationIx>,
}

/// Returns what is behind an answer. `plan` is what was asked, as far as that can be told from the
/// answer alone.
///
/// An answer about an entity stands for all that the entity takes part in, not only for the latest.
pub(crate) fn behind(
    answer: &Answer,
    plan: Option<&Plan>,
    network: &Network,
    cancel: &Cancel,
) -> Result<Behind, Stopped> {
    let lens = counted(answer, plan, network);
    let view = View::new(network, &lens);
    let mut told = told(answer, plan, view, cancel)?;
    let besides = network.data().relation_ixs_of(&answer.relations());
    let mut besides: BTreeSet<RelationIx> = besides.into_iter().flatten().collect();
    besides.retain(|relation| !told.contains_key(relation));
    if told.is_empty() && answer.timeline_rows().next().is_none() {
        // Rows that name relations without telling them are about these.
        let named = std::mem::take(&mut besides).into_iter();
        told = named.map(|at| (at, view.judge(at))).collect();
    }
    Ok(Behind {
        asked: asked(plan),
        lens,
        told,
        besides,
    })
}

/// Returns the relations that an answer tells, and how surely each belongs to it.
fn told(
    answer: &Answer,
    plan: Option<&Plan>,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<BTreeMap<RelationIx, Truth>, Stopped> {
    if let (Some(What::Entity(entity)), Rows::Entity(_)) =
        (plan.map(|plan| &plan.what), &answer.rows)
    {
        let hits = analysis::timeline(view, &Subject::of(*entity), cancel)?;
        return Ok(hits.iter().map(|hit| (hit.relation, hit.truth)).collect());
    }
    let data = view.network().data();
    let places = data.relation_ixs_of(answer.timeline_rows().map(|row| &row.relation));
    let told = places.into_iter().zip(answer.timeline_rows());
    let told = told.filter_map(|(at, row)| Some((at?, row.certainty)));
    Ok(told.collect())
}

/// Returns the lens under which an answer was found, as far as that can be told.
fn counted(answer: &Answer, plan: Option<&Plan>, network: &Network) -> Lens {
    let own = lens_of(answer, network);
    match plan {
        Some(plan) => Lens {
            clocks: Clocks {
                as_of: answer.as_of.clone(),
                known_by: answer.known_by.clone(),
            },
            without: own.without,
            ..plan.lens.clone()
        },
        None => own,
    }
}

/// Returns the entities that a question names.
fn asked(plan: Option<&Plan>) -> Vec<EntityIx> {
    let Some(plan) = plan else {
        return Vec::new();
    };
    let asked = match &plan.what {
        What::Entity(of) | What::Neighbours { of, .. } => vec![*of],
        What::Between(a, b) => vec![*a, *b],
        What::Paths(paths) => vec![paths.route.from, paths.route.to],
        What::Common(of) => of.clone(),
        What::Timeline(subject)
        | What::Conflicts(subject)
        | What::Changes { subject, .. }
        | What::Count { subject, .. } => named(subject),
        _ => Vec::new(),
    };
    asked.into_iter().unique().collect()
}

/// Returns clauses that leave no more relations than a scene can show, each with how many it leaves:
/// the latest years or months, the commonest kind that is not too common, and always the last ones.
pub(crate) fn narrower(behind: &Behind, network: &Network) -> Vec<(String, usize)> {
    let view = View::new(network, &behind.lens);
    let mut months: BTreeMap<(i64, u8), usize> = BTreeMap::new();
    let mut kinds: BTreeMap<KindIx, usize> = BTreeMap::new();
    for relation in behind.told.keys() {
        *kinds.entry(network.kind(*relation)).or_default() += 1;
        let day = view.when(*relation).and_then(|date| date.widest().1);
        if let Some((year, month, _)) = day.map(Day::ymd) {
            *months.entry((year, month)).or_default() += 1;
        }
    }
    let kinds = kinds.into_iter().filter(|(_, number)| *number <= MOST_SEEN);
    let kind = kinds.max_by_key(|(kind, number)| (*number, Reverse(*kind)));
    let kind = kind.map(|(kind, number)| {
        let kind = network.data().ontology().kind(kind);
        (format!("via {}", kind.id), number)
    });
    let last = (format!("last {MOST_SEEN}"), MOST_SEEN);
    since(&months)
        .into_iter()
        .chain(kind)
        .chain([last])
        .collect()
}

/// Returns the clause for the earliest year since which few enough relations end or, if the last
/// year has too many, for the earliest month; and how many that are.
fn since(months: &BTreeMap<(i64, u8), usize>) -> Option<(String, usize)> {
    let mut sum = 0;
    let sums = months.iter().rev().map(|((year, month), number)| {
        sum += number;
        (*year, *month, sum)
    });
    let few: Vec<_> = sums.take_while(|(.., sum)| *sum <= MOST_SEEN).collect();
    let (first, ..) = few.last()?;
    // The earliest year is whole only if nothing of it was left out.
    let is_whole = months.range((*first, 0)..(*first, 13)).count()
        == few.iter().filter(|(year, ..)| year == first).count();
    let year = if is_whole {
        *first
    } else {
        first.checked_add(1)?
    };
    let of_year = few.iter().rfind(|(of, ..)| *of >= year);
    of_year
        .map(|(_, _, sum)| (format!("since {year}"), *sum))
        .or_else(|| {
            few.last()
                .map(|(year, month, sum)| (format!("since {year}-{month:02}"), *sum))
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{MOST_SEEN, since};

    #[track_caller]
    fn check(months: &[((i64, u8), usize)], expected: Option<(&str, usize)>) {
        let months: BTreeMap<_, _> = months.iter().copied().collect();
        let found = since(&months);
        assert_eq!(
            found,
            expected.map(|(clause, number)| (clause.to_owned(), number))
        );
    }

    #[test]
    fn the_earliest_year_that_leaves_few_enough_is_named() {
        let half = MOST_SEEN / 2;
        check(
            &[
                ((2012, 5), 9),
                ((2013, 1), half),
                ((2013, 2), half),
                ((2014, 7), half),
                ((2015, 1), 3),
            ],
            Some(("since 2014", half + 3)),
        );
        check(
            &[((2012, 5), 9), ((2014, 7), half)],
            Some(("since 2012", half + 9)),
        );
    }

    #[test]
    fn within_one_year_it_is_a_month() {
        let most = MOST_SEEN;
        check(
            &[((2014, 1), most), ((2014, 9), 7), ((2014, 12), 5)],
            Some(("since 2014-09", 12)),
        );
        check(&[((2014, 1), most + 1)], None);
    }
}
