//! The data compiled in: the ontology, and the dataset on the diplomacy of Rwanda.

use crate::files::SourceFile;

/// Names a file below `data/` and holds its text.
macro_rules! data {
    ($name:literal) => {
        (
            concat!("data/", $name),
            include_str!(concat!("../data/", $name)),
        )
    };
}

/// The relation kinds and categories.
const ONTOLOGY: (&str, &str) = data!("ontology.ron");

/// The files of the dataset; a test compares the list with the folder.
const DATASET: &[(&str, &str)] = &[
    data!("rwanda/00-sources.ron"),
    data!("rwanda/10-states-and-places.ron"),
    data!("rwanda/20-people.ron"),
    data!("rwanda/30-institutions.ron"),
    data!("rwanda/40-forums.ron"),
    data!("rwanda/50-kazakhstan.ron"),
    data!("rwanda/51-azerbaijan.ron"),
    data!("rwanda/52-russia.ron"),
    data!("rwanda/60-diplomatic-reach.ron"),
];

/// Returns the file of the built-in ontology.
pub(crate) fn ontology() -> SourceFile {
    file(&ONTOLOGY)
}

/// Returns the files of the built-in dataset.
pub(crate) fn dataset() -> Vec<SourceFile> {
    DATASET.iter().map(file).collect()
}

fn file((name, text): &(&str, &str)) -> SourceFile {
    SourceFile::new(*name, *text)
}
