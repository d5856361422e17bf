//! Mentions: what a row says of an entity, and what was made of it.

use std::fmt;

use crate::edtf::Day;
use crate::import::gazetteer::Polity;
use crate::model::{EntityId, EntityKind};

/// How a row of data names an entity.
///
/// # Examples
/// ```
/// use chancery::import::Mention;
/// use chancery::model::EntityKind;
///
/// let lavrov = Mention {
///     kind: Some(EntityKind::Person),
///     country: Some("Russian Federation"),
///     ..Mention::named("Sergey Viktorovich Lavrov")
/// };
/// assert!(lavrov.codes.is_empty());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention<'a> {
    /// The name as written; may be empty if there are codes.
    pub name: &'a str,
    /// What sort of thing it is, where the data tell.
    pub kind: Option<EntityKind>,
    /// The country it belongs to: a name, an ISO 3166 or CAMEO code of three letters, or a scheme and
    /// a code, as `cow:517`. One that the gazetteer does not know counts as not told.
    pub country: Option<&'a str>,
    /// Codes by scheme, of which each means one entity: `wikidata`, `cow`, an id of the publisher.
    pub codes: &'a [(&'a str, &'a str)],
    /// The day of which the row tells: who bears the name or code of a state may hang on it.
    pub on: Option<Day>,
}

impl<'a> Mention<'a> {
    /// Returns a mention by name alone.
    pub const fn named(name: &'a str) -> Mention<'a> {
        Mention {
            name,
            kind: None,
            country: None,
            codes: &[],
            on: None,
        }
    }
}

/// Why a mention means an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Ground {
    /// It bears the same code of this scheme.
    Code(String),
    /// The gazetteer has the name.
    Gazetteer,
    /// An id, name or alias is the same.
    Name,
    /// A name is the same, once the last name is put behind the first.
    Turned,
    /// A name is the same, once titles before it are left out.
    Untitled,
    /// A name is the same, once a patronymic is left out.
    Patronymic,
    /// It is written as the body of some sort of a known whole.
    Form,
    /// Nothing else is called so.
    Alone,
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ground::Code(scheme) => write!(f, "same code of {scheme}"),
            Ground::Gazetteer => f.write_str("name in the gazetteer"),
            Ground::Name => f.write_str("same name"),
            Ground::Turned => f.write_str("same name, turned"),
            Ground::Untitled => f.write_str("same name, title left out"),
            Ground::Patronymic => f.write_str("same name, patronymic left out"),
            Ground::Form => f.write_str("body of a known whole"),
            Ground::Alone => f.write_str("no other is called so"),
        }
    }
}

/// What a mention means among the entities there are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    /// An entity of the dataset.
    Known(EntityId, Ground),
    /// A polity of the gazetteer that the dataset does not have.
    Listed(&'static Polity, Ground),
    /// A body that a known whole has, such as its police, and that the dataset does not have.
    Actor(Actor),
    /// An entity of which nothing is known yet.
    New(Draft),
}

/// A body known by its sort and the whole it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Actor {
    /// The id, made of those of the whole and of the sort.
    pub(super) id: EntityId,
    /// The name shown.
    pub(super) name: String,
    /// The name as the file writes it.
    pub(super) written: String,
    /// The finer sort: `ministry`, `police`, `group` …
    pub(super) class: &'static str,
    /// What it belongs to.
    pub(super) whole: EntityId,
    /// Whether it acts for the whole, as a ministry does and a crowd does not.
    pub(super) acts: bool,
}

/// An entity of which nothing is known but what a mention says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Draft {
    /// The name, put in the usual order and case; empty if it has no letters and digits.
    pub(super) name: String,
    /// The kind stated, or else guessed from the words of the name.
    pub(super) kind: EntityKind,
    /// Whether the kind was stated.
    pub(super) is_stated: bool,
    /// The country, if stated and known.
    pub(super) country: Option<EntityId>,
    /// Codes: scheme and code.
    pub(super) codes: Vec<(String, String)>,
}

impl Draft {
    /// Tells whether nothing tells who this is.
    pub(super) fn is_nobody(&self) -> bool {
        self.name.is_empty() && self.codes.is_empty()
    }
}

/// Two entities that may be one, which nobody has decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The entity that the import adds.
    pub entity: EntityId,
    /// The entity it may be.
    pub other: EntityId,
    /// Why it may be, in plain words.
    pub reason: &'static str,
    /// How likely that is, from 0 to 1: an order of the reasons, not a measured share.
    pub confidence: f64,
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Proposal {
            entity,
            other,
            reason,
            ..
        } = self;
        write!(f, "`{entity}` may be `{other}`: {reason}")
    }
}
