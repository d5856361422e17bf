//! What the built-in data cover, as `data/README.md` says it: how much, which partners in which years,
//! and how much of it two independent publishers tell.
//!
//! With `CHANCERY_UPDATE_DOCS=1` the numbers and the table of that page are written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chancery::Chancery;
use chancery::answer::Rows;
use chancery::model::{Dataset, Relation, Status};

use super::{builtin, reports};

/// The partners of the table, in the order of their files.
const PARTNERS: [&str; 26] = [
    "kazakhstan",
    "azerbaijan",
    "russia",
    "turkey",
    "united-arab-emirates",
    "qatar",
    "china",
    "india",
    "japan",
    "south-korea",
    "france",
    "belgium",
    "germany",
    "united-kingdom",
    "united-states",
    "brazil",
    "dr-congo",
    "uganda",
    "burundi",
    "kenya",
    "tanzania",
    "angola",
    "egypt",
    "south-africa",
    "mozambique",
    "ghana",
];

/// The years that have a column of their own.
const YEARS: std::ops::RangeInclusive<i64> = 2015..=2026;

/// Returns how large the set is, in the words of its page.
fn size(data: &Dataset) -> String {
    format!(
        "{} sources, {} entities, {} relations,\n{} reports",
        data.sources().len(),
        data.entities().len(),
        data.relations().len(),
        reports(data).count(),
    )
}

/// Returns the table of partners and years.
fn table(chancery: &Chancery) -> String {
    let years: Vec<String> = YEARS.map(|year| year.to_string()).collect();
    let columns = years.len() + 2;
    let head = format!("| partner | before | {} | undated |\n", years.join(" | "));
    let rule = format!("| --- |{}\n", " ---: |".repeat(columns));
    let rows = PARTNERS.map(|partner| row(chancery, partner));
    [head, rule].into_iter().chain(rows).collect()
}

/// Returns the row of a partner; a year of which nothing is known is left empty.
fn row(chancery: &Chancery, partner: &str) -> String {
    let name = name(chancery, partner);
    let shown = |count: u64| {
        if count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    let cells: Vec<String> = cells(chancery, name).into_iter().map(shown).collect();
    format!("| {name} | {} |\n", cells.join(" | "))
}

fn name<'a>(chancery: &'a Chancery, partner: &str) -> &'a str {
    let data = chancery.data();
    &data.entity(data.entity_ix(partner).unwrap()).name
}

/// Returns the numbers of relations with a partner: before the years, in each of them, undated.
fn cells(chancery: &Chancery, partner: &str) -> Vec<u64> {
    let question = format!("count Rwanda with \"{partner}\" by year");
    let answer = chancery.ask(&question).unwrap();
    let Rows::Count(rows) = &answer.rows else {
        panic!("`{question}` counts nothing");
    };
    let mut counts: BTreeMap<Option<i64>, u64> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.key.parse().ok()).or_default() += row.count;
    }
    let is_before = |year: &i64| year < YEARS.start();
    let years = counts.iter();
    let before = years.filter(|(year, _)| year.as_ref().is_some_and(is_before));
    let mut cells = vec![before.map(|(_, count)| count).sum()];
    cells.extend(YEARS.map(|year| counts.get(&Some(year)).copied().unwrap_or(0)));
    cells.push(counts.get(&None).copied().unwrap_or(0));
    cells
}

/// Returns the page with the numbers and the table as they are now.
fn renewed(page: &str, chancery: &Chancery) -> String {
    let (before, rest) = page.split_once("when it is given no file: ").unwrap();
    let (_, after) = rest.split_once(". The files are one dataset").unwrap();
    let size = size(chancery.data());
    let page =
        format!("{before}when it is given no file: {size}. The files are one dataset{after}");
    let (before, rest) = page.split_once("| partner |").unwrap();
    let (_, after) = rest.split_once("|\n\n").unwrap();
    format!("{before}{}\n{after}", table(chancery))
}

#[test]
fn the_page_says_how_large_the_set_is_and_what_it_covers() {
    let chancery = Chancery::builtin().unwrap();
    let path = super::data().join("README.md");
    let page = fs::read_to_string(&path).unwrap();
    let renewed = renewed(&page, &chancery);
    if std::env::var_os("CHANCERY_UPDATE_DOCS").is_some() {
        fs::write(&path, renewed).unwrap();
    } else {
        assert_eq!(page, renewed);
    }
}

#[test]
fn the_set_is_large_enough_to_be_asked() {
    let data = builtin();
    let sizes = (
        data.sources().len(),
        data.entities().len(),
        data.relations().len(),
    );
    let (sources, entities, relations) = sizes;
    assert!(
        sources >= 120 && entities >= 170 && relations >= 300,
        "{sizes:?}"
    );
}

#[test]
fn every_partner_is_met_in_several_years() {
    let chancery = Chancery::builtin().unwrap();
    for partner in PARTNERS {
        let name = name(&chancery, partner);
        let years = cells(&chancery, name);
        let met = years.iter().filter(|count| **count > 0).count();
        assert!(
            met >= 3 && years.iter().sum::<u64>() >= 8,
            "{name}: {years:?}"
        );
    }
}

#[test]
fn a_hundred_facts_are_told_by_two_independent_publishers() {
    let data = builtin();
    let relations = data.records().map(|(_, record)| record);
    let twice = relations.filter(|relation| publishers(&data, relation).len() >= 2);
    let twice = twice.count();
    assert!(twice >= 100, "only {twice} are");
}

/// Returns who tells a relation as it stands: a copy counts for whom it copies, `A, after B` for B and
/// `A, by way of B` for A.
fn publishers<'a>(data: &'a Dataset, relation: &Relation) -> BTreeSet<&'a str> {
    let status = data.status_of(relation);
    let telling = relation.reports.iter().filter(|report| {
        let is_same = report.status.is_none_or(|told| told == status);
        is_same && !matches!(status, Status::Cancelled | Status::Denied)
    });
    telling
        .filter_map(|report| data.source_of(report)?.publisher.as_deref())
        .map(first_hand)
        .collect()
}

fn first_hand(publisher: &str) -> &str {
    let behind = publisher.split_once(", after ");
    let publisher = behind.map_or(publisher, |(_, first)| first);
    let before = publisher.split_once(", by way of ");
    before.map_or(publisher, |(first, _)| first)
}
