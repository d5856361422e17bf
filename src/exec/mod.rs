//! From a plan to an answer: runs the searches, and gives their findings names, dates and sources.

mod behind;
mod between;
mod changes;
mod cite;
mod conflicts;
mod dossier;
mod extract;
mod fallen;
mod links;
mod notes;
mod overall;
mod paths;
mod recorded;
mod rows;
mod scene;
mod shape;
mod tables;
mod terms;

pub(crate) use behind::{Behind, MOST_SEEN, behind, narrower};
pub(crate) use cite::{cite, lens_of};
pub(crate) use dossier::why_row;
pub(crate) use extract::extract;
pub(crate) use recorded::{clashes, diff, recorded};
pub(crate) use scene::scene;

use crate::analysis::{self, Cancel, Stopped};
use crate::answer::{Answer, Rows};
use crate::graph::{Network, View};
use crate::names::Names;
use crate::query::{Plan, What};

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
    let rower = Rower::new(view);
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
        What::Paths(asked) => return paths::answer(plan, asked, view, cancel).map(Some),
        What::Timeline(subject) => {
            let hits = analysis::timeline(view, subject, cancel)?;
            Rows::Timeline(rower.about(&rows::named(subject)).timelines(hits))
        }
        What::Between(a, b) => Rows::Between(Box::new(between::between(view, *a, *b, cancel)?)),
        What::Common(of) => Rows::Common(links::common(view, of, usize::MAX, cancel)?),
        What::Count { subject, by } => Rows::Count(tables::count_rows(
            rower,
            analysis::count(view, subject, *by, cancel)?,
        )),
        What::Rank(measure) => return overall::rank(plan, *measure, view, cancel).map(Some),
        What::Groups(grouping) => return overall::groups(plan, *grouping, view, cancel).map(Some),
        What::Why(relation) => Rows::Why(rower.reports(*relation)),
        What::Who(office) => Rows::Who(terms::who(view, office, cancel)?),
        What::Changes { subject, within } => {
            Rows::Changes(changes::changes(view, subject, *within, cancel)?)
        }
        What::Conflicts(subject) => Rows::Conflicts(conflicts::conflicts(view, subject, cancel)?),
        What::WhyRow(_) | What::History { .. } | What::Log { .. } => return Ok(None),
        What::Date(date) => Rows::Date(vec![tables::date(date)]),
    };
    let mut answer = begun(plan, rows, view, cancel)?;
    if answer.rows.is_empty() {
        answer.notes.push(notes::nothing(plan, network, cancel)?);
    } else if matches!(plan.what, What::Entity(_) | What::Between(..))
        && answer.relations().is_empty()
    {
        answer.notes.extend(notes::bare(plan, network, cancel)?);
    }
    shape::apply(&mut answer, plan.shape, network.data());
    Ok(Some(answer))
}

/// Returns an answer with its head: the question, the clocks, and how it was read.
fn begun(plan: &Plan, rows: Rows, view: View<'_>, cancel: &Cancel) -> Result<Answer, Stopped> {
    let lens = &plan.lens;
    let data = view.network().data();
    let without = lens.without.iter().map(|source| data.source(*source));
    let mut notes = plan.notes.clone();
    notes.extend(fallen::note(plan, view.network(), cancel)?);
    Ok(Answer {
        as_of: lens.clocks.as_of.clone(),
        known_by: lens.clocks.known_by.clone(),
        recorded_at: plan.recorded_at,
        without: without.map(|source| source.id.clone()).collect(),
        notes,
        ..Answer::new(plan.question.clone(), rows)
    })
}
