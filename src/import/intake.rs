//! The intake: where everything that importers read comes together.
//!
//! Knows whom names mean, which rows tell of the same, and what became of every row. It does not
//! know formats.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::closing::{Base, Closing, Imported, SAME_PARTIES};
use super::details::Details;
use super::forms::Forms;
use super::ledger::{Fate, Ledger};
use super::merge::Told;
use super::origin::Origins;
use super::report::{FileReport, Reject};
use super::resolve::{Mention, Resolver};
use super::roster::{Roster, Who};
use super::trouble::Log;
use super::{FormIx, Format, ImportError, ImportOptions, Input, Progress, Work};
use crate::diagnostic::Diagnostic;
use crate::edtf::Day;
use crate::files::Count;
use crate::model::{
    Dataset, Entity, EntityId, EntityKind, Form, Kind, Office, Ontology, Parties, Relation,
    RelationId, Report, Source, SourceId,
};

/// So many rows are read between two looks at whether to go on; a power of two.
const PACE: u64 = 1_024;

/// Why a row is rejected that names somebody by signs alone.
const NAMELESS: &str = "a name has no letters";

/// What a row says that says who did what to whom on which day, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The line, counted from 1.
    pub line: u64,
    /// What it is.
    pub form: FormIx,
    /// Who plays the first role of the form.
    pub from: Who,
    /// Who plays the second.
    pub to: Who,
    /// When it happened.
    pub day: Day,
    /// Where it happened.
    pub place: Option<Who>,
}

/// The file that is being read, or one that has been read.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) report: FileReport,
    pub(super) ledger: Ledger,
    log: Log,
    /// The last row that was skipped, and why: it may yet have a greater fate.
    last_skip: Option<(u64, Cow<'static, str>)>,
    pub(super) merges: bool,
    pub(super) rows: Vec<Told>,
    pub(super) places: BTreeMap<u32, Who>,
}

impl Sheet {
    /// Counts a row as skipped that was thought to be kept.
    pub(super) fn revoke(&mut self, line: u32, why: &'static str) {
        self.ledger.lower(line.into(), Fate::Skipped);
        *self.report.skipped.entry(why.into()).or_default() += 1;
    }

    /// Returns the report with what the ledger counts.
    pub(super) fn close(mut self) -> FileReport {
        self.report.kept += self.ledger.count(Fate::Kept);
        self.report.merged += self.ledger.count(Fate::Merged);
        self.report.rejected += self.ledger.count(Fate::Rejected);
        self.report
    }
}

/// A relation with the row that told of it.
#[derive(Debug)]
pub(super) struct Rich {
    /// The relation.
    pub(super) relation: Relation,
    /// The file, in the order of reading.
    pub(super) file: usize,
    /// The line; 0 for what follows from a name alone.
    pub(super) line: u64,
}

/// Where everything that importers read comes together.
#[derive(Debug)]
pub struct Intake {
    ontology: Ontology,
    options: ImportOptions,
    roster: Roster,
    details: BTreeMap<Who, Details>,
    forms: Forms,
    base: Base,
    /// How many entities with ids of ours came from files of other programs and are new.
    adopted: usize,
    origins: Origins,
    sources: Vec<Source>,
    relations: BTreeMap<RelationId, Rich>,
    /// Whom files of graphs mean by the keys of their nodes.
    keys: BTreeMap<(String, String), Who>,
    sheet: Sheet,
    sheets: Vec<Sheet>,
}

impl Intake {
    /// Returns an intake without records.
    pub fn new(ontology: Ontology, resolver: Resolver, options: &ImportOptions) -> Intake {
        Intake {
            ontology,
            options: options.clone(),
            roster: Roster::new(resolver),
            details: BTreeMap::new(),
            forms: Forms::default(),
            base: Base::default(),
            adopted: 0,
            origins: Origins::default(),
            sources: Vec::new(),
            relations: BTreeMap::new(),
            keys: BTreeMap::new(),
            sheet: Sheet::default(),
            sheets: Vec::new(),
        }
    }

