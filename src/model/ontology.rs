//! The ontology: which kinds of relation there are, and which titles name one office.
//!
//! Both are data (`data/ontology.ron`), compiled in and extended by a user's own files.

use std::collections::BTreeMap;

use itertools::Itertools;
use serde::{Deserialize, Serialize};

use super::title::Titles;
use super::{Acts, Kind, KindIx, KindSet, Nature, Office, Title};
use crate::text;

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
    /// A kind says that one role acts for another, and lacks one of the two.
    #[error("`acts` of the kind `{kind}` names the role `{role}`, which it lacks")]
    UnknownActor {
        /// The kind.
        kind: String,
        /// The role as written.
        role: String,
        /// The nearest role of the kind.
        nearest: Option<String>,
    },
    /// A kind says that a role acts for itself.
    #[error("`acts` of the kind `{kind}` names the role `{role}` twice")]
    ActsForItself {
        /// The kind.
        kind: String,
        /// The role.
        role: String,
    },
    /// A kind of event says who acts for whom.
    #[error("the kind `{kind}` is an event, and nobody acts for another by an event")]
    ActsInEvent {
        /// The kind.
        kind: String,
    },
    /// A title of an office has no letters.
    #[error("the title `{title}` of an office has no letters")]
    EmptyTitle {
        /// The title as written.
        title: String,
    },
    /// A title stands for two offices.
    #[error("the title `{title}` stands for `{first}` already and cannot stand for `{second}` too")]
    AmbiguousTitle {
        /// The title as written.
        title: String,
        /// The office it stands for.
        first: String,
        /// The office it was to stand for.
        second: String,
    },
    /// There are more kinds than a small number can count.
    #[error("there are more than {} relation kinds", u16::MAX)]
    TooManyKinds,
}

impl OntologyError {
    /// Returns what would help, as a line of its own.
    pub fn help(&self) -> Option<String> {
        match self {
            OntologyError::UnknownActor {
                nearest: Some(nearest),
                ..
            } => Some(format!("the nearest role is `{nearest}`")),
            OntologyError::ActsInEvent { .. } => {
                Some("a tie says who acts for whom while it holds".to_owned())
            }
            OntologyError::AmbiguousTitle { first, .. } => Some(format!(
                "a row with the title `{first}` adds to that office"
            )),
            _ => None,
        }
    }
}

/// All kinds of relation, all PLOVER categories, and the titles of offices.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ontology {
    categories: Vec<Category>,
    kinds: Vec<Kind>,
    ids: BTreeMap<String, KindIx>,
    /// How many of the kinds were there from the beginning.
    given: usize,
    words: BTreeMap<String, Meaning>,
    titles: Titles,
}

