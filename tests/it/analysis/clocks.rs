//! What was known when, and without whom: every choice of the reports that may count.

use std::collections::BTreeSet;
use std::sync::Arc;

use chancery::edtf::{Edtf, Truth, Window};
use chancery::graph::{Clocks, Lens, Network, Statuses, View};
use chancery::model::{
    Dataset, EntityKind, Nature, Parties, Relation, RelationIx, Report, Source, Status,
};

use super::world::{entity, ontology, relation, source};
use crate::dice::Dice;

/// A date of publication, and its first and last day: as it stands, and widened.
type Days = (&'static str, [&'static str; 2], [&'static str; 2]);

const PUBLISHED: [Days; 6] = [
    (
        "2015",
        ["2015-01-01", "2015-12-31"],
        ["2015-01-01", "2015-12-31"],
    ),
    (
        "2015-03",
        ["2015-03-01", "2015-03-31"],
        ["2015-03-01", "2015-03-31"],
    ),
    (
        "2015-03-04",
        ["2015-03-04", "2015-03-04"],
        ["2015-03-04", "2015-03-04"],
    ),
    (
        "2015-03-04~",
        ["2015-03-04", "2015-03-04"],
        ["2015-03-03", "2015-03-05"],
    ),
    (
        "2016-02-01",
        ["2016-02-01", "2016-02-01"],
        ["2016-02-01", "2016-02-01"],
    ),
    (
        "2014-12-31",
        ["2014-12-31", "2014-12-31"],
        ["2014-12-31", "2014-12-31"],
    ),
];

/// Days by which something may be known.
const KNOWN_BY: [Days; 7] = [
    ("2014-12-30", ["", "2014-12-30"], ["", "2014-12-30"]),
    ("2015-03-03", ["", "2015-03-03"], ["", "2015-03-03"]),
    ("2015-03-03~", ["", "2015-03-03"], ["", "2015-03-04"]),
    ("2015-03", ["", "2015-03-31"], ["", "2015-03-31"]),
    ("2015-03-04", ["", "2015-03-04"], ["", "2015-03-04"]),
    ("2015", ["", "2015-12-31"], ["", "2015-12-31"]),
    ("2016-03", ["", "2016-03-31"], ["", "2016-03-31"]),
];

const WHEN: [&str; 6] = [
    "2015",
    "2015-03",
    "2015-03-04",
    "2014/2016",
    "2016",
    "2014~",
];

fn date(text: &str) -> Edtf {
    Edtf::parse(text).unwrap()
}

fn random_source(dice: &mut Dice, number: usize) -> Source {
    let mut made = source(&format!("source-{number}"));
    if !dice.once_in(4) {
        made.published = Some(date(dice.pick(&PUBLISHED).0));
    }
    if dice.once_in(2) {
        made.retrieved = Some(date(dice.pick(&["2015-03-20", "2016-02-01"])));
    }
    made
}

fn random_relation(dice: &mut Dice, number: usize) -> Relation {
    let (kind, roles) = dice.pick(&[("meeting", ["party"; 2]), ("office", ["holder", "body"])]);
    let id = |number: usize| format!("entity-{number}").parse().unwrap();
    let other = 1 + dice.below(2);
    let parties = Parties::new()
        .with(roles[0], id(0))
        .with(roles[1], id(other));
    let usual = if kind == "office" {
        Status::InForce
    } else {
        Status::Held
    };
    let statuses = [
        usual,
        Status::Planned,
        Status::Planned,
        Status::Postponed,
        Status::Cancelled,
    ];
    let when = |dice: &mut Dice| (!dice.once_in(3)).then(|| date(dice.pick(&WHEN)));
    let mut made = relation(&format!("relation-{number}"), kind, parties);
    made.when = when(dice);
    made.status = dice.once_in(3).then(|| dice.pick(&statuses));
    let report = |dice: &mut Dice| Report {
        when: when(dice).filter(|_| dice.once_in(2)),
        status: dice.once_in(2).then(|| dice.pick(&statuses)),
        ..Report::new(format!("source-{}", dice.below(4)).parse().unwrap())
    };
    made.reports = (0..=dice.below(4)).map(|_| report(dice)).collect();
    made
}

fn random_world(dice: &mut Dice) -> Dataset {
    let mut builder = Dataset::builder(ontology());
    for (number, kind) in [EntityKind::Person, EntityKind::State, EntityKind::State]
        .into_iter()
        .enumerate()
    {
        builder.entity(entity(&format!("entity-{number}"), kind));
    }
    for number in 0..5 {
        builder.source(random_source(dice, number));
    }
    for number in 0..4 {
        builder.relation(random_relation(dice, number));
    }
    builder.build().unwrap()
}

fn random_lens(dice: &mut Dice, data: &Dataset) -> Lens {
    let all: Vec<_> = (0..5)
        .map(|number| data.source_ix(&format!("source-{number}")).unwrap())
        .collect();
    let some = |dice: &mut Dice| -> Vec<_> {
        let picked: BTreeSet<_> = (0..=dice.below(2)).map(|_| dice.pick(&all)).collect();
        picked.into_iter().collect()
    };
    let windows = [
        Window::EVER,
        Window::EVER,
        Window::during(&date("2015-03")),
        Window::until(&date("2014")),
    ];
    Lens {
        statuses: dice.pick(&[
            Statuses::ALL,
            Statuses::linking(),
            Statuses::from_iter([Status::Planned]),
            Statuses::from_iter([Status::Held, Status::InForce]),
        ]),
        window: dice.pick(&windows),
        clocks: Clocks {
            known_by: (!dice.once_in(3)).then(|| date(dice.pick(&KNOWN_BY).0)),
            as_of: dice
                .once_in(3)
                .then(|| date(dice.pick(&["2015-03-04", "2014", "2016-06"]))),
        },
        without: if dice.once_in(2) {
            some(dice)
        } else {
            Vec::new()
        },
        sources: dice.once_in(3).then(|| some(dice)),
        ..Lens::default()
    }
}

/// Returns the first and the last day on which a source may have been published: the last as its
/// date stands, the first widened, and none after the day on which it was read.
fn days_of(source: &Source) -> (&str, &str) {
    let read = source.retrieved.as_ref().map_or("9999", Edtf::as_str);
    let Some(published) = &source.published else {
        return ("", read);
    };
    let known = PUBLISHED
        .iter()
        .find(|(text, ..)| *text == published.as_str());
    let (_, [_, last], [first, _]) = *known.unwrap();
    (first.min(read), last.min(read))
}

/// Tells how surely a source counts.
fn counts(data: &Dataset, lens: &Lens, report: &Report) -> Truth {
    let at = data.source_ix(report.source.as_str()).unwrap();
    if lens.without.contains(&at) {
        return Truth::Impossible;
    }
    let Some(day) = &lens.clocks.known_by else {
        return Truth::Certain;
    };
    let (_, strict, wide) = KNOWN_BY
        .iter()
        .find(|(text, ..)| *text == day.as_str())
        .unwrap();
    let (first, last) = days_of(data.source(at));
    match (last <= strict[1], first <= wide[1]) {
        (true, _) => Truth::Certain,
        (_, true) => Truth::Possible,
        _ => Truth::Impossible,
    }
}

/// A date and a status; nothing if nothing is known.
type Known<'a> = Option<(Option<&'a Edtf>, Status)>;

