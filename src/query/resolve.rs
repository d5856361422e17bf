//! From words to a plan: each name becomes the entity, kind, source or date it means.

use std::rc::Rc;

use super::ast::{Ast, Reading, Use, joined, spanned};
use super::clause::{AS_OF, AS_RECORDED_AT, KNOWN_BY};
use super::draft::Draft;
use super::error::QueryError;
use super::language::Clause;
use super::lexer::Token;
use super::mend;
use super::parser::parse;
use super::pieces;
use super::plan::{Plan, What};
use super::reader::{Preference, read};
use super::recall::Recall;
use super::scope::Scope;
use super::world::World;
use crate::edtf::Edtf;

/// Reads a question and resolves every name in it; `None` where nothing is asked.
///
/// # Errors
/// [`QueryError`] as for [`parse`] and [`resolve`]; as [`QueryError::Advised`] if a question that is
/// written a little otherwise would work.
pub fn plan(text: &str, world: World<'_>) -> Result<Option<Plan>, QueryError> {
    let recall = Rc::default();
    let as_it_stands = |text: &str| read_and_resolve(text, world, &recall);
    as_it_stands(text).map_err(|fault| mend::advised(fault, text, world, as_it_stands))
}

fn read_and_resolve(
    text: &str,
    world: World<'_>,
    recall: &Rc<Recall>,
) -> Result<Option<Plan>, QueryError> {
    let resolved = parse(text)?.map(|ast| resolve_recalling(&ast, world, recall));
    resolved.transpose()
}

/// Returns the plan of a question, with every name resolved.
///
/// Where a name holds a word of the language, the longest known name is preferred; if the question
/// makes no sense then, clause words count first. Clauses of time are read before names, which may
/// be those of offices.
///
/// # Errors
/// [`QueryError`] for the leftmost fault: an unknown or ambiguous name, a clause that the question
/// does not take, a wrong date, a lacking part.
pub fn resolve(ast: &Ast, world: World<'_>) -> Result<Plan, QueryError> {
    resolve_recalling(ast, world, &Rc::default())
}

fn resolve_recalling(ast: &Ast, world: World<'_>, recall: &Rc<Recall>) -> Result<Plan, QueryError> {
    let scope = Scope::new(&ast.text, ast.verb, world.data(), world.names)
        .recalling(recall)
        .knowing(world.register);
    let first = read(ast, &scope, Preference::Names);
    build(ast, &scope, world, &first).or_else(|fault| {
        let second = read(ast, &scope, Preference::Clauses);
        if second == first {
            return Err(fault);
        }
        build(ast, &scope, world, &second).map_err(|_| fault)
    })
}

/// Returns the plan of one reading.
fn build(
    ast: &Ast,
    scope: &Scope<'_>,
    world: World<'_>,
    reading: &Reading,
) -> Result<Plan, QueryError> {
    let mut draft = Draft::default();
    let mut faults = applied(scope, reading, &mut draft, |clause| !clause.arg.is_name());
    set_clocks(scope, world, &mut draft);
    let when_is_known = faults.is_empty();
    let scope = &scope.at(world.network, &draft.lens);
    faults.extend(applied(scope, reading, &mut draft, |clause| {
        clause.arg.is_name()
    }));
    faults.extend(leftover(scope, reading).err());
    let what = (scope.verb.resolve)(scope, &reading.subject, &mut draft);
    match (what, faults.is_empty()) {
        (Ok(what), true) => finished(ast, what, draft, scope.notes()).ok_or_else(|| {
            let is_day = |used: &&Use| used.clause == &AS_OF;
            let day = reading.uses.iter().find(is_day);
            let span = day.map_or(ast.verb_span, |used| used.phrase.span());
            QueryError::EmptyWindow { span }
        }),
        (what, _) => {
            // What a faulty clause would have told is not lacking.
            let is_lack = |fault: &QueryError| matches!(fault, QueryError::Missing { .. });
            let clauses_failed = !faults.is_empty();
            faults.extend(
                what.err()
                    .filter(|fault| !(clauses_failed && is_lack(fault))),
            );
            faults.retain(|fault| when_is_known || !fault.is_of_a_holder());
            let leftmost = faults.into_iter().min_by_key(QueryError::span);
            Err(leftmost.unwrap_or_else(|| pieces::nothing_fits(scope, reading.subject.span())))
        }
    }
}

