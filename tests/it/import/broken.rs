//! Files with something wrong in them: it is told with its place, and the good rows are kept.

use chancery::import::{Dialect, ImportError, ImportOptions, Input};

use super::gazette::Gazette;
use super::{imported, lines, rejects, report, try_import};

#[test]
fn a_row_of_too_few_or_too_many_columns_is_rejected_and_the_others_are_kept() {
    let report = report("day,from,to\n2014-06-28,A\n2014-06-28,A,B\n2014-06-28,A,B,C\n");
    assert_eq!((report.read, report.kept, report.rejected), (3, 1, 2));
    assert_eq!(
        rejects(&report),
        [
            "gazette.csv:2: 2 columns, expected 3",
            "gazette.csv:4: 4 columns, expected 3"
        ]
    );
}

#[test]
fn an_absurd_date_is_rejected_with_its_column() {
    let report = report("day,from,to\n0000-00-00,A,B\n2014-02-30,A,B\n99999999-01-01,A,B\n");
    assert_eq!((report.kept, report.rejected), (0, 3));
    assert_eq!(
        rejects(&report)[1],
        "gazette.csv:3:1: `2014-02-30` is no day"
    );
}

#[test]
fn line_ends_of_all_sorts_may_stand_in_one_file() {
    let text =
        "day,from,to\r\n2014-06-28,A,B\n2014-06-29,A,B\r2014-06-30,A,B\r\n\r\n\r2014-07-01,A,B";
    let report = report(text);
    assert_eq!((report.read, report.kept), (4, 4));
    let numbers: Vec<u64> = lines(Input::of_bytes("x", text))
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4, 7]);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    let input = Input::of_bytes("x", "\u{feff}day,from,to\n");
    assert_eq!(lines(input), [(1, "day,from,to".to_owned())]);
    assert_eq!(report("\u{feff}day,from,to\n2014-06-28,A,B\n").kept, 1);
}

#[test]
fn a_file_of_two_bytes_a_character_is_told_as_such() {
    let text: Vec<u8> = "\u{feff}day\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = try_import(text, Gazette::default(), &ImportOptions::new()).unwrap_err();
    assert_eq!(error.to_string(), "`gazette.csv` is UTF-16 text");
}

#[test]
fn bytes_that_are_no_utf8_are_read_as_windows_1252_and_told_once() {
    let mut text = b"day,from,to\n2014-06-28,C\xF4te d'Ivoire,B\n2014-06-29,".to_vec();
    text.extend("Türkiye,B\n".bytes());
    text.extend(b"2014-06-30,Cura\xE7ao,\x80uroland\n");
    let report = report(text);
    assert_eq!((report.read, report.kept), (3, 3));
    assert_eq!(report.notes.len(), 1);
    let note = &report.notes[0];
    assert_eq!((note.rows, note.lines[0]), (2, 2));
    assert_eq!(note.what, "bytes that are no UTF-8, read as Windows-1252");
}