/// Returns what these reports of a relation come to.
fn account<'a>(data: &Dataset, record: &'a Relation, remaining: &[&'a Report]) -> Known<'a> {
    let own = data.status_of(record);
    if remaining.is_empty() {
        return None;
    }
    if remaining.len() == record.reports.len() {
        return Some((record.when.as_ref(), own));
    }
    let mut told: Vec<&Report> = remaining.to_vec();
    told.sort_by_key(|report| {
        let (first, last) = days_of(data.source(data.source_ix(report.source.as_str()).unwrap()));
        (last, first)
    });
    let status = |report: &Report| report.status.unwrap_or(own);
    let mut known = status(told[0]);
    for report in &told[1..] {
        let has_come = matches!(known, Status::Held | Status::InForce);
        if !(has_come && status(report) == Status::Planned) {
            known = status(report);
        }
    }
    told.retain(|report| status(report) == known);
    let agrees = told.iter().any(|report| report.when.is_none());
    let newest = told.last().and_then(|report| report.when.as_ref());
    Some((if agrees { record.when.as_ref() } else { newest }, known))
}

/// Returns every choice of the reports that may count: those that surely do are always there, and
/// the first choice holds no others.
fn choices<'a>(data: &Dataset, lens: &Lens, record: &'a Relation) -> Vec<Vec<&'a Report>> {
    let mut choices: Vec<Vec<&Report>> = vec![Vec::new()];
    for report in &record.reports {
        let counts = counts(data, lens, report);
        let with = |choice: &Vec<&'a Report>| [choice.as_slice(), &[report]].concat();
        match counts {
            Truth::Certain => choices = choices.iter().map(with).collect(),
            Truth::Possible => choices.extend(choices.clone().iter().map(with)),
            Truth::Impossible => {}
        }
    }
    choices
}

fn judge(data: &Dataset, lens: &Lens, record: &Relation, choice: &[&Report]) -> Truth {
    let Some((when, status)) = account(data, record, choice) else {
        return Truth::Impossible;
    };
    let wanted = lens.sources.as_ref().is_none_or(|sources| {
        choice
            .iter()
            .any(|report| sources.contains(&data.source_ix(report.source.as_str()).unwrap()))
    });
    if !wanted || !lens.statuses.contains(status) {
        return Truth::Impossible;
    }
    let is_event = data.ontology().kind(data.kind_of(record).unwrap()).nature == Nature::Event;
    let falls = |window: Window| match when {
        _ if window == Window::EVER => Truth::Certain,
        None if window.is_empty() => Truth::Impossible,
        None => Truth::Possible,
        Some(when) if is_event => when.happens_in(&window),
        Some(when) => when.holds_in(&window),
    };
    match &lens.clocks.as_of {
        None => falls(lens.window),
        Some(day) if is_event => falls(lens.window.intersect(Window::until(day))),
        Some(day) => falls(lens.window).min(falls(Window::during(day))),
    }
}

