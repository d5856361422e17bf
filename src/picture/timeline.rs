//! The timeline: what happened and lasted, in lanes over an axis of days.

use std::collections::BTreeSet;

use crate::answer::{Reach, Scene, Sight};
use crate::edtf::{Day, Edtf};
use crate::model::Nature;

use super::axis::Axis;
use super::bundle::{Manner, join};
use super::figure::plate;
use super::lanes::{Grouping, Lane, Rows, lanes};
use super::letters::Face;
use super::look::{Look, Picture};
use super::mount::{Drawing, Key, mount};
use super::sheet::{Sheet, along};
use super::span::{Span, Within};
use super::words;

/// The height of a row, in pixels.
const ROW: f64 = 20.0;

/// The empty space above and below the rows of a lane, in pixels.
const RIM: f64 = 6.0;

/// The height of the marks of the axis, in pixels.
const HEAD: f64 = 24.0;

/// Up to how many relations as many of them have words as have room.
const FEW: usize = 150;

/// Up to how many rows a lane has, where there are few relations and where there are many.
const MOST_ROWS: (usize, usize) = (40, 9);

/// Up to how many undated relations are listed one by one.
const MOST_UNDATED: usize = 30;

/// The size of the words beside a bar or dot.
const WORDS: Face = Face::plain(11.0);

/// The size of the names of lanes.
const NAME: Face = Face::bold(12.0);

/// Draws when what happened and lasted.
///
/// Ties are bars, events dots; where the day is known in part, a whisker spans all days that it
/// may be. What still runs ends in an arrow. Lanes are by pair, kind or category, whichever makes
/// about a dozen; each is as high as what it holds. Relations without a date are listed below, and
/// those that the answer does not tell itself are left out.
///
/// # Complexity
/// Time O(r · log r) for r relations.
pub fn timeline(scene: &Scene, look: &Look) -> Picture {
    let told = |place: &usize| {
        scene
            .relations
            .get(*place)
            .is_some_and(|sight| sight.is_told)
    };
    let places = 0..scene.relations.len();
    let mut shown: Vec<usize> = places.clone().filter(told).collect();
    let left_out = places.len() - shown.len();
    if shown.is_empty() {
        shown = places.collect();
    }
    let (dated, undated): (Vec<usize>, Vec<usize>) = shown
        .into_iter()
        .partition(|place| date(scene, *place).is_some());
    let mut chart = Chart::new(scene, *look, &dated);
    chart.axis_and_lanes(&dated);
    chart.undated(&undated);
    let behind = format!("{left_out} offices and links of go-betweens are not drawn.");
    let drawing = Drawing {
        name: "timeline",
        sheet: chart.sheet,
        height: chart.height,
        keys: chart.keys.into_iter().collect(),
        remarks: (left_out > 0).then_some(behind).into_iter().collect(),
    };
    mount(scene, *look, drawing)
}

/// Returns the date of a relation.
fn date(scene: &Scene, place: usize) -> Option<&Edtf> {
    let when = scene.relations.get(place)?.row.when.as_ref()?;
    Some(&when.edtf)
}

/// A timeline that is being drawn.
#[derive(Debug)]
struct Chart<'a> {
    scene: &'a Scene,
    look: Look,
    room: f64,
    /// How wide the column of names is, in pixels; none where they stand above their lanes.
    column: f64,
    grouping: Grouping,
    /// How many rows of a lane events fill before they go without words, or cover each other.
    most_rows: usize,
    sheet: Sheet,
    height: f64,
    /// Whether the next lane stands on a band.
    is_odd: bool,
    keys: BTreeSet<Key>,
}

/// A bar or dot in its row.
#[derive(Debug)]
struct Placed {
    relation: usize,
    span: Within,
    row: usize,
    words: Option<Told>,
}

/// The words of a bar or dot.
#[derive(Debug)]
struct Told {
    words: String,
    side: Side,
}

/// Where words stand.
#[derive(Debug, Clone, Copy)]
enum Side {
    Left,
    On,
    Over,
    Right,
}

