//! Conflicts: where the reports of one relation cannot all be right.
//!
//! A report says what its relation says wherever it says nothing of its own. What is only told less
//! exactly is no disagreement, and no more is a plan that came to pass, was changed or was given up.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::edtf::{Day, Edtf, Truth, Window};
use crate::graph::View;
use crate::model::{Dataset, EntityId, Nature, Parties, Relation, RelationIx, Report, Status};
use crate::text;

use super::{Cancel, Hit, Stopped, Subject, places_within};

/// Reports of one relation that disagree about one matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict<'a> {
    /// The relation.
    pub relation: RelationIx,
    /// The versions, at least two: those that the record agrees with first, then in the order of the
    /// reports.
    pub versions: Vec<Version<'a>>,
    /// How surely the relation passes the lens.
    pub truth: Truth,
}

/// What is said, and by which reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Version<'a> {
    /// What is said.
    pub said: Said<'a>,
    /// The reports that say so, by their places in the record.
    pub reports: Vec<usize>,
    /// Whether the record says so.
    pub own: bool,
}

/// What is said of one matter.
#[derive(Debug, Clone, PartialEq)]
pub enum Said<'a> {
    /// When it was.
    Date(&'a Edtf),
    /// How far it came.
    Status(Status),
    /// Who took part.
    Parties(&'a Parties),
    /// What it is called.
    Title(&'a str),
    /// Where it was.
    Place(&'a EntityId),
    /// What it was about.
    Topics(&'a [String]),
    /// How many there were, of what is told of differently.
    Numbers(BTreeMap<&'a str, i64>),
}

/// Returns the relations of a subject that pass the lens and whose reports disagree, oldest first:
/// one conflict for each relation and matter.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// That of [`timeline`](super::timeline), and O(reports²) for each relation.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Subject, conflicts};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let lens = Lens::default();
/// let view = View::new(chancery.network(), &lens);
/// let found = conflicts(view, &Subject::default(), &Cancel::new())?;
/// assert!(found.iter().all(|conflict| conflict.versions.len() > 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn conflicts<'a>(
    view: View<'a>,
    subject: &Subject,
    cancel: &Cancel,
) -> Result<Vec<Conflict<'a>>, Stopped> {
    let mut conflicts = Vec::new();
    for hit in super::timeline(view, subject, cancel)? {
        cancel.check()?;
        // A row of a batch says one thing only.
        let Some(record) = view.network().data().record(hit.relation) else {
            continue;
        };
        let file = File::of(view, hit, record);
        conflicts.extend(file.conflicts().map(|versions| Conflict {
            relation: hit.relation,
            versions,
            truth: hit.truth,
        }));
    }
    Ok(conflicts)
}

/// What one report says of a matter, and in which light.
struct Statement<'a> {
    said: Said<'a>,
    /// The place of the report.
    report: usize,
    /// How far the relation had come for who says so.
    status: Status,
    /// No sooner than the first of these days, and surely by the last.
    published: (Option<Day>, Option<Day>),
    /// Whether the record says so too.
    own: bool,
}

/// A report that counts.
struct Told<'a> {
    /// Its place in the record.
    place: usize,
    report: &'a Report,
    /// The first and the last day on which it may have been published.
    published: (Option<Day>, Option<Day>),
}

/// The record of a relation with the reports that count.
struct File<'a> {
    record: &'a Relation,
    nature: Nature,
    status: Status,
    reports: Vec<Told<'a>>,
    data: &'a Dataset,
}

