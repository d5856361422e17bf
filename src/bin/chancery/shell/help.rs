//! Help: what can be asked and typed, drawn from the tables of the language and the commands.

use chancery::diagnostic::Diagnostic;
use chancery::edit::language as editing;
use chancery::query::language::{self, CLAUSES, Clause, VERBS, Verb};
use chancery::render::{Format, Role, Text};
use chancery::text;

use super::commands::{self, COMMANDS, Command};
use crate::exit::Failure;
use crate::forms::Form;

/// Something to tell about that is no word of the language.
struct Topic {
    name: &'static str,
    summary: &'static str,
    paragraphs: &'static [&'static str],
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "dates",
        summary: "how dates are written and what they mean",
        paragraphs: &[
            "Dates are EDTF: 2015, 2024-11, 2025-05-28, 2025-05-28/2025-05-29, 2016/.., 198X, 2004-06~.",
            "2015 means some day in 2015. An answer that holds for some of the days that a date may \
             stand for, but not for all, is marked `?`; the clause `certain` leaves it out.",
            "1985/.. still lasts; of 1985/ nobody knows whether it has ended.",
            "Windows are `during 2024`, `during 2024-01..2025-06`, `since 2024`, `until 2024-06-30`.",
            "`date 2004-06~` tells how a date is read.",
        ],
    },
    Topic {
        name: "names",
        summary: "how entities are named",
        paragraphs: &[
            "Case and accents do not matter, and other spellings and scripts are known: Kagame, \
             kagame, Кагаме.",
            "A name of several words needs quotes only where it could be read in two ways.",
            "An id always works: `show paul-kagame`. `find TEXT` tells ids.",
        ],
    },
    Topic {
        name: "clocks",
        summary: "what held, and what was known, on an earlier day",
        paragraphs: &[
            "`as of DATE` asks for what held on a day: ties in force then, and events that had \
             happened by then.",
            "`known by DATE` asks what could be known: only what sources published by then had \
             said, with the date and status they gave.",
            "Behind a question they count for it alone. `set as of DATE` and `set known by DATE` \
             count for all that say nothing else, and the prompt shows them; `set clocks off` \
             ends all. `--as-of` and `--known-by` set them from the command line.",
            "A database has a third clock: `as recorded at MOMENT`, `set recorded at MOMENT` or \
             `--recorded-at` ask it as it stood then, before anything that was recorded later.",
        ],
    },
    Topic {
        name: "receipts",
        summary: "how an answer is proved later",
        paragraphs: &[
            "`set receipt on`, or the option `--receipt`, puts a receipt below each answer: the \
             question in its own words, and digests of the data, the answer and the lines above.",
            "`chancery replay FILE` finds the receipts in a saved file, asks again, and says of \
             each whether data, answer and lines are still the same.",
            "A limit becomes a part of the question, so that what is proved is what is shown.",
        ],
    },
    Topic {
        name: "keys",
        summary: "how lines are edited",
        paragraphs: &[
            "Tab completes. Up and Down fetch earlier lines, Ctrl-R searches them, Right takes the \
             grey proposal behind the cursor.",
            "An open quote, or a backslash at the end, continues on the next line; an empty line \
             ends it.",
            "Ctrl-C drops the line or stops the question that runs. Ctrl-D on an empty line leaves.",
        ],
    },
];

/// Topics whose text is drawn from tables, with their summaries.
const LISTS: [(&str, &str); 4] = [
    ("clauses", "what can follow a question"),
    ("formats", "the shapes of answers"),
    (
        "exports",
        "the files that answers and data can be written to",
    ),
    ("examples", "questions to try"),
];

