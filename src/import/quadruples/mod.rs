//! Quadruples: rows of source, relation, target and time, as temporal knowledge graphs have them.
//!
//! By name (`Rwanda`, `Make a visit`, `Russia`, `2018-06-03`) or by numbers with two tables of names;
//! the time is a day, or a number of hours or days since one. Relations named by CAMEO labels are
//! read as event data are; others become kinds of the data's own. This is also the way in for large
//! graphs: a row costs a look-up for each party, and no memory but its columns.

mod clock;
mod layout;
mod table;
mod vocabulary;

use std::path::{Path, PathBuf};

pub use clock::Unit;

use clock::Clock;
use layout::{Fields, Layout};
use table::Tables;
use vocabulary::{Meaning, Vocabulary};

use super::coded::CodedRow;
use super::{Event, Format, ImportError, Input, Intake, Likeness, Mention, Who};
use crate::edtf::Day;
use crate::model::Nature;

/// The importer of quadruples, with what a file does not tell of itself.
///
/// What is not given is found out: the columns by a header (`source`, `target`, `type`, `day` and
/// the like), else they stand as source, relation, target, time; tables of names as `entity2id` and
/// `relation2id` beside the file. Where numbers of time begin can be known only of the benchmarks
/// whose folder bears the year, such as `icews14`.
///
/// # Examples
/// ```
/// use chancery::edtf::Day;
/// use chancery::import::{Quadruples, Unit};
///
/// let days_of_1914 = Quadruples::new().with_time(Unit::Days, Day::from_ymd(1914, 1, 1).unwrap());
/// # let _ = days_of_1914;
/// ```
#[derive(Debug, Clone, Default)]
pub struct Quadruples {
    columns: Option<[usize; 4]>,
    unit: Option<Unit>,
    origin: Option<Day>,
    nature: Option<Nature>,
    tables: Option<[PathBuf; 2]>,
}

impl Quadruples {
    /// Returns an importer that finds everything out.
    pub fn new() -> Quadruples {
        Quadruples::default()
    }

    /// Returns it with the places of source, relation, target and time, counted from 0.
    #[must_use]
    pub const fn with_columns(mut self, columns: [usize; 4]) -> Quadruples {
        self.columns = Some(columns);
        self
    }

    /// Returns it with the unit of numbers of time, and the day on which they are 0.
    #[must_use]
    pub const fn with_time(mut self, unit: Unit, origin: Day) -> Quadruples {
        self.unit = Some(unit);
        self.origin = Some(origin);
        self
    }

    /// Returns it with the nature of relations that are neither CAMEO's nor ours; usually events.
    #[must_use]
    pub const fn with_nature(mut self, nature: Nature) -> Quadruples {
        self.nature = Some(nature);
        self
    }

    /// Returns it with the files that hold the names of entities and relations by number.
    #[must_use]
    pub fn with_tables(mut self, entities: PathBuf, relations: PathBuf) -> Quadruples {
        self.tables = Some([entities, relations]);
        self
    }

    /// Returns the tables of names for a file of numbers: those given, or those beside it.
    fn tables(&self, input: &Input, layout: &Layout) -> Result<Option<Tables>, ImportError> {
        match &self.tables {
            Some([entities, relations]) => Tables::read(entities, relations).map(Some),
            None if layout.is_numbers => Tables::beside(input.path()),
            None => Ok(None),
        }
    }

    fn clock(&self, input: &Input, layout: &Layout) -> Clock {
        let known = clock::benchmark(Path::new(input.place()));
        let unit = self.unit.or(known.map(|(unit, _)| unit));
        Clock::new(
            unit.unwrap_or(layout.unit),
            self.origin.or(known.map(|(_, origin)| origin)),
        )
    }
}

impl Format for Quadruples {
    fn name(&self) -> &'static str {
        "quadruples"
    }

    fn looks_for(&self) -> &'static str {
        "source, relation, target and time, parted by tabulators"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let layout = Layout::of(sample, self.columns)?;
        Some(Likeness::new(layout.likeness(), layout.why()))
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        intake.begin(intake.source_of(&input)?);
        let sample = input.sample()?;
        let Some(layout) = Layout::of(sample, self.columns) else {
            return Err(ImportError::Setup {
                message: format!("`{}` has no rows of four columns", input.name()),
                help: Some("the columns are source, relation, target and time".to_owned()),
            });
        };
        let tables = self.tables(&input, &layout)?;
        let mut reader = Reader {
            clock: self.clock(&input, &layout),
            vocabulary: Vocabulary::new(intake, self.nature.unwrap_or(Nature::Event)),
            names: tables.map_or(Names::Written, Names::Numbered),
            layout,
        };
        if reader.is_coded(input.sample()?) {
            intake.merge_rows();
        }
        let mut header = reader.layout.has_header;
        loop {
            let progress = input.progress();
            let Some(line) = input.next_line()? else {
                return Ok(());
            };
            if std::mem::take(&mut header) || line.text.is_empty() {
                continue;
            }
            intake.tick(progress)?;
            if let Err(fault) = reader.row(line.number, line.text, intake)? {
                intake.reject(line.number, fault.column, fault.why)?;
            }
        }
    }
}

