//! Counts: how many relations there are by kind, year, party, topic and the like.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::edtf::{Day, Edtf, Truth, Window};
use crate::graph::View;
use crate::model::{EntityIx, KindIx, RelationIx, SourceIx, Status};

use super::{Cancel, Hit, Stopped, Subject};

/// What relations are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountBy {
    /// Their kinds.
    Kind,
    /// The years in which they may have begun.
    Year,
    /// The months in which they may have begun.
    Month,
    /// The entities that take part.
    Entity,
    /// Their topics.
    Topic,
    /// The sources that report them.
    Source,
    /// Their statuses.
    Status,
    /// The places at which they happened.
    Place,
}

/// What a number of relations has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// A kind of relation.
    Kind(KindIx),
    /// An astronomical year of the proleptic Gregorian calendar: 0 is 1 BCE.
    Year(i64),
    /// A year and a month, 1 to 12.
    Month(i64, u8),
    /// A party.
    Entity(EntityIx),
    /// A topic.
    Topic(&'a str),
    /// A source.
    Source(SourceIx),
    /// A status.
    Status(Status),
    /// A place.
    Place(EntityIx),
    /// Nothing is known: no date (or one too vague), no topic, no place.
    Unknown,
}

/// A number of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally<'a> {
    /// What they have in common.
    pub key: Key<'a>,
    /// How many belong here and pass the lens for certain.
    pub certain: u64,
    /// How many more possibly do.
    pub possible: u64,
}

/// The most years or months over which a vague date is spread; beyond, its time is unknown.
const MOST_SPREAD: i64 = 50;

/// Counts the relations of a subject that pass the lens.
///
/// A relation counts once under each key that fits it, as certain or as possible, however many
/// of its parties, reports or edges name the key. By year and month it counts where it may have
/// begun: for certain if its date leaves no choice, possibly in each year (month) otherwise, and
/// under [`Key::Unknown`] if there would be more than 50 of them or there is no date. By entity it
/// counts for each whom it links to the subject (for each who takes part, if there is no subject)
/// and who is of a kind that the lens asks for.
///
/// Years and months ascend; all others come by falling number, then by key. The unknown is last.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(d log k) for d relations of the subject and k keys.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, CountBy, Key, Subject, count};
/// use chancery::graph::{Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let (lens, cancel) = (Lens::default(), Cancel::new());
/// let view = View::new(chancery.network(), &lens);
/// let place = |id| chancery.data().entity_ix(id).unwrap();
/// let pair = Subject::pair(place("rwanda"), place("russia"));
/// let years = count(view, &pair, CountBy::Year, &cancel)?;
/// assert_eq!((years[0].key, years[0].certain), (Key::Year(1963), 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn count<'a>(
    view: View<'a>,
    subject: &Subject,
    by: CountBy,
    cancel: &Cancel,
) -> Result<Vec<Tally<'a>>, Stopped> {
    let hits = subject.hits(view, cancel)?;
    tally(view, subject, by, &hits, cancel)
}

/// Counts relations of a subject that were found before; otherwise as [`count`].
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
pub fn tally<'a>(
    view: View<'a>,
    subject: &Subject,
    by: CountBy,
    hits: &[Hit],
    cancel: &Cancel,
) -> Result<Vec<Tally<'a>>, Stopped> {
    let mut tallies: BTreeMap<Key<'a>, Tally<'a>> = BTreeMap::new();
    let mut keys = Vec::new();
    for (number, hit) in hits.iter().copied().enumerate() {
        if number % 1_024 == 0 {
            cancel.check()?;
        }
        keys.clear();
        fill_keys(view, subject, by, hit, &mut keys);
        keys.sort_unstable();
        keys.dedup_by_key(|(key, _)| *key);
        for (key, truth) in &keys {
            tallies.entry(*key).or_insert(Tally::none(*key)).add(*truth);
        }
    }
    let mut tallies: Vec<Tally<'a>> = tallies.into_values().collect();
    if !matches!(by, CountBy::Year | CountBy::Month) {
        let total = |tally: &Tally<'_>| tally.certain + tally.possible;
        tallies.sort_by_key(|tally| (tally.key == Key::Unknown, Reverse(total(tally)), tally.key));
    }
    Ok(tallies)
}

