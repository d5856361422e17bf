//! Mounting: a drawing gets its heading, its legend and its foot line, and becomes a picture.

use crate::answer::Scene;
use crate::model::EntityKind;
use crate::text::counted;

use super::bundle::{Manner, Stage};
use super::figure;
use super::ink;
use super::letters::Face;
use super::look::{Look, Picture};
use super::sheet::{Sheet, along, number};
use super::stroke;

/// A finished drawing and what belongs to it.
#[derive(Debug)]
pub(super) struct Drawing {
    /// What kind of picture it is, in one word.
    pub(super) name: &'static str,
    /// The drawing, from the corner of its place on.
    pub(super) sheet: Sheet,
    /// Its height in pixels.
    pub(super) height: f64,
    /// What its signs mean.
    pub(super) keys: Vec<Key>,
    /// Sentences below it.
    pub(super) remarks: Vec<String>,
}

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A kind of entity.
    Kind(EntityKind),
    /// A line between two.
    Line(Manner),
    /// An event of a timeline.
    Event(Manner),
    /// A tie of a timeline.
    Tie(Manner),
    /// A date that is known in part.
    Whisker,
    /// What still runs.
    Open,
    /// Where a scale changes.
    Bend,
    /// A number on a line.
    Count,
}

/// The size of the heading.
const HEADING: Face = Face::bold(20.0);

/// The size of the words of the legend.
const SMALL: Face = Face::plain(11.0);

/// How wide a sign of the legend is, in pixels.
const SIGN: f64 = 30.0;

/// Returns the picture of a drawing.
pub(super) fn mount(scene: &Scene, look: Look, drawing: Drawing) -> Picture {
    let margin = look.margin();
    let room = look.breadth() - 2.0 * margin;
    let mut sheet = Sheet::default();
    let mut top = margin;
    if !look.is_for_page() {
        top = heading(&mut sheet, scene, room, margin);
    }
    let shift = format!("translate({} {})", number(margin), number(top));
    sheet.begin("g", &[("transform", &shift)]);
    sheet.append(drawing.sheet);
    sheet.end();
    top += drawing.height + 18.0;
    top = legend(&mut sheet, &drawing.keys, (margin, top), room);
    let mut lines = drawing.remarks;
    if !look.is_for_page() {
        lines.push(foot(scene));
    }
    top = small_print(&mut sheet, &lines, (margin, top), room);
    let height = (top + margin - 8.0).ceil();
    let svg = framed(scene, look, drawing.name, sheet, height);
    Picture {
        svg,
        width: look.breadth() as u32,
        height: height as u32,
    }
}

/// Returns the element about all of a picture.
fn framed(scene: &Scene, look: Look, name: &str, inner: Sheet, height: f64) -> String {
    let (width, height) = (number(look.breadth()), number(height));
    let (view, class) = (format!("0 0 {width} {height}"), format!("picture {name}"));
    let label = format!(
        "{name}: {}; {}, {}",
        scene.heading,
        counted(scene.actors.len() as u64, "entity", "entities"),
        counted(scene.relations.len() as u64, "relation", "relations")
    );
    // What a page lets select must not be hidden inside an image.
    let role = if look.is_for_page() { "group" } else { "img" };
    let mut sheet = Sheet::default();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", class.as_str()),
        ("viewBox", &view),
        ("width", &width),
        ("height", &height),
        ("role", role),
        ("aria-label", &label),
    ];
    sheet.begin("svg", &attributes);
    if !look.is_for_page() {
        sheet.style(&ink::stylesheet(look.theme));
        sheet.put(
            "rect",
            &[("class", "ground"), ("width", &width), ("height", &height)],
        );
    }
    sheet.append(inner);
    sheet.finish()
}

/// Writes the heading; returns where the drawing begins.
fn heading(sheet: &mut Sheet, scene: &Scene, room: f64, margin: f64) -> f64 {
    let mut base = margin + 16.0;
    for line in HEADING.lines(&scene.heading, room, 3) {
        sheet.text("heading", (margin, base), &line);
        base += HEADING.line();
    }
    base
}

