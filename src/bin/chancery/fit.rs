//! Messages on narrow screens: prose is broken at words, a quoted line is cut around its fault.
//!
//! Knows the shape that diagnostics are drawn in, and nothing of where they come from.

use chancery::render::{Role, Text};
use chancery::text;

/// What stands before a quoted line and before the carets below it.
const MARGIN: &str = "   | ";
/// What is shown for the part of a quoted line that is left out.
const CUT: &str = "…";
/// The most columns of a quoted line where no terminal sets a limit.
const LONGEST_QUOTE: usize = 300;
/// The fewest columns that anything is fitted to.
const LEAST: usize = 20;

/// The pieces of one line.
type Line<'a> = Vec<(Role, &'a str)>;

/// Returns a message in lines of at most so many columns, or with its prose unbroken where there
/// is no such limit. A word longer than a line is left to the terminal.
pub(crate) fn fitted(message: &Text, columns: Option<usize>) -> Text {
    let prose = columns.unwrap_or(usize::MAX).max(LEAST);
    let quote = columns.unwrap_or(LONGEST_QUOTE).max(LEAST);
    let mut fitted = Text::new();
    let lines = lines(message);
    let mut rest = lines.as_slice();
    while let [line, below @ ..] = rest {
        rest = below;
        match below {
            [carets, further @ ..] if is_quoted(line) && is_quoted(carets) => {
                cut(&mut fitted, &plain(line), &plain(carets), quote);
                rest = further;
            }
            _ => fold(&mut fitted, line, prose),
        }
    }
    fitted
}

/// Returns the lines of a message, without their ends.
fn lines(message: &Text) -> Vec<Line<'_>> {
    let mut lines = vec![Line::new()];
    for (role, words) in message.pieces() {
        for (number, part) in words.split('\n').enumerate() {
            if number > 0 {
                lines.push(Line::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push((role, part));
            }
        }
    }
    // Behind the last end of a line there is nothing more.
    lines.pop_if(|line| line.is_empty());
    lines
}

fn plain(line: &Line) -> String {
    line.iter().map(|(_, part)| *part).collect()
}

fn is_quoted(line: &Line) -> bool {
    line.first()
        .is_some_and(|(_, part)| part.starts_with(MARGIN))
}

/// A word of a line, which may be painted in several ways.
#[derive(Default)]
struct Word<'a> {
    /// The spaces before it.
    gap: usize,
    parts: Line<'a>,
}

fn words<'a>(line: &Line<'a>) -> Vec<Word<'a>> {
    let mut words = vec![Word::default()];
    for (role, part) in line {
        for (number, piece) in part.split(' ').enumerate() {
            if number > 0 && words.last().is_none_or(|word| !word.parts.is_empty()) {
                words.push(Word::default());
            }
            let Some(word) = words.last_mut() else {
                continue;
            };
            word.gap += usize::from(number > 0);
            if !piece.is_empty() {
                word.parts.push((*role, piece));
            }
        }
    }
    words
}

/// Adds a line, broken at words; what is broken off stands below the beginning of the prose.
fn fold(fitted: &mut Text, line: &Line, columns: usize) {
    let indent = indent(&plain(line)).min(columns / 3);
    let mut at = 0;
    for word in words(line) {
        let width = text::width(&plain(&word.parts));
        let mut gap = word.gap;
        if at > indent && at + gap + width > columns {
            fitted.end_line();
            (at, gap) = (0, indent);
        }
        fitted.push(Role::Plain, &" ".repeat(gap));
        for (role, part) in word.parts {
            fitted.push(role, part);
        }
        at += gap + width;
    }
    fitted.end_line();
}

/// Returns where the prose of a line begins: behind its margin and a label such as `help: `.
fn indent(line: &str) -> usize {
    let prose = line.trim_start_matches([' ', '=']);
    let margin = line.len() - prose.len();
    let label = ["error: ", "warning: ", "help: ", "# "]
        .into_iter()
        .find(|label| prose.starts_with(label));
    margin + label.map_or(0, str::len)
}

