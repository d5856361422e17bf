//! What is asked, and what an answer says, in words that all who answer have in common.

use std::fmt;

use super::dice::{Dice, Urn};
use super::world::{Event, KINDS, World};

/// The events of a timeline at most.
pub(crate) const LATEST: usize = 50;
/// How many questions of a family are drawn.
const DRAWN: usize = 2_000;
/// The damping of PageRank.
pub(crate) const DAMPING: f64 = 0.85;
/// PageRank has settled once the ranks change by less than this together.
pub(crate) const SETTLED: f64 = 1e-10;
/// Two ranks are the same if they differ by less than this.
const SAME: f64 = 1e-9;

/// A family of questions: one row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Neighbours,
    NeighboursBy,
    Timeline,
    Between,
    Distance,
    DistanceBy,
    Arrival,
    TwoHops,
    Rank,
    Components,
}

impl Family {
    pub(crate) const ALL: [Family; 10] = [
        Family::Neighbours,
        Family::NeighboursBy,
        Family::Timeline,
        Family::Between,
        Family::Distance,
        Family::DistanceBy,
        Family::Arrival,
        Family::TwoHops,
        Family::Rank,
        Family::Components,
    ];

    /// Returns its label, and what it asks in a few words.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Family::Neighbours => ("Q1", "neighbours"),
            Family::NeighboursBy => ("Q2", "neighbours, 3 kinds, window"),
            Family::Timeline => ("Q3", "latest 50 in a window"),
            Family::Between => ("Q4", "relations of a pair"),
            Family::Distance => ("Q5", "shortest length"),
            Family::DistanceBy => ("Q6", "shortest, 8 kinds, window"),
            Family::Arrival => ("Q7", "earliest arrival"),
            Family::TwoHops => ("Q8", "within two hops, window"),
            Family::Rank => ("Q9", "PageRank, window"),
            Family::Components => ("Q10", "components"),
        }
    }
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u16,
    pub(crate) last: u16,
}

impl Span {
    pub(crate) const fn holds(self, day: u16) -> bool {
        self.first <= day && day <= self.last
    }
}

/// A question about entities and kinds, by their numbers.
#[derive(Debug, Clone)]
pub(crate) enum Question {
    /// Each distinct neighbour with its number of relations.
    Neighbours { of: u32 },
    /// The same over some kinds within a window.
    NeighboursBy {
        of: u32,
        kinds: Vec<u16>,
        span: Span,
    },
    /// The latest relations within a window, newest first.
    Timeline { of: u32, span: Span },
    /// All relations of two by date.
    Between { pair: (u32, u32) },
    /// The length of the shortest path.
    Distance { pair: (u32, u32) },
    /// The same over some kinds within a window.
    DistanceBy {
        pair: (u32, u32),
        kinds: Vec<u16>,
        span: Span,
    },
    /// The first day on which the second can be reached from the first, starting on a day; events
    /// of one day in any order.
    Arrival { pair: (u32, u32), start: u16 },
    /// The number of entities within two hops in a window, without the one asked about.
    TwoHops { of: u32, span: Span },
    /// PageRank over the distinct directed pairs of those who take part within a window.
    Rank { span: Span },
    /// Who hangs together.
    Components,
}

/// What was found, in an order that does not depend on who found it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// Entities with a number each, by entity.
    Entities(Vec<(u32, u32)>),
    /// The latest relations, newest first. Where only some of those of the last day are among
    /// them, it is open which.
    Latest(Vec<Event>),
    /// Relations by date; those of one day by kind and ends.
    Relations(Vec<Event>),
    /// A length, a day or a number, if there is one.
    Number(Option<u32>),
    /// Entities with a rank each, by entity.
    Ranks(Vec<(u32, f64)>),
    /// For each entity the first that hangs together with it.
    Groups(Vec<u32>),
}

impl Answer {
    pub(crate) fn entities(mut found: Vec<(u32, u32)>) -> Answer {
        found.sort_unstable();
        Answer::Entities(found)
    }

    /// Puts relations of one day in order, if the days are in order already.
    pub(crate) fn relations(mut found: Vec<Event>) -> Answer {
        if found.is_sorted_by_key(|event| event.day) {
            found.sort_unstable();
        }
        Answer::Relations(found)
    }

    pub(crate) fn ranks(mut found: Vec<(u32, f64)>) -> Answer {
        found.sort_unstable_by_key(|(entity, _)| *entity);
        Answer::Ranks(found)
    }

    /// Turns labels of any sort into those that an answer has.
    pub(crate) fn groups(labels: &[u32]) -> Answer {
        let mut first = vec![u32::MAX; labels.len()];
        let name = |(entity, label): (usize, &u32)| {
            let first = &mut first[*label as usize];
            *first = (*first).min(entity as u32);
            *first
        };
        Answer::Groups(labels.iter().enumerate().map(name).collect())
    }

