//! `Edtf`: a date that keeps its text and answers questions about its days.
//!
//! Knows the judgements; how a text is read and what its parts mean is told elsewhere.

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    Day, EdtfError, Precision, Truth, Window,
    meaning::{Meaning, Shape},
    parse,
    window::Run,
    words,
};

/// A date as a source gives it, in the Extended Date/Time Format (ISO 8601-2:2019).
///
/// Keeps its text, and with it its precision: `2015` is some day of 2015, never 1 January. Equal
/// if and only if the texts are; see [`Edtf::sort_key`] for an order in time.
///
/// # Examples
///
/// ```
/// use chancery::edtf::{Edtf, Truth, Window};
///
/// let date = Edtf::parse("2004-06")?;
/// assert_eq!(date.earliest().unwrap().to_string(), "2004-06-01");
/// assert_eq!(date.latest().unwrap().to_string(), "2004-06-30");
///
/// let summer = Window::during(&Edtf::parse("2004-06-15/2004-08")?);
/// assert_eq!(date.happens_in(&summer), Truth::Possible);
/// # Ok::<(), chancery::edtf::EdtfError>(())
/// ```
#[derive(Clone)]
pub struct Edtf {
    text: Box<str>,
    level: u8,
    precision: Precision,
    meaning: Meaning,
}

