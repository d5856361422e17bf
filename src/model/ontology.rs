//! The ontology: which kinds of relation there are, and how each is put into words.
//!
//! Kinds are data (`data/ontology.ron`), compiled in and extended by a user's own files.

use std::collections::BTreeMap;
use std::fmt;

use itertools::Itertools;
use serde::{Deserialize, Serialize};

use super::{EntityKind, KindSet};
use crate::text;

/// Whether a relation happens or lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Nature {
    /// It happens: a meeting, a visit, a signature.
    Event,
    /// It lasts: an office, a membership, a mission.
    Tie,
}

impl Nature {
    /// Returns the word for the nature.
    pub const fn word(self) -> &'static str {
        match self {
            Nature::Event => "event",
            Nature::Tie => "tie",
        }
    }
}

impl fmt::Display for Nature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<Nature> for String {
    fn from(nature: Nature) -> String {
        nature.word().to_owned()
    }
}

impl TryFrom<String> for Nature {
    type Error = String;

    fn try_from(text: String) -> Result<Nature, String> {
        match text.as_str() {
            "event" => Ok(Nature::Event),
            "tie" => Ok(Nature::Tie),
            _ => Err(super::error::unknown("nature", &text, ["event", "tie"])),
        }
    }
}

/// A PLOVER event category, which may stand in a question for all kinds below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// The category's name, in capitals as PLOVER writes it.
    pub id: String,
    /// The quad class: verbal or material, cooperation or conflict.
    pub quad: String,
    /// The conflict–cooperation score, −10 to 10.
    pub scale: f64,
    /// What it means, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The PLOVER category and mode of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plover {
    /// The category.
    pub category: String,
    /// The mode within the category, where PLOVER has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// A part that entities play in relations of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The role's name.
    pub id: String,
    /// The kinds of entity that may play it; none named means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<EntityKind>,
    /// How many must play it.
    #[serde(default)]
    pub min: usize,
    /// How many may play it at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<usize>,
}

impl Role {
    /// Returns a role that anybody may play, in any number.
    pub fn new(id: impl Into<String>) -> Role {
        Role {
            id: id.into(),
            of: Vec::new(),
            min: 0,
            max: None,
        }
    }
}

/// The words for two parties of one relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The role of the first party.
    pub from: String,
    /// The role of the second; the same role makes the link mutual.
    pub to: String,
    /// The words from first to second: "visited".
    pub forward: String,
    /// The words from second to first: "received a visit from"; for mutual links the same words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<String>,
}

impl Link {
    /// Returns a link with the words from first to second, which serve for the way back too.
    pub fn new(from: impl Into<String>, to: impl Into<String>, forward: impl Into<String>) -> Link {
        Link {
            from: from.into(),
            to: to.into(),
            forward: forward.into(),
            back: None,
        }
    }

    /// Tells whether the link reads the same from both sides.
    pub fn is_mutual(&self) -> bool {
        self.from == self.to
    }

    /// Returns the words from second to first.
    pub fn back_words(&self) -> &str {
        self.back.as_deref().unwrap_or(&self.forward)
    }
}

/// One kind of relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// The kind's name, a slug.
    pub id: String,
    /// The word for several.
    pub plural: String,
    /// Whether it happens or lasts.
    pub nature: Nature,
    /// What it is and when to use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Other words that questions may use for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The roles, in the order in which they are shown.
    pub roles: Vec<Role>,
    /// The words for pairs of roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// PLOVER category and mode, for ties those of the act that begins them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<Plover>,
    /// CAMEO codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cameo: Vec<String>,
    /// The nearest FollowTheMoney schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ftm: Option<String>,
    /// The nearest Wikidata property.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
}

/// The words for a pair of roles that the kind has no words for.
const TOGETHER: &str = "took part with";

impl Kind {
    /// Returns a kind of which only name, nature and roles are said; its plural ends in `s`.
    ///
    /// # Examples
    /// ```
    /// use chancery::model::{Kind, Link, Nature, Ontology, Role};
    ///
    /// let roles = vec![Role::new("visitor"), Role::new("host")];
    /// let visit = Kind {
    ///     links: vec![Link::new("visitor", "host", "visited")],
    ///     ..Kind::new("visit", Nature::Event, roles)
    /// };
    /// let ontology = Ontology::new(Vec::new(), vec![visit])?;
    /// assert!(ontology.named("Visits").is_some());
    /// # Ok::<(), chancery::model::OntologyError>(())
    /// ```
    pub fn new(id: impl Into<String>, nature: Nature, roles: Vec<Role>) -> Kind {
        let id = id.into();
        Kind {
            plural: format!("{id}s"),
            id,
            nature,
            note: None,
            also: Vec::new(),
            roles,
            links: Vec::new(),
            plover: None,
            cameo: Vec::new(),
            ftm: None,
            wikidata: None,
        }
    }