/// Applies the clauses that `wanted` picks, and returns what is wrong with them.
fn applied(
    scope: &Scope<'_>,
    reading: &Reading,
    draft: &mut Draft,
    wanted: impl Fn(&Clause) -> bool,
) -> Vec<QueryError> {
    let uses = reading.uses.iter().enumerate();
    uses.filter(|(_, used)| wanted(used.clause))
        .filter_map(|(number, used)| {
            admit(scope, reading, number)
                .and_then(|()| (used.clause.apply)(scope, used, draft))
                .err()
        })
        .collect()
}

/// Sets the clocks that the question itself does not set, where it could.
fn set_clocks(scope: &Scope<'_>, world: World<'_>, draft: &mut Draft) {
    let usual = world.clocks;
    let clocks = &mut draft.lens.clocks;
    let set = |clock: &mut Option<Edtf>, usual: &Option<Edtf>, clause: &Clause| {
        if clock.is_none() && scope.verb.takes(clause.name) {
            clock.clone_from(usual);
        }
    };
    set(&mut clocks.as_of, &usual.as_of, &AS_OF);
    set(&mut clocks.known_by, &usual.known_by, &KNOWN_BY);
    if draft.recorded_at.is_none() && scope.verb.takes(AS_RECORDED_AT.name) {
        draft.recorded_at = world.recorded_at;
    }
}

/// Returns the plan that the clauses have made; nothing if they leave no day on which anything
/// could have changed.
fn finished(ast: &Ast, mut what: What, draft: Draft, notes: Vec<String>) -> Option<Plan> {
    let mut lens = draft.lens;
    lens.via = draft.via;
    if !draft.of.is_empty() {
        lens.of = draft.of.into_iter().collect();
    }
    lens.statuses = if draft.statuses.is_empty() {
        what.usual_statuses()
    } else {
        draft.statuses.into_iter().collect()
    };
    lens.roll_up = what.rolls_up() && !draft.direct;
    what.take_days(&mut lens);
    if matches!(&what, What::Changes { within, .. } if within.is_empty()) {
        return None;
    }
    Some(Plan {
        question: ast.question().to_owned(),
        shape: draft.shape,
        recorded_at: draft.recorded_at,
        lens,
        notes,
        what,
    })
}

/// Checks that the verb takes a clause, and that it does not stand once too often.
fn admit(scope: &Scope<'_>, reading: &Reading, number: usize) -> Result<(), QueryError> {
    let Some(used) = reading.uses.get(number) else {
        return Ok(());
    };
    let (span, clause) = (used.span, used.clause);
    if !scope.verb.takes(clause.name) {
        return Err(pieces::not_taken(scope, clause, span));
    }
    let earlier = reading.uses.iter().take(number);
    if clause.repeat == super::language::Repeat::Once
        && earlier.into_iter().any(|other| other.clause == clause)
    {
        return Err(QueryError::Repeated {
            span,
            clause: clause.name,
        });
    }
    Ok(())
}

/// Checks that no word is left over.
fn leftover(scope: &Scope<'_>, reading: &Reading) -> Result<(), QueryError> {
    match reading.stray.as_slice() {
        [] => Ok(()),
        stray => Err(misplaced(scope, stray)),
    }
}

/// Returns the error for words that have no place.
fn misplaced(scope: &Scope<'_>, stray: &[Token]) -> QueryError {
    pieces::blame(scope, stray).unwrap_or_else(|| QueryError::ExtraWords {
        span: spanned(stray).unwrap_or_default(),
        words: joined(stray),
        usage: scope.verb.usage_line(),
    })
}

#[cfg(test)]
mod tests {
    use crate::edtf::{Edtf, Window};
    use crate::graph::Statuses;
    use crate::model::{EntityKind, Status};
    use crate::query::fixture::{data, fault, id, ids, ontology, plan};
    use crate::query::{Choice, CountBy, End, QueryError, Sort, What};

