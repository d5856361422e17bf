//! The shapes of rows, field by field in the order of their JSON keys.

use itertools::Itertools as _;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::edtf::{Day, Edtf, Truth};
use crate::model::{Direction, Entity, EntityId, EntityKind, RelationId, SourceId, Status};

use super::Order;

/// An entity as answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityRef {
    /// The id.
    pub id: EntityId,
    /// The name shown.
    pub name: String,
    /// The kind.
    pub kind: EntityKind,
}

impl From<&Entity> for EntityRef {
    fn from(entity: &Entity) -> EntityRef {
        EntityRef {
            id: entity.id.clone(),
            name: entity.name.clone(),
            kind: entity.kind,
        }
    }
}

/// A date as answers give it: the text as the source has it, and its bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The EDTF text.
    pub edtf: Edtf,
    /// The first day it may stand for; nothing if that is open or unknown.
    pub earliest: Option<Day>,
    /// The last day it may stand for; nothing if that is open or unknown.
    pub latest: Option<Day>,
}

impl From<&Edtf> for Dated {
    fn from(edtf: &Edtf) -> Dated {
        Dated {
            edtf: edtf.clone(),
            earliest: edtf.earliest(),
            latest: edtf.latest(),
        }
    }
}

impl Dated {
    /// Returns the date that begins first and the one that ends last.
    ///
    /// What still runs ends after all days.
    pub fn span<'d>(
        dates: impl Iterator<Item = &'d Dated> + Clone,
    ) -> (Option<&'d Dated>, Option<&'d Dated>) {
        let last_day = |date: &&Dated| (date.edtf.ends_open(), date.latest.or(date.earliest));
        let first = dates.clone();
        (
            first.min_by(|a, b| a.edtf.sort_key().cmp(&b.edtf.sort_key())),
            dates.max_by_key(last_day),
        )
    }
}

/// Writes numbers by kind as a map, in the order of the ontology.
fn kinds<S: Serializer>(kinds: &[(String, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(kinds.len()))?;
    kinds
        .iter()
        .try_for_each(|(kind, number)| map.serialize_entry(kind, number))?;
    map.end()
}

/// An entity that a text may mean, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FindRow {
    /// The entity.
    pub entity: EntityRef,
    /// What matched and how: "alias Токаев, transliterated".
    #[serde(rename = "match")]
    pub matched: String,
    /// How well, from 0 to 1.
    pub score: f64,
}

/// A linked entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeighbourRow {
    /// The entity.
    pub entity: EntityRef,
    /// How many relations link it; each counts once, however many parties it has.
    pub relations: u64,
    /// The same by kind, in the order of the ontology.
    #[serde(serialize_with = "kinds")]
    pub kinds: Vec<(String, u64)>,
    /// The earliest date among them.
    pub first: Option<Dated>,
    /// The latest date among them.
    pub last: Option<Dated>,
    /// Whether at least one of them passes the filters for certain.
    pub certainty: Truth,
    /// How many relations away it is, 1 for those linked directly.
    pub hops: u32,
    /// The relations themselves, in order of date.
    pub behind: Vec<RelationId>,
}

/// A party of a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyRef {
    /// The entity's id.
    pub id: EntityId,
    /// The entity's name.
    pub name: String,
    /// The role it plays.
    pub role: String,
    /// The posts that it held for certain whenever the relation may have happened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
}

/// A link of the chain through which somebody takes part: who acts for whom, and by which tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThroughRef {
    /// Who acts.
    #[serde(flatten)]
    pub entity: EntityRef,
    /// The post or rank in which it acts, as the tie has it.
    pub title: Option<String>,
    /// For whom it acts.
    #[serde(rename = "for")]
    pub principal: EntityRef,
    /// The tie by which it does.
    pub relation: RelationId,
    /// Whether the tie holds whenever the relation may have happened.
    pub certainty: Truth,
}

impl ThroughRef {
    /// Returns the links at the bottom of their chains: those who act while nobody acts for them,
    /// each once.
    pub fn bottoms(links: &[ThroughRef]) -> impl Iterator<Item = &ThroughRef> {
        let acts_itself = |link: &&ThroughRef| {
            let id = &link.entity.id;
            links.iter().all(|other| other.principal.id != *id)
        };
        links
            .iter()
            .filter(acts_itself)
            .unique_by(|link| (&link.entity.id, &link.title))
    }

