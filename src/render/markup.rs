//! Text in pieces, each with the role it plays, so that a painter can colour it.
//!
//! Knows roles, not colours. What comes from data is made safe here: a [`Text`] built by `push`
//! holds no character that could steer a terminal.

use std::fmt;

use crate::text;

use super::signs::Signs;

/// What a piece of text is, for the painter who gives it a colour.
///
/// Colour never carries meaning alone: all that a role tells is also in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Role {
    /// Text without a part of its own.
    #[default]
    Plain,
    /// A title or the name of a column.
    Heading,
    /// The name of an entity.
    Entity,
    /// A date or a span of dates.
    Date,
    /// A number that counts or ranks.
    Number,
    /// A kind of relation or entity.
    Kind,
    /// A status that is not the usual one.
    Status,
    /// The mark of what is only possible.
    Certainty,
    /// What went wrong.
    Fault,
    /// Where a fault lies: file, line and column.
    Place,
    /// The marks under the faulty words.
    Caret,
    /// What would help, and lines that explain.
    Hint,
}

/// A text in pieces.
///
/// # Examples
/// ```
/// use chancery::render::{Role, Text};
///
/// let text = Text::of(Role::Entity, "Paul Kagame").with(Role::Plain, " is 1 of 1");
/// assert_eq!(text.plain(), "Paul Kagame is 1 of 1");
/// assert_eq!(text.pieces().next(), Some((Role::Entity, "Paul Kagame")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    pieces: Vec<(Role, String)>,
}

impl Text {
    /// Returns a text without pieces.
    pub const fn new() -> Text {
        Text { pieces: Vec::new() }
    }

    /// Returns a text of one piece.
    pub fn of(role: Role, words: &str) -> Text {
        Text::new().with(role, words)
    }

    /// Returns the text with one more piece.
    #[must_use]
    pub fn with(mut self, role: Role, words: &str) -> Text {
        self.push(role, words);
        self
    }

    /// Appends a piece. Characters that could steer a terminal, line breaks among them, are
    /// replaced by symbols.
    pub fn push(&mut self, role: Role, words: &str) {
        self.push_kept(role, &text::visible(words));
    }

    /// Appends all pieces of another text.
    pub fn append(&mut self, other: &Text) {
        for (role, words) in &other.pieces {
            self.push_kept(*role, words);
        }
    }

    /// Returns the text with all pieces of another behind it.
    pub(super) fn with_all(mut self, other: &Text) -> Text {
        self.append(other);
        self
    }

    /// Ends the line.
    pub fn end_line(&mut self) {
        self.push_kept(Role::Plain, "\n");
    }

    /// Appends another text and ends the line; spaces at its end are dropped.
    pub(super) fn push_line(&mut self, mut line: Text) {
        line.trim_end();
        self.append(&line);
        self.end_line();
    }

    /// Returns a text of data to the letter, for formats that programs read.
    pub(super) fn verbatim(words: String) -> Text {
        Text {
            pieces: vec![(Role::Plain, words)],
        }
    }

