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
    data!("rwanda/20-people-of-rwanda.ron"),
    data!("rwanda/30-institutions.ron"),
    data!("rwanda/40-forums.ron"),
    data!("rwanda/41-summits-with-africa.ron"),
    data!("rwanda/42-african-union.ron"),
    data!("rwanda/43-east-african-community.ron"),
    data!("rwanda/44-commonwealth.ron"),
    data!("rwanda/45-francophonie.ron"),
    data!("rwanda/50-kazakhstan.ron"),
    data!("rwanda/51-azerbaijan.ron"),
    data!("rwanda/52-russia.ron"),
    data!("rwanda/53-turkey.ron"),
    data!("rwanda/54-united-arab-emirates.ron"),
    data!("rwanda/55-qatar.ron"),
    data!("rwanda/56-china.ron"),
    data!("rwanda/57-india.ron"),
    data!("rwanda/58-japan.ron"),
    data!("rwanda/59-south-korea.ron"),
    data!("rwanda/60-france.ron"),
    data!("rwanda/61-belgium.ron"),
    data!("rwanda/62-germany.ron"),
    data!("rwanda/63-united-kingdom.ron"),
    data!("rwanda/64-united-states.ron"),
    data!("rwanda/65-brazil.ron"),
    data!("rwanda/70-dr-congo.ron"),
    data!("rwanda/71-uganda.ron"),
    data!("rwanda/72-burundi.ron"),
    data!("rwanda/73-kenya.ron"),
    data!("rwanda/74-tanzania.ron"),
    data!("rwanda/75-angola.ron"),
    data!("rwanda/76-egypt.ron"),
    data!("rwanda/77-south-africa.ron"),
    data!("rwanda/78-mozambique.ron"),
    data!("rwanda/79-ghana.ron"),
    data!("rwanda/80-talks-on-eastern-drc.ron"),
    data!("rwanda/90-diplomatic-reach.ron"),
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
