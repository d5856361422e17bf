//! Changes: what began, ended and happened within some days, and what became known in them.
//!
//! Two clocks run. What *was* is read from the dates of relations, what was *known* from the days on
//! which their sources were published. A source that does not say when it was published dates no
//! change; it may have been first, though, so that others only possibly were.

use std::cmp::Ordering;

use crate::edtf::{Day, Edtf, Truth, Window};
use crate::graph::{Account, Clocks, Lens, View, compare_dates};
use crate::model::{Nature, RelationIx, Source, Status};

use super::{Cancel, Hit, Stopped, Subject};

/// Something that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The relation.
    pub relation: RelationIx,
    /// When it changed: the day of what happened, or of the source that told of it.
    pub date: Edtf,
    /// In which way.
    pub turn: Turn,
    /// The status since.
    pub now: Status,
    /// The reports by which it became known, by their places in the record.
    pub by: Vec<usize>,
    /// How surely it changed within the days asked about.
    pub truth: Truth,
    /// The day by which it was surely known, where it is a change of what was known.
    pub known: Option<Day>,
}

impl Change {
    /// Returns the date by which changes are put in order: what only became known stands where it
    /// surely was.
    fn place(&self) -> Edtf {
        self.known.map_or_else(|| self.date.clone(), Edtf::from_day)
    }
}

/// In which way something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// A tie began.
    Began,
    /// A tie ended.
    Ended,
    /// An event happened.
    Happened,
    /// The first source told of it.
    BecameKnown,
    /// Sources told of another status than this one.
    ChangedStatus {
        /// The status before.
        was: Status,
    },
}

/// Returns what changed within some days of the relations of a subject that pass the lens, oldest
/// first; on one day in order of ids. What became known stands at the day by which it surely was.
///
/// The beginning and the end of a tie are judged each by its own date; an end that is open or
/// unknown is no change, nor is one that lies after all that has come about. What the first source
/// tells of as done changes once: it began or happened, and became known by that source.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// That of [`timeline`](super::timeline), and O(reports · log reports) for each relation.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Subject, Turn, changes};
/// use chancery::edtf::{Edtf, Window};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let biruta = chancery.data().entity_ix("vincent-biruta").unwrap();
/// let within = Window::during(&Edtf::parse("2024-06")?);
/// let found = changes(view, &Subject::of(biruta), within, &Cancel::new())?;
/// assert!(found.iter().any(|change| change.turn == Turn::Ended));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes(
    view: View<'_>,
    subject: &Subject,
    within: Window,
    cancel: &Cancel,
) -> Result<Vec<Change>, Stopped> {
    let mut changes = Vec::new();
    for hit in super::timeline(view, subject, cancel)? {
        cancel.check()?;
        let found = History::of(view, hit, within).changes();
        changes.extend(
            found
                .into_iter()
                .filter_map(|change| admit(view, hit, change)),
        );
    }
    changes.sort_by(compare);
    Ok(changes)
}

/// Returns the change as surely as its relation passes, if the lens lets it pass.
fn admit(view: View<'_>, hit: Hit, change: Change) -> Option<Change> {
    let truth = view.admit(change.truth.and(hit.truth));
    truth.is_possible().then_some(Change { truth, ..change })
}

fn compare(one: &Change, other: &Change) -> Ordering {
    compare_dates(Some(&one.place()), Some(&other.place()))
        .then(one.relation.cmp(&other.relation))
        .then(one.turn.cmp(&other.turn))
}

/// A report that counts and says when it was published.
struct Told<'a> {
    place: usize,
    published: &'a Edtf,
    /// The day by which it surely was.
    by: Day,
}

/// What is told of one relation, in the order in which it was told.
struct History<'a> {
    view: View<'a>,
    relation: RelationIx,
    within: Window,
    told: Vec<Told<'a>>,
    /// Whether a source that counts does not say when it was published.
    undated: bool,
}

