//! The network: entities as figures with their names, and a line for all that links two of them.

use std::collections::BTreeSet;

use crate::answer::{Actor, Scene};
use crate::model::EntityKind;

use super::arrange::{Task, arrange};
use super::bundle::{Bundle, Flow, Stage, kinds};
use super::figure;
use super::letters::Face;
use super::look::{Look, Picture};
use super::marks::{self, free};
use super::mount::{Drawing, Key, mount};
use super::sheet::{Sheet, along, number, point};
use super::spot::{Spot, between, distance};
use super::spread::{Body, Frame};
use super::stroke;
use super::taken::Taken;
use super::words;

/// Up to how many entities all have their names written.
const MOST_NAMED: usize = 150;

/// How many have their names written where there are more.
const NAMED_OF_MANY: usize = 120;

/// Up to how many lines are told by words.
const MOST_WORDED: usize = 25;

/// Up to how many lines those beside the ones asked about are only a little quieter.
const MOST_PLAIN: usize = 180;

/// Up to how many lines have arrows and numbers; what more there are is a texture.
const MOST_ARROWS: usize = 600;

/// The size of the words on a line.
const WORDS: Face = Face::plain(11.0);

/// Draws who is linked to whom.
///
/// Entities stand the farther apart the more steps lie between them; those asked about are larger,
/// with the first at the left and the second at the right (or one above the other where the
/// picture is narrow). Names overlap neither each other nor figures. Of more than 150 entities,
/// the 120 with most relations have their names written, the others only where a reader points.
///
/// # Complexity
/// Time O(e² + e · r) for e entities and r relations: 1,000 and 5,000 take about a second.
///
/// # Examples
/// ```no_run
/// use chancery::picture::{Look, network};
/// # fn scene() -> chancery::answer::Scene { unimplemented!() }
///
/// let picture = network(&scene(), &Look::default());
/// assert!(picture.svg.starts_with("<svg"));
/// ```
pub fn network(scene: &Scene, look: &Look) -> Picture {
    let (web, height) = Web::new(scene, *look);
    let drawing = Drawing {
        name: "network",
        sheet: web.draw(),
        height,
        keys: web.keys(),
        remarks: web.remarks(),
    };
    mount(scene, *look, drawing)
}

/// An entity on its way to the sheet.
#[derive(Debug)]
struct Node<'a> {
    actor: &'a Actor,
    face: Face,
    /// Half the size of its figure in pixels.
    reach: f64,
    /// The lines of its name; none if it is not written.
    name: Vec<String>,
}

impl Node<'_> {
    /// Returns the room that figure and name take.
    fn body(&self) -> Body {
        let widest = self
            .name
            .iter()
            .map(|line| self.face.width(line))
            .fold(0.0, f64::max);
        let figure = self.reach * 1.15 + if self.actor.is_asked { 6.0 } else { 1.0 };
        Body {
            half: figure.max(widest / 2.0 + 3.0),
            up: figure,
            down: figure + self.name.len() as f64 * self.face.line() + 2.0,
            mass: if self.actor.is_asked { 6.0 } else { 1.0 },
        }
    }
}

/// Returns the neighbours of each entity, ascending.
fn links(entities: usize, bundles: &[Bundle]) -> Vec<Vec<usize>> {
    let mut links = vec![BTreeSet::new(); entities];
    for bundle in bundles.iter().filter(|bundle| !bundle.is_loop()) {
        let (a, b) = bundle.ends;
        links[a].insert(b);
        links[b].insert(a);
    }
    links
        .into_iter()
        .map(|near| near.into_iter().collect())
        .collect()
}

/// Returns those asked about, as the heading names them.
fn asked(scene: &Scene) -> Vec<usize> {
    let actors = scene.actors.iter().enumerate();
    let asked = actors.filter(|(_, actor)| actor.is_asked);
    let mut asked: Vec<(Option<usize>, usize)> = asked
        .map(|(place, actor)| (scene.heading.find(&actor.entity.name), place))
        .collect();
    asked.sort_by_key(|(named, place)| (named.is_none(), *named, *place));
    asked.into_iter().map(|(_, place)| place).collect()
}

