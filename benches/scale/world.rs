//! The world the benchmark asks about: who did what to whom on which day.
//!
//! It is made, or read from files of quadruples. What is made is like the large public
//! collections of events: a pair that met meets again soon, few kinds are frequent, and one
//! entity in a hundred holds 45 % of all ends. It comes as a stream in order of days, the same
//! in every run. Knows nothing of those who answer questions about it.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write as _};
use std::path::Path;

use chancery::edtf::Day;
use flate2::read::MultiGzDecoder;

use super::dice::{Dice, Urn, steepness_for};

/// How many kinds of event there are at most: one byte numbers them.
pub(crate) const KINDS: u32 = 250;
/// The share of all ends that the busiest hundredth of the entities holds.
pub(crate) const TOP_SHARE: f64 = 0.45;
/// How many times in a hundred an event goes on with a pair that lately met.
const AGAIN: u32 = 75;
/// How many of those in a hundred go the other way.
const BACK: u32 = 30;
/// The days within which a pair goes on.
const LATELY: usize = 14;

/// Who did what to whom on which day: all of them numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) day: u16,
    pub(crate) kind: u16,
    pub(crate) source: u32,
    pub(crate) target: u32,
}

/// How large a world is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) events: u32,
    pub(crate) entities: u32,
    pub(crate) days: u16,
}

impl Size {
    /// Reads a letter (S, M, L, XL), perhaps with a divisor: `M/10` has a tenth of the events and
    /// of the entities of M.
    pub(crate) fn parse(name: &str) -> Option<Size> {
        let (letter, divisor) = name.split_once('/').unwrap_or((name, "1"));
        let (events, entities, days) = match letter {
            "S" => (95_000, 7_000, 365),
            "M" => (2_000_000, 10_000, 4_000),
            "L" => (20_000_000, 200_000, 4_000),
            "XL" => (100_000_000, 1_000_000, 4_000),
            _ => return None,
        };
        let divisor: u32 = divisor.parse().ok().filter(|divisor| *divisor > 0)?;
        Some(Size {
            events: events / divisor,
            entities: entities / divisor,
            days,
        })
    }
}

/// A world of events.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) name: String,
    pub(crate) size: Size,
    /// The events, if they were read.
    read: Option<Vec<Event>>,
}

impl World {
    /// Returns a world that is made as often as it is looked at.
    pub(crate) fn made(name: &str, size: Size) -> World {
        World {
            name: name.to_owned(),
            size,
            read: None,
        }
    }

    /// Reads quadruples by number: subject, relation, object and hours, between tabs; what follows
    /// them means nothing. Events of one entity with itself are left out.
    pub(crate) fn read(paths: &[String]) -> io::Result<World> {
        let mut events = Vec::new();
        for path in paths {
            let file = File::open(path)?;
            let is_packed = Path::new(path).extension().is_some_and(|end| end == "gz");
            let bytes: Box<dyn Read> = if is_packed {
                Box::new(MultiGzDecoder::new(file))
            } else {
                Box::new(file)
            };
            for line in BufReader::new(bytes).lines() {
                let line = line?;
                let event = quadruple(&line)
                    .ok_or_else(|| io::Error::other(format!("no quadruple: `{line}`")))?;
                events.extend((event.source != event.target).then_some(event));
            }
        }
        events.sort_by_key(|event| event.day);
        let most = |of: fn(&Event) -> u32| events.iter().map(of).max().unwrap_or(0) + 1;
        let size = Size {
            events: events.len() as u32,
            entities: most(|event| event.source.max(event.target)),
            days: most(|event| event.day.into()) as u16,
        };
        Ok(World {
            name: "read".to_owned(),
            size,
            read: Some(events),
        })
    }

    /// Returns all events in order of days.
    pub(crate) fn events(&self) -> Box<dyn Iterator<Item = Event> + '_> {
        match &self.read {
            Some(events) => Box::new(events.iter().copied()),
            None => Box::new(Course::new(self.size)),
        }
    }

    /// Writes the events as a table with a header: names, and dates of the calendar.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
        let dates: Vec<String> = (0..self.size.days)
            .map(|day| Day::from_number(day.into()).to_string())
            .collect();
        writeln!(file, "source\ttarget\ttype\tday")?;
        for event in self.events() {
            let (source, target) = (entity_id(event.source), entity_id(event.target));
            let (kind, date) = (kind_id(event.kind), &dates[usize::from(event.day)]);
            writeln!(file, "{source}\t{target}\t{kind}\t{date}")?;
        }
        file.flush()
    }
}

fn quadruple(line: &str) -> Option<Event> {
    let mut numbers = line.split('\t').map(|cell| cell.trim().parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    Some(Event {
        source: next()?,
        kind: next()? as u16,
        target: next()?,
        day: (next()? / 24) as u16,
    })
}

/// Returns the name of an entity; names are in order where numbers are.
pub(crate) fn entity_id(number: u32) -> String {
    format!("entity-{number:07}")
}

/// Returns the name of a kind.
pub(crate) fn kind_id(number: u16) -> String {
    format!("kind-{number:03}")
}

/// Events as they happen, one after the other.
struct Course {
    size: Size,
    dice: Dice,
    ends: Urn,
    kinds: Urn,
    /// Who is the first, the second and so on by the number of ends.
    ranking: Vec<u32>,
    /// The pairs of the last days, in no order.
    lately: Vec<(u32, u32)>,
    next: u32,
}

impl Course {
    fn new(size: Size) -> Course {
        let mut dice = Dice::new(1);
        let mut ranking: Vec<u32> = (0..size.entities).collect();
        for last in (1..size.entities).rev() {
            ranking.swap(last as usize, dice.below(last + 1) as usize);
        }
        let top = (size.entities / 100).max(1);
        let steepness = steepness_for(size.entities, top, TOP_SHARE);
        Course {
            size,
            dice,
            ends: Urn::zipf(size.entities, steepness),
            kinds: Urn::zipf(KINDS, 1.0),
            ranking,
            lately: Vec::new(),
            next: 0,
        }
    }

    fn pair(&mut self) -> (u32, u32) {
        let dice = &mut self.dice;
        if !self.lately.is_empty() && dice.percent(AGAIN) {
            let (source, target) = self.lately[dice.below(self.lately.len() as u32) as usize];
            return if dice.percent(BACK) {
                (target, source)
            } else {
                (source, target)
            };
        }
        loop {
            let (source, target) = (self.ends.draw(dice), self.ends.draw(dice));
            if source != target {
                return (self.ranking[source as usize], self.ranking[target as usize]);
            }
        }
    }
}

impl Iterator for Course {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if self.next == self.size.events {
            return None;
        }
        let pair = self.pair();
        let room = self.size.events as usize / usize::from(self.size.days) * LATELY;
        if self.lately.len() < room.max(64) {
            self.lately.push(pair);
        } else {
            let oldest = self.next as usize % self.lately.len();
            self.lately[oldest] = pair;
        }
        let day = u64::from(self.next) * u64::from(self.size.days) / u64::from(self.size.events);
        self.next += 1;
        Some(Event {
            day: day as u16,
            kind: self.kinds.draw(&mut self.dice) as u16,
            source: pair.0,
            target: pair.1,
        })
    }
}
