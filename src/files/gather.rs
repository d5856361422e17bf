//! Gathering: the records of many files, each with the place it came from, not yet checked together.

use std::collections::BTreeSet;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::decode;
use super::fault::{Fault, Pages};
use super::lexer::{Lexer, Token};
use super::literal;
use super::outline::Item;
use super::scan::{self, Part};
use crate::diagnostic::Span;
use crate::model::{Category, Entity, Kind, Office, Relation, Source};
use crate::text;

/// The sections of a dataset's file.
pub(super) const DATASET: [&str; 5] = ["sources", "entities", "relations", "kinds", "offices"];
/// The sections of an ontology's file.
pub(super) const ONTOLOGY: [&str; 3] = ["categories", "kinds", "offices"];

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    /// The file, counted from 0.
    pub(super) file: usize,
    /// The byte at which the record begins.
    pub(super) start: usize,
}

/// Records of one section, in the order of the files.
#[derive(Debug)]
pub(super) struct Records<T> {
    /// The records.
    pub(super) values: Vec<T>,
    /// Where each stands.
    pub(super) origins: Vec<Origin>,
}

impl<T> Records<T> {
    /// Puts the records in order of a key, those of one key in the order of the files.
    fn sort_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        let values = std::mem::take(&mut self.values);
        let origins = std::mem::take(&mut self.origins);
        let mut both: Vec<(T, Origin)> = values.into_iter().zip(origins).collect();
        both.sort_by_key(|(value, _)| key(value));
        (self.values, self.origins) = both.into_iter().unzip();
    }
}

/// All records of some files.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The PLOVER categories.
    pub(super) categories: Records<Category>,
    /// The sources.
    pub(super) sources: Records<Source>,
    /// The entities.
    pub(super) entities: Records<Entity>,
    /// The relations.
    pub(super) relations: Records<Relation>,
    /// The relation kinds.
    pub(super) kinds: Records<Kind>,
    /// The titles of offices.
    pub(super) offices: Records<Office>,
    /// The ids of records that are there but could not be read.
    pub(super) broken: BTreeSet<String>,
    /// How many records each file has.
    pub(super) read: Vec<usize>,
    /// How many records of each file are not among these.
    pub(super) left_out: Vec<usize>,
}

impl<T> Default for Records<T> {
    fn default() -> Records<T> {
        Records {
            values: Vec::new(),
            origins: Vec::new(),
        }
    }
}

impl Gathered {
    /// Puts what extends the ontology in an order that does not depend on that of the files.
    pub(super) fn sort_extensions(&mut self) {
        self.kinds.sort_by_key(|kind| kind.id.clone());
        let row = |office: &Office| (office.title.clone(), office.also.clone());
        self.offices.sort_by_key(row);
    }
}

/// Returns the records of all files; what is wrong with single records is noted in `pages`.
pub(super) fn gather(pages: &mut Pages<'_>, files: usize, sections: &[&str]) -> Gathered {
    let mut gathered = Gathered {
        read: vec![0; files],
        left_out: vec![0; files],
        ..Gathered::default()
    };
    for file in 0..files {
        let mut sheet = Sheet {
            text: pages.text(file),
            file,
            allowed: sections,
            section: "",
            seen: BTreeSet::new(),
            extensions: Extensions::empty(),
            faults: Vec::new(),
            gathered: &mut gathered,
        };
        let faults = scan::scan(sheet.text, &mut |part| sheet.part(part));
        let more = std::mem::take(&mut sheet.faults);
        pages.note(file, faults.into_iter().chain(more));
    }
    gathered
}

/// One file on its way into the records of all.
struct Sheet<'t, 'g> {
    text: &'t str,
    file: usize,
    allowed: &'g [&'g str],
    section: &'t str,
    seen: BTreeSet<&'t str>,
    extensions: Extensions,
    faults: Vec<Fault>,
    gathered: &'g mut Gathered,
}

impl Sheet<'_, '_> {
    fn part(&mut self, part: Part) {
        match part {
            Part::Attribute(line) => self.attribute(line.span),
            Part::Section(line) => self.heading(line.span),
            Part::Record(item) => {
                let read = self.record(&item);
                self.count(read.is_ok());
                if let Err(fault) = read {
                    let id = item.value.field(self.text, "id");
                    let id = id.and_then(|id| id.value.meaning(self.text));
                    self.gathered.broken.extend(id);
                    self.faults.push(fault);
                }
            }
            Part::Broken(span) => {
                self.count(false);
                self.gathered.broken.extend(id_within(self.text, span));
            }
            Part::Open(_) | Part::SectionEnd { .. } | Part::Close { .. } => {}
        }
    }

