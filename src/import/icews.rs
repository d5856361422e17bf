//! ICEWS: coded events in the twenty columns of their publisher.
//!
//! A row becomes a relation of the kind of its CAMEO code, from the source to the target, on the day
//! of the event, at the city (or else in the country) that the row names. Sectors, story, sentence
//! and intensity stay in the file; the row number leads back to them.

use super::cameo::DeedIx;
use super::coded::{self, Coded, CodedRow};
use super::written::{iso_day, present};
use super::{Dialect, Format, ImportError, Input, Intake, Likeness, Mention, Record};
use crate::edtf::Day;
use crate::text;

/// The importer of ICEWS events.
///
/// The header tells where the columns stand; a file without one has them in the usual order. What is
/// missing is empty, `NA` or `NULL`. Rows without source or target are skipped.
#[derive(Debug, Clone, Copy)]
pub struct Icews;

/// The columns of a file without a header.
const USUAL: [&str; 20] = [
    "event id",
    "event date",
    "source name",
    "source sectors",
    "source country",
    "event text",
    "cameo code",
    "intensity",
    "target name",
    "target sectors",
    "target country",
    "story id",
    "sentence number",
    "publisher",
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
];

/// Where the columns stand that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    count: usize,
    date: usize,
    source: Party,
    target: Party,
    label: Option<usize>,
    code: usize,
    city: Option<usize>,
    country: Option<usize>,
}

/// Where an actor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Party {
    name: usize,
    country: Option<usize>,
}

impl Columns {
    /// Finds the columns by their folded names, or tells which one is missing.
    fn of(names: &[String]) -> Result<Columns, &'static str> {
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        Ok(Columns {
            count: names.len(),
            date: find("event date").ok_or("Event Date")?,
            source: Party {
                name: find("source name").ok_or("Source Name")?,
                country: find("source country"),
            },
            target: Party {
                name: find("target name").ok_or("Target Name")?,
                country: find("target country"),
            },
            label: find("event text"),
            code: find("cameo code").ok_or("CAMEO Code")?,
            city: find("city"),
            country: find("country"),
        })
    }

    fn usual() -> Result<Columns, &'static str> {
        Columns::of(&USUAL.map(str::to_owned))
    }
}

/// Returns the folded names of the columns of a header.
fn names<'a>(header: impl Iterator<Item = &'a str>) -> Vec<String> {
    header.map(text::fold).collect()
}

/// Tells whether a row is a header.
fn is_header(names: &[String]) -> bool {
    names.iter().any(|name| name == "cameo code")
}

/// Tells whether fields are those of a row of events in the usual order.
fn is_row(fields: &[&str]) -> bool {
    let is_code = |code: &&str| code.bytes().all(|digit| digit.is_ascii_digit());
    fields.len() == USUAL.len()
        && fields.get(1).is_some_and(|day| iso_day(day).is_some())
        && fields.get(6).is_some_and(is_code)
}

impl Format for Icews {
    fn name(&self) -> &'static str {
        "icews"
    }

    fn looks_for(&self) -> &'static str {
        "twenty columns parted by tabulators, `Event ID` to `Longitude`"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let first: Vec<&str> = sample.lines().next()?.split('\t').collect();
        let names = names(first.iter().copied());
        if is_header(&names) && Columns::of(&names).is_ok() {
            return Some(Likeness::new(
                98,
                "its header has the columns of ICEWS events",
            ));
        }
        is_row(&first)
            .then(|| Likeness::new(85, "its rows have the twenty columns of ICEWS events"))
    }

    fn read(&self, input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        intake.begin(intake.source_of(&input)?);
        intake.merge_rows();
        let mut records = input.into_records(Dialect::TSV);
        let mut reader = None;
        loop {
            let progress = records.progress();
            let Some(record) = records.next()? else {
                return Ok(());
            };
            let reader = match &mut reader {
                Some(reader) => reader,
                none => {
                    let (begun, was_header) = Reader::begin(&record, intake)?;
                    let begun = none.insert(begun);
                    if was_header {
                        continue;
                    }
                    begun
                }
            };
            intake.tick(progress)?;
            reader.row(&record, intake)?;
        }
    }
}

/// What is needed to read the rows of one file.
struct Reader {
    columns: Columns,
    coded: Coded,
}

impl Reader {
    /// Begins with the first record, and tells whether it is a header.
    fn begin(first: &Record<'_>, intake: &Intake) -> Result<(Reader, bool), ImportError> {
        let names = names(first.iter());
        let was_header = is_header(&names);
        let columns = if was_header {
            Columns::of(&names)
        } else {
            Columns::usual()
        };
        let columns = columns.map_err(|missing| ImportError::Setup {
            message: format!("the header lacks the column `{missing}`"),
            help: Some(
                "the columns of ICEWS events are `Event Date`, `Source Name`, `CAMEO Code`, \
                        `Target Name` and more"
                    .to_owned(),
            ),
        })?;
        let coded = Coded::new(intake);
        Ok((Reader { columns, coded }, was_header))
    }

    fn row(&mut self, record: &Record<'_>, intake: &mut Intake) -> Result<(), ImportError> {
        let (line, columns) = (record.line, &self.columns);
        if record.len() != columns.count {
            let why = format!(
                "the row has {} columns instead of {}",
                record.len(),
                columns.count
            );
            return intake.reject(line, None, why);
        }
        let field = |at: usize| present(record.get(at).unwrap_or_default());
        let date = field(columns.date).unwrap_or_default();
        let Some(day) = iso_day(date) else {
            return intake.reject(line, Some(columns.date + 1), format!("`{date}` is no day"));
        };
        let source = party(&field, columns.source, day);
        let target = party(&field, columns.target, day);
        let (Some(source), Some(target)) = (source, target) else {
            intake.skip(line, "a party is missing");
            return Ok(());
        };
        let Some(deed) = self.deed(&field, line, intake)? else {
            return Ok(());
        };
        let row = CodedRow {
            line,
            deed,
            source: intake.entity(&source),
            target: intake.entity(&target),
            day,
            place: {
                let [city, country] = [columns.city, columns.country].map(|at| at.and_then(field));
                coded::place(intake, city, country, day)
            },
        };
        self.coded.tell(intake, row)
    }

    /// Returns what was done: by the code, or by its label where the code is missing.
    fn deed<'a>(
        &self,
        field: &impl Fn(usize) -> Option<&'a str>,
        line: u64,
        intake: &mut Intake,
    ) -> Result<Option<DeedIx>, ImportError> {
        let at = self.columns.code;
        let label = self.columns.label.and_then(field);
        match (
            field(at),
            label.and_then(|label| self.coded.labelled(label)),
        ) {
            (None, Some(deed)) => {
                intake.note(line, "the event code is missing, its label is read");
                Ok(Some(deed))
            }
            (code, _) => self
                .coded
                .coded(intake, (line, at + 1), code.unwrap_or_default()),
        }
    }
}

/// Returns how a row names an actor. An actor that bears the name of its country is left to the
/// resolver: it may be a state, a territory or a people.
fn party<'a>(
    field: &impl Fn(usize) -> Option<&'a str>,
    party: Party,
    day: Day,
) -> Option<Mention<'a>> {
    Some(Mention {
        country: party.country.and_then(field),
        on: Some(day),
        ..Mention::named(field(party.name)?)
    })
}
