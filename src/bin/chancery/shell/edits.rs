//! Edits: read, completed by whoever types, shown, and recorded.
//!
//! What an edit means is known to the library. The database is opened for writing at the first one,
//! and let go when the shell leaves it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chancery::diagnostic::Diagnostic;
use chancery::edit::{self, Dictated, EditFault};
use chancery::model::Ontology;
use chancery::register::{Change, Edit, Entry, Key, Record};
use chancery::render::{self, Format, Role, Style, Text};
use chancery::{Chancery, Database, Holding};
use serde::Serialize;

use super::lines::{Input, LineSource};
use super::{Shell, Show};
use crate::exit::{Exit, Failure};

/// How long to wait for another writer.
const WAIT: Duration = Duration::from_secs(2);
/// From so many relations on, putting an edit where questions see it takes longer than people like
/// to wait after each.
const MANY: usize = 200_000;
/// How many records are told at most that look like a new one.
const MOST_SIMILAR: usize = 5;
/// What is asked before something is recorded.
const SAVE: &str = "save? [Y/n] ";
/// What is told when somebody thinks better of it.
const NOTHING: &str = "nothing is recorded";

/// How far what was recorded is ahead of what a session shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Ahead {
    #[default]
    Nothing,
    /// By records that change no name.
    Records,
    /// Names may mean something else now.
    Names,
}

/// The database that edits go to.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// Where it is; nothing for data that are no database.
    path: Option<PathBuf>,
    /// Held for writing since the first edit.
    open: Option<Database>,
    /// What was recorded that the session does not show yet.
    ahead: Ahead,
    /// Whether anything was recorded.
    was_edited: bool,
    is_read_only: bool,
}

impl Desk {
    /// Returns the desk for data at a path, if it is a database.
    pub(super) fn at(data: Option<&Path>, is_read_only: bool) -> Desk {
        Desk {
            path: data
                .filter(|path| Database::is_at(path))
                .map(Path::to_owned),
            is_read_only,
            ..Desk::default()
        }
    }

    /// Turns to other data, and lets go of the database.
    pub(super) fn turn_to(&mut self, data: &Path) {
        *self = Desk::at(Some(data), self.is_read_only);
    }
}

/// What a program is told of an edit that was recorded.
#[derive(Serialize)]
struct Acknowledged<'a> {
    schema: u8,
    kind: &'static str,
    id: &'a str,
    entry: u32,
    at: String,
    by: &'a str,
}

/// An edit under way: its words, and what to ask again where an answer was wrong.
struct Draft {
    words: String,
    asked: Option<(String, EditFault)>,
}

impl Shell {
    /// Carries out an edit. Whoever types is asked for what lacks, and whether to save it.
    pub(super) fn edit(
        &mut self,
        statement: &str,
        mut typist: Option<&mut dyn LineSource>,
    ) -> Result<(), Failure> {
        self.open_desk(statement)?;
        let mut draft = Draft {
            words: statement.trim().to_owned(),
            asked: None,
        };
        let dictated = loop {
            match self.read(&draft.words)? {
                Ok(Some(dictated)) => {
                    let world = self.session.chancery().world();
                    let is_asked = draft.asked.is_some();
                    let lack = edit::undated(&draft.words, world).filter(|_| is_asked);
                    let Some(lack) = lack else { break dictated };
                    if !self.complete(&mut draft, lack, again(&mut typist))? {
                        self.console.note(NOTHING);
                        return Ok(());
                    }
                }
                Ok(None) => return Ok(()),
                Err(fault) => {
                    if !self.complete(&mut draft, fault, again(&mut typist))? {
                        self.console.note(NOTHING);
                        return Ok(());
                    }
                }
            }
        };
        self.record(&draft.words, &dictated, typist)
    }

    /// Shows what was recorded since the session began, if something was.
    pub(super) fn catch_up(&mut self) -> Result<(), Failure> {
        if let Some(database) = self
            .desk
            .open
            .as_mut()
            .filter(|_| self.desk.ahead > Ahead::Nothing)
        {
            self.session.turn_to(database.chancery()?);
            self.desk.ahead = Ahead::Nothing;
        }
        Ok(())
    }

    /// Shows what was recorded, if that is quick or names may mean something else now.
    fn keep_up(&mut self) -> Result<(), Failure> {
        let relations = self.session.chancery().data().relation_count();
        if relations < MANY || self.desk.ahead == Ahead::Names {
            self.catch_up()
        } else {
            Ok(())
        }
    }

