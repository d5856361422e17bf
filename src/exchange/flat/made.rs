//! From records to nodes and edges.

use itertools::Itertools;

use crate::edtf::{Day, Edtf};
use crate::exchange::armour::armoured;
use crate::model::{
    Cast, Dataset, Direction, Entity, EntityId, EntityIx, Kind, Relation, RelationIx, Report,
    Source, Status,
};

/// So many parties are linked each to each; of more, the first to each of the others.
pub(super) const MOST_PAIRED: usize = 8;

/// What stands in one value of a node or edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// A text.
    Text(String),
    /// Texts in their order.
    List(Vec<String>),
}

/// The values that a node or edge has, in the order of the fields. Empty ones are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cells(Vec<(&'static str, Cell)>);

impl Cells {
    /// Returns each value with its name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &Cell)> {
        self.0.iter().map(|(name, cell)| (*name, cell))
    }

    /// Returns the value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Cell> {
        let mut cells = self.0.iter();
        let found = cells.find(|(known, _)| *known == name);
        found.map(|(_, cell)| cell)
    }

    fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.push((name, Cell::Text(text.to_owned())));
        }
    }

    fn list(&mut self, name: &'static str, texts: impl IntoIterator<Item = String>) {
        let texts: Vec<String> = texts.into_iter().collect();
        if texts.iter().any(|text| !text.is_empty()) {
            self.0.push((name, Cell::List(texts)));
        }
    }
}

/// An entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) label: &'a str,
    /// All else.
    pub(crate) cells: Cells,
}

/// Two parties of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge<'a> {
    /// The relation's id, with a number behind it where it has several edges.
    pub(crate) id: String,
    /// The party from which it runs.
    pub(crate) from: &'a Entity,
    /// The party to which it runs.
    pub(crate) to: &'a Entity,
    /// What the one does to the other, in words.
    pub(crate) label: String,
    /// All else.
    pub(crate) cells: Cells,
}

/// Returns the entities of a dataset as nodes, in order of ids.
pub(crate) fn nodes(data: &Dataset) -> impl ExactSizeIterator<Item = Node<'_>> {
    data.entities().iter().map(|entity| Node {
        id: entity.id.as_str(),
        label: &entity.name,
        cells: told_of(entity),
    })
}

/// Returns what is told of an entity beside id and name.
fn told_of(entity: &Entity) -> Cells {
    let mut cells = Cells::default();
    cells.text("kind", Some(entity.kind.word()));
    cells.text("class", entity.class.as_deref());
    cells.list("aliases", filled(&entity.aliases));
    let codes = entity.codes.iter();
    cells.list(
        "codes",
        codes.map(|(scheme, code)| {
            let scheme = armoured(scheme, |letter| letter == '=');
            format!("{scheme}={code}")
        }),
    );
    cells.text("note", entity.note.as_deref());
    cells
}

/// Returns the texts that are not empty.
fn filled(texts: &[String]) -> impl Iterator<Item = String> {
    texts.iter().filter(|text| !text.is_empty()).cloned()
}

/// Returns the relations of a dataset as edges, in order of date.
pub(crate) fn edges(data: &Dataset) -> impl Iterator<Item = Edge<'_>> {
    data.relation_ixs().flat_map(|at| edges_of(data, at))
}

/// Returns the edges of a relation.
fn edges_of(data: &Dataset, at: RelationIx) -> Vec<Edge<'_>> {
    let (relation, kind) = (data.relation(at), data.ontology().kind(data.kind(at)));
    let cells = Told { data }.of(&relation);
    let pairs = pairs(data.cast(at));
    let is_one = pairs.len() == 1;
    let numbered = (1..).zip(pairs);
    numbered
        .map(|(number, [one, other])| {
            let way = Way::of(kind, one, other);
            let id = &relation.id;
            Edge {
                id: if is_one {
                    id.to_string()
                } else {
                    format!("{id}.{number}")
                },
                from: data.entity(way.from),
                to: data.entity(way.to),
                label: way.words.to_owned(),
                cells: cells.directed(way.is_mutual),
            }
        })
        .collect()
}

/// A party of a relation: who, and which role of the kind.
type Player = (EntityIx, usize);

