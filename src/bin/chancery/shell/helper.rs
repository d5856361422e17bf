//! What the editor asks while somebody types: completion, hints, highlighting, whether a line is
//! finished.
//!
//! The language says what may stand where; this file adds the commands and hands it to rustyline.

use std::borrow::Cow;
use std::cell::Cell;

use chancery::Chancery;
use chancery::edit;
use chancery::query::{self, Completion, WordRole};
use chancery::render::Role;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Context};

use super::commands::{self, Command, Words};
use super::lines::wants_more;
use super::proposals::{self, Proposal};
use crate::paint::painted;

/// Answers the editor's questions.
pub(super) struct Helper {
    chancery: Chancery,
    files: FilenameCompleter,
    history: HistoryHinter,
    empty: Cell<bool>,
    /// The beginning of an edit behind which the line goes on.
    lead: String,
    in_colour: bool,
}

impl Helper {
    /// Returns a helper for questions to `chancery`.
    pub(super) fn new(chancery: &Chancery) -> Helper {
        Helper {
            chancery: chancery.clone(),
            files: FilenameCompleter::new(),
            history: HistoryHinter::new(),
            empty: Cell::new(true),
            lead: String::new(),
            in_colour: false,
        }
    }

    /// Turns to other data.
    pub(super) fn attend(&mut self, chancery: &Chancery) {
        self.chancery = chancery.clone();
        self.empty.set(true);
    }

    /// Says behind what beginning of an edit the line goes on.
    pub(super) fn go_on_behind(&mut self, lead: &str) {
        lead.clone_into(&mut self.lead);
    }

    /// Returns what may stand in an edit at the end of a line, which goes on behind the lead.
    fn expected(&self, before: &str) -> Completion {
        let text = format!("{}{before}", self.lead);
        let (data, names) = (self.chancery.data(), self.chancery.names());
        let mut expected = edit::expected(&text, text.len(), data, names);
        let skipped = self.lead.len().saturating_sub(expected.start);
        for candidate in &mut expected.candidates {
            candidate
                .insert
                .drain(..skipped.min(candidate.insert.len()));
        }
        expected.start = expected.start.saturating_sub(self.lead.len());
        expected
    }

    /// Says whether the line is painted. Without colour a hint could not be told from what was
    /// typed, and there is none.
    pub(super) fn paint(&mut self, in_colour: bool) {
        self.in_colour = in_colour;
    }

    /// Tells whether the line was empty when the editor asked last.
    pub(super) fn saw_empty_line(&self) -> bool {
        self.empty.get()
    }
}

impl rustyline::Helper for Helper {}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        ctx: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..pos];
        if !self.lead.is_empty() || edit::is_edit(before) {
            let expected = self.expected(before);
            let found = expected.candidates.into_iter().map(Into::into).collect();
            return Ok((expected.start, proposals::listed(found)));
        }
        let mut words = before.rsplit(char::is_whitespace);
        let word = words.next().unwrap_or_default();
        let start = pos - word.len();
        if let Some((command, rest)) = commands::read(&before[..start]) {
            let mut found = proposals::listed(proposals::behind(command, rest, word));
            if matches!(command.words, Words::Path | Words::Form) {
                let (start_of_file, files) = self.files.complete(line, pos, ctx)?;
                if start_of_file != start {
                    return Ok((start_of_file, proposals::capped(files)));
                }
                found.extend(files);
            }
            return Ok((start, proposals::capped(found)));
        }
        let (data, names) = (self.chancery.data(), self.chancery.names());
        let expected = query::expected(line, pos, data, names);
        let mut found: Vec<Proposal> = expected.candidates.into_iter().map(Into::into).collect();
        let bare = before.trim_start_matches([' ', ':', '.']);
        let first = pos - bare.len();
        let is_first_word = !bare.contains(char::is_whitespace);
        if is_first_word && (found.is_empty() || expected.start == first) {
            found.extend(proposals::commands(bare));
            let edits = edit::expected(bare, bare.len(), data, names).candidates;
            found.extend(edits.into_iter().map(Into::into));
            return Ok((first, proposals::listed(found)));
        }
        Ok((expected.start, proposals::listed(found)))
    }
}

impl Hinter for Helper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, ctx: &Context<'_>) -> Option<String> {
        self.empty.set(line.is_empty());
        if line.is_empty() || pos < line.len() || !self.in_colour || !self.lead.is_empty() {
            return None;
        }
        self.history
            .hint(line, pos, ctx)
            .or_else(|| match commands::read(line) {
                _ if edit::is_edit(line) => {
                    edit::hint(line, self.chancery.data(), self.chancery.names())
                }
                Some((command, rest)) => hint_of_command(command, line, rest),
                None => query::hint(line, pos, self.chancery.data(), self.chancery.names()),
            })
    }
}