/// How a matter is read from the record and from a report, and which of two statements exclude
/// each other.
struct Matter<'a> {
    record: Option<Said<'a>>,
    report: fn(&'a Report) -> Option<Said<'a>>,
    /// Whether it comes out in the doing only, so that a plan does not say what the record does.
    of_deed: bool,
    excludes: fn(&Statement<'a>, &Statement<'a>, &File<'a>) -> bool,
}

impl<'a> File<'a> {
    fn of(view: View<'a>, hit: Hit, record: &'a Relation) -> File<'a> {
        let data = view.network().data();
        let published = |report: &Report| {
            let source = data.source_ix(report.source.as_str());
            let day = source.and_then(|source| data.source(source).published.as_ref());
            day.map_or((None, None), |day| (day.earliest(), day.latest()))
        };
        let reports: Vec<_> = view
            .reports(hit.relation)
            .filter_map(|(at, _)| {
                let report = record.reports.get(at)?;
                Some(Told {
                    place: at,
                    report,
                    published: published(report),
                })
            })
            .collect();
        File {
            record,
            nature: view.network().nature(hit.relation),
            status: view.network().status(hit.relation),
            reports,
            data,
        }
    }

    fn conflicts(&self) -> impl Iterator<Item = Vec<Version<'a>>> {
        let versions = self
            .matters()
            .into_iter()
            .map(|matter| self.versions(&matter));
        versions.filter(|versions| versions.len() > 1)
    }

    /// Returns the matters that reports can disagree about, in the order told.
    fn matters(&self) -> [Matter<'a>; 7] {
        let record = self.record;
        let matter = |record, report| Matter {
            record,
            report,
            of_deed: false,
            excludes: |one, other, _| one.said != other.said,
        };
        [
            Matter {
                excludes: dates_exclude,
                ..matter(record.when.as_ref().map(Said::Date), |report| {
                    report.when.as_ref().map(Said::Date)
                })
            },
            Matter {
                excludes: statuses_exclude,
                ..matter(Some(Said::Status(self.status)), |report| {
                    report.status.map(Said::Status)
                })
            },
            Matter {
                excludes: parties_exclude,
                ..matter(Some(Said::Parties(&record.parties)), |report| {
                    report.parties.as_ref().map(Said::Parties)
                })
            },
            Matter {
                excludes: titles_exclude,
                ..matter(record.title.as_deref().map(Said::Title), |report| {
                    report.title.as_deref().map(Said::Title)
                })
            },
            Matter {
                excludes: places_exclude,
                ..matter(record.place.as_ref().map(Said::Place), |report| {
                    report.place.as_ref().map(Said::Place)
                })
            },
            Matter {
                excludes: topics_exclude,
                ..matter(topics(&record.topics), |report| topics(&report.topics))
            },
            Matter {
                excludes: numbers_exclude,
                of_deed: true,
                ..matter(numbers(&record.numbers), |report| numbers(&report.numbers))
            },
        ]
    }

    /// Returns what is said of a matter by those who exclude each other.
    ///
    /// Those who agree with each other and contradict the same others, one less exactly than the
    /// other, are one version.
    fn versions(&self, matter: &Matter<'a>) -> Vec<Version<'a>> {
        let all = self.statements(matter);
        let excludes =
            |one: &Statement<'a>, other: &Statement<'a>| (matter.excludes)(one, other, self);
        let against = |one: &Statement<'a>| -> Vec<bool> {
            all.iter().map(|other| excludes(one, other)).collect()
        };
        let mut versions: Vec<(Version<'a>, Vec<bool>)> = Vec::new();
        for statement in all.iter().sorted_by_key(|statement| !statement.own) {
            let against = against(statement);
            if !against.contains(&true) {
                continue;
            }
            let mut known = versions.iter_mut();
            match known.find(|(version, same)| version.said == statement.said || *same == against) {
                Some((version, _)) => version.reports.push(statement.report),
                None => versions.push((
                    Version {
                        said: statement.said.clone(),
                        reports: vec![statement.report],
                        own: statement.own,
                    },
                    against,
                )),
            }
        }
        versions.into_iter().map(|(version, _)| version).collect()
    }

    /// Returns what each report says of a matter. One that says nothing of its own says what the
    /// record does, unless it tells of a plan and the matter came out in the doing; the record itself, which unites what its reports tell, is no further account.
    fn statements(&self, matter: &Matter<'a>) -> Vec<Statement<'a>> {
        let statements = self.reports.iter().filter_map(|told| {
            let own = (matter.report)(told.report);
            let status = told.report.status.unwrap_or(self.status);
            if own.is_none() && matter.of_deed && status != self.status {
                return None;
            }
            Some(Statement {
                own: own.is_none() || own == matter.record,
                said: own.or_else(|| matter.record.clone())?,
                report: told.place,
                status,
                published: told.published,
            })
        });
        statements.collect()
    }

    /// Tells whether an event that took several days may have been seen on a day so dated.
    fn spans(&self, seen: &Edtf) -> bool {
        let whole = self.record.when.as_ref();
        let whole = whole.filter(|when| self.nature == Nature::Event && when.is_interval());
        whole.is_some_and(|whole| seen.happens_in(&Window::during(whole)).is_possible())
    }

    /// Tells whether one place lies within another.
    fn lies_within(&self, inner: &EntityId, outer: &EntityId) -> bool {
        let place = |id: &EntityId| self.data.entity_ix(id.as_str());
        let (Some(inner), Some(outer)) = (place(inner), place(outer)) else {
            return false;
        };
        places_within(self.data, outer).contains(&inner)
    }
}

/// How a status stands to what came of it.
#[derive(PartialEq, Eq)]
enum Stage {
    Plan,
    Deed,
    Void,
}

const fn stage(status: Status) -> Stage {
    if status.has_come_about() {
        Stage::Deed
    } else if status.is_void() {
        Stage::Void
    } else {
        Stage::Plan
    }
}

/// Tells whether two dates cannot both be right. A plan is not held against what became of it, nor
/// against an earlier or a later plan that was put off; nor are two days of one event.
fn dates_exclude(one: &Statement<'_>, other: &Statement<'_>, file: &File<'_>) -> bool {
    let (Said::Date(a), Said::Date(b)) = (&one.said, &other.said) else {
        return false;
    };
    if stage(one.status) != stage(other.status) || one.status != other.status && !is_deed(one) {
        return false;
    }
    match (a.is_interval(), b.is_interval()) {
        (true, true) => ends_exclude(a, b) && !is_sequel(one, other, file.nature),
        (true, false) => !is_within(b, a, file.nature),
        (false, true) => !is_within(a, b, file.nature),
        (false, false) => !(is_within(a, b, file.nature) || file.spans(a) && file.spans(b)),
    }
}

/// Tells whether what was seen at one time may have been so dated. A tie seen on one day may have
/// been seen on any other too.
fn is_within(seen: &Edtf, date: &Edtf, nature: Nature) -> bool {
    let days = Window::during(seen);
    let truth = match nature {
        Nature::Event => date.happens_in(&days),
        Nature::Tie => date.holds_in(&days),
    };
    truth.is_possible()
}

fn is_deed(statement: &Statement<'_>) -> bool {
    stage(statement.status) == Stage::Deed
}

/// Tells whether two intervals cannot begin on one day, or cannot end on one. An end that nobody
/// knows agrees with every other.
fn ends_exclude(a: &Edtf, b: &Edtf) -> bool {
    let apart = |one: Option<Edtf>, other: Option<Edtf>| match (one, other) {
        (Some(one), Some(other)) => !one.happens_in(&Window::during(&other)).is_possible(),
        _ => false,
    };
    let ((from, to), (begin, end)) = (a.ends(), b.ends());
    let runs_on = |open: &Edtf, ended: Option<&Edtf>| open.ends_open() && ended.is_some();
    let one_runs_on = runs_on(a, end.as_ref()) || runs_on(b, to.as_ref());
    apart(from, begin) || one_runs_on || apart(to, end)
}

/// Tells whether one of two may have been told before the end that it gives, or before the end of a
/// tie that it says runs: then what was told later tells how it went on. They must agree on the
/// beginning.
fn is_sequel(one: &Statement<'_>, other: &Statement<'_>, nature: Nature) -> bool {
    let follows = |first: &Statement<'_>, then: &Statement<'_>| {
        let (Said::Date(a), Said::Date(b)) = (&first.said, &then.said) else {
            return false;
        };
        let ((from, to), (begin, end)) = (a.ends(), b.ends());
        let begin_together = match (from, begin) {
            (Some(from), Some(begin)) => from.happens_in(&Window::during(&begin)).is_possible(),
            _ => true,
        };
        let (to, end) = (
            to.and_then(|to| to.latest()),
            end.and_then(|end| end.latest()),
        );
        let told = first.published.0;
        let went_on = match (to, end) {
            (None, Some(end)) => {
                nature == Nature::Tie && a.ends_open() && told.is_none_or(|told| told <= end)
            }
            (Some(to), Some(end)) => to < end && told.is_some_and(|told| told <= to),
            _ => false,
        };
        begin_together && went_on
    };
    follows(one, other) || follows(other, one)
}

/// Tells whether two statuses cannot follow one from the other: what was done is not cancelled, put
/// off afterwards, or denied; nor is a plan denied.
fn statuses_exclude(one: &Statement<'_>, other: &Statement<'_>, _: &File<'_>) -> bool {
    let against = |a: &Statement<'_>, b: &Statement<'_>| match (a.status, stage(b.status)) {
        (Status::Denied, stage) => stage != Stage::Void,
        (Status::Cancelled, stage) => stage == Stage::Deed,
        (Status::Postponed, Stage::Deed) => match (a.published.0, b.published.1) {
            (Some(put_off), Some(done)) => put_off > done,
            _ => false,
        },
        _ => false,
    };
    against(one, other) || against(other, one)
}

/// Tells whether two name others in one role. Who names nobody in a role does not say that there was
/// nobody.
fn parties_exclude(one: &Statement<'_>, other: &Statement<'_>, _: &File<'_>) -> bool {
    let (Said::Parties(a), Said::Parties(b)) = (&one.said, &other.said) else {
        return false;
    };
    let others = |role: &str| b.roles().find(|(name, _)| *name == role);
    a.roles().any(|(role, ids)| {
        others(role).is_some_and(|(_, theirs)| !ids.iter().sorted().eq(theirs.iter().sorted()))
    })
}

/// Tells whether neither of two places lies within the other.
fn places_exclude(one: &Statement<'_>, other: &Statement<'_>, file: &File<'_>) -> bool {
    let (Said::Place(a), Said::Place(b)) = (&one.said, &other.said) else {
        return false;
    };
    !file.lies_within(a, b) && !file.lies_within(b, a)
}

fn titles_exclude(one: &Statement<'_>, other: &Statement<'_>, _: &File<'_>) -> bool {
    let (Said::Title(a), Said::Title(b)) = (&one.said, &other.said) else {
        return false;
    };
    text::fold(a) != text::fold(b)
}

/// Tells whether each of two names a topic that the other does not.
fn topics_exclude(one: &Statement<'_>, other: &Statement<'_>, _: &File<'_>) -> bool {
    let (Said::Topics(a), Said::Topics(b)) = (&one.said, &other.said) else {
        return false;
    };
    let names_more = |a: &[String], b: &[String]| a.iter().any(|topic| !b.contains(topic));
    names_more(a, b) && names_more(b, a)
}

fn numbers_exclude(one: &Statement<'_>, other: &Statement<'_>, _: &File<'_>) -> bool {
    let (Said::Numbers(a), Said::Numbers(b)) = (&one.said, &other.said) else {
        return false;
    };
    let differs = |(name, number): (&&str, &i64)| b.get(name).is_some_and(|said| said != number);
    a.iter().any(differs)
}

fn topics(topics: &[String]) -> Option<Said<'_>> {
    (!topics.is_empty()).then_some(Said::Topics(topics))
}

fn numbers(numbers: &BTreeMap<String, i64>) -> Option<Said<'_>> {
    let said = numbers
        .iter()
        .map(|(name, number)| (name.as_str(), *number));
    (!numbers.is_empty()).then(|| Said::Numbers(said.collect()))
}