/// Returns what there is to tell about `words`, in lines of `width` columns.
///
/// A word that means several things, as `last` does, gets all of them told. Unknown words are a
/// failure that names the nearest known one.
pub(crate) fn help(words: &str, width: usize) -> Result<Text, Failure> {
    let mut page = Page {
        text: Text::new(),
        width,
    };
    let word = words.trim().trim_start_matches([':', '.']).to_lowercase();
    if word.is_empty() {
        page.overview();
        return Ok(page.text);
    }
    page.topic(&word);
    if let Some(verb) = language::verb(&word) {
        page.verb(verb);
    }
    if let Some(clause) = language::clause(&word) {
        page.clause(clause);
    }
    let words_of_edit: Vec<&str> = word.split_whitespace().collect();
    if let Some((verb, _)) =
        editing::verb(&words_of_edit).filter(|(_, count)| *count == words_of_edit.len())
    {
        page.edit(verb);
    }
    if word == "add" {
        let adds = |verb: &&editing::Verb| verb.name.starts_with("add ");
        editing::VERBS
            .iter()
            .copied()
            .filter(adds)
            .for_each(|verb| page.edit(verb));
    }
    if let Some(command) = commands::named(&word) {
        page.command(command);
    }
    page.reserved(&word);
    if page.text.pieces().next().is_some() {
        return Ok(page.text);
    }
    let fault = Diagnostic::new(format!("there is no help on `{words}`"));
    Err(Failure::usage(
        fault
            .nearest(&word, subjects())
            .help("`help` alone lists all there is"),
    ))
}

/// Returns all words that help knows.
pub(super) fn subjects() -> impl Iterator<Item = &'static str> {
    let clauses = CLAUSES.iter().map(|clause| clause.name);
    let topics = TOPICS.iter().map(|topic| topic.name);
    let lists = LISTS.iter().map(|(name, _)| *name);
    commands::names().chain(clauses).chain(topics).chain(lists)
}

const fn about(format: Format) -> &'static str {
    match format {
        Format::Table => "columns fitted to the terminal",
        Format::Plain => "one line per row, for grep and cut",
        Format::Md => "Markdown",
        Format::Csv => "comma-separated values with a header",
        Format::Tsv => "tab-separated values with a header",
        Format::Json => "one object per question, on one line",
        Format::Jsonl => "one object per row, each on its own line",
    }
}

/// Returns words with a capital and a full stop.
fn sentence(words: &str) -> String {
    format!("{}.", text::capital(words))
}

/// Returns how a question is typed, without the clauses that may be left out.
fn short_usage(verb: &Verb) -> String {
    let is_optional = |part: &&&str| part.starts_with('[');
    let needed = verb.usage.iter().filter(|part| !is_optional(part));
    let mut parts: Vec<&str> = [verb.name].into_iter().chain(needed.copied()).collect();
    let mut optional = verb.usage.iter().filter(is_optional);
    if parts.len() == 1 {
        parts.extend(optional.next());
    }
    let is_open = parts.last().is_some_and(|part| part.ends_with('…'));
    parts.extend(optional.next().filter(|_| !is_open).map(|_| "…"));
    parts.join(" ")
}

/// Returns how an edit is typed, without the fields that may be left out.
fn short_edit(verb: &editing::Verb) -> String {
    let needed = verb.usage.iter().filter(|part| !part.starts_with('['));
    let parts = [verb.name].into_iter().chain(needed.copied());
    parts.collect::<Vec<_>>().join(" ")
}

/// A text under way, and the width of its lines.
struct Page {
    text: Text,
    width: usize,
}

impl Page {
    fn overview(&mut self) {
        self.heading("Questions");
        let verbs = VERBS.iter().map(|verb| (short_usage(verb), verb.summary));
        self.rows(&verbs.collect::<Vec<_>>());
        self.heading("Edits of a database");
        let edits = editing::VERBS
            .iter()
            .map(|verb| (short_edit(verb), verb.summary));
        self.rows(&edits.collect::<Vec<_>>());
        self.heading("Commands");
        let commands = COMMANDS
            .iter()
            .map(|command| (command.usage.to_owned(), command.summary));
        self.rows(&commands.collect::<Vec<_>>());
        self.heading("Topics");
        let topics = TOPICS.iter().map(|topic| (topic.name, topic.summary));
        let topics = LISTS.into_iter().chain(topics);
        self.rows(
            &topics
                .map(|(name, summary)| (name.to_owned(), summary))
                .collect::<Vec<_>>(),
        );
        self.text.end_line();
        self.paragraph("`help WORD` tells more about each, for example `help timeline`.");
    }

    fn topic(&mut self, word: &str) {
        match word {
            "clauses" => self.clauses(CLAUSES.iter().copied()),
            "formats" => {
                let formats = Format::ALL.map(|format| (format.to_string(), about(format)));
                self.rows(&formats);
            }
            "exports" => {
                let forms = Form::names().map(|(name, summary)| (name.to_owned(), summary));
                self.rows(&forms.collect::<Vec<_>>());
            }
            "examples" => VERBS.iter().for_each(|verb| self.examples(verb.examples)),
            _ => {
                let Some(topic) = TOPICS.iter().find(|topic| topic.name == word) else {
                    return;
                };
                topic
                    .paragraphs
                    .iter()
                    .for_each(|paragraph| self.paragraph(paragraph));
            }
        }
    }

