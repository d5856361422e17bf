//! Chancery: the one file of the benchmark that touches what is measured.
//!
//! One short function for each family, so that it can follow the library. What is timed is the
//! whole call, the making of the lens included; entities and kinds are looked up by name
//! beforehand.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use chancery::analysis::{
    Cancel, Contact, Grouping, Groups, Hit, Measure, Ranking, Route, Stopped, circle_size,
    contacts, earliest_arrival, groups, latest, rank, shortest_length,
};
use chancery::edtf::{Day, Window};
use chancery::graph::{Lens, Network, View};
use chancery::import::{Asked, ImportOptions, Input, Quadruples, import};
use chancery::model::{
    Batch, Dataset, Entity, EntityIx, EntityKind, Form, FormIx, Kind, KindIx, KindSet, Link,
    Nature, Ontology, Problem, RelationIx, Role, Row, Source,
};
use chancery::{Chancery, Database};

use chancery::register::{Author, Moment};
use chancery::store::Holder;

use super::questions::{Answer, LATEST, Question, Side, Span};
use super::world::{Event, KINDS, World, entity_id, kind_id};

/// More steps than any shortest path of such worlds has.
const HOPS: u32 = 200;

/// A network, and which of its entities and kinds the numbers of the world stand for.
#[derive(Debug)]
pub(crate) struct Ours {
    network: Network,
    cancel: Cancel,
    entities: Vec<EntityIx>,
    kinds: Vec<KindIx>,
}

/// What Chancery returns.
#[derive(Debug)]
pub(crate) enum Found {
    Contacts(Vec<Contact>),
    Latest(Vec<Hit>),
    Relations(Vec<RelationIx>),
    Number(Option<u32>),
    Size(usize),
    Day(Option<Day>),
    Ranking(Ranking),
    Groups(Groups),
}

impl Ours {
    pub(crate) fn new(world: &World) -> Result<Ours, Box<dyn Error>> {
        Ours::of(Network::new(Arc::new(dataset(world)?)))
    }

    /// Reads a table and returns the number of neighbours of one.
    pub(crate) fn first_answer(path: &Path, entity: &str) -> Result<usize, Box<dyn Error>> {
        let network = Ours::read(path)?;
        let of = network
            .data()
            .entity_ix(entity)
            .ok_or("nobody of that id")?;
        Ok(network.bonds(of).len())
    }

    /// Reads a table.
    pub(crate) fn read(path: &Path) -> Result<Network, Box<dyn Error>> {
        let asked = Asked::with(Input::open(path)?, Quadruples::new());
        let imported = import(
            Chancery::ontology()?,
            &[],
            vec![asked],
            &ImportOptions::new(),
        )?;
        let data = imported.builder.build().map_err(said)?;
        Ok(Network::new(Arc::new(data)))
    }

    fn of(network: Network) -> Result<Ours, Box<dyn Error>> {
        let ontology = network.data().ontology();
        let kind = |number| ontology.find(&kind_id(number)).ok_or("an unknown kind");
        Ok(Ours {
            entities: network.data().entity_ixs().collect(),
            kinds: (0..kind_count()).map(kind).collect::<Result<_, _>>()?,
            network,
            cancel: Cancel::new(),
        })
    }

    fn entity(&self, number: u32) -> EntityIx {
        self.entities[number as usize]
    }

    fn route(&self, (x, y): (u32, u32)) -> Route {
        Route::new(self.entity(x), self.entity(y), HOPS)
    }

    /// Returns a lens for a window, and for some kinds only if there are any.
    fn lens(&self, span: Span, kinds: &[u16]) -> Lens {
        let mut via = KindSet::empty();
        for kind in kinds {
            via.insert(self.kinds[usize::from(*kind)]);
        }
        Lens {
            via: (!kinds.is_empty()).then_some(via),
            window: Window::between(Some(day(span.first)), Some(day(span.last))),
            ..Lens::default()
        }
    }

    fn neighbours(&self, of: u32, lens: &Lens) -> Result<Found, Stopped> {
        let view = View::new(&self.network, lens);
        contacts(view, self.entity(of), &self.cancel).map(Found::Contacts)
    }

