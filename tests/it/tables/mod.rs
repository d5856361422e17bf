//! Tables: the importer of delimited files by mappings.

mod made;
mod shared;

use chancery::import::{FileReport, Imported};
use chancery::model::{Dataset, EntityId, Relation};

/// Returns the dataset of an import without faults.
fn dataset(imported: Imported) -> Dataset {
    imported.builder.build().unwrap()
}

/// Returns a relation on one line: id, kind, title, parties, date, and where it was read.
fn shown(relation: &Relation) -> String {
    let roles = relation.parties.roles().map(|(role, entities)| {
        let entities: Vec<&str> = entities.iter().map(EntityId::as_str).collect();
        format!("{role}: {}", entities.join(", "))
    });
    let parties: Vec<String> = roles.collect();
    let when = relation
        .when
        .as_ref()
        .map_or("no date", |when| when.as_str());
    let locator = relation
        .reports
        .first()
        .and_then(|report| report.locator.as_deref());
    format!(
        "{} | {} | {} | {} | {when} | {}",
        relation.id,
        relation.kind,
        relation.title.as_deref().unwrap_or("-"),
        parties.join("; "),
        locator.unwrap_or("-"),
    )
}

/// Returns what became of the rows of a file: read, kept, merged, skipped, rejected; relations.
fn counts(file: &FileReport) -> [u64; 6] {
    let skipped = file.skipped();
    [
        file.read,
        file.kept,
        file.merged,
        skipped,
        file.rejected,
        file.relations,
    ]
}
