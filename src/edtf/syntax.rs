//! The parts of a date as they are written: what `parse` reads and `meaning` and `words` look at.
//!
//! Knows the form only; which days are meant is told by `meaning`.

use super::{
    Day, Precision,
    pattern::{Pattern, Within, Year},
};

/// A whole text.
#[derive(Clone, Debug)]
pub(super) enum Syntax {
    Date(Date),
    Interval(End, End),
    OneOf(Vec<Member>),
    AllOf(Vec<Member>),
}

/// One end of an interval.
#[derive(Clone, Debug)]
pub(super) enum End {
    Date(Date),
    /// `..`: there is no such end.
    Open,
    /// Nothing: there is such an end, but nobody says when.
    Unknown,
}

/// One member of a set; a range with one end only is open on the other side.
#[derive(Clone, Debug)]
pub(super) enum Member {
    Date(Date),
    From(Date),
    Until(Date),
    Range(Date, Date),
}

/// A single date with its qualifiers and perhaps a time of day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date {
    pub(super) pattern: Pattern,
    pub(super) marks: Marks,
    pub(super) time: Option<Time>,
    /// Whether the year was written with `Y`, an exponent or significant digits.
    pub(super) year_form: YearForm,
}

/// How a year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearForm {
    Four,
    Long,
    Exponent,
    Significant,
}

/// A time of day as written; `offset` in minutes east of Greenwich.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) offset: Option<i16>,
}

/// What a qualifier says of the part that it marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `?`: the source is doubtful.
    Uncertain,
    /// `~`: the value is near.
    Approximate,
    /// `%`: both.
    Both,
}

impl Mark {
    pub(super) fn from_byte(byte: u8) -> Option<Mark> {
        match byte {
            b'?' => Some(Mark::Uncertain),
            b'~' => Some(Mark::Approximate),
            b'%' => Some(Mark::Both),
            _ => None,
        }
    }

    fn and(self, other: Mark) -> Mark {
        if self == other { self } else { Mark::Both }
    }
}

/// The qualifiers of the year, the month (or group) and the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Before a part: qualifies this part alone.
    pub(super) before: [Option<Mark>; 3],
    /// After a part: qualifies this part and all to its left.
    pub(super) after: [Option<Mark>; 3],
}

impl Marks {
    /// Returns the qualifier of the date as a whole, where it has this one and no other.
    pub(super) fn whole(self, within: Within) -> Option<Mark> {
        let last = last_part(within);
        let mark = *self.after.get(last)?;
        let mut alone = Marks::default();
        *alone.after.get_mut(last)? = mark;
        (self == alone).then_some(mark)?
    }

    /// Returns what all qualifiers together say of a part: 0 for the year, 2 for the day.
    pub(super) fn of(self, part: usize) -> Option<Mark> {
        let beside = self.before.iter().skip(part).take(1);
        beside
            .chain(self.after.iter().skip(part))
            .copied()
            .flatten()
            .reduce(Mark::and)
    }

    /// Returns the coarsest part beside which a qualifier stands: 0 for the year, 2 for the day.
    pub(super) fn coarsest(self) -> Option<usize> {
        self.before
            .iter()
            .zip(&self.after)
            .position(|(a, b)| a.is_some() || b.is_some())
    }
}

fn last_part(within: Within) -> usize {
    match within {
        Within::Year => 0,
        Within::Group(_) | Within::Month(_) => 1,
        Within::Day(..) => 2,
    }
}

impl Date {
    /// Returns the day if all its digits are given and nothing is qualified.
    pub(super) fn exact_day(&self) -> Option<Day> {
        self.pattern
            .exact_day()
            .filter(|_| self.marks == Marks::default())
    }

    /// Returns how fine the date is.
    pub(super) fn precision(&self) -> Precision {
        match self.time {
            Some(_) => Precision::Time,
            None => self.pattern.precision(),
        }
    }

    /// Returns the lowest level that allows the date on its own.
    fn level(&self) -> u8 {
        let marks = match self.marks.whole(self.pattern.within) {
            _ if self.marks == Marks::default() => 0,
            Some(_) if !matches!(self.pattern.within, Within::Group(_)) => 1,
            _ => 2,
        };
        marks.max(self.year_level()).max(self.within_level())
    }