    /// Returns the pieces in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Role, &str)> {
        self.pieces
            .iter()
            .map(|(role, words)| (*role, words.as_str()))
    }

    /// Returns the words without roles.
    pub fn plain(&self) -> String {
        self.to_string()
    }

    /// Tells whether there is no letter, not even a space.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|(_, words)| words.is_empty())
    }

    /// Tells whether there is nothing to read: no letter, or spaces only.
    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|(_, words)| words.trim().is_empty())
    }

    /// Returns how many columns a terminal needs for the text on one line.
    pub fn width(&self) -> usize {
        text::width(&self.plain())
    }

    fn push_kept(&mut self, role: Role, words: &str) {
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some((last, before)) if *last == role => before.push_str(words),
            _ => self.pieces.push((role, words.to_owned())),
        }
    }

    fn trim_end(&mut self) {
        while let Some((_, words)) = self.pieces.last_mut() {
            words.truncate(words.trim_end().len());
            if !words.is_empty() {
                break;
            }
            self.pieces.pop();
        }
    }

    /// Returns the text in at most `lines` lines of at most `columns`; a cut is marked.
    pub(super) fn folded(&self, columns: usize, lines: usize, signs: &Signs) -> Vec<Text> {
        // More than this never stands on the lines, and need not be wrapped.
        let enough = columns * (lines + 1);
        let mut folded = if self.width() > enough {
            self.cut(enough, signs).wrapped(columns)
        } else {
            self.wrapped(columns)
        };
        if folded.len() > lines.max(1) {
            folded.truncate(lines.max(1));
            if let Some(last) = folded.last_mut() {
                *last = last.cut(columns, signs);
            }
        }
        folded
    }

    /// Returns the text behind `start` on its first line and behind `rest` on the others, in
    /// `most` columns and lines at most, those of `start` included; a cut is marked.
    ///
    /// `start` and `rest` are equally wide.
    pub(super) fn hung(
        &self,
        start: &Text,
        rest: &Text,
        most: (usize, usize),
        signs: &Signs,
    ) -> Vec<Text> {
        let (columns, lines) = most;
        let room = columns.saturating_sub(start.width());
        let starts = std::iter::once(start).chain(std::iter::repeat(rest));
        let parts = self.folded(room, lines, signs);
        let lines = starts.zip(parts);
        lines
            .map(|(start, part)| start.clone().with_all(&part))
            .collect()
    }

    /// Returns the text in lines of at most `columns`, broken at spaces where possible.
    fn wrapped(&self, columns: usize) -> Vec<Text> {
        let mut roles = self
            .pieces
            .iter()
            .flat_map(|(role, words)| words.chars().map(move |letter| (*role, letter)))
            .filter(|(_, letter)| !letter.is_whitespace())
            .map(|(role, _)| role);
        let lines = text::wrap(&self.plain(), columns);
        lines
            .iter()
            .map(|line| painted_again(line, &mut roles))
            .collect()
    }

    /// Returns the text with the mark of a cut at its end, short enough for `columns`.
    fn cut(&self, columns: usize, signs: &Signs) -> Text {
        let mark = signs.cut;
        let room = columns.saturating_sub(text::width(mark));
        let mut kept = Text::new();
        let mut left = room;
        for (role, words) in &self.pieces {
            let columns = text::width(words);
            if columns > left {
                // The mark of `clip` has a column of its own; ours comes instead of it.
                let marked = format!("{words}…");
                let part = text::clip(&marked, left + 1);
                kept.push_kept(*role, part.trim_end_matches('…'));
                break;
            }
            kept.push_kept(*role, words);
            left -= columns;
        }
        kept.trim_end();
        kept.with(Role::Plain, mark)
    }

    /// Returns the text with as many spaces as fill `columns`, before it or behind it.
    pub(super) fn filled(self, columns: usize, right: bool) -> Text {
        let spaces = " ".repeat(columns.saturating_sub(self.width()));
        if right {
            let mut filled = Text::of(Role::Plain, &spaces);
            filled.append(&self);
            filled
        } else {
            self.with(Role::Plain, &spaces)
        }
    }

    /// Returns the texts that are not empty, one after the other, with `between` between them.
    pub(super) fn joined(texts: impl IntoIterator<Item = Text>, between: &str) -> Text {
        let mut joined = Text::new();
        for part in texts.into_iter().filter(|part| !part.is_blank()) {
            if !joined.is_blank() {
                joined.push(Role::Plain, between);
            }
            joined.append(&part);
        }
        joined
    }
}

/// Returns so many spaces.
pub(super) fn blank(columns: usize) -> Text {
    Text::of(Role::Plain, &" ".repeat(columns))
}

/// Returns a line of wrapped text with the roles its letters had before; a space takes the role of
/// the letter before it.
fn painted_again(line: &str, roles: &mut impl Iterator<Item = Role>) -> Text {
    let mut painted = Text::new();
    let mut role = Role::Plain;
    let mut buffer = [0; 4];
    for letter in line.chars() {
        if !letter.is_whitespace() {
            role = roles.next().unwrap_or_default();
        }
        painted.push_kept(role, letter.encode_utf8(&mut buffer));
    }
    painted
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces
            .iter()
            .try_for_each(|(_, words)| f.write_str(words))
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, Text};
    use crate::render::signs::{ASCII, UNICODE};

    fn words() -> Text {
        Text::of(Role::Entity, "Paul Kagame")
            .with(Role::Plain, " met ")
            .with(Role::Entity, "Kassym-Jomart Tokayev")
    }

    #[test]
    fn wrapping_keeps_the_role_of_every_word() {
        let lines = words().folded(12, 9, &UNICODE);
        let shown: Vec<String> = lines.iter().map(Text::plain).collect();
        assert_eq!(
            shown,
            ["Paul Kagame", "met", "Kassym-", "Jomart", "Tokayev"]
        );
        assert_eq!(lines[1].pieces().next(), Some((Role::Plain, "met")));
        assert_eq!(lines[3].pieces().next(), Some((Role::Entity, "Jomart")));
    }

    #[test]
    fn a_cut_is_marked_and_fits() {
        let cut = |columns, signs| words().folded(columns, 1, signs)[0].plain();
        assert_eq!(cut(15, &UNICODE), "Paul Kagame me…");
        assert_eq!(cut(15, &ASCII), "Paul Kagame...");
        assert_eq!(cut(12, &ASCII), "Paul Kaga...");
        assert_eq!(cut(40, &UNICODE), words().plain());
    }

    #[test]
    fn what_comes_from_data_cannot_end_a_line() {
        let text = Text::of(Role::Entity, "a\nb\u{1b}[2J\u{202e}");
        assert_eq!(text.plain(), "a␊b␛[2J\u{fffd}");
    }

    #[test]
    fn neighbouring_pieces_of_one_role_become_one() {
        let text = Text::of(Role::Date, "2024").with(Role::Date, "-05");
        assert_eq!(text.pieces().count(), 1);
    }
}