    /// Leaves the database as who opens it next would like it, and lets go of it.
    pub(crate) fn leave_desk(&mut self) -> Result<(), Failure> {
        let Some(mut database) = self.desk.open.take().filter(|_| self.desk.was_edited) else {
            return Ok(());
        };
        let relations = self.session.chancery().data().relation_count();
        if relations >= MANY && !self.ways.quiet {
            let note = "laying out what holds now, so that it opens at once";
            self.console.note(note);
        }
        database.settle(&mut |_| ControlFlow::Continue(()))?;
        Ok(())
    }

    /// Opens the database for writing, if it is not yet.
    fn open_desk(&mut self, statement: &str) -> Result<(), Failure> {
        let verb = edit::verb(statement).map_or("edit", |verb| verb.name);
        let refused = |why: String| Diagnostic::new(format!("`{verb}` {why}"));
        if self.desk.is_read_only {
            let fault = refused("changes data, which `--read-only` forbids".to_owned());
            return Err(Failure::usage(fault));
        }
        let Some(path) = &self.desk.path else {
            let fault = refused("needs a database, and this is none".to_owned());
            let help = "`chancery import DATA --into FILE.chancery` makes one; `use FILE.chancery` opens it";
            return Err(Failure::usage(fault.help(help)));
        };
        if self.desk.open.is_none() {
            let holder = self.around.holder(&self.author());
            self.desk.open = Some(Database::open(path, &holder, WAIT)?);
            self.desk.ahead = Ahead::Names;
        }
        self.keep_up()
    }

    fn author(&self) -> chancery::register::Author {
        self.around.author(self.settings.author.as_deref())
    }

    /// Returns what an edit means against what is recorded now.
    fn read(&mut self, words: &str) -> Result<Result<Option<Dictated>, EditFault>, Failure> {
        self.keep_up()?;
        let read = self.understood(words);
        if read.is_err() && self.desk.ahead > Ahead::Nothing {
            self.catch_up()?;
            return Ok(self.understood(words));
        }
        Ok(read)
    }

    /// Returns what an edit means against what the session shows.
    fn understood(&self, words: &str) -> Result<Option<Dictated>, EditFault> {
        match &self.desk.open {
            Some(database) => {
                edit::read(words, self.session.chancery().world(), database.register())
            }
            None => Ok(None),
        }
    }

    /// Asks for what an edit lacks; tells whether there was an answer. A fault that nobody can mend
    /// ends the edit.
    fn complete(
        &mut self,
        draft: &mut Draft,
        fault: EditFault,
        typist: Option<&mut dyn LineSource>,
    ) -> Result<bool, Failure> {
        let shown = fault.diagnostic(&draft.words);
        let Some(typist) = typist else {
            return Err(Failure::Fault(Exit::Failed, vec![shown]));
        };
        let is_lack = matches!(fault, EditFault::Missing { .. });
        let (words, lack) = match draft.asked.take() {
            _ if is_lack => (draft.words.clone(), fault),
            Some(asked) => {
                self.console.fault(&[shown]);
                asked
            }
            None => return Err(Failure::Fault(Exit::Failed, vec![shown])),
        };
        let EditFault::Missing {
            span, what, lead, ..
        } = &lack
        else {
            return Ok(false);
        };
        let (before, behind) = words.split_at(span.start.min(words.len()));
        let gap = if lead.is_empty() { "" } else { " " };
        let before = format!("{} {lead}{gap}", before.trim_end());
        let input = typist.ask(&format!("{what}: "), &before, self.session.chancery())?;
        let Input::Text { text, .. } = input else {
            return Ok(false);
        };
        let answer = text.trim();
        let whole = format!("{before}{answer} {}", behind.trim_start());
        whole.trim_end().clone_into(&mut draft.words);
        draft.asked = Some((words, lack));
        Ok(!answer.is_empty())
    }

    /// Records an edit that was read, if whoever typed it agrees, and acknowledges it.
    fn record(
        &mut self,
        words: &str,
        dictated: &Dictated,
        typist: Option<&mut dyn LineSource>,
    ) -> Result<(), Failure> {
        let author = self.author();
        let Some(database) = &self.desk.open else {
            return Ok(());
        };
        // What names mean was read from the file.
        self.session.chancery().intact()?;
        let entry = database.prepare(&dictated.edit, words, &author)?;
        if !self.ways.quiet {
            dictated
                .notes
                .iter()
                .for_each(|note| self.console.note(note));
        }
        if typist.is_some() || !self.ways.quiet {
            self.tell_similar(&dictated.edit);
        }
        if let Some(typist) = typist {
            self.preview(&dictated.edit, &entry);
            let answer = typist.ask(SAVE, "", self.session.chancery())?;
            let agrees = |text: &str| text.is_empty() || text.to_lowercase().starts_with('y');
            if !matches!(&answer, Input::Text { text, .. } if agrees(text.trim())) {
                self.console.note(NOTHING);
                return Ok(());
            }
        }
        self.commit(&dictated.edit, entry)
    }

