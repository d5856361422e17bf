//! Single records: a file that holds one value of a layout of its own, such as a mapping of columns.
//!
//! Knows where each part of the value stands, so that whoever checks the value can point at it;
//! what the value means is known only there.

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::SourceFile;
use super::decode;
use super::fault::{Fault, Pages};
use super::lexer::{Bracket, Token};
use super::outline::{Node, Reader};
use super::place;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Field;

/// A file's value, and where its parts stand.
#[derive(Debug)]
pub struct Single<'f, T> {
    /// The value.
    pub value: T,
    file: &'f SourceFile,
    outline: Node,
}

impl<T> Single<'_, T> {
    /// Returns a diagnostic that points at the part of the value to which `path` leads, or at the
    /// name of that part.
    pub fn fault(&self, path: &[Field], at_name: bool, message: String) -> Diagnostic {
        let span = place::span_of(&self.file.text, &self.outline, path, at_name);
        told(self.file, Fault::new(span, message))
    }
}

/// Reads a file that holds one value.
///
/// # Errors
/// The first thing in the file that keeps it from being read, with line and column.
pub fn read_single<T: DeserializeOwned>(file: &SourceFile) -> Result<Single<'_, T>, Diagnostic> {
    let read = || -> Result<(T, Node), Fault> {
        let outline = outline(&file.text)?;
        let value = decode::decode(&file.text, &outline, Extensions::empty())?;
        Ok((value, outline))
    };
    let (value, outline) = read().map_err(|fault| told(file, fault))?;
    Ok(Single {
        value,
        file,
        outline,
    })
}

/// Returns the outline of the one value of a text.
fn outline(text: &str) -> Result<Node, Fault> {
    let mut reader = Reader::new(text, 0);
    let item = reader.item(Bracket::Square, 0)?;
    if let Some(fault) = std::mem::take(&mut reader.faults).into_iter().next() {
        return Err(fault);
    }
    if reader.ahead().token != Token::End {
        return Err(reader.expected("the end of the file"));
    }
    Ok(item.value)
}

/// Returns a fault with its line and column.
fn told(file: &SourceFile, fault: Fault) -> Diagnostic {
    let message = fault.message.clone();
    let files = std::slice::from_ref(file);
    let mut pages = Pages::new(files);
    pages.note(0, [fault]);
    let first = pages.diagnostics().into_iter().next();
    first.unwrap_or_else(|| Diagnostic::new(message).at(&file.text, Span::default()))
}

#[cfg(test)]
mod tests {
    use super::read_single;
    use crate::files::SourceFile;
    use crate::model::Field;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Pair {
        left: u8,
        right: Vec<String>,
    }

    #[test]
    fn a_part_of_the_value_is_pointed_at() {
        let file = SourceFile::new("a.ron", "// pair\n(left: 1, right: [\"x\", \"yy\"])\n");
        let single = read_single::<Pair>(&file).unwrap();
        assert_eq!((single.value.left, single.value.right.len()), (1, 2));
        let path = [Field::named("right"), Field::Item(1)];
        let place = single.fault(&path, false, String::new()).place.unwrap();
        assert_eq!((place.line, place.column, place.width), (2, 24, 4));
    }

    #[test]
    fn a_field_that_is_not_known_is_told_with_the_nearest() {
        let file = SourceFile::new("a.ron", "(left: 1, rihgt: [])");
        let told = read_single::<Pair>(&file).unwrap_err().to_string();
        assert!(told.contains("unknown field `rihgt`"), "{told}");
        assert!(told.contains("`right`"), "{told}");
    }

    #[test]
    fn nothing_may_follow_the_value() {
        let file = SourceFile::new("a.ron", "(left: 1, right: []) (");
        let told = read_single::<Pair>(&file).unwrap_err().to_string();
        assert!(told.contains("expected the end of the file"), "{told}");
    }
}
