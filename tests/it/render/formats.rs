//! What programs read: JSON and CSV that their own readers take back, and what people are told
//! about rows that are not there.

use chancery::answer::{Answer, CountRow, End, Rows};
use chancery::render::{Format, Style, render, render_warnings, to_json, to_plain};
use serde_json::Value;

use super::answers;

fn shown(answer: &Answer, format: Format) -> String {
    render(
        answer,
        &Style {
            format,
            ..Style::default()
        },
    )
    .plain()
}

fn table(answer: &Answer, style: Style) -> String {
    render(answer, &style).plain()
}

#[test]
fn every_answer_is_one_json_object_on_one_line() {
    for answer in answers::all() {
        let text = shown(&answer, Format::Json);
        assert_eq!(text.matches('\n').count(), 1);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["kind"], answer.rows.kind());
        assert_eq!(value["rows"].as_array().unwrap().len(), answer.rows.len());
    }
}

#[test]
fn the_keys_of_the_object_stand_in_the_documented_order() {
    let mut answer = Answer::new("date 2025", Rows::Date(Vec::new()));
    answer.as_of = Some(answers::edtf("2025"));
    answer.notes.push("a note".to_owned());
    answer.warnings.push("a warning".to_owned());
    assert_eq!(
        to_json(&answer),
        "{\"schema\":1,\"question\":\"date 2025\",\"kind\":\"date\",\"as_of\":\"2025\",\"known_by\":null,\
         \"rows\":[],\"total\":0,\"truncated\":false,\"warnings\":[\"a note\",\"a warning\"]}"
    );
}

#[test]
fn json_lines_are_the_rows_of_the_object() {
    for answer in answers::all() {
        let object: Value = serde_json::from_str(&to_json(&answer)).unwrap();
        let lines = shown(&answer, Format::Jsonl);
        let rows: Vec<Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(object["rows"], Value::Array(rows));
    }
}

#[test]
fn a_csv_reader_takes_every_answer_back() {
    for answer in answers::all() {
        let text = shown(&answer, Format::Csv);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        let mut unique = names.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "{names:?}");
        assert!(reader.records().all(|record| record.is_ok()));
    }
}

#[test]
fn tsv_has_the_fields_of_csv_without_quotes() {
    for answer in answers::all() {
        let comma = shown(&answer, Format::Csv);
        let tab = shown(&answer, Format::Tsv);
        let read = |text: &str, delimiter, quoting| -> Vec<csv::StringRecord> {
            let mut builder = csv::ReaderBuilder::new();
            builder
                .has_headers(false)
                .delimiter(delimiter)
                .quoting(quoting);
            builder
                .from_reader(text.as_bytes())
                .records()
                .map(Result::unwrap)
                .collect()
        };
        assert_eq!(read(&comma, b',', true), read(&tab, b'\t', false));
    }
}

#[test]
fn data_is_kept_to_the_letter_where_programs_read() {
    let key = "=cmd|'/c calc'!A1\n\"x\",\u{202e}";
    let row = CountRow {
        key: key.to_owned(),
        count: 1,
        possible: 0,
        label: None,
    };
    let answer = Answer::new("count", Rows::Count(vec![row]));
    let text = shown(&answer, Format::Csv);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.records().next().unwrap().unwrap().get(0), Some(key));
    let object: Value = serde_json::from_str(&to_json(&answer)).unwrap();
    assert_eq!(object["rows"][0]["key"], key);
    assert_eq!(shown(&answer, Format::Tsv).lines().count(), 2);
}

#[test]
fn an_empty_answer_is_one_clear_sentence() {
    let mut answer = Answer::new("neighbours x", Rows::Neighbours(Vec::new()));
    assert_eq!(shown(&answer, Format::Table), "nothing found\n");
    assert_eq!(to_plain(&answer), "# nothing found");
    answer
        .notes
        .push("no path within 6 hops; 2 without the date window".to_owned());
    assert_eq!(
        shown(&answer, Format::Table),
        "no path within 6 hops; 2 without the date window\n"
    );
    assert_eq!(shown(&answer, Format::Csv).lines().count(), 1);
    assert_eq!(shown(&answer, Format::Jsonl), "");
}

#[test]
fn a_screenful_says_how_to_see_the_rest() {
    let mut answer = answers::of_kind("timeline");
    let last = |answer: &Answer, rows| {
        let text = table(
            answer,
            Style {
                rows,
                ..Style::default()
            },
        );
        let line = text
            .lines()
            .find(|line| line.contains("relations"))
            .unwrap();
        line.to_owned()
    };
    assert_eq!(last(&answer, None), "4 relations");
    assert_eq!(last(&answer, Some(9)), "4 relations");
    assert_eq!(
        last(&answer, Some(2)),
        "showing 2 of 4 relations, `last` shows all"
    );
    answer.total = 54;
    answer.truncated = true;
    assert_eq!(
        last(&answer, None),
        "showing 4 of 54 relations, `limit 54` shows all"
    );
    assert_eq!(shown(&answer, Format::Plain).lines().count(), 5);
}

#[test]
fn rows_asked_for_by_their_end_are_not_called_left_out() {
    let mut answer = answers::of_kind("timeline");
    answer.total = 54;
    answer.truncated = true;
    answer.end = Some(End::Last);
    let line = |rows| {
        let style = Style {
            rows,
            ..Style::default()
        };
        let text = table(&answer, style);
        let line = text.lines().find(|line| line.contains("relations"));
        line.map(str::to_owned)
    };
    assert_eq!(
        line(None).as_deref(),
        Some("showing the last 4 of 54 relations")
    );
    assert_eq!(
        line(Some(2)).as_deref(),
        Some("showing 2 of the last 4 of 54 relations, `last` shows all 4")
    );
}

#[test]
fn other_formats_than_the_table_show_all_rows() {
    let answer = answers::of_kind("timeline");
    for format in Format::ALL
        .into_iter()
        .filter(|format| *format != Format::Table)
    {
        let limited = render(
            &answer,
            &Style {
                format,
                rows: Some(1),
                ..Style::default()
            },
        );
        assert_eq!(limited.plain(), shown(&answer, format));
    }
}

#[test]
fn ascii_answers_have_no_arrows_or_rules_of_ours() {
    for answer in answers::all() {
        for format in [Format::Table, Format::Plain, Format::Md] {
            let text = table(
                &answer,
                Style {
                    format,
                    ascii: true,
                    width: 60,
                    ..Style::default()
                },
            );
            let ours = ['─', '█', '…', '→', '←', '↔', '·', '¦'];
            assert!(!text.contains(ours), "{text}");
            assert!(!text.contains(" – "), "{text}");
        }
    }
}

#[test]
fn rows_without_numbers_have_no_gutter() {
    let answer = answers::of_kind("paths");
    let text = table(
        &answer,
        Style {
            number_rows: false,
            ..Style::default()
        },
    );
    assert!(text.starts_with("Sergey Lavrov"), "{text}");
}

#[test]
fn warnings_are_told_apart_from_the_answer() {
    let mut answer = answers::of_kind("count");
    answer
        .warnings
        .push("2 relations have no date\u{7}".to_owned());
    assert!(!shown(&answer, Format::Table).contains("no date"));
    assert_eq!(
        render_warnings(&answer).plain(),
        "warning: 2 relations have no date␇\n"
    );
}
