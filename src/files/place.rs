//! Placing: from what the model says is wrong with a record to the very value in its file.

use std::collections::BTreeMap;

use super::decode::head_of;
use super::fault::{Fault, Pages};
use super::gather::Origin;
use super::outline::Node;
use super::scan::record_at;
use crate::diagnostic::Span;
use crate::model::{Field, ModelError, OntologyError, Problem, Section};

/// Where the records of each section stand, in the order in which the model got them.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// The sources.
    pub(super) sources: Vec<Origin>,
    /// The entities.
    pub(super) entities: Vec<Origin>,
    /// The relations.
    pub(super) relations: Vec<Origin>,
}

impl Origins {
    /// Returns the places of one section's records.
    fn of(&self, section: Section) -> &[Origin] {
        match section {
            Section::Sources => &self.sources,
            Section::Entities => &self.entities,
            Section::Relations => &self.relations,
            Section::Kinds => &[],
        }
    }

    /// Notes what the model says, each at its place; `help` may add a line to any of it.
    pub(super) fn note(
        &self,
        pages: &mut Pages<'_>,
        problems: &[Problem],
        help: impl Fn(&ModelError) -> Option<String>,
    ) {
        let mut firsts = BTreeMap::new();
        for problem in problems {
            let origins = self.of(problem.section);
            let Some(origin) = origins.get(problem.record).copied() else {
                continue;
            };
            let mut fault = place(pages.text(origin.file), origin, problem);
            if let ModelError::DuplicateId { section, id } = &problem.error {
                let firsts = firsts
                    .entry(*section)
                    .or_insert_with(|| first_of_each(pages, origins));
                fault.help.extend(firsts.get(id).map(|first| {
                    format!("it stands first in {}", pages.line(first.file, first.start))
                }));
            }
            fault.help.extend(help(&problem.error));
            pages.note(origin.file, [fault]);
        }
    }
}

/// Returns where each id of a section stands first.
fn first_of_each(pages: &Pages<'_>, origins: &[Origin]) -> BTreeMap<String, Origin> {
    let mut firsts = BTreeMap::new();
    for origin in origins {
        let text = pages.text(origin.file);
        let id = record_at(text, origin.start).and_then(|record| {
            let id = record.value.field(text, "id")?;
            let start = id.value.span.start;
            Some((id.value.meaning(text)?, Origin { start, ..*origin }))
        });
        if let Some((id, origin)) = id {
            firsts.entry(id).or_insert(origin);
        }
    }
    firsts
}

/// Returns the fault for a problem of the record that begins at `origin`.
fn place(text: &str, origin: Origin, problem: &Problem) -> Fault {
    let start = Span::new(origin.start, origin.start + 1);
    let span = record_at(text, origin.start).map_or(start, |record| {
        let is_key = matches!(
            problem.error,
            ModelError::UnknownRole { .. }
                | ModelError::UnknownNumber { .. }
                | ModelError::NamelessNumber { .. }
        );
        span_of(text, &record.value, &problem.path, is_key)
    });
    Fault {
        help: problem.error.help().into_iter().collect(),
        ..Fault::new(span, problem.error.to_string())
    }
}

/// Returns the place of the value, or of its key, at the end of a path.
pub(super) fn span_of(text: &str, record: &Node, path: &[Field], is_key: bool) -> Span {
    let mut span = head_of(text, record);
    let mut node = record;
    for step in path {
        let item = match step {
            Field::Named(name) => node.field(text, name),
            Field::Item(number) => node.items().get(*number),
        };
        let Some(item) = item else {
            break;
        };
        node = &item.value;
        span = match item.key {
            Some(key) if is_key => key.span,
            _ => item.value.span,
        };
    }
    span
}

/// Returns the fault for a kind, category or office that the ontology refuses.
pub(super) fn place_in_kind(text: &str, origin: Origin, error: &OntologyError) -> Fault {
    let start = Span::new(origin.start, origin.start + 1);
    let span = record_at(text, origin.start).map_or(start, |record| {
        let found = match error {
            OntologyError::AmbiguousWord { word, .. } => value_of(text, &record.value, word),
            OntologyError::UnknownCategory { category, .. } => {
                value_of(text, &record.value, category)
            }
            OntologyError::UnknownRole { role, .. } => value_of(text, &record.value, role),
            OntologyError::UnknownActor { role, .. }
            | OntologyError::ActsForItself { role, .. } => {
                let acts = record.value.field(text, "acts");
                acts.and_then(|acts| value_of(text, &acts.value, role))
            }
            OntologyError::ActsInEvent { .. } => {
                let acts = record.value.field(text, "acts");
                acts.map(|acts| acts.value.span)
            }
            OntologyError::EmptyTitle { title } | OntologyError::AmbiguousTitle { title, .. } => {
                value_of(text, &record.value, title)
            }
            OntologyError::BadRoles { .. } => {
                let roles = record.value.field(text, "roles");
                roles.map(|roles| roles.value.span)
            }
            _ => None,
        };
        found.unwrap_or_else(|| head_of(text, &record.value))
    });
    Fault {
        help: error.help().into_iter().collect(),
        ..Fault::new(span, error.to_string())
    }
}

/// Returns the place of the first string within a value that means `wanted`.
fn value_of(text: &str, value: &Node, wanted: &str) -> Option<Span> {
    if value.meaning(text).as_deref() == Some(wanted) {
        return Some(value.span);
    }
    value
        .items()
        .iter()
        .find_map(|item| value_of(text, &item.value, wanted))
}

#[cfg(test)]
mod tests {
    use super::{place_in_kind, span_of};
    use crate::files::gather::Origin;
    use crate::files::scan::record_at;
    use crate::model::{Field, OntologyError};

    #[track_caller]
    fn check(text: &str, path: &[Field], is_key: bool, pointed: &str) {
        let record = record_at(text, 0).unwrap();
        let span = span_of(text, &record.value, path, is_key);
        assert_eq!(&text[span.start..span.end], pointed);
    }

    #[test]
    fn a_path_ends_at_the_value_or_its_key() {
        let text = r#"(id: "a", parties: {"host": ["b", "c"]})"#;
        let path = [
            Field::named("parties"),
            Field::named("host"),
            Field::Item(1),
        ];
        check(text, &path, false, "\"c\"");
        check(text, &path[..2], true, "\"host\"");
        check(text, &[], false, "\"a\"");
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_where_it_is_lost() {
        let text = r#"(id: "a", reports: [(source: "b")])"#;
        let path = [
            Field::named("reports"),
            Field::Item(0),
            Field::named("when"),
        ];
        check(text, &path, false, "(source: \"b\")");
        check("(kind: 1)", &[Field::named("when")], false, "(");
    }

    #[test]
    fn a_word_of_a_kind_is_found_wherever_it_stands() {
        let text = r#"(id: "a", also: ["b", "c"])"#;
        let error = OntologyError::AmbiguousWord {
            word: "c".to_owned(),
            first: "d".to_owned(),
            second: "a".to_owned(),
        };
        let fault = place_in_kind(text, Origin { file: 0, start: 0 }, &error);
        assert_eq!(&text[fault.span.start..fault.span.end], "\"c\"");
    }
}
