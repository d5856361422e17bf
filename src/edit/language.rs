//! The words of editing: one table of verbs, one of the fields that follow them.
//!
//! Reading, writing, completion, highlighting, help and the manual all come from these tables.

use std::fmt;

use itertools::Itertools;

use super::fields as is;
use crate::query::language::Arg;
use crate::text;

/// What a field tells of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    Id,
    Kind,
    Title,
    Name,
    Alias,
    Class,
    Code,
    Note,
    Publisher,
    Published,
    Retrieved,
    Url,
    File,
    Row,
    Language,
    Party,
    When,
    Since,
    From,
    Until,
    Status,
    Place,
    Topics,
    Number,
    Summary,
    Whole,
    Report,
    Locator,
    Saying,
    Into,
    Because,
}

/// What stands behind the word of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// One word, or several in quotes.
    Text,
    /// An id that there is not yet.
    NewId,
    /// An EDTF date, or `unknown`.
    Date,
    /// A status.
    Status,
    /// A kind of entity.
    EntityKind,
    /// A kind of relation.
    Kind,
    /// The name of an entity.
    Entity,
    /// The name of a place, state or institution.
    Place,
    /// Topics, known or new.
    Topics,
    /// A relation's id, or the name of a forum.
    Whole,
    /// A source.
    Source,
    /// A name with `as` and a role behind it.
    Party,
    /// A scheme and a code of it.
    Code,
    /// What is counted, and how many.
    Count,
    /// A number from 1 on.
    Row,
}

impl Takes {
    /// Returns what should stand here, in words.
    pub const fn wanted(self) -> &'static str {
        match self {
            Takes::Nothing => "nothing more",
            Takes::Text => "a text, in quotes if it has several words",
            Takes::NewId => "an id: small letters, digits and hyphens",
            Takes::Date => "a date",
            Takes::Status => "a status",
            Takes::EntityKind => "a kind of entity",
            Takes::Kind => "a kind of relation",
            Takes::Entity => "the name of an entity",
            Takes::Place => "the name of a place",
            Takes::Topics => "a topic",
            Takes::Whole => "the id of a relation, or the name of a forum",
            Takes::Source => "a source",
            Takes::Party => "a name, `as` and a role",
            Takes::Code => "a scheme and a code",
            Takes::Count => "what is counted, and a number",
            Takes::Row => "a number",
        }
    }

    /// Returns the place of a question where the same words may stand.
    pub(super) const fn arg(self) -> Arg {
        match self {
            Takes::Date => Arg::Date,
            Takes::Status => Arg::Statuses,
            Takes::EntityKind => Arg::EntityKinds,
            Takes::Kind => Arg::Kinds,
            Takes::Entity | Takes::Party => Arg::Entities,
            Takes::Place => Arg::Places,
            Takes::Topics => Arg::Topics,
            Takes::Whole => Arg::Record,
            Takes::Source => Arg::Sources,
            Takes::Row => Arg::Number(None),
            Takes::Nothing => Arg::Nothing,
            Takes::Text | Takes::NewId | Takes::Code | Takes::Count => Arg::Text,
        }
    }

    /// Returns how many words stand here, where that is always the same.
    pub(super) const fn count(self) -> Option<usize> {
        match self {
            Takes::Nothing => Some(0),
            Takes::Text | Takes::NewId | Takes::Date | Takes::EntityKind | Takes::Row => Some(1),
            Takes::Code | Takes::Count => Some(2),
            _ => None,
        }
    }
}

/// A word behind a verb that tells one thing, with all that help, completion and reading need of it.
pub struct Field {
    /// The word or words.
    pub name: &'static str,
    /// Other spellings.
    pub other: &'static [&'static str],
    /// How it is written.
    pub usage: &'static str,
    /// What it tells, in one line.
    pub summary: &'static str,
    /// What stands behind the word.
    pub takes: Takes,
    /// Whether it may stand several times.
    pub is_many: bool,
    pub(super) part: Part,
}

/// What an edit is about: what stands behind its verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// Nothing.
    Nothing,
    /// The id of a new source.
    NewSource,
    /// The id of a new entity.
    NewEntity,
    /// A kind of relation and its parties.
    NewRelation,
    /// A record: the id of any, or the name of an entity.
    Record,
    /// The name of an entity, and one more name for it.
    Alias,
    /// The name of an entity.
    Entity,
    /// The number of an entry, or nothing.
    Entry,
}

/// The first word of an edit, with all that help, completion and reading need of it.
pub struct Verb {
    /// The word or words.
    pub name: &'static str,
    /// Other spellings.
    pub other: &'static [&'static str],
    /// The parts of the usage line behind the word; what may be left out is in brackets.
    pub usage: &'static [&'static str],
    /// What it does, in one line.
    pub summary: &'static str,
    /// More about it.
    pub help: &'static str,
    /// Edits of the built-in dataset, which can be made one after the other.
    pub examples: &'static [&'static str],
    /// What stands behind the word.
    pub subject: Subject,
    /// The fields that may follow.
    pub fields: &'static [&'static Field],
}

