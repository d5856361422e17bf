//! Writing: a dataset as one data file.

use ron::extensions::Extensions;
use serde::Serialize;

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
    section(&mut text, "sources", dataset.sources().iter());
    section(&mut text, "entities", dataset.entities().iter());
    let by_id = dataset.relations_by_id();
    let relations = by_id.into_iter().map(|at| dataset.relation(at));
    section(&mut text, "relations", relations);
    let kinds: Vec<_> = dataset.ontology().added().collect();
    section(&mut text, "kinds", kinds.iter());
    section(
        &mut text,
        "offices",
        dataset.ontology().added_offices().iter(),
    );
    text.push_str(")\n");
    text
}

/// Appends a section, unless it has no records.
fn section<T: Serialize>(text: &mut String, name: &str, records: impl ExactSizeIterator<Item = T>) {
    if records.len() == 0 {
        return;
    }
    let schema = Schema::of_section(name);
    let indent = " ".repeat(STEP);
    text.extend([indent.as_str(), name, ": [\n"]);
    for record in records {
        text.push_str(&laid_out(&record, &schema));
    }
    text.extend([indent.as_str(), "],\n"]);
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
