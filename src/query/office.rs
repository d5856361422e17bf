//! Who held an office on the days asked about, where its name stands for a person.
//!
//! Which office a name means is told by the lexicon, who held it by `analysis`.

use itertools::Itertools;

use super::ast::{joined, spanned};
use super::error::{NameCandidate, QueryError};
use super::lexer::Token;
use super::scope::{Moment, Scope};
use crate::analysis::{Cancel, Office, Term, terms};
use crate::diagnostic::Span;
use crate::edtf::{Edtf, Window};
use crate::graph::{Clocks, Lens, View};
use crate::model::{EntityIx, EntityKind, Status};

/// Returns the error for a title where a name should stand, with a name that could.
pub(super) fn without_body(scope: &Scope<'_>, title: &str, tokens: &[Token]) -> QueryError {
    let bodies = scope.names.offices(scope.data).bodies(title);
    let is_state = |body: &EntityIx| scope.data.entity(*body).kind == EntityKind::State;
    let body = bodies.sorted_by_key(|body| !is_state(body)).next();
    QueryError::NoBody {
        span: spanned(tokens).unwrap_or_default(),
        title: joined(tokens),
        body: body.map(|body| scope.data.entity(body).name.clone()),
    }
}

/// Returns the person who held an office on the days asked about: whoever certainly did or, if that
/// is nobody, whoever possibly did.
///
/// # Errors
/// [`QueryError::Ambiguous`] if several did, [`QueryError::NoHolder`] if nobody is known to have.
pub(super) fn holder(
    scope: &Scope<'_>,
    moment: &Moment<'_>,
    office: &Office,
    (name, span): (&str, Span),
) -> Result<EntityIx, QueryError> {
    let lens = in_office(&moment.lens);
    let view = View::new(moment.network, &lens);
    let found = held(view, office);
    let certain = |term: &Term| term.truth.is_certain();
    let is_certain = found.iter().any(certain);
    let counted = found
        .into_iter()
        .filter(|term| !is_certain || certain(term));
    let counted: Vec<Term> = counted.collect();
    let newest_first = counted.iter().rev().map(|term| term.holder);
    let holders: Vec<EntityIx> = newest_first.unique().collect();
    match holders[..] {
        [] => Err(no_holder(moment, &lens, office, (name, span))),
        [only] => {
            let person = &scope.data.entity(only).name;
            let dates = dates(view, &counted, only);
            let note = format!("`{name}` is read as {person}, {dates}");
            scope.note(span.start, note);
            Ok(only)
        }
        _ => Err(QueryError::Ambiguous {
            span,
            name: name.to_owned(),
            candidates: holders
                .iter()
                .map(|one| NameCandidate {
                    held: Some(dates(view, &counted, *one)),
                    ..NameCandidate::of(scope.data.entity(*one))
                })
                .collect(),
        }),
    }
}

/// Returns the lens for terms of office on the days of another: on the day asked about if there is
/// one, else within the window.
fn in_office(asked: &Lens) -> Lens {
    let mut lens = asked.clone();
    let has_come_about = |status: &Status| status.has_come_about();
    lens.statuses = Status::ALL.into_iter().filter(has_come_about).collect();
    if lens.clocks.as_of.is_some() {
        lens.window = Window::EVER;
    }
    lens
}

/// Returns the terms that pass, oldest first. Nobody can stop so short a search.
fn held(view: View<'_>, office: &Office) -> Vec<Term> {
    terms(view, office, &Cancel::new()).unwrap_or_default()
}

/// Returns when somebody was in office, in words.
fn dates(view: View<'_>, terms: &[Term], holder: EntityIx) -> String {
    let own = terms.iter().filter(|term| term.holder == holder);
    let dates = own.filter_map(|term| view.when(term.tie));
    let dates = dates.map(ToString::to_string).dedup().join(" and ");
    if dates.is_empty() {
        "in office at an unknown time".to_owned()
    } else {
        format!("in office {dates}")
    }
}

/// Returns the error for an office that nobody held then, with those who held it at other times:
/// those nearest to the days asked about.
fn no_holder(
    moment: &Moment<'_>,
    lens: &Lens,
    office: &Office,
    (name, span): (&str, Span),
) -> QueryError {
    let asked = match &lens.clocks.as_of {
        Some(day) => Window::during(day),
        None => lens.window,
    };
    let ever = Lens {
        window: Window::EVER,
        clocks: Clocks {
            as_of: None,
            known_by: lens.clocks.known_by.clone(),
        },
        ..lens.clone()
    };
    let view = View::new(moment.network, &ever);
    let data = moment.network.data();
    let found = held(view, office);
    let told = around(view, &found, asked).into_iter().map(|term| {
        let holder = data.entity(term.holder);
        let dates = dates(view, &[*term], term.holder);
        format!("`{}`, {}, was {dates}", holder.id, holder.name)
    });
    QueryError::NoHolder {
        span,
        office: name.to_owned(),
        others: told.collect(),
        body: office.body.map(|body| data.entity(body).id.to_string()),
    }
}

