//! The dossier as Markdown: the parts of the page as tables and lists, sources as footnotes.

use itertools::Itertools as _;

use crate::answer::{Actor, Claim, Scene, Sight, SourceRef, Stride};
use crate::edtf::Truth;
use crate::model::EntityKind;
use crate::render::escaped_for_markdown;
use crate::text;

use super::html::linkable;
use super::words::{self, Part, Piece};

/// Returns a scene as GitHub-flavoured Markdown, with a footnote for every source.
///
/// It holds what the page of the same scene does, without its pictures and filters. All that comes
/// from data is escaped: no name becomes a heading, a link or HTML.
///
/// O(size of the scene).
pub fn markdown(scene: &Scene) -> String {
    let mut blocks = vec![
        format!("# {}", safe(&scene.heading)),
        safe(&words::summary(scene)),
    ];
    let asides = words::clocks(scene).into_iter().chain(words::notes(scene));
    blocks.extend(asides.map(|aside| format!("> {}", safe(&aside))));
    blocks.extend(chains(scene));
    blocks.extend(words::parts(scene).iter().map(|part| table(scene, part)));
    blocks.extend(entities(scene));
    blocks.push(format!("Asked: {}", safe(&scene.question)));
    blocks.extend(sources(scene));
    blocks.join("\n\n") + "\n"
}

/// Returns a text of data as Markdown reads it as text.
fn safe(words: &str) -> String {
    escaped_for_markdown(&text::visible(words))
}

/// Returns the chains of an answer, one a line.
fn chains(scene: &Scene) -> Option<String> {
    if !words::has_chains(scene) {
        return None;
    }
    let told = scene.chains.iter().map(|chain| {
        let steps = chain.iter().map(|stride| step(scene, stride));
        let start = chain.first().map(|stride| name(scene, stride.from));
        format!("1. {}{}", start.unwrap_or_default(), steps.format(""))
    });
    Some(format!("## Chains\n\n{}", told.format("\n")))
}

/// Returns a step of a chain behind its beginning: by what, since when, to whom.
fn step(scene: &Scene, stride: &Stride) -> String {
    let first = stride.relations.first();
    let first = first.and_then(|at| scene.relations.get(*at));
    let how = first.map_or_else(String::new, |sight| {
        let kind = text::spoken(&sight.row.kind);
        format!("{kind}, {}", words::date(sight.row.when.as_ref()))
    });
    let more = match stride.relations.len() {
        0 | 1 => String::new(),
        many => format!(", and {} more", many - 1),
    };
    let (how, to) = (safe(&how), name(scene, stride.to));
    format!(" → *{how}{more}* → {to}")
}

fn name(scene: &Scene, actor: usize) -> String {
    let actor = scene.actors.get(actor);
    actor.map_or_else(String::new, |actor| safe(&words::short(&actor.entity.name)))
}

fn table(scene: &Scene, part: &Part<'_>) -> String {
    let rows = part.relations.iter().map(|(_, sight)| row(scene, sight));
    let head = "| When | What | Who | Summary | Sources |\n| --- | --- | --- | --- | --- |";
    format!("## {}\n\n{head}\n{}", part.heading, rows.format("\n"))
}

fn row(scene: &Scene, sight: &Sight) -> String {
    let cells = [
        safe(&words::date(sight.row.when.as_ref())),
        what(sight),
        who(sight),
        safe(sight.row.summary.as_deref().unwrap_or_default()),
        claims(scene, &sight.claims),
    ];
    format!("| {} |", cells.iter().format(" | "))
}

fn what(sight: &Sight) -> String {
    let kind = text::capital(&text::spoken(&sight.row.kind));
    let title = sight.row.title.as_deref().map(words::short);
    let doubt = (sight.row.certainty != Truth::Certain).then(|| "possible".to_owned());
    let asides = [title, words::status(sight.row.status), doubt];
    let told = std::iter::once(kind).chain(asides.into_iter().flatten());
    safe(&told.format(", ").to_string())
}

fn who(sight: &Sight) -> String {
    let party = |at: usize| {
        let party = sight.row.parties.get(at);
        party.map_or_else(String::new, |party| words::short(&party.name))
    };
    let told = words::parties(sight).into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Party(at) => party(at),
    });
    let place = sight.row.place.as_ref();
    let place = place.map(|place| format!(", at {}", words::short(&place.name)));
    let through = words::through(sight).map(|through| format!(", {through}"));
    safe(&told.chain(place).chain(through).collect::<String>())
}

/// Returns the notes of a relation: the number of each source, the place within it, and what it
/// says otherwise.
fn claims(scene: &Scene, claims: &[Claim]) -> String {
    let known = claims
        .iter()
        .filter(|claim| claim.source < scene.sources.len());
    let mut told = known.map(|claim| {
        let asides = [claim.said.locator.clone(), words::otherwise(claim)];
        let aside = asides.into_iter().flatten().join(" – ");
        let space = if aside.is_empty() { "" } else { " " };
        format!("[^{}]{space}{}", claim.source + 1, safe(&aside))
    });
    told.join("; ")
}

fn entities(scene: &Scene) -> Option<String> {
    let kinds = EntityKind::ALL.into_iter().filter_map(|kind| {
        let own = scene
            .actors
            .iter()
            .filter(|actor| actor.entity.kind == kind);
        let own = own.map(entity).join("\n");
        (!own.is_empty()).then(|| format!("### {}\n\n{own}", text::capital(kind.plural())))
    });
    let told = kinds.collect_vec();
    (!told.is_empty()).then(|| format!("## Entities\n\n{}", told.join("\n\n")))
}

fn entity(actor: &Actor) -> String {
    let class = actor.class.as_deref().map(text::spoken);
    let aliases = actor
        .aliases
        .iter()
        .map(|alias| words::short(alias))
        .join(", ");
    let aliases = (!aliases.is_empty()).then(|| format!("also {aliases}"));
    let told = [class, aliases, actor.note.clone()];
    let told = told
        .iter()
        .flatten()
        .map(|words| format!("; {}", safe(words)));
    format!("- **{}**{}", safe(&actor.entity.name), told.format(""))
}

fn sources(scene: &Scene) -> Option<String> {
    let notes = (1..).zip(&scene.sources);
    let notes = notes.map(|(number, source)| format!("[^{number}]: {}", source_told(source)));
    let told = notes.collect_vec();
    (!told.is_empty()).then(|| told.join("\n"))
}

fn source_told(source: &SourceRef) -> String {
    let title = format!("*{}*", safe(&source.title));
    let origin = Some(safe(&words::origin(source))).filter(|told| !told.is_empty());
    let address = source.url.as_deref().map(address);
    let note = source.note.as_deref().map(safe);
    let told = [Some(title), origin, address, note];
    told.into_iter().flatten().join(". ")
}

/// Returns an address as a link where Markdown takes it for one and for nothing else.
fn address(url: &str) -> String {
    let plain = linkable(url).filter(|url| !url.contains(['<', '>', '\\', '|']));
    plain.map_or_else(|| safe(url), |url| format!("<{url}>"))
}
