//! Origins: the source that a file is to the relations read from it, and its id.
//!
//! The id is made of the name of the file, with those of folders before it where the name says nothing
//! alone (`icews18/train.txt.gz`), or where another file of the import would have the same. Which ids
//! are given hangs on the places of the files alone, never on their order.

use std::collections::{BTreeMap, BTreeSet};

use super::{ImportError, Input};
use crate::model::{Source, SourceId};
use crate::text;

/// The id of a source whose file has a name without letters and digits.
const NAMELESS: &str = "file";
/// The endings of compressed files: with and without one, a file is the same source.
const COMPRESSED: [&str; 2] = [".gz", ".gzip"];
/// Words that say nothing of what stands in a file; numbers say nothing either.
const GENERIC: [&str; 46] = [
    "all",
    "complete",
    "copy",
    "csv",
    "data",
    "dataset",
    "db",
    "dev",
    "download",
    "edges",
    "entities",
    "event",
    "events",
    "example",
    "export",
    "facts",
    "file",
    "files",
    "full",
    "gz",
    "in",
    "input",
    "json",
    "latest",
    "list",
    "main",
    "nodes",
    "out",
    "output",
    "part",
    "quads",
    "quadruples",
    "raw",
    "records",
    "relations",
    "rows",
    "sample",
    "samples",
    "source",
    "sources",
    "table",
    "test",
    "train",
    "tsv",
    "txt",
    "valid",
];

/// The ids of the sources of an import, by the places of its files.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<String, Origin>);

/// How a file is called as a source.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    id: String,
    name: String,
}

impl Origins {
    /// Returns the ids of files that are read together. O(n log n) for each folder that is needed to
    /// tell them apart.
    pub(super) fn of<'p>(places: impl IntoIterator<Item = &'p str>) -> Origins {
        let places: BTreeSet<&str> = places.into_iter().map(uncompressed).collect();
        let mut parted: Vec<Parted<'_>> = places.into_iter().map(Parted::of).collect();
        loop {
            let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, one) in parted.iter().enumerate() {
                alike.entry(one.id()).or_default().push(at);
            }
            let clashes = alike.into_values().filter(|alike| alike.len() > 1);
            let mut has_changed = false;
            for clash in clashes {
                has_changed |= tell_apart(&mut parted, &clash);
            }
            if !has_changed {
                break;
            }
        }
        let origins = parted.iter();
        Origins(
            origins
                .map(|one| (one.place.to_owned(), one.origin()))
                .collect(),
        )
    }

    /// Returns the id that a file asks for.
    pub(super) fn id(&self, input: &Input) -> String {
        self.origin(input.place()).id
    }

    /// Returns the source that a file is.
    pub(super) fn source(&self, input: &Input) -> Result<Source, ImportError> {
        let origin = self.origin(input.place());
        let id = SourceId::new(&origin.id).map_err(|error| ImportError::Setup {
            message: error.to_string(),
            help: None,
        })?;
        let file = origin.name.rsplit('/').next().unwrap_or(&origin.name);
        let file = file.to_owned();
        Ok(Source::new(id, origin.name).with_file(file))
    }

    fn origin(&self, place: &str) -> Origin {
        let mut origin = match self.0.get(uncompressed(place)) {
            Some(origin) => origin.clone(),
            None => Parted::of(uncompressed(place)).origin(),
        };
        let ending = place.get(uncompressed(place).len()..);
        origin.name.push_str(ending.unwrap_or_default());
        origin
    }
}

/// The place of a file in its parts.
struct Parted<'p> {
    place: &'p str,
    /// Its folders, the innermost last.
    folders: Vec<&'p str>,
    file: &'p str,
    /// How many folders the id names.
    depth: usize,
    /// Whether the id has the endings too.
    is_whole: bool,
}

