//! Decoding: one record's text to its value by `ron`, and what `ron` says of it in plain words.
//!
//! `ron` stops at the first fault of a record and tells the line and column within the record;
//! here both become the very value in the file, as the outline has it.

use ron::error::{Error, Position, SpannedError};
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::lexer::Bracket;
use super::literal;
use super::outline::{Item, Key, Node, Shape};
use crate::diagnostic::Span;
use crate::edtf::Edtf;
use crate::text;

/// The fields that hold dates.
const DATE_FIELDS: [&str; 3] = ["when", "published", "retrieved"];

/// Returns what an attribute at the head of a file asks of `ron`.
pub(super) fn extensions(attribute: &str, at: usize) -> Result<Extensions, Fault> {
    // Nothing but attributes and a unit is decoded, so that only the attribute can be wrong.
    let unit = format!("{attribute}()");
    match ron::Deserializer::from_str(&unit) {
        Ok(deserializer) => Ok(deserializer.extensions()),
        Err(error) => {
            let span = Span::new(at, at + attribute.len());
            Err(Fault::new(span, plain(&error.code))
                .help("nothing needs to be enabled: `implicit_some` always is"))
        }
    }
}

/// Returns the value that a record's text stands for.
pub(super) fn decode<T: DeserializeOwned>(
    text: &str,
    record: &Node,
    extensions: Extensions,
) -> Result<T, Fault> {
    let slice = text
        .get(record.span.start..record.span.end)
        .unwrap_or_default();
    ron::Options::default()
        .with_default_extension(extensions | Extensions::IMPLICIT_SOME)
        .from_str(slice)
        .map_err(|error| {
            let start = record.span.start + offset(slice, &error.span.start);
            let end = record.span.start + offset(slice, &error.span.end);
            fault(text, record, Span::new(start.min(end), end), error)
        })
}

/// Returns the byte at which a position of `ron` stands; its columns count characters from 1.
fn offset(text: &str, position: &Position) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .take(position.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text.get(before..).unwrap_or_default();
    let column = line.char_indices().nth(position.col.saturating_sub(1));
    before + column.map_or(line.len(), |(at, _)| at)
}

/// Returns the fault that an error of `ron` tells; `span` is where `ron` saw it.
fn fault(text: &str, record: &Node, span: Span, error: SpannedError) -> Fault {
    let item = record.innermost(span.end);
    let value = item.map_or(span, |item| item.value.span);
    match error.code {
        Error::NoSuchStructField {
            expected, found, ..
        } => {
            let key = last_key(record, text, &found, span.end);
            let at = key.map_or(span, |key| key.span);
            let fault = Fault::new(at, format!("unknown field `{found}`"));
            fault.help(field_help(&found, expected))
        }
        Error::DuplicateStructField { field, .. } => {
            let key = last_key(record, text, field, span.end);
            let at = key.map_or(span, |key| key.span);
            Fault::new(at, format!("the field `{field}` stands here twice"))
        }
        Error::MissingStructField { field, .. } => {
            let inner = innermost_record(record, span.end);
            let message = format!("the field `{field}` is missing");
            Fault::new(head_of(text, inner), message)
        }
        Error::InvalidValueForType { expected, found } => {
            Fault::new(value, format!("expected {expected}, found {found}"))
        }
        Error::Message(message) => match item.and_then(|item| wrong_date(text, item)) {
            Some(fault) => fault,
            None => Fault::new(value, message),
        },
        code => match (wanted(&code), item) {
            (Some(wanted), Some(item)) => {
                let found = found(text, &item.value);
                Fault::new(value, format!("expected {wanted}, found {found}"))
            }
            (Some(wanted), None) => Fault::new(span, format!("expected {wanted}")),
            (None, _) => Fault::new(value, plain(&code)),
        },
    }
}

/// Returns the fault of a date that is none, at the letter at which it goes wrong.
fn wrong_date(text: &str, item: &Item) -> Option<Fault> {
    let name = item.key?.name(text);
    if !DATE_FIELDS.contains(&name) {
        return None;
    }
    let written = item.value.meaning(text)?;
    let error = Edtf::parse(&written).err()?;
    let span = item.value.span;
    let literal = text.get(span.start..span.end)?;
    let fault = Fault::new(
        literal::place(literal, span.start, &error.span()),
        error.to_string(),
    );
    Some(match error.help() {
        Some(help) => fault.help(help),
        None => fault,
    })
}

/// Returns the place by which a record as a whole is told: its id, or its opening bracket.
pub(super) fn head_of(text: &str, record: &Node) -> Span {
    let start = record.span.start;
    record
        .field(text, "id")
        .map_or(Span::new(start, start + 1), |id| id.value.span)
}

/// Returns the innermost record around a byte.
fn innermost_record(record: &Node, at: usize) -> &Node {
    let around = |item: &&Item| item.value.span.start < at && at < item.value.span.end;
    let Some(item) = record.items().iter().find(around) else {
        return record;
    };
    let inner = innermost_record(&item.value, at);
    let is_record =
        |node: &Node| matches!(&node.shape, Shape::Group(group) if group.bracket == Bracket::Round);
    if is_record(inner) { inner } else { record }
}

/// Returns the last field of this name that begins before a byte, at any depth.
fn last_key(record: &Node, text: &str, name: &str, before: usize) -> Option<Key> {
    record.items().iter().rev().find_map(|item| {
        last_key(&item.value, text, name, before).or_else(|| {
            item.key
                .filter(|key| key.span.start < before && key.name(text) == name)
        })
    })
}

/// Returns the help for a field that there is not.
fn field_help(found: &str, fields: &[&str]) -> String {
    match text::nearest(found, fields.iter().copied()) {
        Some(nearest) => format!("the nearest field is `{nearest}`"),
        None => format!("the fields are {}", fields.join(", ")),
    }
}