/// Returns the entities with the sizes of their figures and names.
fn nodes<'a>(scene: &'a Scene, look: Look, bundles: &[Bundle]) -> Vec<Node<'a>> {
    let mut numbers = vec![0_usize; scene.actors.len()];
    for bundle in bundles {
        for end in [bundle.ends.0, bundle.ends.1] {
            numbers[end] += bundle.relations.len();
        }
    }
    let named = named(scene, &numbers);
    let actors = scene.actors.iter().enumerate();
    actors
        .map(|(place, actor)| node(actor, look, numbers[place], named.contains(&place)))
        .collect()
}

/// Returns whose names are written.
fn named(scene: &Scene, numbers: &[usize]) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (0..scene.actors.len()).collect();
    if order.len() > MOST_NAMED {
        let key = |place: &usize| {
            (
                !scene.actors[*place].is_asked,
                std::cmp::Reverse(numbers[*place]),
            )
        };
        order.sort_by_key(key);
        order.truncate(NAMED_OF_MANY);
    }
    order.into_iter().collect()
}

fn node(actor: &Actor, look: Look, number: usize, is_named: bool) -> Node<'_> {
    let weight = f64::from(number.max(1).ilog2().min(5));
    let (face, reach) = match (actor.is_asked, is_named) {
        (true, _) => (Face::bold(15.0), 18.0),
        (_, true) => (Face::plain(12.0), 8.5 + weight * 0.9),
        _ => (Face::plain(12.0), 5.0 + weight * 0.5),
    };
    let room = match (actor.is_asked, look.is_narrow()) {
        (true, false) => 190.0,
        (true, true) => 150.0,
        (false, false) => 124.0,
        (false, true) => 92.0,
    };
    let lines = if look.is_narrow() || actor.is_asked {
        3
    } else {
        2
    };
    let name = if is_named {
        face.lines(&actor.entity.name, room, lines)
    } else {
        Vec::new()
    };
    Node {
        actor,
        face,
        reach,
        name,
    }
}

/// A network with its places.
#[derive(Debug)]
pub(super) struct Web<'a> {
    scene: &'a Scene,
    look: Look,
    nodes: Vec<Node<'a>>,
    bundles: Vec<Bundle>,
    spots: Vec<Spot>,
}

impl<'a> Web<'a> {
    /// Returns the network of a scene with its places, and its height in pixels.
    pub(super) fn new(scene: &'a Scene, look: Look) -> (Web<'a>, f64) {
        let bundles = Bundle::all(scene);
        let nodes = nodes(scene, look, &bundles);
        let bodies: Vec<Body> = nodes.iter().map(Node::body).collect();
        let links = links(scene.actors.len(), &bundles);
        let task = Task {
            bodies: &bodies,
            links: &links,
            asked: &asked(scene),
            width: look.breadth() - 2.0 * look.margin(),
        };
        let (spots, height) = arrange(&task);
        (
            Web {
                scene,
                look,
                nodes,
                bundles,
                spots,
            },
            height,
        )
    }

    /// Returns the boxes of figures and names.
    pub(super) fn frames(&self) -> Vec<Frame> {
        let bodies = self.nodes.iter().map(Node::body);
        self.spots
            .iter()
            .zip(bodies)
            .map(|(spot, body)| body.at(*spot))
            .collect()
    }

    fn draw(&self) -> Sheet {
        let mut sheet = Sheet::default();
        let mut order: Vec<&Bundle> = self.bundles.iter().collect();
        order.sort_by_key(|bundle| !bundle.manner.behind);
        for bundle in &order {
            self.line(&mut sheet, bundle);
        }
        for place in 0..self.nodes.len() {
            self.entity(&mut sheet, place);
        }
        self.marks(&mut sheet);
        sheet
    }

