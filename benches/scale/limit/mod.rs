//! The limit: a read-only program laid out for the questions of the benchmark and nothing else.
//!
//! Relations are numbered in order of days. Around each entity they lie in that order, eight bytes
//! each; beside them its distinct neighbours with number, first and last day, and for each pair
//! its relations. Every event has one known day, two parties and one of 256 kinds; there are
//! no partial dates, statuses, sources or names, and nobody can stop a search.

mod arrival;
mod build;
mod near;
mod parse;
mod paths;
mod rank;

use super::questions::{Answer, Question, Side};
use super::world::Event;

use arrival::Front;

pub(crate) use build::Columns;
pub(crate) use parse::parse;

/// A neighbour of an entity.
#[derive(Debug, Clone, Copy)]
struct Peer {
    /// Where the relations of the pair begin.
    start: u32,
    first: u16,
    last: u16,
}

/// All events, laid out.
#[derive(Debug)]
pub(crate) struct Limit {
    /// The first relation of each day, and the end.
    days: Vec<u32>,
    /// The source and the target of each relation.
    ends: Vec<(u32, u32)>,
    /// Where the relations of each entity begin, and the end.
    spokes: Vec<u32>,
    /// The relations of each entity in order of days.
    relation: Vec<u32>,
    /// The other end of each of them, and the kind in the low byte.
    toward: Vec<u32>,
    /// Where the neighbours of each entity begin, and the end.
    near: Vec<u32>,
    /// The neighbours of each entity by number, with the number of relations.
    peers: Vec<(u32, u32)>,
    /// More about the same neighbours.
    more: Vec<Peer>,
    /// The relations of each pair in order of days.
    shared: Vec<u32>,
    scratch: Scratch,
}

/// Memory that one question leaves to the next.
#[derive(Debug)]
struct Scratch {
    /// For each entity when it was last seen and by which of two.
    seen: Vec<u32>,
    /// The number of the question, twice.
    turn: u32,
    /// A number for each entity, zero between two questions.
    count: Vec<u32>,
    list: Vec<u32>,
    fronts: [Vec<u32>; 2],
    next: Vec<u32>,
    /// A bit for each entity.
    reached: Vec<u64>,
    /// Who is reached forwards and backwards in time.
    times: [Front; 2],
}

impl Scratch {
    fn new(entities: usize) -> Scratch {
        Scratch {
            seen: vec![0; entities],
            turn: 0,
            count: vec![0; entities],
            list: Vec::new(),
            fronts: [Vec::new(), Vec::new()],
            next: Vec::new(),
            reached: vec![0; entities.div_ceil(64)],
            times: [Front::new(entities), Front::new(entities)],
        }
    }

    /// Begins a new turn, in which nobody has been seen by the one or by the other.
    fn begin(&mut self) -> [u32; 2] {
        self.turn += 2;
        [self.turn, self.turn + 1]
    }
}

/// What the limit returns.
#[derive(Debug)]
pub(crate) enum Found {
    Entities(Vec<(u32, u32)>),
    Latest(Vec<u32>),
    Relations(Vec<u32>),
    Number(Option<u32>),
    Ranks(Vec<(u32, f64)>),
    Groups(Vec<u32>),
}

impl Limit {
    fn spokes_of(&self, entity: u32) -> std::ops::Range<usize> {
        let at = entity as usize;
        self.spokes[at] as usize..self.spokes[at + 1] as usize
    }

    fn near_of(&self, entity: u32) -> std::ops::Range<usize> {
        let at = entity as usize;
        self.near[at] as usize..self.near[at + 1] as usize
    }

    fn entity_count(&self) -> usize {
        self.spokes.len() - 1
    }

    /// Returns what is known of a relation; the kind is looked for around its source.
    fn event(&self, relation: u32) -> Event {
        let (source, target) = self.ends[relation as usize];
        let range = self.spokes_of(source);
        let at = self.relation[range.clone()].partition_point(|at| *at < relation);
        Event {
            day: self.day_of(relation) as u16,
            kind: (self.toward[range.start + at] & 255) as u16,
            source,
            target,
        }
    }
}

impl Side for Limit {
    type Found = Found;
    const NAME: &'static str = "limit";

    fn ask(&mut self, question: &Question) -> Option<Found> {
        Some(match question {
            Question::Neighbours { of } => Found::Entities(self.neighbours(*of)),
            Question::NeighboursBy { of, kinds, span } => {
                Found::Entities(self.neighbours_by(*of, kinds, *span))
            }
            Question::Timeline { of, span } => Found::Latest(self.latest(*of, *span)),
            Question::Between { pair } => Found::Relations(self.between(*pair)),
            Question::Distance { pair } => Found::Number(self.distance(*pair)),
            Question::DistanceBy { pair, kinds, span } => {
                Found::Number(self.distance_by(*pair, kinds, *span))
            }
            Question::Arrival { pair, start } => Found::Number(self.arrival(*pair, *start)),
            Question::TwoHops { of, span } => Found::Number(Some(self.two_hops(*of, *span))),
            Question::Rank { span } => Found::Ranks(self.rank(*span)),
            Question::Components => Found::Groups(self.components()),
        })
    }

    fn tell(&self, found: Found) -> Answer {
        let events = |relations: Vec<u32>| relations.into_iter().map(|at| self.event(at)).collect();
        match found {
            Found::Entities(found) => Answer::entities(found),
            Found::Latest(found) => Answer::Latest(events(found)),
            Found::Relations(found) => Answer::relations(events(found)),
            Found::Number(found) => Answer::Number(found),
            Found::Ranks(found) => Answer::ranks(found),
            Found::Groups(found) => Answer::groups(&found),
        }
    }
}
