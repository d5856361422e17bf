//! Offices: who held which post of which body, and when.

use crate::edtf::Truth;
use crate::graph::{Lens, View};
use crate::model::{EntityIx, EntityKind, RelationIx, Title};

use super::cancel::Ticker;
use super::timeline::by_date;
use super::{Cancel, Hit, Stopped};

/// An office, or all of a title or of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The title; one that says acting means only those who acted. Nothing means any.
    pub title: Option<Title>,
    /// The state or institution; those that belong to it count too. Nothing means any.
    pub body: Option<EntityIx>,
}

/// A term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The tie that tells of it.
    pub tie: RelationIx,
    /// Who held the office.
    pub holder: EntityIx,
    /// Of which body.
    pub body: EntityIx,
    /// How surely the term passes the lens.
    pub truth: Truth,
    /// Whether the holder was only acting in it.
    pub acting: bool,
}

/// Returns the terms of an office that pass the lens, oldest first.
///
/// Titles are compared by their meaning, as [`Ontology::title`](crate::model::Ontology::title) has it. The office of a state may
/// be an office of one of the institutions that belong to it: a foreign minister is that of a
/// ministry.
///
/// # Errors
/// [`Stopped`] if `cancel` is raised.
///
/// # Complexity
/// O(d log d) in the relations d of the bodies; in all relations, if no body is named.
///
/// # Examples
/// ```
/// use chancery::Chancery;
/// use chancery::analysis::{Cancel, Office, terms};
/// use chancery::edtf::Edtf;
/// use chancery::graph::{Clocks, Lens, View};
///
/// let chancery = Chancery::builtin()?;
/// let data = chancery.data();
/// let office = Office {
///     title: Some(data.ontology().title("minister of foreign affairs")),
///     body: data.entity_ix("rwanda"),
/// };
/// let as_of = Some(Edtf::parse("2024-02-03")?);
/// let lens = Lens { clocks: Clocks { as_of, ..Clocks::default() }, ..Lens::default() };
/// let terms = terms(View::new(chancery.network(), &lens), &office, &Cancel::new())?;
/// assert_eq!(data.entity(terms[0].holder).name, "Vincent Biruta");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn terms(view: View<'_>, office: &Office, cancel: &Cancel) -> Result<Vec<Term>, Stopped> {
    let network = view.network();
    let bodies = office.body.map(|body| belonging(view, body));
    let mut ticker = Ticker::new(cancel);
    let mut ties: Vec<Hit> = Vec::new();
    let mut take = |relation: RelationIx| {
        ticker.tick()?;
        if network.is_post(relation) {
            let truth = view.judge(relation);
            ties.extend(truth.is_possible().then_some(Hit { relation, truth }));
        }
        Ok(())
    };
    match &bodies {
        None => network.data().relation_ixs().try_for_each(&mut take)?,
        Some(bodies) => bodies
            .iter()
            .flat_map(|body| network.spokes(*body))
            .try_for_each(|spoke| take(spoke.relation))?,
    }
    ties.sort_unstable_by_key(|tie| tie.relation);
    ties.dedup();
    by_date(view, &mut ties);
    let wanted = |term: &Term| bodies.as_ref().is_none_or(|all| all.contains(&term.body));
    let terms = ties.iter().flat_map(|tie| terms_of(view, *tie, office));
    Ok(terms.filter(wanted).collect())
}

/// Returns a body and the institutions that belong to it at some time.
fn belonging(view: View<'_>, body: EntityIx) -> Vec<EntityIx> {
    let lens = Lens {
        roll_up: true,
        ..Lens::default()
    };
    let mut agents = View::new(view.network(), &lens).agents(body);
    agents.retain(|agent| view.network().entity_kind(*agent) != EntityKind::Person);
    agents
}

/// Returns the terms that a tie tells of, if it is the office asked for: one for each holder and
/// body.
fn terms_of(view: View<'_>, tie: Hit, office: &Office) -> Vec<Term> {
    let data = view.network().data();
    let title = data.ontology().title(data.title_or_kind(tie.relation));
    let is_asked = office
        .title
        .as_ref()
        .is_none_or(|wanted| wanted.name == title.name && wanted.acting <= title.acting);
    let acting = is_asked.then(|| data.agents_and_principals(tie.relation));
    let Some((holders, bodies)) = acting.flatten() else {
        return Vec::new();
    };
    itertools::iproduct!(holders, bodies)
        .map(|(holder, body)| Term {
            tie: tie.relation,
            holder,
            body,
            truth: tie.truth,
            acting: title.acting,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Office, terms};
    use crate::analysis::Cancel;
    use crate::edtf::Edtf;
    use crate::graph::sample::{at, network};
    use crate::graph::{Clocks, Lens, Network, View};

    /// Checks who held an office of the state, as holder and body, with a `?` where that is only
    /// possible.
    #[track_caller]
    fn check(network: &Network, as_of: Option<&str>, expected: &[&str]) {
        let lens = Lens {
            clocks: Clocks {
                as_of: as_of.map(|day| Edtf::parse(day).unwrap()),
                known_by: None,
            },
            ..Lens::default()
        };
        let office = Office {
            title: None,
            body: Some(at(network, "a")),
        };
        let found = terms(View::new(network, &lens), &office, &Cancel::new()).unwrap();
        let name = |entity| network.data().entity(entity).id.as_str();
        let rows: Vec<String> = found
            .iter()
            .map(|term| {
                let mark = if term.truth.is_certain() { "" } else { "?" };
                format!("{} {}{mark}", name(term.holder), name(term.body))
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn the_offices_of_a_state_are_those_of_its_institutions_too() {
        let network = network(&[
            "office 2015/2019 mr-y > inst-ministry",
            "office 2010/2015 mr-x > inst-ministry",
            "part-of 1994/.. inst-ministry > a",
            "office 2012 mr-z > b",
            "office 2003/2017 mr-w > a",
        ]);
        check(
            &network,
            None,
            &["mr-w a", "mr-x inst-ministry", "mr-y inst-ministry"],
        );
        check(
            &network,
            Some("2012-01-01"),
            &["mr-w a", "mr-x inst-ministry"],
        );
        let shared = ["mr-w a", "mr-x inst-ministry?", "mr-y inst-ministry?"];
        check(&network, Some("2015-05-01"), &shared);
    }
}
