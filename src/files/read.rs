//! Reading: texts to a checked dataset, or to everything that is wrong with them.

use super::SourceFile;
use super::fault::Pages;
use super::gather::{self, Gathered, Origin, gather};
use super::place::{Origins, place_in_kind};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Category, Dataset, DatasetBuilder, Entity, Kind, ModelError, Ontology, OntologyError, Relation,
    Source,
};

/// Returns the dataset that the files hold together.
///
/// The kinds and offices of the files extend `ontology` first, so that any file may use them; a kind
/// that is in the ontology already, word for word, is no fault. The order of files and records does not
/// matter to the dataset.
///
/// # Errors
/// Everything that is wrong with any of the files, in order of file, line and column. A relation
/// that only names a record at fault is not told.
///
/// # Examples
/// ```
/// use chancery::files::{SourceFile, read_dataset};
/// use chancery::model::Ontology;
///
/// let text = "(entities: [\n    (id: \"rwanda\", kind: \"stat\", name: \"Rwanda\"),\n])";
/// let file = SourceFile::new("rwanda.ron", text);
/// let told = read_dataset(Ontology::default(), &[file]).unwrap_err();
/// assert!(told[0].to_string().contains("rwanda.ron:2:26"));
/// ```
pub fn read_dataset(ontology: Ontology, files: &[SourceFile]) -> Result<Dataset, Vec<Diagnostic>> {
    let mut pages = Pages::new(files);
    let mut gathered = gather(&mut pages, files.len(), &gather::DATASET);
    gathered.sort_extensions();
    let ontology = extended(ontology, &mut gathered, &mut pages);
    let (records, origins) = taken(&mut gathered);
    match records.builder(ontology).build() {
        Ok(dataset) if pages.is_clean() => return Ok(dataset),
        Ok(_) => {}
        Err(mut problems) => {
            problems.retain(|problem| {
                missing(&problem.error).is_none_or(|id| !gathered.broken.contains(id))
            });
            origins.note(&mut pages, &problems, |_| None);
        }
    }
    Err(pages.diagnostics())
}

/// Returns the ontology that a file holds.
///
/// # Errors
/// Everything that is wrong with the file, in order of line and column.
pub fn read_ontology(file: &SourceFile) -> Result<Ontology, Vec<Diagnostic>> {
    let mut pages = Pages::new(std::slice::from_ref(file));
    let mut gathered = gather(&mut pages, 1, &gather::ONTOLOGY);
    let categories = std::mem::take(&mut gathered.categories.values);
    let ontology = match named(&categories) {
        Ok(ontology) => ontology,
        Err((at, error)) => {
            let origins = &gathered.categories.origins;
            note(&mut pages, origins.get(at).copied(), &error);
            return Err(pages.diagnostics());
        }
    };
    let ontology = extended(ontology, &mut gathered, &mut pages);
    if !pages.is_clean() {
        return Err(pages.diagnostics());
    }
    // Made anew, so that nothing of the file counts as added.
    let kinds = ontology.kinds().map(|(_, kind)| kind.clone()).collect();
    Ontology::new(categories, kinds)
        .and_then(|anew| anew.with_offices(ontology.offices().to_vec()))
        .map_err(|error| vec![Diagnostic::new(error.to_string())])
}

/// Returns the ontology of some categories, or the first that it refuses.
fn named(categories: &[Category]) -> Result<Ontology, (usize, OntologyError)> {
    Ontology::new(categories.to_vec(), Vec::new()).map_err(|error| {
        let numbers: Vec<usize> = (0..categories.len()).collect();
        let first = numbers.partition_point(|last| {
            let some = categories.iter().take(last + 1).cloned().collect();
            Ontology::new(some, Vec::new()).is_ok()
        });
        (first, error)
    })
}

/// Returns the ontology with the kinds and offices that the files add, as far as they are right.
pub(super) fn extended(
    mut ontology: Ontology,
    gathered: &mut Gathered,
    pages: &mut Pages<'_>,
) -> Ontology {
    let kinds = std::mem::take(&mut gathered.kinds.values);
    for (kind, origin) in kinds.into_iter().zip(&gathered.kinds.origins) {
        if is_known(&ontology, &kind) {
            continue;
        }
        let id = kind.id.clone();
        if let Err(error) = ontology.add(kind) {
            note(pages, Some(*origin), &error);
            gathered.broken.insert(id);
            leave_out(&mut gathered.left_out, origin);
        }
    }
    let offices = std::mem::take(&mut gathered.offices.values);
    for (office, origin) in offices.into_iter().zip(&gathered.offices.origins) {
        if let Err(error) = ontology.add_office(office) {
            note(pages, Some(*origin), &error);
            leave_out(&mut gathered.left_out, origin);
        }
    }
    ontology
}

/// Tells whether the ontology has this very kind.
fn is_known(ontology: &Ontology, kind: &Kind) -> bool {
    ontology
        .find(&kind.id)
        .is_some_and(|known| ontology.kind(known) == kind)
}

/// Counts a record that is left out, by its file.
fn leave_out(left_out: &mut [usize], origin: &Origin) {
    if let Some(count) = left_out.get_mut(origin.file) {
        *count += 1;
    }
}