/// Returns the words that a command still lacks, as its usage has them.
fn hint_of_command(command: &Command, line: &str, rest: &str) -> Option<String> {
    let (_, lacking) = command.usage.split_once(' ')?;
    let gap = if line.ends_with(' ') { "" } else { " " };
    rest.is_empty().then(|| format!("{gap}{lacking}"))
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if !self.lead.is_empty() {
            return Cow::Borrowed(line);
        }
        if let Some((_, rest)) = commands::read(line).filter(|_| !edit::is_edit(line)) {
            let word = line.len() - line.trim_end().len() + rest.len();
            let (word, rest) = line.split_at(line.len() - word);
            return Cow::Owned(painted(Role::Heading, word) + rest);
        }
        let mut shown = String::new();
        let mut end = 0;
        let (data, names) = (self.chancery.data(), self.chancery.names());
        let spans = if edit::is_edit(line) {
            edit::spans(line, data, names)
        } else {
            query::spans(line, data, names)
        };
        for (span, role) in spans {
            shown.push_str(&line[end..span.start]);
            shown.push_str(&painted(role_of(role), &line[span.start..span.end]));
            end = span.end;
        }
        shown.push_str(&line[end..]);
        Cow::Owned(shown)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(
        &'s self,
        prompt: &'p str,
        _default: bool,
    ) -> Cow<'b, str> {
        Cow::Owned(painted(Role::Heading, prompt))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(painted(Role::Hint, hint))
    }

    fn highlight_candidate<'c>(
        &self,
        candidate: &'c str,
        _completion: CompletionType,
    ) -> Cow<'c, str> {
        Cow::Borrowed(candidate)
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Validator for Helper {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if wants_more(ctx.input()) {
            ValidationResult::Incomplete
        } else {
            ValidationResult::Valid(None)
        })
    }
}

/// Returns how a word of a question is painted.
const fn role_of(word: WordRole) -> Role {
    match word {
        WordRole::Verb | WordRole::Clause => Role::Heading,
        WordRole::Entity => Role::Entity,
        WordRole::Kind => Role::Kind,
        WordRole::Date => Role::Date,
        WordRole::Number => Role::Number,
        WordRole::Unknown => Role::Fault,
        WordRole::Comment => Role::Hint,
        _ => Role::Plain,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use chancery::Chancery;
    use rustyline::Context;
    use rustyline::completion::{Completer, Pair};
    use rustyline::highlight::Highlighter;
    use rustyline::hint::Hinter;
    use rustyline::history::DefaultHistory;

    use super::Helper;

    fn helper() -> Helper {
        static BUILTIN: OnceLock<Chancery> = OnceLock::new();
        let builtin = BUILTIN.get_or_init(|| Chancery::builtin().unwrap());
        let mut helper = Helper::new(builtin);
        helper.paint(true);
        helper
    }

    /// Returns the lines that Tab at the end of a line can make of it.
    fn completed(line: &str) -> Vec<String> {
        let history = DefaultHistory::new();
        let context = Context::new(&history);
        let (start, found) = helper().complete(line, line.len(), &context).unwrap();
        let whole = |pair: &Pair| format!("{}{}", &line[..start], pair.replacement);
        found.iter().map(whole).collect()
    }

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let completed = completed(line);
        assert!(
            completed.iter().any(|line| line.trim_end() == expected),
            "{completed:?}"
        );
    }

    #[test]
    fn the_first_word_is_a_question_or_a_command() {
        check("hist", "history");
        check("  :hist", "  :history");
        check("neigh", "neighbours");
    }

    #[test]
    fn the_words_behind_a_command_are_those_it_takes() {
        check("set for", "set format");
        check(":set format j", ":set format jsonl");
        check("set as", "set as of");
        check("set as o", "set as of");
        check("set as of o", "set as of off");
        check("set known-by ", "set known-by off");
        check("set clocks o", "set clocks off");
        check("set color ", "set color never");
        check("help timel", "help timeline");
        check("time o", "time off");
        check("last c", "last csv");
        check("export gex", "export gexf");
        check("export Cargo.t", "export Cargo.toml");
        assert!(!completed("export svg gex").contains(&"export svg gexf ".to_owned()));
        assert_eq!(completed("set limit "), ["set limit auto "]);
        assert_eq!(completed("history "), [""; 0]);
    }

    #[test]
    fn names_are_completed_whatever_their_case_and_script() {
        check("show kaga", "show Kagame");
        check(
            "timeline Kagame with kaz",
            "timeline Kagame with Kazakhstan",
        );
        check("show кага", "show Поль Кагаме");
    }

    #[test]
    fn a_wide_space_is_no_danger() {
        completed("set\u{a0}for");
        completed("set\u{3000}");
        completed("show\u{3000}ka");
    }

    #[test]
    fn highlighting_changes_nothing_but_colours() {
        for line in [
            "show Kagame",
            " :set format  json ",
            "find \"Анна",
            "timeline x via y ; z",
            "",
        ] {
            let shown = helper().highlight(line, 0).into_owned();
            let parts: Vec<&str> = shown.split('\x1b').collect();
            let bare = parts.iter().enumerate().map(|(number, part)| match number {
                0 => part,
                _ => part.split_once('m').unwrap().1,
            });
            assert_eq!(bare.collect::<String>(), line);
        }
    }

    #[test]
    fn a_command_hints_at_the_words_it_lacks() {
        let history = DefaultHistory::new();
        let hint = |line: &str| helper().hint(line, line.len(), &Context::new(&history));
        assert_eq!(hint("set").as_deref(), Some(" [NAME VALUE]"));
        assert_eq!(hint("source ").as_deref(), Some("FILE"));
        assert_eq!(hint("set format"), None);
        assert_eq!(hint("quit"), None);
    }
}
