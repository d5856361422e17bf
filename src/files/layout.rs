//! Layout: values and comments on lines of at most 100 columns.
//!
//! The one place that knows how data files look. A record has one field a line; lists, maps and
//! records within it stand on one line if they fit and hold no comment, else one item a line; a
//! list of records always has one record a line. Long texts are wrapped before words.

use super::lexer::{Bracket, Comment, Gap};
use super::literal;
use super::outline::{Group, Item, Node, Shape};
use super::schema::Schema;
use crate::diagnostic::Span;
use crate::text;

/// The width of a line, in columns.
const WIDTH: usize = 100;
/// How much further to the right the parts of a group stand.
pub(super) const STEP: usize = 4;
/// The least width, in columns, to which a text is wrapped, however far to the right it stands.
const LEAST_TEXT: usize = 24;

/// Text in the making, from parts of another text.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    text: &'t str,
    out: String,
    /// Where the lines of the innermost group begin.
    group_start: usize,
}

impl<'t> Layout<'t> {
    /// Returns a layout of parts of `text`, nothing laid out yet.
    pub(super) const fn new(text: &'t str) -> Layout<'t> {
        Layout {
            text,
            out: String::new(),
            group_start: 0,
        }
    }

    /// Returns what was laid out.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Appends what was laid out elsewhere.
    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Begins a line.
    pub(super) fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Writes an empty line where there was one, unless it would be the first of its group.
    pub(super) fn gap(&mut self, gap: Gap) {
        if gap == Gap::Empty && self.out.len() > self.group_start {
            self.out.push('\n');
        }
    }

    /// Begins the lines of a group, before which no empty line is wanted.
    pub(super) fn begin_group(&mut self) {
        self.out.push('\n');
        self.group_start = self.out.len();
    }

    /// Writes comments, each on a line of its own.
    pub(super) fn comments(&mut self, comments: &[Comment], indent: usize) {
        for comment in comments {
            self.gap(comment.gap);
            self.indent(indent);
            self.comment(comment);
            self.out.push('\n');
        }
    }

    /// Writes a comment as it stands.
    fn comment(&mut self, comment: &Comment) {
        let written = slice(self.text, comment.span).replace("\r\n", "\n");
        self.out.push_str(&written);
    }

    /// Ends a line with the comments that stand behind it.
    ///
    /// What cannot stand behind a line comment gets lines of its own.
    pub(super) fn end_line(&mut self, trailing: &[Comment], indent: usize) {
        let first = trailing.iter().position(|comment| comment.to_line_end);
        let behind = first.map_or(trailing.len(), |first| first + 1);
        let (behind, below) = trailing.split_at(behind);
        for comment in behind {
            self.out.push(' ');
            self.comment(comment);
        }
        self.out.push('\n');
        self.comments(below, indent);
    }

    /// Writes a record of a section, one field a line.
    pub(super) fn record(&mut self, item: &Item, indent: usize, schema: &Schema) {
        self.comments(&item.leading, indent);
        self.gap(item.gap);
        self.indent(indent);
        match &item.value.shape {
            Shape::Group(group) if !group.items.is_empty() => self.broken(group, indent, schema),
            _ => self.value(&item.value, indent, schema),
        }
        self.out.push(',');
        self.end_line(&item.trailing, indent);
    }

    /// Writes an item of a list, an entry of a map or a field of a record, on its own line.
    fn item(&mut self, item: &Item, indent: usize, schema: &Schema) {
        self.comments(&item.leading, indent);
        self.indent(indent);
        let mut inner = schema;
        if let Some(key) = item.key {
            let written = self.key(key.span, key.quoted);
            self.out.push_str(&written);
            self.out.push_str(": ");
            inner = schema.within(key.name(self.text));
        }
        self.value(&item.value, indent, inner);
        self.out.push(',');
        self.end_line(&item.trailing, indent);
    }

    /// Writes a value, on this line if it fits.
    fn value(&mut self, node: &Node, indent: usize, schema: &Schema) {
        let column = self.column();
        // One column is for the comma.
        let room = WIDTH.saturating_sub(column + 1);
        if let Some(flat) = self
            .flat(node, schema)
            .filter(|flat| text::width(flat) <= room)
        {
            self.out.push_str(&flat);
            return;
        }
        match &node.shape {
            Shape::Group(group) => self.broken(group, indent, schema),
            Shape::Word => self.out.push_str(slice(self.text, node.span)),
            Shape::Text => {
                let meaning = node.meaning(self.text).unwrap_or_default();
                let lines = literal::wrapped(&meaning, room.max(LEAST_TEXT));
                let joint = format!("\\\n{}", " ".repeat(column + 1));
                self.out.push_str(&lines.join(&joint));
            }
        }
    }

    /// Returns the column in which the next letter stands, counted from 0.
    fn column(&self) -> usize {
        let line = self.out.rfind('\n').map_or(0, |newline| newline + 1);
        text::width(&self.out[line..])
    }

    /// Writes a group with one item a line.
    fn broken(&mut self, group: &Group, indent: usize, schema: &Schema) {
        self.out
            .push_str(group.name.map_or("", |name| slice(self.text, name)));
        self.out.push(group.bracket.open());
        self.begin_group();
        self.comments(&group.opening, indent + STEP);
        for item in self.ordered(group, schema) {
            self.item(item, indent + STEP, schema);
        }
        self.comments(&group.closing, indent + STEP);
        self.indent(indent);
        self.out.push(group.bracket.close());
    }

    /// Returns the items of a group in the order in which they are written.
    fn ordered<'g>(&self, group: &'g Group, schema: &Schema) -> Vec<&'g Item> {
        let mut items: Vec<&Item> = group.items.iter().collect();
        if group.bracket == Bracket::Round {
            items.sort_by_key(|item| item.key.map_or(0, |key| schema.rank(key.name(self.text))));
        }
        items
    }

    /// Returns a value on one line, unless it holds comments or a list of records.
    fn flat(&self, node: &Node, schema: &Schema) -> Option<String> {
        let group = match &node.shape {
            Shape::Word => return Some(slice(self.text, node.span).to_owned()),
            Shape::Text => return Some(literal::written(&node.meaning(self.text)?)),
            Shape::Group(group) => group,
        };
        if !group.opening.is_empty() || !group.closing.is_empty() || holds_records(group) {
            return None;
        }
        let mut flat = group
            .name
            .map_or("", |name| slice(self.text, name))
            .to_owned();
        flat.push(group.bracket.open());
        for (number, item) in self.ordered(group, schema).into_iter().enumerate() {
            if !item.leading.is_empty() || !item.trailing.is_empty() || flat.len() > 4 * WIDTH {
                return None;
            }
            flat.push_str(if number > 0 { ", " } else { "" });
            let mut inner = schema;
            if let Some(key) = item.key {
                flat.push_str(&self.key(key.span, key.quoted));
                flat.push_str(": ");
                inner = schema.within(key.name(self.text));
            }
            flat.push_str(&self.flat(&item.value, inner)?);
        }
        flat.push(group.bracket.close());
        Some(flat)
    }

    /// Returns a field's name as it stands, or a map's key with its escapes made usual.
    fn key(&self, span: Span, quoted: bool) -> String {
        let written = slice(self.text, span);
        match literal::meaning(written, span.start) {
            Ok(meaning) if quoted => literal::written(&meaning),
            _ => written.to_owned(),
        }
    }
}

