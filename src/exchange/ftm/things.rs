//! Entities and sources as entities of FollowTheMoney.

use super::ids::Ids;
use super::line::Line;
use crate::exchange::wikidata;
use crate::model::{Entity, EntityKind, Source};

/// The scheme of the codes of countries.
const ISO: &str = "iso3166-1-alpha-2";
/// What the topics of FollowTheMoney call some sorts of bodies.
const TOPICS: [(&str, &str); 7] = [
    ("armed-force", "mil"),
    ("bank", "fin.bank"),
    ("igo", "gov.igo"),
    ("party", "pol.party"),
    ("union", "pol.union"),
    ("ministry", "gov.national"),
    ("agency", "gov.national"),
];

/// Returns the schema of an entity.
pub(super) fn schema(entity: &Entity) -> &'static str {
    match (entity.kind, entity.class.as_deref()) {
        (EntityKind::Person, _) => "Person",
        (EntityKind::Institution, Some("company")) => "Company",
        (EntityKind::State, _)
        | (EntityKind::Institution, Some("public-body" | "ministry" | "agency")) => "PublicBody",
        (EntityKind::Institution | EntityKind::Forum, _) => "Organization",
        (EntityKind::Instrument, _) => "Project",
        (EntityKind::Place, _) => "Address",
    }
}

/// Returns an entity as a thing of FollowTheMoney.
pub(super) fn thing(entity: &Entity, ids: &Ids) -> Line {
    let mut line = Line::new(ids.id(&entity.id), schema(entity));
    line.name("name", &entity.name);
    if entity.kind == EntityKind::Place {
        line.place("full", &entity.name);
    }
    for alias in &entity.aliases {
        line.name("alias", alias);
    }
    // The vocabulary knows no states and forums; it has a place for the sort of a body.
    if matches!(entity.kind, EntityKind::State | EntityKind::Forum) {
        line.push("classification", entity.kind.word());
    }
    if entity.kind == EntityKind::State {
        line.push("topics", "gov.national");
        let country = entity.codes.get(ISO).map(|code| code.to_ascii_lowercase());
        if let Some(country) = country.filter(|code| is_country(code)) {
            line.push("country", country);
        }
    }
    let item = entity.codes.get(wikidata::SCHEME);
    if let Some(item) = item.filter(|code| wikidata::is_item(code)) {
        line.push("wikidataId", item);
    }
    let topic = TOPICS
        .iter()
        .find(|(class, _)| entity.class.as_deref() == Some(*class));
    if let Some((_, topic)) = topic.filter(|_| entity.kind == EntityKind::Institution) {
        line.push("topics", *topic);
    }
    if let Some(note) = &entity.note {
        line.text("notes", note);
    }
    line
}

/// Returns a source as an article.
pub(super) fn article(source: &Source) -> Line {
    let mut line = Line::new(article_id(source), "Article");
    line.name("name", &source.title);
    line.string("title", &source.title);
    if let Some(publisher) = &source.publisher {
        line.string("publisher", publisher);
    }
    if let Some(published) = &source.published {
        line.date("publishedAt", published.as_str());
    }
    if let Some(retrieved) = &source.retrieved {
        line.date("retrievedAt", retrieved.as_str());
    }
    if let Some(url) = &source.url {
        line.url("sourceUrl", url);
    }
    if let Some(file) = &source.file {
        line.string("fileName", file);
    }
    line
}

/// Returns the id of the article that a source becomes.
pub(super) fn article_id(source: &Source) -> String {
    format!("source.{}", source.id)
}

/// Codes of countries that are no more, which FollowTheMoney does not know.
const GONE: [&str; 22] = [
    "an", "bu", "cs", "dy", "fq", "fx", "hv", "jt", "mi", "nh", "nq", "nt", "pc", "pu", "pz", "rh",
    "su", "tp", "vd", "wk", "yd", "yu",
];

/// Tells whether a code may be one of a country. Those that everybody may use as he likes are not,
/// but for the one that most use for Kosovo.
fn is_country(code: &str) -> bool {
    let is_free = matches!(code.as_bytes(), [b'x', other] if *other != b'k')
        || matches!(code, "aa" | "zz")
        || matches!(code.as_bytes(), [b'q', b'm'..=b'z']);
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code && !is_free && !GONE.contains(&code)
}
