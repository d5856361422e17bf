//! One line: an entity with its schema and properties, each value such that the vocabulary takes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::edtf::Edtf;
use crate::exchange::address;
use crate::exchange::json::write_json;
use crate::exchange::matter::is_plain;
use crate::text;

/// How many letters the vocabulary takes in a name.
const NAME: usize = 384;
/// How many it takes in any other line of text.
const STRING: usize = 1_024;
/// How many it takes in an address of a place.
const PLACE: usize = 250;
/// How many it takes in a longer text.
const TEXT: usize = 65_000;

/// An entity of FollowTheMoney.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Line {
    pub(super) fn new(id: impl Into<String>, schema: &'static str) -> Line {
        Line {
            id: id.into(),
            schema,
            properties: BTreeMap::new(),
        }
    }

    /// Adds a value as it is.
    pub(super) fn push(&mut self, property: &'static str, value: impl Into<String>) {
        let (values, value) = (self.properties.entry(property).or_default(), value.into());
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// Adds a name.
    pub(super) fn name(&mut self, property: &'static str, name: &str) {
        self.text_of(property, name, NAME);
    }

    /// Adds a short text.
    pub(super) fn string(&mut self, property: &'static str, text: &str) {
        self.text_of(property, text, STRING);
    }

    /// Adds the address of a place, whose parts are divided by commas there.
    pub(super) fn place(&mut self, property: &'static str, text: &str) {
        let parts: Vec<&str> = text.split(';').map(str::trim).collect();
        self.text_of(property, &parts.join(", "), PLACE);
    }

    /// Adds a longer text.
    pub(super) fn text(&mut self, property: &'static str, text: &str) {
        self.text_of(property, text, TEXT);
    }

    /// Adds a text on one line, without signs that steer, cut where it is too long. Blank ones say
    /// nothing there.
    fn text_of(&mut self, property: &'static str, text: &str, most: usize) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let text = text::visible(&text);
        let text = match text.char_indices().nth(most) {
            None => text,
            Some(_) => Cow::Owned(text.chars().take(most - 1).chain(['…']).collect()),
        };
        if !text.is_empty() {
            self.push(property, text);
        }
    }

    /// Adds an address of the web, if it is one without doubt.
    pub(super) fn url(&mut self, property: &'static str, url: &str) {
        if is_url(url) {
            self.push(property, url);
        }
    }

    /// Adds a date, if the vocabulary has room for it.
    pub(super) fn date(&mut self, property: &'static str, date: &str) {
        if is_date(date) {
            self.push(property, date);
        }
    }

    /// Writes the line.
    pub(super) fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        write_json(out, self)?;
        out.write_all(b"\n")
    }
}

/// Tells whether a text is a year, month or day that the vocabulary takes: from the year 1000 on.
fn is_date(text: &str) -> bool {
    let is_single = |date: &Edtf| !date.is_interval() && is_plain(date);
    text.starts_with(['1', '2']) && Edtf::parse(text).is_ok_and(|date| is_single(&date))
}

/// Tells whether both ends of a date, as far as they are told, are such dates.
pub(super) fn are_dates(when: &Edtf) -> bool {
    let ends = || {
        when.as_str()
            .split('/')
            .filter(|end| !matches!(*end, "" | ".."))
    };
    ends().all(is_date)
}

/// Tells whether a text is an address of the web with a name of a host that there may be.
fn is_url(url: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(is_inner)
    };
    let is_host = |host: &str| {
        let top = host.rsplit_once('.').map_or("", |(_, top)| top);
        let is_top = top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_top && host.split('.').all(is_label)
    };
    address::host(url).is_some_and(is_host)
}

#[cfg(test)]
mod tests {
    use super::{Line, is_date, is_url};

    #[test]
    fn only_years_months_and_days_are_dates() {
        for (text, wanted) in [
            ("2015", true),
            ("2015-06", true),
            ("1015-06-30", true),
            ("0999", false),
            ("2015-21", false),
            ("2015~", false),
            ("2015/2016", false),
            ("", false),
        ] {
            assert_eq!(is_date(text), wanted, "{text}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        for (text, wanted) in [
            ("https://example.org/a?b=c#d", true),
            ("http://localhost/", false),
            ("javascript:alert(1)", false),
            ("https://example.org/a b", false),
            ("https://user@example.org/", false),
        ] {
            assert_eq!(is_url(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_text_too_long_is_cut_and_a_blank_one_left_out() {
        let mut line = Line::new("a", "Person");
        line.name("name", &"é".repeat(1_000));
        line.name("alias", " \n ");
        assert_eq!(line.properties["name"][0].chars().count(), 384);
        assert!(!line.properties.contains_key("alias"));
    }
}