    fn verb(&mut self, verb: &Verb) {
        self.head(&verb.usage_line(), verb.summary, verb.help);
        if verb.taken().next().is_some() {
            self.heading("Clauses");
            self.clauses(verb.taken());
        }
        self.heading("Examples");
        self.examples(verb.examples);
    }

    fn edit(&mut self, verb: &editing::Verb) {
        self.head(&verb.usage_line(), verb.summary, verb.help);
        if !verb.fields.is_empty() {
            self.heading("Fields");
            let fields = verb.fields.iter();
            let rows = fields.map(|field| (field.usage.to_owned(), field.summary));
            self.rows(&rows.collect::<Vec<_>>());
        }
        self.heading("Examples");
        self.examples(verb.examples);
    }

    fn clause(&mut self, clause: &Clause) {
        self.head(clause.usage, clause.summary, clause.help);
        self.paragraph(clause.repeat.rule());
        self.paragraph(&format!("Goes with {}.", clause.takers().join(", ")));
        self.heading("Examples");
        self.examples(clause.examples);
    }

    fn command(&mut self, command: &Command) {
        self.head(command.usage, command.summary, command.help);
        if !command.examples.is_empty() {
            self.heading("Examples");
            self.examples(command.examples);
        }
    }

    fn reserved(&mut self, word: &str) {
        let mut reserved = language::RESERVED_VERBS.iter();
        let found = reserved.find(|reserved| reserved.name == word);
        if let Some(reserved) = found {
            self.paragraph(&format!("`{word}` is kept for a later version."));
            self.paragraph(&format!("Until then: {}.", reserved.instead));
        }
    }

    fn head(&mut self, usage: &str, summary: &str, help: &str) {
        if self.text.pieces().next().is_some() {
            self.text.end_line();
        }
        for (number, line) in text::wrap(usage, self.width.saturating_sub(2))
            .iter()
            .enumerate()
        {
            let margin = if number == 0 { "" } else { "  " };
            self.text.push(Role::Heading, &format!("{margin}{line}"));
            self.text.end_line();
        }
        self.paragraph(&sentence(summary));
        self.paragraph(help);
    }

    fn clauses(&mut self, clauses: impl Iterator<Item = &'static Clause>) {
        let rows = clauses.map(|clause| (clause.usage.to_owned(), clause.summary));
        self.rows(&rows.collect::<Vec<_>>());
    }

    fn examples(&mut self, examples: &[&str]) {
        for example in examples {
            self.text.push(Role::Entity, &format!("  {example}"));
            self.text.end_line();
        }
    }

    fn heading(&mut self, words: &str) {
        if self.text.pieces().next().is_some() {
            self.text.end_line();
        }
        self.text.push(Role::Heading, words);
        self.text.end_line();
    }

    /// Adds two columns, the right one wrapped; on a narrow screen one below the other.
    fn rows(&mut self, rows: &[(String, &str)]) {
        const LEAST: usize = 30;
        const MOST: usize = 44;
        let widths = rows.iter().map(|(left, _)| text::width(left));
        let widest = widths.filter(|width| *width <= MOST).max().unwrap_or(0);
        let is_wide = widest + LEAST <= self.width;
        let indent = if is_wide { widest + 4 } else { 6 };
        for (left, right) in rows {
            let is_beside = is_wide && text::width(left) <= widest;
            self.text.push(Role::Plain, "  ");
            self.text.push(Role::Entity, left);
            let mut at = 2 + text::width(left);
            if !is_beside {
                self.text.end_line();
                at = 0;
            }
            for line in text::wrap(right, self.width.saturating_sub(indent)) {
                self.text.push(Role::Plain, &" ".repeat(indent - at));
                self.text.push(Role::Plain, &line);
                self.text.end_line();
                at = 0;
            }
        }
    }

    fn paragraph(&mut self, words: &str) {
        for line in text::wrap(words, self.width) {
            self.text.push(Role::Plain, &line);
            self.text.end_line();
        }
    }
}
