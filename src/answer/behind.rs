//! What stands behind an answer: the relations of each of its rows.

use itertools::Itertools as _;

use crate::model::RelationId;

use super::{Answer, Between, Chain, CommonRow, NeighbourRow, PathRow, Rows, TimelineRow};

impl Answer {
    /// Returns the relations behind row `number`, counted from 1, for `why`.
    ///
    /// Paths are counted as people see them, a [`Chain`] of entities once.
    pub fn relations_of_row(&self, number: usize) -> Option<Vec<RelationId>> {
        let at = number.checked_sub(1)?;
        let one = |id: &RelationId| vec![id.clone()];
        match &self.rows {
            Rows::Timeline(rows) => rows.get(at).map(|row| one(&row.relation)),
            Rows::Paths(rows) => Chain::all(rows).get(at).map(Chain::relations),
            Rows::Why(rows) => rows.get(at).map(|row| one(&row.relation)),
            Rows::Who(rows) => rows
                .get(at)
                .map(|row| row.relation.iter().cloned().collect()),
            Rows::Changes(rows) => rows.get(at).map(|row| one(&row.row.relation)),
            Rows::Conflicts(rows) => rows.get(at).map(|row| one(&row.row.relation)),
            Rows::Neighbours(rows) => rows.get(at).map(NeighbourRow::relations),
            Rows::Common(rows) => rows.get(at).map(CommonRow::relations),
            Rows::Entity(dossier) => dossier.rows().nth(at).map(|row| one(&row.relation)),
            Rows::Between(pair) => pair.rows().nth(at).map(|row| one(&row.relation)),
            Rows::Source(source) => source.relations.get(at).map(|row| one(&row.relation)),
            Rows::Relation(file) => (at == 0).then(|| one(&file.row.relation)),
            Rows::Find(_)
            | Rows::Count(_)
            | Rows::Rank(_)
            | Rows::Groups(_)
            | Rows::History(_)
            | Rows::Log(_)
            | Rows::Diff(_)
            | Rows::Merge(_)
            | Rows::Date(_) => None,
        }
    }

    /// Returns the relations behind all rows, each once, in the order in which rows name them.
    pub fn relations(&self) -> Vec<RelationId> {
        let all: Vec<RelationId> = match &self.rows {
            Rows::Paths(rows) => Chain::all(rows).iter().flat_map(Chain::relations).collect(),
            Rows::Relation(file) => [&file.row]
                .into_iter()
                .chain(&file.parts)
                .map(|row| row.relation.clone())
                .collect(),
            Rows::Between(pair) => pair.relations(),
            Rows::Entity(dossier) => dossier.rows().map(|row| row.relation.clone()).collect(),
            rows => (1..=rows.len().max(self.numbered_rows()))
                .filter_map(|number| self.relations_of_row(number))
                .flatten()
                .collect(),
        };
        all.into_iter().unique().collect()
    }

    /// Returns the relations that rows tell in full, in the order of the rows.
    pub(crate) fn timeline_rows(&self) -> Box<dyn Iterator<Item = &TimelineRow> + '_> {
        match &self.rows {
            Rows::Timeline(rows) => Box::new(rows.iter()),
            Rows::Changes(rows) => Box::new(rows.iter().map(|row| &row.row)),
            Rows::Conflicts(rows) => Box::new(rows.iter().map(|row| &row.row)),
            Rows::Entity(dossier) => Box::new(dossier.rows()),
            Rows::Between(pair) => Box::new(pair.rows()),
            Rows::Source(source) => Box::new(source.relations.iter()),
            Rows::Relation(file) => Box::new(std::iter::once(&file.row).chain(&file.parts)),
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Returns how many rows have a number, where that is not the number of rows.
    fn numbered_rows(&self) -> usize {
        match &self.rows {
            Rows::Source(source) => source.relations.len(),
            _ => 0,
        }
    }
}

impl NeighbourRow {
    /// Returns the relations behind the row.
    pub(crate) fn relations(&self) -> Vec<RelationId> {
        self.behind.clone()
    }
}

impl CommonRow {
    /// Returns the relations behind the row.
    pub(crate) fn relations(&self) -> Vec<RelationId> {
        let with = self.with.iter();
        with.flat_map(|shared| shared.behind.iter().cloned())
            .collect()
    }
}

impl Between {
    /// Returns the relations behind all that is told of the pair, in the order told.
    fn relations(&self) -> Vec<RelationId> {
        let rows = self.rows().map(|row| row.relation.clone());
        let contacts = self.go_betweens.iter().flat_map(CommonRow::relations);
        let steps = self.shortest.iter().flat_map(PathRow::relations);
        rows.chain(contacts).chain(steps).collect()
    }
}

impl PathRow {
    /// Returns the relations behind the path.
    fn relations(&self) -> Vec<RelationId> {
        let steps = self.steps.iter();
        steps.map(|step| step.relation.clone()).collect()
    }
}
