//! Headlines: a relation in one line, for programs that show a name for everything.
//!
//! Made of names and the words of kinds; what is read back never comes from here.

use crate::model::{Dataset, Relation, Status};

/// So many parties of one side are named; the others are counted.
const NAMED: usize = 4;

/// Returns a relation in one line: `Paul Kagame visited Kazakhstan`, behind a colon the title if it
/// has one, and in brackets how far it has come, unless it has come about.
pub(super) fn headline(data: &Dataset, relation: &Relation) -> String {
    let said = sentence(data, relation).unwrap_or_else(|| relation.kind.clone());
    let title = relation.title.as_ref();
    let title = title.map_or_else(String::new, |title| format!(": {title}"));
    match data.status_of(relation) {
        Status::Held | Status::InForce => format!("{said}{title}"),
        status => format!("{said}{title} ({status})"),
    }
}

/// Returns who did what to whom; nothing if nobody takes part.
fn sentence(data: &Dataset, relation: &Relation) -> Option<String> {
    let kind = data.ontology().kind(data.kind_of(relation)?);
    let parties: Vec<(&str, &str)> = relation
        .parties
        .iter()
        .map(|(role, id)| (role, name_of(data, id.as_str())))
        .collect();
    let (first, _) = parties.first()?;
    let (mut doers, mut others): (Vec<_>, Vec<_>) =
        parties.iter().copied().partition(|(role, _)| role == first);
    if others.is_empty() && doers.len() > 1 {
        others = doers.split_off(1);
    }
    let who = listed(&doers);
    let Some((other, _)) = others.first().copied() else {
        return Some(format!("{who}, {}", kind.id));
    };
    // Those who signed stand beside those who are bound; only one side is told.
    others.retain(|(role, _)| *role == other);
    let words = kind.words(first, other).0;
    Some(format!("{who} {words} {}", listed(&others)))
}

/// Returns the name of an entity; its id if the dataset does not have it.
fn name_of<'d>(data: &'d Dataset, id: &'d str) -> &'d str {
    data.entity_ix(id)
        .map_or(id, |at| data.entity(at).name.as_str())
}

/// Returns names in a row: `A, B and C`, of many only the first.
fn listed(parties: &[(&str, &str)]) -> String {
    let names: Vec<&str> = parties.iter().map(|(_, name)| *name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many if many.len() > NAMED => {
            let shown = many[..NAMED].join(", ");
            format!("{shown} and {} others", many.len() - NAMED)
        }
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn of_many_names_only_the_first_are_told() {
        let row = |count: usize| listed(&[("party", "A"); 7][..count]);
        assert_eq!(row(1), "A");
        assert_eq!(row(3), "A, A and A");
        assert_eq!(row(7), "A, A, A, A and 3 others");
    }
}
