//! Checking: everything that is wrong with records, taken together.
//!
//! Knows what records may say of each other; where they stand in files is known elsewhere.

mod batch;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    DatasetBuilder, Entity, EntityId, EntityKind, Field, Kind, ModelError, Nature, Parties,
    Problem, Relation, Report, Role, Section, SourceId, Status,
};
use crate::text;

/// So many unknown words get the nearest known one. Each such look goes over all ids: a large file
/// that lacks its entities would take minutes.
const MOST_NEAREST: usize = 100;

/// One run over all records, gathering problems.
pub(super) struct Check<'a> {
    records: &'a DatasetBuilder,
    sources: BTreeSet<&'a str>,
    entities: BTreeMap<&'a str, &'a Entity>,
    relations: BTreeSet<&'a str>,
    problems: Vec<Problem>,
    /// How many unknown words have been met.
    unknown: usize,
}

impl<'a> Check<'a> {
    /// Returns a run over the records of a builder.
    pub(super) fn new(records: &'a DatasetBuilder) -> Check<'a> {
        Check {
            records,
            sources: records
                .sources
                .iter()
                .map(|source| source.id.as_str())
                .collect(),
            entities: records
                .entities
                .iter()
                .map(|entity| (entity.id.as_str(), entity))
                .collect(),
            relations: records
                .relations
                .iter()
                .map(|relation| relation.id.as_str())
                .collect(),
            problems: Vec::new(),
            unknown: 0,
        }
    }

    /// Returns all problems, in order of section and record.
    pub(super) fn run(mut self) -> Vec<Problem> {
        let records = self.records;
        self.unique(
            Section::Sources,
            records.sources.iter().map(|source| source.id.as_str()),
        );
        self.unique(
            Section::Entities,
            records.entities.iter().map(|entity| entity.id.as_str()),
        );
        self.unique(
            Section::Relations,
            records
                .relations
                .iter()
                .map(|relation| relation.id.as_str()),
        );
        for (at, entity) in records.entities.iter().enumerate() {
            if text::fold(&entity.name).is_empty() {
                let error = ModelError::EmptyName {
                    id: entity.id.to_string(),
                };
                self.note(Section::Entities, at, vec![Field::named("name")], error);
            }
        }
        for (at, relation) in records.relations.iter().enumerate() {
            self.relation(at, relation);
        }
        self.batches();
        self.problems
            .sort_by_key(|problem| (problem.section, problem.record));
        self.problems
    }

    /// Returns the known word nearest to an unknown one, for the first unknown words only.
    fn nearest<'b>(&mut self, word: &str, known: impl Iterator<Item = &'b str>) -> Option<String> {
        self.unknown += 1;
        let looks = self.unknown <= MOST_NEAREST;
        looks
            .then(|| text::nearest(word, known).map(str::to_owned))
            .flatten()
    }

    fn note(&mut self, section: Section, record: usize, path: Vec<Field>, error: ModelError) {
        self.problems.push(Problem {
            section,
            record,
            path,
            error,
        });
    }

    fn note_relation(&mut self, at: usize, path: &[Field], error: ModelError) {
        self.note(Section::Relations, at, path.to_vec(), error);
    }