impl<'a> History<'a> {
    fn of(view: View<'a>, hit: Hit, within: Window) -> History<'a> {
        let data = view.network().data();
        let record = data.relation(hit.relation);
        let counted: Vec<usize> = view.reports(hit.relation).map(|(at, _)| at).collect();
        let published = |at: &usize| {
            let source = data.source_ix(record.reports.get(*at)?.source.as_str())?;
            told(*at, data.source(source))
        };
        let mut told: Vec<Told<'a>> = counted.iter().filter_map(published).collect();
        told.sort_by(|one, other| {
            one.by
                .cmp(&other.by)
                .then_with(|| compare_dates(Some(one.published), Some(other.published)))
        });
        History {
            view,
            relation: hit.relation,
            within,
            undated: told.len() < counted.len(),
            told,
        }
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = self.in_the_world();
        if let Some(known) = self.became_known() {
            let nature = self.view.network().nature(self.relation);
            let told_as_done = known.now == Status::usual(nature);
            let came = changes.iter_mut().find(|change| change.turn != Turn::Ended);
            match came {
                Some(came) if told_as_done => came.by = known.by,
                _ => changes.push(known),
            }
        }
        changes.extend(self.turned());
        changes
    }

    /// Returns what happened, began or ended, as far as it has come about.
    fn in_the_world(&self) -> Vec<Change> {
        let Some(Account {
            when: Some(when),
            status,
            truth,
        }) = self.view.account(self.relation)
        else {
            return Vec::new();
        };
        if !status.has_come_about() {
            return Vec::new();
        }
        let change = |date: Edtf, turn: Turn| Change {
            relation: self.relation,
            truth: truth.and(date.happens_in(&self.within)),
            date,
            turn,
            now: status,
            by: Vec::new(),
            known: None,
        };
        let found = match self.view.network().nature(self.relation) {
            Nature::Event => vec![change(when.clone(), Turn::Happened)],
            Nature::Tie => {
                let (from, to) = when.ends();
                let to = to.filter(|end| self.has_come(end));
                let began = from.map(|from| change(from, Turn::Began));
                let ended = to.map(|to| change(to, Turn::Ended));
                began.into_iter().chain(ended).collect()
            }
        };
        let is_possible = |change: &Change| change.truth.is_possible();
        found.into_iter().filter(is_possible).collect()
    }

    /// Tells whether an end may lie no later than all that has come about.
    fn has_come(&self, end: &Edtf) -> bool {
        let newest = self.view.network().newest_day();
        newest.is_none_or(|newest| end.earliest().is_none_or(|day| day <= newest))
    }

    /// Returns that the first source told of the relation, if it did so within the days asked about.
    fn became_known(&self) -> Option<Change> {
        let first = self.told.first()?;
        let may_be_earlier = |told: &Told<'_>| {
            let begins = self.within.first();
            begins.is_some_and(|begins| told.published.possible_days().0 < begins)
        };
        let doubtful = self.undated || self.told.iter().any(may_be_earlier);
        let truth = first.published.happens_in(&self.within);
        let account = self.account(first.by)?;
        let by = self.told.iter().take_while(|told| told.by == first.by);
        let change = Change {
            relation: self.relation,
            date: first.published.clone(),
            turn: Turn::BecameKnown,
            now: account.status,
            by: by.map(|told| told.place).collect(),
            truth: if doubtful {
                truth.and(Truth::Possible)
            } else {
                truth
            },
            known: Some(first.by),
        };
        truth.is_possible().then_some(change)
    }

    /// Returns where sources published within the days asked about told of another status.
    fn turned(&self) -> Vec<Change> {
        let mut turned = Vec::new();
        let mut before: Option<Status> = None;
        // The last day on which that status was surely known.
        let mut sure: Option<Day> = None;
        for told in self.told.chunk_by(|one, next| one.by == next.by) {
            let Some(first) = told.first() else { continue };
            let Some(now) = self.account(first.by) else {
                continue;
            };
            let is_sure = self.surely(first.by, now.status);
            if let Some(was) = before.filter(|was| *was != now.status) {
                let from = sure.map_or(Truth::Possible, |day| self.within.holds(day.next()));
                let surely = is_sure && from.and(self.within.holds(first.by)) == Truth::Certain;
                let possibly = first.published.happens_in(&self.within).is_possible();
                turned.push(Change {
                    relation: self.relation,
                    date: first.published.clone(),
                    turn: Turn::ChangedStatus { was },
                    now: now.status,
                    by: told.iter().map(|told| told.place).collect(),
                    truth: Truth::judge(surely, possibly),
                    known: Some(first.by),
                });
            }
            if before != Some(now.status) {
                sure = None;
            }
            before = Some(now.status);
            sure = if is_sure { Some(first.by) } else { sure };
        }
        turned.retain(|change| change.truth.is_possible());
        turned
    }

    /// Tells whether a status was surely known by the end of a day, whatever else was not.
    fn surely(&self, day: Day, status: Status) -> bool {
        let lens = Lens {
            statuses: [status].into_iter().collect(),
            ..self.lens(day)
        };
        self.view.network().judge(self.relation, &lens) == Truth::Certain
    }

    /// Returns what was known of the relation by the end of a day.
    fn account(&self, day: Day) -> Option<Account<'a>> {
        self.view.network().account(self.relation, &self.lens(day))
    }

    /// Returns a lens that shows what was known by the end of a day.
    fn lens(&self, day: Day) -> Lens {
        Lens {
            clocks: Clocks {
                as_of: None,
                known_by: Some(Edtf::from_day(day)),
            },
            without: self.view.lens().without.clone(),
            ..Lens::default()
        }
    }
}

/// Returns a report with the day by which it was surely published, if its source tells.
fn told(place: usize, source: &Source) -> Option<Told<'_>> {
    let published = source.published.as_ref()?;
    Some(Told {
        place,
        published,
        by: published.latest()?,
    })
}
