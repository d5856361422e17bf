//! The strip of years: a sign for each bucket of a [`Density`], as high as the number in it.
//!
//! ```text
//! 2     1                             1     16?
//! ▁▁▁▁▁ ▁▁▁▁▁                         ▁▁▁▁▁ █████
//! 2018  2019  2020  2021  2022  2023  2024  2025
//! relations by year; 3 more may begin at `?` or beyond; 1 without a known beginning
//! ```
//!
//! Above the strip stand the numbers, where each fits over its bucket; where not, the line below
//! tells what the highest sign stands for. A `?` stands over the buckets in which others may begin;
//! these have no height, as nobody knows which of the buckets is theirs.

use itertools::Itertools as _;

use crate::answer::TimelineRow;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Drawing, Look};
use crate::text;

use super::calendar::Calendar;
use super::density::{Bucket, Density};

/// The most columns of a bucket.
const WIDEST: usize = 8;
/// The columns kept for the last label, which stands under the beginning of its bucket.
const LABEL: usize = 6;
/// The most lines that the words under the strip take.
const LINES: usize = 6;

/// A strip that is drawn already.
#[derive(Debug)]
pub(in crate::render) struct Strip {
    /// Its lines.
    pub(in crate::render) drawing: Drawing,
    /// Whether it tells the number of each bucket.
    pub(in crate::render) exact: bool,
}

impl Strip {
    /// Returns the strip of relations, `total` of which there are with those that are left out;
    /// nothing where it would say nothing, or has no room.
    pub(in crate::render) fn of(rows: &[TimelineRow], total: u64, look: &Look) -> Option<Strip> {
        if !look.draws() {
            return None;
        }
        let room = look.width - LABEL;
        let density = Density::of(rows, room)?;
        let cell = (room / density.buckets.len().max(1)).clamp(1, WIDEST);
        let numbers = numbers_above(&density, cell);
        let exact = numbers.is_some();
        let above = numbers.unwrap_or_else(|| marks_above(&density));
        let left_out = (total > rows.len() as u64).then_some((rows.len(), total));
        let words = words_below(&density, exact, left_out, look);
        let mut lines = Vec::from_iter(line_above(&above, cell));
        lines.push(heights(&density, cell, look));
        lines.push(axis(&density, cell, look.width));
        lines.extend(Text::of(Role::Hint, &words).folded(look.width, LINES, look.signs));
        let marked = false;
        let drawing = Drawing { lines, marked };
        Some(Strip { drawing, exact })
    }

    /// Returns the strip as a block of its own, apart from what follows.
    pub(in crate::render) fn apart(mut self) -> Block {
        self.drawing.lines.push(Text::new());
        Block::Drawing(self.drawing)
    }
}

/// What stands above a bucket: its number, and the mark of others that may belong there.
type Above = (String, &'static str);

const fn mark(bucket: &Bucket) -> &'static str {
    if bucket.more { "?" } else { "" }
}

/// Returns what stands above the buckets with their numbers, if there is room for all of them.
fn numbers_above(density: &Density, cell: usize) -> Option<Vec<Above>> {
    let number = |bucket: &Bucket| match bucket.certain {
        0 => String::new(),
        certain => certain.to_string(),
    };
    let above = density.buckets.iter();
    let above: Vec<Above> = above.map(|bucket| (number(bucket), mark(bucket))).collect();
    let fits = |(number, mark): &Above| number.len() + mark.len() < cell;
    above.iter().all(fits).then_some(above)
}

/// Returns the marks above the buckets without their numbers.
fn marks_above(density: &Density) -> Vec<Above> {
    let buckets = density.buckets.iter();
    buckets
        .map(|bucket| (String::new(), mark(bucket)))
        .collect()
}

/// Returns the line above the strip, if there is anything in it.
fn line_above(above: &[Above], cell: usize) -> Option<Text> {
    let told = |(number, mark): &Above| {
        Text::of(Role::Number, number)
            .with(Role::Certainty, mark)
            .filled(cell, false)
    };
    let told = above.iter().map(told);
    let line = told.fold(Text::new(), |line, part| line.with_all(&part));
    (!line.is_blank()).then_some(line)
}

/// Returns the strip itself; buckets of some columns have a gap between them.
fn heights(density: &Density, cell: usize, look: &Look) -> Text {
    let signs = look.signs.heights;
    let most = u128::from(density.most().max(1));
    let filled = if cell > 2 { cell - 1 } else { cell };
    let strip = density.buckets.iter().map(|bucket| {
        let height = (u128::from(bucket.certain) * signs.len() as u128).div_ceil(most);
        let sign = (height as usize)
            .checked_sub(1)
            .and_then(|at| signs.get(at));
        let sign = sign.copied().unwrap_or(" ").repeat(filled);
        text::pad(&sign, cell)
    });
    Text::of(Role::Number, &strip.collect::<String>())
}