    fn year_level(&self) -> u8 {
        let long = self.year_form == YearForm::Long;
        match self.pattern.year {
            _ if long => 1 + u8::from(self.pattern.within != Within::Year),
            _ if self.year_form != YearForm::Four => 2,
            Year::Number(value) => u8::from(value < 0),
            // Level 1 leaves one or two digits open from the right, and nothing after them.
            Year::Digits { digits, .. } => {
                let plain = digits.is_unbroken() && digits.open_from_the_right() <= 2;
                2 - u8::from(plain && self.pattern.within == Within::Year)
            }
            Year::Estimate { .. } => 2,
        }
    }

    fn within_level(&self) -> u8 {
        match self.pattern.within {
            Within::Year => 0,
            Within::Group(group) => 2 - u8::from(group.is_level_1()),
            Within::Month(month) => match month.value() {
                Some(_) => 0,
                None => 2 - u8::from(month.is_unspecified()),
            },
            Within::Day(month, day) => match (month.value(), day.value()) {
                (Some(_), Some(_)) => 0,
                _ if !day.is_unspecified() => 2,
                (None, _) if !month.is_unspecified() => 2,
                _ => 1,
            },
        }
    }

    fn has_unspecified_digits(&self) -> bool {
        let within = match self.pattern.within {
            Within::Month(month) => month.value().is_none(),
            Within::Day(month, day) => month.value().is_none() || day.value().is_none(),
            _ => false,
        };
        within || matches!(self.pattern.year, Year::Digits { .. })
    }
}

impl End {
    pub(super) fn date(&self) -> Option<&Date> {
        match self {
            End::Date(date) => Some(date),
            End::Open | End::Unknown => None,
        }
    }

    fn level(&self) -> u8 {
        match self {
            // Unspecified digits in an interval belong to level 2.
            End::Date(date) if date.has_unspecified_digits() => 2,
            End::Date(date) => date.level(),
            End::Open | End::Unknown => 1,
        }
    }
}

impl Member {
    /// Returns the one or two dates of the member.
    pub(super) fn dates(&self) -> impl Iterator<Item = &Date> {
        let (first, second) = match self {
            Member::Date(date) | Member::From(date) | Member::Until(date) => (date, None),
            Member::Range(from, to) => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Syntax {
    /// Returns the lowest level that allows the text.
    pub(super) fn level(&self) -> u8 {
        match self {
            Syntax::Date(date) => date.level(),
            Syntax::Interval(start, end) => start.level().max(end.level()),
            Syntax::OneOf(_) | Syntax::AllOf(_) => 2,
        }
    }

    /// Returns the precision of the coarsest date in the text.
    pub(super) fn precision(&self) -> Precision {
        let precisions = self.dates().into_iter().map(Date::precision);
        precisions.min().unwrap_or(Precision::Unknown)
    }

    /// Returns all dates in the text, in the order in which they are written.
    pub(super) fn dates(&self) -> Vec<&Date> {
        match self {
            Syntax::Date(date) => vec![date],
            Syntax::Interval(start, end) => start.date().into_iter().chain(end.date()).collect(),
            Syntax::OneOf(members) | Syntax::AllOf(members) => {
                members.iter().flat_map(Member::dates).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_qualifier_at_the_end_marks_the_whole() {
        let month = Within::Month(crate::edtf::pattern::Digits([Some(0), Some(6)]));
        let mut marks = Marks::default();
        assert_eq!(marks.whole(month), None);
        marks.after = [None, Some(Mark::Approximate), None];
        assert_eq!(marks.whole(month), Some(Mark::Approximate));
        assert_eq!(marks.whole(Within::Year), None);
        marks.before = [Some(Mark::Uncertain), None, None];
        assert_eq!(marks.whole(month), None);
    }

    #[test]
    fn a_qualifier_behind_a_part_reaches_to_its_left() {
        let marks = Marks {
            before: [Some(Mark::Uncertain), None, None],
            after: [None, Some(Mark::Approximate), None],
        };
        assert_eq!(marks.of(0), Some(Mark::Both));
        assert_eq!(marks.of(1), Some(Mark::Approximate));
        assert_eq!(marks.of(2), None);
        assert_eq!(marks.coarsest(), Some(0));
    }
}
