//! Laws: whatever names are made of, tables keep their width and no control character gets out.

use chancery::answer::{Answer, ConflictRow, FieldRow, Rows, TimelineRow};
use chancery::render::{Format, Style, render};
use chancery::text;
use proptest::prelude::*;

use super::answers;

/// The narrowest width that a table obeys.
const NARROWEST: usize = 40;

/// Puts a name of somebody else's choice wherever answers have text.
fn renamed(mut answer: Answer, name: &str) -> Answer {
    match &mut answer.rows {
        Rows::Find(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.entity.name);
            name.clone_into(&mut row.matched);
        }),
        Rows::Neighbours(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.entity.name);
            row.kinds.push((name.to_owned(), u64::MAX));
        }),
        Rows::Paths(rows) => rows
            .iter_mut()
            .flat_map(|row| &mut row.steps)
            .for_each(|step| {
                name.clone_into(&mut step.from.name);
                name.clone_into(&mut step.to.name);
                name.clone_into(&mut step.words);
                step.title = Some(name.to_owned());
            }),
        Rows::Timeline(rows) => rows.iter_mut().for_each(|row| rename(row, name)),
        Rows::Common(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.entity.name);
            row.with
                .iter_mut()
                .for_each(|with| name.clone_into(&mut with.entity.name));
        }),
        Rows::Date(rows) => rows
            .iter_mut()
            .for_each(|row| name.clone_into(&mut row.words)),
        Rows::Why(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.source.title);
            row.source.url = Some(name.to_owned());
            row.note = Some(name.to_owned());
        }),
        Rows::Count(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.key);
            row.label = None;
        }),
        Rows::Who(rows) => rows.iter_mut().for_each(|row| {
            row.title = Some(name.to_owned());
            let named = row.entity.iter_mut().chain(&mut row.body);
            named
                .chain(&mut row.overlaps)
                .for_each(|entity| name.clone_into(&mut entity.name));
        }),
        Rows::Changes(rows) => rows
            .iter_mut()
            .for_each(|change| rename(&mut change.row, name)),
        Rows::Conflicts(rows) => rows
            .iter_mut()
            .for_each(|conflict| rename_conflict(conflict, name)),
        _ => rename_whole(&mut answer.rows, name),
    }
    answer.notes.push(name.to_owned());
    name.clone_into(&mut answer.question);
    answer
}

/// Does so in a disagreement.
fn rename_conflict(conflict: &mut ConflictRow, name: &str) {
    rename(&mut conflict.row, name);
    for side in &mut conflict.sides {
        name.clone_into(&mut side.value);
        for voice in &mut side.sources {
            voice.locator = Some(name.to_owned());
        }
    }
}

/// Does so in the answers about everybody.
fn rename_whole(rows: &mut Rows, name: &str) {
    match rows {
        Rows::Rank(rows) => rows
            .iter_mut()
            .for_each(|row| name.clone_into(&mut row.entity.name)),
        Rows::Groups(rows) => {
            let members = rows.iter_mut().flat_map(|row| &mut row.members);
            members.for_each(|member| name.clone_into(&mut member.name));
        }
        Rows::History(_) | Rows::Log(_) | Rows::Diff(_) | Rows::Merge(_) => {
            rename_recorded(rows, name);
        }
        _ => rename_file(rows, name),
    }
}

/// Does so in the answers about what was recorded.
fn rename_recorded(rows: &mut Rows, name: &str) {
    let rename_field = |field: &mut FieldRow| {
        field.was = Some(name.to_owned());
        name.clone_into(&mut field.words);
    };
    match rows {
        Rows::History(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.by);
            name.clone_into(&mut row.words);
            name.clone_into(&mut row.record.id);
            row.fields.iter_mut().for_each(rename_field);
        }),
        Rows::Log(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.by);
            name.clone_into(&mut row.words);
        }),
        Rows::Diff(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.name);
            name.clone_into(&mut row.record.id);
            row.fields.iter_mut().for_each(rename_field);
        }),
        Rows::Merge(rows) => rows.iter_mut().for_each(|row| {
            name.clone_into(&mut row.field);
            row.ours = Some(name.to_owned());
            row.theirs_by
                .iter_mut()
                .for_each(|hand| name.clone_into(&mut hand.by));
        }),
        _ => unreachable!("these are the answers about what was recorded"),
    }
}