/// Returns the labels under the strip, each where its bucket begins: the first, the last, and as
/// many round ones as have room between them.
fn axis(density: &Density, cell: usize, width: usize) -> Text {
    let numbers: Vec<i64> = (density.first..).take(density.buckets.len()).collect();
    let label = |number: &i64| density.calendar.label(*number);
    let longest = numbers.iter().map(|number| label(number).len()).max();
    let longest = longest.unwrap_or_default();
    let strides = density.calendar.strides().into_iter();
    let mut wide_enough = strides.filter(|stride| columns(*stride, cell) > longest);
    let stride = wide_enough.next().unwrap_or(i64::MAX);
    let ends = [numbers.first(), numbers.last()].into_iter().flatten();
    let round = numbers.iter().filter(|number| *number % stride == 0);
    let mut placed: Vec<(usize, String)> = Vec::new();
    for number in ends.chain(round) {
        let at = columns(number.saturating_sub(density.first), cell);
        let label = label(number);
        let apart = |(other, words): &(usize, String)| {
            at + label.len() < *other || other + words.len() < at
        };
        if placed.iter().all(apart) && at + label.len() <= width {
            placed.push((at, label));
        }
    }
    let mut line = String::new();
    for (at, label) in placed.into_iter().sorted() {
        line = text::pad(&line, at) + &label;
    }
    Text::of(Role::Date, &line)
}

/// Returns how many columns so many buckets take.
fn columns(buckets: i64, cell: usize) -> usize {
    let buckets = usize::try_from(buckets).unwrap_or(usize::MAX);
    buckets.saturating_mul(cell)
}

/// Returns what the signs mean, and which relations they leave out.
fn words_below(
    density: &Density,
    exact: bool,
    left_out: Option<(usize, u64)>,
    look: &Look,
) -> String {
    let highest = look.signs.heights.last().copied().unwrap_or_default();
    let calendar = density.calendar;
    let scale = match (exact, calendar) {
        (true, Calendar::Months) => "relations by month".to_owned(),
        (true, Calendar::Years(1)) => "relations by year".to_owned(),
        (true, Calendar::Years(size)) => format!("relations by {size} years"),
        _ => format!(
            "`{highest}` is {} relations in {}",
            density.most(),
            calendar.words()
        ),
    };
    let earlier = match density.earlier {
        0 => String::new(),
        earlier => format!(", {earlier} earlier"),
    };
    let lasting = format!("what lasts counts where it begins{earlier}");
    let beyond = if density.beyond { " or beyond" } else { "" };
    let possible = format!("{} more may begin at `?`{beyond}", density.possible);
    let undated = format!("{} without a known beginning", density.undated);
    let held = left_out.map(|(held, total)| format!("{held} of {total} are drawn"));
    let told = [
        Some(scale),
        (density.lasting || density.earlier > 0).then_some(lasting),
        (density.possible > 0).then_some(possible),
        (density.undated > 0).then_some(undated),
        held,
    ];
    told.into_iter().flatten().join("; ")
}

#[cfg(test)]
mod tests {
    use super::Strip;
    use crate::render::drawings::sample::{look, rows};
    use crate::render::page::Look;
    use crate::render::{Format, Text};

    fn drawn(dates: &str, look: &Look) -> Option<(Vec<String>, bool)> {
        let rows = rows(dates);
        let strip = Strip::of(&rows, rows.len() as u64, look)?;
        let lines = strip.drawing.lines.iter().map(Text::plain);
        let lines = lines.map(|line| line.trim_end().to_owned());
        Some((lines.collect(), strip.exact))
    }

    #[track_caller]
    fn check(dates: &str, look: &Look, expected: &[&str], exact: bool) {
        let (lines, told) = drawn(dates, look).unwrap();
        assert_eq!(lines, expected);
        assert_eq!(told, exact);
    }

    const FEW: &str = "2019 2019 2021 2022 2022 2022 2022 2022 2022 2022 2022 [2020,2021] -";

    #[test]
    fn numbers_stand_over_the_strip_where_they_fit() {
        let below = "relations by year; 1 more may begin at `?`; 1 without a known beginning";
        check(
            FEW,
            &look(80, false),
            &[
                "2       ?       1?      8",
                "▂▂▂▂▂▂▂         ▁▁▁▁▁▁▁ ███████",
                "2019    2020    2021    2022",
                below,
            ],
            true,
        );
        check(
            FEW,
            &look(80, true),
            &[
                "2       ?       1?      8",
                ".......         ....... #######",
                "2019    2020    2021    2022",
                below,
            ],
            true,
        );
    }

    #[test]
    fn many_years_share_their_buckets_at_a_short_width() {
        let long = format!("1800 1862 1863/.. {FEW}");
        check(
            &long,
            &look(40, false),
            &[
                "▁     ▂              ▂█",
                "1800 1850 1900 1950   2020",
                "`█` is 10 relations in 10 years; what",
                "lasts counts where it begins; 1 without",
                "a known beginning",
            ],
            false,
        );
    }

    #[test]
    fn there_is_no_strip_without_room_or_matter() {
        assert_eq!(drawn(FEW, &look(39, false)), None);
        assert_eq!(drawn("2019 2020 2021", &look(80, false)), None);
        let plain = Look {
            format: Format::Plain,
            ..look(80, false)
        };
        assert_eq!(drawn(FEW, &plain), None);
    }

    #[test]
    fn rows_that_are_left_out_are_told_of() {
        let rows = rows(FEW);
        let strip = Strip::of(&rows, 99, &look(160, false)).unwrap();
        let last = strip.drawing.lines.last().unwrap().plain();
        assert!(last.ends_with("13 of 99 are drawn"), "{last}");
    }
}