    /// Reads a file as one of a format, and reports what became of its rows.
    ///
    /// # Errors
    /// As for [`Format::read`].
    pub fn read(&mut self, format: &dyn Format, mut input: Input) -> Result<(), ImportError> {
        input.heed(self.options.stop());
        self.begin_file(input.name(), format);
        self.heed_troubles(&input);
        format.read(input, self)?;
        self.report_troubles()?;
        self.end_file();
        Ok(())
    }

    /// Begins the report of a file.
    pub(super) fn begin_file(&mut self, name: &str, format: &dyn Format) {
        self.roster.begin_file(self.sheets.len());
        name.clone_into(&mut self.sheet.report.name);
        format.name().clone_into(&mut self.sheet.report.format);
    }

    /// Has what goes wrong with the text of a file reported with its rows.
    pub(super) fn heed_troubles(&mut self, input: &Input) {
        self.sheet.log = input.log().clone();
    }

    /// Takes the records of our own files as they are; of several with one id the first is kept.
    pub(super) fn adopt(&mut self, dataset: &Dataset) {
        self.ontology = dataset.ontology().clone();
        self.base.add(dataset);
    }

    /// Takes sources and entities that have ids of ours; of several with one id the first is kept.
    /// Mentions from now on may mean the new ones.
    pub(super) fn adopt_records(&mut self, sources: &[Source], entities: &[Entity]) {
        let known: BTreeSet<&str> = self.base.entity_ids().collect();
        let is_new = |entity: &&Entity| !known.contains(entity.id.as_str());
        self.roster.learn(entities.iter().filter(is_new));
        let before = self.base.entities.len();
        self.base.add_records(sources, entities);
        self.adopted += self.base.entities.len() - before;
    }

    /// Returns the ids of all entities that have one for good.
    pub(super) fn entity_ids(&self) -> BTreeSet<EntityId> {
        let known = self.base.entities.iter();
        known.map(|entity| entity.id.clone()).collect()
    }

    /// Tells whether there is a relation of this id.
    pub(super) fn has_relation(&self, id: &RelationId) -> bool {
        let mut before = self.base.relations.iter();
        self.relations.contains_key(id) || before.any(|relation| relation.id == *id)
    }

    /// Returns whom a file meant by a key, or remembers whom it means from now on: files of one
    /// graph share their keys.
    pub(super) fn by_key(
        &mut self,
        graph: &str,
        key: &str,
        whom: impl FnOnce(&mut Intake) -> Who,
    ) -> Who {
        let pair = (graph.to_owned(), key.to_owned());
        if let Some(who) = self.keys.get(&pair) {
            return *who;
        }
        let who = whom(self);
        self.keys.insert(pair, who);
        who
    }

    /// Counts the records of one of our own files, and tells what is wrong with some.
    pub(super) fn count_records(
        &mut self,
        count: Count,
        diagnostics: &[Diagnostic],
    ) -> Result<(), ImportError> {
        let report = &mut self.sheet.report;
        report.read += count.read as u64;
        report.merged += count.repeated as u64;
        report.rejected += count.left_out as u64;
        report.kept += (count.read - count.repeated - count.left_out) as u64;
        let name = report.name.clone();
        for told in diagnostics {
            let Some(place) = &told.place else { continue };
            if place.file.as_deref() == Some(name.as_str()) {
                let parts = std::iter::once(&told.message).chain(&told.help);
                let why = parts.map(String::as_str).collect::<Vec<_>>().join("; ");
                self.tell(place.line as u64, Some(place.column), why)?;
            }
        }
        self.report_troubles()
    }

    /// Returns the kinds of relation there are.
    pub const fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Returns how to import.
    pub const fn options(&self) -> &ImportOptions {
        &self.options
    }

    /// Adds a kind of the data's own. One that is there already, word for word, is no fault.
    ///
    /// # Errors
    /// [`ImportError::Ontology`] if it does not fit in.
    pub fn declare(&mut self, kind: Kind) -> Result<(), ImportError> {
        let known = self.ontology.find(&kind.id);
        if known.is_some_and(|known| *self.ontology.kind(known) == kind) {
            return Ok(());
        }
        Ok(self.ontology.add(kind)?)
    }