/// Does so in the answers about one thing.
fn rename_file(rows: &mut Rows, name: &str) {
    match rows {
        Rows::Relation(file) => {
            rename(&mut file.row, name);
            file.part_of = Some((name.to_owned(), name.to_owned()));
            file.parts.iter_mut().for_each(|row| rename(row, name));
        }
        Rows::Source(file) => {
            name.clone_into(&mut file.source.title);
            file.source.file = Some(name.to_owned());
        }
        Rows::Entity(dossier) => {
            name.clone_into(&mut dossier.entity.name);
            dossier.aliases = vec![name.to_owned(); 3];
            dossier.note = Some(name.to_owned());
        }
        Rows::Between(pair) => {
            name.clone_into(&mut pair.a.name);
            pair.go_betweens
                .iter_mut()
                .for_each(|row| name.clone_into(&mut row.entity.name));
        }
        _ => unreachable!("every list is renamed above"),
    }
}

fn rename(row: &mut TimelineRow, name: &str) {
    name.clone_into(&mut row.kind);
    row.title = Some(name.to_owned());
    row.summary = Some(name.to_owned());
    row.topics = vec![name.to_owned(); 3];
    for link in &mut row.through {
        name.clone_into(&mut link.entity.name);
        link.title = Some(name.to_owned());
    }
    let names = row.parties.iter_mut().map(|party| &mut party.name);
    let names = names.chain(row.place.iter_mut().map(|place| &mut place.name));
    names.for_each(|other| name.clone_into(other));
}

#[track_caller]
fn check(name: &str) {
    for answer in answers::all() {
        let answer = renamed(answer, name);
        for width in [1, NARROWEST, 60, 80, 120] {
            let style = Style {
                width,
                ..Style::default()
            };
            let drawn = render(&answer, &style).plain();
            assert_eq!(drawn, render(&answer, &style).plain(), "not the same twice");
            for line in drawn.lines() {
                let columns = text::width(line);
                assert!(
                    columns <= width.max(NARROWEST),
                    "{columns} columns of {width}: {line:?}"
                );
            }
        }
        for format in [Format::Table, Format::Plain, Format::Md] {
            let drawn = render(
                &answer,
                &Style {
                    format,
                    ..Style::default()
                },
            )
            .plain();
            let steers = |letter: char| letter.is_control() && letter != '\n';
            assert!(!drawn.contains(steers), "{format}: {drawn:?}");
            assert!(
                !drawn.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}']),
                "{drawn:?}"
            );
        }
        let plain = render(
            &answer,
            &Style {
                format: Format::Plain,
                ..Style::default()
            },
        )
        .plain();
        let other = render(
            &renamed(answer, "x"),
            &Style {
                format: Format::Plain,
                ..Style::default()
            },
        )
        .plain();
        let rows = |text: &str| text.lines().filter(|line| !line.starts_with("# ")).count();
        // A single value that is blank is not told at all.
        assert!(
            rows(&plain) == rows(&other) || name.trim().is_empty(),
            "{plain}"
        );
    }
}

#[test]
fn escape_sequences_do_not_steer() {
    check("\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m red \u{8}\u{8}");
}

#[test]
fn overrides_of_direction_do_not_turn_the_line() {
    check("abc\u{202e}fed\u{2066}x\u{200f}\u{2028}y");
}

#[test]
fn a_name_of_ten_thousand_letters_is_cut() {
    check(&"x".repeat(10_000));
    check(&"long ".repeat(2_000));
}

#[test]
fn wide_and_combining_letters_keep_the_columns() {
    check(&"東京都".repeat(40));
    check(&"e\u{301}\u{323}".repeat(90));
    check("👩‍👩‍👧‍👦 ❤️ 🇷🇼 ☎️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️");
    check(&"وزير الخارجية لا لا لا".repeat(20));
}

#[test]
fn line_breaks_and_tabs_do_not_make_new_rows() {
    check("first\nsecond\r\n\tthird | fourth");
}

#[test]
fn an_empty_name_breaks_nothing() {
    check("");
    check("   ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_name_breaks_a_table(name in any::<String>()) {
        check(&name);
    }
}
