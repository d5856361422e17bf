//! `who`: the holders of an office.

use itertools::Itertools;

use crate::analysis::Office;
use crate::model::EntityIx;
use crate::query::ast::{Phrase, joined, spanned};
use crate::query::clause::with_article;
use crate::query::draft::Draft;
use crate::query::entity;
use crate::query::error::QueryError;
use crate::query::language::{Arg, Verb};
use crate::query::lexer::Token;
use crate::query::lexicon::{HELD_IN, may_be_body};
use crate::query::pieces;
use crate::query::plan::{Sort, What};
use crate::query::scope::Scope;
use crate::text;

pub(in crate::query) static WHO: Verb = Verb {
    name: "who",
    other: &["holders"],
    usage: &["[OFFICE | BODY | TITLE]", "[as of D]", "[during D]"],
    summary: "who held an office, and when",
    help: "Takes an office (`foreign minister of Rwanda`), a title alone, or a body alone, which \
           means all its offices. A state has the offices of its institutions too. Titles that mean \
           the same are known: `minister of foreign affairs` is the foreign minister.",
    examples: &[
        "who foreign minister of Rwanda",
        "who foreign minister of Rwanda as of 2024-02-03",
        "who Rwanda since 2024",
        "who president of Kazakhstan",
    ],
    subject: Arg::Office,
    clauses: &[
        "during",
        "between",
        "since",
        "until",
        "as of",
        "known by",
        "as recorded at",
        "from",
        "without",
        "certain",
        "sort by",
        "first",
        "last",
        "limit",
    ],
    sorts: &[Sort::Date, Sort::Newest, Sort::Name],
    keys: &[],
    resolve,
};

fn resolve(scope: &Scope<'_>, subject: &Phrase, _: &mut Draft) -> Result<What, QueryError> {
    asked(scope, subject).map(What::Who)
}

/// Returns the office that a phrase means: a title and a body, or one of them.
fn asked(scope: &Scope<'_>, subject: &Phrase) -> Result<Office, QueryError> {
    let (text, lexicon) = (joined(&subject.items), scope.lexicon());
    let any = Office {
        title: None,
        body: None,
    };
    if subject.is_empty() {
        return Ok(any);
    }
    if let Some(body) = lexicon.body_called(&text) {
        return Ok(Office {
            body: Some(body),
            ..any
        });
    }
    if scope.names.exact(&text).is_empty() {
        if let Some(office) = lexicon.named(&text) {
            return Ok(office);
        }
        if let Some(title) = lexicon.title(&text) {
            return Ok(Office {
                title: Some(title),
                ..any
            });
        }
    }
    part_known(scope, subject)
}

/// Returns the office of which title or body is written in part only, or what is wrong with it.
fn part_known(scope: &Scope<'_>, subject: &Phrase) -> Result<Office, QueryError> {
    let items = subject.items.as_slice();
    let lexicon = scope.lexicon();
    let leads = |token: &Token| HELD_IN.contains(&&*text::fold(&token.text));
    let splits = || {
        let at = items.iter().positions(leads);
        at.filter_map(|at| Some((items.get(..at)?, items.get(at + 1..)?)))
    };
    let known = splits().find_map(|(title, body)| Some((lexicon.title(&joined(title))?, body)));
    if let Some((title, body)) = known {
        return Ok(Office {
            title: Some(title),
            body: Some(body_of(scope, body, at_end(subject))?),
        });
    }
    if let Some(misspelt) = entity::misspelt_title(scope, items) {
        return Err(misspelt);
    }
    let is_body = |body: &[Token]| lexicon.body_called(&joined(body)).is_some();
    if let Some((title, _)) = splits().find(|(_, body)| is_body(body)) {
        return Err(unknown_title(scope, title));
    }
    let found = scope.meanings(&joined(items));
    if found.is_empty() {
        return Err(unknown_title(scope, items));
    }
    let body = body_of(scope, items, at_end(subject))?;
    Ok(Office {
        title: None,
        body: Some(body),
    })
}

fn at_end(subject: &Phrase) -> usize {
    subject.span().end
}

/// Returns the body that words mean; what they mean must have offices.
fn body_of(scope: &Scope<'_>, items: &[Token], end: usize) -> Result<EntityIx, QueryError> {
    let Some(span) = spanned(items) else {
        return Err(pieces::missing_subject(
            scope,
            end,
            "a state or an institution behind the title",
        ));
    };
    let phrase = Phrase {
        items: items.to_vec(),
        at: span.start,
        late: false,
    };
    let named = entity::single(scope, &phrase)?
        .ok_or_else(|| pieces::nothing_fits(scope, phrase.span()))?;
    let entity = scope.data.entity(named.entity);
    if may_be_body(entity.kind) {
        return Ok(named.entity);
    }
    Err(QueryError::NoOffice {
        span,
        name: entity.name.clone(),
        kind: with_article(entity.kind),
        id: entity.id.to_string(),
    })
}

fn unknown_title(scope: &Scope<'_>, items: &[Token]) -> QueryError {
    let title = joined(items);
    QueryError::UnknownTitle {
        span: spanned(items).unwrap_or_default(),
        nearest: scope.lexicon().near_titles(&title),
        title,
    }
}

#[cfg(test)]
mod tests {
    use crate::query::fixture::{fault, id, plan};
    use crate::query::{QueryError, What};

    /// Checks the title and the body that a question asks for.
    #[track_caller]
    fn check(text: &str, title: Option<&str>, body: Option<&str>) {
        let What::Who(office) = plan(text).what else {
            panic!("{text}");
        };
        let asked = office.title.map(|title| title.to_string());
        let found = (asked.as_deref(), office.body.map(id));
        assert_eq!(found, (title, body.map(str::to_owned)), "{text}");
    }

    #[test]
    fn title_and_body_are_asked_for_alone_or_together() {
        let (minister, rwanda) = (Some("foreign minister"), Some("rwanda"));
        check("who foreign minister of Rwanda", minister, rwanda);
        check(
            "who Rwanda's minister of foreign affairs since 2020",
            minister,
            rwanda,
        );
        check("who external affairs minister", minister, None);
        check("who Rwanda", None, rwanda);
        check("who", None, None);
        check("who interim president", Some("acting president"), None);
        check(
            "who chairman of Samruk",
            Some("chair"),
            Some("samruk-kazyna"),
        );
    }

    #[test]
    fn what_is_no_office_is_told_apart() {
        for (text, is_right) in [
            (
                "who forein minister of Rwanda",
                "no office is called `forein minister`",
            ),
            (
                "who foreign minister of Rwnda",
                "no entity is called `Rwnda`",
            ),
            ("who Kagame", "`Paul Kagame` is no office but a person"),
            (
                "who foreign minister of",
                "`who` needs a state or an institution behind the title",
            ),
        ] {
            assert_eq!(fault(text).to_string(), is_right, "{text}");
        }
        assert!(matches!(
            fault("who foreign ministry"),
            QueryError::Ambiguous { .. }
        ));
    }
}
