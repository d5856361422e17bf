//! When: the extent in time of an entity, as one honest date.
//!
//! Knows dates only. An entity of FollowTheMoney may have several beginnings and several ends, and
//! does not say which belong together; then the date says no more than that it was so on some day.

use crate::edtf::Edtf;
use crate::model::Nature;

/// The dates of an entity, as its properties have them.
#[derive(Debug, Default)]
pub(super) struct Extent<'r> {
    /// When it began.
    pub(super) begins: Vec<&'r str>,
    /// Days on which it was so.
    pub(super) seen: Vec<&'r str>,
    /// When it ended.
    pub(super) ends: Vec<&'r str>,
}

/// What the dates of an entity say together.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The date; nothing if none is given, or none can be read.
    pub(super) when: Option<Edtf>,
    /// What is odd about the dates.
    pub(super) odd: Vec<String>,
}

impl Extent<'_> {
    /// Returns what the dates say of an event or a tie.
    pub(super) fn read(&self, nature: Nature) -> Reading {
        let mut odd = Vec::new();
        let begins = plain(&self.begins, &mut odd);
        let seen = plain(&self.seen, &mut odd);
        let ends = plain(&self.ends, &mut odd);
        let text = match (begins.as_slice(), ends.as_slice(), nature) {
            ([], [], _) => one_of(&seen),
            // What begins and ends on one day lasted that day, which for a tie has to be said.
            ([begin], [end], Nature::Event) if begin == end => begin.clone(),
            ([begin], [end], _) => format!("{begin}/{end}"),
            ([begin], [], Nature::Tie) => format!("{begin}/"),
            ([], [end], _) => format!("/{end}"),
            (_, [], Nature::Event) => one_of(&begins),
            _ => {
                odd.push(
                    "several beginnings or ends, of which nobody says what belongs together"
                        .to_owned(),
                );
                some_day(&[begins, seen, ends].concat())
            }
        };
        if text.is_empty() {
            return Reading { when: None, odd };
        }
        match Edtf::parse(&text) {
            Ok(when) => Reading {
                when: Some(when),
                odd,
            },
            Err(error) => {
                odd.push(error.to_string());
                Reading { when: None, odd }
            }
        }
    }
}

/// Returns the dates that can be read, each once, earliest first, without time of day.
fn plain(texts: &[&str], odd: &mut Vec<String>) -> Vec<String> {
    let mut dates: Vec<Edtf> = Vec::new();
    for text in texts {
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        match Edtf::parse(day) {
            Ok(date) if date.is_interval() => odd.push(format!("`{text}` is no single date")),
            Ok(date) => dates.push(date),
            Err(error) => odd.push(error.to_string()),
        }
    }
    dates.sort_by(|a, b| {
        a.earliest()
            .cmp(&b.earliest())
            .then_with(|| a.as_str().cmp(b.as_str()))
    });
    dates.dedup();
    dates
        .into_iter()
        .map(|date| date.as_str().to_owned())
        .collect()
}

/// Returns the date of what happened on one of some days.
fn one_of(days: &[String]) -> String {
    match days {
        [] => String::new(),
        [day] => day.clone(),
        days => format!("[{}]", days.join(",")),
    }
}

/// Returns the date of what was so on some day from the first to the last of these.
fn some_day(days: &[String]) -> String {
    let mut days: Vec<Edtf> = days
        .iter()
        .filter_map(|day| Edtf::parse(day).ok())
        .collect();
    days.sort_by_key(Edtf::earliest);
    let first = days.first();
    let last = days.iter().max_by_key(|day| day.latest());
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("[{first}..{last}]"),
        (Some(first), _) => first.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Extent;
    use crate::model::Nature;

    #[track_caller]
    fn check(nature: Nature, begins: &[&str], ends: &[&str], wanted: &str, oddities: usize) {
        let extent = Extent {
            begins: begins.to_vec(),
            seen: Vec::new(),
            ends: ends.to_vec(),
        };
        let reading = extent.read(nature);
        let when = reading
            .when
            .map(|when| when.to_string())
            .unwrap_or_default();
        assert_eq!(
            (when.as_str(), reading.odd.len()),
            (wanted, oddities),
            "{:?}",
            reading.odd
        );
    }

    #[test]
    fn the_end_of_a_tie_that_is_not_told_is_unknown() {
        check(Nature::Tie, &["2014"], &[], "2014/", 0);
        check(
            Nature::Tie,
            &["2014-07"],
            &["2022-01-13"],
            "2014-07/2022-01-13",
            0,
        );
        check(Nature::Tie, &[], &["2022"], "/2022", 0);
        check(
            Nature::Tie,
            &["2022-01-13"],
            &["2022-01-13"],
            "2022-01-13/2022-01-13",
            0,
        );
        check(Nature::Tie, &[], &[], "", 0);
    }

    #[test]
    fn an_event_of_one_day_is_dated_by_that_day() {
        check(
            Nature::Event,
            &["2014-07-29T10:00:00"],
            &[],
            "2014-07-29",
            0,
        );
        check(
            Nature::Event,
            &["2014-07-29"],
            &["2014-07-29"],
            "2014-07-29",
            0,
        );
        check(
            Nature::Event,
            &["2014-07-29"],
            &["2014-07-31"],
            "2014-07-29/2014-07-31",
            0,
        );
        check(
            Nature::Event,
            &["2014-07-31", "2014-07-29"],
            &[],
            "[2014-07-29,2014-07-31]",
            0,
        );
    }

    #[test]
    fn of_several_beginnings_only_the_bounds_are_sure() {
        check(
            Nature::Tie,
            &["2022-01-13", "2014-07-29"],
            &["2022-01-13"],
            "[2014-07-29..2022-01-13]",
            1,
        );
        check(
            Nature::Tie,
            &["1996-01-01", "2016"],
            &["2019-11-19", "2004"],
            "[1996-01-01..2019-11-19]",
            1,
        );
    }

    #[test]
    fn an_absurd_date_is_told_and_left_out() {
        check(Nature::Tie, &["2014-13-45"], &["2015"], "/2015", 1);
        check(Nature::Tie, &["2015"], &["2014"], "", 1);
        check(Nature::Event, &["soon"], &[], "", 1);
    }

    #[test]
    fn a_day_on_which_it_was_so_counts_where_nothing_else_is_told() {
        let extent = Extent {
            seen: vec!["2014"],
            ..Extent::default()
        };
        assert_eq!(extent.read(Nature::Tie).when.unwrap().to_string(), "2014");
    }
}