impl<'a> Tally<'a> {
    const fn none(key: Key<'a>) -> Tally<'a> {
        Tally {
            key,
            certain: 0,
            possible: 0,
        }
    }

    fn add(&mut self, truth: Truth) {
        match truth {
            Truth::Certain => self.certain += 1,
            Truth::Possible => self.possible += 1,
            Truth::Impossible => {}
        }
    }
}

/// Writes the keys that fit a relation, and how surely each does.
fn fill_keys<'a>(
    view: View<'a>,
    subject: &Subject,
    by: CountBy,
    hit: Hit,
    keys: &mut Vec<(Key<'a>, Truth)>,
) {
    let (network, relation) = (view.network(), hit.relation);
    let certain = |key| (key, hit.truth);
    match by {
        CountBy::Kind => keys.push(certain(Key::Kind(network.kind(relation)))),
        CountBy::Status => keys.push(certain(Key::Status(view.status(relation)))),
        CountBy::Year | CountBy::Month => spread(view.when(relation), by, hit.truth, keys),
        CountBy::Entity => {
            let met = counted_parties(view, subject, relation);
            keys.extend(met.map(|(entity, truth)| (Key::Entity(entity), truth.and(hit.truth))));
        }
        CountBy::Topic => {
            let record = network.data().record(relation);
            let topics = record.into_iter().flat_map(|record| &record.topics);
            keys.extend(topics.map(|topic| certain(Key::Topic(topic))));
        }
        CountBy::Source => {
            keys.extend(view.sources(relation).map(Key::Source).map(certain));
        }
        CountBy::Place => keys.extend(network.place(relation).map(Key::Place).map(certain)),
    }
    if keys.is_empty() && !matches!(by, CountBy::Entity) {
        keys.push(certain(Key::Unknown));
    }
}

/// Returns whom the subject meets in a relation, of the kinds asked, and how surely.
fn counted_parties(
    view: View<'_>,
    subject: &Subject,
    relation: RelationIx,
) -> impl Iterator<Item = (EntityIx, Truth)> {
    let is_asked = move |entity: &EntityIx| {
        let kind = view.network().entity_kind(*entity);
        view.lens().of.contains(kind)
    };
    let all = view.participants(relation).into_iter().filter(is_asked);
    let met = all.map(move |entity| (entity, subject.meets_in(view, entity, relation)));
    met.filter(move |(_, truth)| view.admit(*truth).is_possible())
}

/// Writes the years or months in which something so dated may have begun; none if unknown.
fn spread(when: Option<&Edtf>, by: CountBy, truth: Truth, keys: &mut Vec<(Key<'_>, Truth)>) {
    let Some((when, (Some(first), Some(last)))) = when.map(|when| (when, when.begins())) else {
        return;
    };
    let number = |day: Day| period_number(day, by);
    let (first, last) = (number(first), number(last));
    if last.saturating_sub(first) >= MOST_SPREAD {
        return;
    }
    for period in first..=last {
        // A set such as `[2014,2016]` has no day in 2015.
        let fits = first == last || when.happens_in(&window(period, by)).is_possible();
        if fits {
            let sure = Truth::judge(first == last, true);
            keys.push((period_key(period, by), truth.and(sure)));
        }
    }
}

/// Returns the running number of the year or month of a day.
fn period_number(day: Day, by: CountBy) -> i64 {
    let (year, month, _) = day.ymd();
    match by {
        CountBy::Month => year.saturating_mul(12).saturating_add(i64::from(month) - 1),
        _ => year,
    }
}

/// Returns the days of the year or month with a running number.
fn window(period: i64, by: CountBy) -> Window {
    let start = |period: i64| match by {
        CountBy::Month => Day::from_ymd(period.div_euclid(12), period.rem_euclid(12) as u8 + 1, 1),
        _ => Day::from_ymd(period, 1, 1),
    };
    Window::between(
        start(period),
        start(period.saturating_add(1)).map(Day::previous),
    )
}

/// Returns the key of the year or month with a running number.
fn period_key<'a>(period: i64, by: CountBy) -> Key<'a> {
    match by {
        CountBy::Month => Key::Month(period.div_euclid(12), period.rem_euclid(12) as u8 + 1),
        _ => Key::Year(period),
    }
}

#[cfg(test)]
mod tests {
    use super::{CountBy, Key, count};
    use crate::analysis::{Cancel, Subject};
    use crate::graph::sample::network;
    use crate::graph::{Lens, View};

    /// Checks the counts of one meeting, as `key certain possible`.
    #[track_caller]
    fn check(when: &str, by: CountBy, expected: &[&str]) {
        let network = network(&[&format!("meeting {when} a b")]);
        let (lens, subject) = (Lens::default(), Subject::default());
        let found = count(View::new(&network, &lens), &subject, by, &Cancel::new()).unwrap();
        let rows: Vec<String> = found
            .iter()
            .map(|tally| {
                let key = match tally.key {
                    Key::Year(year) => year.to_string(),
                    Key::Month(year, month) => format!("{year}-{month:02}"),
                    other => format!("{other:?}"),
                };
                format!("{key} {} {}", tally.certain, tally.possible)
            })
            .collect();
        assert_eq!(rows, expected, "{when}");
    }

    #[test]
    fn a_date_within_one_period_counts_there_for_certain() {
        check("2015-03-04", CountBy::Year, &["2015 1 0"]);
        check("2015-03", CountBy::Month, &["2015-03 1 0"]);
        check("2014-12/2016", CountBy::Year, &["2014 1 0"]);
    }

    #[test]
    fn a_vague_date_counts_as_possible_in_each_period() {
        check(
            "[2015-12-31,2016-01-01]",
            CountBy::Year,
            &["2015 0 1", "2016 0 1"],
        );
        check(
            "2015-21",
            CountBy::Month,
            &["2015-03 0 1", "2015-04 0 1", "2015-05 0 1"],
        );
    }

    #[test]
    fn a_set_leaves_out_the_years_between_its_members() {
        check("[2014,2016]", CountBy::Year, &["2014 0 1", "2016 0 1"]);
    }

    #[test]
    fn a_time_too_vague_is_unknown() {
        check("19XX", CountBy::Year, &["Unknown 1 0"]);
        check("-", CountBy::Year, &["Unknown 1 0"]);
        check("../2015", CountBy::Month, &["Unknown 1 0"]);
    }
}
