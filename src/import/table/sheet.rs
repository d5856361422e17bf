//! One table on its way into the intake: header, rows, and what can be told only after the last row.
//!
//! Counts every row once; what a row says is found out elsewhere.

use super::actions::{ActionPlan, Unknown};
use super::bind::{Columns, Fault, Test};
use super::date;
use super::gather::{Gathered, rows_between};
use super::mapping::{Gather, Mapping};
use super::plan::{self, Making, Plan};
use super::read::{Names, Reader, Strangers, Wrong};
use super::row::Row;
use super::runs::Wide;
use super::{check, refused};
use crate::files::SourceFile;
use crate::import::{Dialect, ImportError, Input, Intake, Record, Records};
use crate::model::{Field, Report, Source, SourceId};
use crate::text;

/// Reads a table by its mapping.
pub(super) fn read(
    input: Input,
    mapping: &Mapping,
    file: &SourceFile,
    intake: &mut Intake,
) -> Result<(), ImportError> {
    let stem = stem(input.name()).to_owned();
    let (base, source) = begin(mapping, &input, intake)?;
    let mut records = input.into_records(dialect(mapping));
    let Some(header) = header(mapping, &mut records)? else {
        return Ok(());
    };
    let made = plan::made_names(mapping);
    let columns = Columns::Of {
        header: &header,
        made: &made,
    };
    let fail = |faults: &[Fault]| refused(&check::place(file, faults));
    let plan = plan::bind(mapping, intake.ontology(), columns).map_err(|faults| fail(&faults))?;
    let actions = mapping.actions.as_ref();
    let actions = actions.map(|actions| ActionPlan::new(actions, &header));
    let actions = actions
        .transpose()
        .map_err(|unknown| fail(&[unknown_action(unknown)]))?;
    let reader = Reader {
        plan: &plan,
        header: &header,
        strangers: Strangers::default(),
        names: Names {
            keyed: &base,
            by_line: source.as_str(),
        },
    };
    let mut sheet = Sheet {
        reader,
        plan: &plan,
        actions,
        stem: &stem,
        source: &source,
        wide: mapping
            .runs
            .as_ref()
            .zip(plan.runs.as_ref())
            .map(|(runs, plan)| Wide::new(runs, plan)),
        gathered: Gathered::default(),
    };
    rows(&mut records, &mut sheet, intake)?;
    sheet.finish(intake)
}

/// Reads all rows.
fn rows(
    records: &mut Records,
    sheet: &mut Sheet<'_>,
    intake: &mut Intake,
) -> Result<(), ImportError> {
    loop {
        let progress = records.progress();
        let Some(record) = records.next()? else {
            return Ok(());
        };
        let line = record.line;
        match sheet.row(&record, intake) {
            Ok(()) => {}
            Err(Hindrance::Row(wrong)) => {
                // Columns are counted from 0 here, and from 1 in reports.
                let width = sheet.reader.header.len();
                let column = wrong.column.filter(|column| *column < width);
                intake.reject(line, column.map(|column| column + 1), wrong.why)?;
            }
            Err(Hindrance::Import(error)) => return Err(error),
        }
        intake.tick(progress)?;
    }
}

/// Begins the source of a table; returns the beginning of the ids of its relations, and its own id.
fn begin(
    mapping: &Mapping,
    input: &Input,
    intake: &mut Intake,
) -> Result<(String, SourceId), ImportError> {
    let origin = &mapping.source;
    let base = if origin.per_file {
        text::slug(&format!("{} {}", mapping.name, intake.origin_of(input)))
    } else {
        mapping.name.clone()
    };
    let id = SourceId::new(&base).map_err(|error| ImportError::Setup {
        message: error.to_string(),
        help: None,
    })?;
    let mut source = Source::new(id, &origin.title).with_file(input.name());
    source.publisher.clone_from(&origin.publisher);
    source.published.clone_from(&origin.published);
    source.url.clone_from(&origin.url);
    source.language.clone_from(&origin.language);
    source.note.clone_from(&origin.note);
    Ok((base, intake.begin(source)))
}

/// Returns the name of a file without folders and endings.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name)
}

fn dialect(mapping: &Mapping) -> Dialect {
    let byte = |sign: char| u8::try_from(sign).unwrap_or(b',');
    Dialect {
        delimiter: byte(mapping.layout.delimiter),
        quote: mapping.layout.quote.map(byte),
        skip_lines: mapping.layout.skip_lines,
    }
}

/// Returns the names of the columns, without empty ones at the end; nothing if the file ends before.
fn header(mapping: &Mapping, records: &mut Records) -> Result<Option<Vec<String>>, ImportError> {
    if !mapping.layout.columns.is_empty() {
        return Ok(Some(mapping.layout.columns.clone()));
    }
    let Some(record) = records.next()? else {
        return Ok(None);
    };
    let mut names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
    while names.pop_if(|name| name.is_empty()).is_some() {}
    Ok(Some(names))
}