impl Edtf {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// Returns [`EdtfError`] where the text is not EDTF, where no day matches it (`1960-06-31`,
    /// `2023-02-3X`), and where an interval ends before it begins.
    ///
    /// # Complexity
    ///
    /// Bounded: texts have at most 256 bytes; a pattern is searched over at most 10 000 years.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        let syntax = parse::read(text)?;
        Ok(Edtf {
            text: text.into(),
            level: syntax.level(),
            precision: syntax.precision(),
            meaning: Meaning::of(&syntax),
        })
    }

    /// Returns the date that stands for exactly this day.
    ///
    /// The text of a day more than 9 999 999 999 years away is one that [`Edtf::parse`] refuses.
    pub fn from_day(day: Day) -> Edtf {
        Edtf {
            text: day.to_string().into(),
            level: level_of_year(day.year()),
            precision: Precision::Day,
            meaning: Meaning::of_day(day),
        }
    }

    /// Returns the text exactly as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the lowest level of EDTF that allows the text: 0, 1 or 2.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Returns the finest unit that is specified; of several dates, that of the coarsest.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Returns the first day that may be meant, qualifiers aside; `None` if open or unknown.
    pub fn earliest(&self) -> Option<Day> {
        self.strict().first.finite()
    }

    /// Returns the last day that may be meant, qualifiers aside; `None` if open or unknown.
    pub fn latest(&self) -> Option<Day> {
        self.strict().last.finite()
    }

    /// Returns the first and the last day on which what is so dated may begin, qualifiers aside;
    /// `None` where that is open or unknown. For all but intervals these are the bounds themselves.
    pub fn begins(&self) -> (Option<Day>, Option<Day>) {
        let Run { first, last } = self.meaning.strict.begin;
        (first.finite(), last.finite())
    }

    /// Returns the bounds widened by one unit on either side for `~`, `?` and `%`, and for
    /// seasons by the months they have in the other hemisphere.
    pub fn widest(&self) -> (Option<Day>, Option<Day>) {
        (self.wide().first.finite(), self.wide().last.finite())
    }

    /// Returns whether some part is marked as approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.text.contains(['~', '%'])
    }

    /// Returns whether some part is marked as uncertain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.text.contains(['?', '%'])
    }

    /// Returns whether this is an interval, with a `/`.
    pub fn is_interval(&self) -> bool {
        matches!(self.meaning.shape, Shape::Interval)
    }

    /// Returns whether this is an interval without beginning: `../1985`.
    pub fn starts_open(&self) -> bool {
        self.text.starts_with("../")
    }

    /// Returns whether this is an interval that still runs: `1985/..`.
    pub fn ends_open(&self) -> bool {
        self.text.ends_with("/..")
    }

    /// Returns whether this is an interval of which nobody says when it began: `/1985`.
    pub fn start_unknown(&self) -> bool {
        self.text.starts_with('/')
    }

    /// Returns whether this is an interval of which nobody says when it ended: `1985/`.
    pub fn end_unknown(&self) -> bool {
        self.text.ends_with('/')
    }

    /// Returns the day if exactly one can be meant and no part is qualified.
    pub fn exact_day(&self) -> Option<Day> {
        let Run { first, last } = self.strict();
        (first == last && !self.is_approximate() && !self.is_uncertain()).then_some(first)
    }

    /// Judges whether an event so dated falls in the window.
    ///
    /// An event that lasts (`a/b`) falls in it if any of its days does; one of a set of days is
    /// judged by all its members, and an event on each of several days (`{a,b}`) by any of them.
    pub fn happens_in(&self, window: &Window) -> Truth {
        let (inner, outer) = (window.inner, window.outer);
        if outer.is_empty() {
            return Truth::Impossible;
        }
        let touches = self.wide().first <= outer.last && self.wide().last >= outer.first;
        match &self.meaning.shape {
            Shape::OneDay | Shape::Interval => Truth::judge(self.surely_in(inner), touches),
            Shape::OneDayWithGaps(days) => {
                Truth::judge(self.surely_in(inner), touches && days.meets(outer))
            }
            Shape::Each(members) => Truth::judge(
                members.iter().any(|member| member.falls_within(inner)),
                touches && members.iter().any(|member| member.wide.meets(outer)),
            ),
        }
    }

    /// Judges whether a tie so dated is in force on some day of the window.
    ///
    /// A tie dated by an interval is in force from its beginning to its end. One dated otherwise
    /// was seen in force on a day; when it began and ended is not known, so that it may be in
    /// force at any time.
    pub fn holds_in(&self, window: &Window) -> Truth {
        match self.meaning.shape {
            Shape::Interval => self.happens_in(window),
            _ if window.is_empty() => Truth::Impossible,
            _ => self.happens_in(window).or(Truth::Possible),
        }
    }

    /// Judges whether all of this date lies before all of the other: the last day of the one
    /// before the first day of the other.
    pub fn before(&self, other: &Edtf) -> Truth {
        Truth::judge(
            self.meaning.strict.end.last < other.meaning.strict.begin.first,
            self.meaning.wide.end.first < other.meaning.wide.begin.last,
        )
    }

    /// Returns the first and the last day on which an event so dated may happen, qualifiers
    /// considered; open and unknown ends are [`Day::MIN`] and [`Day::MAX`].
    ///
    /// [`Edtf::happens_in`] is impossible for any window outside these days.
    pub fn possible_days(&self) -> (Day, Day) {
        let Run { first, last } = self.wide();
        (first, last)
    }

    /// Returns the first and the last day on which a tie so dated may be in force; all days
    /// unless it is dated by an interval.
    pub fn possible_hold(&self) -> (Day, Day) {
        match self.meaning.shape {
            Shape::Interval => self.possible_days(),
            _ => (Day::MIN, Day::MAX),
        }
    }

    /// Returns the last day on which what is so dated may begin, and the first on which it may end.
    ///
    /// It surely falls in a window if it begins by the last day of the window and ends on its first
    /// day or later; of an event on each of several days this says less than [`Edtf::happens_in`].
    pub fn sure_days(&self) -> (Day, Day) {
        let extent = self.meaning.strict;
        (extent.begin.last, extent.end.first)
    }

    /// Returns the date in plain English, with days in British order.
    ///
    /// # Examples
    ///
    /// ```
    /// use chancery::edtf::Edtf;
    ///
    /// assert_eq!(Edtf::parse("2015")?.words(), "some day in 2015");
    /// assert_eq!(Edtf::parse("2016/..")?.words(), "since 2016, still running");
    /// # Ok::<(), chancery::edtf::EdtfError>(())
    /// ```
    pub fn words(&self) -> String {
        // The parts are not kept in memory: words are needed for a screenful of dates only.
        parse::read(&self.text).map_or_else(|_| self.text.to_string(), |date| words::tell(&date))
    }

    /// Returns how much `~`, `?` and `%` widen the bounds on either side, such as `1 year`; the
    /// greatest margin where several parts are qualified, `None` where none is.
    ///
    /// EDTF gives qualifiers no width, so an answer that rests on one should show it.
    pub fn margin(&self) -> Option<String> {
        words::margin(&parse::read(&self.text).ok()?)
    }

    /// Returns a key that sorts dates by time.
    ///
    /// By the earliest day, or by the latest where there is no earliest; then by the latest, open
    /// ends last; then by the text. Dates with neither bound come last.
    pub fn sort_key(&self) -> impl Ord + '_ {
        (self.sort_day(), self.strict().last, &*self.text)
    }

    /// Returns the day by which it stands in order: the earliest, or the latest where there is none.
    pub(crate) fn sort_day(&self) -> Day {
        let Run { first, last } = self.strict();
        first.finite().unwrap_or(last)
    }

    /// The days it may stand for, with all that judgements need.
    pub(super) const fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// The days from the earliest to the latest.
    pub(super) fn strict(&self) -> Run {
        self.meaning.strict.hull()
    }

    /// The days from the earliest to the latest, widened for qualifiers.
    pub(super) fn wide(&self) -> Run {
        self.meaning.wide.hull()
    }

    /// Returns whether every completion has a day in `window`.
    fn surely_in(&self, window: Run) -> bool {
        let extent = self.meaning.strict;
        !window.is_empty() && extent.begin.last <= window.last && extent.end.first >= window.first
    }
}