impl<'p> Parted<'p> {
    fn of(place: &'p str) -> Parted<'p> {
        let mut folders: Vec<&str> = place.split(['/', '\\']).collect();
        let file = folders.pop().unwrap_or(place);
        folders.retain(|folder| !matches!(*folder, "" | "." | ".."));
        let mut parted = Parted {
            place,
            folders,
            file,
            depth: 0,
            is_whole: false,
        };
        if says_nothing(&text::slug(stem(file))) {
            // Up to the first folder that says something.
            let inner = parted.folders.iter().rev();
            let dumb = inner.take_while(|folder| says_nothing(&text::slug(folder)));
            parted.depth = (dumb.count() + 1).min(parted.folders.len());
        }
        parted
    }

    fn named_folders(&self) -> &[&'p str] {
        let from = self.folders.len() - self.depth;
        self.folders.get(from..).unwrap_or_default()
    }

    fn id(&self) -> String {
        let name = if self.is_whole {
            self.file
        } else {
            stem(self.file)
        };
        let folders = self.named_folders().join(" ");
        let id = text::slug(&format!("{folders} {name}"));
        if id.is_empty() {
            NAMELESS.to_owned()
        } else {
            id
        }
    }

    fn origin(&self) -> Origin {
        let folders = self.named_folders().iter();
        let parts: Vec<&str> = folders.chain([&self.file]).copied().collect();
        Origin {
            id: self.id(),
            name: parts.join("/"),
        }
    }
}

/// Has files with one id named more fully: by their endings if two lie in one folder, else by a
/// further folder. Tells whether that was possible for any.
fn tell_apart(parted: &mut [Parted<'_>], clash: &[usize]) -> bool {
    let members = clash.iter().filter_map(|at| parted.get(*at));
    let folders: BTreeSet<&[&str]> = members.map(|one| one.folders.as_slice()).collect();
    let by_ending = folders.len() < clash.len();
    let mut has_changed = false;
    for at in clash {
        let Some(one) = parted.get_mut(*at) else {
            continue;
        };
        if by_ending && !one.is_whole {
            one.is_whole = true;
            has_changed = true;
        } else if one.depth < one.folders.len() {
            one.depth += 1;
            has_changed = true;
        }
    }
    has_changed
}

/// Tells whether the words of a name say nothing of what stands in a file.
fn says_nothing(slug: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|sign| sign.is_ascii_digit());
    slug.split('-')
        .all(|word| is_number(word) || GENERIC.contains(&word))
}

/// Returns a place without the ending of compressed files.
fn uncompressed(place: &str) -> &str {
    let mut endings = COMPRESSED.iter();
    endings
        .find_map(|ending| place.strip_suffix(ending))
        .unwrap_or(place)
}

/// Returns the name of a file up to its first full stop.
fn stem(file: &str) -> &str {
    let stem = file.trim_start_matches('.').split('.').next();
    stem.unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::{Input, Origins};

    fn ids(places: &[&str]) -> Vec<String> {
        let origins = Origins::of(places.iter().copied());
        let ids = places.iter();
        ids.map(|place| origins.id(&Input::of_bytes(*place, "")))
            .collect()
    }

    #[track_caller]
    fn check(file: &str, id: &str) {
        assert_eq!(ids(&[file]), [id], "{file}");
        let alone = Origins::default().id(&Input::of_bytes(file, ""));
        assert_eq!(alone, id, "{file}");
    }

    #[test]
    fn a_file_and_its_compressed_form_are_one_source() {
        check("data/EU_authorities.ftm.json", "eu-authorities");
        check("eu_authorities.ftm.json.gz", "eu-authorities");
        check("Визиты 2014.csv", "vizity-2014");
        check("….csv", "file");
        check("…", "file");
    }

    #[test]
    fn a_name_that_says_nothing_takes_those_of_folders() {
        check("icews18/train.txt.gz", "icews18-train");
        check("/a/gdelt/20180101.export.CSV", "gdelt-20180101");
        check("/a/icews/2014/events.tsv", "icews-2014-events");
        check("icews\\data\\part-0001.tab", "icews-data-part-0001");
        check("./train.txt", "train");
        check("data/2014.csv", "data-2014");
        check("un/.csv", "un-csv");
    }

    #[test]
    fn files_of_one_name_have_different_ids_in_any_order() {
        let places = [
            "a/un/treaties.csv",
            "b/un/treaties.csv",
            "b/un/visits.csv",
            "b/un/visits.txt",
            "embassies.csv",
            "x/embassies.csv.gz",
        ];
        let expected = [
            "a-un-treaties",
            "b-un-treaties",
            "visits-csv",
            "visits-txt",
            "embassies",
            "x-embassies",
        ];
        assert_eq!(ids(&places), expected);
        let turned: Vec<&str> = places.iter().rev().copied().collect();
        let mut turned = ids(&turned);
        turned.reverse();
        assert_eq!(turned, expected);
    }

    #[test]
    fn a_source_is_called_by_what_its_id_is_made_of() {
        let input = Input::of_bytes("/data/icews18/train.txt.gz", "");
        let source = Origins::default().source(&input).unwrap();
        assert_eq!(source.title, "icews18/train.txt.gz");
        assert_eq!(source.file.as_deref(), Some("train.txt.gz"));
    }
}
