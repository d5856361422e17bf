//! What may stand at the cursor of a question that is being typed.

use super::ast::{Next, Reading, joined};
use super::language::{self, Arg, Clause, Repeat, VERBS, Verb};
use super::lexer::{Form, Open, Token, lex};
use super::offers::{Candidate, Offers};
use super::parser::without_sigil;
use super::pieces::pieces;
use super::reader::{Preference, clause_at, read_tokens};
use super::scope::Scope;
use crate::diagnostic::Span;
use crate::model::Dataset;
use crate::names::Names;
use crate::text;

/// The most candidates that are told.
const MOST: usize = 200;
/// How many words before the cursor may belong to the name that is being typed.
const WORDS_BACK: usize = 8;

/// What may replace the text from `start` to the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The byte with which the word or name being typed begins.
    pub start: usize,
    /// What may stand there, the likeliest first; at most 200.
    pub candidates: Vec<Candidate>,
}

/// Returns what may stand at the byte `at` of a question, by position: a verb, an entity, a kind, a
/// topic, a place, a source, a status, a clause, a key.
///
/// A name that needs quotes is offered in quotes, an ambiguous one by its id. Of several lines or
/// questions the one with the cursor counts. Only the text before the cursor is looked at.
///
/// # Examples
/// ```
/// use chancery::model::Dataset;
/// use chancery::names::Names;
/// use chancery::query;
///
/// let data = Dataset::default();
/// let found = query::expected("timeline si", 11, &data, &Names::new(&data));
/// assert_eq!(found.start, 9);
/// assert_eq!(found.candidates[0].insert, "since");
/// ```
pub fn expected(text: &str, at: usize, data: &Dataset, names: &Names) -> Completion {
    let before = text.get(..at).unwrap_or(text);
    let mut completion = Typed::of(before)
        .map(|typed| typed.completion(data, names))
        .unwrap_or(Completion {
            start: before.len(),
            candidates: Vec::new(),
        });
    completion.candidates.truncate(MOST);
    completion
}

/// A question up to the cursor.
pub(crate) struct Typed<'a> {
    pub(crate) text: &'a str,
    /// The finished words.
    pub(crate) tokens: Vec<Token>,
    /// The word that is being typed; empty behind a space.
    pub(crate) word: String,
    /// Where that word begins, with its opening quotation mark.
    pub(crate) start: usize,
    /// The mark that opens the quotation in which the cursor stands.
    pub(crate) mark: Option<char>,
}

