//! The entities of a dossier as HTML, by kind, with their other names.

use itertools::Itertools as _;

use crate::answer::{Actor, Scene};
use crate::model::EntityKind;
use crate::text;

use super::html::Html;
use super::words;

/// Writes all entities, kind by kind.
pub(super) fn write(html: &mut Html, scene: &Scene) {
    if scene.actors.is_empty() {
        return;
    }
    html.open(
        "section",
        &[("id", "entities"), ("aria-labelledby", "entities-head")],
    );
    html.element("h2", &[("id", "entities-head")], "Entities");
    for kind in EntityKind::ALL {
        let actors = scene.actors.iter().enumerate();
        let actors = actors
            .filter(|(_, actor)| actor.entity.kind == kind)
            .collect_vec();
        if !actors.is_empty() {
            write_kind(html, kind, &actors);
        }
    }
    html.close("section");
    html.end_line();
}

fn write_kind(html: &mut Html, kind: EntityKind, actors: &[(usize, &Actor)]) {
    html.element("h3", &[], &text::capital(kind.plural()));
    html.open("ul", &[("class", "entities"), ("role", "list")]);
    html.end_line();
    for (at, actor) in actors {
        write_one(html, *at, actor);
    }
    html.close("ul");
}

fn write_one(html: &mut Html, at: usize, actor: &Actor) {
    let (number, id) = (at.to_string(), format!("actor-{at}"));
    let address = format!("#{id}");
    html.open("li", &[("id", &id)]);
    html.within(
        "a",
        &[("href", &address), ("data-actor", &number)],
        |html| {
            html.name(&actor.entity.name);
        },
    );
    if let Some(class) = &actor.class {
        html.element(
            "span",
            &[("class", "sort")],
            &format!(", {}", text::spoken(class)),
        );
    }
    if !actor.aliases.is_empty() {
        html.open("span", &[("class", "aliases")]);
        html.text(" also ");
        for (place, alias) in actor.aliases.iter().enumerate() {
            html.text(if place == 0 { "" } else { ", " });
            html.name(&words::short(alias));
        }
        html.close("span");
    }
    if let Some(note) = &actor.note {
        html.element("p", &[("class", "remark")], note);
    }
    html.close("li");
    html.end_line();
}
