//! `paths`: chains of relations from one entity to another.

use crate::analysis::{
    self, Aim, Budget, Cancel, Found, Journey, OrderedPath, Pair, PathStep as Stride, Route,
    Stopped,
};
use crate::answer::{Answer, Days, Doubt, Order, PathRow, PathStep, Rows};
use crate::graph::View;
use crate::model::EntityIx;
use crate::query::{Choice, PathsPlan, Plan};

use super::rows::Rower;
use super::{begun, notes};

/// Runs a question for paths. The search itself stops at the limit, for there may be very many.
pub(super) fn answer(
    plan: &Plan,
    asked: &PathsPlan,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<Answer, Stopped> {
    if let Choice::InOrder(aim) = asked.choice {
        return in_order(plan, &asked.route, aim, view, cancel);
    }
    let found = search(view, asked, plan.shape.limit, cancel)?;
    let mut rows = Vec::with_capacity(found.paths.len());
    for path in &found.paths {
        // There may be very many, and each needs its words.
        cancel.check()?;
        rows.push(path_row(view, path));
    }
    let mut answer = begun(plan, Rows::Paths(rows), view, cancel)?;
    if answer.rows.is_empty() {
        let nothing = notes::nothing(plan, view.network(), cancel)?;
        answer.notes.push(nothing);
    } else if matches!(asked.choice, Choice::Top(_)) {
        answer.notes.push(analysis::STRENGTH_IN_WORDS.to_owned());
    }
    let shown = answer.total;
    answer.total = found.total.unwrap_or(shown);
    answer.truncated = !found.complete;
    if !found.complete && found.total.is_none() {
        let noun = if shown == 1 { "path" } else { "paths" };
        answer.warnings.push(format!(
            "the search stopped after {shown} {noun}; there may be more"
        ));
    }
    Ok(answer)
}

/// Runs a question for paths whose dates do not run backwards.
fn in_order(
    plan: &Plan,
    route: &Route,
    aim: Aim,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<Answer, Stopped> {
    let found = analysis::in_order(view, route, aim, cancel)?;
    let rows = found.paths.iter().map(|path| ordered_row(view, path));
    let mut answer = begun(plan, Rows::Paths(rows.collect()), view, cancel)?;
    if answer.rows.is_empty() {
        let blocked = found.blocked.as_ref();
        let nothing = notes::not_in_order(plan, route, blocked, view, cancel)?;
        answer.notes.push(nothing);
    }
    super::shape::apply(&mut answer, plan.shape, view.network().data());
    Ok(answer)
}

/// Searches for chains of relations, at most so many, whatever their order in time.
pub(super) fn search(
    view: View<'_>,
    plan: &PathsPlan,
    most: Option<usize>,
    cancel: &Cancel,
) -> Result<Found, Stopped> {
    let mut budget = Budget::default();
    budget.rows = most.map_or(budget.rows, |most| most.min(budget.rows));
    match plan.choice {
        Choice::Shortest | Choice::InOrder(_) => {
            analysis::shortest_paths(view, &plan.route, &budget, cancel)
        }
        Choice::All => analysis::all_paths(view, &plan.route, &budget, cancel),
        Choice::Top(best) => analysis::top_paths(view, &plan.route, best, &budget, cancel),
    }
}

pub(super) fn path_row(view: View<'_>, path: &analysis::Path) -> PathRow {
    let strides = path.entities().zip(&path.steps);
    let steps: Vec<PathStep> = strides
        .map(|(from, stride)| path_step(view, from, stride))
        .collect();
    PathRow {
        length: steps.len() as u32,
        certainty: path.truth(),
        steps,
        strength: path.strength,
        order: None,
    }
}

fn path_step(view: View<'_>, from: EntityIx, stride: &Stride) -> PathStep {
    let rower = Rower::new(view);
    let data = rower.data();
    let kind = view.network().kind(stride.relation);
    let (words, direction) = view.words(stride.relation, from, stride.to);
    PathStep {
        from: rower.entity(from),
        relation: data.relation_id(stride.relation),
        kind: data.ontology().kind(kind).id.clone(),
        when: rower.when(stride.relation),
        direction,
        to: rower.entity(stride.to),
        words: words.to_owned(),
        title: data.title(stride.relation).map(str::to_owned),
        status: view.status(stride.relation),
        parallel: stride.parallel as u64,
        through: rower.through(stride.relation, &[from, stride.to]),
        titles: rower.step_titles(stride.relation, from, stride.to),
    }
}

fn ordered_row(view: View<'_>, found: &OrderedPath) -> PathRow {
    let sure = found.sure.unwrap_or(Journey {
        departure: None,
        arrival: None,
    });
    let order = Order {
        order: found.order,
        departure: Days {
            earliest: sure.departure,
            latest: found.possible.departure,
        },
        arrival: Days {
            earliest: found.possible.arrival,
            latest: sure.arrival,
        },
        doubt: found.doubt.map(|pair| doubt(view, pair)),
    };
    let row = path_row(view, &found.path);
    PathRow {
        certainty: row.certainty.and(found.order),
        order: Some(order),
        ..row
    }
}

fn doubt(view: View<'_>, pair: Pair) -> Doubt {
    let id = |relation| view.network().data().relation_id(relation);
    Doubt {
        earlier: id(pair.earlier),
        from: pair.from,
        later: id(pair.later),
        until: pair.until,
    }
}