impl<'a> Typed<'a> {
    /// Returns the question before the cursor; `None` where the cursor stands in a comment.
    pub(crate) fn of(text: &'a str) -> Option<Typed<'a>> {
        let lexed = lex(text);
        let behind = |end: usize| end == text.len() && !text.ends_with('\n');
        if lexed.comments.last().is_some_and(|span| behind(span.end)) {
            return None;
        }
        let mark = match lexed.open {
            Some(Open::Quote(_, mark)) => Some(mark),
            Some(Open::Bracket(..)) => return None,
            _ => None,
        };
        let last = lexed.tokens.rsplit(|token| token.form == Form::End).next();
        let mut tokens = last.unwrap_or_default().to_vec();
        let is_typed = |token: &mut Token| {
            token.span.end == text.len() && (mark.is_some() || token.form == Form::Word)
        };
        let word = tokens.pop_if(is_typed);
        Some(Typed {
            text,
            tokens,
            start: word.as_ref().map_or(text.len(), |word| word.span.start),
            word: word.map(|word| word.text).unwrap_or_default(),
            mark,
        })
    }

    /// Returns the word that is being typed, where it may be whole.
    pub(crate) fn finished_word(&self) -> Option<Token> {
        let span = Span::new(self.start, self.text.len());
        (!self.word.is_empty() && self.mark.is_none()).then(|| Token {
            form: Form::Word,
            text: self.word.clone(),
            span,
            inner: span.start,
        })
    }

    fn completion(&self, data: &Dataset, names: &Names) -> Completion {
        let is_sigil = |token: &Token| matches!(token.text.as_str(), ":" | ".");
        let tokens = match self.tokens.split_first() {
            Some((first, rest)) if is_sigil(first) => rest,
            _ => &self.tokens,
        };
        let Some((first, rest)) = tokens.split_first() else {
            return self.verbs();
        };
        let (word, _) = without_sigil(first);
        let Some(verb) = language::verb(word) else {
            return self.nothing();
        };
        let scope = Scope::new(self.text, verb, data, names);
        self.behind_verb(&scope, first.span.end, rest)
    }

    fn nothing(&self) -> Completion {
        Completion {
            start: self.start,
            candidates: Vec::new(),
        }
    }

    fn verbs(&self) -> Completion {
        let bare = self.word.trim_start_matches([':', '.']);
        let typed = text::fold(bare);
        let verbs = VERBS.iter().filter_map(|verb| offered(verb, &typed));
        Completion {
            start: self.start + self.word.len() - bare.len(),
            candidates: verbs.collect(),
        }
    }

    /// Gathers what may stand behind a verb: more of a name or list, and clauses.
    fn behind_verb(&self, scope: &Scope<'_>, at: usize, tokens: &[Token]) -> Completion {
        let mut groups: Vec<(usize, Vec<Candidate>)> = Vec::new();
        let read = |count: usize| {
            let some = tokens.get(..count).unwrap_or_default();
            read_tokens(some, at, scope, Preference::Names)
        };
        let tail = tokens
            .iter()
            .rev()
            .take(WORDS_BACK)
            .take_while(|token| token.form == Form::Word)
            .count();
        let offers = Offers::new(scope, self.mark);
        let mut is_half = false;
        for back in (0..=tail).rev() {
            let kept = tokens.len() - back;
            let behind = tokens.get(kept..).unwrap_or_default();
            if clause_at(scope, behind).is_some() {
                continue;
            }
            let arg = match read(kept).next {
                Next::Needed(arg) | Next::More(arg) => arg,
                Next::Clause => continue,
            };
            let (start, typed) = self.typed(behind);
            let found = offers.of(arg, &typed);
            if !found.is_empty() {
                groups.push((start, found));
                is_half = back > 0 && !is_whole(scope, arg, behind);
                break;
            }
        }
        if self.mark.is_none() && !is_half {
            let clauses = self.clauses(scope, tokens, &read(tokens.len()));
            // Behind a whole name a clause is likelier than a longer name.
            let is_free = self.word.is_empty() && tail > 0;
            groups.insert(if is_free { 0 } else { groups.len() }, clauses);
        }
        self.merged(groups)
    }

    /// Returns the words from these tokens to the cursor, and where they begin.
    pub(crate) fn typed(&self, tokens: &[Token]) -> (usize, String) {
        let mut words = joined(tokens);
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&self.word);
        let start = tokens.first().map_or(self.start, |first| first.span.start);
        (start, words)
    }

    /// Returns the clauses that may begin here.
    fn clauses(
        &self,
        scope: &Scope<'_>,
        tokens: &[Token],
        reading: &Reading,
    ) -> (usize, Vec<Candidate>) {
        let lacks = matches!(reading.next, Next::Needed(_));
        let needs_subject = !scope.verb.subject_is_optional();
        if lacks || (needs_subject && reading.subject.is_empty()) {
            return (self.start, Vec::new());
        }
        // The first word of `sort by` may stand there already.
        if let Some(last) = tokens.last().filter(|last| last.form == Form::Word) {
            let typed = format!("{} {}", text::fold(&last.text), text::fold(&self.word));
            let found = beginning(scope.verb, reading, &typed);
            if !found.is_empty() {
                return (last.span.start, found);
            }
        }
        let typed = text::fold(&self.word);
        let mut found = beginning(scope.verb, reading, &typed);
        if may_join(scope.verb, reading) && "and".starts_with(&typed) {
            let and = candidate("and", "one more entity");
            found.insert(0, and);
        }
        (self.start, found)
    }

