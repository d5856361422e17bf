//! Chains: who is linked to whom through others, step by step, with dates.

use std::collections::BTreeSet;

use crate::answer::{Scene, Stride, ThroughRef};
use crate::model::Direction;

use super::bundle::{Manner, Stage, join, kinds};
use super::figure;
use super::letters::Face;
use super::look::{Look, Picture};
use super::mount::{Drawing, Key, mount};
use super::sheet::{Sheet, along};
use super::spot::{Spot, direction};
use super::stroke;
use super::words;

/// Up to how many chains are drawn.
const MOST_CHAINS: usize = 40;

/// The least and the greatest length of a step from left to right, in pixels.
const STEP: (f64, f64) = (190.0, 440.0);

/// The height of a step from top to bottom, in pixels.
const DOWN: f64 = 86.0;

/// The room above a step from left to right, in pixels.
const ABOVE: f64 = 46.0;

/// The room of a name below its figure, in pixels.
const NAME_ROOM: f64 = 140.0;

/// Half the size of a figure, in pixels.
const REACH: f64 = 12.0;

/// The size of names.
const NAME: Face = Face::plain(12.0);

/// The size of what stands on a step.
const SMALL: Face = Face::plain(11.0);

/// Draws the chains of an answer to `paths`, or the shortest of a pair, each from left to right.
///
/// On each step stand the kind and date of its first relation, how many more it may follow, and
/// through whom its ends take part. Long chains go on in the next line; narrow pictures run from
/// top to bottom. Of more than 40 chains the first are drawn.
///
/// # Complexity
/// Time O(steps).
pub fn chains(scene: &Scene, look: &Look) -> Picture {
    let mut strip = Strip {
        scene,
        look: *look,
        room: look.breadth() - 2.0 * look.margin(),
        sheet: Sheet::default(),
        height: 0.0,
        keys: BTreeSet::new(),
    };
    let numbered = scene.chains.len() > 1;
    for (at, chain) in scene.chains.iter().take(MOST_CHAINS).enumerate() {
        strip.chain(chain, numbered.then_some(at + 1));
    }
    let few = format!(
        "The first {MOST_CHAINS} of {} chains are drawn.",
        scene.chains.len()
    );
    let remark = match scene.chains.len() {
        0 => Some("There are no chains in this answer.".to_owned()),
        number => (number > MOST_CHAINS).then_some(few),
    };
    let drawing = Drawing {
        name: "chains",
        sheet: strip.sheet,
        height: strip.height,
        keys: strip.keys.into_iter().collect(),
        remarks: remark.into_iter().collect(),
    };
    mount(scene, *look, drawing)
}

/// Chains that are being drawn below each other.
#[derive(Debug)]
struct Strip<'a> {
    scene: &'a Scene,
    look: Look,
    room: f64,
    sheet: Sheet,
    height: f64,
    keys: BTreeSet<Key>,
}

