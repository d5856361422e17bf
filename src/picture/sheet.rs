//! The sheet on which SVG is written: elements, attributes, numbers; all text escaped.
//!
//! Whatever is written through it is well-formed. No sign that steers a reader's screen gets
//! through: such signs are made visible, as on terminals.

use std::fmt::Write as _;

use crate::text;

/// The attributes of an element: names and values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// SVG that is being written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    written: String,
    open: Vec<&'static str>,
}

impl Sheet {
    /// Begins an element; what follows is inside it until [`Sheet::end`].
    pub(super) fn begin(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.written.push('>');
        self.open.push(name);
    }

    /// Ends the element begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            // Writing into a text cannot fail.
            let _ = write!(self.written, "</{name}>");
        }
        if self.open.len() < 3 {
            self.written.push('\n');
        }
    }

    /// Writes an element without content.
    pub(super) fn put(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.written.push_str("/>");
    }

    /// Writes a path.
    pub(super) fn path(&mut self, class: &str, line: &str) {
        self.put("path", &[("class", class), ("d", line)]);
    }

    /// Writes a line of text, its left end, middle or right end on a point according to the class.
    pub(super) fn text(&mut self, class: &str, at: (f64, f64), words: &str) {
        let (x, y) = (number(at.0), number(at.1));
        self.begin("text", &[("class", class), ("x", &x), ("y", &y)]);
        self.written.push_str(&escaped(words));
        self.end();
    }

    /// Writes what is told of the surrounding element where a reader points at it.
    pub(super) fn title(&mut self, lines: &[String]) {
        self.begin("title", &[]);
        for (at, line) in lines.iter().enumerate() {
            self.written.push_str(if at == 0 { "" } else { "\n" });
            self.written.push_str(&escaped(line));
        }
        self.end();
    }

    /// Writes a style sheet of ours.
    pub(super) fn style(&mut self, rules: &str) {
        self.begin("style", &[]);
        self.written.push_str(rules);
        self.end();
    }

    /// Appends what was written on another sheet.
    pub(super) fn append(&mut self, other: Sheet) {
        self.written.push_str(&other.finish());
    }

    /// Returns what was written, every element ended.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.written
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        let _ = write!(self.written, "<{name}");
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            let _ = write!(self.written, " {name}=\"{}\"", escaped(value));
        }
    }
}

/// Returns text that stands for itself in XML, in content and in attributes alike.
fn escaped(words: &str) -> String {
    // Two characters that XML does not allow steer nothing.
    let allowed = text::visible(words).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    text::for_markup(&allowed).into_owned()
}

/// Returns a length with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    // Adding nought makes nought of minus nought.
    let tenths = if tenths.is_finite() {
        tenths + 0.0
    } else {
        0.0
    };
    format!("{}", tenths / 10.0)
}

/// Returns a point as paths have it.
pub(super) fn point((x, y): (f64, f64)) -> String {
    format!("{} {}", number(x), number(y))
}

/// Returns a path along points.
pub(super) fn along(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, place) in points.iter().enumerate() {
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&point(*place));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{Sheet, number};

    #[test]
    fn a_hostile_name_stays_a_name() {
        let mut sheet = Sheet::default();
        sheet.text(
            "name\" onload=\"x",
            (0.0, 1.0),
            "</text><script>&\u{1b}\u{202e}\u{ffff}",
        );
        assert_eq!(
            sheet.finish(),
            "<text class=\"name&quot; onload=&quot;x\" x=\"0\" y=\"1\">\
             &lt;/text&gt;&lt;script&gt;&amp;␛\u{fffd}\u{fffd}</text>\n"
        );
    }

    #[test]
    fn numbers_have_one_decimal_at_most_and_no_minus_nought() {
        assert_eq!(
            [-0.01, 1.25, 3.0, f64::NAN].map(number),
            ["0", "1.3", "3", "0"]
        );
    }

    #[test]
    fn every_element_is_ended() {
        let mut sheet = Sheet::default();
        sheet.begin("g", &[("class", "a")]);
        sheet.begin("g", &[]);
        sheet.path("line", "M0 0");
        assert_eq!(
            sheet.finish(),
            "<g class=\"a\"><g><path class=\"line\" d=\"M0 0\"/></g>\n</g>\n"
        );
    }
}
