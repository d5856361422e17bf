//! Forms: what rows may be, checked once for each form and not once for each row.

use super::ImportError;
use crate::model::{EntityId, EntityKind, Form, KindIx, ModelError, Ontology, Role, Status};

/// The place of a form among those of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormIx(pub(super) u16);

impl FormIx {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A form and what each of its rows must heed.
#[derive(Debug)]
pub(super) struct Fitted {
    /// The form itself.
    pub(super) form: Form,
    /// Whether both parties play one role, so that their order says nothing.
    pub(super) is_mutual: bool,
    /// The kinds of entity that may play the first and the second role; none named means any.
    of: [Vec<EntityKind>; 2],
}

impl Fitted {
    /// Checks a form against its kind.
    fn new(ontology: &Ontology, form: Form) -> Result<Fitted, ImportError> {
        let unfit = |why: String| ImportError::UnfitForm {
            kind: form.kind.clone(),
            why,
        };
        let Some(kind) = ontology.find(&form.kind) else {
            return Err(unfit("there is no such kind".to_owned()));
        };
        let roles = roles(ontology, kind, &form).map_err(unfit)?;
        let of = roles.map(|role| role.of.clone());
        Ok(Fitted {
            is_mutual: form.roles[0] == form.roles[1],
            of,
            form,
        })
    }

    /// Returns the first party that may not play its role, by its place.
    #[inline]
    pub(super) fn misfit(&self, parties: [EntityKind; 2]) -> Option<usize> {
        let fits = |at: usize| self.of[at].is_empty() || self.of[at].contains(&parties[at]);
        (0..2).find(|at| !fits(*at))
    }

    /// Returns what is wrong with a party that may not play its role.
    pub(super) fn told(&self, at: usize, entity: &EntityId, found: EntityKind) -> ModelError {
        ModelError::WrongEntityKind {
            kind: self.form.kind.clone(),
            role: self.form.roles[at].clone(),
            entity: entity.to_string(),
            found,
            expected: self.of[at].clone(),
        }
    }
}

/// Returns the two roles of a form, or what is wrong with it.
fn roles<'o>(ontology: &'o Ontology, kind: KindIx, form: &Form) -> Result<[&'o Role; 2], String> {
    let kind = ontology.kind(kind);
    let role = |at: usize| {
        let name = &form.roles[at];
        let role = kind.role(name).and_then(|at| kind.roles.get(at));
        role.ok_or_else(|| format!("it has no role `{name}`"))
    };
    let roles = [role(0)?, role(1)?];
    let playing = |role: &Role| form.roles.iter().filter(|name| **name == role.id).count();
    let few = kind.roles.iter().find(|role| playing(role) < role.min);
    if let Some(role) = few {
        return Err(format!(
            "it needs more than two parties, or another `{}`",
            role.id
        ));
    }
    let many = kind.roles.iter();
    if let Some(role) = many
        .into_iter()
        .find(|role| role.max.is_some_and(|max| playing(role) > max))
    {
        return Err(format!("it has too many as `{}`", role.id));
    }
    let usual = Status::usual(kind.nature);
    match form.status {
        Some(Status::Held | Status::InForce) if form.status != Some(usual) => {
            Err(format!("its usual status is `{usual}`"))
        }
        _ => Ok(roles),
    }
}

/// All forms of an import.
#[derive(Debug, Default)]
pub(super) struct Forms(Vec<Fitted>);

impl Forms {
    /// Returns the place of a form, which is added if it is new.
    pub(super) fn add(&mut self, ontology: &Ontology, form: Form) -> Result<FormIx, ImportError> {
        if let Some(at) = self.0.iter().position(|fitted| fitted.form == form) {
            return Ok(FormIx(at as u16));
        }
        let Ok(at) = u16::try_from(self.0.len()) else {
            return Err(ImportError::UnfitForm {
                kind: form.kind,
                why: "there are too many forms".to_owned(),
            });
        };
        self.0.push(Fitted::new(ontology, form)?);
        Ok(FormIx(at))
    }

    /// Returns how many forms there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns a form.
    ///
    /// # Panics
    /// If its number comes from another import.
    #[inline]
    pub(super) fn get(&self, form: FormIx) -> &Fitted {
        &self.0[form.index()]
    }
}