    fn latest(&self, of: u32, lens: &Lens) -> Result<Found, Stopped> {
        let view = View::new(&self.network, lens);
        latest(view, self.entity(of), LATEST, &self.cancel).map(Found::Latest)
    }

    fn between(&self, (x, y): (u32, u32)) -> Found {
        let bond = self.network.bond(self.entity(x), self.entity(y));
        let relations = bond.map(|bond| self.network.relations_of(bond).to_vec());
        Found::Relations(relations.unwrap_or_default())
    }

    fn distance(&self, pair: (u32, u32), lens: &Lens) -> Result<Found, Stopped> {
        let view = View::new(&self.network, lens);
        shortest_length(view, &self.route(pair), &self.cancel).map(Found::Number)
    }

    fn arrival(&self, (x, y): (u32, u32), start: u16) -> Result<Found, Stopped> {
        let lens = Lens::default();
        let (view, since) = (View::new(&self.network, &lens), day(start));
        earliest_arrival(view, self.entity(x), self.entity(y), since, &self.cancel).map(Found::Day)
    }

    fn two_hops(&self, of: u32, lens: &Lens) -> Result<Found, Stopped> {
        let view = View::new(&self.network, lens);
        circle_size(view, self.entity(of), 2, &self.cancel).map(Found::Size)
    }

    fn rank(&self, lens: &Lens) -> Result<Found, Stopped> {
        let view = View::new(&self.network, lens);
        rank(view, Measure::PageRank, &self.cancel).map(Found::Ranking)
    }

    fn components(&self) -> Result<Found, Stopped> {
        let lens = Lens::default();
        let view = View::new(&self.network, &lens);
        groups(view, Grouping::Components, &self.cancel).map(Found::Groups)
    }

    /// Returns for each entity who stands for its group; who is in none stands alone.
    fn labels(&self, found: &Groups) -> Vec<u32> {
        let mut labels: Vec<u32> = (0..self.entities.len() as u32).collect();
        for group in &found.members {
            for member in group {
                labels[member.index()] = number(group[0]);
            }
        }
        labels
    }

    fn event(&self, at: RelationIx) -> Option<Event> {
        let data = self.network.data();
        let (day, kind) = (data.when(at)?.exact_day()?, data.kind(at));
        let [source, target] = data.pair(at)?;
        Some(Event {
            day: u16::try_from(day.number()).ok()?,
            kind: self.kinds.iter().position(|one| *one == kind)? as u16,
            source: number(source),
            target: number(target),
        })
    }
}

impl Side for Ours {
    type Found = Result<Found, Stopped>;
    const NAME: &'static str = "Chancery";

    fn ask(&mut self, question: &Question) -> Option<Self::Found> {
        Some(match question {
            Question::Neighbours { of } => self.neighbours(*of, &Lens::default()),
            Question::NeighboursBy { of, kinds, span } => {
                self.neighbours(*of, &self.lens(*span, kinds))
            }
            Question::Timeline { of, span } => self.latest(*of, &self.lens(*span, &[])),
            Question::Between { pair } => Ok(self.between(*pair)),
            Question::Distance { pair } => self.distance(*pair, &Lens::default()),
            Question::DistanceBy { pair, kinds, span } => {
                self.distance(*pair, &self.lens(*span, kinds))
            }
            Question::Arrival { pair, start } => self.arrival(*pair, *start),
            Question::TwoHops { of, span } => self.two_hops(*of, &self.lens(*span, &[])),
            Question::Rank { span } => self.rank(&self.lens(*span, &[])),
            Question::Components => self.components(),
        })
    }

    fn tell(&self, found: Self::Found) -> Answer {
        let events =
            |all: Vec<RelationIx>| all.into_iter().filter_map(|at| self.event(at)).collect();
        match found {
            Ok(Found::Contacts(all)) => {
                let count = |near: Contact| (number(near.entity), near.relations);
                Answer::entities(all.into_iter().map(count).collect())
            }
            Ok(Found::Latest(hits)) => {
                Answer::Latest(events(hits.iter().map(|hit| hit.relation).collect()))
            }
            Ok(Found::Relations(found)) => Answer::relations(events(found)),
            Ok(Found::Number(found)) => Answer::Number(found),
            Ok(Found::Size(found)) => Answer::Number(u32::try_from(found).ok()),
            Ok(Found::Day(found)) => {
                Answer::Number(found.and_then(|day| u32::try_from(day.number()).ok()))
            }
            Ok(Found::Ranking(found)) => {
                let rows = found.rows.iter().map(|row| (number(row.entity), row.value));
                Answer::ranks(rows.collect())
            }
            Ok(Found::Groups(found)) => Answer::groups(&self.labels(&found)),
            Err(Stopped) => Answer::Number(None),
        }
    }
}

