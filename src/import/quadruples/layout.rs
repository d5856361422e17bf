//! The layout of quadruples: which column is which, found out by the first rows.

use memchr::memchr_iter;

use super::super::written::iso_day;
use super::Unit;
use crate::text;

/// So many columns are looked at; rows with more are counted right, and not read.
const MOST: usize = 16;

/// The words by which a header may name source, relation, target and time.
const HEADINGS: [&[&str]; 4] = [
    &["source", "subject", "head", "from", "actor1"],
    &["type", "relation", "kind", "predicate", "label"],
    &["target", "object", "tail", "to", "actor2"],
    &["day", "date", "time", "timestamp", "when"],
];

/// The fields of one row.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    text: &'a str,
    ends: [usize; MOST],
    /// How many there are.
    pub(super) count: usize,
}

impl<'a> Fields<'a> {
    /// Parts a row at its tabulators.
    #[inline]
    pub(super) fn of(text: &'a str) -> Fields<'a> {
        let mut ends = [0; MOST];
        let mut count = 0;
        for end in memchr_iter(b'\t', text.as_bytes()).chain([text.len()]) {
            if let Some(place) = ends.get_mut(count) {
                *place = end;
            }
            count += 1;
        }
        Fields { text, ends, count }
    }

    /// Returns a field without the spaces around it, no-break spaces included; nothing is there
    /// beyond the last.
    #[inline]
    pub(super) fn get(&self, at: usize) -> &'a str {
        if at >= self.count.min(MOST) {
            return "";
        }
        let before = at.checked_sub(1).and_then(|at| self.ends.get(at));
        let start = before.map_or(0, |end| end + 1);
        let end = self.ends.get(at).copied().unwrap_or_default();
        trimmed(self.text.get(start..end).unwrap_or_default())
    }
}

/// Returns a text without the spaces around it. Most have none, as their first and last byte tell.
#[inline]
fn trimmed(text: &str) -> &str {
    let is_tight = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_tight(bytes.first()) && is_tight(bytes.last()) {
        text
    } else {
        text.trim()
    }
}

/// How the rows of a file are laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Where source, relation, target and time stand, counted from 0.
    pub(super) columns: [usize; 4],
    /// How many columns a row has.
    pub(super) width: usize,
    /// Whether the first line names the columns.
    pub(super) has_header: bool,
    /// Whether source, relation and target are numbers in all rows.
    pub(super) is_numbers: bool,
    /// What numbers of time seem to count: hours if all are whole days of them.
    pub(super) unit: Unit,
    /// Whether times are days, for the greater part.
    pub(super) has_days: bool,
}

impl Layout {
    /// Finds out the layout by the first lines of a file; nothing if they are no quadruples.
    pub(super) fn of(sample: &str, columns: Option<[usize; 4]>) -> Option<Layout> {
        let mut lines = sample.lines().filter(|line| !line.is_empty()).peekable();
        let first = Fields::of(lines.peek()?);
        let header = header(&first);
        let usual = if header.is_some() || columns.is_some() {
            4..=MOST
        } else {
            4..=5
        };
        let columns = columns.or(header).unwrap_or([0, 1, 2, 3]);
        if !usual.contains(&first.count) || columns.iter().any(|at| *at >= first.count) {
            return None;
        }
        let mut layout = Layout {
            columns,
            width: first.count,
            has_header: header.is_some(),
            is_numbers: true,
            unit: Unit::Hours,
            has_days: true,
        };
        let has_rows = layout.look_at(lines.skip(usize::from(header.is_some())));
        has_rows.then_some(layout)
    }

    /// Looks at the rows of the sample, and tells whether most of them are quadruples.
    fn look_at<'a>(&mut self, rows: impl Iterator<Item = &'a str>) -> bool {
        let (mut fit, mut all, mut numbers) = (0_usize, 0_usize, 0_usize);
        let [source, kind, target, time] = self.columns;
        for row in rows {
            let fields = Fields::of(row);
            all += 1;
            let number = fields.get(time).parse::<i32>().ok();
            let is_day = iso_day(fields.get(time)).is_some();
            if fields.count != self.width || !is_day && number.is_none() {
                continue;
            }
            fit += 1;
            numbers += usize::from(number.is_some());
            let is_number = |at: usize| fields.get(at).parse::<u64>().is_ok();
            self.is_numbers &= [source, kind, target].into_iter().all(is_number);
            if number.is_some_and(|number| number % 24 != 0) {
                self.unit = Unit::Days;
            }
        }
        self.has_days = numbers * 2 < fit;
        fit > 0 && fit * 2 > all
    }

    /// Returns how likely a file of this layout is one of quadruples, 1 to 100.
    pub(super) const fn likeness(&self) -> u8 {
        match (self.has_header, self.has_days, self.is_numbers) {
            (true, ..) => 90,
            (false, true, _) => 80,
            (false, false, true) => 75,
            (false, false, false) => 55,
        }
    }

    /// Returns what speaks for it.
    pub(super) const fn why(&self) -> &'static str {
        match (self.has_header, self.has_days) {
            (true, _) => "its header names source, relation, target and time",
            (false, true) => "its rows have three names and a day",
            (false, false) => "its rows have three names or numbers and a time",
        }
    }
}

/// Returns where the columns stand that a header names, if it names all four.
fn header(fields: &Fields<'_>) -> Option<[usize; 4]> {
    let names: Vec<String> = (0..fields.count.min(MOST))
        .map(|at| text::fold(fields.get(at)))
        .collect();
    let place = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
    let [source, kind, target, time] = HEADINGS;
    Some([place(source)?, place(kind)?, place(target)?, place(time)?])
}

#[cfg(test)]
mod tests {
    use super::{Fields, Layout};
    use crate::import::Unit;

    fn layout(sample: &str) -> Option<Layout> {
        Layout::of(sample, None)
    }

    #[test]
    fn fields_are_parted_at_tabulators_and_trimmed() {
        let fields = Fields::of("563  \tRwanda\u{a0}\t\t0");
        assert_eq!(fields.count, 4);
        let all: Vec<&str> = (0..6).map(|at| fields.get(at)).collect();
        assert_eq!(all, ["563", "Rwanda", "", "0", "", ""]);
        assert_eq!(Fields::of(&"\t".repeat(40)).count, 41);
    }

    #[test]
    fn a_header_may_name_the_columns_in_any_order() {
        let found = layout("day\ttarget\ttype\tsource\n2018-01-01\tb\tc\ta\n").unwrap();
        assert_eq!(found.columns, [3, 2, 1, 0]);
        assert!(found.has_header && !found.is_numbers);
    }

    #[test]
    fn without_a_header_the_time_stands_last() {
        let found = layout("a\tmet\tb\t2018-01-01\nb\tmet\ta\t2018-01-02\n").unwrap();
        assert_eq!((found.columns, found.width), ([0, 1, 2, 3], 4));
        let found = layout("1\t0\t2\t24\t-1\n").unwrap();
        assert_eq!(
            (found.width, found.unit, found.is_numbers),
            (5, Unit::Hours, true)
        );
        assert_eq!(layout("1\t0\t2\t25\n").unwrap().unit, Unit::Days);
    }

    #[test]
    fn other_files_are_no_quadruples() {
        for sample in [
            "",
            "a,b,c,2018-01-01\n",
            "a\tb\tc\td\n",
            "a\tb\t2018-01-01\n",
        ] {
            assert_eq!(layout(sample), None, "{sample}");
        }
    }
}
