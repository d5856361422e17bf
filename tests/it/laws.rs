//! Laws that hold for every golden question: of the two clocks, of what is certain, of who acts for
//! whom, and of sources that are not believed.
//!
//! Each question is read once, and its plan is varied; so a law holds whatever its words are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chancery::analysis::Cancel;
use chancery::answer::{Answer, Rows};
use chancery::edtf::{Edtf, Window};
use chancery::files::SourceFile;
use chancery::graph::{Clocks, Lens};
use chancery::model::{Dataset, RelationId, SourceIx};
use chancery::query::{Plan, Shape, What};
use chancery::{Chancery, Session};

use crate::golden;

static WORLD: LazyLock<Chancery> = LazyLock::new(golden::world);

/// Days on which much became known, one after another.
const DAYS: [&str; 6] = [
    "2019-11-05",
    "2024-02-03",
    "2025-05-26",
    "2025-05-28",
    "2025-09-20",
    "2025-12-20",
];

fn date(text: &str) -> Edtf {
    Edtf::parse(text).unwrap()
}

/// Returns the plans of all golden questions but those about a row of another answer.
fn plans(chancery: &Chancery) -> Vec<Plan> {
    let pages = golden::pages();
    let questions = pages.iter().flat_map(golden::Page::questions);
    let plans = questions.map(|question| chancery.plan(question).unwrap().unwrap());
    plans
        .filter(|plan| !matches!(plan.what, What::WhyRow(_)))
        .collect()
}

/// Returns the answer to a plan with another lens.
fn answer(chancery: &Chancery, plan: &Plan, vary: impl FnOnce(&mut Lens)) -> Answer {
    let mut plan = plan.clone();
    vary(&mut plan.lens);
    chancery.run(&plan, &Cancel::new()).unwrap()
}

/// Returns the relations behind an answer without a limit.
fn relations(plan: &Plan, vary: impl FnOnce(&mut Lens)) -> BTreeSet<RelationId> {
    let whole = Plan {
        shape: Shape::default(),
        ..plan.clone()
    };
    let answer = answer(&WORLD, &whole, vary);
    match answer.rows {
        // Who links a pair and which chain is the shortest may change with every relation.
        Rows::Between(pair) => pair.rows().map(|row| row.relation.clone()).collect(),
        _ => answer.relations().into_iter().collect(),
    }
}

/// Tells whether an answer shows all that its lens lets through, so that a narrower lens shows a
/// part of it.
fn shows_all(plan: &Plan) -> bool {
    matches!(
        plan.what,
        What::Neighbours { hops: 1, .. }
            | What::Timeline(_)
            | What::Between(..)
            | What::Common(_)
            | What::Who(_)
            | What::Changes { .. }
            | What::Conflicts(_)
    )
}

/// Returns the plans whose answers show all.
fn whole_answers() -> Vec<Plan> {
    let mut plans = plans(&WORLD);
    plans.retain(shows_all);
    assert!(plans.len() >= 100, "only {} questions", plans.len());
    plans
}

/// Returns the latest day on which a source of the dataset may have come out.
fn newest_day(data: &Dataset) -> String {
    let days = data.sources().iter().map(|source| {
        let published = source.published.as_ref().or(source.retrieved.as_ref());
        published.unwrap().widest().1
    });
    days.max().unwrap().unwrap().to_string()
}

#[test]
fn what_is_known_by_the_day_of_the_newest_source_is_what_is_known_without_a_clock() {
    let newest = date(&newest_day(WORLD.data()));
    let mut asked = 0;
    for plan in plans(&WORLD) {
        if plan.lens.clocks.known_by.is_some() {
            continue;
        }
        let now = answer(&WORLD, &plan, |_| {});
        let then = answer(&WORLD, &plan, |lens| {
            lens.clocks.known_by = Some(newest.clone());
        });
        assert_eq!(now.rows, then.rows, "{}", plan.question);
        asked += 1;
    }
    assert!(asked >= 200, "only {asked} questions");
}

#[test]
fn what_is_certain_is_told_among_what_is_possible() {
    let mut narrowed = 0;
    for plan in whole_answers() {
        let all = relations(&plan, |lens| lens.certain = false);
        let certain = relations(&plan, |lens| lens.certain = true);
        assert!(certain.is_subset(&all), "{}", plan.question);
        narrowed += usize::from(certain.len() < all.len());
    }
    assert!(narrowed >= 10, "only {narrowed} answers are narrower");
}