    /// Tells what is recorded already and looks the same.
    fn tell_similar(&mut self, edit: &Edit) {
        let found = edit::similar(edit, self.session.chancery().world());
        let more = found.len().saturating_sub(MOST_SIMILAR);
        for one in found.into_iter().take(MOST_SIMILAR) {
            let line = format!("warning: {} looks like it: {}", one.key, one.what);
            self.console.note(&line);
        }
        if more > 0 {
            self.console.note(&format!("warning: so do {more} more"));
        }
    }

    /// Shows what would be recorded.
    fn preview(&mut self, edit: &Edit, entry: &Entry) {
        let shown = self.shown_alone(edit).unwrap_or_else(|| {
            let keys: Vec<String> = entry
                .changes
                .iter()
                .flat_map(Change::keys)
                .map(|key| key.to_string())
                .collect();
            let mut text = Text::of(Role::Plain, &format!("changes {}", keys.join(", ")));
            text.end_line();
            text
        });
        self.console.message(&shown);
        if let Some(changed) = self.changed(edit) {
            self.console.message(&changed);
        }
    }

    /// Returns what a correction changes, field by field.
    fn changed(&self, edit: &Edit) -> Option<Text> {
        let Edit::Correct(record) = edit else {
            return None;
        };
        let register = self.desk.open.as_ref()?.register();
        let ontology = self.session.chancery().data().ontology();
        let before = Edit::Correct(register.state().record(&record.key())?);
        let [before, after] = [&before, edit].map(|edit| {
            let data = edit::preview(edit, register, ontology)?;
            Holding::of("record", &data).ok()
        });
        let differences = before?.differences(&after?);
        Some(render::render(&differences, &self.style_alone()))
    }

    /// Returns the record of an edit as `show` has it.
    fn shown_alone(&self, edit: &Edit) -> Option<Text> {
        let register = self.desk.open.as_ref()?.register();
        let ontology = self.session.chancery().data().ontology();
        let id = key(edit)?;
        if matches!((edit, &id), (Edit::Correct(_), Key::Entity(_))) {
            // Alone it would look as if nothing were recorded of it.
            return Some(Text::new());
        }
        let data = edit::preview(edit, register, ontology)?;
        let answer = Chancery::in_memory(data)
            .ask(&format!("show {}", id.name()))
            .ok()?;
        Some(render::render(&answer, &self.style_alone()))
    }

    /// Returns how something is shown before it is recorded.
    fn style_alone(&self) -> Style {
        let usual = Show {
            format: Some(Format::Table),
            rows: Some(usize::MAX),
        };
        Style {
            number_rows: false,
            ..self.style(usual)
        }
    }

    /// Records what was prepared, and says so once nothing can take it away.
    fn commit(&mut self, edit: &Edit, entry: Entry) -> Result<(), Failure> {
        let Some(database) = &mut self.desk.open else {
            return Ok(());
        };
        let entry = database.commit(entry)?;
        let first = entry.changes.iter().flat_map(Change::keys).next();
        let id = key(edit)
            .or(first)
            .map_or_else(String::new, |key| key.name().to_owned());
        let told = Acknowledged {
            schema: 1,
            kind: "edit",
            id: &id,
            entry: entry.number,
            at: entry.at.to_string(),
            by: &entry.by,
        };
        let line = match self.settings.format {
            Some(Format::Json | Format::Jsonl) => serde_json::to_string(&told).unwrap_or_default(),
            _ => format!("{id} {}", entry.number),
        };
        let ontology = self.session.chancery().data().ontology();
        let may_rename = |change: &Change| changes_names(change, ontology);
        let ahead = if entry.changes.iter().any(may_rename) {
            Ahead::Names
        } else {
            Ahead::Records
        };
        self.desk.ahead = self.desk.ahead.max(ahead);
        self.desk.was_edited = true;
        self.put(&format!("{line}\n"))?;
        // Whoever types goes on with the names that there are now.
        if self.is_lenient() {
            self.keep_up()
        } else {
            Ok(())
        }
    }
}

