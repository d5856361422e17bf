//! What would help against what is wrong with a question, in words.

use super::error::{NameCandidate, QueryError};

/// Returns what would help, a line each.
pub(super) fn help(fault: &QueryError) -> Vec<String> {
    match fault {
        QueryError::Advised { fault, instead } => {
            let mut lines = if is_of_an_office(fault) {
                help(fault)
            } else {
                Vec::new()
            };
            lines.push(format!("perhaps `{instead}`"));
            lines
        }
        QueryError::UnclosedQuote { .. } => vec!["close it behind the name".to_owned()],
        QueryError::UnclosedBracket { bracket, .. } => {
            let example = if *bracket == '[' {
                "[1667,1668]"
            } else {
                "{1667,1668}"
            };
            vec![format!("a set of dates is written `{example}`")]
        }
        QueryError::SecondQuestion { .. } => {
            vec!["one question at a time; a name with a semicolon needs quotes".to_owned()]
        }
        QueryError::NotYet { instead, .. } => vec![(*instead).to_owned()],
        QueryError::NotTaken { clause, takers, .. } => {
            vec![format!("`{clause}` goes with {}", listed(takers))]
        }
        QueryError::Repeated { .. } => vec!["once is enough".to_owned()],
        QueryError::Conflict {
            clause: "in order" | "latest departure" | "fastest",
            other: "through",
            ..
        } => vec!["the way there and the way on are two questions".to_owned()],
        QueryError::Conflict { .. } => vec!["keep one of the two".to_owned()],
        QueryError::Missing { usage, .. } | QueryError::ExtraWords { usage, .. } => {
            vec![format!("usage: `{usage}`")]
        }
        QueryError::TooManyNames { .. } => {
            vec!["`common` takes any number; a name with `and` in it may need quotes".to_owned()]
        }
        QueryError::SameTwice { .. } => vec!["two different entities are needed".to_owned()],
        QueryError::NoPlace { .. } => {
            vec!["`at` takes a place, a state or an institution".to_owned()]
        }
        QueryError::NoNumber { clause, .. } => vec![format!("for example `{clause} 3`")],
        QueryError::BadDate { source, .. } => {
            source.help().map(str::to_owned).into_iter().collect()
        }
        QueryError::EmptyWindow { .. } => {
            vec!["several windows count only where they overlap".to_owned()]
        }
        QueryError::NoDate { .. } => {
            vec!["dates are written `2024`, `2024-03` or `2024-03-28`".to_owned()]
        }
        QueryError::TurnedWindow { .. } => vec!["the earlier date comes first".to_owned()],
        QueryError::OutOfRange { .. } => Vec::new(),
        _ => of_an_office(fault).unwrap_or_else(|| nearest_help(fault)),
    }
}

/// Tells whether the way out that is proposed is one among several, so that the others are told too.
fn is_of_an_office(fault: &QueryError) -> bool {
    fault.is_of_a_holder()
        || matches!(fault, QueryError::UnknownTitle { nearest, .. } if !nearest.is_empty())
}

/// Returns help for a word that is not known: the nearest right ones.
fn nearest_help(fault: &QueryError) -> Vec<String> {
    match fault {
        QueryError::UnknownVerb { nearest, verbs, .. } => either("verb", nearest, verbs),
        QueryError::UnknownClause { nearest, .. } => {
            vec![format!("the nearest clause is `{nearest}`")]
        }
        QueryError::UnknownEntity { name, nearest, .. } if nearest.is_empty() => {
            let first = name.split([' ', ',']).next().unwrap_or("TEXT");
            vec![format!(
                "`find {first}` searches all names, aliases and codes"
            )]
        }
        QueryError::UnknownEntity { nearest, .. } => either("name", nearest, &[]),
        QueryError::Ambiguous { candidates, .. } => ambiguity(candidates),
        QueryError::UnknownRelation { nearest, .. } if nearest.is_empty() => {
            vec!["`timeline` lists relations with their ids".to_owned()]
        }
        QueryError::UnknownRelation { nearest, .. } => either("relation", nearest, &[]),
        QueryError::UnknownRecord { nearest, .. } if nearest.is_empty() => {
            vec!["`log` lists what was recorded".to_owned()]
        }
        QueryError::UnknownRecord { nearest, .. } => either("record", nearest, &[]),
        QueryError::UnknownKind {
            word,
            is_entity_kind: true,
            ..
        } => {
            vec![format!("it is a kind of entity: `of {word}`")]
        }
        QueryError::UnknownKind { nearest, .. } if nearest.is_empty() => {
            vec!["`count by kind` lists the kinds in use".to_owned()]
        }
        QueryError::UnknownKind { nearest, .. } => either("kind", nearest, &[]),
        QueryError::UnknownWord {
            what, nearest, all, ..
        } => {
            if nearest.is_empty() && all.is_empty() {
                return vec![format!("`count by {what}` lists the {what}s")];
            }
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            either(what, nearest, &all)
        }
        _ => Vec::new(),
    }
}

/// Returns help for what is said of offices; nothing for other faults.
fn of_an_office(fault: &QueryError) -> Option<Vec<String>> {
    Some(match fault {
        QueryError::NoHolder { others, body, .. } => no_holder(others, body.as_deref()),
        QueryError::NoBody { title, body, .. } => {
            let body = body.as_deref().unwrap_or("BODY");
            vec![
                format!("an office names its body too: `{title} of {body}`"),
                format!("`who {title}` lists all who held it"),
            ]
        }
        QueryError::NoOffice { id, .. } => {
            vec![format!("`show {id}` tells which offices were held")]
        }
        QueryError::UnknownTitle { nearest, .. } if nearest.is_empty() => {
            vec!["`who BODY` lists the offices of a state or an institution".to_owned()]
        }
        QueryError::UnknownTitle { nearest, .. } => either("title", nearest, &[]),
        _ => return None,
    })
}

/// Returns help that names the nearest words, or all there are if none is near.
fn either(what: &str, nearest: &[String], all: &[&str]) -> Vec<String> {
    match (nearest, all) {
        ([], []) => Vec::new(),
        ([], all) => vec![format!("possible are {}", listed(all))],
        ([one], _) => vec![format!("the nearest {what} is `{one}`")],
        (several, _) => {
            let words: Vec<&str> = several.iter().map(String::as_str).collect();
            vec![format!("near to it are {}", listed(&words))]
        }
    }
}

/// Returns help that lists what a name may mean.
fn ambiguity(candidates: &[NameCandidate]) -> Vec<String> {
    const SHOWN: usize = 8;
    let told = |one: &NameCandidate| match &one.held {
        Some(held) => format!("`{}` is {}, {held}", one.id, one.name),
        None => format!("`{}` is the {} {}", one.id, one.kind, one.name),
    };
    let mut help: Vec<String> = candidates.iter().take(SHOWN).map(told).collect();
    if candidates.len() > SHOWN {
        help.push(format!("and {} more", candidates.len() - SHOWN));
    }
    let way_out = if candidates.iter().any(|one| one.held.is_some()) {
        "the id says which is meant; `as of D` means who held it then"
    } else {
        "the id says which is meant, or the whole name in quotes"
    };
    help.push(way_out.to_owned());
    help
}

/// Returns help for an office that nobody held then.
fn no_holder(others: &[String], body: Option<&str>) -> Vec<String> {
    match body {
        Some(body) if others.is_empty() => {
            vec![format!("`who {body}` lists the offices known there")]
        }
        _ => others.to_vec(),
    }
}

/// Returns words in backticks, parted by commas and a last `and`.
fn listed(words: &[&str]) -> String {
    let marked: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match marked.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
