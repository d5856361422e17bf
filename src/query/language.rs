//! The words of the language: one table of verbs, one of clauses, one of words kept for later.
//!
//! Reading, help, hints, completion and the manual all come from these tables. A verb or a family
//! of clauses is one file in the folders `verb` and `clause`, and one row here.

use std::fmt;

use itertools::Itertools;

use super::ast::{Phrase, Use};
use super::draft::Draft;
use super::error::QueryError;
use super::keys::By;
use super::plan::{Sort, What};
use super::scope::Scope;
use super::{clause, verb};
use crate::text;

/// What may stand behind a verb or a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arg {
    /// Nothing.
    Nothing,
    /// Any text.
    Text,
    /// An entity, a relation's id or a source's id.
    Record,
    /// A relation's id, or the number of a row.
    Relation,
    /// The name of one entity.
    Entity,
    /// Names of two entities.
    Pair,
    /// Names of entities.
    Entities,
    /// A title, a body, or both.
    Office,
    /// Names of places, states or institutions.
    Places,
    /// Relation kinds or PLOVER categories.
    Kinds,
    /// Kinds of entity.
    EntityKinds,
    /// An EDTF date.
    Date,
    /// An EDTF date, or two with `..` between them.
    Window,
    /// Two EDTF dates with `and` between them.
    TwoDates,
    /// A day, or a day and a time.
    Moment,
    /// Names of those who recorded something.
    Authors,
    /// A number from 1 on, up to a greatest one if there is one.
    Number(Option<usize>),
    /// Topics.
    Topics,
    /// Sources: ids, titles or publishers.
    Sources,
    /// Statuses.
    Statuses,
    /// What relations are counted by, entities ranked or put into groups by.
    Key,
    /// An order of rows.
    SortKey,
}

impl Arg {
    /// Returns what should stand here, in words.
    pub const fn wanted(self) -> &'static str {
        match self {
            Arg::Nothing => "nothing more",
            Arg::Text => "a text",
            Arg::Record => "an entity, a relation or a source",
            Arg::Relation => "the id of a relation, or the number of a row",
            Arg::Entity => "the name of an entity",
            Arg::Pair => "two names",
            Arg::Entities => "names of entities",
            Arg::Office => "an office, or a body that has offices",
            Arg::Places => "the name of a place",
            Arg::Kinds => "a kind of relation",
            Arg::EntityKinds => "a kind of entity",
            Arg::Date | Arg::Window => "a date",
            Arg::TwoDates => "two dates",
            Arg::Moment => "a day, or a day and a time",
            Arg::Authors => "the name of an author",
            Arg::Number(..) => "a number",
            Arg::Topics => "a topic",
            Arg::Sources => "a source",
            Arg::Statuses => "a status",
            Arg::Key | Arg::SortKey => "a key",
        }
    }

    /// Tells whether the words here stop by themselves, so that other words may follow.
    pub(super) const fn is_short(self) -> bool {
        matches!(
            self,
            Arg::Nothing
                | Arg::Date
                | Arg::Window
                | Arg::TwoDates
                | Arg::Moment
                | Arg::Number(..)
                | Arg::Key
                | Arg::SortKey
        )
    }

    /// Tells whether names of entities stand here.
    pub(crate) const fn is_name(self) -> bool {
        matches!(
            self,
            Arg::Record | Arg::Entity | Arg::Pair | Arg::Entities | Arg::Office | Arg::Places
        )
    }
}

/// What a clause means that stands twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It may stand once only.
    Once,
    /// What either names counts.
    Unites,
    /// Only what both let through counts.
    Narrows,
}

impl Repeat {
    /// Returns the rule as a sentence.
    pub const fn rule(self) -> &'static str {
        match self {
            Repeat::Once => "May stand once.",
            Repeat::Unites => "May be repeated: what any of them names counts.",
            Repeat::Narrows => "May be repeated: all of them must hold.",
        }
    }
}