    fn unique(&mut self, section: Section, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                let error = ModelError::DuplicateId {
                    section,
                    id: id.to_owned(),
                };
                self.note(section, at, vec![Field::named("id")], error);
            }
        }
    }

    fn relation(&mut self, at: usize, relation: &Relation) {
        self.kind_and_parties(at, relation);
        self.place(at, &[], relation.place.as_ref());
        if let Some(whole) = &relation.part_of {
            self.whole(at, relation, whole);
        }
        for name in relation.numbers.keys() {
            if text::fold(name).is_empty() {
                let id = relation.id.to_string();
                let path = [Field::named("numbers"), Field::named(name)];
                self.note_relation(at, &path, ModelError::NamelessNumber { id });
            }
        }
        if relation.reports.is_empty() {
            let id = relation.id.to_string();
            self.note_relation(at, &[], ModelError::NoReport { id });
        }
        for (number, report) in relation.reports.iter().enumerate() {
            let path = [Field::named("reports"), Field::Item(number)];
            self.report(at, &path, relation, report);
        }
    }

    /// Checks what one source says of a relation.
    fn report(&mut self, at: usize, path: &[Field], relation: &Relation, report: &Report) {
        self.source(at, path, &report.source);
        for (role, ids) in report.parties.iter().flat_map(Parties::roles) {
            for (item, id) in ids.iter().enumerate() {
                let steps = [
                    Field::named("parties"),
                    Field::named(role),
                    Field::Item(item),
                ];
                self.entity(at, &[path, &steps].concat(), id);
            }
        }
        self.place(at, path, report.place.as_ref());
        for number in report.numbers.keys() {
            if !relation.numbers.contains_key(number) {
                let known = relation.numbers.keys().map(String::as_str);
                let error = ModelError::UnknownNumber {
                    id: relation.id.to_string(),
                    number: number.clone(),
                    nearest: self.nearest(number, known),
                };
                let steps = [Field::named("numbers"), Field::named(number)];
                self.note_relation(at, &[path, &steps].concat(), error);
            }
        }
    }

    /// Checks that something can happen at the place that a relation or report names.
    fn place(&mut self, at: usize, path: &[Field], place: Option<&EntityId>) {
        let Some(id) = place else {
            return;
        };
        let path = [path, &[Field::named("place")]].concat();
        let Some(found) = self.entity(at, &path, id) else {
            return;
        };
        if matches!(found.kind, EntityKind::Person | EntityKind::Instrument) {
            let error = ModelError::UnfitPlace {
                entity: id.to_string(),
                found: found.kind,
            };
            self.note_relation(at, &path, error);
        }
    }

    fn kind_and_parties(&mut self, at: usize, relation: &Relation) {
        let Some(kind) = self.kind(at, &relation.kind) else {
            return;
        };
        self.status(at, &[], relation.status, kind);
        for (number, report) in relation.reports.iter().enumerate() {
            let path = [Field::named("reports"), Field::Item(number)];
            self.status(at, &path, report.status, kind);
        }
        self.roles(at, relation, kind);
    }

    /// Looks a kind up, and notes the problem if there is none.
    fn kind(&mut self, at: usize, name: &str) -> Option<&'a Kind> {
        let ontology = &self.records.ontology;
        let found = ontology.find(name).map(|kind| ontology.kind(kind));
        if found.is_none() {
            let known = ontology.kinds().map(|(_, kind)| kind.id.as_str());
            let error = ModelError::UnknownKind {
                kind: name.to_owned(),
                nearest: self.nearest(name, known),
            };
            self.note_relation(at, &[Field::named("kind")], error);
        }
        found
    }

    /// Checks that relations of a kind can have the status that a relation or report names.
    fn status(&mut self, at: usize, path: &[Field], status: Option<Status>, kind: &Kind) {
        let nature = kind.nature;
        let never = match nature {
            Nature::Event => Status::InForce,
            Nature::Tie => Status::Held,
        };
        if let Some(status) = status.filter(|status| *status == never) {
            let error = ModelError::UnfitStatus { status, nature };
            self.note_relation(at, &[path, &[Field::named("status")]].concat(), error);
        }
    }

    fn roles(&mut self, at: usize, relation: &Relation, kind: &Kind) {
        for (name, ids) in relation.parties.roles() {
            if let Some(role) = kind.role(name) {
                self.parties(at, kind, &kind.roles[role], ids);
                continue;
            }
            self.unknown_role(at, kind, name);
        }
        for role in &kind.roles {
            let in_role = relation.parties.iter().filter(|(name, _)| *name == role.id);
            self.number_in_role(at, kind, role, in_role.count());
        }
        let distinct: BTreeSet<&EntityId> = relation.parties.iter().map(|(_, id)| id).collect();
        if distinct.len() < 2 {
            let error = ModelError::Unlinked {
                id: relation.id.to_string(),
            };
            self.note_relation(at, &[Field::named("parties")], error);
        }
    }

    fn parties(&mut self, at: usize, kind: &Kind, role: &Role, ids: &[EntityId]) {
        let mut seen = BTreeSet::new();
        for (item, id) in ids.iter().enumerate() {
            let path = [
                Field::named("parties"),
                Field::named(&role.id),
                Field::Item(item),
            ];
            if !seen.insert(id) {
                let error = ModelError::RepeatedParty {
                    role: role.id.clone(),
                    entity: id.to_string(),
                };
                self.note_relation(at, &path, error);
            }
            let Some(found) = self.entity(at, &path, id) else {
                continue;
            };
            if !role.admits(found.kind) {
                self.note_relation(at, &path, wrong_entity_kind(kind, role, found));
            }
        }
    }

    fn unknown_role(&mut self, at: usize, kind: &Kind, role: &str) {
        let error = ModelError::UnknownRole {
            kind: kind.id.clone(),
            role: role.to_owned(),
            roles: kind.roles.iter().map(|role| role.id.clone()).collect(),
        };
        self.note_relation(at, &[Field::named("parties"), Field::named(role)], error);
    }

    /// Checks that so many parties may play a role.
    fn number_in_role(&mut self, at: usize, kind: &Kind, role: &Role, found: usize) {
        if found < role.min || role.max.is_some_and(|most| found > most) {
            let error = ModelError::WrongNumber {
                kind: kind.id.clone(),
                role: role.id.clone(),
                least: role.min,
                most: role.max,
                found,
            };
            self.note_relation(at, &[Field::named("parties")], error);
        }
    }

    /// Looks an entity up, and notes the problem if there is none.
    fn entity(&mut self, at: usize, path: &[Field], id: &EntityId) -> Option<&'a Entity> {
        let found = self.entities.get(id.as_str()).copied();
        if found.is_none() {
            let known = self.records.entities.iter();
            let error = ModelError::UnknownEntity {
                id: id.to_string(),
                nearest: self.nearest(id.as_str(), known.map(|entity| entity.id.as_str())),
            };
            self.note_relation(at, path, error);
        }
        found
    }

    fn source(&mut self, at: usize, path: &[Field], id: &SourceId) {
        if !self.sources.contains(id.as_str()) {
            let known = self.records.sources.iter();
            let error = ModelError::UnknownSource {
                id: id.to_string(),
                nearest: self.nearest(id.as_str(), known.map(|source| source.id.as_str())),
            };
            self.note_relation(at, &[path, &[Field::named("source")]].concat(), error);
        }
    }

    fn whole(&mut self, at: usize, relation: &Relation, whole: &str) {
        let path = [Field::named("part_of")];
        if whole == relation.id.as_str() {
            let id = whole.to_owned();
            return self.note_relation(at, &path, ModelError::PartOfItself { id });
        }
        if !self.relations.contains(whole) && !self.entities.contains_key(whole) {
            let records = self.records;
            let relations = records.relations.iter().map(|known| known.id.as_str());
            let entities = records.entities.iter().map(|known| known.id.as_str());
            let error = ModelError::UnknownWhole {
                id: whole.to_owned(),
                nearest: self.nearest(whole, relations.chain(entities)),
            };
            self.note_relation(at, &path, error);
        }
    }
}

