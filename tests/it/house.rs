//! The order of the house: floors, doorways, headings, and the length of files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up. A file imports from lower floors, or from its own room.
const FLOORS: &[&[&str]] = &[
    &["text", "diagnostic", "edtf", "digest", "columns"],
    &["model"],
    &["names", "graph", "answer", "files", "register", "exchange"],
    &["analysis", "import", "render", "store", "picture"],
    &["query", "dossier"],
    &["exec", "receipt", "edit"],
    &["builtin"],
    &["desk"],
];

/// Crates that only some rooms may name.
const OWNERS: &[(&str, &[&str])] = &[
    ("petgraph", &["graph", "analysis"]),
    ("resvg", &["picture"]),
    ("rustyline", &["bin"]),
    ("clap", &["bin"]),
    ("open", &["bin"]),
    ("ctrlc", &["bin"]),
    ("ron", &["files", "import"]),
    ("csv", &["render", "exchange"]),
    ("roxmltree", &["exchange"]),
    ("flate2", &["import"]),
    ("hashbrown", &["import"]),
    ("memchr", &["import"]),
    ("sha2", &["digest"]),
    ("crc32fast", &["store", "columns"]),
    ("memmap2", &["columns"]),
    ("yoke", &["columns"]),
    ("strsim", &["text", "names"]),
    ("any_ascii", &["text"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every Rust file below a folder, in order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Returns the room of a file of `src`: its folder, or its own name.
fn room(file: &Path) -> String {
    let inner = file.strip_prefix(root().join("src")).unwrap();
    let first = inner
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn floors() -> BTreeMap<&'static str, usize> {
    let rooms = FLOORS.iter().enumerate();
    rooms
        .flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor)))
        .collect()
}

/// Returns the text of a file up to its tests, without comments.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_room_has_a_floor() {
    let floors = floors();
    for file in rust_files(&root().join("src")) {
        let room = room(&file);
        assert!(
            ["lib", "bin"].contains(&room.as_str()) || floors.contains_key(room.as_str()),
            "{room}"
        );
    }
}

#[test]
fn a_file_imports_from_lower_floors_only() {
    let floors = floors();
    for file in rust_files(&root().join("src")) {
        let room = room(&file);
        let Some(floor) = floors.get(room.as_str()) else {
            continue;
        };
        for part in code(&file).split("crate::").skip(1) {
            let other: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            let Some(below) = floors.get(other.as_str()) else {
                panic!("{} imports `{other}` from the front door", file.display());
            };
            let may = other == room
                || below < floor
                || (*floor == 0 && *below == 0 && room == "diagnostic");
            assert!(
                may,
                "{} imports `{other}` from the same or a higher floor",
                file.display()
            );
        }
    }
}

#[test]
fn the_map_of_the_house_has_every_room_on_its_floor() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, floor) in floors() {
        let row = format!("| {floor} | ");
        let mut rows = map.lines().filter(|line| line.starts_with(&row));
        assert!(
            rows.any(|row| row
                .split(" | ")
                .nth(1)
                .unwrap()
                .contains(&format!("`{room}`"))),
            "ARCHITECTURE.md does not have `{room}` on floor {floor}"
        );
    }
}

#[test]
fn a_room_has_one_doorway() {
    let mut open = Vec::new();
    for file in rust_files(&root().join("src")) {
        if ["lib", "bin"].contains(&room(&file).as_str()) {
            continue;
        }
        for line in code(&file).lines().map(str::trim_start) {
            let inner = line
                .strip_prefix("pub mod ")
                .or(line.strip_prefix("pub(crate) mod "));
            if let Some(inner) = inner {
                let name = inner.trim_end_matches([';', '{', ' ']);
                open.push(format!("{}/{name}", room(&file)));
            }
        }
    }
    // Words of requests that only name types, tables of verbs and what follows them, what edits borrow
    // from the reading of questions, and worlds for tests.
    let doors = [
        "desk/asked",
        "edit/language",
        "graph/sample",
        "query/dictation",
        "query/fixture",
        "query/language",
    ];
    assert_eq!(open, doors);
}

#[test]
fn what_a_file_imports_is_named() {
    for file in rust_files(&root().join("src")) {
        assert!(
            !code(&file).contains("use super::*"),
            "{} imports all of another module",
            file.display()
        );
    }
}

#[test]
fn a_crate_is_named_in_its_rooms_only() {
    for file in rust_files(&root().join("src")) {
        let (room, code) = (room(&file), code(&file));
        for (name, rooms) in OWNERS {
            let named =
                code.contains(&format!("use {name}::")) || code.contains(&format!(" {name}::"));
            assert!(
                !named || rooms.contains(&room.as_str()),
                "{} names `{name}`",
                file.display()
            );
        }
    }
}

#[test]
fn every_file_says_what_lives_in_it() {
    for folder in ["src", "tests/it", "examples", "benches"] {
        for file in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let heading = ["//!", "#![doc = include_str!"]
                .iter()
                .any(|start| text.starts_with(start));
            assert!(heading, "{} has no heading", file.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for file in rust_files(&root().join("src")) {
        let lines = code(&file).lines().count();
        assert!(
            lines <= 600,
            "{} has {lines} lines before its tests",
            file.display()
        );
    }
}

#[test]
fn examples_stay_short_enough_to_start_from() {
    for file in rust_files(&root().join("examples")) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 80, "{} has {lines} lines", file.display());
    }
}

#[test]
fn every_test_file_is_listed() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for entry in fs::read_dir(root().join("tests/it")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "{name} is not listed"
        );
    }
}

#[test]
fn the_built_in_files_are_those_of_the_folder() {
    let listed = fs::read_to_string(root().join("src/builtin.rs")).unwrap();
    let entries = fs::read_dir(root().join("data/rwanda")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("data!(\"rwanda/{name}\")"))
        .collect();
    assert_eq!(listed.matches("data!(\"rwanda/").count(), names.len());
    let places: Vec<usize> = quoted
        .iter()
        .map(|line| listed.find(line.as_str()).expect(line))
        .collect();
    assert!(places.is_sorted(), "the list is not in order of name");
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let names = section
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim());
    for name in names {
        assert!(
            architecture.contains(&format!("`{name}`")),
            "ARCHITECTURE.md does not say why `{name}`"
        );
    }
}