/// Notes what the ontology says of a kind, category or office.
fn note(pages: &mut Pages<'_>, origin: Option<Origin>, error: &OntologyError) {
    if let Some(origin) = origin {
        let fault = place_in_kind(pages.text(origin.file), origin, error);
        pages.note(origin.file, [fault]);
    }
}

/// Returns the id that a record names although no record has it.
pub(super) fn missing(error: &ModelError) -> Option<&str> {
    match error {
        ModelError::UnknownEntity { id, .. }
        | ModelError::UnknownSource { id, .. }
        | ModelError::UnknownWhole { id, .. }
        | ModelError::UnknownKind { kind: id, .. } => Some(id),
        _ => None,
    }
}

/// Takes the records, and apart from them where they stand.
pub(super) fn taken(gathered: &mut Gathered) -> (Records, Origins) {
    let records = Records {
        sources: std::mem::take(&mut gathered.sources.values),
        entities: std::mem::take(&mut gathered.entities.values),
        relations: std::mem::take(&mut gathered.relations.values),
    };
    let origins = Origins {
        sources: std::mem::take(&mut gathered.sources.origins),
        entities: std::mem::take(&mut gathered.entities.origins),
        relations: std::mem::take(&mut gathered.relations.origins),
    };
    (records, origins)
}

/// The records of a dataset that is not yet checked.
#[derive(Debug, Clone)]
pub(super) struct Records {
    pub(super) sources: Vec<Source>,
    pub(super) entities: Vec<Entity>,
    pub(super) relations: Vec<Relation>,
}

impl Records {
    /// Returns the builder that checks them.
    pub(super) fn builder(self, ontology: Ontology) -> DatasetBuilder {
        let mut builder = Dataset::builder(ontology);
        self.sources.into_iter().for_each(|source| {
            builder.source(source);
        });
        self.entities.into_iter().for_each(|entity| {
            builder.entity(entity);
        });
        self.relations.into_iter().for_each(|relation| {
            builder.relation(relation);
        });
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::read_dataset;
    use crate::files::{SourceFile, read_dataset_lenient};
    use crate::model::{Category, Ontology};

    /// A meeting of a broken entity, a part of it, and a part of that.
    const PARTS: &str = "(
    sources: [(id: \"s\", title: \"t\")],
    entities: [
        (id: \"a\", kind: \"state\", name: \"A\"),
        (id: \"b\", kind: \"state\", name: \"B\"),
        (id: \"c\", kind: \"stat\", name: \"C\"),
    ],
    relations: [
        (id: \"x\", kind: \"met\", parties: {\"p\": [\"a\", \"c\"]}, reports: [(source: \"s\")]),
        (id: \"y\", kind: \"met\", parties: {\"p\": [\"a\", \"b\"]}, part_of: \"x\", reports: [(source: \"s\")]),
        (id: \"z\", kind: \"met\", parties: {\"p\": [\"a\", \"b\"]}, part_of: \"y\", reports: [(source: \"s\")]),
    ],
    kinds: [(id: \"met\", plural: \"mets\", nature: \"event\", roles: [(id: \"p\")])],
)";

    #[test]
    fn naming_a_broken_record_is_no_fault_of_its_own() {
        let files = [SourceFile::new("a.ron", PARTS)];
        let told = read_dataset(Ontology::default(), &files).unwrap_err();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].message.contains("`stat`"));
    }

    #[test]
    fn what_hangs_on_a_broken_record_goes_with_it_and_what_is_a_part_stays() {
        let files = [SourceFile::new("a.ron", PARTS)];
        let (dataset, told) = read_dataset_lenient(Ontology::default(), &files);
        let kept: Vec<(&str, Option<&str>)> = dataset
            .records()
            .map(|(_, relation)| (relation.id.as_str(), relation.part_of.as_deref()))
            .collect();
        assert_eq!(kept, [("y", None), ("z", Some("y"))]);
        let helps: Vec<&str> = told
            .iter()
            .filter_map(|told| told.help.last().map(String::as_str))
            .collect();
        assert_eq!(
            helps,
            [
                "the record `c` is at fault itself",
                "the record `x` is at fault itself"
            ]
        );
    }

    #[test]
    fn a_kind_may_stand_in_several_files_if_it_is_the_same() {
        let kind = |also: &str| {
            let text = format!(
                "(kinds: [(id: \"met\", plural: \"mets\", nature: \"event\", also: [{also}], \
                 roles: [(id: \"p\")])])"
            );
            SourceFile::new("a.ron", text)
        };
        assert!(read_dataset(Ontology::default(), &[kind(""), kind("")]).is_ok());
        assert!(read_dataset(Ontology::default(), &[kind(""), kind("\"saw\"")]).is_err());
    }

    #[test]
    fn the_first_category_that_is_refused_is_found() {
        let category = |id: &str| Category {
            id: id.to_owned(),
            quad: String::new(),
            scale: 0.0,
            note: None,
        };
        let categories = ["A", "B", "a", "C"].map(category);
        assert_eq!(super::named(&categories).unwrap_err().0, 2);
    }
}