    /// Returns how surely the entity at the top of the chain takes part by this link.
    pub fn reaches(&self, links: &[ThroughRef]) -> Truth {
        let above = |link: &ThroughRef| {
            let id = &link.principal.id;
            links.iter().find(|next| next.entity.id == *id)
        };
        // No chain has more links than there are.
        let chain = std::iter::successors(Some(self), |link| above(link)).take(links.len());
        chain.fold(Truth::Certain, |truth, link| truth.and(link.certainty))
    }
}

/// A dated relation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineRow {
    /// The relation's id.
    pub relation: RelationId,
    /// The relation's kind.
    pub kind: String,
    /// When it happened or holds; nothing if no source says.
    pub when: Option<Dated>,
    /// How far it has come.
    pub status: Status,
    /// Who takes part, in the order of the record.
    pub parties: Vec<PartyRef>,
    /// Where it happened.
    pub place: Option<EntityRef>,
    /// What it is about.
    pub topics: Vec<String>,
    /// One sentence.
    pub summary: Option<String>,
    /// The sources that report it.
    pub sources: Vec<SourceId>,
    /// Those through whom the entities asked about take part, link by link from each party up.
    pub through: Vec<ThroughRef>,
    /// Whether it passes the filters for certain.
    pub certainty: Truth,
    /// The particular name within the kind: an office's title, a visit's rank.
    pub title: Option<String>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathStep {
    /// Where the step begins.
    pub from: EntityRef,
    /// The relation it follows.
    pub relation: RelationId,
    /// The relation's kind.
    pub kind: String,
    /// The relation's date.
    pub when: Option<Dated>,
    /// Which way it follows the relation.
    pub direction: Direction,
    /// Where the step ends.
    pub to: EntityRef,
    /// The words for the step: "received a visit from".
    pub words: String,
    /// The relation's particular name, for offices the title.
    pub title: Option<String>,
    /// The relation's status.
    pub status: Status,
    /// How many relations link the two under the same filters.
    pub parallel: u64,
    /// Those through whom its ends take part, link by link from each party up.
    pub through: Vec<ThroughRef>,
    /// The posts that the two ends held for certain whenever the relation may have happened.
    pub titles: StepTitles,
}

/// The posts that the ends of a step held.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StepTitles {
    /// Those of who stands at its beginning.
    pub from: Vec<String>,
    /// Those of who stands at its end.
    pub to: Vec<String>,
}

/// A chain of relations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathRow {
    /// The number of steps.
    pub length: u32,
    /// Whether every step passes the filters for certain and, if asked for, in order of time.
    pub certainty: Truth,
    /// The steps in order.
    pub steps: Vec<PathStep>,
    /// How strong the chain is, above 0 to 1; only where paths are ranked by strength.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<f64>,
    /// How it runs in time; only where paths are asked for in order.
    #[serde(flatten)]
    pub order: Option<Order>,
}

/// What links a common neighbour to one of the entities asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// The entity asked about.
    pub entity: EntityRef,
    /// How many relations link the two.
    pub relations: u64,
    /// The same by kind, in the order of the ontology.
    #[serde(serialize_with = "kinds")]
    pub kinds: Vec<(String, u64)>,
    /// The earliest date among them.
    pub first: Option<Dated>,
    /// The latest date among them.
    pub last: Option<Dated>,
    /// The relations themselves, in order of date.
    pub behind: Vec<RelationId>,
}

/// An entity linked to all of those asked about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommonRow {
    /// The entity.
    pub entity: EntityRef,
    /// How it is linked to each, in the order of the question.
    pub with: Vec<Shared>,
    /// Whether it is linked to each for certain.
    pub certainty: Truth,
}