    fn date(text: &str) -> Edtf {
        Edtf::parse(text).unwrap()
    }

    #[track_caller]
    fn neighbours(text: &str) -> String {
        match plan(text).what {
            What::Neighbours { of, .. } => id(of),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn ends(text: &str) -> (String, String) {
        match plan(text).what {
            What::Paths(paths) => (id(paths.route.from), id(paths.route.to)),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn pair(text: &str) -> (String, String) {
        match plan(text).what {
            What::Between(one, other) => (id(one), id(other)),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn timeline(text: &str) -> (Option<String>, Vec<Vec<String>>) {
        match plan(text).what {
            What::Timeline(subject) => (
                subject.of.map(id),
                subject.with.iter().map(|list| ids(list)).collect(),
            ),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_name_of_several_words_needs_no_quotes() {
        let ministry = "rwanda-foreign-ministry";
        assert_eq!(
            neighbours("neighbours Ministry of Foreign Affairs of Rwanda via office"),
            ministry
        );
        assert_eq!(
            neighbours(
                "neighbours Ministry of Foreign Affairs and International Cooperation via office"
            ),
            ministry
        );
        assert_eq!(
            neighbours("NEIGHBORS   rwanda   development BOARD"),
            "rwanda-development-board"
        );
        assert_eq!(
            neighbours("neighbours “Kassym-Jomart Tokayev”"),
            "kassym-jomart-tokayev"
        );
        assert_eq!(neighbours("neighbours of Rwanda"), "rwanda");
    }

    #[test]
    fn a_part_of_a_name_is_enough_where_only_one_has_it() {
        assert_eq!(neighbours("neighbours Lavrov"), "sergey-lavrov");
        assert_eq!(neighbours("neighbours Лавров"), "sergey-lavrov");
        assert!(matches!(
            fault("neighbours foreign ministry"),
            QueryError::Ambiguous { .. }
        ));
    }

    #[test]
    fn titles_before_the_name_of_a_person_do_not_count() {
        for text in [
            "neighbours President Kagame",
            "neighbours H.E. the President Paul Kagame",
            "neighbours \"President (Dr) Paul Kagame\" via meeting",
        ] {
            assert_eq!(neighbours(text), "paul-kagame", "{text}");
        }
        let What::Common(of) = plan("common President Kagame Foreign Minister Lavrov").what else {
            panic!("not common");
        };
        assert_eq!(ids(&of), ["paul-kagame", "sergey-lavrov"]);
        assert!(matches!(fault("show President"), QueryError::NoBody { .. }));
    }

    #[test]
    fn a_word_that_is_no_topic_means_all_topics_that_have_it() {
        let topics = |text: &str| -> Vec<&str> {
            let topics = plan(text).lens.topics.unwrap().into_iter();
            topics.map(|topic| data().topic(topic)).collect()
        };
        assert_eq!(topics("timeline about energy"), ["energy"]);
        assert_eq!(
            topics("timeline about Security, trade since 2020"),
            ["food security", "regional security", "trade"]
        );
        assert_eq!(
            topics("timeline about minerals critical"),
            ["critical minerals"]
        );
        assert!(matches!(
            fault("timeline about secur"),
            QueryError::UnknownWord { .. }
        ));
    }

    #[test]
    fn paths_have_two_ends() {
        let wanted = ("rwanda-development-board".to_owned(), "asan".to_owned());
        for text in [
            "paths Rwanda Development Board to ASAN",
            "paths from Rwanda Development Board to ASAN",
            "path RDB to \"ASAN\" via meeting, office",
            "paths hops 3 RDB to ASAN",
        ] {
            assert_eq!(ends(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_paths_take_reaches_the_plan() {
        let What::Paths(paths) =
            plan("paths Rwanda to ASAN all hops 3 through Paul Kagame, Azerbaijan avoiding RDB")
                .what
        else {
            panic!("no paths");
        };
        assert_eq!((paths.choice, paths.route.hops), (Choice::All, 3));
        assert_eq!(ids(&paths.route.through), ["paul-kagame", "azerbaijan"]);
        assert_eq!(ids(&paths.route.avoiding), ["rwanda-development-board"]);
        let What::Paths(usual) = plan("paths Rwanda to ASAN").what else {
            panic!("no paths");
        };
        assert_eq!((usual.choice, usual.route.hops), (Choice::Shortest, 6));
    }

    #[test]
    fn entities_are_parted_by_spaces_commas_or_and() {
        let wanted = ["russia", "kazakhstan", "azerbaijan"];
        for text in [
            "common Russia Kazakhstan Azerbaijan",
            "common Russia, Kazakhstan, Azerbaijan",
            "common Russia and Kazakhstan and Azerbaijan",
            "common Russia, Kazakhstan & Azerbaijan of person",
            "common Russia  \"Kazakhstan\" AZE",
        ] {
            let What::Common(of) = plan(text).what else {
                panic!("{text}");
            };
            assert_eq!(ids(&of), wanted, "{text}");
        }
    }

    #[test]
    fn an_and_within_a_name_parts_nothing() {
        let ministry = "rwanda-foreign-ministry".to_owned();
        assert_eq!(
            pair("between Rwanda and Kazakhstan"),
            ("rwanda".to_owned(), "kazakhstan".to_owned())
        );
        assert_eq!(
            pair(
                "between Ministry of Foreign Affairs and International Cooperation and Azerbaijan"
            ),
            (ministry.clone(), "azerbaijan".to_owned())
        );
        assert_eq!(
            pair(
                "between Azerbaijan and Ministry of Foreign Affairs and International Cooperation"
            ),
            ("azerbaijan".to_owned(), ministry)
        );
    }

    #[test]
    fn commas_behind_with_are_alternatives_and_and_adds_a_condition() {
        let list = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            timeline("timeline Rwanda with Kazakhstan, Azerbaijan"),
            (
                Some("rwanda".to_owned()),
                vec![list(&["kazakhstan", "azerbaijan"])]
            )
        );
        for text in [
            "timeline Rwanda with Kazakhstan and Azerbaijan",
            "timeline Rwanda with Kazakhstan with Azerbaijan",
        ] {
            let wanted = vec![list(&["kazakhstan"]), list(&["azerbaijan"])];
            assert_eq!(timeline(text).1, wanted, "{text}");
        }
        assert_eq!(timeline("timeline"), (None, Vec::new()));
        assert_eq!(
            timeline("timeline since 2020 Rwanda").0.as_deref(),
            Some("rwanda")
        );
    }

    #[test]
    fn kinds_categories_plurals_and_synonyms_unite() {
        let ontology = ontology();
        let via = |text: &str| plan(text).lens.via.unwrap();
        let named = |word: &str| ontology.named(word).unwrap();
        let both = via("timeline via diplomatic relations, offices");
        for (kind, _) in ontology.kinds() {
            let wanted =
                named("diplomatic-relations").contains(kind) || named("office").contains(kind);
            assert_eq!(both.contains(kind), wanted);
        }
        assert_eq!(both, via("timeline via diplomatic relations via office"));
        assert_eq!(via("timeline via CONSULT"), named("CONSULT"));
        assert_eq!(
            via("timeline via letters of credence"),
            named("credentials")
        );
        assert_eq!(plan("timeline not via visits").lens.not_via, named("visit"));
    }

    #[test]
    fn windows_intersect() {
        let window = |text: &str| plan(text).lens.window;
        assert_eq!(window("timeline"), Window::EVER);
        assert_eq!(
            window("timeline during 2015/2016"),
            Window::during(&date("2015/2016"))
        );
        assert_eq!(
            window("timeline since 2015 until 2016"),
            Window::spanning(&date("2015"), &date("2016"))
        );
        assert_eq!(
            window("timeline during 2015 to 2016"),
            window("timeline during 2015..2016")
        );
        assert_eq!(
            window("timeline during [2024-11, 2024-12]"),
            Window::during(&date("[2024-11,2024-12]"))
        );
        let empty = fault("timeline since 2016 until 2015");
        assert!(matches!(empty, QueryError::EmptyWindow { .. }));
        assert_eq!(empty.span().start, 26);
    }

    #[test]
    fn statuses_have_a_default_for_each_question() {
        assert_eq!(plan("neighbours Rwanda").lens.statuses, Statuses::linking());
        assert_eq!(plan("timeline Rwanda").lens.statuses, Statuses::ALL);
        assert_eq!(
            plan("timeline status planned, in force").lens.statuses,
            [Status::Planned, Status::InForce].into_iter().collect()
        );
        assert_eq!(
            plan("paths Rwanda to ASAN status canceled").lens.statuses,
            [Status::Cancelled].into_iter().collect()
        );
    }

    #[test]
    fn topics_places_and_sources_reach_the_lens() {
        let lens = plan("timeline about critical minerals, TRADE certain of states").lens;
        let topics = lens.topics.unwrap().into_iter();
        let topics: Vec<&str> = topics.map(|topic| data().topic(topic)).collect();
        assert_eq!(topics, ["critical minerals", "trade"]);
        assert!(lens.certain && lens.of.contains(EntityKind::State));
        assert!(!lens.of.contains(EntityKind::Person));
        let places = plan("timeline at Kazakhstan").lens.places.unwrap();
        assert_eq!(
            ids(&places),
            ["astana", "kazakhstan", "kazakhstan-foreign-ministry"]
        );
        let of = |publisher: &str| {
            let all = data().sources().iter();
            all.filter(|source| source.publisher.as_deref() == Some(publisher))
                .count()
        };
        let named = |text: &str| plan(text).lens.sources.unwrap().len();
        assert_eq!(
            named("timeline from Wall Africa Journal"),
            of("Wall Africa Journal")
        );
        assert_eq!(
            named("timeline from The New Times, kursiv-2023"),
            of("The New Times") + 1
        );
    }

    #[test]
    fn rows_are_cut_and_sorted() {
        let shape = plan("timeline Rwanda last 5 sort by newest limit 3").shape;
        assert_eq!(shape.end, Some(End::Last(5)));
        assert_eq!(shape.sort, Some(Sort::Newest));
        assert_eq!(shape.limit, Some(3));
        let What::Count { by, subject } = plan("count by year Rwanda").what else {
            panic!("no count");
        };
        assert_eq!(
            (by, subject.of.map(id)),
            (CountBy::Year, Some("rwanda".to_owned()))
        );
    }

    #[test]
    fn records_are_shown_by_id_or_name() {
        assert!(matches!(plan("show Paul Kagame").what, What::Entity(_)));
        assert!(matches!(
            plan("show wall-africa-2025").what,
            What::Source(_)
        ));
        assert!(matches!(
            plan("show kagame-visits-kazakhstan-2025").what,
            What::Relation(_)
        ));
        assert!(matches!(
            plan("why kagame-visits-kazakhstan-2025").what,
            What::Why(_)
        ));
        assert_eq!(plan("why 3").what, What::WhyRow(3));
        assert_eq!(
            plan("date [2024-11, 2024-12]").what,
            What::Date(date("[2024-11,2024-12]"))
        );
    }

    #[test]
    fn the_text_to_find_is_taken_as_it_stands() {
        for (asked, wanted) in [
            (
                "find ministry of foreign affairs of institution",
                "ministry of foreign affairs",
            ),
            ("find with to via", "with to via"),
            ("find all at direct", "all at direct"),
        ] {
            let What::Find { text, .. } = plan(asked).what else {
                panic!("{asked}");
            };
            assert_eq!(text, wanted);
        }
    }

    #[test]
    fn the_question_is_kept_as_asked() {
        assert_eq!(
            plan(" :timeline Rwanda ; # all").question,
            "timeline Rwanda"
        );
    }

    #[test]
    fn the_leftmost_fault_is_told() {
        let fault = fault("timeline Rwnda via vsiit during 2015-13");
        assert_eq!(fault.span().start, 9);
    }
}
