//! Gathering: rows that tell of one relation together.
//!
//! Knows relations with the same id; what a row says is read elsewhere.

use std::collections::BTreeMap;

use super::date;
use super::mapping::Gather;
use super::read::{Told, Wrong};
use crate::edtf::Edtf;
use crate::import::{ImportError, Intake};
use crate::model::{EntityId, Parties, Relation, RelationId, Report, SourceId};

/// Relations of which several rows tell, until the last row is read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    relations: BTreeMap<RelationId, Shared>,
}

/// A relation, and the rows that tell of it.
#[derive(Debug)]
struct Shared {
    relation: Relation,
    dates: Vec<Edtf>,
    gather: Gather,
    first: u64,
    last: u64,
    rows: u64,
}

impl Gathered {
    /// Adds what a row tells of a relation, and tells whether another row told of it before.
    ///
    /// Parties are added to those known, and so are dates; title, place and the rest must be those
    /// known.
    pub(super) fn add(&mut self, line: u64, told: Told) -> Result<bool, Wrong> {
        let Told {
            mut relation,
            gather,
        } = told;
        let date = relation.when.take();
        let Some(known) = self.relations.get_mut(&relation.id) else {
            let shared = Shared {
                first: line,
                last: line,
                rows: 1,
                dates: date.into_iter().collect(),
                gather,
                relation,
            };
            self.relations.insert(shared.relation.id.clone(), shared);
            return Ok(false);
        };
        if let Some(field) = differing(&known.relation, &relation) {
            let (id, first) = (&relation.id, known.first);
            let why = format!("the {field} of `{id}` is not the one of line {first}");
            return Err(Wrong::new(None, why));
        }
        known.relation.parties = together(&known.relation.parties, &relation.parties);
        known.dates.extend(date);
        known.last = line;
        known.rows += 1;
        Ok(true)
    }

    /// Hands all relations over, in order of the first row that tells of each.
    pub(super) fn finish(self, source: &SourceId, intake: &mut Intake) -> Result<(), ImportError> {
        let mut all: Vec<Shared> = self.relations.into_values().collect();
        all.sort_by(|a, b| (a.first, &a.relation.id).cmp(&(b.first, &b.relation.id)));
        for shared in all {
            let (line, locator) = (shared.first, shared.locator());
            let distinct: std::collections::BTreeSet<&EntityId> =
                shared.relation.parties.iter().map(|(_, id)| id).collect();
            if distinct.len() < 2 {
                intake.reject(line, None, "fewer than two parties are named")?;
                continue;
            }
            let report = Report::new(source.clone()).with_locator(locator);
            let mut relation = shared.relation.with_report(report);
            relation.when = match shared.gather {
                Gather::Each => date::each(shared.dates),
                Gather::Span | Gather::No => date::spanning(&shared.dates),
            };
            intake.relation(line, relation)?;
        }
        Ok(())
    }
}

impl Shared {
    /// Returns the words for the rows that tell of the relation.
    fn locator(&self) -> String {
        let Shared {
            first, last, rows, ..
        } = self;
        if *rows == 2 && last - first > 1 {
            format!("rows {first} and {last}")
        } else if last - first + 1 == *rows {
            rows_between(*first, *last)
        } else {
            format!("{rows} rows from {first} to {last}")
        }
    }
}

/// Returns the words for all rows from one to another.
pub(super) fn rows_between(first: u64, last: u64) -> String {
    if first == last {
        format!("row {first}")
    } else {
        format!("rows {first} to {last}")
    }
}

/// Returns the name of a field in which two relations differ that should be one.
fn differing(one: &Relation, other: &Relation) -> Option<&'static str> {
    if one.kind != other.kind {
        Some("kind")
    } else if one.title != other.title {
        Some("title")
    } else if one.status != other.status {
        Some("status")
    } else if one.place != other.place {
        Some("place")
    } else if one.part_of != other.part_of {
        Some("whole")
    } else if one.numbers != other.numbers {
        Some("numbers")
    } else {
        None
    }
}

/// Returns the parties of both, each once in each role.
fn together(one: &Parties, other: &Parties) -> Parties {
    let mut both = one.clone();
    for (role, entity) in other.iter() {
        if !both.iter().any(|known| known == (role, entity)) {
            both = both.with(role, entity.clone());
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::Gathered;
    use crate::edtf::Edtf;
    use crate::import::table::mapping::Gather;
    use crate::import::table::read::Told;
    use crate::model::{Parties, Relation};

    fn told(party: &str, when: &str) -> Told {
        let parties = Parties::new()
            .with("party", "ruritania".parse().unwrap())
            .with("party", party.parse().unwrap());
        let relation = Relation::new("pact-1".parse().unwrap(), "agreement", parties);
        Told {
            relation: relation.with_when(Edtf::parse(when).unwrap()),
            gather: Gather::Span,
        }
    }

    #[test]
    fn rows_of_one_relation_add_their_parties_and_dates() {
        let mut gathered = Gathered::default();
        assert_eq!(gathered.add(2, told("freedonia", "1962")), Ok(false));
        assert_eq!(gathered.add(3, told("sylvania", "1960")), Ok(true));
        assert_eq!(gathered.add(5, told("freedonia", "1962")), Ok(true));
        let shared = gathered.relations.values().next().unwrap();
        assert_eq!(shared.relation.parties.iter().count(), 3);
        assert_eq!(shared.dates.len(), 3);
        assert_eq!(shared.locator(), "3 rows from 2 to 5");
    }

    #[test]
    fn rows_that_do_not_agree_are_no_one_relation() {
        let mut gathered = Gathered::default();
        gathered.add(2, told("freedonia", "1962")).unwrap();
        let mut other = told("freedonia", "1962");
        other.relation.title = Some("pact".to_owned());
        let wrong = gathered.add(3, other).unwrap_err();
        assert_eq!(wrong.why, "the title of `pact-1` is not the one of line 2");
    }
}