/// All verbs, in the order of help.
pub static VERBS: &[&Verb] = &[
    &ADD_SOURCE,
    &ADD_ENTITY,
    &RECORD,
    &CORRECT,
    &RETRACT,
    &MERGE,
    &SPLIT,
    &ALIAS,
    &UNDO,
    &REDO,
];

pub(super) static ADD_SOURCE: Verb = Verb {
    name: "add source",
    other: &["source add"],
    usage: &[
        "ID",
        "title \"…\"",
        "[publisher \"…\"]",
        "[published D]",
        "[retrieved D]",
        "[url \"…\"]",
        "[language L]",
        "[note \"…\"]",
    ],
    summary: "a source that records can be read from",
    help: "The id is chosen once and never changes: small letters, digits and hyphens. `published` is \
           when the source said it, `retrieved` when somebody read it.",
    examples: &[
        "add source gazette-2025 title \"Official Gazette\" publisher \"Rwanda Gazette\" published \
         2025-06-02 retrieved 2026-01-05 language en",
    ],
    subject: Subject::NewSource,
    fields: is::OF_SOURCES,
};

pub(super) static ADD_ENTITY: Verb = Verb {
    name: "add entity",
    other: &["entity add"],
    usage: &[
        "ID",
        "kind KIND",
        "name \"…\"",
        "[alias \"…\"]",
        "[class WORD]",
        "[code SCHEME VALUE]",
        "[note \"…\"]",
    ],
    summary: "a state, person, institution, forum, instrument or place",
    help: "The id is chosen once and never changes: small letters, digits and hyphens. `alias` and `code` \
           may stand several times.",
    examples: &[
        "add entity bugesera kind place name Bugesera alias \"Akarere ka Bugesera\" class district",
        "add entity bugesera-district kind place name \"Bugesera District\" code wikidata Q1003055",
    ],
    subject: Subject::NewEntity,
    fields: is::OF_ENTITIES,
};

pub(super) static RECORD: Verb = Verb {
    name: "record",
    other: &["add relation"],
    usage: &[
        "KIND PARTY[, PARTY …]",
        "[on D]",
        "[at PLACE]",
        "[about TOPIC[, TOPIC …]]",
        "[status S]",
        "[title \"…\"]",
        "[summary \"…\"]",
        "[part of RELATION]",
        "[number \"…\" N]",
        "[id ID]",
        "from SOURCE [locator \"…\"]",
    ],
    summary: "a relation, with who took part, when, where, and who says so",
    help: "Parties are named as in questions, offices by the date of the record. Of a kind that runs from \
           one side to another the first party stands on the first side, the others on the second; `to`, \
           `with`, `of`, `in`, `for` and `against` part the sides, and `visitor Kagame host Kazakhstan` or \
           `Kagame as visitor, Kazakhstan as host` name the roles. A tie takes `since D`, `until D`, or \
           `from D until D`: behind `from` a date is a date, unless a source is called so. Without `id` \
           one is made of kind, parties and date.",
    examples: &[
        "record meeting Kagame, Tokayev on 2025-05-28 at Astana about trade from wall-africa-2025",
        "record visit Kagame to Kazakhstan on 2026-02-10/2026-02-11 status planned from \
         wall-africa-2025 locator \"paragraph 3\"",
        "record visit visitor Tokayev host Rwanda on 2026-06 status planned from wall-africa-2025",
        "record partnership Rwanda, Kazakhstan since 2026 title \"Digital partnership\" from \
         wall-africa-2025",
    ],
    subject: Subject::NewRelation,
    fields: is::OF_RECORD,
};

pub(super) static CORRECT: Verb = Verb {
    name: "correct",
    other: &["amend"],
    usage: &[
        "ID",
        "FIELD …[, FIELD …]",
        "[no FIELD]",
        "[add FIELD]",
        "[drop FIELD]",
    ],
    summary: "a record as it should be; the earlier version stays in its history",
    help: "Takes the fields with which the record would be made, and `date`, `party`, `report from`. Several \
           may follow each other, with commas between them if wished. `no FIELD` leaves one empty; `add` and \
           `drop` change one item of a list. What follows `add report from SOURCE`, up to a comma, is what that \
           source says otherwise than the record.",
    examples: &[
        "correct rwanda add alias \"Land of a Thousand Hills\", note \"seat of the 2026 forum\"",
        "correct kagame-visits-kazakhstan-2025 no summary, about trade, energy, add report from \
         wall-africa-2025 locator \"box\" status planned",
        "correct kagame-visits-kazakhstan-2025 add party Vincent Biruta as visitor",
    ],
    subject: Subject::Record,
    fields: is::OF_CORRECT,
};

pub(super) static RETRACT: Verb = Verb {
    name: "retract",
    other: &["withdraw"],
    usage: &["ID", "[because \"…\"]"],
    summary: "a record that is no longer held to be so; its history stays",
    help: "What other records still refer to cannot go. The reason is kept with the words of the edit. Where \
           records of several sorts have the id, `retract source ID` says which.",
    examples: &[
        "retract meeting-paul-kagame-kassym-jomart-tokayev-2025-05-28 because \"counted twice\"",
    ],
    subject: Subject::Record,
    fields: is::OF_RETRACT,
};

