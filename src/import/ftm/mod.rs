//! FollowTheMoney: entities of investigations, one JSON object a line.
//!
//! Links between things are entities too, and may stand above what they link; so they wait until the
//! file is read to its end. What the schemata mean is told by the [vocabulary](vocabulary::Vocabulary).

mod line;
mod links;
#[cfg(test)]
mod tests;
mod things;
mod vocabulary;
mod when;

use std::collections::HashMap;

use line::Record;
use links::Link;
use things::Post;
use vocabulary::{Becomes, Found, Vocabulary};

use super::{Format, ImportError, Input, Intake, Likeness, Who};
use crate::model::SourceId;

/// The importer of FollowTheMoney entities.
///
/// # Sources
/// OCCRP and OpenSanctions, FollowTheMoney, <https://followthemoney.tech>; the table
/// `data/vocabularies/ftm.ron` names the version.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ftm;

impl Format for Ftm {
    fn name(&self) -> &'static str {
        "ftm"
    }

    fn looks_for(&self) -> &'static str {
        "JSON objects, one a line, with `id`, `schema` and `properties`"
    }

    fn recognises(&self, _name: &str, sample: &str) -> Option<Likeness> {
        let mut lines = sample
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let first = lines.next()?;
        let has = |key: &str| first.contains(&format!("\"{key}\""));
        if !first.starts_with('{') {
            return None;
        }
        if Record::read(first).is_ok() {
            return Some(Likeness::new(
                100,
                "its first line is an entity with a schema",
            ));
        }
        // The first line may be broken, or longer than the sample.
        (has("schema") && has("id"))
            .then(|| Likeness::new(60, "its first line names an `id` and a `schema`"))
    }

    fn read(&self, mut input: Input, intake: &mut Intake) -> Result<(), ImportError> {
        let vocabulary = Vocabulary::built_in().map_err(|message| ImportError::Setup {
            message,
            help: None,
        })?;
        let source = intake.begin(intake.source_of(&input)?);
        let mut reading = Reading::new(&vocabulary, intake, source);
        while let Some(line) = input.next_line()? {
            if line.text.trim().is_empty() {
                continue;
            }
            let (number, record) = (line.number, Record::read(line.text));
            reading.intake.tick(input.progress())?;
            match record {
                Ok(record) => reading.record(number, record)?,
                Err(broken) => reading
                    .intake
                    .reject(number, Some(broken.column), broken.why)?,
            }
        }
        reading.finish()
    }
}

/// What is named by an id of the file.
#[derive(Debug, Clone, Copy)]
enum Named<'v> {
    /// An entity.
    Thing(Who),
    /// A post, by its place in the list.
    Post(usize),
    /// A link, by the line it stands on.
    Link(u64),
    /// Something left out on purpose, for this reason.
    Apart(&'v str),
}

/// A file on its way into the intake.
struct Reading<'v, 'i> {
    vocabulary: &'v Vocabulary,
    intake: &'i mut Intake,
    source: SourceId,
    named: HashMap<String, Named<'v>>,
    posts: Vec<Post>,
    links: Vec<Link<'v>>,
}

impl<'v, 'i> Reading<'v, 'i> {
    fn new(
        vocabulary: &'v Vocabulary,
        intake: &'i mut Intake,
        source: SourceId,
    ) -> Reading<'v, 'i> {
        Reading {
            vocabulary,
            intake,
            source,
            named: HashMap::new(),
            posts: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Takes one record.
    fn record(&mut self, line: u64, record: Record) -> Result<(), ImportError> {
        let schema = match self.vocabulary.find(&record) {
            Found::Known(schema) => schema,
            Found::Like(schema) => {
                let what = format!(
                    "unknown schema `{}`, read as `{}`",
                    record.schema, schema.name
                );
                self.intake.note(line, what);
                schema
            }
            Found::Apart(why) => {
                self.name(&record, Named::Apart(why));
                self.intake.skip(line, why.to_owned());
                return Ok(());
            }
            Found::Unknown => {
                let why = format!(
                    "unknown schema `{}`, and no property that tells what it is",
                    record.schema
                );
                return self.intake.reject(line, None, why);
            }
        };
        match &schema.becomes {
            Some(Becomes::Entity { kind, class }) => {
                self.thing(line, &record, schema, (*kind, class.as_deref()))
            }
            Some(Becomes::Office { body }) => self.post(line, &record, schema, body),
            Some(Becomes::Relation(patterns)) => self.link(Link {
                line,
                record,
                schema,
                patterns,
            }),
            None => {
                let why = format!("`{}` is only a part of other schemata", record.schema);
                self.intake.reject(line, None, why)
            }
        }
    }

    /// Remembers what the ids of a record name. A former id gives way to a present one.
    fn name(&mut self, record: &Record, named: Named<'v>) {
        for id in record.referents() {
            self.named.entry(id.to_owned()).or_insert(named);
        }
        self.named.insert(record.id.clone(), named);
    }

    /// Reads the links, now that all they may name is known, and the posts that they left.
    fn finish(mut self) -> Result<(), ImportError> {
        self.read_links()?;
        for post in &self.posts {
            if post.is_held {
                self.intake.keep(post.line);
            } else {
                self.intake
                    .skip(post.line, "a post, but nobody who held it");
            }
        }
        Ok(())
    }
}
