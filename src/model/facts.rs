//! What is known of one relation of a dataset, without putting its record together.

use std::ops::Range;

use super::table::{Dates, Given, Shape};
use super::{
    Cast, Dataset, EntityIx, KindIx, Nature, Parties, Relation, RelationId, RelationIx, Report,
    SourceIx, Status,
};
use crate::edtf::Edtf;

impl Dataset {
    /// Returns the id of a relation.
    pub fn relation_id(&self, at: RelationIx) -> RelationId {
        self.relations.id(at)
    }

    /// Returns the kind of a relation.
    #[inline]
    pub fn kind(&self, at: RelationIx) -> KindIx {
        self.relations.shape(at).kind
    }

    /// Returns the nature of a relation.
    pub fn nature(&self, at: RelationIx) -> Nature {
        self.ontology().kind(self.kind(at)).nature
    }

    /// Returns the status of a relation, the usual one of its kind if it names none.
    #[inline]
    pub fn status(&self, at: RelationIx) -> Status {
        self.relations.shape(at).status
    }

    /// Returns the date of a relation.
    #[inline]
    pub fn when(&self, at: RelationIx) -> Option<&Edtf> {
        self.relations.dates().of(at)
    }

    /// Returns the parties of a relation in the order of its record.
    #[inline]
    pub fn cast(&self, at: RelationIx) -> Cast<'_> {
        self.relations.cast(at)
    }

    /// Returns the two parties of a relation that has no others, in the order of its record.
    #[inline]
    pub fn pair(&self, at: RelationIx) -> Option<[EntityIx; 2]> {
        self.relations.pair(at)
    }

    /// Returns stretches of relations with two entities each, which are the parties of those that
    /// have two and mean nothing for others.
    pub(crate) fn pairs(
        &self,
        relations: Range<u32>,
    ) -> impl ExactSizeIterator<Item = (RelationIx, EntityIx, EntityIx)> + Clone + '_ {
        let (from, to) = self.relations.ends(relations.clone());
        let pairs = from.iter().zip(to);
        let entities = pairs.map(|(from, to)| (EntityIx(*from), EntityIx(*to)));
        let relations = relations.map(RelationIx);
        (relations.zip(entities)).map(|(relation, (from, to))| (relation, from, to))
    }

    /// Returns the particular name of a relation within its kind.
    pub fn title(&self, at: RelationIx) -> Option<&str> {
        match self.relations.given(at) {
            Given::Record(record) => record.title.as_deref(),
            Given::Row { shape, .. } => shape.title.as_deref(),
        }
    }

    /// Returns the particular name of a relation, or the kind where it has none.
    pub fn title_or_kind(&self, at: RelationIx) -> &str {
        let kind = || self.ontology().kind(self.kind(at)).id.as_str();
        self.title(at).unwrap_or_else(kind)
    }

    /// Returns the record of a relation that was given as one.
    #[inline]
    pub fn record(&self, at: RelationIx) -> Option<&Relation> {
        match self.relations.given(at) {
            Given::Record(record) => Some(record),
            Given::Row { .. } => None,
        }
    }

    /// Returns the place among the records of a relation that was given as one.
    #[inline]
    pub(crate) fn record_place(&self, at: RelationIx) -> Option<usize> {
        self.relations.record_place(at)
    }

    /// Returns the source and the place of a relation that was given as a row of a batch.
    pub(crate) fn row(&self, at: RelationIx) -> Option<(&SourceIx, Option<EntityIx>)> {
        match self.relations.given(at) {
            Given::Record(_) => None,
            Given::Row { bundle, .. } => Some((&bundle.source, bundle.place(at))),
        }
    }

    /// Returns how many reports a relation has.
    pub fn report_count(&self, at: RelationIx) -> usize {
        match self.relations.given(at) {
            Given::Record(record) => record.reports.len(),
            Given::Row { .. } => self.relations.rows(at).count(),
        }
    }

    /// Returns the number of the shape of a relation: of its kind, status and roles.
    #[inline]
    pub(crate) fn shape_number(&self, at: RelationIx) -> u16 {
        self.relations.shape_number(at)
    }

    /// Returns the shapes of relations by their numbers.
    pub(crate) fn shapes(&self) -> &[Shape] {
        self.relations.shapes()
    }

    /// Returns the distinct dates of all relations, and which relations have each.
    pub(crate) const fn dates(&self) -> &Dates {
        self.relations.dates()
    }

    /// Returns those who play a role in a relation, in the order of its record.
    pub fn in_role(&self, at: RelationIx, role: &str) -> Vec<EntityIx> {
        let Some(role) = self.ontology().kind(self.kind(at)).role(role) else {
            return Vec::new();
        };
        let parties = self.cast(at).into_iter();
        let playing = parties.filter(|party| party.role as usize == role);
        playing.map(|party| party.entity).collect()
    }

    /// Returns who acts by a relation, and for whom; nothing if its kind lets nobody act.
    pub fn agents_and_principals(&self, at: RelationIx) -> Option<(Vec<EntityIx>, Vec<EntityIx>)> {
        let acts = self.ontology().kind(self.kind(at)).acts.as_ref()?;
        Some((
            self.in_role(at, &acts.agent),
            self.in_role(at, &acts.principal),
        ))
    }

    /// Tells whether a post is held beside another, so that what its holder does is no deed of the
    /// body.
    pub(crate) fn is_beside(&self, at: RelationIx) -> bool {
        let acts = self.ontology().kind(self.kind(at)).acts.as_ref();
        acts.is_some_and(|acts| acts.beside)
    }

    /// Puts the record of a row together.
    pub(super) fn assembled(&self, at: RelationIx, shape: &Shape, source: SourceIx) -> Relation {
        let kind = self.ontology().kind(shape.kind);
        let parties = self.cast(at).into_iter();
        let parties = parties.fold(Parties::new(), |parties, party| {
            let role = &kind.roles[party.role as usize].id;
            parties.with(role, self.entity(party.entity).id.clone())
        });
        let source = &self.source(source).id;
        let report = |row: u32| Report::new(source.clone()).with_locator(format!("row {row}"));
        let place = self.row(at).and_then(|(_, place)| place);
        Relation {
            title: shape.title.clone(),
            when: self.when(at).cloned(),
            status: shape.names_status.then_some(shape.status),
            place: place.map(|place| self.entity(place).id.clone()),
            reports: self.relations.rows(at).map(report).collect(),
            ..Relation::new(self.relation_id(at), kind.id.clone(), parties)
        }
    }
}