    /// Returns the place of a role among the kind's roles.
    pub fn role(&self, id: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.id == id)
    }

    /// Returns how a party in role `from` is linked to one in role `to`: the words, and the direction.
    pub fn words(&self, from: &str, to: &str) -> (&str, Direction) {
        let straight = self
            .links
            .iter()
            .find(|link| link.from == from && link.to == to);
        if let Some(link) = straight {
            let direction = if link.is_mutual() {
                Direction::Mutual
            } else {
                Direction::Forward
            };
            return (&link.forward, direction);
        }
        match self
            .links
            .iter()
            .find(|link| link.from == to && link.to == from)
        {
            Some(link) => (link.back_words(), Direction::Back),
            None => (TOGETHER, Direction::Mutual),
        }
    }
}

/// Which way a step runs along a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the acting role to the other.
    Forward,
    /// From the other role to the acting one.
    Back,
    /// Both sides act alike.
    Mutual,
}

impl Direction {
    /// Returns the word for the direction.
    pub const fn word(self) -> &'static str {
        match self {
            Direction::Forward => "forward",
            Direction::Back => "back",
            Direction::Mutual => "mutual",
        }
    }
}

/// The small number of a kind in its ontology. It means nothing in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindIx(pub(crate) u16);

impl KindIx {
    /// Returns the place in the ontology's order.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is wrong with an ontology.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// A name stands for two things.
    #[error("`{word}` stands for `{first}` already and cannot stand for `{second}` too")]
    AmbiguousWord {
        /// The word.
        word: String,
        /// What it stands for.
        first: String,
        /// What it was to stand for.
        second: String,
    },
    /// A kind names a PLOVER category that there is not.
    #[error("the kind `{kind}` names the category `{category}`, which there is not")]
    UnknownCategory {
        /// The kind.
        kind: String,
        /// The category as written.
        category: String,
    },
    /// A link names a role that its kind lacks.
    #[error("a link of the kind `{kind}` names the role `{role}`, which it lacks")]
    UnknownRole {
        /// The kind.
        kind: String,
        /// The role as written.
        role: String,
    },
    /// A kind has no role, or the same role twice.
    #[error("the kind `{kind}` needs roles, each named once")]
    BadRoles {
        /// The kind.
        kind: String,
    },
    /// There are more kinds than a small number can count.
    #[error("there are more than {} relation kinds", u16::MAX)]
    TooManyKinds,
}

/// All kinds of relation and all PLOVER categories.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    categories: Vec<Category>,
    kinds: Vec<Kind>,
    ids: BTreeMap<String, KindIx>,
    /// How many of the kinds were there from the beginning.
    given: usize,
    words: BTreeMap<String, Meaning>,
}

/// What a word of a question means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Kind(KindIx),
    Category(usize),
}

impl Ontology {
    /// Returns an ontology of these categories and kinds.
    ///
    /// # Errors
    /// [`OntologyError`] if a word is used twice, or a kind names a category or role there is not.
    pub fn new(categories: Vec<Category>, kinds: Vec<Kind>) -> Result<Ontology, OntologyError> {
        let mut ontology = Ontology::default();
        for (at, category) in categories.into_iter().enumerate() {
            ontology.is_free(&category.id, &category.id)?;
            let word = text::fold(&category.id);
            ontology.words.insert(word, Meaning::Category(at));
            ontology.categories.push(category);
        }
        kinds.into_iter().try_for_each(|kind| ontology.add(kind))?;
        ontology.given = ontology.kinds.len();
        Ok(ontology)
    }

    /// Adds one more kind behind the others. O(log n) for n words.
    ///
    /// # Errors
    /// As for [`Ontology::new`]; the ontology is then as it was.
    pub fn add(&mut self, kind: Kind) -> Result<(), OntologyError> {
        self.check(&kind)?;
        let number = u16::try_from(self.kinds.len()).map_err(|_| OntologyError::TooManyKinds)?;
        let meaning = Meaning::Kind(KindIx(number));
        let words: Vec<&str> = words_of(&kind)
            .filter(|word| !is_category_of(&kind, word))
            .collect();
        // All words are checked before the first is taken, so that a fault changes nothing.
        words
            .iter()
            .try_for_each(|word| self.is_free(word, &kind.id))?;
        let named = words.into_iter().map(|word| (text::fold(word), meaning));
        self.words.extend(named);
        self.ids.insert(kind.id.clone(), KindIx(number));
        self.kinds.push(kind);
        Ok(())
    }

