//! Bars beside numbers: what is certain in full, what is only possible in a lighter sign behind it.
//!
//! Knows numbers and signs, not what is counted.

use crate::render::markup::{Role, Text};
use crate::render::signs::Signs;

/// The lengths between which the longest bar lies: shorter tells little, longer tires the eye.
const LONGEST: std::ops::RangeInclusive<usize> = 12..=60;

/// Returns the length of the longest bar where there are so many columns for it.
pub(in crate::render) fn longest_bar(room: usize) -> usize {
    room.clamp(*LONGEST.start(), *LONGEST.end())
}

/// Bars of one scale.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Bars {
    /// The greatest number.
    pub(in crate::render) most: u64,
    /// How many columns its bar has.
    pub(in crate::render) longest: usize,
}

impl Bars {
    /// Returns the bar of a number, `possible` of which is only possible; what is not nothing
    /// shows, and so does a possible part.
    pub(in crate::render) fn bar(self, number: u64, possible: u64, signs: &Signs) -> Text {
        let steps = signs.bar.len().max(1);
        let certain = self.parts(number.saturating_sub(possible), steps);
        let all = self.parts(number, steps).div_ceil(steps);
        let faint = match possible {
            0 => 0,
            _ => all.saturating_sub(certain.div_ceil(steps)).max(1),
        };
        let certain = certain.min(self.longest.saturating_sub(faint) * steps);
        let whole = signs.bar.last().copied().unwrap_or_default();
        let rest = (certain % steps).checked_sub(1);
        let rest = rest.and_then(|at| signs.bar.get(at)).copied();
        Text::of(Role::Number, &whole.repeat(certain / steps))
            .with(Role::Number, rest.unwrap_or_default())
            .with(Role::Certainty, &signs.faint.repeat(faint))
    }

    /// Returns how many parts of a column a number is long, `steps` of which are a column.
    fn parts(self, number: u64, steps: usize) -> usize {
        let (number, most) = (u128::from(number), u128::from(self.most.max(1)));
        let longest = (self.longest * steps) as u128;
        let parts = (number.min(most) * longest).div_ceil(most);
        usize::try_from(parts).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Bars;
    use crate::render::signs::{ASCII, Signs, UNICODE};

    const BARS: Bars = Bars {
        most: 80,
        longest: 10,
    };

    #[track_caller]
    fn check(number: u64, possible: u64, signs: &Signs, expected: &str) {
        assert_eq!(BARS.bar(number, possible, signs).plain(), expected);
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_to_an_eighth_of_a_column() {
        check(80, 0, &UNICODE, "██████████");
        check(41, 0, &UNICODE, "█████▏");
        check(0, 0, &UNICODE, "");
        check(41, 0, &ASCII, "######");
    }

    #[test]
    fn what_is_not_nothing_shows() {
        check(1, 0, &UNICODE, "▏");
        check(1, 0, &ASCII, "#");
        check(80, 1, &UNICODE, "█████████░");
    }

    #[test]
    fn the_possible_part_stands_behind_in_a_lighter_sign() {
        check(80, 40, &UNICODE, "█████░░░░░");
        check(44, 3, &UNICODE, "█████▏░");
        check(40, 40, &ASCII, ".....");
    }

    #[test]
    fn the_greatest_numbers_have_bars() {
        let bars = Bars {
            most: u64::MAX,
            longest: 60,
        };
        assert_eq!(bars.bar(u64::MAX, 0, &ASCII).width(), 60);
    }
}