    /// Joins candidates that replace text from different places on.
    pub(crate) fn merged(&self, groups: Vec<(usize, Vec<Candidate>)>) -> Completion {
        let filled = groups.iter().filter(|(_, found)| !found.is_empty());
        let start = filled.map(|(start, _)| *start).min().unwrap_or(self.start);
        let mut candidates = Vec::new();
        for (from, found) in groups {
            let before = self.text.get(start..from).unwrap_or_default();
            candidates.extend(found.into_iter().map(|candidate| Candidate {
                insert: format!("{before}{}", candidate.insert),
                ..candidate
            }));
        }
        Completion { start, candidates }
    }
}

/// Tells whether these words are a whole name or word already, so that a clause may follow.
fn is_whole(scope: &Scope<'_>, arg: Arg, tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let is_known = scope.longest(arg, &words) == Some(words.len());
    is_known || arg.is_name() && !scope.meanings(&joined(tokens)).is_empty()
}

fn candidate(word: &str, what: &str) -> Candidate {
    Candidate {
        insert: word.to_owned(),
        display: word.to_owned(),
        what: what.to_owned(),
    }
}

/// Returns the verb as a candidate, if one of its spellings begins with what was typed.
fn offered(verb: &Verb, typed: &str) -> Option<Candidate> {
    let word = verb.words().find(|word| word.starts_with(typed))?;
    Some(candidate(word, verb.summary))
}

/// Returns the clauses that begin with what was typed and may still be used.
fn beginning(verb: &Verb, reading: &Reading, typed: &str) -> Vec<Candidate> {
    let is_free = |clause: &&Clause| {
        clause.repeat != Repeat::Once || reading.uses.iter().all(|used| used.clause != *clause)
    };
    let free = verb.taken().filter(is_free);
    free.filter_map(|clause| {
        let word = clause.words().find(|word| word.starts_with(typed))?;
        Some(candidate(word, clause.summary))
    })
    .collect()
}

/// Tells whether `and` and one more name may follow.
fn may_join(verb: &Verb, reading: &Reading) -> bool {
    let takes_more = match verb.subject {
        Arg::Entities => true,
        Arg::Pair => pieces(&reading.subject).len() < 2,
        _ => false,
    };
    let last = reading.subject.items.last();
    let ends_name = last.is_some_and(|last| last.form != Form::Comma && !last.is_and());
    takes_more && reading.uses.is_empty() && ends_name
}

#[cfg(test)]
mod tests {
    use super::expected;
    use crate::model::EntityKind;
    use crate::query::fixture::{data, names, world};
    use crate::query::plan;

    /// Checks that the first candidates make these questions of what stands before the cursor `|`.
    #[track_caller]
    fn check(typed: &str, wanted: &[&str]) {
        let at = typed.find('|').unwrap_or(typed.len());
        let before = &typed[..at];
        let completion = expected(&typed.replace('|', ""), at, data(), names());
        let made: Vec<String> = completion
            .candidates
            .iter()
            .map(|candidate| format!("{}{}", &before[..completion.start], candidate.insert))
            .collect();
        for one in wanted {
            assert!(made.iter().any(|made| made == one), "{one}: {made:#?}");
        }
        assert!(!wanted.is_empty() || made.is_empty(), "{made:#?}");
    }

    #[test]
    fn verbs_come_first() {
        check("ti|", &["timeline"]);
        check("", &["find", "show", "date"]);
        check("show rwanda; :nei|", &["show rwanda; :neighbours"]);
        check("neighbo|", &["neighbours"]);
        check("neighbor|", &["neighbors"]);
    }

    #[test]
    fn names_are_completed_from_any_word_on() {
        check("timeline Pau|", &["timeline Paul Kagame"]);
        check("timeline paul kag|", &["timeline Paul Kagame"]);
        check("timeline Kag|", &["timeline Kagame"]);
        check(
            "timeline Paul Kagame with Kaz|",
            &["timeline Paul Kagame with Kazakhstan"],
        );
        check("paths Rwanda to Samr|", &["paths Rwanda to Samruk-Kazyna"]);
        check(
            "between Rwanda and Kaz|",
            &["between Rwanda and Kazakhstan"],
        );
        check("timeline Лав|", &["timeline Сергей Лавров"]);
    }

