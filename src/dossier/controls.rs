//! What filters a dossier, as HTML. The script shows it; without one there is nothing to filter by.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::answer::{Scene, Sight};
use crate::edtf::Truth;
use crate::model::Status;
use crate::text;

use super::html::{Attribute, Html};

/// What stands for the kinds without a PLOVER category.
const NO_CATEGORY: &str = "OTHER";

/// Writes the form.
pub(super) fn write(html: &mut Html, scene: &Scene) {
    html.open(
        "details",
        &[("id", "controls"), ("open", ""), ("hidden", "")],
    );
    html.element("summary", &[], "Filter");
    html.open(
        "form",
        &[
            ("id", "filter"),
            ("autocomplete", "off"),
            ("role", "search"),
            ("aria-label", "Filter relations"),
        ],
    );
    search(html);
    slider(html);
    clocks(html);
    kinds(html, scene);
    statuses(html, scene);
    marks(html, scene);
    html.element("button", &[("type", "reset")], "Show all");
    html.close("form");
    html.close("details");
    html.end_line();
}

fn search(html: &mut Html) {
    html.open("p", &[("class", "field")]);
    html.element("label", &[("for", "search")], "Search");
    let hint = "name, other name, words (press /)";
    html.open(
        "input",
        &[
            ("type", "search"),
            ("id", "search"),
            ("name", "q"),
            ("placeholder", hint),
            ("spellcheck", "false"),
        ],
    );
    html.close("p");
}

/// Writes the two handles of the slider; the script knows the days and sets the ends.
fn slider(html: &mut Html) {
    html.open("fieldset", &[("class", "span")]);
    html.element("legend", &[], "Days");
    html.open("div", &[("class", "track")]);
    for (id, word) in [("from", "From"), ("to", "To")] {
        html.open(
            "input",
            &[
                ("type", "range"),
                ("id", id),
                ("aria-label", word),
                ("min", "0"),
                ("max", "0"),
                ("step", "1"),
            ],
        );
    }
    html.close("div");
    html.open("p", &[("class", "ends")]);
    for (id, end) in [("from", "from-told"), ("to", "to-told")] {
        html.element("output", &[("id", end), ("for", id)], "");
    }
    html.close("p");
    html.close("fieldset");
}

fn clocks(html: &mut Html) {
    let clocks = [
        (
            "as-of",
            "As of",
            "Ties in force on this day, events up to it",
        ),
        (
            "known-by",
            "Known by",
            "What had been published by this day",
        ),
    ];
    html.open("fieldset", &[("class", "clocks")]);
    html.element("legend", &[], "Clocks");
    for (id, word, hint) in clocks {
        let told = format!("{id}-hint");
        html.open("p", &[("class", "field")]);
        html.element("label", &[("for", id)], word);
        html.open(
            "input",
            &[("type", "date"), ("id", id), ("aria-describedby", &told)],
        );
        html.element("small", &[("id", &told)], hint);
        html.close("p");
    }
    html.close("fieldset");
}

/// Writes a box for every category and, below it, for every kind, with their numbers.
fn kinds(html: &mut Html, scene: &Scene) {
    let mut categories: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for sight in &scene.relations {
        let category = sight.category.as_deref().unwrap_or(NO_CATEGORY);
        let kinds = categories.entry(category).or_default();
        *kinds.entry(&sight.row.kind).or_default() += 1;
    }
    html.open("fieldset", &[("class", "kinds")]);
    html.element("legend", &[], "Kinds");
    for (category, kinds) in &categories {
        let all = kinds.values().sum();
        html.open("div", &[("class", "category")]);
        let name = text::capital(&category.to_lowercase());
        tick(html, &[("data-category", category)], &name, all);
        html.open(
            "div",
            &[
                ("class", "kinds-of-it"),
                ("role", "group"),
                ("aria-label", &name),
            ],
        );
        for (kind, number) in kinds {
            let name = text::spoken(kind);
            tick(html, &[("name", "kind"), ("value", kind)], &name, *number);
        }
        html.close("div");
        html.close("div");
    }
    html.close("fieldset");
}

fn statuses(html: &mut Html, scene: &Scene) {
    let number = |status: Status| {
        let relations = scene.relations.iter();
        relations.filter(|sight| may_have(sight, status)).count()
    };
    let statuses = Status::ALL.iter().map(|status| (status, number(*status)));
    let statuses = statuses.filter(|(_, number)| *number > 0).collect_vec();
    html.open("fieldset", &[("class", "statuses")]);
    html.element("legend", &[], "Status");
    for (status, number) in statuses {
        let name = text::spoken(status.word());
        tick(
            html,
            &[("name", "status"), ("value", status.word())],
            &name,
            number,
        );
    }
    html.close("fieldset");
}

/// Tells whether a relation has a status, or had it by some of its sources.
fn may_have(sight: &Sight, status: Status) -> bool {
    let mut said = sight.claims.iter().map(|claim| claim.said.status);
    sight.row.status == status || said.contains(&Some(status))
}

/// Writes the boxes for what is certain and for what only stands around the rest.
fn marks(html: &mut Html, scene: &Scene) {
    let certain = scene.relations.iter();
    let certain = certain
        .filter(|sight| sight.row.certainty == Truth::Certain)
        .count();
    let around = scene
        .relations
        .iter()
        .filter(|sight| !sight.is_told)
        .count();
    html.open("fieldset", &[("class", "marks")]);
    html.element("legend", &[], "Which");
    write_tick(html, &[("id", "certain")], "certain only", Some(certain));
    if around > 0 {
        let attributes = [("id", "around"), ("checked", "")];
        write_tick(html, &attributes, "links around them", Some(around));
    }
    html.close("fieldset");
}

/// Writes a box that is ticked.
fn tick(html: &mut Html, attributes: &[Attribute<'_>], name: &str, number: usize) {
    let all = [attributes, &[("checked", "")]].concat();
    write_tick(html, &all, name, Some(number));
}

fn write_tick(html: &mut Html, attributes: &[Attribute<'_>], name: &str, number: Option<usize>) {
    html.open("label", &[("class", "tick")]);
    html.open("input", &[&[("type", "checkbox")], attributes].concat());
    html.text(" ");
    html.element("span", &[], name);
    if let Some(number) = number {
        html.text(" ");
        html.element("small", &[], &number.to_string());
    }
    html.close("label");
}
