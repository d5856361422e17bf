//! The three answers that a question about a partial date can have.
//!
//! Knows logic only, no dates.

use std::fmt;

/// How sure an answer is, given that dates may stand for many days.
///
/// Ordered from [`Truth::Impossible`] to [`Truth::Certain`]; [`Truth::and`] is the smaller,
/// [`Truth::or`] the greater of two.
///
/// # Examples
///
/// ```
/// use chancery::edtf::Truth;
///
/// assert_eq!(Truth::Certain.and(Truth::Possible), Truth::Possible);
/// assert_eq!(Truth::Impossible.or(Truth::Possible).to_string(), "possible");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// False whichever day is meant.
    Impossible,
    /// True for some of the days that may be meant, or for days within the widened bounds.
    Possible,
    /// True whichever day is meant.
    Certain,
}

impl Truth {
    /// Returns whether both hold.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Returns whether one of the two holds.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Returns whether the answer is [`Truth::Certain`].
    pub fn is_certain(self) -> bool {
        self == Truth::Certain
    }

    /// Returns whether the answer is possible or certain.
    pub fn is_possible(self) -> bool {
        self != Truth::Impossible
    }

    /// Joins the two halves of a judgement: what holds for all days implies what holds for some.
    pub(crate) fn judge(certain: bool, possible: bool) -> Truth {
        match (certain, possible) {
            (true, _) => Truth::Certain,
            (false, true) => Truth::Possible,
            (false, false) => Truth::Impossible,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Truth::Impossible => "impossible",
            Truth::Possible => "possible",
            Truth::Certain => "certain",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{Certain, Impossible, Possible};
    use super::*;

    #[test]
    fn certain_stands_above_possible_above_impossible() {
        assert!(Certain > Possible && Possible > Impossible);
    }

    #[test]
    fn and_takes_the_weaker_and_or_the_stronger() {
        for (a, b, both, either) in [
            (Certain, Certain, Certain, Certain),
            (Certain, Possible, Possible, Certain),
            (Certain, Impossible, Impossible, Certain),
            (Possible, Impossible, Impossible, Possible),
        ] {
            assert_eq!((a.and(b), b.and(a)), (both, both));
            assert_eq!((a.or(b), b.or(a)), (either, either));
        }
    }

    #[test]
    fn only_the_impossible_is_not_possible() {
        assert!(Certain.is_possible() && Possible.is_possible() && !Impossible.is_possible());
        assert!(Certain.is_certain() && !Possible.is_certain());
        assert_eq!(Truth::judge(false, true), Possible);
    }
}