fn on_worlds(worlds: u64, mut check: impl FnMut(&mut Dice, &Network, &Lens)) {
    for seed in 0..worlds {
        let mut dice = Dice::new(seed);
        let data = random_world(&mut dice);
        let lens = random_lens(&mut dice, &data);
        check(&mut dice, &Network::new(Arc::new(data)), &lens);
    }
}

#[test]
fn accounts_are_those_of_every_choice_of_reports() {
    on_worlds(10_000, |_, network, lens| {
        let data = network.data();
        for (relation, record) in data
            .relation_ixs()
            .zip(data.records().map(|(_, record)| record))
        {
            let choices = choices(data, lens, record);
            let accounts: Vec<Known<'_>> = choices
                .iter()
                .map(|choice| account(data, record, choice))
                .collect();
            let expected = accounts[0].or(accounts[accounts.len() - 1]);
            let is_same = accounts.iter().all(|other| *other == expected);
            let found = network.account(relation, lens);
            let known = found.map(|account| (account.when, account.status));
            assert_eq!(known, expected, "{record:?} {lens:?}");
            let truth = if is_same {
                Truth::Certain
            } else {
                Truth::Possible
            };
            assert!(found.is_none_or(|account| account.truth == truth));

            let judged: Vec<Truth> = choices
                .iter()
                .map(|choice| judge(data, lens, record, choice))
                .collect();
            let expected = if judged.iter().all(|truth| truth.is_certain()) {
                Truth::Certain
            } else if judged.iter().any(|truth| truth.is_possible()) {
                Truth::Possible
            } else {
                Truth::Impossible
            };
            assert_eq!(
                network.judge(relation, lens),
                expected,
                "{record:?} {lens:?}"
            );

            let reports: Vec<(usize, Truth)> = network.reports(relation, lens).collect();
            let own = record
                .reports
                .iter()
                .map(|report| counts(data, lens, report))
                .enumerate();
            assert_eq!(
                reports,
                own.filter(|(_, truth)| truth.is_possible())
                    .collect::<Vec<_>>()
            );
        }
    });
}

/// Returns how all relations are judged.
fn judged(network: &Network, lens: &Lens) -> Vec<Truth> {
    let view = View::new(network, lens);
    network
        .data()
        .relation_ixs()
        .map(|relation| view.judge(relation))
        .collect()
}

#[test]
fn known_by_the_newest_source_is_no_clock() {
    on_worlds(1_000, |_, network, lens| {
        let dated = |source: &Source| source.published.is_some() || source.retrieved.is_some();
        if !network.data().sources().iter().all(dated) {
            return;
        }
        let by = |known_by: Option<Edtf>| Lens {
            clocks: Clocks {
                known_by,
                ..lens.clocks.clone()
            },
            ..lens.clone()
        };
        let newest = by(Some(date("2016-02-01")));
        assert_eq!(judged(network, &newest), judged(network, &by(None)));
    });
}

#[test]
fn what_is_known_stays_known() {
    let days = [
        "2014-12-30",
        "2015-03-03",
        "2015-03-04",
        "2015-03",
        "2015",
        "2016-03",
    ];
    on_worlds(2_000, |_, network, lens| {
        let known = |day: &str, relation: RelationIx| {
            let lens = Lens {
                clocks: Clocks {
                    known_by: Some(date(day)),
                    as_of: None,
                },
                without: lens.without.clone(),
                ..Lens::default()
            };
            (
                network.judge(relation, &lens),
                network.account(relation, &lens).is_some(),
            )
        };
        for relation in network.data().relation_ixs() {
            for pair in days.windows(2) {
                let (earlier, later) = (known(pair[0], relation), known(pair[1], relation));
                assert!(earlier <= later, "{pair:?} {earlier:?} {later:?}");
                assert_eq!(earlier.0.is_possible(), earlier.1);
            }
        }
    });
}

#[test]
fn a_source_that_nobody_cites_is_not_missed() {
    on_worlds(1_000, |_, network, lens| {
        // Four sources are cited at most; the fifth never is.
        let uncited = network.data().source_ix("source-4").unwrap();
        let mut without = lens.without.clone();
        without.push(uncited);
        without.sort_unstable();
        without.dedup();
        let less = Lens {
            without,
            ..lens.clone()
        };
        assert_eq!(judged(network, lens), judged(network, &less));
    });
}
