//! Groups of months within a year: seasons, quarters, quadrimesters, semesters (codes 21 to 41).
//!
//! Knows the codes of ISO 8601-2 and their months only.

use super::Precision;

/// A group of months, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group(u8);

impl Group {
    /// Returns the group with this code, or `None` outside 21 to 41.
    pub(super) fn from_code(code: u32) -> Option<Group> {
        (21..=41).contains(&code).then_some(Group(code as u8))
    }

    /// Returns whether level 1 knows the code; the others need level 2.
    pub(super) fn is_level_1(self) -> bool {
        self.0 <= 24
    }

    /// Returns the first month, 1 to 12.
    ///
    /// Seasons are those of the meteorologists, whole months. A season without hemisphere is read
    /// as northern; see [`Group::elsewhere`].
    pub(super) fn first_month(self) -> u8 {
        match self.0 {
            code @ 21..=28 => 3 + (code - 21) % 4 * 3,
            code @ 29..=32 => 3 + (code - 29 + 2) % 4 * 3,
            code @ 33..=36 => 1 + (code - 33) * 3,
            code @ 37..=39 => 1 + (code - 37) * 4,
            code => 1 + (code - 40) * 6,
        }
    }

    /// Returns how many months the group has; a winter's last two belong to the next year.
    pub(super) fn months(self) -> u8 {
        match self.0 {
            ..=36 => 3,
            37..=39 => 4,
            _ => 6,
        }
    }

    /// Returns the same season on the other side of the equator, if the code leaves that open.
    pub(super) fn elsewhere(self) -> Option<Group> {
        (self.0 <= 24).then_some(Group(self.0 + 8))
    }

    pub(super) fn is_season(self) -> bool {
        self.precision() == Precision::Season
    }

    pub(super) fn precision(self) -> Precision {
        match self.0 {
            ..=32 => Precision::Season,
            33..=36 => Precision::Quarter,
            37..=39 => Precision::Quadrimester,
            _ => Precision::Semester,
        }
    }

    /// Returns the group's English name such as `northern spring` or `the second quarter`.
    pub(super) fn name(self) -> &'static str {
        const NAMES: [&str; 21] = [
            "spring",
            "summer",
            "autumn",
            "winter",
            "northern spring",
            "northern summer",
            "northern autumn",
            "northern winter",
            "southern spring",
            "southern summer",
            "southern autumn",
            "southern winter",
            "the first quarter",
            "the second quarter",
            "the third quarter",
            "the fourth quarter",
            "the first four months",
            "the middle four months",
            "the last four months",
            "the first half",
            "the second half",
        ];
        NAMES.get(usize::from(self.0 - 21)).unwrap_or(&"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: u32, first_month: u8, months: u8, name: &str) {
        let group = Group::from_code(code).unwrap();
        assert_eq!(
            (group.first_month(), group.months(), group.name()),
            (first_month, months, name)
        );
    }

    #[test]
    fn seasons_are_three_whole_months() {
        check(21, 3, 3, "spring");
        check(24, 12, 3, "winter");
        check(26, 6, 3, "northern summer");
        check(29, 9, 3, "southern spring");
        check(30, 12, 3, "southern summer");
        check(31, 3, 3, "southern autumn");
        check(32, 6, 3, "southern winter");
    }

    #[test]
    fn quarters_quadrimesters_and_semesters_cut_the_year_into_equal_parts() {
        check(33, 1, 3, "the first quarter");
        check(36, 10, 3, "the fourth quarter");
        check(37, 1, 4, "the first four months");
        check(39, 9, 4, "the last four months");
        check(40, 1, 6, "the first half");
        check(41, 7, 6, "the second half");
    }

    #[test]
    fn only_seasons_without_hemisphere_lie_elsewhere_too() {
        assert_eq!(
            Group::from_code(21).unwrap().elsewhere(),
            Group::from_code(29)
        );
        assert_eq!(
            Group::from_code(24).unwrap().elsewhere(),
            Group::from_code(32)
        );
        assert_eq!(Group::from_code(25).unwrap().elsewhere(), None);
        assert_eq!(Group::from_code(33).unwrap().elsewhere(), None);
    }

    #[test]
    fn other_codes_are_no_groups() {
        assert_eq!(Group::from_code(20), None);
        assert_eq!(Group::from_code(42), None);
    }
}
