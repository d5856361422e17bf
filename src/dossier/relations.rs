//! The list of relations as HTML: when, what, who, and what each source says.

use crate::answer::{Claim, Scene, Sight};
use crate::edtf::Truth;
use crate::text;

use super::html::Html;
use super::words::{self, Piece};

/// Writes all relations, part by part.
pub(super) fn write(html: &mut Html, scene: &Scene) {
    html.open(
        "section",
        &[("id", "relations"), ("aria-labelledby", "relations-head")],
    );
    html.element("h2", &[("id", "relations-head")], "Relations");
    if scene.relations.is_empty() {
        html.element("p", &[], "There are none.");
    }
    for part in words::parts(scene) {
        html.open(
            "section",
            &[("class", "part"), ("aria-labelledby", part.id)],
        );
        html.element("h3", &[("id", part.id)], part.heading);
        html.open("ol", &[("class", "relations"), ("role", "list")]);
        html.end_line();
        for (at, sight) in part.relations {
            relation(html, scene, at, sight);
        }
        html.close("ol");
        html.close("section");
    }
    html.close("section");
    html.end_line();
}

/// Writes one relation.
fn relation(html: &mut Html, scene: &Scene, at: usize, sight: &Sight) {
    let (number, id) = (at.to_string(), address(at));
    let attributes = [
        ("id", id.as_str()),
        ("data-relation", &number),
        ("data-id", sight.row.relation.as_str()),
    ];
    html.open("li", &attributes);
    when(html, sight);
    html.open("div", &[]);
    what(html, at, sight);
    html.within("p", &[("class", "who")], |html| who(html, sight));
    if let Some(summary) = &sight.row.summary {
        html.element("p", &[("class", "summary")], summary);
    }
    claims(html, scene, &sight.claims);
    html.close("div");
    html.close("li");
    html.end_line();
}

/// Returns the address of a relation within the page.
pub(super) fn address(at: usize) -> String {
    format!("relation-{at}")
}

fn when(html: &mut Html, sight: &Sight) {
    let when = sight.row.when.as_ref();
    let edtf = when.map_or("", |when| when.edtf.as_str());
    html.element(
        "p",
        &[("class", "when"), ("title", edtf)],
        &words::date(when),
    );
}

/// Writes kind, title, status and doubt; the kind is the link by which the relation is chosen.
fn what(html: &mut Html, at: usize, sight: &Sight) {
    let address = format!("#{}", address(at));
    let kind = text::capital(&text::spoken(&sight.row.kind));
    html.open("p", &[("class", "what")]);
    html.element("a", &[("href", &address), ("class", "pick")], &kind);
    if let Some(title) = &sight.row.title {
        html.element(
            "span",
            &[("class", "title")],
            &format!(" {}", words::short(title)),
        );
    }
    html.text(" ");
    let status = words::status(sight.row.status).unwrap_or_default();
    html.element("span", &[("class", "status")], &status);
    let doubt = match sight.row.certainty {
        Truth::Certain => "",
        _ => "possible",
    };
    html.text(" ");
    html.element("span", &[("class", "doubt")], doubt);
    html.close("p");
}

/// Writes who takes part, where, and through whom.
fn who(html: &mut Html, sight: &Sight) {
    for piece in words::parties(sight) {
        match piece {
            Piece::Words(words) => html.text(&words),
            Piece::Party(at) => party(html, sight, at),
        }
    }
    if let Some(place) = &sight.row.place {
        html.text(", at ");
        html.name(&words::short(&place.name));
    }
    if let Some(through) = words::through(sight) {
        html.element("span", &[("class", "through")], &format!(", {through}"));
    }
}

fn party(html: &mut Html, sight: &Sight, at: usize) {
    let name = sight
        .row
        .parties
        .get(at)
        .map(|party| words::short(&party.name));
    let actor = sight
        .parties
        .get(at)
        .map(ToString::to_string)
        .unwrap_or_default();
    let address = format!("#actor-{actor}");
    html.within("a", &[("href", &address), ("data-actor", &actor)], |html| {
        html.name(&name.unwrap_or_default());
    });
}

/// Writes what each source says, as notes that lead to the sources.
fn claims(html: &mut Html, scene: &Scene, claims: &[Claim]) {
    if claims.is_empty() {
        return;
    }
    html.open("ul", &[("class", "claims"), ("aria-label", "Said by")]);
    for claim in claims {
        html.within("li", &[], |html| one_claim(html, scene, claim));
    }
    html.close("ul");
}

fn one_claim(html: &mut Html, scene: &Scene, claim: &Claim) {
    let source = scene.sources.get(claim.source);
    let title = source.map_or("", |source| source.title.as_str());
    let number = claim.source + 1;
    let address = format!("#source-{number}");
    let attributes = [
        ("href", address.as_str()),
        ("class", "note"),
        ("title", &words::short(title)),
        ("aria-label", &format!("[{number}] source")),
    ];
    html.element("a", &attributes, &format!("[{number}]"));
    if let Some(locator) = &claim.said.locator {
        html.text(&format!(" {locator}"));
    }
    if let Some(said) = words::otherwise(claim) {
        html.element("span", &[("class", "otherwise")], &format!(" – {said}"));
    }
}
