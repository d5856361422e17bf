//! The page: head with its policy, the parts in order, style and script.

use crate::answer::Scene;
use crate::digest::Digest;

use super::html::Html;
use super::{controls, data, entities, pictures, relations, sources, words};

/// The style of every page.
const STYLE: &[&str] = &[
    include_str!("assets/page.css"),
    include_str!("assets/controls.css"),
    include_str!("assets/print.css"),
];

/// The parts of the script, each on what stands before it.
const SCRIPT: &[&str] = &[
    include_str!("assets/rules.js"),
    include_str!("assets/wishes.js"),
    include_str!("assets/show.js"),
    include_str!("assets/pick.js"),
    include_str!("assets/start.js"),
];

/// Returns a scene as one HTML page that needs no other file and asks no network for anything.
///
/// The page reads and prints without its script. With it, relations are filtered by days, kinds,
/// status, certainty, words and both clocks, and what is chosen in one picture shows in the other
/// and in the list.
///
/// O(size of the scene), and what its pictures cost.
pub fn page(scene: &Scene) -> String {
    let script = script();
    let mut html = Html::default();
    html.markup("<!DOCTYPE html>\n");
    html.open("html", &[("lang", "en")]);
    html.end_line();
    head(&mut html, scene, &script);
    html.open("body", &[]);
    html.end_line();
    html.element(
        "a",
        &[("class", "skip"), ("href", "#relations")],
        "Skip to the relations",
    );
    header(&mut html, scene);
    html.open("div", &[("class", "desk")]);
    aside(&mut html, scene);
    html.open("main", &[("id", "main")]);
    pictures::write(&mut html, scene);
    relations::write(&mut html, scene);
    entities::write(&mut html, scene);
    sources::write(&mut html, scene);
    html.close("main");
    html.close("div");
    footer(&mut html, scene);
    html.open("script", &[("type", "application/json"), ("id", "data")]);
    html.markup(&data::json(scene));
    html.close("script");
    html.end_line();
    html.within("script", &[], |html| html.markup(&script));
    html.close("body");
    html.close("html");
    html.end_line();
    html.finish()
}

fn head(html: &mut Html, scene: &Scene, script: &str) {
    html.open("head", &[]);
    html.open("meta", &[("charset", "utf-8")]);
    html.open(
        "meta",
        &[
            ("http-equiv", "Content-Security-Policy"),
            ("content", &policy(script)),
        ],
    );
    html.open(
        "meta",
        &[
            ("name", "viewport"),
            ("content", "width=device-width, initial-scale=1"),
        ],
    );
    html.open("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    html.open("meta", &[("name", "generator"), ("content", "Chancery")]);
    html.element("title", &[], &words::short(&scene.heading));
    let style = STYLE.concat() + &pictures::style();
    html.within("style", &[], |html| html.markup(&style));
    html.close("head");
    html.end_line();
}

/// Returns what the page may do: show its own styles, run its own script, and nothing else.
fn policy(script: &str) -> String {
    let hash = base64(Digest::of(script).bytes());
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'"
    )
}

/// Returns the whole script, out of reach of everything else.
fn script() -> String {
    format!("(() => {{\n'use strict';\n{}}})();\n", SCRIPT.concat())
}

/// Returns bytes in the letters of base 64, as policies write digests.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sextet = bits >> (18 - 6 * at) & 0x3f;
            let letter = LETTERS
                .get(sextet as usize)
                .copied()
                .map_or('=', char::from);
            text.push(if at <= three.len() { letter } else { '=' });
        }
    }
    text
}

fn header(html: &mut Html, scene: &Scene) {
    html.open("header", &[("class", "masthead")]);
    html.element("h1", &[], &scene.heading);
    html.element("p", &[("class", "lead")], &words::summary(scene));
    for clock in words::clocks(scene) {
        html.element("p", &[("class", "clock")], &clock);
    }
    for note in words::notes(scene) {
        html.element("p", &[("class", "note")], &note);
    }
    html.open("p", &[("class", "theme"), ("hidden", "")]);
    html.element("button", &[("type", "button"), ("id", "theme")], "Dark");
    html.close("p");
    html.close("header");
    html.end_line();
}

/// Writes what stands beside the dossier: what the filters leave, the details, and the filters.
fn aside(html: &mut Html, scene: &Scene) {
    html.open(
        "aside",
        &[("class", "tools"), ("aria-label", "Filters and details")],
    );
    html.element(
        "p",
        &[("id", "count"), ("role", "status"), ("hidden", "")],
        "",
    );
    html.element("p", &[("id", "in-force")], "");
    html.open(
        "section",
        &[
            ("id", "details"),
            ("aria-labelledby", "details-head"),
            ("hidden", ""),
        ],
    );
    html.element(
        "h2",
        &[("id", "details-head"), ("tabindex", "-1")],
        "Details",
    );
    html.element("button", &[("type", "button"), ("id", "close")], "Close");
    html.element("div", &[("id", "details-body")], "");
    html.close("section");
    controls::write(html, scene);
    html.close("aside");
    html.end_line();
}

fn footer(html: &mut Html, scene: &Scene) {
    html.open("footer", &[]);
    html.open("p", &[]);
    html.text("Asked: ");
    html.element("code", &[], &scene.question);
    html.close("p");
    html.element("p", &[], HOW_TO_READ);
    html.close("footer");
    html.end_line();
}

/// What a reader should know of dates and certainty.
const HOW_TO_READ: &str = "A date is as precise as its sources: “some day in 2015” may be any day \
    of that year. What is only possible within the limits asked for is marked so. A number in \
    brackets names a source; what it says otherwise stands behind it.";

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base_64_is_that_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
