//! Sources at the end of an answer, numbered in the order in which its rows first rest on them.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::{Answer, Citation, Rows, SourceRef};
use crate::graph::{Clocks, Lens, Network, View};
use crate::model::{SourceId, SourceIx};

/// Why counts come without sources.
const COUNTS_CITE_NOTHING: &str =
    "counts cite no sources; `timeline` with the same words names the relations and cites them";

/// Returns a lens that lets those reports count which counted for an answer.
pub(crate) fn lens_of(answer: &Answer, network: &Network) -> Lens {
    let place = |id: &SourceId| network.data().source_ix(id.as_str());
    let mut without: Vec<SourceIx> = answer.without.iter().filter_map(place).collect();
    without.sort_unstable();
    Lens {
        clocks: Clocks {
            as_of: None,
            known_by: answer.known_by.clone(),
        },
        without,
        ..Lens::default()
    }
}

/// Gathers the sources behind the rows of an answer, as far as they counted for it.
///
/// O(reports of the relations behind the rows).
pub(crate) fn cite(answer: &mut Answer, network: &Network) {
    let lens = lens_of(answer, network);
    let view = View::new(network, &lens);
    let data = network.data();
    let mut numbers: BTreeMap<SourceIx, usize> = BTreeMap::new();
    let mut located: BTreeSet<(usize, String)> = BTreeSet::new();
    let mut cited: Vec<Citation> = Vec::new();
    let relations = answer.relations();
    let places = data.relation_ixs_of(&relations);
    for (id, relation) in relations.into_iter().zip(places) {
        let Some(relation) = relation else {
            continue;
        };
        let record = data.relation(relation);
        let counted = view.reports(relation);
        for report in counted.filter_map(|(at, _)| record.reports.get(at)) {
            let Some(source) = data.source_ix(report.source.as_str()) else {
                continue;
            };
            let place = *numbers.entry(source).or_insert(cited.len());
            if place == cited.len() {
                cited.push(Citation {
                    source: SourceRef::from(data.source(source)),
                    locators: Vec::new(),
                    relations: Vec::new(),
                });
            }
            let Some(citation) = cited.get_mut(place) else {
                continue;
            };
            if citation.relations.last() != Some(&id) {
                citation.relations.push(id.clone());
            }
            let locator = report.locator.as_ref();
            let new = locator.filter(|locator| located.insert((place, (*locator).clone())));
            citation.locators.extend(new.cloned());
        }
    }
    if matches!(answer.rows, Rows::Count(_)) {
        answer.notes.push(COUNTS_CITE_NOTHING.to_owned());
    }
    answer.cited = Some(cited);
}
