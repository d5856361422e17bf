//! The sources of a dossier as HTML: numbered, with what can be followed as links.

use crate::answer::{Scene, SourceRef};

use super::html::{Html, linkable};
use super::words;

/// Writes all sources in the order of their numbers.
pub(super) fn write(html: &mut Html, scene: &Scene) {
    if scene.sources.is_empty() {
        return;
    }
    html.open(
        "section",
        &[("id", "sources"), ("aria-labelledby", "sources-head")],
    );
    html.element("h2", &[("id", "sources-head")], "Sources");
    html.open("ol", &[("class", "sources"), ("role", "list")]);
    html.end_line();
    for (number, source) in (1..).zip(&scene.sources) {
        write_one(html, number, source);
    }
    html.close("ol");
    html.close("section");
    html.end_line();
}

fn write_one(html: &mut Html, number: usize, source: &SourceRef) {
    let id = format!("source-{number}");
    html.open("li", &[("id", &id), ("tabindex", "-1")]);
    html.element("span", &[("class", "number")], &format!("[{number}]"));
    html.open("div", &[]);
    html.element("cite", &[], &source.title);
    html.element("p", &[("class", "origin")], &words::origin(source));
    if let Some(url) = &source.url {
        html.within("p", &[("class", "address")], |html| address(html, url));
    }
    if let Some(note) = &source.note {
        html.element("p", &[("class", "remark")], note);
    }
    html.close("div");
    html.close("li");
    html.end_line();
}

/// Writes an address: as a link where that is safe, as text otherwise.
fn address(html: &mut Html, url: &str) {
    match linkable(url) {
        Some(url) => {
            let attributes = [("href", url), ("rel", "noopener noreferrer")];
            html.element("a", &attributes, url);
        }
        None => html.text(url),
    }
}