impl<'a> Chart<'a> {
    fn new(scene: &'a Scene, look: Look, dated: &[usize]) -> Chart<'a> {
        Chart {
            scene,
            look,
            room: look.breadth() - 2.0 * look.margin(),
            column: if look.is_narrow() { 0.0 } else { 190.0 },
            grouping: Grouping::of(scene, dated),
            most_rows: if dated.len() <= FEW {
                MOST_ROWS.0
            } else {
                MOST_ROWS.1
            },
            sheet: Sheet::default(),
            height: 0.0,
            is_odd: true,
            keys: BTreeSet::new(),
        }
    }

    /// Draws all that has a date.
    fn axis_and_lanes(&mut self, dated: &[usize]) {
        let scene = self.scene;
        let days = dated
            .iter()
            .filter_map(|place| date(scene, *place))
            .flat_map(anchors);
        let edges = (self.column + 6.0, self.room - 4.0);
        let Some(axis) = Axis::over(days.collect(), edges) else {
            return;
        };
        // The grid lies over the bands of the lanes and below their bars.
        let mut rows = Sheet::default();
        self.height = HEAD;
        for lane in lanes(scene, dated, self.grouping) {
            self.lane(&mut rows, &axis, &lane);
        }
        self.grid(&axis);
        self.sheet.append(rows);
    }

    /// Draws a lane below what there is.
    fn lane(&mut self, rows: &mut Sheet, axis: &Axis, lane: &Lane) {
        let is_above = self.column == 0.0;
        let (name_room, most) = if is_above {
            (self.room - 8.0, 1)
        } else {
            (self.column - 12.0, 2)
        };
        let names = NAME.lines(&lane.name, name_room, most);
        let name_height = names.len() as f64 * NAME.line() + 2.0;
        let (placed, number) = self.placed(axis, lane);
        let row_height = number as f64 * ROW;
        let top = self.height + RIM;
        let (first, inner) = if is_above {
            (top + name_height, name_height + row_height)
        } else {
            (top, name_height.max(row_height))
        };
        let size = (self.room, inner + 2.0 * RIM);
        if self.is_odd {
            plate(&mut self.sheet, "band", (0.0, self.height), size, 3.0);
        }
        for (line, words) in names.iter().enumerate() {
            let base = top + 13.0 + line as f64 * NAME.line();
            rows.text("strong", (6.0, base), words);
        }
        for item in &placed {
            self.item(rows, item, first + (item.row as f64 + 0.5) * ROW);
        }
        self.is_odd = !self.is_odd;
        self.height += size.1;
    }

    /// Returns the relations of a lane in rows, and how many rows that takes.
    fn placed(&mut self, axis: &Axis, lane: &Lane) -> (Vec<Placed>, usize) {
        let mut rows = Rows::default();
        let mut placed = Vec::new();
        for &relation in &lane.relations {
            let Some(sight) = self.scene.relations.get(relation) else {
                continue;
            };
            let Some(span) = Span::of(sight).map(|span| span.within(axis)) else {
                continue;
            };
            self.keys.extend(span.keys(Manner::of(sight)));
            let (row, words) = self.row(axis, sight, &span, &mut rows);
            placed.push(Placed {
                relation,
                span,
                row,
                words,
            });
        }
        (placed, rows.len())
    }

    /// Returns the row of a bar or dot, and its words if they have room.
    fn row(
        &self,
        axis: &Axis,
        sight: &Sight,
        span: &Within,
        rows: &mut Rows,
    ) -> (usize, Option<Told>) {
        let (left, right) = span.extent();
        let most = if self.look.is_narrow() { 180.0 } else { 260.0 };
        let words = WORDS
            .clip(&self.grouping.words(self.scene, sight), most)
            .into_owned();
        let needed = WORDS.width(&words) + 10.0;
        let (first, last) = axis.edges();
        let place = if span
            .bar()
            .is_some_and(|(left, right)| right - left >= needed)
        {
            Some((Side::On, left, right))
        } else if right + needed <= last + 4.0 {
            Some((Side::Right, left, right + needed))
        } else if left - needed >= first {
            Some((Side::Left, left - needed, right))
        } else {
            (right - left >= needed + 24.0).then_some((Side::Over, left, right))
        };
        // Dots may cover each other where there are too many; bars never do.
        let (named, all) = match sight.nature {
            Nature::Event => (self.most_rows, self.most_rows + 4),
            Nature::Tie => (usize::MAX, usize::MAX),
        };
        if let Some((side, from, to)) = place
            && let Some(row) = rows.take(from - 2.0, to + 4.0, named)
        {
            return (row, Some(Told { words, side }));
        }
        let row = rows.take(left - 2.0, right + 2.0, all);
        (row.unwrap_or_else(|| rows.crowd()), None)
    }

    /// Draws a bar or dot with its words.
    fn item(&self, sheet: &mut Sheet, item: &Placed, middle: f64) {
        let Some(sight) = self.scene.relations.get(item.relation) else {
            return;
        };
        let manner = Manner::of(sight);
        let (number, class) = (item.relation.to_string(), format!("item{}", manner.class()));
        let told = words::of_sight(sight);
        let is_page = self.look.is_for_page();
        let attributes = [
            ("class", class.as_str()),
            ("data-relation", &number),
            ("role", if is_page { "img" } else { "" }),
            ("aria-label", if is_page { &told } else { "" }),
        ];
        sheet.begin("g", &attributes);
        sheet.title(std::slice::from_ref(&told));
        item.span.draw(sheet, manner, middle);
        if let Some(Told { words, side }) = &item.words {
            let (left, right) = item.span.extent();
            let on = item.span.bar().map_or(left, |(left, _)| left);
            let (class, x) = match side {
                Side::Left => ("small right", left - 5.0),
                Side::On => ("small", on + 5.0),
                Side::Over => ("small halo", left + 12.0),
                Side::Right => ("small", right + 5.0),
            };
            sheet.text(class, (x, middle + 4.0), words);
        }
        sheet.end();
    }

    /// Draws the marks of the axis above the lanes, and lines from them down.
    fn grid(&mut self, axis: &Axis) {
        let bottom = self.height;
        for tick in axis.ticks() {
            let class = if tick.is_year {
                "small strong middle"
            } else {
                "quiet small middle"
            };
            self.sheet.text(class, (tick.x, HEAD - 9.0), &tick.words);
            self.sheet
                .path("rule", &along(&[(tick.x, HEAD - 4.0), (tick.x, bottom)]));
        }
        if let Some(x) = axis.bend() {
            let line = along(&[(x - 3.0, HEAD - 4.0), (x - 3.0, bottom)]);
            self.sheet.path("break", &line);
            self.keys.insert(Key::Bend);
        }
    }

    /// Lists the relations without a date.
    fn undated(&mut self, undated: &[usize]) {
        if undated.is_empty() {
            return;
        }
        let mut base = self.height + 24.0;
        self.sheet.text("strong", (6.0, base), "Undated");
        for &place in undated.iter().take(MOST_UNDATED) {
            let Some(sight) = self.scene.relations.get(place) else {
                continue;
            };
            base += WORDS.line() + 2.0;
            let words = Grouping::Category.words(self.scene, sight);
            let number = place.to_string();
            self.sheet.begin(
                "g",
                &[("class", "item undated"), ("data-relation", &number)],
            );
            self.sheet.title(&[words::of_sight(sight)]);
            let words = WORDS.clip(&words, self.room - 12.0);
            self.sheet.text("small", (6.0, base), &words);
            self.sheet.end();
        }
        if let Some(rest) = undated.get(MOST_UNDATED..).filter(|rest| !rest.is_empty()) {
            base += WORDS.line() + 2.0;
            let places = join(rest);
            self.sheet
                .begin("g", &[("class", "undated"), ("data-relations", &places)]);
            self.sheet.text(
                "quiet small",
                (6.0, base),
                &format!("and {} more", rest.len()),
            );
            self.sheet.end();
        }
        self.height = base + 4.0;
    }
}

/// Returns the days of a date that the axis should show.
fn anchors(date: &Edtf) -> Vec<i64> {
    let reach = Reach::of(Some(date), Nature::Event);
    let known = [
        date.earliest(),
        date.latest(),
        date.begins().0,
        date.begins().1,
    ];
    let mut days: Vec<Day> = known.into_iter().flatten().collect();
    days.extend([reach.sure.0, reach.sure.1]);
    days.retain(|day| *day > Day::MIN && *day < Day::MAX);
    days.into_iter().map(Day::number).collect()
}
