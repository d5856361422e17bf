//! The mappings that come with the program, and which of them a file asks for.
//!
//! Knows headers; the rows are read elsewhere.

use super::mapping::{Layout, Mapping};
use crate::files::{self, SourceFile};

/// Names a file of `data/mappings` and holds its text.
macro_rules! mappings {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("data/mappings/", $name, ".ron"),
            include_str!(concat!("../../../data/mappings/", $name, ".ron")),
        )),*]
    };
}

/// All of them; a test compares the list with the folder.
const SHIPPED: &[(&str, &str)] = mappings![
    "ambassadors-to-estonia",
    "archigos",
    "atop-members",
    "cabinet-list",
    "cabinet-rwanda-checked",
    "cabinet-rwanda-official",
    "cabinet-rwanda-wikidata",
    "colt-trips",
    "colt-trips-received-per-year",
    "colt-trips-sent-per-year",
    "cow-diplomatic-exchange",
    "cow-igo-by-organization",
    "cow-igo-by-state",
    "desta-dyads",
    "embassies",
    "foreign-ministers",
    "foreign-ministers-wikidata",
    "ieadb-members",
    "ieadb-treaties",
    "office-holder-lives",
    "office-holders-international",
    "office-holders-rwanda",
    "office-list",
    "un-charter-admissions",
    "un-human-rights-treaties",
    "un-treaty-index",
    "un-treaty-participants",
    "us-chiefs-of-mission",
    "us-travels-abroad",
    "us-visits",
    "wipo-treaties",
    "world-leaders-wikidata",
    "world-leaders-wikipedia",
];

/// Returns the files of all mappings, in order of their names.
pub(super) fn files() -> impl Iterator<Item = SourceFile> {
    SHIPPED
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text))
}

/// Returns the file of the mapping that is called `name`.
pub(super) fn named(name: &str) -> Option<SourceFile> {
    files().find(|file| stem(&file.name) == name)
}

/// Returns the names of all mappings.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| stem(name))
}

/// Returns the mapping for a file that begins with `sample`, with the number of columns that speak
/// for it. Of several, the one with the most; ties go to the first by name.
pub(super) fn for_sample(sample: &str) -> Option<(SourceFile, usize)> {
    let fitting = files().filter_map(|file| {
        let mapping = files::read_single::<Mapping>(&file).ok()?.value;
        let columns = likeness(&mapping, sample)?;
        Some((file, columns))
    });
    fitting.fold(
        None,
        |best: Option<(SourceFile, usize)>, found| match best {
            Some(best) if best.1 >= found.1 => Some(best),
            _ => Some(found),
        },
    )
}

/// Returns how many columns of a header speak for a mapping, if it fits.
fn likeness(mapping: &Mapping, sample: &str) -> Option<usize> {
    let detect = &mapping.detect;
    if detect.header.is_empty() {
        return None;
    }
    let header = header(&mapping.layout, sample)?;
    let has = |name: &String| header.iter().any(|column| column == name);
    let holds = detect.holds.as_ref();
    let fits = detect.header.iter().all(has)
        && !detect.lacks.iter().any(has)
        && holds.is_none_or(|text| sample.contains(text.as_str()));
    // A text that only this table holds counts as one column more.
    fits.then_some(detect.header.len() + usize::from(holds.is_some()))
}

/// Returns the names in the header of a text.
fn header<'s>(layout: &Layout, sample: &'s str) -> Option<Vec<&'s str>> {
    let line = sample.lines().nth(layout.skip_lines)?;
    let mut names = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, sign) in line.char_indices() {
        quoted ^= Some(sign) == layout.quote;
        if sign == layout.delimiter && !quoted {
            names.push(line.get(start..at)?);
            start = at + sign.len_utf8();
        }
    }
    names.push(line.get(start..)?);
    let unquoted = names.into_iter().map(|name| {
        let name = name.trim().trim_start_matches('\u{feff}');
        layout.quote.map_or(name, |quote| name.trim_matches(quote))
    });
    Some(unquoted.collect())
}

/// Returns the name of a file without folder and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.strip_suffix(".ron").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{files, header, stem};
    use crate::files::{SourceFile, read_ontology, read_single};
    use crate::import::table::check;
    use crate::import::table::mapping::{Layout, Mapping};

    #[test]
    fn every_mapping_is_listed_and_called_like_its_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/mappings");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        let mut listed: Vec<String> = files()
            .map(|file| format!("{}.ron", stem(&file.name)))
            .collect();
        listed.sort();
        assert_eq!(listed, there);
        for file in files() {
            let mapping = read_single::<Mapping>(&file).unwrap().value;
            assert_eq!(mapping.name, stem(&file.name));
        }
    }

    #[test]
    fn every_mapping_fits_the_ontology() {
        let ontology = read_ontology(&SourceFile::new(
            "data/ontology.ron",
            include_str!("../../../data/ontology.ron"),
        ));
        let ontology = ontology.unwrap();
        for file in files() {
            let faults = check::read(&file, &ontology).err().unwrap_or_default();
            let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert_eq!(told.join("\n"), "");
        }
    }

    #[test]
    fn a_quoted_header_may_hold_the_delimiter() {
        let layout = Layout::default();
        assert_eq!(
            header(&layout, "a,\"b, c\",\n1,2,3"),
            Some(vec!["a", "b, c", ""])
        );
    }
}
