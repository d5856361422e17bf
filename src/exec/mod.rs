//! From a plan to an answer: runs the searches, and gives their findings names, dates and sources.

mod between;
mod dossier;
mod links;
mod notes;
mod rows;
mod shape;
mod tables;

pub(crate) use dossier::why;

use crate::analysis::{self, Cancel, Stopped};
use crate::answer::{Answer, Rows};
use crate::graph::{Network, View};
use crate::names::Names;
use crate::query::{Choice, PathsPlan, Plan, What};

use rows::Rower;

/// Runs a plan; nothing if it refers to an answer that only a session knows.
///
/// # Errors
/// [`Stopped`] if `cancel` was raised before the answer was found.
pub(crate) fn run(
    plan: &Plan,
    network: &Network,
    names: &Names,
    cancel: &Cancel,
) -> Result<Option<Answer>, Stopped> {
    let view = View::new(network, &plan.lens);
    let rower = Rower::new(network);
    let rows = match &plan.what {
        What::Find { text, kinds } => Rows::Find(tables::find(rower, names, text, kinds)),
        What::Entity(entity) => Rows::Entity(Box::new(dossier::entity(view, *entity, cancel)?)),
        What::Relation(relation) => {
            Rows::Relation(Box::new(dossier::relation(view, *relation, cancel)?))
        }
        What::Source(source) => Rows::Source(Box::new(dossier::source(view, *source, cancel)?)),
        What::Neighbours { of, hops } => {
            Rows::Neighbours(links::neighbours(view, *of, *hops, cancel)?)
        }
        What::Paths(asked) => return paths(plan, asked, view, cancel).map(Some),
        What::Timeline(subject) => {
            Rows::Timeline(rower.timelines(analysis::timeline(view, subject, cancel)?))
        }
        What::Between(a, b) => Rows::Between(Box::new(between::between(view, *a, *b, cancel)?)),
        What::Common(of) => Rows::Common(links::common(view, of, usize::MAX, cancel)?),
        What::Count { subject, by } => Rows::Count(tables::count_rows(
            rower,
            analysis::count(view, subject, *by, cancel)?,
        )),
        What::Why(relation) => Rows::Why(rower.reports(*relation)),
        What::WhyRow(_) => return Ok(None),
        What::Date(date) => Rows::Date(vec![tables::date(date)]),
    };
    let mut answer = Answer::new(plan.question.clone(), rows);
    if answer.rows.is_empty() {
        answer.notes.push(notes::nothing(plan, network, cancel)?);
    }
    shape::apply(&mut answer, plan.shape, network.data());
    Ok(Some(answer))
}

/// Runs a question for paths. The search itself stops at the limit, for there may be very many.
fn paths(
    plan: &Plan,
    asked: &PathsPlan,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<Answer, Stopped> {
    let found = links::paths(view, asked, plan.shape.limit, cancel)?;
    let mut rows = Vec::with_capacity(found.paths.len());
    for path in &found.paths {
        // There may be very many, and each needs its words.
        cancel.check()?;
        rows.push(links::path_row(view, path));
    }
    let mut answer = Answer::new(plan.question.clone(), Rows::Paths(rows));
    if answer.rows.is_empty() {
        answer
            .notes
            .push(notes::nothing(plan, view.network(), cancel)?);
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
