//! GDELT: the events table, of version 1.0 (57 or 58 columns) and 2.0 (61).
//!
//! A row becomes a relation of the kind of its CAMEO code, from the first actor to the second, on its
//! `SQLDATE`, at the place of the action. `DATEADDED` is the day on which the row became known: all
//! rows of a file share it, and it is in the file's name, so it is the day on which the source came
//! out. The file is the source, and the row leads back to its `SOURCEURL`. Numbers of mentions, tone,
//! and the scores that follow from the code stay in the file too.

mod actor;

use actor::Actors;

use super::coded::{self, Coded, CodedRow};
use super::written::compact_day;
use super::{Dialect, Format, ImportError, Input, Intake, Likeness, Record, Who};
use crate::edtf::{Day, Edtf};
use crate::model::Source;
use crate::text;

/// The importer of GDELT events.
///
/// Actors are what their codes say: a country, a region, a known organisation, or a body of a country
/// (`RWAGOV` is the government of Rwanda, as ICEWS has it). The names beside the codes are the words
/// that the machine came across, `KIGALI` for Rwanda, and are not read. A row with one actor, or one
/// known by a role, a people or a faith alone (`COP`, a policeman of nowhere), is skipped.
#[derive(Debug, Clone, Copy)]
pub struct Gdelt;

/// How many columns the table of mentions has, which tells of articles and not of events.
const MENTIONS: usize = 16;

/// Where the columns stand that are read, counted from 0.
mod column {
    pub(super) const DAY: usize = 1;
    pub(super) const ACTORS: [usize; 2] = [5, 15];
    pub(super) const CODE: usize = 26;
}

/// Returns where the place of the action stands in a row of so many columns, if it is one of events.
/// Version 2.0 has one more column for each of three places.
const fn place_column(columns: usize) -> Option<usize> {
    match columns {
        57 | 58 => Some(49),
        61 => Some(51),
        _ => None,
    }
}

/// Tells whether fields are those of a row of events.
fn is_event(fields: &[&str]) -> bool {
    let day = fields.get(column::DAY);
    place_column(fields.len()).is_some() && day.is_some_and(|day| compact_day(day).is_some())
}

/// Tells whether fields are those of a row of mentions.
fn is_mention(fields: &[&str]) -> bool {
    let times = fields.get(1..3).unwrap_or_default();
    fields.len() == MENTIONS && times.iter().all(|time| compact_day(time).is_some())
}

fn is_header(first: &str) -> bool {
    text::fold(first) == "globaleventid"
}

impl Format for Gdelt {
    fn name(&self) -> &'static str {
        "gdelt"
    }

    fn looks_for(&self) -> &'static str {
        "57, 58 or 61 columns parted by tabulators, the second a day such as `20180101`"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let mut lines = sample.lines();
        let first = lines.next()?;
        let row = if is_header(first.split('\t').next()?) {
            lines.next()?
        } else {
            first
        };
        let fields: Vec<&str> = row.split('\t').collect();
        if is_mention(&fields) {
            return Some(Likeness::new(
                90,
                "its rows are those of the mentions of GDELT",
            ));
        }
        is_event(&fields).then(|| Likeness::new(97, "its rows have the columns of GDELT events"))
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        refuse_mentions(&mut input)?;
        intake.begin(dated(intake.source_of(&input)?));
        intake.merge_rows();
        let mut reader = Reader {
            coded: Coded::new(intake),
            actors: Actors::default(),
        };
        let mut records = input.into_records(Dialect::TSV);
        let mut is_first = true;
        loop {
            let progress = records.progress();
            let Some(record) = records.next()? else {
                return Ok(());
            };
            if std::mem::take(&mut is_first) && is_header(record.get(0).unwrap_or_default()) {
                continue;
            }
            intake.tick(progress)?;
            reader.row(&record, intake)?;
        }
    }
}