    /// Tells whether two answers say the same.
    pub(crate) fn agrees(&self, other: &Answer) -> bool {
        match (self, other) {
            (Answer::Latest(one), Answer::Latest(two)) => {
                let days = |all: &[Event]| all.iter().map(|event| event.day).collect::<Vec<_>>();
                days(one) == days(two) && without_last_day(one) == without_last_day(two)
            }
            (Answer::Ranks(one), Answer::Ranks(two)) => {
                one.len() == two.len()
                    && one
                        .iter()
                        .zip(two)
                        .all(|(a, b)| a.0 == b.0 && (a.1 - b.1).abs() < SAME)
            }
            _ => self == other,
        }
    }
}

/// Returns the relations of which no other could stand in their place: all, unless some are cut
/// off.
fn without_last_day(latest: &[Event]) -> Vec<Event> {
    let oldest = latest.last().map(|event| event.day);
    let is_cut = latest.len() == LATEST;
    let mut rest: Vec<Event> = latest
        .iter()
        .copied()
        .filter(|event| !is_cut || Some(event.day) != oldest)
        .collect();
    rest.sort_unstable();
    rest
}

/// One who answers questions.
pub(crate) trait Side {
    /// What it returns, as it comes; putting it into common words is not part of its work.
    type Found;
    const NAME: &'static str;

    /// Answers, or does not if it knows no answer to such questions.
    fn ask(&mut self, question: &Question) -> Option<Self::Found>;

    fn tell(&self, found: Self::Found) -> Answer;
}

/// Draws questions: half of the entities as ends of events, half evenly.
pub(crate) struct Asker {
    dice: Dice,
    kinds: Urn,
    days: u16,
    entities: u32,
    /// Events drawn evenly, whose ends are asked about.
    sample: Vec<Event>,
}

impl fmt::Debug for Asker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Asker of {} entities", self.entities)
    }
}

impl Asker {
    pub(crate) fn new(world: &World) -> Asker {
        let step = (world.size.events as usize / 8_192).max(1);
        Asker {
            dice: Dice::new(2),
            kinds: Urn::zipf(KINDS, 1.0),
            days: world.size.days,
            entities: world.size.entities,
            sample: world.events().step_by(step).collect(),
        }
    }

    pub(crate) fn draw(&mut self, family: Family) -> Vec<Question> {
        match family {
            Family::Components => vec![Question::Components],
            _ => (0..DRAWN).map(|_| self.question(family)).collect(),
        }
    }

    fn question(&mut self, family: Family) -> Question {
        match family {
            Family::Neighbours => Question::Neighbours { of: self.entity() },
            Family::NeighboursBy => Question::NeighboursBy {
                of: self.entity(),
                kinds: self.some_kinds(3),
                span: self.span(),
            },
            Family::Timeline => Question::Timeline {
                of: self.entity(),
                span: self.span(),
            },
            Family::Between => Question::Between {
                pair: self.partners(),
            },
            Family::Distance => Question::Distance { pair: self.pair() },
            Family::DistanceBy => Question::DistanceBy {
                pair: self.pair(),
                kinds: self.some_kinds(8),
                span: self.span(),
            },
            Family::Arrival => Question::Arrival {
                pair: self.pair(),
                start: self.dice.below(u32::from(self.days) / 2) as u16,
            },
            Family::TwoHops => Question::TwoHops {
                of: self.entity(),
                span: self.span(),
            },
            Family::Rank => Question::Rank { span: self.span() },
            Family::Components => Question::Components,
        }
    }

    fn event(&mut self) -> Event {
        self.sample[self.dice.below(self.sample.len() as u32) as usize]
    }

    fn entity(&mut self) -> u32 {
        if self.dice.percent(50) {
            self.dice.below(self.entities)
        } else {
            let event = self.event();
            if self.dice.percent(50) {
                event.source
            } else {
                event.target
            }
        }
    }

    fn pair(&mut self) -> (u32, u32) {
        loop {
            let pair = (self.entity(), self.entity());
            if pair.0 != pair.1 {
                return pair;
            }
        }
    }

    /// Draws two of whom every second time it is known that they met.
    fn partners(&mut self) -> (u32, u32) {
        if self.dice.percent(50) {
            let event = self.event();
            (event.source, event.target)
        } else {
            self.pair()
        }
    }

    fn some_kinds(&mut self, number: usize) -> Vec<u16> {
        let mut kinds = Vec::new();
        while kinds.len() < number {
            let kind = self.kinds.draw(&mut self.dice) as u16;
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// Draws between a fortieth and a quarter of all days.
    fn span(&mut self) -> Span {
        let days = u32::from(self.days);
        let length = (days / 40 + self.dice.below(days / 4 - days / 40)).max(1);
        let first = self.dice.below(days - length + 1);
        Span {
            first: first as u16,
            last: (first + length - 1) as u16,
        }
    }
}
