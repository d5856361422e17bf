//! `docs/json.md` against the library: the keys it lists, their order, and its examples.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chancery::render::{to_json, to_plain};
use serde_json::Value;

use super::answers;

fn text() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap()
}

/// A part of the document under a heading such as ``### `timeline` ``.
struct Part {
    /// Key and type, in the order of the table.
    keys: Vec<(String, String)>,
    example: Value,
}

fn parts() -> BTreeMap<String, Part> {
    let text = text();
    let objects = text.split("\n## The same rows").next().unwrap();
    let sections = objects.split("\n### `").skip(1);
    sections
        .map(|section| {
            let (name, body) = section.split_once('`').unwrap();
            let rows = body.lines().filter_map(|line| line.strip_prefix("| `"));
            let keys = rows.map(|row| {
                let (key, rest) = row.split_once("` | ").unwrap();
                (key.to_owned(), rest.split(" | ").next().unwrap().to_owned())
            });
            let example = body
                .split("```json\n")
                .nth(1)
                .unwrap()
                .split("\n```")
                .next()
                .unwrap();
            let example =
                serde_json::from_str(example).unwrap_or_else(|why| panic!("{name}: {why}"));
            (
                name.to_owned(),
                Part {
                    keys: keys.collect(),
                    example,
                },
            )
        })
        .collect()
}

/// Tells whether a value has a documented type: `text`, `[party]`, `date or null` …
fn fits(value: &Value, kind: &str, parts: &BTreeMap<String, Part>) -> Result<(), String> {
    if let Some(kind) = kind.strip_suffix(" or null") {
        return if value.is_null() {
            Ok(())
        } else {
            fits(value, kind, parts)
        };
    }
    if let Some(inner) = kind
        .strip_prefix('[')
        .and_then(|kind| kind.strip_suffix(']'))
    {
        let items = value.as_array().ok_or(format!("{value} is no list"))?;
        return items.iter().try_for_each(|item| fits(item, inner, parts));
    }
    let right = match kind {
        "text" => value.is_string(),
        "whole number" => value.is_u64(),
        "number" => value.is_number(),
        "true or false" => value.is_boolean(),
        "map to numbers" => value
            .as_object()
            .is_some_and(|map| map.values().all(Value::is_u64)),
        "map to text" => value
            .as_object()
            .is_some_and(|map| map.values().all(Value::is_string)),
        "rows" => value.is_array(),
        named => {
            return fits_part(
                value,
                parts.get(named).ok_or(format!("no type `{named}`"))?,
                parts,
            );
        }
    };
    if right {
        Ok(())
    } else {
        Err(format!("{value} is no {kind}"))
    }
}

fn fits_part(value: &Value, part: &Part, parts: &BTreeMap<String, Part>) -> Result<(), String> {
    let object = value.as_object().ok_or(format!("{value} is no object"))?;
    for (key, kind) in &part.keys {
        let (key, optional) = (key.trim_end_matches('?'), key.ends_with('?'));
        match object.get(key) {
            None if optional => {}
            None => return Err(format!("`{key}` is documented but not there: {value}")),
            Some(value) => fits(value, kind, parts).map_err(|why| format!("`{key}`: {why}"))?,
        }
    }
    let documented = |name: &String| {
        part.keys
            .iter()
            .any(|(key, _)| key.trim_end_matches('?') == name)
    };
    match object.keys().find(|name| !documented(name)) {
        Some(name) => Err(format!("`{name}` is there but not documented")),
        None => Ok(()),
    }
}

#[test]
fn every_answer_has_the_documented_keys_and_types() {
    let parts = parts();
    let more = [answers::cited(), answers::in_order()];
    for answer in answers::all().into_iter().chain(more) {
        let kind = answer.rows.kind();
        let object: Value = serde_json::from_str(&to_json(&answer)).unwrap();
        fits_part(&object, &parts["answer"], &parts).unwrap();
        for row in object["rows"].as_array().unwrap() {
            fits_part(row, &parts[kind], &parts).unwrap_or_else(|why| panic!("{kind}: {why}"));
        }
    }
}

#[test]
fn every_documented_example_has_the_documented_keys_and_types() {
    let parts = parts();
    for (name, part) in &parts {
        fits_part(&part.example, part, &parts).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn keys_are_documented_in_the_order_of_the_output() {
    let parts = parts();
    for answer in answers::all() {
        let part = &parts[answer.rows.kind()];
        let text = to_json(&answer);
        let row = text.split_once("\"rows\":[").unwrap().1;
        let mut rest = &row[1..];
        for key in part.keys.iter().map(|(key, _)| key.trim_end_matches('?')) {
            let quoted = format!("\"{key}\":");
            if let Some(at) = rest.find(&quoted) {
                rest = &rest[at + quoted.len()..];
            } else {
                assert!(
                    !row.contains(&quoted),
                    "{}: `{key}` is out of order",
                    answer.rows.kind()
                );
            }
        }
    }
}

#[test]
fn plain_rows_have_the_documented_fields() {
    let text = text();
    let table = text.split("| kind | fields of a row |").nth(1).unwrap();
    let rows = table.lines().skip(1).take_while(|line| !line.is_empty());
    let lines = rows.filter_map(|line| line.strip_prefix("| `"));
    for line in lines {
        let (kind, fields) = line.split_once("` | ").unwrap();
        let shown = to_plain(&answers::of_kind(kind));
        for row in shown.lines() {
            assert_eq!(
                row.matches(" | ").count(),
                fields.matches(", ").count(),
                "{kind}: {row}"
            );
        }
    }
}