    #[test]
    fn a_word_of_the_language_within_a_name_is_no_end() {
        check(
            "timeline Ministry of |",
            &["timeline Ministry of Foreign Affairs of Kazakhstan"],
        );
    }

    #[test]
    fn names_that_need_quotes_get_them() {
        check(
            "show Rwanda Mines|",
            &["show \"Rwanda Mines, Petroleum and Gas Board\""],
        );
        check("show “Rwanda Dev|", &["show “Rwanda Development Board”"]);
    }

    #[test]
    fn each_place_has_its_own_words() {
        check("timeline via vis|", &["timeline via visit"]);
        check("timeline via CONS|", &["timeline via CONSULT"]);
        check("timeline via visit, mee|", &["timeline via visit, meeting"]);
        check(
            "neighbours Rwanda of |",
            &["neighbours Rwanda of state", "neighbours Rwanda of place"],
        );
        check(
            "timeline about crit|",
            &["timeline about critical-minerals"],
        );
        check(
            "timeline from wall|",
            &[
                "timeline from wall-africa-2025",
                "timeline from Wall Africa Journal",
            ],
        );
        check("timeline status pl|", &["timeline status planned"]);
        check("timeline at Cai|", &["timeline at Cairo"]);
        check("count by y|", &["count by year"]);
        check(
            "neighbours Rwanda sort by |",
            &["neighbours Rwanda sort by count"],
        );
        check(
            "why kagame-visits-k|",
            &["why kagame-visits-kazakhstan-2025"],
        );
        check("show wall-af|", &["show wall-africa-2025"]);
    }

    #[test]
    fn clauses_follow_names_and_come_once() {
        check(
            "paths Rwanda |",
            &["paths Rwanda to", "paths Rwanda Development Board"],
        );
        check("neighbours Rwanda h|", &["neighbours Rwanda hops"]);
        check("timeline sort b|", &["timeline sort by"]);
        check("timeline sort |", &["timeline sort by"]);
        check("timeline not v|", &["timeline not via"]);
        let again = expected("neighbours Rwanda hops 2 ho", 27, data(), names());
        assert!(again.candidates.iter().all(|one| one.insert != "hops"));
    }

    #[test]
    fn nothing_is_offered_where_nothing_can_stand() {
        check("timeline Rwanda # ti|", &[]);
        check("help ti|", &[]);
        check("timeline during 20|", &[]);
        check("neighbours Rwanda hops |", &[]);
    }

    #[test]
    fn offices_are_completed_where_names_may_stand() {
        let has = |typed: &str, wanted: &str| {
            let found = expected(typed, typed.len(), data(), names());
            let made = |insert: &str| format!("{}{insert}", &typed[..found.start]);
            let mut all = found.candidates.iter().map(|one| made(&one.insert));
            assert!(all.any(|one| one == wanted), "{typed}");
        };
        has("who foreign m", "who foreign minister");
        has(
            "who foreign minister of Rwa",
            "who foreign minister of Rwanda",
        );
        has(
            "timeline Kagame with president of K",
            "timeline Kagame with president of Kazakhstan",
        );
        has(
            "neighbours \"president of Aze",
            "neighbours \"president of Azerbaijan\"",
        );
    }

    #[test]
    fn every_completed_name_is_read_as_that_entity() {
        for entity in data().entities() {
            let first: String = entity.name.chars().take(4).collect();
            let typed = format!("neighbours {}", first.trim_end());
            let completion = expected(&typed, typed.len(), data(), names());
            assert!(!completion.candidates.is_empty(), "{typed}");
            for candidate in completion.candidates {
                let made = format!("{}{}", &typed[..completion.start], candidate.insert);
                // A clause behind a whole name wants words of its own.
                let is_name = EntityKind::from_word(&candidate.what).is_some();
                if !is_name && candidate.what != "office" {
                    continue;
                }
                // Who held an office may hang on a day that is named behind it.
                let is_read = plan(&made, world()).is_ok() || candidate.what == "office";
                assert!(is_read, "{made}");
            }
        }
    }
}
