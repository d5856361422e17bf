//! HTML as it is written: elements, attributes, and text that cannot become either.

use crate::text;

/// HTML under way. Only what the room itself writes becomes markup; all else is escaped.
#[derive(Debug, Default)]
pub(super) struct Html(String);

/// An attribute and its value.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Html {
    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            if !value.is_empty() {
                self.0.push_str("=\"");
                self.0.push_str(&escaped(value));
                self.0.push('"');
            }
        }
        self.0.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &'static str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Writes an element that holds a text.
    pub(super) fn element(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.within(name, attributes, |html| html.text(text));
    }

    /// Writes an element that holds what `inner` writes.
    pub(super) fn within(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        inner: impl FnOnce(&mut Html),
    ) {
        self.open(name, attributes);
        inner(self);
        self.close(name);
    }

    /// Writes a text, escaped, with what steers or hides made visible.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push_str(&escaped(text));
    }

    /// Writes a name on its own, so that one written from right to left turns nothing beside it.
    pub(super) fn name(&mut self, name: &str) {
        self.element("bdi", &[], name);
    }

    /// Writes markup as it is. It must be ours: a picture, a script, a style.
    pub(super) fn markup(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Ends a line, so that who reads the file itself finds his way.
    pub(super) fn end_line(&mut self) {
        self.0.push('\n');
    }

    /// Returns all that was written.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Returns a text that HTML reads as text, with what steers or hides made visible.
fn escaped(words: &str) -> String {
    text::for_markup(&text::visible(words)).into_owned()
}

/// Returns an address that a page may link to: of the web, by a protocol that only fetches.
///
/// Everything else, `javascript:` and `file:` among it, is told as text.
pub(super) fn linkable(url: &str) -> Option<&str> {
    let scheme = url.split_once("://")?.0;
    let is_web = ["http", "https"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(scheme));
    let is_plain = url
        .chars()
        .all(|letter| letter.is_ascii_graphic() || letter.is_alphanumeric());
    (is_web && is_plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::{Html, linkable};

    #[test]
    fn text_never_becomes_markup() {
        let mut html = Html::default();
        html.element("p", &[("title", "\"><script>")], "<b>'&\u{202e}\0");
        assert_eq!(
            html.finish(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&#39;&amp;\u{fffd}␀</p>"
        );
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert!(linkable("https://example.org/a?b=c").is_some());
        assert!(linkable("HTTP://example.org").is_some());
        let others = [
            "javascript:alert(1)",
            "javascript://x%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "https://example.org/ onclick",
        ];
        assert!(others.iter().all(|url| linkable(url).is_none()));
    }
}
