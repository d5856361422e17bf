//! Binding: the texts and columns of a mapping, found in a header or found wanting.
//!
//! Keeps the way to the value it looks at, so that a fault can be pointed at in the mapping's file.

use super::mapping::Condition;
use super::row::Row;
use super::template::Template;
use crate::model::Field;
use crate::text;

/// What is wrong with a mapping, and the way to the value at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The way from the mapping to the value.
    pub(super) path: Vec<Field>,
    /// Whether the name of the value is at fault, not the value.
    pub(super) at_name: bool,
    /// What is wrong.
    pub(super) message: String,
    /// What would help.
    pub(super) help: Option<String>,
}

/// The columns that a mapping may name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Columns<'h> {
    /// Any: no header is at hand.
    Any,
    /// Those of a header, then those that are made.
    Of {
        /// The names in the header.
        header: &'h [String],
        /// The names of the columns that are made.
        made: &'h [String],
    },
}

impl Columns<'_> {
    /// Returns where a column stands; `#3` is the third of the header.
    fn find(self, name: &str) -> Option<usize> {
        let Columns::Of { header, made } = self else {
            return Some(0);
        };
        let at = |names: &[String]| names.iter().position(|known| known == name);
        let numbered = || {
            let number: usize = name.strip_prefix('#')?.parse().ok()?;
            number.checked_sub(1).filter(|at| *at < header.len())
        };
        at(header)
            .or_else(|| Some(header.len() + at(made)?))
            .or_else(numbered)
    }

    /// Returns the name nearest to one that is not there.
    fn nearest(self, name: &str) -> Option<String> {
        let Columns::Of { header, made } = self else {
            return None;
        };
        let known = header.iter().chain(made).map(String::as_str);
        Some(match text::nearest(name, known) {
            Some(nearest) => format!("the nearest column is `{nearest}`"),
            None => format!("its columns are {}", shortened(header)),
        })
    }
}

/// Returns the first names of a list, as one text.
fn shortened(names: &[String]) -> String {
    const MOST: usize = 20;
    let mut told: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    if names.len() > MOST {
        told.push("…");
    }
    told.join(", ")
}

/// A mapping being bound: where it is looked at, and what is wrong so far.
#[derive(Debug)]
pub(super) struct Binder<'h> {
    pub(super) columns: Columns<'h>,
    pub(super) faults: Vec<Fault>,
    path: Vec<Field>,
}

impl<'h> Binder<'h> {
    /// Returns a binder that has seen nothing yet.
    pub(super) const fn new(columns: Columns<'h>) -> Binder<'h> {
        Binder {
            columns,
            faults: Vec::new(),
            path: Vec::new(),
        }
    }

    /// Looks at the field called `name`.
    pub(super) fn field<T>(&mut self, name: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Field::named(name), look)
    }

    /// Looks at each item of a list.
    pub(super) fn items<I, T>(
        &mut self,
        name: &str,
        items: &[I],
        mut look: impl FnMut(&mut Self, &I) -> T,
    ) -> Vec<T> {
        self.field(name, |binder| {
            let items = items.iter().enumerate();
            let looked = items.map(|(at, item)| binder.within(Field::Item(at), |b| look(b, item)));
            looked.collect()
        })
    }

    /// Looks at what stands one step further.
    pub(super) fn within<T>(&mut self, step: Field, look: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let found = look(self);
        self.path.pop();
        found
    }

    /// Notes that the value looked at is wrong.
    pub(super) fn fault(&mut self, message: impl Into<String>, help: Option<String>) {
        self.faults.push(Fault {
            path: self.path.clone(),
            at_name: false,
            message: message.into(),
            help,
        });
    }

    /// Notes that the name of the value looked at is wrong.
    pub(super) fn fault_of_name(&mut self, message: impl Into<String>, help: Option<String>) {
        self.fault(message, help);
        if let Some(fault) = self.faults.last_mut() {
            fault.at_name = true;
        }
    }

    /// Returns where the column called `name` stands.
    pub(super) fn column(&mut self, name: &str) -> usize {
        if let Some(at) = self.columns.find(name) {
            return at;
        }
        let help = self.columns.nearest(name);
        self.fault(format!("the table has no column `{name}`"), help);
        0
    }

    /// Returns a text with its columns found.
    pub(super) fn text(&mut self, text: &str) -> Template<usize> {
        let empty = Template::default();
        let Ok(template) = Template::parse(text) else {
            let help = "a column is written `{name}`, a brace `{{` or `}}`".to_owned();
            self.fault(format!("the braces of `{text}` do not match"), Some(help));
            return empty;
        };
        let columns = self.columns;
        template
            .bind(|name| columns.find(name))
            .unwrap_or_else(|name| {
                self.column(&name);
                empty
            })
    }

    /// Returns the text of a field that may be left out.
    pub(super) fn text_of(&mut self, name: &str, text: Option<&String>) -> Option<Template<usize>> {
        self.field(name, |binder| text.map(|text| binder.text(text)))
    }

    /// Returns the conditions of a field.
    pub(super) fn conditions(&mut self, name: &str, conditions: &[Condition]) -> Vec<Test> {
        self.items(name, conditions, |binder, condition| Test {
            column: binder.field("column", |binder| binder.column(&condition.column)),
            condition: condition.clone(),
        })
    }
}

/// A condition whose column has been found.
#[derive(Debug, Clone)]
pub(super) struct Test {
    column: usize,
    condition: Condition,
}

impl Test {
    /// Tells whether a row fits.
    fn fits(&self, row: &Row<'_>) -> bool {
        let cell = row.cell(self.column);
        let Condition {
            is,
            is_not,
            has,
            lacks,
            filled,
            ..
        } = &self.condition;
        let has_in_it = |texts: &[String]| texts.iter().any(|text| cell.contains(text.as_str()));
        (is.is_empty() || is.iter().any(|text| text == cell))
            && is_not.iter().all(|text| text != cell)
            && (has.is_empty() || has_in_it(has))
            && !has_in_it(lacks)
            && filled.is_none_or(|filled| filled != cell.is_empty())
    }

    /// Tells whether a row fits all of some conditions.
    pub(super) fn all_fit(tests: &[Test], row: &Row<'_>) -> bool {
        tests.iter().all(|test| test.fits(row))
    }
}
