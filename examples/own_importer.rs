//! How does a table of one's own become a graph? Rows of text → records → checked dataset → answer.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::collections::BTreeMap;

use chancery::Chancery;
use chancery::edtf::Edtf;
use chancery::model::{
    Dataset, Entity, EntityId, EntityKind, IdError, Parties, Relation, RelationId, Report, Source,
    SourceId,
};

/// Visitor, host, date: what a small table of visits might look like.
const TABLE: &str = "\
visitor,host,date
Ruritania,Grand Fenwick,1959
Grand Fenwick,Ruritania,1960-05
Ruritania,Freedonia,1961-02-11
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = SourceId::new("table")?;
    let mut builder = Dataset::builder(Chancery::ontology()?);
    builder.source(
        Source::new(table.clone(), "A small table")
            .with_published(Edtf::parse("1962")?)
            .with_file("visits.csv"),
    );
    let mut states: BTreeMap<&str, EntityId> = BTreeMap::new();
    for (line, row) in (1..).zip(TABLE.lines()).skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [visitor, host, date] = cells[..] else {
            return Err(format!("line {line}: three cells are expected").into());
        };
        for name in [visitor, host] {
            states.insert(name, id_of(name)?);
        }
        let parties = Parties::new()
            .with("visitor", states[visitor].clone())
            .with("host", states[host].clone());
        // An id made of source and row lets the same table be imported twice without harm.
        builder.relation(
            Relation::new(RelationId::new(&format!("table-{line}"))?, "visit", parties)
                .with_when(Edtf::parse(date)?)
                .with_report(Report::new(table.clone()).with_locator(format!("line {line}"))),
        );
    }
    for (name, id) in states {
        builder.entity(Entity::new(id, EntityKind::State, name));
    }
    let dataset = builder.build().map_err(|problems| {
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    })?;

    let answer = Chancery::in_memory(dataset).ask("neighbours Ruritania")?;
    println!("{}", chancery::render::to_plain(&answer));
    Ok(())
}

/// Makes an id of a name.
fn id_of(name: &str) -> Result<EntityId, IdError> {
    EntityId::new(&chancery::text::latin(name).replace(' ', "-"))
}