    /// Adds the kinds and offices that a file defines; one that does not fit in is rejected.
    ///
    /// # Errors
    /// As for [`Intake::reject`].
    pub(super) fn declare_all(
        &mut self,
        kinds: Vec<Kind>,
        offices: Vec<Office>,
    ) -> Result<(), ImportError> {
        for kind in kinds {
            if let Err(error) = self.declare(kind) {
                self.reject(1, None, error.to_string())?;
            }
        }
        for office in offices {
            if let Err(error) = self.ontology.add_office(office) {
                self.reject(1, None, error.to_string())?;
            }
        }
        Ok(())
    }

    /// Tells which files are read together, so that each can have an id of its own as a source.
    pub(super) fn expect(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// Returns the source that a file is.
    pub(super) fn source_of(&self, input: &Input) -> Result<Source, ImportError> {
        self.origins.source(input)
    }

    /// Returns what the id of a source that a file is would be.
    pub(super) fn origin_of(&self, input: &Input) -> String {
        self.origins.id(input)
    }

    /// Begins the rows of a source, and returns its id: the one it has, or that with a number behind
    /// it where another source has it. A source whose id and file were there before is that source
    /// again: what it told then is not told twice.
    pub fn begin(&mut self, mut source: Source) -> SourceId {
        let mut number = 1;
        let base = source.id.clone();
        let is_known = self.base.has_source(&source);
        let taken = |id: &SourceId| {
            let before = self.base.sources.iter().filter(|_| !is_known);
            before.chain(&self.sources).any(|known| known.id == *id)
        };
        while taken(&source.id) {
            number += 1;
            if let Ok(id) = SourceId::new(&format!("{base}-{number}")) {
                source.id = id;
            }
        }
        let id = source.id.clone();
        if !self.base.has_source(&source) {
            self.sources.push(source);
        }
        self.sheet.report.source = Some(id.clone());
        id
    }

    /// Says that rows of the current file with the same day, parties and form tell of one relation.
    pub fn merge_rows(&mut self) {
        self.sheet.merges = self.options.merges();
    }

    /// Returns who is meant by a mention: somebody known, or an entity made of it. A name without
    /// letters and digits, and without a code beside it, means nobody: rows with such a party are
    /// rejected.
    #[inline]
    pub fn entity(&mut self, mention: &Mention<'_>) -> Who {
        self.roster.who(mention)
    }

    /// Tells whether a mention means somebody known: of the data there were before, or of the
    /// gazetteer. Nobody is made of it.
    pub fn knows(&self, mention: &Mention<'_>) -> bool {
        self.roster.knows(mention)
    }

    /// Tells whether this is nobody: what was mentioned has neither a letter nor a code.
    pub fn is_nobody(&self, who: Who) -> bool {
        self.roster.nobody() == Some(who)
    }

    /// Tells more of somebody than a mention has room for.
    pub fn describe(&mut self, who: Who, details: Details) {
        self.details.entry(who).or_default().add(details);
    }

    /// Returns the id of somebody, for the parties of a relation. It may be one for the time being:
    /// who is meant by a new name is decided when all files are read, and the ids in relations are
    /// put right then. So it serves neither for showing nor for making other ids of it.
    ///
    /// # Panics
    /// If the number comes from another intake, as for the next.
    pub fn entity_id(&self, who: Who) -> &EntityId {
        self.roster.id(who)
    }

    /// Returns what sort of thing somebody is, as far as it is known by now.
    pub fn entity_kind(&self, who: Who) -> EntityKind {
        self.roster.kind(who)
    }

    /// Returns the place of a form, which is added if it is new. O(forms): ask once for each form,
    /// not once for each row.
    ///
    /// # Errors
    /// [`ImportError::UnfitForm`] if no relation of the kind can have it.
    pub fn form(&mut self, form: Form) -> Result<FormIx, ImportError> {
        self.forms.add(&self.ontology, form)
    }

    /// Takes a row, and tells whether it is kept so far. A row whose parties are one is skipped, and
    /// one whose parties cannot play their roles is rejected: at once where that is certain, or else
    /// when all files are read and it is known who is meant by each name.
    ///
    /// # Errors
    /// [`ImportError::Refused`] if it is rejected and the import is strict.
    #[inline]
    pub fn event(&mut self, event: Event) -> Result<bool, ImportError> {
        let Event { line, from, to, .. } = event;
        if self.is_nobody(from) || self.is_nobody(to) {
            return self.reject(line, None, NAMELESS).map(|()| false);
        }
        if from == to {
            self.skip(line, SAME_PARTIES);
            return Ok(false);
        }
        let (Ok(number), Ok(day)) = (u32::try_from(line), i32::try_from(event.day.number())) else {
            let why = "the line or the day lies beyond what can be counted";
            return self.reject(line, None, why).map(|()| false);
        };
        self.sheet.rows.push(Told {
            day,
            from,
            to,
            form: event.form,
            line: number,
        });
        if let Some(place) = event.place.filter(|place| !self.is_nobody(*place)) {
            self.sheet.places.insert(number, place);
        }
        self.settle(line, Fate::Kept);
        Ok(true)
    }

    /// Takes a relation of which a row says more than an event has room for. One without reports gets
    /// that of the current source and row. A second one with the same id is merged if it is equal,
    /// else rejected.
    ///
    /// # Errors
    /// [`ImportError::Refused`] if it is rejected and the import is strict.
    pub fn relation(&mut self, line: u64, mut relation: Relation) -> Result<bool, ImportError> {
        if self.names_nobody(&relation) {
            return self.reject(line, None, NAMELESS).map(|()| false);
        }
        if relation.reports.is_empty()
            && let Some(source) = &self.sheet.report.source
        {
            let report = Report::new(source.clone()).with_locator(format!("row {line}"));
            relation.reports.push(report);
        }
        if let Some(known) = self.relations.get(&relation.id) {
            if known.relation == relation {
                self.settle(line, Fate::Merged);
                return Ok(true);
            }
            let why = format!("another relation has the id `{}` already", relation.id);
            return self.reject(line, None, why).map(|()| false);
        }
        self.settle(line, Fate::Kept);
        let rich = Rich {
            file: self.sheets.len(),
            line,
            relation,
        };
        self.relations.insert(rich.relation.id.clone(), rich);
        Ok(true)
    }

    /// Tells whether a relation has a party or a place whose name has no letters.
    fn names_nobody(&self, relation: &Relation) -> bool {
        let Some(nobody) = self.roster.nobody() else {
            return false;
        };
        let nobody = self.roster.id(nobody);
        let reports = relation.reports.iter();
        let told = reports.filter_map(|report| report.parties.as_ref());
        let mut parties = told.chain([&relation.parties]).flat_map(Parties::iter);
        parties.any(|(_, id)| id == nobody) || relation.place.as_ref() == Some(nobody)
    }

    /// Counts a row that became a part of something kept: an entity, a name, one year of a tie that
    /// another row began.
    pub fn keep(&mut self, line: u64) {
        self.settle(line, Fate::Kept);
    }

    /// Counts a row that tells of a relation which another row told of.
    pub fn merged(&mut self, line: u64) {
        self.settle(line, Fate::Merged);
    }

    /// Counts a row that is left out on purpose.
    pub fn skip(&mut self, line: u64, why: impl Into<Cow<'static, str>>) {
        if self.settle(line, Fate::Skipped) {
            let why = why.into();
            *self.sheet.report.skipped.entry(why.clone()).or_default() += 1;
            self.sheet.last_skip = Some((line, why));
        }
    }

    /// Notes the fate of a row, and tells whether it had a lesser one.
    #[inline]
    fn settle(&mut self, line: u64, fate: Fate) -> bool {
        let sheet = &mut self.sheet;
        let is_greater = sheet.ledger.note(line, fate);
        if is_greater
            && let Some((_, why)) = sheet.last_skip.take_if(|(skipped, _)| *skipped == line)
            && let Some(rows) = sheet.report.skipped.get_mut(&why)
        {
            *rows -= 1;
        }
        is_greater
    }

    /// Counts and tells a row that is left out because something is wrong with it.
    ///
    /// # Errors
    /// [`ImportError::Refused`] if the import is strict.
    pub fn reject(
        &mut self,
        line: u64,
        column: Option<usize>,
        why: impl Into<String>,
    ) -> Result<(), ImportError> {
        self.settle(line, Fate::Rejected);
        self.tell(line, column, why.into())
    }

    /// Tells that something is wrong with a row.
    fn tell(&mut self, line: u64, column: Option<usize>, why: String) -> Result<(), ImportError> {
        let reject = Reject {
            file: self.sheet.report.name.clone(),
            line,
            column,
            why,
        };
        self.sheet.report.keep_reject(reject, &self.options)
    }

    /// Notes that something about a row is odd, which is kept all the same.
    pub fn note<'n>(&mut self, line: u64, what: impl Into<Cow<'n, str>>) {
        self.sheet.report.note(line, 1, what.into());
    }