/// Returns the same typist for a shorter time.
fn again<'a>(typist: &'a mut Option<&mut dyn LineSource>) -> Option<&'a mut dyn LineSource> {
    match typist {
        Some(typist) => Some(&mut **typist),
        None => None,
    }
}

/// Tells whether names may mean something else after a change: also by an office that somebody got.
fn changes_names(change: &Change, ontology: &Ontology) -> bool {
    match change {
        Change::Put(Record::Source(_)) => false,
        Change::Put(Record::Relation(relation)) => {
            let kind = ontology.find(&relation.kind).map(|at| ontology.kind(at));
            kind.is_none_or(|kind| kind.acts.is_some())
        }
        _ => true,
    }
}

/// Returns the key of the record that an edit is about; none for one that is about an entry.
fn key(edit: &Edit) -> Option<Key> {
    Some(match edit {
        Edit::Add(record) | Edit::Correct(record) => record.key(),
        Edit::Retract(key) => key.clone(),
        Edit::Join { of, .. } | Edit::Split { of } => Key::Entity(of.clone()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use chancery::Database;
    use chancery::edtf::Moment;
    use chancery::register::Author;
    use chancery::store::Holder;

    use super::super::lines::{Input, Scripted};
    use super::super::origin::Origin;
    use super::super::tests::{builtin, shell};
    use super::Desk;
    use crate::interrupt::Manner;

    fn holder() -> Holder {
        Holder {
            name: "Bob".to_owned(),
            process: 7,
            since: None,
        }
    }

    /// Returns a database of the built-in data.
    fn database(folder: &Path) -> Database {
        let mut database = Database::create(folder.join("a.chancery"), &holder()).unwrap();
        let author = Author {
            name: "Bob".to_owned(),
            at: Moment::end_of("2026-11-22").unwrap(),
        };
        database
            .import(builtin().data(), "import", &author)
            .unwrap();
        database
    }

    /// Returns what the shell says while somebody types these lines.
    fn said(path: &Path, lines: &[&str]) -> String {
        let (mut shell, kept) = shell(Manner::Interactive);
        shell.desk = Desk::at(Some(path), false);
        let input = |line: &&str| Input::Text {
            text: (*line).to_owned(),
            line: 1,
        };
        let mut source = Scripted(lines.iter().map(input).collect());
        shell.run_all(&mut source, Origin::Typed).unwrap();
        kept.take()
    }

    #[test]
    fn what_lacks_is_asked_for_and_the_record_is_shown_before_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = database(folder.path()).path().to_owned();
        let lines = [
            "record meeting",
            "Kagame, Lavrof",
            "Kagame, Lavrov",
            "wall-africa-2025",
            "2026-03-01",
            "",
            "timeline Kagame with Lavrov since 2026",
        ];
        let said = said(&path, &lines);
        let id = "meeting-paul-kagame-sergey-lavrov-2026-03-01";
        assert!(said.contains("the nearest name is `Lavrov`"), "{said}");
        assert!(said.contains(&format!("\n{id} 2\n")), "{said}");
        assert!(said.matches(id).count() >= 2, "{said}");
        assert!(said.contains("2026-03-01 "), "{said}");
    }

    #[test]
    fn a_correction_shows_what_it_changes_before_it_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = database(folder.path()).path().to_owned();
        let lines = [
            "correct kigali class town",
            "n",
            "correct kagame-visits-kazakhstan-2015 date 2015-11",
            "",
        ];
        let said = said(&path, &lines);
        assert!(said.contains("class from city to town"), "{said}");
        assert!(!said.contains("no relation is recorded"), "{said}");
        assert!(
            said.contains("date narrowed from 2015 to 2015-11"),
            "{said}"
        );
    }

    #[test]
    fn whoever_says_no_or_nothing_records_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = database(folder.path()).path().to_owned();
        let told = said(&path, &["alias Kagame \"Afande\"", "n", "record visit", ""]);
        assert_eq!(told.matches("nothing is recorded").count(), 2, "{told}");
        let kept = Database::open(&path, &holder(), Duration::ZERO).unwrap();
        assert_eq!(kept.register().entries().len(), 1);
    }

    #[test]
    fn a_database_that_another_holds_still_answers_questions() {
        let folder = tempfile::tempdir().unwrap();
        let held = database(folder.path());
        let said = said(held.path(), &["alias Kagame \"Afande\"", "show Kagame"]);
        assert!(said.contains("Bob"), "{said}");
        assert!(said.contains("Paul Kagame"), "{said}");
    }
}