/// A question word, with all that help, completion and the parser need of it.
pub struct Verb {
    /// The word.
    pub name: &'static str,
    /// Other spellings.
    pub other: &'static [&'static str],
    /// The parts of the usage line behind the word; what may be left out is in brackets.
    pub usage: &'static [&'static str],
    /// What it answers, in one line.
    pub summary: &'static str,
    /// More about it.
    pub help: &'static str,
    /// Questions on the built-in dataset.
    pub examples: &'static [&'static str],
    /// What stands behind the word.
    pub subject: Arg,
    /// The names of the clauses it takes.
    pub clauses: &'static [&'static str],
    /// The orders in which its rows may be sorted.
    pub sorts: &'static [Sort],
    /// What `by` may name.
    pub keys: &'static [By],
    pub(super) resolve: fn(&Scope<'_>, &Phrase, &mut Draft) -> Result<What, QueryError>,
}

/// A clause word, with all that help, completion and the parser need of it.
pub struct Clause {
    /// The word or words.
    pub name: &'static str,
    /// Other spellings.
    pub other: &'static [&'static str],
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// More about it.
    pub help: &'static str,
    /// Questions on the built-in dataset.
    pub examples: &'static [&'static str],
    /// What stands behind the word.
    pub arg: Arg,
    /// What it means where it stands twice.
    pub repeat: Repeat,
    pub(super) apply: fn(&Scope<'_>, &Use, &mut Draft) -> Result<(), QueryError>,
}

/// A word kept for a later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserved {
    /// The word or words.
    pub name: &'static str,
    /// What to use instead.
    pub instead: &'static str,
}

/// All verbs, in the order of help.
pub static VERBS: &[&Verb] = &[
    &verb::FIND,
    &verb::SHOW,
    &verb::NEIGHBOURS,
    &verb::PATHS,
    &verb::TIMELINE,
    &verb::BETWEEN,
    &verb::COMMON,
    &verb::COUNT,
    &verb::RANK,
    &verb::GROUPS,
    &verb::WHO,
    &verb::CHANGES,
    &verb::CONFLICTS,
    &verb::WHY,
    &verb::HISTORY,
    &verb::LOG,
    &verb::DATE,
];

/// All clauses, in the order of help.
pub static CLAUSES: &[&Clause] = &[
    &clause::TO,
    &clause::WITH,
    &clause::VIA,
    &clause::NOT_VIA,
    &clause::OF,
    &clause::DURING,
    &clause::BETWEEN,
    &clause::SINCE,
    &clause::UNTIL,
    &clause::AS_OF,
    &clause::KNOWN_BY,
    &clause::AS_RECORDED_AT,
    &clause::ABOUT,
    &clause::AT,
    &clause::FROM,
    &clause::WITHOUT,
    &clause::MADE_BY,
    &clause::STATUS,
    &clause::CERTAIN,
    &clause::DIRECT,
    &clause::HOPS,
    &clause::THROUGH,
    &clause::AVOIDING,
    &clause::SHORTEST,
    &clause::ALL,
    &clause::TOP,
    &clause::IN_ORDER,
    &clause::LATEST_DEPARTURE,
    &clause::FASTEST,
    &clause::BY,
    &clause::SORT_BY,
    &clause::FIRST,
    &clause::LAST,
    &clause::LIMIT,
];

/// Question words kept for a later version.
pub static RESERVED_VERBS: &[Reserved] = &[Reserved {
    name: "match",
    instead: "`paths A to B via KIND` follows patterns of relations",
}];

impl Verb {
    /// Returns the whole usage line.
    pub fn usage_line(&self) -> String {
        [self.name].iter().chain(self.usage).join(" ")
    }

