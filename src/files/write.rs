//! Writing: a dataset as one data file.

use ron::extensions::Extensions;
use serde::Serialize;

use super::SourceFile;
use super::layout::{Layout, STEP};
use super::scan;
use super::schema::Schema;
use crate::model::Dataset;

/// Returns a dataset as the text of one file, in the layout of [`format`](super::format()).
///
/// Records stand in order of their ids. Of the ontology those kinds and titles of offices are
/// written that were added to it. Reading the text on the ontology without them gives the same
/// dataset.
///
/// # Examples
/// ```
/// use chancery::files::write_dataset;
/// use chancery::model::Dataset;
///
/// assert_eq!(write_dataset(&Dataset::default()), "(\n)\n");
/// ```
pub fn write_dataset(dataset: &Dataset) -> String {
    let mut text = String::from("(\n");
    for (_, section) in sections(dataset) {
        text.push_str(&section);
    }
    text.push_str(")\n");
    text
}

/// Returns a dataset as the texts of several files, one for each section that has records:
/// `sources.ron`, `entities.ron` and so on. Together they hold what [`write_dataset`] writes into one.
pub fn write_folder(dataset: &Dataset) -> Vec<SourceFile> {
    let filled = sections(dataset).into_iter();
    let filled = filled.filter(|(_, section)| !section.is_empty());
    let file = |(name, section)| SourceFile::new(format!("{name}.ron"), format!("(\n{section})\n"));
    filled.map(file).collect()
}

/// Returns the text of each section by its name, empty if it has no records.
fn sections(dataset: &Dataset) -> [(&'static str, String); 5] {
    let by_id = dataset.relations_by_id();
    let relations = by_id.into_iter().map(|at| dataset.relation(at));
    let ontology = dataset.ontology();
    let offices = ontology.added_offices().iter();
    [
        ("sources", section("sources", dataset.sources().iter())),
        ("entities", section("entities", dataset.entities().iter())),
        ("relations", section("relations", relations)),
        ("kinds", section("kinds", ontology.added())),
        ("offices", section("offices", offices)),
    ]
}

/// Returns the text of a section, empty if it has no records.
fn section<T: Serialize>(name: &str, records: impl ExactSizeIterator<Item = T>) -> String {
    let mut text = String::new();
    if records.len() == 0 {
        return text;
    }
    let schema = Schema::of_section(name);
    let indent = " ".repeat(STEP);
    text.extend([indent.as_str(), name, ": [\n"]);
    for record in records {
        text.push_str(&laid_out(&record, &schema));
    }
    text.extend([indent.as_str(), "],\n"]);
    text
}

/// Returns a record in its layout: what `ron` writes on one line, as the formatter would lay it out.
#[expect(
    clippy::expect_used,
    reason = "writing to a string cannot fail, no record of the model refuses to be written, and \
              what `ron` writes has an outline"
)]
fn laid_out<T: Serialize>(record: &T, schema: &Schema) -> String {
    let compact = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .to_string(record)
        .expect("records can be written");
    let item = scan::record_at(&compact, 0).expect("what was written can be read");
    let mut layout = Layout::new(&compact);
    layout.record(&item, 2 * STEP, schema);
    layout.finish()
}

#[cfg(test)]
mod tests {
    use super::write_dataset;
    use crate::model::{Dataset, Ontology, Source, SourceId};

    #[test]
    fn optional_fields_are_written_plainly_or_not_at_all() {
        let mut builder = Dataset::builder(Ontology::default());
        builder.source(Source {
            id: SourceId::new("s").unwrap(),
            title: "T".to_owned(),
            publisher: None,
            published: None,
            retrieved: None,
            url: None,
            file: Some("f.csv".to_owned()),
            row: Some(12),
            language: None,
            note: None,
        });
        let wanted = "(
    sources: [
        (
            id: \"s\",
            title: \"T\",
            file: \"f.csv\",
            row: 12,
        ),
    ],
)
";
        assert_eq!(write_dataset(&builder.build().unwrap()), wanted);
    }
}