/// Entities are in order of their names, which are in order of their numbers.
const fn number(entity: EntityIx) -> u32 {
    entity.index() as u32
}

fn day(number: u16) -> Day {
    Day::from_number(number.into())
}

/// Kinds that were read may be a few more than those that are made.
const fn kind_count() -> u16 {
    KINDS as u16 + 6
}

fn kind(number: u16) -> Kind {
    let role = |id| Role {
        min: 1,
        ..Role::new(id)
    };
    let mut kind = Kind::new(
        kind_id(number),
        Nature::Event,
        vec![role("source"), role("target")],
    );
    // Without words for the two ways the roles would not tell who acts.
    kind.links.push(Link {
        from: "source".to_owned(),
        to: "target".to_owned(),
        forward: "acted towards".to_owned(),
        back: Some("was acted towards by".to_owned()),
    });
    kind
}

fn dataset(world: &World) -> Result<Dataset, Box<dyn Error>> {
    let ontology = Ontology::new(Vec::new(), (0..kind_count()).map(kind).collect())?;
    let mut builder = Dataset::builder(ontology);
    let source = Source::new("events".parse()?, "Events");
    builder.batch(batch(world, &source)?);
    builder.source(source);
    for number in 0..world.size.entities {
        let id = entity_id(number);
        builder.entity(Entity::new(id.parse()?, EntityKind::State, id));
    }
    Ok(builder.build().map_err(said)?)
}

/// Returns what is wrong first, for a world that is made has nothing wrong.
fn said(problems: Vec<Problem>) -> String {
    let first = problems.into_iter().next();
    first.map_or_else(String::new, |problem| format!("{problem:?}"))
}

fn batch(world: &World, source: &Source) -> Result<Batch, Box<dyn Error>> {
    let mut batch = Batch::new(source.id.clone(), "event")?;
    let mut parties = Vec::with_capacity(world.size.entities as usize);
    for number in 0..world.size.entities {
        parties.push(batch.party(entity_id(number).parse()?));
    }
    let mut form = |kind| {
        let form = Form {
            kind: kind_id(kind),
            title: None,
            status: None,
            roles: ["source".to_owned(), "target".to_owned()],
        };
        batch.form(form).ok_or("too many kinds")
    };
    let forms: Vec<FormIx> = (0..kind_count()).map(&mut form).collect::<Result<_, _>>()?;
    for (number, event) in (1..).zip(world.events()) {
        batch.push(Row {
            number,
            form: forms[usize::from(event.kind)],
            from: parties[event.source as usize],
            to: parties[event.target as usize],
            day: day(event.day),
        });
    }
    Ok(batch)
}

fn holder() -> Holder {
    Holder {
        name: "bench".to_owned(),
        process: std::process::id(),
        since: None,
    }
}

/// Saves a world as a database, and returns how many bytes it takes.
pub(crate) fn save(world: &World, path: &Path) -> Result<u64, Box<dyn Error>> {
    let author = Author {
        name: "bench".to_owned(),
        at: Moment::from_unix(0),
    };
    let mut database = Database::create(path, &holder())?;
    let data = dataset(world)?;
    database.import(&data, "import", &author)?;
    Ok(std::fs::metadata(path)?.len())
}

/// Opens a database.
pub(crate) fn open(path: &Path) -> Result<Chancery, Box<dyn Error>> {
    Ok(Chancery::open(path)?)
}

/// Returns how many neighbours an entity has in a database that was just opened.
pub(crate) fn first_contacts(opened: &Chancery, entity: &str) -> Result<usize, Box<dyn Error>> {
    let of = opened.data().entity_ix(entity).ok_or("nobody of that id")?;
    let lens = Lens::default();
    let linked = contacts(View::new(opened.network(), &lens), of, &Cancel::new())?;
    opened.intact()?;
    Ok(linked.len())
}