/// A number of relations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountRow {
    /// What was counted: a kind, year, month, entity id, topic, source id, status or place id.
    pub key: String,
    /// How many relations.
    pub count: u64,
    /// How many of them only possibly belong here.
    pub possible: u64,
    /// The words for the key, where they differ from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// How a date is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateRow {
    /// The EDTF text.
    pub edtf: Edtf,
    /// The first day it may stand for.
    pub earliest: Option<Day>,
    /// The last day it may stand for.
    pub latest: Option<Day>,
    /// The lowest EDTF level that allows it, 0 to 2.
    pub level: u8,
    /// Its precision in words.
    pub precision: String,
    /// Its meaning in words.
    pub words: String,
    /// The first day that is still possible, where `~` or `?` widens it.
    pub possible_from: Option<Day>,
    /// The last day that is still possible, where `~` or `?` widens it.
    pub possible_to: Option<Day>,
}

/// All that is known of one entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// The entity.
    pub entity: EntityRef,
    /// The finer sort: ministry, city …
    pub class: Option<String>,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its codes by scheme.
    pub codes: std::collections::BTreeMap<String, String>,
    /// A remark.
    pub note: Option<String>,
    /// The offices it holds or is led by.
    pub offices: Vec<TimelineRow>,
    /// Its other ties.
    pub ties: Vec<TimelineRow>,
    /// Its latest events, newest first.
    pub events: Vec<TimelineRow>,
    /// How many events there are altogether.
    pub events_total: u64,
    /// How many sources speak of it.
    pub sources: u64,
}

impl Dossier {
    /// Returns all relations shown, in the order shown.
    pub fn rows(&self) -> impl Iterator<Item = &TimelineRow> {
        self.offices.iter().chain(&self.ties).chain(&self.events)
    }
}

/// A time without any event between two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The day after which nothing is recorded.
    pub from: Day,
    /// The day on which there is something again.
    pub to: Day,
    /// The number of days between.
    pub days: i64,
}

/// All that is known of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Between {
    /// The first of the pair.
    pub a: EntityRef,
    /// The second of the pair.
    pub b: EntityRef,
    /// The ties that both are parties of.
    pub ties: Vec<TimelineRow>,
    /// The events that both are parties of, oldest first.
    pub events: Vec<TimelineRow>,
    /// The number of events by year.
    pub years: Vec<CountRow>,
    /// The entities linked to both, the most linked first.
    pub go_betweens: Vec<CommonRow>,
    /// One shortest chain from one to the other.
    pub shortest: Option<PathRow>,
    /// The longest times without any event, the longest first.
    pub gaps: Vec<Gap>,
}

impl Between {
    /// Returns all relations shown, in the order shown.
    pub fn rows(&self) -> impl Iterator<Item = &TimelineRow> {
        self.ties.iter().chain(&self.events)
    }
}

#[cfg(test)]
mod tests {
    use super::{EntityRef, ThroughRef};
    use crate::edtf::Truth;
    use crate::model::{EntityId, EntityKind, RelationId};

    fn entity(id: &str) -> EntityRef {
        EntityRef {
            id: EntityId::new(id).unwrap(),
            name: id.to_owned(),
            kind: EntityKind::Institution,
        }
    }

    fn link(who: &str, principal: &str, certainty: Truth) -> ThroughRef {
        ThroughRef {
            entity: entity(who),
            title: None,
            principal: entity(principal),
            relation: RelationId::new("tie").unwrap(),
            certainty,
        }
    }

    fn chains() -> Vec<ThroughRef> {
        vec![
            link("minister", "ministry", Truth::Certain),
            link("ministry", "state", Truth::Possible),
            link("envoy", "state", Truth::Certain),
        ]
    }

    #[test]
    fn who_acts_while_nobody_acts_for_it_is_the_bottom_of_a_chain() {
        let chains = chains();
        let bottoms: Vec<&str> = ThroughRef::bottoms(&chains)
            .map(|link| link.entity.name.as_str())
            .collect();
        assert_eq!(bottoms, ["minister", "envoy"]);
    }

    #[test]
    fn a_chain_reaches_its_top_as_surely_as_its_weakest_link() {
        let chains = chains();
        let reached: Vec<Truth> = ThroughRef::bottoms(&chains)
            .map(|link| link.reaches(&chains))
            .collect();
        assert_eq!(reached, [Truth::Possible, Truth::Certain]);
    }
}
