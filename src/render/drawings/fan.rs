//! The fan: what is asked about on the left, a branch to each neighbour, as long as the number of
//! relations that link the two.
//!
//! ```text
//!     Sergey Lavrov
//! 1   ├━━━━━━━━ 8  Rwanda (state)      meeting ×3, statement ×2 · 2018-06-03 – 2025-12-19
//! 2?  └╍        1  Kazakhstan (state)  meeting ×1 · 2024-11
//! ```
//!
//! Knows nothing of entities: names and what is told of them come as text.

use crate::render::columns::GAP;
use crate::render::gutter::Gutter;
use crate::render::markup::{Role, Text, blank};
use crate::render::page::{Drawing, Look};

/// The columns of the longest branch, on a narrow terminal and on others.
const LONGEST: [usize; 2] = [4, 8];
/// The width from which a terminal is not narrow.
const COMFORTABLE: usize = 60;
/// The most lines of a name, and of what stands below it.
const LINES: usize = 4;

/// A branch of a fan.
#[derive(Debug)]
pub(in crate::render) struct Branch {
    /// The number by which a question may name it.
    pub(in crate::render) number: Option<usize>,
    /// Whether it is possible only.
    pub(in crate::render) possible: bool,
    /// How many relations it stands for.
    pub(in crate::render) weight: u64,
    /// Where it leads.
    pub(in crate::render) to: Text,
    /// What is told of it, beside it or below.
    pub(in crate::render) told: Text,
}

/// Returns the fan of these branches, in their order: a line each where all fit, else two or more.
pub(in crate::render) fn fan(root: &Text, branches: &[Branch], look: &Look) -> Drawing {
    let gutter = Gutter::of(branches.iter().map(|one| (&one.number, one.possible)));
    let scale = Scale::of(branches, look);
    let left = blank(gutter.width());
    let mut lines = root.hung(&left, &left, (look.width, LINES), look.signs);
    let beside = room_beside(branches, look.width.saturating_sub(scale.left(gutter)));
    for (place, branch) in (1..).zip(branches) {
        let last = place == branches.len();
        let [fork, end] = look.signs.forks;
        let mut start = gutter.first_line(branch.number, branch.possible);
        start.push(Role::Hint, if last { end } else { fork });
        start.append(&scale.arm(branch, look));
        if let Some(room) = beside {
            let to = branch.to.clone().filled(room, false);
            lines.push(start.with_all(&to).with_all(&branch.told));
            continue;
        }
        let stem = if last { " " } else { look.signs.stem };
        let rest = left.clone().with(Role::Hint, stem);
        let rest = rest.filled(start.width(), false);
        let most = (look.width, LINES);
        lines.extend(branch.to.hung(&start, &rest, most, look.signs));
        if !branch.told.is_blank() {
            lines.extend(branch.told.hung(&rest, &rest, most, look.signs));
        }
    }
    let marked = branches.iter().any(|branch| branch.possible);
    Drawing { lines, marked }
}

/// Returns the columns for the names with the gap behind them, if what is told of each fits
/// beside them.
fn room_beside(branches: &[Branch], columns: usize) -> Option<usize> {
    let widest = |part: fn(&Branch) -> &Text| {
        let widths = branches.iter().map(|branch| part(branch).width());
        widths.max().unwrap_or_default()
    };
    let room = widest(|branch| &branch.to) + GAP;
    (room + widest(|branch| &branch.told) <= columns).then_some(room)
}

/// How long the branches are.
struct Scale {
    most: u64,
    longest: usize,
    digits: usize,
}

impl Scale {
    /// Returns the columns to the left of the names: gutter, fork, branch and number.
    fn left(&self, gutter: Gutter) -> usize {
        gutter.width() + 1 + self.longest + 1 + self.digits + GAP
    }

    fn of(branches: &[Branch], look: &Look) -> Scale {
        let weights = branches.iter().map(|branch| branch.weight);
        let most = weights.max().unwrap_or_default().max(1);
        let [short, long] = LONGEST;
        Scale {
            most,
            longest: if look.width < COMFORTABLE {
                short
            } else {
                long
            },
            digits: most.to_string().len(),
        }
    }

    /// Returns the branch itself with its number: `━━━━     4  `.
    fn arm(&self, branch: &Branch, look: &Look) -> Text {
        let (weight, most) = (u128::from(branch.weight), u128::from(self.most));
        let length = (weight * self.longest as u128).div_ceil(most).max(1) as usize;
        let (role, sign) = if branch.possible {
            (Role::Certainty, look.signs.faint_branch)
        } else {
            (Role::Hint, look.signs.branch)
        };
        let mut arm = Text::of(role, &sign.repeat(length)).filled(self.longest + 1, false);
        let number = Text::of(Role::Number, &branch.weight.to_string());
        arm.append(&number.filled(self.digits, true));
        arm.with_all(&blank(GAP))
    }
}

#[cfg(test)]
mod tests {
    use super::{Branch, fan};
    use crate::render::drawings::sample::look;
    use crate::render::{Role, Text};

    fn branch(number: usize, weight: u64, to: &str, told: &str) -> Branch {
        Branch {
            number: Some(number),
            possible: number == 2,
            weight,
            to: Text::of(Role::Entity, to),
            told: Text::of(Role::Kind, told),
        }
    }

    #[track_caller]
    fn check(width: usize, ascii: bool, expected: &[&str]) {
        let look = look(width, ascii);
        let branches = [
            branch(
                1,
                12,
                "Rwanda",
                "meeting, visit, agreement, statement, call",
            ),
            branch(2, 5, "Kazakhstan", ""),
            branch(3, 1, "東京都", "visit"),
        ];
        let drawing = fan(&Text::of(Role::Entity, "Sergey Lavrov"), &branches, &look);
        let lines = drawing.lines.iter().map(Text::plain);
        let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
        assert_eq!(lines, expected);
        assert!(drawing.marked);
    }

    #[test]
    fn branches_are_as_long_as_what_they_lead_to_weighs() {
        check(
            80,
            false,
            &[
                "    Sergey Lavrov",
                "1   ├━━━━━━━━ 12  Rwanda      meeting, visit, agreement, statement, call",
                "2?  ├╍╍╍╍      5  Kazakhstan",
                "3   └━         1  東京都      visit",
            ],
        );
    }

    #[test]
    fn a_stem_leads_past_lines_that_are_folded() {
        check(
            40,
            true,
            &[
                "    Sergey Lavrov",
                "1   +==== 12  Rwanda",
                "    |         meeting, visit, agreement,",
                "    |         statement, call",
                "2?  +--    5  Kazakhstan",
                "3   `=     1  東京都",
                "              visit",
            ],
        );
    }
}