    /// Counts a row that was read; call it once for each. Looks every so often whether to go on.
    ///
    /// # Errors
    /// [`ImportError`] if the import was stopped, or the text of a row is at fault and it is strict.
    #[inline]
    pub fn tick(&mut self, progress: Progress) -> Result<(), ImportError> {
        self.sheet.report.read += 1;
        if self.sheet.report.read.is_multiple_of(PACE) {
            self.look_up(progress)?;
        }
        Ok(())
    }

    /// Tells whether work may go on that reads no rows.
    ///
    /// # Errors
    /// [`ImportError`] if the import was stopped.
    pub fn check(&self) -> Result<(), ImportError> {
        self.options.stop().check(&self.sheet.report.name)
    }

    fn look_up(&mut self, progress: Progress) -> Result<(), ImportError> {
        let report = &self.sheet.report;
        self.options.stop().check(&report.name)?;
        self.options.tell_progress(super::Step {
            work: Work::Reading,
            file: &report.name,
            rows: report.read,
            progress,
        });
        self.report_troubles()
    }

    /// Reports what went wrong while the text of the file was read.
    fn report_troubles(&mut self) -> Result<(), ImportError> {
        let waiting = self.sheet.log.take();
        for trouble in waiting.troubles {
            if let Some(rows) = trouble.odd_lines {
                let report = &mut self.sheet.report;
                report.note(trouble.line, rows, trouble.why.into());
            } else {
                self.sheet.report.read += 1;
                self.reject(trouble.line, trouble.column, trouble.why)?;
            }
        }
        self.sheet.report.read += waiting.more;
        self.sheet.report.rejected += waiting.more;
        Ok(())
    }

    /// Puts the current file to those that have been read.
    pub(super) fn end_file(&mut self) {
        let sheet = std::mem::take(&mut self.sheet);
        self.sheets.push(sheet);
    }

    /// Decides who everybody is, merges rows, checks all records, and returns them with the report.
    ///
    /// # Errors
    /// [`ImportError`] if the import was stopped, or a row turns out to be at fault and it is strict.
    pub fn finish(mut self) -> Result<Imported, ImportError> {
        if self.sheet.report.source.is_some() {
            self.end_file();
        }
        let last = self.sheets.last().map_or("", |sheet| &sheet.report.name);
        let rows = self.sheets.iter().map(|sheet| sheet.report.read).sum();
        let options = &self.options;
        let mut go_on = || {
            options.tell_progress(super::Step {
                work: Work::Settling,
                file: last,
                rows,
                progress: Progress::default(),
            });
            options.stop().check(last)
        };
        let settled = self.roster.settle(self.details, &mut go_on)?;
        Closing {
            ontology: self.ontology,
            options: self.options,
            settled,
            forms: self.forms,
            base: self.base,
            adopted: self.adopted,
            sources: self.sources,
            relations: self.relations.into_values().collect(),
            sheets: self.sheets,
        }
        .run()
    }
}