/// Returns the words for what `ron` wanted to find.
fn wanted(code: &Error) -> Option<&'static str> {
    Some(match code {
        Error::ExpectedString | Error::ExpectedStringEnd => "a text in quotes",
        Error::ExpectedArray => "a list `[…]`",
        Error::ExpectedMap => "a map `{…}`",
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => "a record `(…)`",
        // No comma is missing in a record that has an outline: what is left over is the fraction.
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } | Error::ExpectedComma => {
            "a whole number"
        }
        Error::ExpectedFloat => "a number",
        Error::ExpectedBoolean => "`true` or `false`",
        _ => return None,
    })
}

/// Returns the words for a value that was not wanted.
fn found(text: &str, value: &Node) -> String {
    let group = match &value.shape {
        Shape::Text => return "a text".to_owned(),
        Shape::Word => {
            let word = text.get(value.span.start..value.span.end);
            return format!("`{}`", word.unwrap_or_default());
        }
        Shape::Group(group) => group,
    };
    match group.bracket {
        Bracket::Round => "a record".to_owned(),
        Bracket::Square => "a list".to_owned(),
        Bracket::Curly => "a map".to_owned(),
    }
}

/// Returns the words of `ron` itself, in lower case.
fn plain(code: &Error) -> String {
    let words = code.to_string();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use ron::extensions::Extensions;

    use super::{decode, extensions};
    use crate::files::scan::record_at;
    use crate::model::{Relation, Source};

    /// Checks the message, the text it points at and the first help for a wrong relation.
    #[track_caller]
    fn check(record: &str, message: &str, pointed: &str, help: &str) {
        let text = format!("// é\n  {record}");
        let at = text.find('(').unwrap();
        let item = record_at(&text, at).unwrap();
        let fault = decode::<Relation>(&text, &item.value, Extensions::empty()).unwrap_err();
        assert_eq!(fault.message, message);
        assert_eq!(&text[fault.span.start..fault.span.end], pointed);
        assert_eq!(fault.help.first().map_or("", String::as_str), help);
    }

    #[test]
    fn unknown_fields_get_the_nearest_name() {
        check(
            r#"(id: "a", kind: "visit", partys: {}, reports: [])"#,
            "unknown field `partys`",
            "partys",
            "the nearest field is `parties`",
        );
        check(
            r#"(id: "a", kind: "visit", parties: {}, reports: [(source: "b", page: 3)])"#,
            "unknown field `page`",
            "page",
            "the fields are source, locator, title, when, status, parties, place, topics, numbers, note",
        );
    }

    #[test]
    fn missing_fields_are_told_at_the_id() {
        check(
            "(\n  // é\n  id: \"a\",\n  parties: {},\n)",
            "the field `kind` is missing",
            "\"a\"",
            "",
        );
        check(
            r#"(id: "a", kind: "b", parties: {}, reports: [(locator: "x")])"#,
            "the field `source` is missing",
            "(",
            "",
        );
    }

    #[test]
    fn a_field_must_not_stand_twice() {
        check(
            r#"(id: "a", kind: "visit", kind: "call", parties: {})"#,
            "the field `kind` stands here twice",
            "kind",
            "",
        );
    }

    #[test]
    fn a_wrong_type_is_told_at_the_value() {
        check(
            r#"(id: "a", kind: 5, parties: {})"#,
            "expected a text in quotes, found `5`",
            "5",
            "",
        );
        check(
            r#"(id: "é", kind: "visit", parties: ["a"])"#,
            "`é` is no id: small letters, digits and single hyphens between them are expected",
            r#""é""#,
            "",
        );
        check(
            r#"(id: "a", kind: "visit", parties: ["a"])"#,
            "expected a map `{…}`, found a list",
            r#"["a"]"#,
            "",
        );
        check(
            r#"(id: "a", kind: "visit", parties: {"host": "b"})"#,
            "expected a list `[…]`, found a text",
            r#""b""#,
            "",
        );
    }

    #[test]
    fn a_wrong_date_is_told_at_the_letter() {
        check(
            r#"(id: "a", kind: "visit", parties: {}, when: "2025-\x313-01")"#,
            "`2025-13-01` is no date: `13` is no month",
            r"\x313",
            "months run from 01 to 12; 21 to 41 are seasons, quarters and other parts of a year",
        );
        check(
            r#"(id: "a", kind: "visit", parties: {}, reports: [(source: "b", when: "2025-05–28")])"#,
            "`2025-05–28` is no date: `–` stands where the end of the date should",
            "–",
            "the parts are joined by the plain hyphen `-`",
        );
    }

    #[test]
    fn a_wrong_word_is_told_with_the_nearest() {
        check(
            r#"(id: "a", kind: "visit", parties: {}, status: "planed")"#,
            "unknown status `planed`, the nearest is `planned`",
            r#""planed""#,
            "",
        );
    }

    #[test]
    fn optional_fields_may_be_written_plainly_or_with_some() {
        for note in ["\"x\"", "Some(\"x\")"] {
            let text = format!("(id: \"a\", title: \"t\", note: {note})");
            let item = record_at(&text, 0).unwrap();
            let source: Source = decode(&text, &item.value, Extensions::empty()).unwrap();
            assert_eq!(source.note.as_deref(), Some("x"));
        }
    }

    #[test]
    fn attributes_are_read_as_ron_reads_them() {
        let known = extensions("#![enable(unwrap_newtypes)]", 0);
        assert_eq!(known, Ok(Extensions::UNWRAP_NEWTYPES));
        let fault = extensions("#![enable(magic)]", 3).unwrap_err();
        assert_eq!(fault.message, "no RON extension named `magic`");
    }
}