pub(super) static MERGE: Verb = Verb {
    name: "merge",
    other: &["join"],
    usage: &["ENTITY", "into ENTITY"],
    summary: "two entities that are one: the second stands for both",
    help: "Nothing is lost: the names of both find the second, and `split` parts them again.",
    examples: &["merge bugesera-district into Bugesera"],
    subject: Subject::Entity,
    fields: is::OF_MERGE,
};

pub(super) static SPLIT: Verb = Verb {
    name: "split",
    other: &["part"],
    usage: &["ENTITY"],
    summary: "an entity that was merged into another stands for itself again",
    help: "Takes the id of the entity that was merged, or a name of its own.",
    examples: &["split bugesera-district"],
    subject: Subject::Entity,
    fields: &[],
};

pub(super) static ALIAS: Verb = Verb {
    name: "alias",
    other: &["also known as"],
    usage: &["ENTITY", "\"NAME\""],
    summary: "one more name for an entity",
    help: "The same as `correct ENTITY add alias \"NAME\"`.",
    examples: &["alias Kagame \"Afande PK\""],
    subject: Subject::Alias,
    fields: &[],
};

pub(super) static UNDO: Verb = Verb {
    name: "undo",
    other: &["revert"],
    usage: &["[N]"],
    summary: "set back what the last entry changed, or that of a number",
    help: "That is an entry too, and nothing is lost: `redo` does it again.",
    examples: &["undo"],
    subject: Subject::Entry,
    fields: &[],
};

pub(super) static REDO: Verb = Verb {
    name: "redo",
    other: &[],
    usage: &[],
    summary: "do again what was undone last",
    help: "It takes nothing behind it.",
    examples: &["redo"],
    subject: Subject::Nothing,
    fields: &[],
};

impl Verb {
    /// Returns the whole usage line.
    pub fn usage_line(&self) -> String {
        [self.name].iter().chain(self.usage).join(" ")
    }

    /// Returns the word and its other spellings.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.other.iter().copied())
    }
}

impl Field {
    /// Returns the word and its other spellings.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        [self.name].into_iter().chain(self.other.iter().copied())
    }
}

/// Returns all fields, each once, in the order of help.
pub fn fields() -> impl Iterator<Item = &'static Field> {
    let all = VERBS.iter().flat_map(|verb| verb.fields.iter().copied());
    all.chain(is::OF_REPORTS.iter().copied())
        .unique_by(|field| field.usage)
}

/// Returns the verb with which a text begins, in any of its spellings, and how many words name it.
pub fn verb(words: &[&str]) -> Option<(&'static Verb, usize)> {
    let folded: Vec<String> = words.iter().take(3).map(|word| text::fold(word)).collect();
    let named = |name: &str| {
        let count = name.split(' ').count();
        let is_there = folded
            .iter()
            .take(count)
            .map(String::as_str)
            .eq(name.split(' '));
        is_there.then_some(count)
    };
    let found = VERBS.iter().filter_map(|verb| {
        let count = verb.words().filter_map(named).max()?;
        Some((*verb, count))
    });
    found.max_by_key(|(_, count)| *count)
}

// Names of verbs are unique, and so are usages of fields.
impl PartialEq for Verb {
    fn eq(&self, other: &Verb) -> bool {
        self.name == other.name
    }
}

impl Eq for Verb {}

impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        self.usage == other.usage
    }
}

impl Eq for Field {}

impl fmt::Debug for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verb({})", self.name)
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Field({})", self.usage)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{VERBS, fields, verb};
    use crate::query::language;
    use crate::text;

    #[test]
    fn no_verb_of_an_edit_is_one_of_a_question_or_of_another_edit() {
        let mut seen = BTreeSet::new();
        for word in VERBS.iter().flat_map(|verb| verb.words()) {
            assert!(seen.insert(word), "{word}");
            assert_eq!(text::fold(word), word);
            assert!(language::verb(word).is_none(), "{word}");
        }
    }

    #[test]
    fn the_fields_of_a_verb_have_words_of_their_own() {
        for verb in VERBS {
            let mut seen = BTreeSet::new();
            for field in verb.fields {
                let is_pair = |word: &str| matches!(word, "from" | "kind" | "title" | "note");
                for word in field.words().filter(|word| !is_pair(word)) {
                    assert!(seen.insert(word), "{verb:?} {word}");
                }
            }
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
        for field in fields() {
            assert!(!field.summary.is_empty(), "{field:?}");
            assert!(field.usage.starts_with(field.name), "{field:?}");
        }
    }

    #[test]
    fn a_verb_may_have_several_words() {
        let named = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            verb(&words).map(|(verb, count)| (verb.name, count))
        };
        assert_eq!(named("source add x"), Some(("add source", 2)));
        assert_eq!(named("Record meeting"), Some(("record", 1)));
        assert_eq!(named("source x"), None);
        assert_eq!(named("add"), None);
    }
}
