//! Golden questions: what is asked of the built-in data, and the answers that were found right.
//!
//! They are asked of the themes of the five articles with which the data began: whoever adds a fact
//! about another partner changes no answer here. A file of `tests/queries/good` holds one theme: a sentence on it, then each question after `> `
//! and its answer in the plain format below, with a blank line between them. Every answer was
//! read against the sources before it was kept. `CHANCERY_UPDATE_GOLDEN=1` writes them anew; what
//! it writes is to be read again. Those of `tests/queries/recorded` are asked of the same data in a
//! database, where some of them were corrected.
#![expect(
    clippy::unwrap_used,
    reason = "a question without an answer fails the test"
)]

use std::fs;
use std::path::{Path, PathBuf};

use chancery::files::{self, SourceFile};
use chancery::query::language;
use chancery::{Chancery, Session, analysis::Cancel, render};

use crate::databases;

/// What a line begins with that is a question.
const MARK: &str = "> ";

/// The files of the built-in data that the articles touch, with all that they name.
const THEMES: [&str; 9] = [
    "00-sources.ron",
    "10-states-and-places.ron",
    "20-people-of-rwanda.ron",
    "30-institutions.ron",
    "40-forums.ron",
    "50-kazakhstan.ron",
    "51-azerbaijan.ron",
    "52-russia.ron",
    "90-diplomatic-reach.ron",
];

/// Returns the files that the golden questions are about.
pub(crate) fn files() -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rwanda");
    let files = THEMES
        .iter()
        .flat_map(|name| files::load(&folder.join(name)));
    files.flatten().collect()
}

/// Returns the data that the golden questions are asked of.
pub(crate) fn world() -> Chancery {
    Chancery::from_files(&files()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A file of golden questions.
#[derive(Clone)]
pub(crate) struct Page {
    path: PathBuf,
    /// What stands above the first question.
    theme: String,
    /// Questions with the answers kept.
    asked: Vec<(String, String)>,
}

impl Page {
    /// Reads a file.
    pub(crate) fn read(path: PathBuf) -> Page {
        let text = fs::read_to_string(&path).unwrap();
        let mut page = Page {
            path,
            theme: String::new(),
            asked: Vec::new(),
        };
        for line in text.lines() {
            if let Some(question) = line.strip_prefix(MARK) {
                page.asked.push((question.to_owned(), String::new()));
                continue;
            }
            let part = page.asked.last_mut().map(|(_, answer)| answer);
            let part = part.unwrap_or(&mut page.theme);
            part.push_str(line);
            part.push('\n');
        }
        page.theme.truncate(page.theme.trim_end().len());
        for (_, answer) in &mut page.asked {
            answer.truncate(answer.trim_end().len());
        }
        page
    }

    /// Returns the questions in their order.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().map(|(question, _)| question.as_str())
    }

    /// Returns each question with the answer of `chancery`, asked in one session.
    pub(crate) fn answers(&self, chancery: &Chancery) -> Vec<(&str, String)> {
        let mut session = chancery.session();
        self.questions()
            .map(|question| (question, answer(&mut session, question)))
            .collect()
    }

    /// Asks every question, and sees that it is answered as it was; or keeps the answers, if that is
    /// wished for.
    #[track_caller]
    pub(crate) fn is_answered_by(&self, chancery: &Chancery) {
        let answers = self.answers(chancery);
        if std::env::var_os("CHANCERY_UPDATE_GOLDEN").is_some() {
            fs::write(&self.path, self.text(&answers)).unwrap();
            return;
        }
        for ((question, now), (_, kept)) in answers.iter().zip(&self.asked) {
            assert_eq!(now, kept, "`{question}` of {}", self.path.display());
        }
        let text = fs::read_to_string(&self.path).unwrap();
        let wanted = self.text(&answers);
        assert_eq!(text, wanted, "the layout of {}", self.path.display());
    }

    /// Returns the text of the file with these answers.
    fn text(&self, answers: &[(&str, String)]) -> String {
        let mut parts = vec![self.theme.clone()];
        for (question, answer) in answers {
            parts.push(format!("{MARK}{question}\n{answer}"));
        }
        parts.join("\n\n") + "\n"
    }
}

/// Returns the files of golden questions, in order of their names.
pub(crate) fn pages() -> Vec<Page> {
    pages_of("tests/queries/good")
}

/// Returns the files of questions about what was recorded, which a database is asked.
fn recorded_pages() -> Vec<Page> {
    pages_of("tests/queries/recorded")
}

fn pages_of(folder: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(Page::read).collect()
}

fn answer(session: &mut Session, question: &str) -> String {
    match session.ask(question, &Cancel::new()) {
        Ok(answer) => render::to_plain(&answer.unwrap()),
        Err(error) => panic!("`{question}` is not answered: {error:?}"),
    }
}

#[test]
fn every_golden_question_is_answered_as_it_was() {
    let world = world();
    let pages = pages().into_iter().map(|page| (page, &world));
    let recorded = recorded_pages().into_iter();
    let recorded = recorded.map(|page| (page, databases::recorded()));
    for (page, chancery) in pages.chain(recorded) {
        page.is_answered_by(chancery);
    }
}

#[test]
fn every_word_of_the_language_has_a_golden_question() {
    let pages = [pages(), recorded_pages()].concat();
    let asked: Vec<String> = pages
        .iter()
        .flat_map(|page| &page.asked)
        .map(|(question, _)| format!(" {} ", chancery::text::fold(question)))
        .collect();
    assert!(asked.len() >= 60, "only {} questions", asked.len());
    let verbs = language::VERBS.iter().map(|verb| verb.name);
    for word in verbs.chain(language::CLAUSES.iter().map(|clause| clause.name)) {
        let word = format!(" {word} ");
        let is_used = asked.iter().any(|question| question.contains(&word));
        assert!(is_used, "no golden question says `{}`", word.trim());
    }
}