/// Returns each two parties that are linked: different entities, each in the first of its roles.
fn pairs(cast: Cast<'_>) -> Vec<[Player; 2]> {
    let players = cast
        .into_iter()
        .map(|party| (party.entity, party.role as usize));
    let players: Vec<Player> = players.unique_by(|(entity, _)| *entity).collect();
    if players.len() <= MOST_PAIRED {
        return players.into_iter().array_combinations().collect();
    }
    let first = players.first().copied();
    let others = players.iter().skip(1).copied();
    first.map_or_else(Vec::new, |first| {
        others.map(|other| [first, other]).collect()
    })
}

/// Which way an edge runs.
struct Way<'k> {
    from: EntityIx,
    to: EntityIx,
    is_mutual: bool,
    words: &'k str,
}

impl<'k> Way<'k> {
    fn of(kind: &'k Kind, one: Player, other: Player) -> Way<'k> {
        let role = |(_, role): Player| kind.roles.get(role).map_or("", |role| role.id.as_str());
        let (words, direction) = kind.words(role(one), role(other));
        let is_mutual = direction == Direction::Mutual;
        match direction {
            Direction::Back => Way {
                from: other.0,
                to: one.0,
                is_mutual,
                words: kind.words(role(other), role(one)).0,
            },
            Direction::Forward | Direction::Mutual => Way {
                from: one.0,
                to: other.0,
                is_mutual,
                words,
            },
        }
    }
}

/// The direction of an edge from the acting party to the other.
const FORWARD: &str = "forward";
/// The direction of an edge between parties that act alike.
pub(crate) const MUTUAL: &str = "mutual";

impl Cells {
    /// Returns the values with the direction, which stands behind the kind.
    fn directed(&self, is_mutual: bool) -> Cells {
        let word = if is_mutual { MUTUAL } else { FORWARD };
        let mut cells = self.0.clone();
        cells.insert(
            1.min(cells.len()),
            ("direction", Cell::Text(word.to_owned())),
        );
        Cells(cells)
    }
}

/// Makes values of relations.
struct Told<'a> {
    data: &'a Dataset,
}

impl Told<'_> {
    /// Returns what all edges of a relation tell.
    fn of(&self, relation: &Relation) -> Cells {
        let mut cells = Cells::default();
        cells.text("kind", Some(&relation.kind));
        cells.text("relation", Some(relation.id.as_str()));
        let parties = relation.parties.iter();
        cells.list("parties", parties.map(|(role, id)| format!("{role}:{id}")));
        let when = relation.when.as_ref();
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        cells.text("when", when.map(Edtf::as_str));
        cells.text("earliest", day(when.and_then(Edtf::earliest)).as_deref());
        cells.text("latest", day(when.and_then(Edtf::latest)).as_deref());
        cells.text("status", relation.status.map(Status::word));
        cells.text("place", relation.place.as_ref().map(EntityId::as_str));
        cells.list("topics", filled(&relation.topics));
        cells.text("title", relation.title.as_deref());
        cells.text("summary", relation.summary.as_deref());
        cells.text("part_of", relation.part_of.as_deref());
        let numbers = relation.numbers.iter();
        cells.list(
            "numbers",
            numbers.map(|(name, number)| format!("{name}={number}")),
        );
        self.sources(&mut cells, &relation.reports);
        cells
    }

    /// Adds the sources of reports: their ids, and beside each what is known of it.
    fn sources(&self, cells: &mut Cells, reports: &[Report]) {
        let sources = reports.iter();
        let sources = sources.filter_map(|report| self.data.source_of(report));
        let sources: Vec<&Source> = sources.collect();
        let each =
            |of: fn(&Source) -> &str| sources.iter().map(move |source| of(source).to_owned());
        cells.list("sources", each(|source| source.id.as_str()));
        cells.list("source_titles", each(title));
        cells.list(
            "source_publishers",
            each(|source| or_empty(source.publisher.as_deref())),
        );
        cells.list(
            "source_published",
            each(|source| or_empty(source.published.as_ref().map(Edtf::as_str))),
        );
        cells.list(
            "source_urls",
            each(|source| or_empty(source.url.as_deref())),
        );
    }
}

fn or_empty(text: Option<&str>) -> &str {
    text.unwrap_or_default()
}

/// Returns the title of a source, or its id if the title is empty.
fn title(source: &Source) -> &str {
    if source.title.is_empty() {
        source.id.as_str()
    } else {
        &source.title
    }
}