/// Returns the last term before a window and the first one behind it, of terms in order of time.
fn around<'a>(view: View<'_>, terms: &'a [Term], asked: Window) -> Vec<&'a Term> {
    let held = |term: &Term| view.when(term.tie).map(Edtf::possible_hold);
    let is_before = |term: &&Term| {
        let ends = held(term).map(|(_, last)| last);
        ends.zip(asked.first())
            .is_some_and(|(end, first)| end < first)
    };
    let is_behind = |term: &&Term| {
        let begins = held(term).map(|(first, _)| first);
        begins
            .zip(asked.last())
            .is_some_and(|(begin, last)| begin > last)
    };
    let last = terms.iter().rfind(is_before);
    last.into_iter()
        .chain(terms.iter().find(is_behind))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::graph::Clocks;
    use crate::query::fixture::{fault, id, plan, world};
    use crate::query::{QueryError, What};

    /// Checks which entity a question is about.
    #[track_caller]
    fn check(text: &str, wanted: &str) {
        match plan(text).what {
            What::Neighbours { of, .. } | What::Entity(of) => assert_eq!(id(of), wanted, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn an_office_means_who_held_it_on_the_days_asked_about() {
        let asked = "neighbours foreign minister of Rwanda via meeting";
        for (days, wanted) in [
            ("as of 2024-02-03", "vincent-biruta"),
            ("as of 2025-05-26", "olivier-nduhungirehe"),
            ("during 2025", "olivier-nduhungirehe"),
            ("since 2020 until 2023", "vincent-biruta"),
            ("during 2024 as of 2024-12", "olivier-nduhungirehe"),
        ] {
            check(&format!("{asked} {days}"), wanted);
        }
        check(
            "show as of 2015 president of Kazakhstan",
            "nursultan-nazarbayev",
        );
    }

    #[test]
    fn an_office_is_named_in_several_ways() {
        for name in [
            "foreign minister of Rwanda",
            "\"Foreign Minister of Rwanda\"",
            "the Minister of Foreign Affairs of the Republic of Rwanda",
            "Rwanda's foreign minister",
            "Rwanda’s Minister of Foreign Affairs and International Cooperation",
            "Rwanda foreign minister",
            "foreign minister Rwanda",
            "foreign minister of rwanda-foreign-ministry",
        ] {
            check(&format!("show {name} as of 2025"), "olivier-nduhungirehe");
        }
    }

    #[test]
    fn what_is_read_into_a_name_is_told_once_and_in_order() {
        let asked = "timeline president of Kazakhstan with president of Rwanda as of 2025";
        assert_eq!(
            plan(asked).notes,
            [
                "`president of Kazakhstan` is read as Kassym-Jomart Tokayev, in office \
                 2019-03-20/..",
                "`president of Rwanda` is read as Paul Kagame, in office 2000-04-22/..",
            ]
        );
        assert!(plan("timeline Kagame with Kazakhstan").notes.is_empty());
    }

    #[test]
    fn the_name_of_an_entity_is_none_of_an_office() {
        let What::Common(of) = plan("common Rwanda President Kagame").what else {
            panic!("not common");
        };
        assert_eq!(
            of.into_iter().map(id).collect::<Vec<_>>(),
            ["rwanda", "paul-kagame"]
        );
    }

    #[test]
    fn several_holders_are_told_with_their_terms_the_newest_first() {
        let QueryError::Ambiguous { candidates, .. } =
            fault("timeline foreign minister of Rwanda during 2024")
        else {
            panic!("another fault");
        };
        let told: Vec<_> = candidates
            .iter()
            .map(|one| (one.id.as_str(), one.held.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("olivier-nduhungirehe", Some("in office 2024-06-12/..")),
                ("vincent-biruta", Some("in office 2019-11-04/2024-06-12")),
            ]
        );
    }

    #[test]
    fn an_office_that_nobody_held_then_tells_of_the_nearest_terms() {
        let QueryError::NoHolder { others, .. } = fault("show president of Rwanda as of 1980")
        else {
            panic!("another fault");
        };
        assert_eq!(others.len(), 1, "{others:?}");
        let wrong_date = fault("show president of Rwanda as of 1980-13");
        assert!(matches!(wrong_date, QueryError::BadDate { .. }));
    }

    #[test]
    fn the_clocks_of_a_session_say_who_held_an_office_unless_the_question_does() {
        let clocks = Clocks {
            as_of: crate::edtf::Edtf::parse("2015").ok(),
            known_by: None,
        };
        let person = |text: &str| {
            let plan = crate::query::plan(text, world().under(&clocks))
                .unwrap()
                .unwrap();
            match plan.what {
                What::Entity(of) => id(of),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            person("show president of Kazakhstan"),
            "nursultan-nazarbayev"
        );
        assert_eq!(
            person("show president of Kazakhstan as of 2024"),
            "kassym-jomart-tokayev"
        );
    }
}