impl Strip<'_> {
    fn chain(&mut self, chain: &[Stride], number: Option<usize>) {
        if self.height > 0.0 {
            self.height += 12.0;
            let rule = along(&[(0.0, self.height), (self.room, self.height)]);
            self.sheet.path("rule", &rule);
            self.height += 14.0;
        }
        if let Some(number) = number {
            let at = (0.0, self.height + 12.0);
            self.sheet.text("quiet strong", at, &number.to_string());
        }
        if self.look.is_narrow() {
            self.down(chain);
        } else {
            self.across(chain);
        }
    }

    /// Draws a chain from left to right, in as many lines as it takes.
    fn across(&mut self, chain: &[Stride]) {
        let rim = NAME_ROOM / 2.0 + 14.0;
        let room = self.room - 2.0 * rim;
        let most = ((room / STEP.0) as usize).max(1);
        let step = (room / chain.len().clamp(1, most) as f64).clamp(STEP.0, STEP.1);
        for (at, line) in chain.chunks(most).enumerate() {
            let middle = self.height + ABOVE;
            let spot = |place: usize| (rim + place as f64 * step, middle);
            for (place, stride) in line.iter().enumerate() {
                self.step(stride, [spot(place), spot(place + 1)]);
            }
            // The next line begins with the entity with which this one ends.
            if let Some(first) = line.first() {
                self.entity(first.from, spot(0), at > 0);
            }
            for (place, stride) in line.iter().enumerate() {
                self.entity(stride.to, spot(place + 1), false);
            }
            self.height += ABOVE + REACH + 2.0 * NAME.line() + 8.0;
        }
    }

    /// Draws a chain from top to bottom.
    fn down(&mut self, chain: &[Stride]) {
        let left = REACH + 24.0;
        let top = self.height + REACH + 4.0;
        let spot = |place: usize| (left, top + place as f64 * DOWN);
        for (place, stride) in chain.iter().enumerate() {
            self.step(stride, [spot(place), spot(place + 1)]);
        }
        if let Some(first) = chain.first() {
            self.entity(first.from, spot(0), false);
        }
        for (place, stride) in chain.iter().enumerate() {
            self.entity(stride.to, spot(place + 1), false);
        }
        self.height = spot(chain.len()).1 + REACH + 6.0;
    }

    /// Draws a step between two places.
    fn step(&mut self, stride: &Stride, [from, to]: [Spot; 2]) {
        let Some(manner) = Manner::of_places(self.scene, &stride.relations) else {
            return;
        };
        self.keys.insert(Key::Line(manner));
        let class = format!("edge{}", manner.class());
        let places = join(&stride.relations);
        self.sheet
            .begin("g", &[("class", &class), ("data-relations", &places)]);
        let told = told(self.scene, stride);
        self.sheet.title(&told);
        let ends = shortened(from, to, REACH + 6.0);
        if self.look.is_for_page() {
            self.sheet.path("hit", &along(&ends));
        }
        stroke::line(&mut self.sheet, manner, ends, 1);
        let [begin, end] = ends;
        match stride.direction {
            Direction::Forward => stroke::head(&mut self.sheet, begin, end, 1),
            Direction::Back => stroke::head(&mut self.sheet, end, begin, 1),
            Direction::Mutual => {}
        }
        if manner.stage == Stage::Off {
            let middle = (f64::midpoint(begin.0, end.0), f64::midpoint(begin.1, end.1));
            stroke::cross(&mut self.sheet, middle);
        }
        self.step_words(stride, begin, end);
        self.sheet.end();
    }

    /// Writes what stands on a step: kind, number and date above, go-betweens below; beside
    /// each other where the step runs down.
    fn step_words(&mut self, stride: &Stride, begin: Spot, end: Spot) {
        let lines = step_lines(self.scene, stride);
        let is_down = (end.0 - begin.0).abs() < 1.0;
        let room = if is_down {
            self.room - begin.0 - 16.0
        } else {
            end.0 - begin.0 - 12.0
        };
        for (at, (class, words)) in lines.iter().enumerate() {
            let (class, spot) = if is_down {
                let top = f64::midpoint(begin.1, end.1) - lines.len() as f64 * 7.0;
                (
                    format!("{class} small"),
                    (begin.0 + 14.0, top + 11.0 + at as f64 * 14.0),
                )
            } else {
                // Only one line fits below the step: names stand at the height of a second.
                let base = [-22.0, -8.0, 15.0].get(at).copied().unwrap_or_default();
                let middle = f64::midpoint(begin.0, end.0);
                (format!("{class} small middle"), (middle, begin.1 + base))
            };
            self.sheet.text(&class, spot, &SMALL.clip(words, room));
        }
    }

    /// Draws an entity; `again` where it is drawn a second time, at the beginning of a line.
    fn entity(&mut self, place: usize, (x, y): Spot, again: bool) {
        let Some(actor) = self.scene.actors.get(place) else {
            return;
        };
        let entity = &actor.entity;
        self.keys.insert(Key::Kind(entity.kind));
        let label = format!("{}, {}", entity.name, entity.kind.word());
        let (is_page, place) = (self.look.is_for_page(), place.to_string());
        let attributes = [
            ("class", if again { "node again" } else { "node" }),
            ("data-actor", &place),
            ("role", if is_page { "img" } else { "" }),
            ("aria-label", if is_page { &label } else { "" }),
        ];
        self.sheet.begin("g", &attributes);
        self.sheet.title(std::slice::from_ref(&label));
        figure::draw(&mut self.sheet, entity.kind, (x, y), REACH);
        if actor.is_asked {
            figure::ring(&mut self.sheet, entity.kind, (x, y), REACH + 4.0);
        }
        let face = if actor.is_asked {
            Face { bold: true, ..NAME }
        } else {
            NAME
        };
        let weight = if actor.is_asked { "strong" } else { "" };
        if self.look.is_narrow() {
            let room = self.room - x - REACH - 10.0;
            let name = face.clip(&entity.name, room);
            self.sheet.text(weight, (x + REACH + 10.0, y + 4.0), &name);
        } else {
            let class = format!("{weight} middle");
            let top = y + REACH + 6.0 + face.size;
            for (at, line) in face.lines(&entity.name, NAME_ROOM, 2).iter().enumerate() {
                let base = top + at as f64 * face.line();
                self.sheet.text(class.trim(), (x, base), line);
            }
        }
        self.sheet.end();
    }
}

/// Returns what stands on a step, line by line, each with its class.
fn step_lines(scene: &Scene, stride: &Stride) -> Vec<(&'static str, String)> {
    let Some(sight) = words::sights(scene, &stride.relations).next() else {
        return Vec::new();
    };
    let more = match stride.relations.len() {
        0 | 1 => String::new(),
        number => format!(" and {} more", number - 1),
    };
    let mut lines = vec![
        ("strong", format!("{}{more}", words::name(sight))),
        ("quiet", words::date(sight).unwrap_or("undated").to_owned()),
    ];
    let through: Vec<String> = ThroughRef::bottoms(&stride.through)
        .map(|link| link.entity.name.clone())
        .collect();
    if !through.is_empty() {
        lines.push(("quiet", format!("through {}", through.join(", "))));
    }
    lines
}

/// Returns what is told of a step where a reader points at it.
fn told(scene: &Scene, stride: &Stride) -> Vec<String> {
    let mut lines = vec![kinds(scene, &stride.relations)];
    lines.extend(words::listed(scene, &stride.relations));
    lines
}

/// Returns a line shortened at both ends, in pixels.
fn shortened(from: Spot, to: Spot, by: f64) -> [Spot; 2] {
    let ((x, y), _) = direction(from, to);
    let (x, y) = (x * by, y * by);
    [(from.0 + x, from.1 + y), (to.0 - x, to.1 - y)]
}
