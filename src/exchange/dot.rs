//! DOT, the language of Graphviz: a picture of a graph. It is only written.
//!
//! Kinds of entity have shapes and colours that colour-blind readers can tell apart. What is planned
//! or put off, and what has an uncertain date, is dashed; what was cancelled or denied is dotted.
//! Relations between the same two that run one way are one line, the wider the more there are.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::flat::{self, Cell, Cells, Edge, MUTUAL};
use super::{Exchange, Matter};
use crate::edtf::Edtf;
use crate::model::{Dataset, EntityKind, Status};
use crate::text;

/// The language of Graphviz.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dot;

/// So many columns of a name are in one line of a picture.
const LINE: usize = 26;
/// So many columns of a name are shown.
const SHOWN: usize = 3 * LINE;
/// So many edges at most tell in writing what they stand for; more would cover each other.
const MOST_WRITTEN: usize = 40;
/// So many deeds are written on one edge.
const MOST_DEEDS: usize = 3;
/// So many columns of a name are told where the picture can be pointed at.
const TOLD: usize = 300;

impl Exchange for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn summary(&self) -> &'static str {
        "DOT, for pictures: Graphviz and what reads its files"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".dot"]
    }

    fn holds(&self) -> &'static [Matter] {
        &[Matter::Undated, Matter::Vague, Matter::Ties, Matter::Kinds]
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "digraph chancery {{")?;
        writeln!(
            out,
            "  graph [layout=neato, overlap=prism, sep=\"+14\", splines=true, outputorder=edgesfirst];"
        )?;
        writeln!(
            out,
            "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, style=filled, \
             color=\"#444444\", margin=\"0.14,0.07\"];"
        )?;
        writeln!(
            out,
            "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=9, color=\"#555555\", \
             fontcolor=\"#333333\", arrowsize=0.7];"
        )?;
        for entity in data.entities() {
            let look = look(entity.kind);
            let [id, label, tip] = [
                quoted(entity.id.as_str()),
                label(&entity.name),
                tip(&entity.name),
            ];
            writeln!(out, "  {id} [label={label}, tooltip={tip}, {look}];")?;
        }
        let bundles = bundles(data);
        let are_few = bundles.len() <= MOST_WRITTEN;
        for (lane, bundle) in bundles {
            bundle.write(out, lane, are_few)?;
        }
        writeln!(out, "}}")
    }
}

/// Returns shape and colour of a kind of entity.
const fn look(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::State => "shape=box, fillcolor=\"#a6cde8\"",
        EntityKind::Person => "shape=ellipse, fillcolor=\"#fbdfa6\"",
        EntityKind::Institution => "shape=box, style=\"filled,rounded\", fillcolor=\"#a8dccb\"",
        EntityKind::Forum => "shape=hexagon, fillcolor=\"#e9c4db\"",
        EntityKind::Instrument => "shape=note, fillcolor=\"#f5ef9e\"",
        EntityKind::Place => "shape=house, fillcolor=\"#e6e6e6\"",
    }
}

/// Edges that are drawn as one: between the same two, in one direction and manner.
#[derive(Default)]
struct Bundle {
    /// What the one did to the other, how often, in order of the first.
    deeds: Vec<(String, usize)>,
    /// What is told where the edge is pointed at.
    told: Vec<String>,
    /// The dates of the first and of the last.
    dates: Vec<String>,
    relations: usize,
}

/// The ends of an edge, whether it has no arrow, and how it is drawn.
type Lane<'a> = (&'a str, &'a str, bool, Option<&'static str>);

impl Bundle {
    fn add(&mut self, edge: Edge<'_>) {
        let when = text_of(&edge.cells, "when");
        self.told
            .push(format!("{} {when}", edge.label).trim_end().to_owned());
        if !when.is_empty() {
            self.dates.truncate(1);
            self.dates.push(when.to_owned());
            self.dates.dedup();
        }
        self.relations += 1;
        match self
            .deeds
            .iter_mut()
            .find(|(known, _)| *known == edge.label)
        {
            Some((_, times)) => *times += 1,
            None => self.deeds.push((edge.label, 1)),
        }
    }

    /// Returns the lines that are written on the edge.
    fn lines(&self) -> Vec<String> {
        let shown = self.deeds.iter().take(MOST_DEEDS);
        let mut lines: Vec<String> = shown
            .map(|(deed, times)| match times {
                1 => deed.clone(),
                _ => format!("{deed} ×{times}"),
            })
            .collect();
        let more = self.deeds.len().saturating_sub(MOST_DEEDS);
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        if !self.dates.is_empty() {
            lines.push(self.dates.join(" … "));
        }
        lines
    }

