//! Random dates as texts: well formed, mutated, and mere noise.

use proptest::{prelude::*, strategy::Union, string::string_regex};

fn regex(pattern: &str) -> BoxedStrategy<String> {
    string_regex(pattern).expect("a regular expression").boxed()
}

fn any_of(patterns: &[&str]) -> BoxedStrategy<String> {
    Union::new(patterns.iter().map(|pattern| regex(pattern))).boxed()
}

/// Dates of 2003 to 2005 without qualifiers; a few of them match no day.
pub(super) fn plain() -> BoxedStrategy<String> {
    any_of(&[
        "200[345]",
        "200[345]-(0[1-9]|1[0-2]|XX|0X|1X|X1)",
        "200[345]-(0[1-9]|1[0-2]|XX|X2)-(0[1-9]|[12][0-9]|3[01]|XX|X1|3X|2X|1X)",
        "200[345]-(2[1-9]|3[0-9]|4[01])",
    ])
}

/// Dates of 2003 to 2005, perhaps qualified.
pub(super) fn near() -> BoxedStrategy<String> {
    let marked = any_of(&[
        "200[345][?~%]",
        "[?~%]200[345]",
        "200[345]-(0[1-9]|1[0-2]|XX|1X|X1)[?~%]",
        "200[345][?~]-(0[1-9]|1[0-2])",
        "200[345]-[?~](0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]|XX|2X)",
        "200[345]-(0[1-9]|1[0-2]|XX)~-(0[1-9]|[12][0-9]|3[01]|X1)",
        "200[345]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]|XX)[?~%]",
        "200[345]-(2[1-9]|3[0-9]|4[01])[?~%]",
    ]);
    prop_oneof![plain(), marked].boxed()
}

/// Dates whose year is partly open as well.
pub(super) fn wider() -> BoxedStrategy<String> {
    let open = any_of(&[
        "200X[?~]?",
        "20[01]X-(0[1-9]|1[0-2]|XX|1X)[?~]?",
        "20X[34]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]|XX)",
        "200X-(0[1-9]|1[0-2]|X1)-(0[1-9]|[12][0-9]|3[01])[?~]?",
        "200X-(2[1-9]|3[0-9]|4[01])",
    ]);
    prop_oneof![near(), open].boxed()
}

/// Intervals of dates near 2004; some end before they begin.
pub(super) fn interval() -> BoxedStrategy<String> {
    let end = || prop_oneof![6 => near(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    (end(), end())
        .prop_map(|(start, end)| format!("{start}/{end}"))
        .boxed()
}

/// Members of a set: dates and ranges of dates of the same precision.
fn member() -> BoxedStrategy<String> {
    let range = prop_oneof![
        ("200[34]", "200[45]"),
        ("2003-0[1-9]", "2004-1[0-2]"),
        ("2004-02-0[1-9]", "2004-03-[12][0-9]"),
    ]
    .prop_map(|(from, to)| format!("{from}..{to}"));
    prop_oneof![4 => near(), 1 => range].boxed()
}

/// Sets of one to four members, `[one of]` or `{all of}`; the first or last may be open.
pub(super) fn set() -> BoxedStrategy<String> {
    // Which periods an open range counts is clear only where its end has no open digits.
    let whole = any_of(&["200[345]", "200[345]-0[1-9]", "200[345]-1[0-2]-[12][0-9]"]);
    prop_oneof![
        members(plain()).prop_map(|list| format!("[{list}]")),
        members(whole).prop_map(|list| format!("{{{list}}}")),
    ]
    .boxed()
}

/// One or two members, perhaps with a range open at one end before and after them.
fn members(edge: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let edge = proptest::option::weighted(0.25, edge);
    let middle = proptest::collection::vec(member(), 1..3);
    (edge.clone(), middle, edge).prop_map(|(until, middle, from)| {
        let until = until.map(|date| format!("..{date}"));
        let from = from.map(|date| format!("{date}.."));
        until
            .into_iter()
            .chain(middle)
            .chain(from)
            .collect::<Vec<_>>()
            .join(",")
    })
}

/// Dates of every kind, far years and times included; most of them read.
pub(super) fn any_date() -> BoxedStrategy<String> {
    let far = any_of(&[
        "-?[0-9X]{4}",
        "-?[0-9X]{4}-[01X][0-9X]",
        "-?[0-9X]{4}-[01X][0-9X]-[0-3X][0-9X][?~%]?",
        "-?[0-9X]{4}-[234][0-9]",
        "[0-9]{4}S[1-4]",
        "Y-?[1-9][0-9]{4,9}",
        "Y-?[1-9][0-9]{0,3}E[0-9](S[1-9])?",
        "[0-9]{4}-0[1-9]-[0-2][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-]0[0-9](:[0-5][0-9])?)?",
        "-?[0-9]{4}[?~%]?/[0-9]{4}[?~%]?",
    ]);
    prop_oneof![wider(), interval(), set(), far].boxed()
}

/// Texts made of what dates are made of, in any order, and mutated dates.
pub(super) fn noise() -> BoxedStrategy<String> {
    let mutated = (
        any_date(),
        any::<prop::sample::Index>(),
        "[-0-9XYESTZ?~%./,\\[\\]{}: é]{0,2}",
    )
        .prop_map(|(text, place, change)| {
            let at = place.index(text.len() + 1);
            let tail = text.get(at + 1..).unwrap_or("");
            format!("{}{change}{tail}", &text[..at])
        });
    prop_oneof![
        mutated,
        regex("[-0-9XYESTZ?~%./,\\[\\]{}: ]{0,40}"),
        regex("\\PC{0,20}"),
    ]
    .boxed()
}