/// Level 0 has years from 0000 to 9999; a long year with a month and a day is beyond level 1.
fn level_of_year(year: i64) -> u8 {
    match year {
        0..=9_999 => 0,
        -9_999..0 => 1,
        _ => 2,
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Edtf, EdtfError> {
        Edtf::parse(text)
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Edtf").field(&self.text).finish()
    }
}

impl PartialEq for Edtf {
    fn eq(&self, other: &Edtf) -> bool {
        self.text == other.text
    }
}

impl Eq for Edtf {}

impl Hash for Edtf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Edtf, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Edtf;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date in EDTF")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Edtf, E> {
                Edtf::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{Certain, Impossible, Possible};
    use super::*;

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    /// Checks an event and a tie of this date in the window of another.
    #[track_caller]
    fn check(text: &str, window: &str, event: Truth, tie: Truth) {
        let window = Window::during(&date(window));
        let found = (date(text).happens_in(&window), date(text).holds_in(&window));
        assert_eq!(found, (event, tie), "{text}");
    }

    #[test]
    fn a_date_is_certain_where_all_its_days_are() {
        check("2015-11", "2015", Certain, Certain);
        check("2015", "2015", Certain, Certain);
        check("2015", "2015-11", Possible, Possible);
        check("201X", "2015", Possible, Possible);
    }

    #[test]
    fn an_event_is_impossible_elsewhere_but_a_tie_may_have_lasted() {
        check("2014", "2015", Impossible, Possible);
        check("[2014,2016]", "2015", Impossible, Possible);
        check("1XXX-12", "1500-06", Impossible, Possible);
        check("1XXX-12", "1500-12", Possible, Possible);
    }

    #[test]
    fn a_qualifier_counts_for_possible_only() {
        check("2014~", "2015", Possible, Possible);
        check("2013~", "2015", Impossible, Possible);
        check("2015~", "2015", Certain, Certain);
        check("2015", "2014~", Possible, Possible);
        check("2015-05/2015-06~", "2015-07", Possible, Possible);
        check("2015-05/2015-06~", "2015-08", Impossible, Impossible);
    }

    #[test]
    fn an_interval_is_everywhere_between_its_ends() {
        check("2014/2016", "2015", Certain, Certain);
        check("2014/2016", "2014", Certain, Certain);
        check("2014/2016", "2014-06", Possible, Possible);
        check("2014/2016", "2013", Impossible, Impossible);
        check("2025-05-28/2025-05-29", "2025-05-29", Certain, Certain);
    }

    #[test]
    fn still_running_differs_from_an_end_that_nobody_knows() {
        check("1985/..", "2015", Certain, Certain);
        check("1985/", "2015", Possible, Possible);
        check("1985/", "1985", Certain, Certain);
        check("1985/", "1984", Impossible, Impossible);
        check("../1985", "1900", Certain, Certain);
        check("/1985", "1900", Possible, Possible);
        check("/1985", "1986", Impossible, Impossible);
    }

    #[test]
    fn one_member_of_several_suffices_where_all_are_meant() {
        check("{1960,1961-12}", "1961", Certain, Certain);
        check("{1960,1961-12}", "1961-06", Impossible, Possible);
        check("{1667,1670..1672}", "1671", Certain, Certain);
        check("[1667,1670..1672]", "1671", Possible, Possible);
    }

    #[test]
    fn a_season_may_lie_in_the_south() {
        check("2001-21", "2001-03/2001-05", Certain, Certain);
        check("2001-21", "2001-10", Possible, Possible);
        check("2001-21", "2001-07", Impossible, Possible);
        check("2001-25", "2001-10", Impossible, Possible);
    }

    #[test]
    fn nothing_happens_in_an_empty_window() {
        let empty = Window::spanning(&date("2016"), &date("2015"));
        for text in ["2015", "2015/..", "../..", "{2015,2016}", "1XXX-12"] {
            let date = date(text);
            assert_eq!(
                (date.happens_in(&empty), date.holds_in(&empty)),
                (Impossible, Impossible)
            );
        }
    }

    #[test]
    fn all_of_one_date_lies_before_all_of_the_other() {
        for (a, b, truth) in [
            ("2004", "2005", Certain),
            ("2004", "2004", Possible),
            ("2004-06-11", "2004-06-11", Impossible),
            ("2005", "2004", Impossible),
            ("2004~", "2005", Certain),
            ("2005~", "2004", Possible),
            ("2003/2004", "2005/..", Certain),
            ("2003/..", "2005", Impossible),
            ("2003/", "2005", Possible),
            ("2003", "../2005", Impossible),
            ("2003", "/2005", Possible),
            ("{2003,2005}", "2004", Impossible),
            ("[2003,2005]", "2004", Possible),
        ] {
            assert_eq!(date(a).before(&date(b)), truth, "{a} before {b}");
        }
    }

    #[test]
    fn two_texts_of_the_same_days_are_two_dates() {
        assert_ne!(date("2004"), date("2004-XX"));
        assert_eq!(date("2004"), "2004".parse().unwrap());
    }

    #[test]
    fn a_tie_may_hold_at_any_time_unless_it_is_an_interval() {
        assert_eq!(date("2004").possible_hold(), (Day::MIN, Day::MAX));
        let (first, last) = date("2004-06-11/..").possible_hold();
        assert_eq!((first.to_string().as_str(), last), ("2004-06-11", Day::MAX));
    }
}