    /// Returns the clauses it takes, in the order of help.
    pub fn taken(&self) -> impl Iterator<Item = &'static Clause> {
        CLAUSES
            .iter()
            .copied()
            .filter(|clause| self.takes(clause.name))
    }

    /// Tells whether it takes a clause.
    pub fn takes(&self, clause: &str) -> bool {
        self.clauses.contains(&clause)
    }

    /// Returns what `by` may name: its own keys or, if it has none, those of all verbs, so that
    /// questions know what was meant by a clause that it does not take.
    pub fn known_keys(&self) -> Vec<By> {
        if self.keys.is_empty() {
            VERBS.iter().flat_map(|verb| verb.keys).copied().collect()
        } else {
            self.keys.to_vec()
        }
    }

    /// Tells whether it asks something without a subject too.
    pub fn subject_is_optional(&self) -> bool {
        self.usage.first().is_none_or(|part| part.starts_with('['))
    }

    /// Returns the word and its other spellings.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.other.iter().copied())
    }
}

impl Clause {
    /// Returns the word and its other spellings.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.other.iter().copied())
    }

    /// Returns the names of the verbs that take it, in the order of help.
    pub fn takers(&self) -> Vec<&'static str> {
        VERBS
            .iter()
            .filter(|verb| verb.takes(self.name))
            .map(|verb| verb.name)
            .collect()
    }
}

/// Returns the verb called `word`, in any of its spellings. Case and accents do not count.
pub fn verb(word: &str) -> Option<&'static Verb> {
    let word = text::fold(word);
    VERBS
        .iter()
        .copied()
        .find(|verb| verb.words().any(|name| name == word))
}

/// Returns the clause called `words`, in any of its spellings. Case and accents do not count.
pub fn clause(words: &str) -> Option<&'static Clause> {
    let words = text::fold(words);
    CLAUSES
        .iter()
        .copied()
        .find(|clause| clause.words().any(|name| name == words))
}

// Names are unique in the tables, so that two words are the same if their names are.
impl PartialEq for Verb {
    fn eq(&self, other: &Verb) -> bool {
        self.name == other.name
    }
}

impl Eq for Verb {}

impl PartialEq for Clause {
    fn eq(&self, other: &Clause) -> bool {
        self.name == other.name
    }
}

impl Eq for Clause {}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verb({})", self.name)
    }
}

impl fmt::Debug for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clause({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CLAUSES, RESERVED_VERBS, VERBS, clause, verb};
    use crate::text;

    #[test]
    fn no_word_stands_for_two_things() {
        let mut seen = BTreeSet::new();
        let verbs = VERBS.iter().flat_map(|verb| verb.words());
        for word in verbs.chain(RESERVED_VERBS.iter().map(|kept| kept.name)) {
            assert!(seen.insert(word), "{word}");
        }
        seen.clear();
        let clauses = CLAUSES.iter().flat_map(|clause| clause.words());
        for word in clauses {
            assert!(seen.insert(word), "{word}");
            assert_eq!(text::fold(word), word);
        }
    }

    #[test]
    fn every_clause_of_a_verb_exists_and_every_clause_has_a_verb() {
        for verb in VERBS {
            for name in verb.clauses {
                assert!(clause(name).is_some(), "{name}");
            }
        }
        for clause in CLAUSES {
            assert!(!clause.takers().is_empty(), "{clause:?}");
        }
    }

    #[test]
    fn every_row_is_complete() {
        for verb in VERBS {
            assert!(
                !verb.examples.is_empty() && !verb.summary.is_empty(),
                "{verb:?}"
            );
            assert!(verb.help.ends_with('.'), "{verb:?}");
        }
        for clause in CLAUSES {
            assert!(
                !clause.examples.is_empty() && !clause.summary.is_empty(),
                "{clause:?}"
            );
            assert!(clause.help.ends_with('.'), "{clause:?}");
            assert!(clause.usage.starts_with(clause.name), "{clause:?}");
        }
    }

    #[test]
    fn spellings_cases_and_accents_do_not_count() {
        assert_eq!(verb("NEIGHBORS").map(|verb| verb.name), Some("neighbours"));
        assert_eq!(clause("Not Via").map(|clause| clause.name), Some("not via"));
        assert!(verb("neighbourhood").is_none());
    }
}
