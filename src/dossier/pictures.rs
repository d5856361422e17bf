//! The pictures of a scene as parts of a page, and their colours in both themes.

use crate::answer::Scene;
use crate::picture::{self, Look, Picture, Theme};

use super::html::Html;
use super::words;

/// The width at which pictures are drawn for a desk and for paper, in pixels.
const WIDE: u32 = 860;

/// The width at which they are drawn for a telephone, in pixels.
const NARROW: u32 = 350;

/// Up to how many relations pictures are drawn for a telephone too; who has more moves along the
/// wide ones. Each drawing makes the page longer.
const MOST_DRAWN_TWICE: usize = 300;

/// Draws one sort of picture.
type Draw = fn(&Scene, &Look) -> Picture;

/// Writes the chains where the answer has any, the network and the timeline.
pub(super) fn write(html: &mut Html, scene: &Scene) {
    if scene.relations.is_empty() {
        return;
    }
    if words::has_chains(scene) {
        figure(html, scene, ("chains", "Chains"), picture::chains);
    }
    figure(html, scene, ("network", "Network"), picture::network);
    figure(html, scene, ("timeline", "Timeline"), picture::timeline);
}

/// Writes a picture under its heading, each drawing in a frame along which a screen can move.
fn figure(html: &mut Html, scene: &Scene, (id, heading): (&str, &str), draw: Draw) {
    let head = format!("{id}-head");
    html.open("section", &[("id", id), ("aria-labelledby", &head)]);
    html.element("h2", &[("id", &head)], heading);
    if scene.relations.len() <= MOST_DRAWN_TWICE {
        frame(html, "frame for-desk", heading, &drawn(scene, WIDE, draw));
        frame(html, "frame for-hand", heading, &drawn(scene, NARROW, draw));
    } else {
        frame(html, "frame", heading, &drawn(scene, WIDE, draw));
    }
    html.close("section");
    html.end_line();
}

fn drawn(scene: &Scene, width: u32, draw: Draw) -> Picture {
    let theme = Theme::Page;
    draw(scene, &Look { width, theme })
}

fn frame(html: &mut Html, class: &str, heading: &str, picture: &Picture) {
    let attributes = [
        ("class", class),
        ("tabindex", "0"),
        ("role", "group"),
        ("aria-label", heading),
    ];
    html.within("div", &attributes, |html| html.markup(&picture.svg));
}

/// Returns the style of the pictures: their rules, and their colours for light and for dark.
pub(super) fn style() -> String {
    let (light, dark) = (
        picture::colours(Theme::Light),
        picture::colours(Theme::Dark),
    );
    format!(
        "{}\n:root{{{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n\
         @media screen{{:root[data-theme=\"dark\"]{{{dark}}}}}\n",
        picture::stylesheet(Theme::Page)
    )
}
