//! What the relations of quadruples mean: a CAMEO event, a kind of ours, or one of the data's own.

use hashbrown::HashMap;

use super::super::cameo::{DeedIx, sides};
use super::super::coded::Coded;
use super::super::{FormIx, ImportError, Intake};
use crate::model::{Form, Kind, Link, Nature, OntologyError, Role};
use crate::text;

/// What a relation means.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning {
    /// A CAMEO event.
    Coded(DeedIx),
    /// A relation of a kind of ours or of the data's own.
    Own(FormIx),
}

/// The relations met so far with their meanings.
#[derive(Debug)]
pub(super) struct Vocabulary {
    coded: Coded,
    nature: Nature,
    known: HashMap<String, Meaning>,
}

impl Vocabulary {
    /// Returns a vocabulary; kinds of the data's own will be of that nature.
    pub(super) fn new(intake: &Intake, nature: Nature) -> Vocabulary {
        Vocabulary {
            coded: Coded::new(intake),
            nature,
            known: HashMap::new(),
        }
    }

    /// Returns the CAMEO codes.
    pub(super) const fn coded(&mut self) -> &mut Coded {
        &mut self.coded
    }

    /// Tells whether a name is a CAMEO label.
    pub(super) fn is_coded(&self, name: &str) -> bool {
        self.coded.labelled(name).is_some()
    }

    /// Returns what the name of a relation means; a new one becomes a kind.
    ///
    /// # Errors
    /// [`ImportError`] if the ontology has no room for one more kind.
    #[inline]
    pub(super) fn meaning(
        &mut self,
        name: &str,
        intake: &mut Intake,
    ) -> Result<Meaning, ImportError> {
        match self.known.get(name) {
            Some(meaning) => Ok(*meaning),
            None => self.learn(name, intake),
        }
    }

    fn learn(&mut self, name: &str, intake: &mut Intake) -> Result<Meaning, ImportError> {
        let meaning = match self.coded.labelled(name) {
            Some(deed) => Meaning::Coded(deed),
            None => Meaning::Own(self.own(name, intake)?),
        };
        self.known.insert(name.to_owned(), meaning);
        Ok(meaning)
    }

    /// Returns the form for a relation that CAMEO does not name: of the kind whose name it is, else
    /// of a new kind.
    fn own(&self, name: &str, intake: &mut Intake) -> Result<FormIx, ImportError> {
        let known = intake
            .ontology()
            .find(name)
            .map(|kind| intake.ontology().kind(kind));
        if let Some(form) = known.and_then(form_of)
            && let Ok(form) = intake.form(form)
        {
            return Ok(form);
        }
        let slug = text::slug(name);
        let mut kind = kind(&slug, name, self.nature);
        let mut number = 1;
        loop {
            let form = form_of(&kind).unwrap_or_else(|| unreachable!("the kind has two roles"));
            match intake.declare(kind) {
                Ok(()) => return intake.form(form),
                // The word means something else already; so the kind gets a number.
                Err(ImportError::Ontology(OntologyError::AmbiguousWord { .. })) => {
                    number += 1;
                    kind = self::kind(&format!("{slug}-{number}"), name, self.nature);
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// Returns the form of relations of a kind between a source and a target.
fn form_of(kind: &Kind) -> Option<Form> {
    Some(Form {
        kind: kind.id.clone(),
        title: None,
        status: None,
        roles: sides(kind)?,
    })
}

/// Returns a kind of the data's own.
fn kind(slug: &str, name: &str, nature: Nature) -> Kind {
    let id = if slug.is_empty() { "relation" } else { slug };
    let roles = ["source", "target"].map(|id| Role {
        min: 1,
        ..Role::new(id)
    });
    let link = Link {
        back: Some(format!("{name}, said of it by")),
        ..Link::new("source", "target", name)
    };
    Kind {
        links: vec![link],
        ..Kind::new(id, nature, roles.to_vec())
    }
}