/// What a word of a question means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Returns the ontology with a table of offices, as if it had been there from the beginning.
    ///
    /// # Errors
    /// As for [`Ontology::add_office`].
    pub fn with_offices(mut self, offices: Vec<Office>) -> Result<Ontology, OntologyError> {
        offices
            .into_iter()
            .try_for_each(|office| self.add_office(office))?;
        self.titles.settle();
        Ok(self)
    }

    /// Adds an office behind the others. A row whose chief title is known already adds its other
    /// titles to that office. O(log n) for each of n titles.
    ///
    /// # Errors
    /// [`OntologyError`] if a title has no letters or stands for another office; the ontology is
    /// then as it was.
    pub fn add_office(&mut self, office: Office) -> Result<(), OntologyError> {
        self.titles.add(office)
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
        if let Some(acts) = &kind.acts {
            check_acts(kind, acts)?;
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

    /// Returns the kinds that another ontology has not, or has otherwise, in their order.
    pub(crate) fn beyond<'a>(&'a self, base: &'a Ontology) -> impl Iterator<Item = &'a Kind> {
        let is_known = |kind: &Kind| {
            let known = base.find(&kind.id).map(|at| base.kind(at));
            known == Some(kind)
        };
        self.kinds.iter().filter(move |kind| !is_known(kind))
    }

    /// Returns the offices with their titles, in the order of the table.
    pub fn offices(&self) -> &[Office] {
        self.titles.rows()
    }

    /// Returns what was added to the offices that the ontology was made of, in its order.
    pub fn added_offices(&self) -> &[Office] {
        self.titles.added()
    }

    /// Returns the chief title of each office with the others that mean the same.
    pub fn office_titles(&self) -> impl ExactSizeIterator<Item = (&str, &[String])> {
        let rows = self.offices().iter();
        rows.map(|office| (office.title.as_str(), office.also.as_slice()))
    }

    /// Returns every title of an office, folded and in order, with the chief title of the office.
    pub(crate) fn folded_titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.titles.folded()
    }

    /// Returns what a title of an office means: the chief title of its office, and whether the
    /// holder only fills in. Case, accents and spaces do not count. Only whole titles are known:
    /// a deputy is not mistaken for the minister. A title that no office has means itself.
    ///
    /// # Examples
    /// ```
    /// use chancery::Chancery;
    ///
    /// let ontology = Chancery::ontology()?;
    /// let title = ontology.title("Acting Minister of Foreign Affairs");
    /// assert_eq!((title.name.as_str(), title.acting), ("foreign minister", true));
    /// assert_eq!(ontology.title("Vice-President").name, "vice president");
    /// assert_eq!(ontology.title("Keeper of the Seals").name, "keeper of the seals");
    /// # Ok::<(), chancery::Error>(())
    /// ```
    pub fn title(&self, words: &str) -> Title {
        self.titles.title(words)
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

/// Checks what a kind says of who acts for whom.
fn check_acts(kind: &Kind, acts: &Acts) -> Result<(), OntologyError> {
    let id = || kind.id.clone();
    let both = [&acts.agent, &acts.principal];
    if let Some(role) = both.into_iter().find(|role| kind.role(role).is_none()) {
        let roles = kind.roles.iter().map(|role| role.id.as_str());
        return Err(OntologyError::UnknownActor {
            kind: id(),
            role: role.clone(),
            nearest: text::nearest(role, roles).map(str::to_owned),
        });
    }
    if acts.agent == acts.principal {
        let role = acts.agent.clone();
        return Err(OntologyError::ActsForItself { kind: id(), role });
    }
    match kind.nature {
        Nature::Tie => Ok(()),
        Nature::Event => Err(OntologyError::ActsInEvent { kind: id() }),
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

#[cfg(test)]
mod tests {
    use super::{Acts, Kind, Nature, Office, Ontology, OntologyError};
    use crate::model::Role;

    #[track_caller]
    fn refused(nature: Nature, agent: &str, principal: &str) -> OntologyError {
        let roles = ["holder", "body"].map(Role::new).to_vec();
        let acts = Acts::new(agent, principal);
        let kind = Kind {
            acts: Some(acts),
            ..Kind::new("office", nature, roles)
        };
        Ontology::new(Vec::new(), vec![kind]).unwrap_err()
    }

    #[test]
    fn whoever_acts_for_another_plays_a_role_of_the_tie() {
        let error = refused(Nature::Tie, "holder", "boddy");
        assert_eq!(error.help().as_deref(), Some("the nearest role is `body`"));
        let error = refused(Nature::Tie, "body", "body");
        assert!(matches!(error, OntologyError::ActsForItself { .. }));
        let error = refused(Nature::Event, "holder", "body");
        assert!(matches!(error, OntologyError::ActsInEvent { .. }));
    }

    #[test]
    fn offices_of_the_beginning_are_not_counted_as_added() {
        let office = |title: &str| Office {
            title: title.to_owned(),
            also: Vec::new(),
        };
        let ontology = Ontology::default().with_offices(vec![office("president")]);
        let mut ontology = ontology.unwrap();
        ontology.add_office(office("president")).unwrap();
        assert_eq!(ontology.added_offices(), []);
        ontology.add_office(office("warden")).unwrap();
        assert_eq!(ontology.added_offices(), [office("warden")]);
        assert_eq!(ontology.office_titles().count(), 2);
    }
}