/// Tells whether a group is a list of records.
fn holds_records(group: &Group) -> bool {
    let is_record = |item: &Item| matches!(&item.value.shape, Shape::Group(inner) if inner.bracket == Bracket::Round);
    group.bracket == Bracket::Square && group.items.iter().any(is_record)
}

/// Returns a stretch of a text.
fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::files::scan::record_at;
    use crate::files::schema::Schema;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let item = record_at(text, 0).unwrap();
        let mut layout = Layout::new(text);
        layout.record(&item, 0, &Schema::of_section("relations"));
        assert_eq!(layout.finish(), wanted);
    }

    #[test]
    fn fields_stand_in_the_order_of_the_model_and_unknown_ones_last() {
        check(
            "(mood: 1, kind: \"a\", id: \"b\")",
            "(\n    id: \"b\",\n    kind: \"a\",\n    mood: 1,\n),\n",
        );
    }

    #[test]
    fn short_groups_stay_on_one_line_and_lists_of_records_never_do() {
        check(
            "(parties: {\"a\": [\"x\",],}, reports: [(locator: \"1\", source: \"s\")])",
            "(
    parties: {\"a\": [\"x\"]},
    reports: [
        (source: \"s\", locator: \"1\"),
    ],
),
",
        );
    }

    #[test]
    fn a_line_is_filled_to_the_last_column() {
        let word = |length: usize| "x".repeat(length);
        // Four spaces, `title: `, two quotes and the comma take 14 columns.
        let fits = format!("(title: \"{} {}\")", word(40), word(45));
        let title = format!("{} {}", word(40), word(45));
        check(&fits, &format!("(\n    title: \"{title}\",\n),\n"));
        let breaks = format!("(title: \"{} {}\")", word(40), word(46));
        let joint = format!("{} \\\n            {}", word(40), word(46));
        check(&breaks, &format!("(\n    title: \"{joint}\",\n),\n"));
    }

    #[test]
    fn a_second_line_comment_gets_a_line_of_its_own() {
        check(
            "(id: \"a\" // one\n, // two\n)",
            "(\n    id: \"a\", // one\n    // two\n),\n",
        );
    }
}