/// Refuses the table of mentions, which has no relations.
fn refuse_mentions(input: &mut Input) -> Result<(), ImportError> {
    let first = input.sample()?.lines().next().unwrap_or_default();
    let fields: Vec<&str> = first.split('\t').collect();
    if !is_mention(&fields) {
        return Ok(());
    }
    Err(ImportError::Setup {
        message: format!(
            "`{}` is a table of mentions, which holds articles and no relations",
            input.name()
        ),
        help: Some("the events are in the file ending in `.export.CSV`".to_owned()),
    })
}

/// Returns a source with the day on which it came out, if its file's name begins with one, as the names
/// of GDELT's do.
fn dated(source: Source) -> Source {
    let file = source.file.as_deref().unwrap_or_default();
    let day = file.split('.').next().and_then(compact_day);
    match day.and_then(|day| Edtf::parse(&day.to_string()).ok()) {
        Some(published) => source.with_published(published),
        None => source,
    }
}

/// What is needed to read the rows of one file.
struct Reader {
    coded: Coded,
    actors: Actors,
}

impl Reader {
    fn row(&mut self, record: &Record<'_>, intake: &mut Intake) -> Result<(), ImportError> {
        let line = record.line;
        let Some(place) = place_column(record.len()) else {
            let why = format!(
                "the row has {} columns instead of 57, 58 or 61",
                record.len()
            );
            return intake.reject(line, None, why);
        };
        let date = record.get(column::DAY).unwrap_or_default();
        let Some(day) = compact_day(date) else {
            let why = format!("`{date}` is no day");
            return intake.reject(line, Some(column::DAY + 1), why);
        };
        let mut actor = |at: usize| self.actors.who(record, at, day, intake);
        let parties =
            actor(column::ACTORS[0]).and_then(|source| Ok((source, actor(column::ACTORS[1])?)));
        let (source, target) = match parties {
            Ok(parties) => parties,
            Err(why) => {
                intake.skip(line, why);
                return Ok(());
            }
        };
        let code = record.get(column::CODE).unwrap_or_default();
        let Some(deed) = self.coded.coded(intake, (line, column::CODE + 1), code)? else {
            return Ok(());
        };
        let row = CodedRow {
            line,
            deed,
            source,
            target,
            day,
            place: action(record, place, day, intake),
        };
        self.coded.tell(intake, row)
    }
}

/// Returns where the action was: a city, or else a country. A place is written as `Kigali, Kigali,
/// Rwanda`; the column before says whether it is a city (3 and 4), a province or a country.
fn action(record: &Record<'_>, at: usize, day: Day, intake: &mut Intake) -> Option<Who> {
    let whole = record.get(at + 1)?;
    let country = whole.rsplit(", ").next().map(str::trim);
    let country = country.filter(|name| !name.is_empty())?;
    let is_city = matches!(record.get(at)?, "3" | "4");
    let city = whole.split(", ").next().filter(|_| is_city);
    coded::place(intake, city, Some(country), day)
}

#[cfg(test)]
mod tests {
    use super::{Gdelt, dated};
    use crate::import::origin::Origins;
    use crate::import::{Format, Input};

    #[test]
    fn a_file_came_out_on_the_day_in_its_name() {
        let published = |name: &str| {
            let source = dated(
                Origins::default()
                    .source(&Input::of_bytes(name, ""))
                    .unwrap(),
            );
            source.published.map(|day| day.to_string())
        };
        let day = Some("2018-01-01".to_owned());
        assert_eq!(published("gdelt/20180101000000.export.CSV.gz"), day);
        assert_eq!(published("20180101.export.CSV"), day);
        assert_eq!(published("20189999.export.CSV"), None);
        assert_eq!(published("gdelt1.sample.100.csv"), None);
    }

    #[test]
    fn rows_are_known_by_their_number_of_columns() {
        let likeness = |columns: usize| {
            let mut fields = vec![""; columns];
            fields[1] = "20180101";
            Gdelt
                .recognises("x.csv", &fields.join("\t"))
                .map(|likeness| likeness.score)
        };
        assert_eq!([57, 58, 61].map(likeness), [Some(97); 3]);
        assert_eq!([56, 59, 60, 62].map(likeness), [None; 4]);
    }
}