#[test]
fn what_is_direct_is_told_among_what_is_done_for_others_too() {
    let mut narrowed = 0;
    for plan in whole_answers() {
        if !plan.what.rolls_up() {
            continue;
        }
        let all = relations(&plan, |lens| lens.roll_up = true);
        let direct = relations(&plan, |lens| lens.roll_up = false);
        assert!(direct.is_subset(&all), "{}", plan.question);
        narrowed += usize::from(direct.len() < all.len());
    }
    assert!(narrowed >= 30, "only {narrowed} answers are narrower");
}

/// Tells whether nothing but who takes part decides what a plan shows: a date or a status that
/// becomes known may take a relation out of days or statuses asked about.
fn asks_for_any_day(plan: &Plan) -> bool {
    let lens = &plan.lens;
    let shows_relations = matches!(
        plan.what,
        What::Neighbours { .. } | What::Timeline(_) | What::Between(..) | What::Common(_)
    );
    shows_relations
        && lens.window == Window::EVER
        && lens.clocks.as_of.is_none()
        && lens.statuses == plan.what.usual_statuses()
}

#[test]
fn what_was_surely_known_is_still_known_later() {
    let mut grown = 0;
    for plan in whole_answers().iter().filter(|plan| asks_for_any_day(plan)) {
        let known_by = |day: &str, certain: bool| {
            relations(plan, |lens| {
                lens.clocks.known_by = Some(date(day));
                lens.certain = certain;
                lens.roll_up = false;
            })
        };
        for (early, late) in DAYS.iter().zip(&DAYS[1..]) {
            let (before, after) = (known_by(early, true), known_by(late, false));
            assert!(before.is_subset(&after), "{} {late}", plan.question);
            grown += usize::from(before.len() < after.len());
        }
    }
    assert!(grown >= 50, "only {grown} answers grow");
}

/// Returns rows without those on the times in which an office was vacant: who withdraws a source
/// leaves it open who was in office then.
fn told(mut rows: Rows) -> Rows {
    if let Rows::Who(terms) = &mut rows {
        terms.retain(|term| term.entity.is_some());
    }
    rows
}

#[test]
fn a_source_that_nobody_cites_can_be_withdrawn_without_loss() {
    let mut files = golden::files();
    let uncited = r#"(sources: [(id: "unheard-2020", title: "Unheard", published: "2020")])"#;
    files.push(SourceFile::new("uncited.ron", uncited));
    let chancery = Chancery::from_files(&files).unwrap();
    let uncited: SourceIx = chancery.data().source_ix("unheard-2020").unwrap();
    for plan in plans(&chancery) {
        let all = answer(&chancery, &plan, |_| {});
        let without = answer(&chancery, &plan, |lens| {
            lens.without.push(uncited);
            lens.without.sort();
        });
        assert_eq!(told(all.rows), told(without.rows), "{}", plan.question);
    }
}

#[test]
fn to_withdraw_one_more_source_leaves_no_more() {
    let withdrawn = WORLD.data().source_ix("top-africa-news-2024").unwrap();
    let mut fallen = 0;
    for plan in whole_answers().iter().filter(|plan| asks_for_any_day(plan)) {
        let all = relations(plan, |lens| lens.roll_up = false);
        let without = relations(plan, |lens| {
            lens.roll_up = false;
            lens.without.push(withdrawn);
            lens.without.sort();
        });
        assert!(without.is_subset(&all), "{}", plan.question);
        fallen += usize::from(without.len() < all.len());
    }
    assert!(fallen >= 3, "only {fallen} answers lose something");
}

/// Returns what a session answers, or nothing if it refuses the question.
fn rows(session: &mut Session, question: &str) -> Option<Rows> {
    let answer = session.ask(question, &Cancel::new()).ok()?;
    answer.map(|answer| answer.rows)
}

#[test]
fn clocks_of_a_session_are_those_of_the_question() {
    let mut compared = 0;
    for plan in plans(&WORLD) {
        let clocks = &plan.lens.clocks;
        let takes_text = matches!(plan.what, What::Find { .. } | What::Date(_));
        if takes_text || clocks.as_of.is_some() || clocks.known_by.is_some() {
            continue;
        }
        for (word, text) in [("as of", "2025-05-28"), ("known by", "2025-05-28")] {
            let day = Some(date(text));
            let (as_of, known_by) = match word {
                "as of" => (day, None),
                _ => (None, day),
            };
            let asked = format!("{} {word} {text}", plan.question);
            let Some(said) = rows(&mut WORLD.session(), &asked) else {
                continue;
            };
            let mut session = WORLD.session();
            session.set_clocks(Clocks { as_of, known_by });
            let set = rows(&mut session, &plan.question);
            assert_eq!(set, Some(said), "{asked}");
            compared += 1;
        }
    }
    assert!(compared >= 200, "only {compared} answers");
}
