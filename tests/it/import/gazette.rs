//! A gazette: the smallest importer there can be, for tests of what all have in common.

use chancery::edtf::Day;
use chancery::import::{
    Dialect, Event, FormIx, Format, ImportError, Input, Intake, Likeness, Mention, Record,
};
use chancery::model::{EntityKind, Form, Source};

/// Rows of `day,from,to` behind a header; whoever is no state is written `Rudolf (person)`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gazette {
    pub(super) kind: &'static str,
    pub(super) roles: [&'static str; 2],
    pub(super) merges: bool,
}

impl Default for Gazette {
    fn default() -> Gazette {
        Gazette {
            kind: "call",
            roles: ["participant", "participant"],
            merges: false,
        }
    }
}

impl Gazette {
    /// Calls, of which one is told of several times.
    pub(super) fn merging() -> Gazette {
        Gazette {
            merges: true,
            ..Gazette::default()
        }
    }

    fn row(record: &Record<'_>, form: FormIx, intake: &mut Intake) -> Result<(), ImportError> {
        let line = record.line;
        let (Some(day), Some(from), Some(to), 3) =
            (record.get(0), record.get(1), record.get(2), record.len())
        else {
            let why = format!("{} columns, expected 3", record.len());
            return intake.reject(line, None, why);
        };
        let Some(day) = day_of(day) else {
            return intake.reject(line, Some(1), format!("`{day}` is no day"));
        };
        if from.is_empty() || to.is_empty() {
            intake.skip(line, "nobody is named");
            return Ok(());
        }
        let event = Event {
            line,
            form,
            from: who(from, intake),
            to: who(to, intake),
            day,
            place: None,
        };
        intake.event(event).map(drop)
    }
}

impl Format for Gazette {
    fn name(&self) -> &'static str {
        "gazette"
    }

    fn looks_for(&self) -> &'static str {
        "rows of `day,from,to`"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let is_one = sample.starts_with("day,from,to");
        is_one.then(|| Likeness::new(100, "its header is `day,from,to`"))
    }

    fn read(&self, input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        intake.begin(Source::new("gazette".parse().unwrap(), "Gazette").with_file("gazette.csv"));
        if self.merges {
            intake.merge_rows();
        }
        let form = intake.form(Form {
            kind: self.kind.to_owned(),
            title: None,
            status: None,
            roles: self.roles.map(str::to_owned),
        })?;
        let mut records = input.into_records(Dialect::CSV.skip_lines(1));
        loop {
            let progress = records.progress();
            let Some(record) = records.next()? else {
                return Ok(());
            };
            intake.tick(progress)?;
            Gazette::row(&record, form, intake)?;
        }
    }
}

fn who(name: &str, intake: &mut Intake) -> chancery::import::Who {
    let (name, word) = name.split_once(" (").unwrap_or((name, "state)"));
    let kind = EntityKind::from_word(word.trim_end_matches(')'));
    intake.entity(&Mention {
        kind,
        ..Mention::named(name)
    })
}

/// Returns the day that a text such as `2014-06-28` names.
fn day_of(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year: i64 = parts.next()?.parse().ok()?;
    Day::from_ymd(
        year,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    )
}