    /// Begins the group of a bundle.
    fn begin(&self, sheet: &mut Sheet, class: &str, bundle: &Bundle) {
        let (a, b) = bundle.ends;
        let is_asked = |place: usize| self.nodes[place].actor.is_asked;
        let lines = self.bundles.len();
        let beside = if lines <= MOST_WORDED || is_asked(a) || is_asked(b) {
            ""
        } else if lines <= MOST_PLAIN {
            " beside"
        } else if lines <= MOST_ARROWS {
            " beside dense"
        } else {
            " beside packed"
        };
        let class = format!("{class}{beside}{}", bundle.manner.class());
        let places = bundle.places();
        sheet.begin("g", &[("class", &class), ("data-relations", &places)]);
    }

    /// Draws the line of a bundle.
    fn line(&self, sheet: &mut Sheet, bundle: &Bundle) {
        self.begin(sheet, "edge", bundle);
        sheet.title(&self.told(bundle));
        let count = bundle.relations.len();
        let way = self.way(bundle);
        let path = if bundle.is_loop() {
            self.bow(bundle.ends.0)
        } else {
            along(&way)
        };
        if self.look.is_for_page() {
            sheet.path("hit", &path);
        }
        stroke::path(sheet, bundle.manner, &path, count);
        sheet.end();
    }

    /// Returns the bow of what an entity does alone, at the upper right of its figure.
    fn bow(&self, place: usize) -> String {
        let ((x, y), reach) = (self.spots[place], self.nodes[place].reach);
        let turn = number(reach * 0.6);
        let (from, to) = (
            (x + reach * 0.2, y - reach * 0.9),
            (x + reach * 0.9, y - reach * 0.2),
        );
        format!("M{}A{turn} {turn} 0 1 1 {}", point(from), point(to))
    }

    /// Returns the ends of a line, at the edges of the figures.
    fn way(&self, bundle: &Bundle) -> [Spot; 2] {
        let (a, b) = bundle.ends;
        let (from, to) = (self.spots[a], self.spots[b]);
        let length = distance(from, to).max(1e-6);
        let share = |place: usize| (self.nodes[place].reach * 0.9 / length).min(0.5);
        [
            between(from, to, share(a)),
            between(from, to, 1.0 - share(b)),
        ]
    }

    /// Draws an entity.
    fn entity(&self, sheet: &mut Sheet, place: usize) {
        let (node, (x, y)) = (&self.nodes[place], self.spots[place]);
        let entity = &node.actor.entity;
        let (number, label) = (
            place.to_string(),
            format!("{}, {}", entity.name, entity.kind.word()),
        );
        let class = if node.actor.is_asked {
            "node asked"
        } else {
            "node"
        };
        let is_page = self.look.is_for_page();
        let attributes = [
            ("class", class),
            ("data-actor", &number),
            ("role", if is_page { "img" } else { "" }),
            ("aria-label", if is_page { &label } else { "" }),
        ];
        sheet.begin("g", &attributes);
        sheet.title(std::slice::from_ref(&label));
        figure::draw(sheet, entity.kind, (x, y), node.reach);
        if node.actor.is_asked {
            figure::ring(sheet, entity.kind, (x, y), node.reach + 4.0);
        }
        let class = if node.actor.is_asked {
            "great middle halo"
        } else {
            "middle halo"
        };
        let body = node.body();
        for (at, line) in node.name.iter().enumerate() {
            let base = y + body.up + (at as f64 + 0.82) * node.face.line();
            sheet.text(class, (x, base), line);
        }
        sheet.end();
    }

    /// Draws what stands on the lines: numbers, arrows, crosses and words.
    fn marks(&self, sheet: &mut Sheet) {
        let mut taken = Taken::default();
        self.frames().into_iter().for_each(|frame| taken.add(frame));
        if self.bundles.len() > MOST_ARROWS {
            return;
        }
        let worded = self.bundles.len() <= MOST_WORDED;
        for bundle in self.bundles.iter().filter(|bundle| !bundle.is_loop()) {
            self.mark(sheet, bundle, worded, &mut taken);
        }
    }