    /// Checks that a word stands for nothing yet, so that it may stand for `owner`.
    fn is_free(&self, word: &str, owner: &str) -> Result<(), OntologyError> {
        match self.words.get(&text::fold(word)) {
            Some(other) => Err(OntologyError::AmbiguousWord {
                word: word.to_owned(),
                first: self.owner(*other).to_owned(),
                second: owner.to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Returns the name of what a word means.
    fn owner(&self, meaning: Meaning) -> &str {
        match meaning {
            Meaning::Kind(kind) => self.kinds.get(kind.index()).map_or("", |kind| &kind.id),
            Meaning::Category(at) => self.categories.get(at).map_or("", |category| &category.id),
        }
    }

    /// Checks what a kind says of itself.
    fn check(&self, kind: &Kind) -> Result<(), OntologyError> {
        if kind.roles.is_empty() || !kind.roles.iter().map(|role| &role.id).all_unique() {
            return Err(OntologyError::BadRoles {
                kind: kind.id.clone(),
            });
        }
        let named = kind.links.iter().flat_map(|link| [&link.from, &link.to]);
        if let Some(role) = named.into_iter().find(|role| kind.role(role).is_none()) {
            return Err(OntologyError::UnknownRole {
                kind: kind.id.clone(),
                role: role.clone(),
            });
        }
        match &kind.plover {
            Some(plover)
                if !self
                    .categories
                    .iter()
                    .any(|known| known.id == plover.category) =>
            {
                Err(OntologyError::UnknownCategory {
                    kind: kind.id.clone(),
                    category: plover.category.clone(),
                })
            }
            _ => Ok(()),
        }
    }

    /// Returns all kinds in their order.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (KindIx, &Kind)> {
        self.kinds
            .iter()
            .enumerate()
            .map(|(number, kind)| (KindIx(number as u16), kind))
    }

    /// Returns the kinds added to those that the ontology was made of, in their order.
    pub fn added(&self) -> impl ExactSizeIterator<Item = &Kind> {
        self.kinds.iter().skip(self.given)
    }

    /// Returns all PLOVER categories in their order.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// Returns the kind with this number.
    ///
    /// # Panics
    /// If the number comes from another ontology with more kinds.
    pub fn kind(&self, kind: KindIx) -> &Kind {
        &self.kinds[kind.index()]
    }

    /// Returns the number of the kind whose id is exactly `id`, as data files name it.
    pub fn find(&self, id: &str) -> Option<KindIx> {
        self.ids.get(id).copied()
    }

    /// Returns the kinds that a word of a question means: a kind, its plural, another word for it,
    /// or a PLOVER category with all kinds below it. Case and accents do not count.
    pub fn named(&self, word: &str) -> Option<KindSet> {
        match self.words.get(&text::fold(word))? {
            Meaning::Kind(kind) => Some(KindSet::from_iter([*kind])),
            Meaning::Category(at) => Some(self.below(&self.categories[*at].id)),
        }
    }

    /// Returns the kinds of a category.
    fn below(&self, category: &str) -> KindSet {
        let is_below = |kind: &Kind| {
            kind.plover
                .as_ref()
                .is_some_and(|plover| plover.category == category)
        };
        self.kinds()
            .filter(|(_, kind)| is_below(kind))
            .map(|(number, _)| number)
            .collect()
    }

    /// Returns every word that may stand for kinds in a question: ids and categories, in their order.
    pub fn vocabulary(&self) -> impl Iterator<Item = &str> {
        let kinds = self.kinds.iter().map(|kind| kind.id.as_str());
        kinds.chain(self.categories.iter().map(|category| category.id.as_str()))
    }

    /// Returns every word for kinds, with plurals and synonyms, folded, in order of text.
    pub fn all_words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

/// Tells whether a word is the name of the category that a kind belongs to. In a question such a
/// word means the category, which contains the kind.
fn is_category_of(kind: &Kind, word: &str) -> bool {
    let category = kind
        .plover
        .as_ref()
        .map(|plover| text::fold(&plover.category));
    category.is_some_and(|category| category == text::fold(word))
}

/// Returns the words that stand for a kind.
fn words_of(kind: &Kind) -> impl Iterator<Item = &str> {
    [kind.id.as_str(), kind.plural.as_str()]
        .into_iter()
        .chain(kind.also.iter().map(String::as_str))
}