/// Returns the line that tells what was asked, and on how much the picture rests.
fn foot(scene: &Scene) -> String {
    let mut parts = vec![scene.question.clone()];
    parts.extend(scene.as_of.as_ref().map(|day| format!("as of {day}")));
    parts.extend(scene.known_by.as_ref().map(|day| format!("known by {day}")));
    parts.extend(
        scene
            .recorded_at
            .map(|moment| format!("recorded at {}", moment.shortest())),
    );
    parts.push(counted(
        scene.relations.len() as u64,
        "relation",
        "relations",
    ));
    parts.push(counted(scene.sources.len() as u64, "source", "sources"));
    if scene.left_out > 0 {
        parts.push(format!("{} more left out by the limit", scene.left_out));
    }
    parts.join(" · ")
}

/// Writes lines of small print; returns where they end.
fn small_print(sheet: &mut Sheet, lines: &[String], from: (f64, f64), room: f64) -> f64 {
    let mut base = from.1 + 12.0;
    for line in lines.iter().flat_map(|line| SMALL.lines(line, room, 4)) {
        sheet.text("quiet small", (from.0, base), &line);
        base += SMALL.line();
    }
    base
}

/// Draws what the signs mean, beside each other as far as there is room; returns where it ends.
fn legend(sheet: &mut Sheet, keys: &[Key], from: (f64, f64), room: f64) -> f64 {
    let (mut left, mut base) = (0.0, from.1 + 8.0);
    for key in keys {
        let words = key.words();
        let needed = SIGN + SMALL.width(&words) + 18.0;
        if left > 0.0 && left + needed > room {
            left = 0.0;
            base += 19.0;
        }
        let place = (from.0 + left, base);
        sheet.begin("g", &[]);
        key.draw(sheet, place);
        sheet.text("quiet small", (place.0 + SIGN, base + 4.0), &words);
        sheet.end();
        left += needed;
    }
    if keys.is_empty() { from.1 } else { base + 14.0 }
}

impl Key {
    /// Returns what the sign means.
    fn words(self) -> String {
        match self {
            Key::Kind(kind) => kind.word().to_owned(),
            Key::Count => "so many relations".to_owned(),
            Key::Whisker => "known in part".to_owned(),
            Key::Open => "still running".to_owned(),
            Key::Bend => "earlier years drawn closer".to_owned(),
            Key::Line(manner) => manner.words("certain"),
            Key::Event(manner) => manner.words("event"),
            Key::Tie(manner) => manner.words("tie"),
        }
    }

    /// Draws the sign, its middle at the height of the place.
    fn draw(self, sheet: &mut Sheet, (left, middle): (f64, f64)) {
        let across = [(left, middle), (left + 22.0, middle)];
        let centre = (left + 11.0, middle);
        match self {
            Key::Kind(kind) => figure::draw(sheet, kind, centre, 8.0),
            Key::Line(manner) => {
                sheet.begin("g", &[("class", manner.class().trim())]);
                stroke::line(sheet, manner, across, 1);
                if manner.stage == Stage::Off {
                    stroke::cross(sheet, centre);
                }
                sheet.end();
            }
            Key::Event(manner) => {
                sheet.begin("g", &[("class", manner.class().trim())]);
                stroke::event(sheet, manner, centre);
                sheet.end();
            }
            Key::Tie(manner) => {
                sheet.begin("g", &[("class", manner.class().trim())]);
                stroke::tie(sheet, manner, (left, left + 22.0), middle);
                sheet.end();
            }
            Key::Whisker => {
                stroke::whisker(sheet, (left, left + 22.0), (true, true), false, middle);
            }
            Key::Open => stroke::open_end(sheet, left + 14.0, middle),
            Key::Bend => {
                sheet.path(
                    "break",
                    &along(&[(centre.0, middle - 7.0), (centre.0, middle + 7.0)]),
                );
            }
            Key::Count => {
                sheet.path("rule", &along(&across));
                stroke::badge(sheet, centre, 3);
            }
        }
    }
}

impl Manner {
    /// Returns what the manner of a line means; `plain` is said of what is certain and done.
    fn words(self, plain: &str) -> String {
        let stage = match self.stage {
            Stage::Done => None,
            Stage::Unchecked => Some("coded by a machine, unchecked"),
            Stage::Planned => Some("planned"),
            Stage::Off => Some("called off or denied"),
        };
        let behind = self.behind.then_some("office or go-between");
        let possible = self.possible.then_some("only possible");
        let words: Vec<&str> = [behind, possible, stage].into_iter().flatten().collect();
        if words.is_empty() {
            plain.to_owned()
        } else {
            words.join(", ")
        }
    }
}
