//! Texts that are no dates, each with the place and the reason that are reported.

use chancery::edtf::Edtf;

/// Checks the message and that exactly the text between `‹` and `›` is blamed.
#[track_caller]
fn check(marked: &str, reason: &str) {
    let text = marked.replace(['‹', '›'], "");
    let error = Edtf::parse(&text).expect_err(&text);
    let shown = format!(
        "{}‹{}›{}",
        &text[..error.at()],
        &text[error.span()],
        &text[error.span().end..]
    );
    assert_eq!(shown, marked);
    assert_eq!(error.to_string(), format!("`{text}` is no date: {reason}"));
}

#[test]
fn months_and_days_that_do_not_exist() {
    check("1960-06-‹31›", "June 1960 has 30 days");
    check("2004-02-‹30›", "February 2004 has 29 days");
    check("2023-02-‹3X›", "February 2023 has 28 days");
    check("2004-‹13›", "`13` is no month");
    check("2004-‹00›", "`00` is no month");
    check("2001-‹42›", "`42` is no month");
    check("2001-‹2X›", "`2X` is no month");
    check("2004-01-‹32›", "`32` is no day of any month");
    check("2004-01-‹00›", "`00` is no day of any month");
    check("‹XXXX-02-30›", "no day matches it");
    check("‹XXX1-02-29›", "no day matches it");
    check(
        "2001-21‹-05›",
        "a season or other part of a year has no days",
    );
}

#[test]
fn years_of_the_wrong_length() {
    check("‹20045›", "its year has not four digits");
    check("‹198›", "its year has not four digits");
    check("‹X›", "its year has not four digits");
    check("‹-12›-03", "its year has not four digits");
    check("‹Y2004›", "only a year beyond 9999 begins with `Y`");
    check("‹Y00012345›", "only a year beyond 9999 begins with `Y`");
    check("Y‹›", "it ends where the digits of the year should follow");
    check("‹Y9E99›", "its year lies beyond ±9999999999");
    check(
        "‹Y99999999999999999999›",
        "its year lies beyond ±9999999999",
    );
    check(
        "‹Y1E99999999999999999999›",
        "its year lies beyond ±9999999999",
    );
    check("‹-0000›", "the year 0000 has no sign");
    check("1950‹S0›", "no digit of its year is significant");
}

#[test]
fn parts_that_are_missing_or_too_many() {
    check(
        "1985-‹-›12",
        "`-` stands where a month of two digits should",
    );
    check(
        "1985-4‹-›12",
        "`-` stands where a month of two digits should",
    );
    check(
        "2004-‹›",
        "it ends where a month of two digits should follow",
    );
    check(
        "2004-06-‹›",
        "it ends where a day of two digits should follow",
    );
    check(
        "2004-06-11‹-›01",
        "`-` stands where the end of the date should",
    );
    check("1950S2‹-›06", "`-` stands where the end of the date should");
    check(
        "2012/‹/›/4444",
        "`/` stands where the end of the date should",
    );
    check(
        "2004/2005‹/›2006",
        "`/` stands where the end of the date should",
    );
    check("‹ ›2004", "` ` stands where a year of four digits should");
    check("2004‹ ›", "` ` stands where the end of the date should");
    check("2004‹x›", "`x` stands where the end of the date should");
    check("‹u›nknown", "`u` stands where a year of four digits should");
}

#[test]
fn digits_and_hyphens_of_other_scripts() {
    check("‹٢›٠٠٤", "`٢` stands where a year of four digits should");
    check("2004‹–›06", "`–` stands where the end of the date should");
    check("‹𝟚›004", "`𝟚` stands where a year of four digits should");
}

#[test]
fn times_out_of_range() {
    check("2004-06-11T‹25›:00:00Z", "its hour is out of range");
    check("2004-06-11T‹24:00:01›", "its hour is out of range");
    check("2004-06-11T10:‹60›:00", "its minute is out of range");
    check("2004-06-11T10:10:‹60›", "its second is out of range");
    check("2004-06-11T10:10:10+‹24›", "its offset is out of range");
    check("2004-06-11T10:10‹›", "it ends where `:` should follow");
    check("2004-06-XX‹T›10:00:00", "its time belongs to no single day");
    check(
        "2004‹T›10:00:00",
        "`T` stands where the end of the date should",
    );
    check(
        "‹2004-06-11T10:00:00›/2005",
        "a time of day stands in an interval or a set",
    );
}

#[test]
fn qualifiers_that_repeat() {
    check("2004-06-11‹~~›", "one part carries two qualifiers");
    check("2004‹?~›", "one part carries two qualifiers");
    check("?2004‹?›", "one part carries two qualifiers");
}

#[test]
fn intervals_that_end_before_they_begin() {
    check("2013/‹2012›", "it ends before it begins");
    check("2004-06/‹2004-05-31›", "it ends before it begins");
    check("0800/‹-0999›", "it ends before it begins");
    check("2012-24/‹2012-21›", "it ends before it begins");
    check("{1672..‹1670›}", "it ends before it begins");
    check("‹/›", "both its ends are unknown");
}

#[test]
fn sets_that_are_not_closed_or_empty() {
    check("[1667‹›", "it ends where `]` should follow");
    check("{1667‹]›", "`]` stands where `}` should");
    check("‹{}›", "the set has no members");
    check("[2004,‹]›", "`]` stands where a year of four digits should");
    check("[..‹]›", "`]` stands where a year of four digits should");
    check(
        "[1667, 1668]".replace(' ', "‹ ›").as_str(),
        "` ` stands where a year of four digits should",
    );
    check("[1667]‹~›", "`~` stands where the end of the date should");
}

#[test]
fn texts_that_are_empty_or_endless() {
    check("‹›", "it is empty");
    let error = Edtf::parse(&"1".repeat(100_000)).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "`{}…` is no date: it is longer than 256 bytes",
            "1".repeat(40)
        )
    );
    assert!(error.text().len() < 256);
}

#[test]
fn control_characters_do_not_reach_the_message() {
    let error = Edtf::parse("2004\u{1b}[31m").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`2004\\u{1b}[31m` is no date: `\\u{1b}` stands where the end of the date should"
    );
}

#[test]
fn help_says_how_the_date_is_written() {
    let help = |text: &str| Edtf::parse(text).unwrap_err().help();
    assert_eq!(
        help("199u"),
        Some("a digit that is not known is written `X`")
    );
    assert_eq!(
        help("2004–06"),
        Some("the parts are joined by the plain hyphen `-`")
    );
    assert_eq!(help("2013/2012"), Some("the earlier date comes first"));
    assert_eq!(help("1960-06-31"), None);
}
