//! What Tab proposes: the words that may stand at the cursor, cut and described for the screen.

use chancery::query::Candidate;
use chancery::render::Format;
use chancery::text;
use rustyline::completion::Pair;

use super::commands::{COMMANDS, Command, Words};
use super::help;
use crate::forms::Form;
use crate::settings::{SETTINGS, Setting, named};

/// The most proposals shown; more are of no use to anybody, and rustyline cannot list 65 536.
const MOST: usize = 200;
/// Up to how many proposals each is shown with what it is.
const FEW: usize = 20;
/// The columns that a proposal with what it is may fill.
const COLUMNS: usize = 76;

/// Something that may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    /// The text to put in the place of what was typed.
    insert: String,
    /// The text to list.
    shown: String,
    /// What it is, in a few words, or nothing.
    what: String,
}

impl Proposal {
    /// Returns a word, to be typed with a space behind it.
    fn word(word: &str, what: &str) -> Proposal {
        Proposal {
            insert: format!("{word} "),
            shown: word.to_owned(),
            what: what.to_owned(),
        }
    }
}

impl From<Candidate> for Proposal {
    fn from(candidate: Candidate) -> Proposal {
        Proposal {
            insert: candidate.insert,
            shown: candidate.display,
            what: candidate.what,
        }
    }
}

/// Returns the commands that begin with `beginning`.
pub(super) fn commands(beginning: &str) -> impl Iterator<Item = Proposal> {
    let beginning = beginning.to_lowercase();
    COMMANDS
        .iter()
        .filter(move |command| command.name.starts_with(&beginning))
        .map(|command| Proposal::word(command.name, command.summary))
}

/// Returns the words that begin with `beginning` and may stand behind a command and `rest`.
pub(super) fn behind(command: &Command, rest: &str, beginning: &str) -> Vec<Proposal> {
    let bare = |words: &[&str]| words.iter().map(|word| Proposal::word(word, "")).collect();
    let mut words: Vec<Proposal> = match command.words {
        Words::Topic => bare(&help::subjects().collect::<Vec<_>>()),
        Words::Format => bare(&Format::ALL.map(Format::word)),
        Words::Motif => bare(&["page", "network", "timeline", "chains"]),
        Words::Switch => bare(&["on", "off"]),
        Words::Setting => behind_set(rest),
        Words::Form if rest.is_empty() => Form::names()
            .map(|(name, what)| Proposal::word(name, what))
            .collect(),
        Words::Form | Words::Path | Words::Any => Vec::new(),
    };
    let beginning = beginning.to_lowercase();
    words.retain(|word| word.insert.starts_with(&beginning));
    words
}

/// Returns the words that may stand behind `set` and the `typed` ones: names of settings, what
/// such a name lacks, or values.
fn behind_set(typed: &str) -> Vec<Proposal> {
    let typed = typed.to_lowercase();
    let lacking = |setting: &Setting| {
        let lacking = setting.name.strip_prefix(typed.as_str())?;
        let lacking = if typed.is_empty() {
            lacking
        } else {
            lacking.strip_prefix(' ')?
        };
        Some(Proposal::word(lacking, setting.summary))
    };
    let names: Vec<Proposal> = SETTINGS.iter().filter_map(lacking).collect();
    match named(&typed) {
        (settings, "") if names.is_empty() => {
            let values = settings.into_iter().take(1).flat_map(values);
            values.map(|value| Proposal::word(value, "")).collect()
        }
        _ => names,
    }
}

/// Returns the values that can be typed as they stand; the others are placeholders in capitals.
fn values(setting: &Setting) -> Vec<&'static str> {
    let words = setting.values.iter().copied();
    words
        .filter(|value| value.starts_with(char::is_lowercase))
        .collect()
}

/// Returns proposals as rustyline lists them: a few with what they are, one below the other.
pub(super) fn listed(proposals: Vec<Proposal>) -> Vec<Pair> {
    let is_told = proposals.len() <= FEW && proposals.iter().any(|one| !one.what.is_empty());
    let widths = proposals.iter().map(|one| text::width(&one.shown));
    let widest = widths.max().unwrap_or(0);
    let pair = |one: Proposal| Pair {
        display: if is_told {
            let line = format!("{}  {}", text::pad(&one.shown, widest), one.what);
            text::clip(&line, COLUMNS).into_owned()
        } else {
            one.shown
        },
        replacement: one.insert,
    };
    capped(proposals.into_iter().map(pair).collect())
}

/// Keeps as many proposals as can be shown; the last line says how many are left out.
pub(super) fn capped(mut proposals: Vec<Pair>) -> Vec<Pair> {
    if proposals.len() > MOST {
        let more = proposals.len() - MOST;
        proposals.truncate(MOST);
        proposals.push(Pair {
            display: format!("({more} more, type further)"),
            replacement: String::new(),
        });
    }
    proposals
}

#[cfg(test)]
mod tests {
    use rustyline::completion::Pair;

    use super::{COLUMNS, FEW, MOST, Proposal, capped, listed};

    fn shown(number: usize, what: &str) -> Vec<String> {
        let proposals = vec![Proposal::word("via", what); number];
        listed(proposals)
            .into_iter()
            .map(|pair| pair.display)
            .collect()
    }

    #[test]
    fn a_few_proposals_are_told_with_what_they_are() {
        assert_eq!(shown(1, "kinds"), ["via  kinds"]);
        assert_eq!(shown(1, ""), ["via"]);
        assert_eq!(shown(FEW + 1, "kinds")[0], "via");
        assert_eq!(
            chancery::text::width(&shown(1, &"kinds ".repeat(30))[0]),
            COLUMNS
        );
    }

    #[test]
    fn too_many_proposals_are_cut_and_counted() {
        let pair = Pair {
            display: String::new(),
            replacement: String::new(),
        };
        let cut = capped(vec![pair; 70_000]);
        assert_eq!(cut.len(), MOST + 1);
        assert_eq!(cut[MOST].display, "(69800 more, type further)");
    }
}