    /// Counts a record of this file, and whether it is left out.
    fn count(&mut self, is_read: bool) {
        if let Some(read) = self.gathered.read.get_mut(self.file) {
            *read += 1;
        }
        if !is_read && let Some(left_out) = self.gathered.left_out.get_mut(self.file) {
            *left_out += 1;
        }
    }

    fn attribute(&mut self, span: Span) {
        let attribute = self.text.get(span.start..span.end).unwrap_or_default();
        match decode::extensions(attribute, span.start) {
            Ok(extensions) => self.extensions |= extensions,
            Err(fault) => self.faults.push(fault),
        }
    }

    /// Begins a section, and notes if there is none of this name, or another one of it.
    fn heading(&mut self, span: Span) {
        let name = self.text.get(span.start..span.end).unwrap_or_default();
        self.section = name;
        if !self.allowed.contains(&name) {
            self.section = "";
            let fault = Fault::new(span, format!("unknown section `{name}`"));
            let help = match text::nearest(name, self.allowed.iter().copied()) {
                Some(nearest) => format!("the nearest section is `{nearest}`"),
                None => format!("the sections are {}", self.allowed.join(", ")),
            };
            self.faults.push(fault.help(help));
        } else if !self.seen.insert(name) {
            let message = format!("the section `{name}` stands here twice");
            let help = "one section holds all records of its sort";
            self.faults.push(Fault::new(span, message).help(help));
        }
    }

    fn record(&mut self, item: &Item) -> Result<(), Fault> {
        let Sheet {
            text,
            file,
            extensions,
            ..
        } = *self;
        let origin = Origin {
            file,
            start: item.value.span.start,
        };
        match self.section {
            "categories" => self.gathered.categories.add(text, item, extensions, origin),
            "sources" => self.gathered.sources.add(text, item, extensions, origin),
            "entities" => self.gathered.entities.add(text, item, extensions, origin),
            "relations" => self.gathered.relations.add(text, item, extensions, origin),
            "kinds" => self.gathered.kinds.add(text, item, extensions, origin),
            "offices" => self.gathered.offices.add(text, item, extensions, origin),
            _ => Ok(()),
        }
    }
}

impl<T: DeserializeOwned> Records<T> {
    fn add(
        &mut self,
        text: &str,
        item: &Item,
        extensions: Extensions,
        origin: Origin,
    ) -> Result<(), Fault> {
        let value = decode::decode(text, &item.value, extensions)?;
        self.values.push(value);
        self.origins.push(origin);
        Ok(())
    }
}

/// How many tokens of a broken record are searched for its id.
const MOST_TOKENS: usize = 64;

/// Returns the id of a record that cannot be read as a whole.
fn id_within(text: &str, span: Span) -> Option<String> {
    let mut lexer = Lexer::new(text, span.start);
    let mut named = false;
    for _ in 0..MOST_TOKENS {
        let next = lexer.next().ok()?;
        let slice = text.get(next.span.start..next.span.end)?;
        match next.token {
            Token::Text if named => {
                return literal::meaning(slice, 0)
                    .ok()
                    .map(std::borrow::Cow::into_owned);
            }
            Token::Colon => {}
            Token::End => return None,
            token => named = token == Token::Word && slice == "id",
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{DATASET, gather};
    use crate::files::SourceFile;
    use crate::files::fault::Pages;

    #[test]
    fn ids_of_broken_records_are_known() {
        let text = "(entities: [
    (kind: 5, id: \"undecoded\"),
    (id: \"unclosed\", name: [\"a\"),
    (id: \"good\", kind: \"state\", name: \"G\"),
])";
        let files = [SourceFile::new("a.ron", text)];
        let mut pages = Pages::new(&files);
        let gathered = gather(&mut pages, 1, &DATASET);
        let broken: Vec<&str> = gathered.broken.iter().map(String::as_str).collect();
        assert_eq!(broken, ["unclosed", "undecoded"]);
        assert_eq!(gathered.entities.values.len(), 1);
        assert_eq!(
            gathered.entities.origins[0].start,
            text.find("(id: \"good").unwrap()
        );
    }
}
