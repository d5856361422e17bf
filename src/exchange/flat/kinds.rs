//! Words of edges: which kind of relation they mean, and which roles their ends play.

use std::collections::BTreeMap;

use crate::model::{Kind, Ontology};
use crate::text;

/// What a word of an edge means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meant<'o> {
    /// The kind of relation.
    pub(super) kind: &'o Kind,
    /// The roles of the two ends.
    pub(super) roles: [&'o str; 2],
}

/// The words of an ontology that edges may use.
#[derive(Debug)]
pub(super) struct Words<'o> {
    ontology: &'o Ontology,
    /// Words from one party to another, folded, where only one kind has them.
    links: BTreeMap<String, Option<Meant<'o>>>,
}

impl<'o> Words<'o> {
    /// Gathers the words. O(links · log links).
    pub(super) fn of(ontology: &'o Ontology) -> Words<'o> {
        let mut links = BTreeMap::new();
        for (_, kind) in ontology.kinds() {
            for link in &kind.links {
                let (from, to) = (link.from.as_str(), link.to.as_str());
                let mut add = |words: &str, roles| {
                    let meant = Meant { kind, roles };
                    let known = links.entry(text::fold(words)).or_insert(Some(meant));
                    *known = known.filter(|known| *known == meant);
                };
                add(&link.forward, [from, to]);
                link.back.iter().for_each(|words| add(words, [to, from]));
            }
        }
        Words { ontology, links }
    }

    /// Returns what a word means: the id of a kind, another word for one, or what one party does to
    /// the other (`visited`, `received a visit from`).
    pub(super) fn meaning(&self, word: &str) -> Option<Meant<'o>> {
        self.kind(word).map(meant).or_else(|| {
            let known = self.links.get(&text::fold(word));
            known.copied().flatten()
        })
    }

    /// Returns the kind that a word names alone.
    fn kind(&self, word: &str) -> Option<&'o Kind> {
        let exact = self.ontology.find(word).map(|at| self.ontology.kind(at));
        exact.or_else(|| {
            let named = self.ontology.named(word)?;
            let kinds = self.ontology.kinds();
            let mut kinds = kinds.filter(|(at, _)| named.contains(*at));
            kinds
                .next()
                .filter(|_| kinds.next().is_none())
                .map(|(_, kind)| kind)
        })
    }

    /// Returns what is wrong with a word that means no kind.
    pub(super) fn unknown(&self, word: &str) -> String {
        let ids = self.ontology.kinds().map(|(_, kind)| kind.id.as_str());
        let told = format!("`{word}` is no kind of relation");
        match text::nearest(word, ids) {
            Some(nearest) => format!("{told}; the nearest is `{nearest}`"),
            None => told,
        }
    }
}

/// Returns the roles of an edge of which only the kind is known: those of the first link.
fn meant(kind: &Kind) -> Meant<'_> {
    let linked = kind.links.first();
    let linked = linked.map(|link| [link.from.as_str(), link.to.as_str()]);
    let mut roles = kind.roles.iter().map(|role| role.id.as_str());
    let first = roles.next().unwrap_or_default();
    let roles = linked.unwrap_or([first, roles.next().unwrap_or(first)]);
    Meant { kind, roles }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::model::{Kind, Link, Nature, Ontology, Role};

    #[track_caller]
    fn check(word: &str, expected: Option<[&str; 2]>) {
        let link = Link {
            back: Some("received a visit from".to_owned()),
            ..Link::new("visitor", "host", "visited")
        };
        let roles = ["visitor", "host"].map(Role::new).to_vec();
        let visit = Kind {
            links: vec![link],
            ..Kind::new("visit", Nature::Event, roles)
        };
        let ontology = Ontology::new(Vec::new(), vec![visit]).unwrap();
        let meaning = Words::of(&ontology).meaning(word);
        assert_eq!(meaning.map(|meant| meant.roles), expected, "{word}");
    }

    #[test]
    fn a_kind_is_known_by_its_id_its_plural_and_what_it_does() {
        check("visit", Some(["visitor", "host"]));
        check("Visits", Some(["visitor", "host"]));
        check("VISITED", Some(["visitor", "host"]));
        check("received a visit from", Some(["host", "visitor"]));
        check("bombed", None);
    }
}