/// What is wrong with a row.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    /// The column, counted from 1.
    column: Option<usize>,
    why: String,
}

impl Fault {
    fn at(column: usize, why: String) -> Fault {
        Fault {
            column: Some(column + 1),
            why,
        }
    }
}

/// How rows name entities and relations.
#[derive(Debug)]
enum Names {
    /// The names themselves stand there.
    Written,
    /// Numbers stand there, and the names in tables.
    Numbered(Tables),
}

/// What is needed to read the rows of one file.
#[derive(Debug)]
struct Reader {
    layout: Layout,
    clock: Clock,
    vocabulary: Vocabulary,
    names: Names,
}

impl Reader {
    /// Tells whether the relations of the sample are named by CAMEO labels, for the greater part.
    fn is_coded(&self, sample: &str) -> bool {
        let at = self.layout.columns[1];
        let rows = sample.lines().skip(usize::from(self.layout.has_header));
        let (mut coded, mut all) = (0_usize, 0_usize);
        for row in rows {
            let written = Fields::of(row).get(at);
            let name = match &self.names {
                Names::Written => Some(written),
                Names::Numbered(tables) => tables.relation(written),
            };
            all += 1;
            coded += usize::from(name.is_some_and(|name| self.vocabulary.is_coded(name)));
        }
        coded * 2 > all
    }

    /// Reads a row; what is wrong with it comes back as a fault.
    fn row(
        &mut self,
        line: u64,
        text: &str,
        intake: &mut Intake,
    ) -> Result<Result<(), Fault>, ImportError> {
        let fields = Fields::of(text);
        if fields.count != self.layout.width {
            let (count, width) = (fields.count, self.layout.width);
            let why = format!("the row has {count} columns instead of {width}");
            return Ok(Err(Fault { column: None, why }));
        }
        let [source, kind, target, time] = self.layout.columns;
        let Some(day) = self.clock.day(fields.get(time)) else {
            let fault = self
                .clock
                .fault((time, fields.get(time)), self.layout.has_days);
            return fault.map(Err);
        };
        let told = self
            .meaning(kind, fields.get(kind), intake)?
            .and_then(|meaning| {
                let source = self.who(source, fields.get(source), day, intake)?;
                let target = self.who(target, fields.get(target), day, intake)?;
                Ok((meaning, source, target))
            });
        let (meaning, source, target) = match told {
            Ok(told) => told,
            Err(fault) => return Ok(Err(fault)),
        };
        match meaning {
            Meaning::Coded(deed) => {
                let row = CodedRow {
                    line,
                    deed,
                    source,
                    target,
                    day,
                    place: None,
                };
                self.vocabulary.coded().tell(intake, row)?;
            }
            Meaning::Own(form) => {
                let event = Event {
                    line,
                    form,
                    from: source,
                    to: target,
                    day,
                    place: None,
                };
                intake.event(event)?;
            }
        }
        Ok(Ok(()))
    }

    /// Returns what a relation means.
    fn meaning(
        &mut self,
        column: usize,
        written: &str,
        intake: &mut Intake,
    ) -> Result<Result<Meaning, Fault>, ImportError> {
        let name = match &self.names {
            Names::Written => Some(written),
            Names::Numbered(tables) => tables.relation(written),
        };
        match name {
            Some("") => Ok(Err(Fault::at(column, "the relation is missing".to_owned()))),
            Some(name) => self.vocabulary.meaning(name, intake).map(Ok),
            None => {
                let why = format!("no relation has the number `{written}`");
                Ok(Err(Fault::at(column, why)))
            }
        }
    }

    /// Returns who is meant.
    #[inline]
    fn who(
        &mut self,
        column: usize,
        written: &str,
        day: Day,
        intake: &mut Intake,
    ) -> Result<Who, Fault> {
        let named = |name: &str, intake: &mut Intake| {
            intake.entity(&Mention {
                on: Some(day),
                ..Mention::named(name)
            })
        };
        match &mut self.names {
            Names::Written if written.is_empty() => {
                Err(Fault::at(column, "a party is missing".to_owned()))
            }
            Names::Written => Ok(named(written, intake)),
            Names::Numbered(tables) => {
                let who = tables.entity(written, |name| named(name, intake));
                who.ok_or_else(|| {
                    Fault::at(column, format!("no entity has the number `{written}`"))
                })
            }
        }
    }
}
