//! `about`, `at`, `from`, `status` and `certain`: what relations say of themselves, and who says it.

use std::collections::BTreeSet;

use crate::analysis::{may_hold, places_within};
use crate::model::{EntityIx, EntityKind, Status};
use crate::query::ast::Use;
use crate::query::draft::{Draft, add_new};
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Clause, Repeat};
use crate::query::scope::Scope;
use crate::query::vocabulary;

pub(in crate::query) static ABOUT: Clause = Clause {
    name: "about",
    other: &[],
    usage: "about TOPIC[, TOPIC …]",
    summary: "relations with one of these topics",
    help: "Topics are the words that the data files give to relations, such as `critical-minerals`; they \
           may be written with spaces. Words that are no topic mean all topics that have them: `security` \
           means `regional-security` and `food-security`.",
    examples: &[
        "timeline Paul Kagame about critical minerals",
        "timeline about security",
    ],
    arg: Arg::Topics,
    repeat: Repeat::Unites,
    apply: about,
};

pub(in crate::query) static AT: Clause = Clause {
    name: "at",
    other: &[],
    usage: "at PLACE[, PLACE …]",
    summary: "relations that happened there",
    help: "Takes a place, a state or an institution, and means all that lies within it too.",
    examples: &["timeline at Kazakhstan", "timeline Rwanda at Cairo"],
    arg: Arg::Places,
    repeat: Repeat::Unites,
    apply: at,
};

pub(in crate::query) static FROM: Clause = Clause {
    name: "from",
    other: &["according to"],
    usage: "from SOURCE[, SOURCE …]",
    summary: "relations that one of these sources reports",
    help: "Takes the id or the title of a source, or a publisher, which means all its sources.",
    examples: &["timeline Rwanda from Wall Africa Journal"],
    arg: Arg::Sources,
    repeat: Repeat::Unites,
    apply: from,
};

pub(in crate::query) static STATUS: Clause = Clause {
    name: "status",
    other: &["statuses"],
    usage: "status S[, S …]",
    summary: "relations with one of these statuses",
    help: "Statuses are planned, held, in-force, postponed, cancelled, denied and reported. Without this \
           clause `neighbours`, `paths` and `common` leave cancelled and denied relations out; all other \
           questions take every status.",
    examples: &["timeline Rwanda status planned"],
    arg: Arg::Statuses,
    repeat: Repeat::Unites,
    apply: status,
};

pub(in crate::query) static CERTAIN: Clause = Clause {
    name: "certain",
    other: &["certainly"],
    usage: "certain",
    summary: "without what is merely possible",
    help: "A relation whose date may lie in the window or outside it is left out, instead of being marked \
           with `?`.",
    examples: &["timeline Rwanda during 2025-05 certain"],
    arg: Arg::Nothing,
    repeat: Repeat::Once,
    apply: certain,
};

fn about(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = vocabulary::each(scope, used, |word| {
        Some(scope.topics(word)).filter(|topics| !topics.is_empty())
    })?;
    let before = draft.lens.topics.take().into_iter().flatten();
    let all: BTreeSet<_> = before.chain(named.into_iter().flatten()).collect();
    draft.lens.topics = Some(all.into_iter().collect());
    Ok(())
}

fn at(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let mut places: BTreeSet<EntityIx> = draft.lens.places.take().into_iter().flatten().collect();
    for named in entity::several(scope, used)? {
        let place = scope.data.entity(named.entity);
        if !may_hold(place.kind) {
            return Err(QueryError::NoPlace {
                span: named.span,
                name: place.name.clone(),
                kind: with_article(place.kind),
            });
        }
        places.extend(places_within(scope.data, named.entity));
    }
    draft.lens.places = Some(places.into_iter().collect());
    Ok(())
}

/// Returns the word for a kind of entity with its article.
pub(in crate::query) fn with_article(kind: EntityKind) -> String {
    let article = if matches!(kind, EntityKind::Instrument | EntityKind::Institution) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind}")
}

fn from(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    let named = vocabulary::sources_of(scope, used)?;
    let before = draft.lens.sources.take().into_iter().flatten();
    let all: BTreeSet<_> = before.chain(named).collect();
    draft.lens.sources = Some(all.into_iter().collect());
    Ok(())
}

fn status(scope: &Scope<'_>, used: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    add_new(
        &mut draft.statuses,
        vocabulary::each(scope, used, Status::from_word)?,
    );
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "all clauses are applied alike")]
fn certain(_: &Scope<'_>, _: &Use, draft: &mut Draft) -> Result<(), QueryError> {
    draft.lens.certain = true;
    Ok(())
}
