//! The words that may stand in one place, as candidates for completion.

use super::language::{self, Arg};
use super::lexicon::may_be_body;
use super::scope::Scope;
use super::vocabulary::vocabulary;
use crate::analysis::may_hold;
use crate::model::{EntityIx, EntityKind};
use crate::text;

/// The most names asked for.
const MOST: usize = 200;

/// Something that may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The text to put in the place of what was typed, with quotes where it needs them.
    pub insert: String,
    /// The text to list.
    pub display: String,
    /// What it is, in a few words: `person`, `relations of these kinds only`.
    pub what: String,
}

/// Offers the words for a place.
pub(super) struct Offers<'a> {
    scope: &'a Scope<'a>,
    /// The opening mark of the quotation in which the cursor stands.
    mark: Option<char>,
}

impl<'a> Offers<'a> {
    pub(super) const fn new(scope: &'a Scope<'a>, mark: Option<char>) -> Offers<'a> {
        Offers { scope, mark }
    }

    /// Returns the words for `arg` that begin with what was typed.
    pub(super) fn of(&self, arg: Arg, typed: &str) -> Vec<Candidate> {
        match arg {
            Arg::Entity | Arg::Pair | Arg::Entities => self.names(typed),
            Arg::Office => {
                let titles = self.titles(typed);
                let bodies = self.entities(typed, may_be_body);
                titles
                    .into_iter()
                    .chain(bodies)
                    .chain(self.posts(typed))
                    .collect()
            }
            Arg::Places => self.entities(typed, may_hold),
            Arg::Record => {
                let mut found = self.names(typed);
                found.extend(self.ids(typed, true));
                found
            }
            Arg::Relation => self.ids(typed, false),
            Arg::Kinds
            | Arg::EntityKinds
            | Arg::Statuses
            | Arg::Topics
            | Arg::Sources
            | Arg::Key
            | Arg::SortKey => self.words(arg, typed),
            Arg::Nothing
            | Arg::Text
            | Arg::Date
            | Arg::Window
            | Arg::TwoDates
            | Arg::Moment
            | Arg::Authors
            | Arg::Number(..) => Vec::new(),
        }
    }

    fn words(&self, arg: Arg, typed: &str) -> Vec<Candidate> {
        let (what, all) = vocabulary(self.scope, arg);
        let typed = text::fold(typed);
        all.into_iter()
            .filter(|word| text::fold(word).starts_with(&typed))
            .map(|word| Candidate {
                insert: self.written(&word),
                display: word,
                what: what.to_owned(),
            })
            .collect()
    }

    /// Returns the ids of relations and, where they may stand, of sources. Ids are many: they are
    /// offered only when something was typed.
    fn ids(&self, typed: &str, with_sources: bool) -> Vec<Candidate> {
        let typed = typed.to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        let data = self.scope.data;
        let relations = data.records().map(|(_, relation)| {
            let what = relation.summary.as_deref().unwrap_or(&relation.kind);
            (relation.id.as_str(), what)
        });
        let sources = data.sources().iter().filter(|_| with_sources);
        let sources = sources.map(|source| (source.id.as_str(), source.title.as_str()));
        relations
            .chain(sources)
            .filter(|(id, _)| id.starts_with(&typed))
            .take(MOST)
            .map(|(id, what)| Candidate {
                insert: self.written(id),
                display: id.to_owned(),
                what: what.to_owned(),
            })
            .collect()
    }

    /// Returns names of entities and offices.
    fn names(&self, typed: &str) -> Vec<Candidate> {
        let mut found = self.entities(typed, |_| true);
        found.extend(self.posts(typed));
        found
    }

    /// Returns the titles of offices that begin so; many, so only where something was typed.
    fn titles(&self, typed: &str) -> Vec<Candidate> {
        let offices = self.scope.names.offices(self.scope.data);
        let titles = offices.beginning(typed).into_iter();
        let titles = titles.filter(|_| !typed.is_empty()).take(MOST);
        titles.map(|title| self.office(title.to_owned())).collect()
    }

    /// Returns the offices, each with its body, that begin so.
    fn posts(&self, typed: &str) -> Vec<Candidate> {
        let typed = text::fold(typed);
        let data = self.scope.data;
        let offices = self.scope.names.offices(data);
        let (title, body) = match typed.split_once(" of ") {
            Some((title, body)) if !offices.beginning(title).is_empty() => (title, body),
            _ => (typed.as_str(), ""),
        };
        let titles = offices.beginning(title).into_iter();
        let posts = titles.filter(|_| !typed.is_empty()).flat_map(|shown| {
            let chief = data.ontology().title(shown).name;
            let bodies: Vec<EntityIx> = offices.bodies(&chief).collect();
            bodies.into_iter().map(move |body| (shown, body))
        });
        posts
            .map(|(title, body)| (title, data.entity(body).name.as_str()))
            .filter(|(_, name)| text::fold(name).starts_with(body))
            .map(|(title, name)| format!("{title} of {name}"))
            .filter(|post| text::fold(post).starts_with(&typed))
            .filter(|post| self.scope.lexicon().named(post).is_some())
            .take(MOST)
            .map(|post| self.office(post))
            .collect()
    }

    fn office(&self, name: String) -> Candidate {
        Candidate {
            insert: self.written(&name),
            display: name,
            what: "office".to_owned(),
        }
    }

    /// Returns names of entities of the kinds that may stand here.
    fn entities(&self, typed: &str, may_stand: fn(EntityKind) -> bool) -> Vec<Candidate> {
        let found = self.scope.names.complete(typed, MOST);
        found
            .into_iter()
            .filter(|(_, entity)| may_stand(self.scope.data.entity(*entity).kind))
            .map(|(name, entity)| self.entity(&name, entity))
            .collect()
    }

    fn entity(&self, name: &str, at: EntityIx) -> Candidate {
        let entity = self.scope.data.entity(at);
        let is_clear = self.scope.names.exact(name) == [at];
        let what = if name == entity.name {
            entity.kind.to_string()
        } else {
            format!("{} {}", entity.kind, entity.name)
        };
        Candidate {
            insert: self.written(if is_clear { name } else { entity.id.as_str() }),
            display: name.to_owned(),
            what,
        }
    }

    /// Returns a name as it is typed: in the quotation that is open, in quotes, or bare.
    fn written(&self, name: &str) -> String {
        match self.mark {
            Some(mark) => quoted(name, mark),
            None => in_quotes_if_needed(name),
        }
    }
}

/// Tells whether a name would be read as something else without quotes.
fn needs_quotes(name: &str) -> bool {
    let is_word = language::clause(name).is_some() || matches!(&*text::fold(name), "and" | "or");
    let begins_oddly = |word: &str| {
        word.starts_with(['#', '\'', '‘', '“', '„', '«', '[', '{']) || word.starts_with("--")
    };
    is_word
        || name.contains([',', '，', '、', '،', ';', '"', '\\', '\n'])
        || name.split_whitespace().any(begins_oddly)
}

/// Returns a name as it is typed: in quotes only if it would be read as something else.
pub(crate) fn in_quotes_if_needed(name: &str) -> String {
    if needs_quotes(name) {
        quoted(name, '"')
    } else {
        name.to_owned()
    }
}

/// Returns a name between quotation marks.
pub(crate) fn quoted(name: &str, mark: char) -> String {
    let closing = match mark {
        '“' => '”',
        '„' => '“',
        '‘' => '’',
        '«' => '»',
        same => same,
    };
    let escaped = name
        .replace('\\', "\\\\")
        .replace(closing, &format!("\\{closing}"));
    format!("{mark}{escaped}{closing}")
}