/// Adds a quoted line and the carets below it; of a long line only what is around the carets.
fn cut(fitted: &mut Text, quote: &str, carets: &str, columns: usize) {
    let room = columns - MARGIN.len();
    let quote = quote.strip_prefix(MARGIN).unwrap_or(quote);
    let carets = carets.strip_prefix(MARGIN).unwrap_or(carets);
    let marks = carets.trim_start().len();
    let before = carets.len() - marks;
    let (shown, before) = window(quote, before, room);
    fitted.push(Role::Place, MARGIN);
    fitted.push(Role::Plain, &shown);
    fitted.end_line();
    fitted.push(Role::Place, MARGIN);
    fitted.push(Role::Plain, &" ".repeat(before));
    let marks = marks.min(room.saturating_sub(before)).max(1);
    fitted.push(Role::Caret, &"^".repeat(marks));
    fitted.end_line();
}

/// Returns the part of a line that fits into `room` columns around the column `at`, and where that
/// column is in it.
fn window(line: &str, at: usize, room: usize) -> (String, usize) {
    let whole = text::width(line);
    if whole <= room {
        return (line.to_owned(), at);
    }
    let first = at.saturating_sub(room / 2).min(whole - room);
    let (mut shown, mut column, mut skipped) = (String::new(), 0, 0);
    for letter in line.chars() {
        let width = text::width(letter.encode_utf8(&mut [0; 4]));
        // A sign of the cut takes the place of the first and of the last letter shown.
        let is_before = first > 0 && column <= first;
        let is_behind = column + width >= first + room && column + width < whole;
        column += width;
        if is_before {
            skipped = column - 1;
        } else if is_behind {
            break;
        } else {
            shown.push(letter);
        }
    }
    let begin = if first > 0 { CUT } else { "" };
    let end = if column < whole { CUT } else { "" };
    (
        format!("{begin}{shown}{end}"),
        at.saturating_sub(skipped.min(at)),
    )
}

#[cfg(test)]
mod tests {
    use chancery::diagnostic::{Diagnostic, Span};
    use chancery::render::render_error;

    use super::{fitted, window};

    /// Returns the lines of a fault in so many columns.
    fn shown(fault: &Diagnostic, columns: Option<usize>) -> String {
        fitted(&render_error(fault), columns).plain()
    }

    #[test]
    fn help_is_broken_at_words_and_indented() {
        let fault = Diagnostic::new("no question begins with `bogus`")
            .help("possible are `find`, `show`, `neighbours` and `between`");
        assert_eq!(
            shown(&fault, Some(40)),
            "error: no question begins with `bogus`\n   = help: possible are `find`, `show`,\n           \
             `neighbours` and `between`\n"
        );
    }

    #[test]
    fn without_a_terminal_nothing_is_broken() {
        let fault = Diagnostic::new("a ".repeat(200)).at("show x", Span::new(5, 6));
        assert_eq!(shown(&fault, None), render_error(&fault).plain());
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        let question = "timeline Kagame with Kazakhstan vai visit during 2024-01..2025-06 certain";
        for start in [0, 9, 32, 66] {
            let fault = Diagnostic::new("what cannot be understood is called a fault")
                .at(question, Span::new(start, start + 3));
            for columns in [20, 30, 60] {
                let told = shown(&fault, Some(columns));
                let widest = told.lines().map(chancery::text::width).max();
                assert!(widest <= Some(columns), "{told}");
            }
        }
    }

    #[test]
    fn a_long_quoted_line_is_cut_around_its_fault() {
        let line = format!("{}fault{}", "a".repeat(400), "b".repeat(400));
        let fault = Diagnostic::new("no").at(&line, Span::new(400, 405));
        for columns in [None, Some(60)] {
            let told = shown(&fault, columns);
            let lines: Vec<Vec<char>> = told.lines().map(|line| line.chars().collect()).collect();
            let (quote, carets) = (&lines[2], &lines[3]);
            let at = carets.iter().position(|sign| *sign == '^').unwrap();
            assert_eq!(
                quote[at..at + 5].iter().collect::<String>(),
                "fault",
                "{told}"
            );
        }
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(window("abc", 1, 3), ("abc".to_owned(), 1));
        assert_eq!(window("abcdef", 0, 3), ("ab…".to_owned(), 0));
        assert_eq!(window("abcdef", 5, 3), ("…ef".to_owned(), 2));
    }
}
