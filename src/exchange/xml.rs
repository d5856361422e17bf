//! XML: text escaped on the way out, elements with their places on the way in.

use std::borrow::Cow;

use roxmltree::{Document, Node};

use super::armour::{armoured, is_no_xml};
use super::flat;
use super::found::{Fault, Found};
use super::lines::Lines;
use crate::text;

/// The first line of every document.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Returns a text for an attribute or an element: what XML has no room for in armour, what means
/// something to it as references, and so are line ends and tabs, which readers may change.
pub(super) fn escaped(text: &str) -> String {
    references(&armoured(text, is_no_xml))
}

/// Returns texts as one text for an attribute or an element.
pub(super) fn escaped_list(texts: &[String]) -> String {
    references(&flat::joined(texts, is_no_xml))
}

/// Returns a text of which XML has room for all with references where they are needed.
fn references(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        let reference = match letter {
            '\t' => Some("&#9;"),
            '\n' => Some("&#10;"),
            '\r' => Some("&#13;"),
            // Attributes stand in double quotes, and names read better with theirs.
            '\'' => None,
            letter => text::reference(letter),
        };
        match reference {
            Some(reference) => safe.push_str(reference),
            None => safe.push(letter),
        }
    }
    safe
}

/// Reads a document; one that is no XML is a single fault.
pub(super) fn read(text: &str, of: impl FnOnce(Node<'_, '_>, &Lines<'_>) -> Found) -> Found {
    match Document::parse(text) {
        Ok(document) => of(document.root(), &Lines::of(text)),
        Err(error) => {
            let place = error.pos();
            Found {
                faults: vec![Fault {
                    line: place.row.into(),
                    column: Some(place.col.into()),
                    why: told(&error),
                }],
                ..Found::default()
            }
        }
    }
}

/// Returns what is wrong with a document, without its place.
fn told(error: &roxmltree::Error) -> String {
    let text = error.to_string();
    let place = error.pos();
    let place = format!(" at {}:{}", place.row, place.col);
    let why = text.replace(&place, "");
    format!("it is no XML: {}", why.trim_end_matches('.'))
}

/// Returns the elements of a name below another, in any namespace.
pub(super) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    let elements = node.children().filter(Node::is_element);
    elements.filter(move |child| child.tag_name().name() == name)
}

/// Returns all elements of a name anywhere below another, in any namespace.
pub(super) fn descendants<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    let elements = node.descendants().filter(Node::is_element);
    elements.filter(move |child| child.tag_name().name() == name)
}

/// Returns the text within an element.
pub(super) fn text_of<'a>(node: Node<'a, '_>) -> Cow<'a, str> {
    let mut parts = node
        .children()
        .filter(Node::is_text)
        .filter_map(|part| part.text());
    let first = parts.next().unwrap_or_default();
    parts.fold(Cow::Borrowed(first), |text, part| text + part)
}

#[cfg(test)]
mod tests {
    use super::{escaped, read};
    use crate::exchange::Found;

    #[test]
    fn what_means_something_to_xml_is_a_reference() {
        assert_eq!(
            escaped("<a href=\"b\">&\n\0"),
            "&lt;a href=&quot;b&quot;&gt;&amp;&#10;_x0000_"
        );
    }

    #[test]
    fn what_is_no_xml_is_told_with_its_place() {
        let found = read("<a>\n<b></a>", |_, _| Found::default());
        let fault = &found.faults[0];
        assert_eq!((fault.line, fault.column), (2, Some(4)), "{fault:?}");
        assert!(fault.why.starts_with("it is no XML: "), "{fault:?}");
    }
}