fn unknown_action(unknown: Unknown) -> Fault {
    Fault {
        path: vec![Field::named("actions"), Field::named("words")],
        at_name: false,
        message: format!(
            "the header has the action `{}`, which is not among these",
            unknown.word
        ),
        help: unknown
            .nearest
            .map(|nearest| format!("the nearest is `{nearest}`")),
    }
}

/// What keeps a row from being kept.
enum Hindrance {
    /// The row itself.
    Row(Wrong),
    /// The import as a whole cannot go on.
    Import(ImportError),
}

impl From<Wrong> for Hindrance {
    fn from(wrong: Wrong) -> Hindrance {
        Hindrance::Row(wrong)
    }
}

impl From<ImportError> for Hindrance {
    fn from(error: ImportError) -> Hindrance {
        Hindrance::Import(error)
    }
}

/// A table being read.
struct Sheet<'s> {
    reader: Reader<'s>,
    plan: &'s Plan,
    actions: Option<ActionPlan>,
    stem: &'s str,
    source: &'s SourceId,
    wide: Option<Wide<'s>>,
    gathered: Gathered,
}

impl Sheet<'_> {
    /// Takes one row.
    fn row(&mut self, record: &Record<'_>, intake: &mut Intake) -> Result<(), Hindrance> {
        let header = self.reader.header.len();
        check_width(record, header)?;
        let mut row = Row::new(record, header, &self.plan.cleaning);
        self.complete(&mut row, None)?;
        let mut skips = self.plan.skips.iter();
        if let Some((_, why)) = skips.find(|(only, _)| Test::all_fit(only, &row)) {
            intake.skip(row.line, why.clone());
            return Ok(());
        }
        if let Some(wide) = &mut self.wide {
            if wide.add(&row)? {
                intake.keep(row.line);
            } else {
                intake.skip(row.line, "no value that lasts");
            }
            return Ok(());
        }
        self.tell(&row, intake)
    }

    /// Hands over what a row tells.
    fn tell(&mut self, row: &Row<'_>, intake: &mut Intake) -> Result<(), Hindrance> {
        let told = self.reader.tell(row, intake)?;
        if told.is_empty() {
            intake.skip(row.line, "nothing that the mapping asks for");
        }
        for told in told {
            if told.gather == Gather::No {
                intake.relation(row.line, told.relation)?;
            } else if self.gathered.add(row.line, told)? {
                intake.merged(row.line);
            }
        }
        Ok(())
    }

    /// Adds the columns that are made: those of every row, those of a run, then actions and others.
    fn complete(&self, row: &mut Row<'_>, run: Option<[String; 4]>) -> Result<(), Wrong> {
        row.make(self.stem.to_owned());
        row.make(row.line.to_string());
        if self.wide.is_some() || run.is_some() {
            for cell in run.unwrap_or_default() {
                row.make(cell);
            }
        }
        if let Some(actions) = &self.actions {
            for date in actions.dates(row)? {
                row.make(date);
            }
        }
        for making in &self.plan.made {
            let cell = Making::cell(making, row);
            row.make(cell);
        }
        Ok(())
    }

    /// Tells what can be told only after the last row.
    fn finish(mut self, intake: &mut Intake) -> Result<(), ImportError> {
        let year = |year: Option<i64>| year.map(|year| year.to_string()).unwrap_or_default();
        let header = self.reader.header;
        for (run, cells) in self.wide.take().map(Wide::finish).unwrap_or_default() {
            let (first, last) = run.lines;
            let name = header.get(run.column).cloned().unwrap_or_default();
            let locator = format!("{}, column {name}", rows_between(first, last));
            let column = run.column + 1;
            let made = [name, run.value, year(run.first), year(run.last)];
            let mut row = Row::of_made(first, cells.to_vec());
            let told = self
                .complete(&mut row, Some(made))
                .and_then(|()| self.reader.tell(&row, intake));
            match told {
                Ok(told) => {
                    for mut told in told {
                        let seen = || date::seen_in(run.seen);
                        told.relation.when = told.relation.when.or_else(seen);
                        let report = Report::new(self.source.clone()).with_locator(&locator);
                        intake.relation(first, told.relation.with_report(report))?;
                    }
                }
                Err(wrong) => intake.reject(first, Some(column), wrong.why)?,
            }
        }
        self.gathered.finish(self.source, intake)
    }
}

/// Checks that a row has as many cells as the header; empty cells at its end may be too many.
fn check_width(record: &Record<'_>, header: usize) -> Result<(), Wrong> {
    let filled_beyond = record
        .iter()
        .skip(header)
        .any(|cell| !cell.trim().is_empty());
    if record.len() >= header && !filled_beyond {
        return Ok(());
    }
    let why = format!("the row has {} cells, the header {header}", record.len());
    Err(Wrong::new(None, why))
}