#[test]
fn a_line_with_a_nul_is_rejected() {
    let report = report("day,from,to\n2014-06-28,A,B\n2014-06-29,A\0,B\n2014-06-30,A,B\n");
    assert_eq!((report.read, report.kept, report.rejected), (3, 2, 1));
    assert_eq!(
        rejects(&report),
        ["gazette.csv:3: the line has a NUL byte, which no text has"]
    );
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_row_alone() {
    let mut text = String::from("day,from,to\n2014-06-28,\"A,B\n");
    for _ in 0..100_000 {
        text.push_str("2014-06-29,Ruritania,Freedonia\n");
    }
    let report = report(text);
    assert_eq!(
        (report.read, report.kept, report.rejected),
        (100_001, 100_000, 1)
    );
    assert_eq!(
        rejects(&report),
        ["gazette.csv:2:12: the quote that opens here is not closed within 1 MiB"]
    );
}

#[test]
fn a_quote_that_is_open_at_the_end_gives_the_rows_behind_it_back() {
    let report = report("day,from,to\n2014-06-28,\"A,B\n2014-06-29,A,B\n2014-06-30,A,B\n");
    assert_eq!((report.read, report.kept, report.rejected), (3, 2, 1));
    assert_eq!(
        rejects(&report),
        ["gazette.csv:2:12: the quote that opens here is not closed before the end of the file"]
    );
}

#[test]
fn many_open_quotes_take_no_longer_than_one() {
    let mut text = String::from("day,from,to\n");
    for _ in 0..50_000 {
        text.push_str("2014-06-28,A,\"B inches\n");
    }
    let report = report(text);
    assert_eq!(report.read, report.rejected);
    assert_eq!(report.read, 50_000);
}

#[test]
fn a_quoted_field_may_go_over_lines() {
    let text = "a,\"b\r\n\nc\"\nd\n";
    let mut records = Input::of_bytes("x", text).into_records(Dialect::CSV);
    let record = records.next().unwrap().unwrap();
    assert_eq!((record.line, record.get(1)), (1, Some("b\n\nc")));
    let record = records.next().unwrap().unwrap();
    assert_eq!(
        (record.line, record.get(0), record.len()),
        (4, Some("d"), 1)
    );
    assert!(records.next().unwrap().is_none());
}

#[test]
fn the_first_row_at_fault_ends_a_strict_import() {
    let text = "day,from,to\n2014-06-28,A,B\nx,A,B\ny,A,B\n";
    let error = try_import(text, Gazette::default(), &ImportOptions::new().strict(true));
    let error = error.unwrap_err();
    assert!(matches!(error, ImportError::Refused { .. }));
    assert_eq!(error.to_string(), "gazette.csv:3:1: `x` is no day");
    let nul = "day,from,to\n2014-06-28,A\0,B\n";
    let error = try_import(nul, Gazette::default(), &ImportOptions::new().strict(true));
    assert!(matches!(error, Err(ImportError::Refused { .. })));
}

#[test]
fn somebody_who_cannot_play_a_role_costs_the_row() {
    let speeches = Gazette {
        kind: "speech",
        roles: ["speaker", "audience"],
        merges: false,
    };
    let text = "day,from,to\n2014-06-28,A,Zenda (place)\n2014-06-28,Zenda (place),A\n";
    let report = imported(text, speeches);
    assert_eq!((report.kept, report.rejected), (1, 1));
    assert!(
        rejects(&report)[0].starts_with("gazette.csv:3: `zenda` is a place"),
        "{report}"
    );
}

#[test]
fn a_form_that_no_relation_can_have_ends_the_import() {
    let wrong = Gazette {
        kind: "cal",
        ..Gazette::default()
    };
    let error = try_import("day,from,to\n", wrong, &ImportOptions::new()).unwrap_err();
    assert!(matches!(error, ImportError::UnfitForm { .. }), "{error}");
}

#[test]
fn of_many_rejected_rows_the_first_are_told_and_all_are_counted() {
    let text = format!("day,from,to\n{}", "x,A,B\n".repeat(1_000));
    let report = report(text);
    assert_eq!((report.rejected, report.rejects.len()), (1_000, 100));
    assert!(report.to_string().contains("… and 980 more"), "{report}");
}

#[test]
fn an_unknown_file_is_told_with_its_first_line_and_with_what_was_looked_for() {
    let mut input = Input::of_bytes("notes.txt", "\u{1b}[31mDear diary\nx");
    let error = chancery::import::detect(&mut input).unwrap_err();
    let told = error.diagnostic().to_string();
    assert!(told.contains("`␛[31mDear diary`"), "{told}");
    assert!(told.contains("`ron`"), "{told}");
    let mut input = Input::of_bytes("empty.csv", "");
    let error = chancery::import::detect(&mut input).unwrap_err();
    assert_eq!(error.to_string(), "`empty.csv` is empty");
}

#[test]
fn a_missing_file_is_named_with_what_the_system_says() {
    let error = Input::open(std::path::Path::new("absent.csv")).unwrap_err();
    assert_eq!(error.to_string(), "cannot read `absent.csv`");
    assert!(
        error
            .diagnostic()
            .to_string()
            .contains("help: no such file")
    );
}