/// Returns the problem of an entity in a role that its kind cannot play.
fn wrong_entity_kind(kind: &Kind, role: &Role, found: &Entity) -> ModelError {
    ModelError::WrongEntityKind {
        kind: kind.id.clone(),
        role: role.id.clone(),
        entity: found.id.to_string(),
        found: found.kind,
        expected: role.of.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Problem};
    use crate::model::{
        Dataset, Entity, EntityKind, Kind, Nature, Ontology, Parties, Relation, RelationId, Report,
        Role, Source, Status,
    };

    fn ontology() -> Ontology {
        let role = |id: &str, of: Vec<EntityKind>| Role {
            of,
            min: 1,
            ..Role::new(id)
        };
        let roles = vec![
            role("visitor", vec![EntityKind::Person]),
            role("host", Vec::new()),
        ];
        let visit = Kind {
            also: vec!["trip".to_owned()],
            ..Kind::new("visit", Nature::Event, roles)
        };
        Ontology::new(Vec::new(), vec![visit]).unwrap()
    }

    fn entity(id: &str, kind: EntityKind) -> Entity {
        Entity::new(id.parse().unwrap(), kind, id)
    }

    fn relation(kind: &str, visitor: &str, host: &str) -> Relation {
        let parties = Parties::new()
            .with("visitor", visitor.parse().unwrap())
            .with("host", host.parse().unwrap());
        Relation::new(RelationId::new("r1").unwrap(), kind, parties)
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let mut builder = Dataset::builder(ontology());
        builder
            .entity(entity("kagame", EntityKind::State))
            .relation(relation("visit", "kagame", "kazakstan"));
        let problems = builder.build().unwrap_err();
        let errors: Vec<&ModelError> = problems.iter().map(|problem| &problem.error).collect();
        assert!(
            matches!(errors[0], ModelError::WrongEntityKind { .. }),
            "{errors:?}"
        );
        assert!(
            matches!(errors[1], ModelError::UnknownEntity { .. }),
            "{errors:?}"
        );
        assert!(
            matches!(errors[2], ModelError::NoReport { .. }),
            "{errors:?}"
        );
    }

    #[test]
    fn of_very_many_unknown_words_the_first_get_the_nearest_one() {
        let mut builder = Dataset::builder(ontology());
        builder.entity(entity("rwanda", EntityKind::State));
        for _ in 0..200 {
            builder.relation(relation("visit", "rwanda", "rwnda"));
        }
        let problems = builder.build().unwrap_err();
        let nearest = |problem: &Problem| match &problem.error {
            ModelError::UnknownEntity { nearest, .. } => Some(nearest.is_some()),
            _ => None,
        };
        let told: Vec<bool> = problems.iter().filter_map(nearest).collect();
        assert_eq!(
            (told.len(), told.iter().filter(|told| **told).count()),
            (200, 100)
        );
    }

    #[test]
    fn an_unknown_kind_gets_the_nearest_word() {
        let mut builder = Dataset::builder(ontology());
        builder.relation(relation("vsit", "a", "b"));
        let problems = builder.build().unwrap_err();
        assert_eq!(
            problems[0].error.help().as_deref(),
            Some("the nearest kind is `visit`")
        );
    }

    #[test]
    fn a_word_of_a_question_may_be_a_synonym() {
        assert!(ontology().named("Trips").is_none());
        assert!(ontology().named("TRIP").is_some());
    }

    /// Checks the errors of a visit with one report, in their order.
    #[track_caller]
    fn check_report(relation: &dyn Fn(Relation) -> Relation, report: Report, errors: &[&str]) {
        let mut builder = Dataset::builder(ontology());
        let visit = self::relation("visit", "kagame", "kazakhstan");
        builder
            .source(Source::new("s".parse().unwrap(), "S"))
            .entity(entity("kagame", EntityKind::Person))
            .entity(entity("kazakhstan", EntityKind::State))
            .relation(relation(visit).with_report(report));
        let problems = builder.build().err().unwrap_or_default();
        let told = problems.iter().map(|problem| problem.error.to_string());
        assert_eq!(told.collect::<Vec<_>>(), errors);
    }

    fn report() -> Report {
        Report::new("s".parse().unwrap())
    }

    #[test]
    fn a_report_counts_only_what_the_relation_counts() {
        let counted = |visit: Relation| visit.with_number("ministers", 6);
        check_report(&counted, report().with_number("ministers", 5), &[]);
        let error = ["the relation `r1` has no number `minister`"];
        check_report(&counted, report().with_number("minister", 5), &error);
        let signs = |visit: Relation| visit.with_number("…", 6);
        let error = ["a number of the relation `r1` has a name without letters"];
        check_report(&signs, report(), &error);
    }

    #[test]
    fn nothing_happens_at_a_person() {
        let at = |place: &str| Report {
            place: Some(place.parse().unwrap()),
            ..report()
        };
        let same = |visit| visit;
        check_report(&same, at("kazakhstan"), &[]);
        let error = "`kagame` is a person, and nothing happens at one";
        check_report(&same, at("kagame"), &[error]);
        let visit = |visit: Relation| visit.with_place("kagame".parse().unwrap());
        check_report(&visit, report(), &[error]);
    }

    #[test]
    fn a_report_has_no_status_that_the_relation_could_not_have() {
        let planned = report().with_status(Status::Planned);
        check_report(&|visit| visit, planned, &[]);
        let in_force = report().with_status(Status::InForce);
        let error = ["`in-force` is no status of an event"];
        check_report(&|visit| visit, in_force, &error);
    }
}
