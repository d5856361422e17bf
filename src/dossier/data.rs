//! What the script of a page reckons with, as JSON: days, claims, and names to search by.
//!
//! All that is read stands in the HTML; here are numbers, and names that are not shown beside the
//! relations.

use itertools::Itertools as _;
use serde_json::{Value, json};

use crate::answer::{Actor, Claim, Dated, Reach, Scene, Sight};
use crate::edtf::{Day, Truth};
use crate::model::{Nature, Status};
use crate::text;

use super::words;

/// Beyond so many days from 1970 a day counts as open: JavaScript tells greater numbers apart no
/// better than days three million years away have to be.
const FAR: i64 = 1_000_000_000;

/// Returns the data of a page as JSON that may stand inside a script element.
pub(super) fn json(scene: &Scene) -> String {
    let relations = scene.relations.iter().map(relation).collect_vec();
    let actors = scene.actors.iter().map(actor).collect_vec();
    let data = json!({
        "relations": relations,
        "actors": actors,
    });
    inert(&data.to_string())
}

/// Returns JSON of which nothing ends the element, and nothing steers who reads the file.
fn inert(json: &str) -> String {
    let is_active = |letter: char| letter == '<' || text::steers(letter);
    let mut units = [0; 2];
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_active(letter) {
            let escapes = letter.encode_utf16(&mut units).iter();
            safe.extend(escapes.map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(letter);
        }
    }
    safe
}

fn relation(sight: &Sight) -> Value {
    let claims = sight.claims.iter();
    let claims = claims.map(|one| claim(sight, one)).collect_vec();
    json!({
        "kind": sight.row.kind,
        "nature": sight.nature.word(),
        "isCertain": sight.row.certainty == Truth::Certain,
        "isTold": sight.is_told,
        "parties": sight.parties,
        "status": word(sight.row.status),
        "date": date(sight.row.when.as_ref(), sight.nature),
        "claims": claims,
    })
}

/// Returns what one source says: between which days it was published, and the status and the date
/// that it has otherwise.
fn claim(sight: &Sight, claim: &Claim) -> Value {
    let (first, last) = claim.published;
    let when = claim.said.when.as_ref();
    json!({
        "published": [number(first), number(last)],
        "status": claim.said.status.map(word),
        "date": when.map(|when| date(Some(when), sight.nature)),
    })
}

/// Returns a status by its word and as the page tells it.
fn word(status: Status) -> Value {
    json!([status.word(), words::status(status).unwrap_or_default()])
}

/// Returns a date in words, with the days on which it may be and those on which it surely is.
fn date(when: Option<&Dated>, nature: Nature) -> Value {
    let days = Reach::of(when.map(|when| &when.edtf), nature);
    json!({
        "told": words::date(when),
        "possible": [number(days.possible.0), number(days.possible.1)],
        "sure": [number(days.sure.0), number(days.sure.1)],
    })
}

/// Returns an entity. Its name is written where a choice is told, hence visible; the search finds it
/// by the letters that it really has as well.
fn actor(actor: &Actor) -> Value {
    let name = text::visible(&actor.entity.name);
    let hidden = (name != actor.entity.name).then_some(&actor.entity.name);
    let aliases = actor.aliases.iter().chain(hidden).collect_vec();
    json!({
        "name": name,
        "id": actor.entity.id.as_str(),
        "kind": actor.entity.kind.word(),
        "aliases": aliases,
        "isAsked": actor.is_asked,
    })
}

fn number(day: Day) -> i64 {
    day.number().clamp(-FAR, FAR)
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn what_the_script_reads_neither_ends_its_element_nor_steers() {
        let names = [
            "</script>",
            "\u{202e}gnihton",
            "a\u{7f}\u{9b}",
            "\u{e0041}é東京",
        ];
        let json = serde_json::json!(names).to_string();
        let safe = inert(&json);
        assert!(!safe.contains('<') && !safe.chars().any(crate::text::steers));
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), names);
    }
}
