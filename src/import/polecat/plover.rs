//! PLOVER: types and modes of events, and the relations that they mean.

use std::collections::BTreeMap;

use super::super::cameo::sides;
use crate::model::{Form, Ontology, Status};
use crate::text;

/// The kinds by type and mode.
const TABLE: &str = include_str!("../../../data/vocabularies/plover.tsv");

/// The types of events as relations of one ontology.
#[derive(Debug)]
pub(super) struct Plover {
    forms: BTreeMap<(&'static str, &'static str), Form>,
}

/// Why an event has no form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct UnknownType(pub(super) String);

impl Plover {
    /// Returns the types as relations of the kinds of `ontology`.
    pub(super) fn new(ontology: &Ontology) -> Plover {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let forms = rows.filter_map(|line| {
            let mut fields = line.split('\t');
            let named = (fields.next()?, fields.next()?);
            let kind = ontology.kind(ontology.find(fields.next()?)?);
            let form = Form {
                kind: kind.id.clone(),
                title: None,
                status: Some(Status::Reported),
                roles: sides(kind)?,
            };
            Some((named, form))
        });
        Plover {
            forms: forms.collect(),
        }
    }

    /// Returns the relation that an event of a type and mode is. A mode that says more than the kind
    /// becomes the title; so does one that PLOVER does not have.
    pub(super) fn form(&self, kind: &str, mode: Option<&str>) -> Result<Form, UnknownType> {
        let kind = kind.to_uppercase();
        let mode = mode.map(str::to_lowercase);
        if let Some(mode) = mode.as_deref()
            && let Some(form) = self.forms.get(&(&*kind, mode))
        {
            return Ok(Form {
                title: (!self.is_said(form, mode)).then(|| mode.to_owned()),
                ..form.clone()
            });
        }
        match self.forms.get(&(&*kind, "")) {
            Some(form) => Ok(Form {
                title: mode,
                ..form.clone()
            }),
            None => Err(self.unknown(&kind)),
        }
    }

    /// Tells whether a mode says nothing that the kind does not: no other mode is of the kind.
    fn is_said(&self, form: &Form, mode: &str) -> bool {
        let mut all = self.forms.iter();
        !all.any(|((_, other), found)| found.kind == form.kind && *other != mode)
    }

    fn unknown(&self, kind: &str) -> UnknownType {
        let types = self.forms.keys().map(|(kind, _)| *kind);
        let nearest = text::nearest(kind, types)
            .map(|nearest| format!(", the nearest is `{nearest}`"))
            .unwrap_or_default();
        UnknownType(format!("the event type `{kind}` is unknown{nearest}"))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Plover, TABLE};
    use crate::files;
    use crate::model::Ontology;

    fn ontology() -> Ontology {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ontology.ron");
        files::read_ontology(&files::load(&data).unwrap()[0]).unwrap()
    }

    #[test]
    fn every_category_is_a_type_and_every_kind_of_the_table_is_there() {
        let ontology = ontology();
        let plover = Plover::new(&ontology);
        for category in ontology.categories() {
            assert!(plover.form(&category.id, None).is_ok(), "{}", category.id);
        }
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(plover.forms.len(), rows.count());
    }

    #[test]
    fn a_mode_is_the_title_where_the_kind_does_not_say_it() {
        let plover = Plover::new(&ontology());
        let told = |kind, mode| {
            let form = plover.form(kind, Some(mode)).unwrap();
            (form.kind, form.title)
        };
        let title = |text: &str| Some(text.to_owned());
        assert_eq!(told("CONSULT", "visit"), ("visit".to_owned(), None));
        assert_eq!(
            told("retreat", "Access"),
            ("release".to_owned(), title("access"))
        );
        assert_eq!(
            told("protest", "demo"),
            ("protest".to_owned(), title("demo"))
        );
        assert_eq!(
            told("SANCTION", "new"),
            ("suspension".to_owned(), title("new"))
        );
    }
}