    /// Draws what stands on one line, where nothing else stands.
    fn mark(&self, sheet: &mut Sheet, bundle: &Bundle, worded: bool, taken: &mut Taken) {
        let Some((from, to)) = self.visible(bundle) else {
            return;
        };
        let count = bundle.relations.len();
        let is_off = bundle.manner.stage == Stage::Off;
        self.begin(sheet, "mark", bundle);
        if count > 1 && !bundle.manner.behind {
            if let Some(spot) = free(from, to, stroke::badge_size(count), taken) {
                stroke::badge(sheet, spot, count);
            }
        } else if is_off && let Some(spot) = free(from, to, (10.0, 10.0), taken) {
            stroke::cross(sheet, spot);
        }
        let way = match bundle.flow {
            Flow::Forward => Some((from, to)),
            Flow::Back => Some((to, from)),
            Flow::Both => None,
        };
        if let Some((from, to)) = way
            && let Some(tip) = marks::tip(from, to, taken)
        {
            stroke::head(sheet, from, tip, count);
        }
        if worded && !bundle.manner.behind {
            self.words(sheet, bundle, (from, to), taken);
        }
        sheet.end();
    }

    /// Writes which kinds a line stands for, if they have room.
    fn words(
        &self,
        sheet: &mut Sheet,
        bundle: &Bundle,
        (from, to): (Spot, Spot),
        taken: &mut Taken,
    ) {
        let words = kinds(self.scene, &bundle.relations);
        let words = WORDS.clip(&words, 150.0);
        let size = (WORDS.width(&words) + 4.0, 14.0);
        if let Some((x, y)) = free(from, to, size, taken) {
            sheet.text("quiet small middle halo", (x, y + 4.0), &words);
        }
    }

    /// Returns the part of a line that no box at its ends hides, if there is one.
    fn visible(&self, bundle: &Bundle) -> Option<(Spot, Spot)> {
        let (a, b) = bundle.ends;
        let (from, to) = (self.spots[a], self.spots[b]);
        let (first, second) = (self.nodes[a].body().at(from), self.nodes[b].body().at(to));
        let (begin, end) = (first.leaves(from, to), 1.0 - second.leaves(to, from));
        (end - begin > 0.02).then(|| (between(from, to, begin), between(from, to, end)))
    }

    /// Returns what is told of a bundle where a reader points at it.
    fn told(&self, bundle: &Bundle) -> Vec<String> {
        let name = |place: usize| self.nodes[place].actor.entity.name.as_str();
        let (a, b) = bundle.ends;
        let who = if bundle.is_loop() {
            name(a).to_owned()
        } else {
            format!("{} – {}", name(a), name(b))
        };
        let mut lines = vec![format!("{who}: {}", kinds(self.scene, &bundle.relations))];
        lines.extend(words::listed(self.scene, &bundle.relations));
        lines
    }

    /// Returns the signs that occur.
    fn keys(&self) -> Vec<Key> {
        let kinds: BTreeSet<EntityKind> = self
            .nodes
            .iter()
            .map(|node| node.actor.entity.kind)
            .collect();
        let manners: BTreeSet<_> = self.bundles.iter().map(|bundle| bundle.manner).collect();
        let counted = self.bundles.iter().any(|bundle| bundle.relations.len() > 1);
        let kinds = EntityKind::ALL
            .into_iter()
            .filter(|kind| kinds.contains(kind));
        let mut keys: Vec<Key> = kinds.map(Key::Kind).collect();
        keys.extend(manners.into_iter().map(Key::Line));
        keys.extend(counted.then_some(Key::Count));
        keys
    }

    /// Returns what is to be said below.
    fn remarks(&self) -> Vec<String> {
        let named = self
            .nodes
            .iter()
            .filter(|node| !node.name.is_empty())
            .count();
        let all = self.nodes.len();
        let few = format!("The names of the {named} most linked of {all} entities are written.");
        (named < all).then_some(few).into_iter().collect()
    }
}
