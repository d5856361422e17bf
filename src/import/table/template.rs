//! Texts with columns in braces: `{forename?} {surname}`.
//!
//! Knows braces and names of columns; where a column stands is found by whoever reads the header.

use super::row::Row;

/// A text in which columns stand for their cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template<C> {
    parts: Vec<Part<C>>,
}

impl<C> Default for Template<C> {
    fn default() -> Template<C> {
        Template { parts: Vec::new() }
    }
}

/// One part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part<C> {
    /// What is written.
    Text(String),
    /// A column; one that may be left out does not empty the whole text. Numbers are written with
    /// zeros before them, up to so many digits.
    Column {
        column: C,
        optional: bool,
        digits: usize,
    },
}

/// A brace without its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unbalanced;

impl Template<String> {
    /// Reads a text; `{{` and `}}` stand for braces, a `?` ends the name of a column that may be
    /// empty, and `:03` one that is a number of three digits.
    pub(super) fn parse(text: &str) -> Result<Template<String>, Unbalanced> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = ["{{", "}}"]
                .iter()
                .find_map(|twice| from.strip_prefix(twice))
            {
                plain.extend(from.chars().next());
                rest = after;
                continue;
            }
            let inner = from.strip_prefix('{').ok_or(Unbalanced)?;
            let (name, after) = inner.split_once('}').ok_or(Unbalanced)?;
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            let (name, optional) = match name.strip_suffix('?') {
                Some(name) => (name, true),
                None => (name, false),
            };
            let padded = name.rsplit_once(":0").and_then(|(name, digits)| {
                let digits = digits
                    .parse()
                    .ok()
                    .filter(|digits| (1..10).contains(digits))?;
                Some((name, digits))
            });
            let (name, digits) = padded.unwrap_or((name, 0));
            parts.push(Part::Column {
                column: name.to_owned(),
                optional,
                digits,
            });
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Template { parts })
    }

    /// Returns the same text with its columns found; nothing found is the fault of that column.
    pub(super) fn bind(
        &self,
        find: impl Fn(&str) -> Option<usize>,
    ) -> Result<Template<usize>, String> {
        let bound = self.parts.iter().map(|part| match part {
            Part::Text(text) => Ok(Part::Text(text.clone())),
            Part::Column {
                column,
                optional,
                digits,
            } => match find(column) {
                Some(column) => Ok(Part::Column {
                    column,
                    optional: *optional,
                    digits: *digits,
                }),
                None => Err(column.clone()),
            },
        });
        let parts = bound.collect::<Result<Vec<_>, String>>()?;
        Ok(Template { parts })
    }
}

impl Template<usize> {
    /// Returns the text that is one column and nothing else.
    pub(super) fn of_column(column: usize) -> Template<usize> {
        let optional = false;
        Template {
            parts: vec![Part::Column {
                column,
                optional,
                digits: 0,
            }],
        }
    }

    /// Returns the text for a row, its white space put in order; nothing if a column of it is
    /// empty that must not be, or if nothing is left.
    pub(super) fn fill(&self, row: &Row<'_>) -> Option<String> {
        if let [
            Part::Column {
                column, digits: 0, ..
            },
        ] = self.parts.as_slice()
        {
            let cell = row.cell(*column);
            return (!cell.is_empty()).then(|| in_order(cell));
        }
        let mut filled = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Column {
                    column,
                    optional,
                    digits,
                } => {
                    let cell = row.cell(*column);
                    if cell.is_empty() && !optional {
                        return None;
                    }
                    let zeros = digits.saturating_sub(cell.len());
                    filled.extend(std::iter::repeat_n('0', zeros));
                    filled.push_str(cell);
                }
            }
        }
        let filled = in_order(&filled);
        (!filled.is_empty()).then_some(filled)
    }

    /// Returns the first of its columns, which is to blame if the text is wrong.
    pub(super) fn column(&self) -> Option<usize> {
        self.parts.iter().find_map(|part| match part {
            Part::Column { column, .. } => Some(*column),
            Part::Text(_) => None,
        })
    }
}

/// Returns a text with single spaces between its words.
fn in_order(text: &str) -> String {
    if !text.contains("  ") && !text.contains(['\n', '\t', '\u{a0}']) {
        return text.trim().to_owned();
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Template, Unbalanced};
    use crate::import::table::row::Row;

    #[track_caller]
    fn check(text: &str, cells: &[&str], filled: Option<&str>) {
        let names = ["a", "b"];
        let find = |name: &str| names.iter().position(|known| *known == name);
        let template = Template::parse(text).unwrap().bind(find).unwrap();
        let row = Row::of_cells(cells);
        assert_eq!(template.fill(&row).as_deref(), filled, "{text}");
    }

    #[test]
    fn columns_stand_for_their_cells() {
        check("{b}, {a}", &["x", "y"], Some("y, x"));
        check("plain", &["x", "y"], Some("plain"));
        check("{{{a}}}", &["x", ""], Some("{x}"));
    }

    #[test]
    fn an_empty_column_empties_the_text_unless_it_may_be_left_out() {
        check("{a} of {b}", &["x", ""], None);
        check("{a} {b?}", &["x", ""], Some("x"));
        check("{b?}", &["x", ""], None);
    }

    #[test]
    fn a_number_gets_the_zeros_that_its_code_has() {
        check("{a:03}", &["8", ""], Some("008"));
        check("{a:03}", &["646", ""], Some("646"));
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let template = Template::parse("{a}{c}").unwrap();
        assert_eq!(
            template.bind(|name| (name == "a").then_some(0)),
            Err("c".to_owned())
        );
        assert_eq!(Template::parse("{a"), Err(Unbalanced));
        assert_eq!(Template::parse("a}"), Err(Unbalanced));
    }
}