    /// Writes the edge, and on it what it tells if that is wanted.
    fn write(&self, out: &mut dyn Write, lane: Lane<'_>, is_labelled: bool) -> io::Result<()> {
        let (from, to, is_mutual, style) = lane;
        let tip = tip(&self.told.join("; "));
        write!(out, "  {} -> {} [tooltip={tip}", quoted(from), quoted(to))?;
        if is_labelled {
            let label = quoted_lines(self.lines().iter().map(String::as_str));
            write!(out, ", label={label}")?;
        }
        // Each doubling makes a line wider, up to three points.
        let width = 1.0 + 0.4 * f64::from(self.relations.ilog2().min(5));
        if self.relations > 1 {
            write!(out, ", penwidth={width}")?;
        }
        if is_mutual {
            write!(out, ", dir=none")?;
        }
        if let Some(style) = style {
            write!(out, ", style={style}")?;
        }
        writeln!(out, "];")
    }
}

/// Returns the edges of a dataset, those alike in one bundle, in order of the first of each.
fn bundles(data: &Dataset) -> Vec<(Lane<'_>, Bundle)> {
    let mut bundles: Vec<(Lane<'_>, Bundle)> = Vec::new();
    let mut places: BTreeMap<Lane<'_>, usize> = BTreeMap::new();
    for edge in flat::edges(data) {
        let is_mutual = text_of(&edge.cells, "direction") == MUTUAL;
        let mut ends = [edge.from.id.as_str(), edge.to.id.as_str()];
        if is_mutual {
            ends.sort_unstable();
        }
        let lane = (ends[0], ends[1], is_mutual, style(&edge.cells));
        let place = *places.entry(lane).or_insert(bundles.len());
        if place == bundles.len() {
            bundles.push((lane, Bundle::default()));
        }
        if let Some((_, bundle)) = bundles.get_mut(place) {
            bundle.add(edge);
        }
    }
    bundles
}

/// Returns how an edge is drawn that has not surely come about.
fn style(cells: &Cells) -> Option<&'static str> {
    let status = text_of(cells, "status").parse::<Status>().ok();
    let when = Edtf::parse(text_of(cells, "when")).ok();
    let is_unsure = when.is_some_and(|when| when.is_uncertain() || when.is_approximate());
    match status {
        Some(status) if status.is_void() => Some("dotted"),
        Some(status) if !status.has_come_about() => Some("dashed"),
        _ => is_unsure.then_some("dashed"),
    }
}

fn text_of<'c>(cells: &'c Cells, name: &str) -> &'c str {
    match cells.get(name) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

/// Returns a name as a label: short lines, the end of a long name cut off.
fn label(name: &str) -> String {
    let name = text::visible(name);
    let lines = text::wrap(&text::clip(&name, SHOWN), LINE);
    quoted_lines(lines.iter().map(String::as_str))
}

/// Returns what is told of something that is pointed at.
fn tip(about: &str) -> String {
    quoted(&text::clip(&text::visible(about), TOLD))
}

/// Returns a text in quotes, in which nothing means anything to Graphviz.
fn quoted(text: &str) -> String {
    quoted_lines([text].into_iter())
}

/// Returns lines in quotes. A backslash would begin an escape and an ampersand the name of a sign;
/// within quotes nothing is a label of HTML or of a record.
fn quoted_lines<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut quoted = String::from("\"");
    for (at, line) in lines.enumerate() {
        quoted.push_str(if at == 0 { "" } else { "\\n" });
        for letter in text::visible(line).chars() {
            match letter {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '&' => quoted.push_str("&amp;"),
                _ => quoted.push(letter),
            }
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{label, quoted};

    #[test]
    fn nothing_in_a_name_means_anything_to_graphviz() {
        assert_eq!(
            quoted("\\N <b>\"x\"</b> &lt; {a|b}"),
            "\"\\\\N <b>\\\"x\\\"</b> &amp;lt; {a|b}\""
        );
        assert_eq!(quoted("a\u{202e}\u{7}\\"), "\"a\u{fffd}␇\\\\\"");
    }

    #[test]
    fn a_long_name_is_cut() {
        let long = label(&"long name ".repeat(1_000));
        assert!(long.len() < 120 && long.ends_with("…\""), "{long}");
    }
}
