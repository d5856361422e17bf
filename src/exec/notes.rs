//! Sentences for answers that are empty: which filter is in the way, and what there would be without it.

use crate::analysis::{self, Blocked, Cancel, Measure, Route, Stopped, Subject};
use crate::edtf::{Day, Window};
use crate::graph::{EntityKinds, Lens, Network, Statuses, View};
use crate::model::KindSet;
use crate::query::{Plan, What};

/// Returns the lens without one of its filters after the other, each with the words for that filter.
/// The statuses that a question has by itself are no filter of it.
fn relaxed(lens: &Lens, usual: Statuses) -> Vec<(&'static str, Lens)> {
    let mut ways = Vec::new();
    let mut relax = |is_set: bool, words: &'static str, change: &dyn Fn(&mut Lens)| {
        if is_set {
            let mut wider = lens.clone();
            change(&mut wider);
            ways.push((words, wider));
        }
    };
    relax(lens.window != Window::EVER, "the date window", &|lens| {
        lens.window = Window::EVER;
    });
    relax(lens.via.is_some(), "`via`", &|lens| lens.via = None);
    relax(!lens.not_via.is_empty(), "`not via`", &|lens| {
        lens.not_via = KindSet::empty();
    });
    relax(lens.of != EntityKinds::ALL, "`of`", &|lens| {
        lens.of = EntityKinds::ALL;
    });
    relax(lens.topics.is_some(), "`about`", &|lens| lens.topics = None);
    relax(lens.places.is_some(), "`at`", &|lens| lens.places = None);
    relax(lens.sources.is_some(), "`from`", &|lens| {
        lens.sources = None;
    });
    relax(lens.statuses != usual, "`status`", &|lens| {
        lens.statuses = usual;
    });
    relax(lens.certain, "`certain`", &|lens| lens.certain = false);
    relax(lens.clocks.as_of.is_some(), "`as of`", &|lens| {
        lens.clocks.as_of = None;
    });
    relax(lens.clocks.known_by.is_some(), "`known by`", &|lens| {
        lens.clocks.known_by = None;
    });
    relax(!lens.without.is_empty(), "`without`", &|lens| {
        lens.without.clear();
    });
    relax(!lens.roll_up, "`direct`", &|lens| lens.roll_up = true);
    ways
}

/// Returns the sentence for an empty answer.
pub(super) fn nothing(plan: &Plan, network: &Network, cancel: &Cancel) -> Result<String, Stopped> {
    let what = match &plan.what {
        What::Paths(paths) => return no_path(plan, &paths.route, network, cancel),
        What::Find { text, .. } => {
            return Ok(format!("no entity is called anything like `{text}`"));
        }
        What::Neighbours { .. } => "no linked entity",
        What::Common(_) => "no entity is linked to all of them",
        What::Rank(_) | What::Groups(_) => "no entity is linked to another",
        What::Who(_) => "nobody is known to have held that office",
        What::Changes { .. } => "nothing changed",
        What::Conflicts(_) => "no reports disagree",
        _ => "no relation",
    };
    let mut sentence = vec![what.to_owned()];
    sentence.extend(without_filters(plan, network, cancel)?);
    Ok(sentence.join("; "))
}

/// Returns the sentence for an answer about somebody of whom no relation is shown, if there are
/// any without a filter.
pub(super) fn bare(
    plan: &Plan,
    network: &Network,
    cancel: &Cancel,
) -> Result<Option<String>, Stopped> {
    let ways = without_filters(plan, network, cancel)?;
    Ok((!ways.is_empty()).then(|| format!("relations: {}", ways.join("; "))))
}

/// Returns how many rows there are without one filter after the other.
fn without_filters(
    plan: &Plan,
    network: &Network,
    cancel: &Cancel,
) -> Result<Vec<String>, Stopped> {
    let mut ways = Vec::new();
    for (words, lens) in relaxed(&plan.lens, plan.what.usual_statuses()) {
        let found = how_many(&plan.what, View::new(network, &lens), cancel)?;
        if found > 0 {
            ways.push(format!("{found} without {words}"));
        }
    }
    Ok(ways)
}

/// Returns how many rows a question would have through another lens.
fn how_many(what: &What, view: View<'_>, cancel: &Cancel) -> Result<usize, Stopped> {
    Ok(match what {
        What::Neighbours { of, hops } => analysis::neighbours(view, *of, *hops, cancel)?.len(),
        What::Common(of) => analysis::common(view, of, cancel)?.len(),
        What::Timeline(subject) | What::Count { subject, .. } => {
            analysis::timeline(view, subject, cancel)?.len()
        }
        What::Entity(entity) => analysis::timeline(view, &Subject::of(*entity), cancel)?.len(),
        What::Between(a, b) => analysis::timeline(view, &Subject::pair(*a, *b), cancel)?.len(),
        What::Rank(_) => analysis::rank(view, Measure::Degree, cancel)?.rows.len(),
        What::Groups(grouping) => analysis::groups(view, *grouping, cancel)?.members.len(),
        What::Who(office) => analysis::terms(view, office, cancel)?.len(),
        What::Changes { subject, within } => {
            analysis::changes(view, subject, *within, cancel)?.len()
        }
        What::Conflicts(subject) => analysis::conflicts(view, subject, cancel)?.len(),
        _ => 0,
    })
}

/// Returns the sentence for chains that are not there: how long they are without a filter.
fn no_path(
    plan: &Plan,
    route: &Route,
    network: &Network,
    cancel: &Cancel,
) -> Result<String, Stopped> {
    let mut sentence = vec![format!("no path within {}", hops(route))];
    sentence.extend(other_ways(plan, route, network, cancel)?);
    Ok(sentence.join("; "))
}

/// Returns the most steps of a route, in words.
fn hops(route: &Route) -> String {
    match route.hops {
        1 => "1 hop".to_owned(),
        hops => format!("{hops} hops"),
    }
}

/// Returns how many steps chains have without one filter after the other.
fn other_ways(
    plan: &Plan,
    route: &Route,
    network: &Network,
    cancel: &Cancel,
) -> Result<Vec<String>, Stopped> {
    let lens = &plan.lens;
    let mut sentence = Vec::new();
    let mut tell = |words: &str, lens: &Lens, route: &Route| {
        let steps = analysis::shortest_length(View::new(network, lens), route, cancel)?;
        if let Some(steps) = steps {
            sentence.push(format!("{steps} {words}"));
        }
        Ok(())
    };
    let longer = Route {
        hops: u32::MAX,
        ..route.clone()
    };
    tell("with more hops", lens, &longer)?;
    for (words, lens) in relaxed(lens, plan.what.usual_statuses()) {
        tell(&format!("without {words}"), &lens, route)?;
    }
    if !route.avoiding.is_empty() {
        let avoiding = Vec::new();
        let wider = Route {
            avoiding,
            ..route.clone()
        };
        tell("without `avoiding`", lens, &wider)?;
    }
    if !route.through.is_empty() {
        let through = Vec::new();
        let wider = Route {
            through,
            ..route.clone()
        };
        tell("without `through`", lens, &wider)?;
    }
    Ok(sentence)
}

/// Returns the sentence for chains that are there, but none of them in order: what stands in the
/// way, and how long they are in any order.
pub(super) fn not_in_order(
    plan: &Plan,
    route: &Route,
    blocked: Option<&Blocked>,
    view: View<'_>,
    cancel: &Cancel,
) -> Result<String, Stopped> {
    let Some(blocked) = blocked else {
        return no_path(plan, route, view.network(), cancel);
    };
    let id = |relation| view.network().data().relation_id(relation);
    let day =
        |day: Option<Day>| day.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string());
    let pair = blocked.pair;
    let steps = blocked.chain.steps.len();
    Ok(format!(
        "no path in order within {}: `{}` is not before {}, but `{}` not after {}; in any \
         order there is one of {steps} steps",
        hops(route),
        id(pair.earlier),
        day(pair.from),
        id(pair.later),
        day(pair.until),
    ))
}

#[cfg(test)]
mod tests {
    use super::relaxed;
    use crate::graph::{Lens, Statuses};

    #[test]
    fn what_a_question_leaves_out_by_itself_is_no_filter_of_it() {
        let linking = Lens {
            statuses: Statuses::linking(),
            ..Lens::default()
        };
        let rolled = Lens {
            roll_up: true,
            ..linking.clone()
        };
        assert_eq!(relaxed(&rolled, Statuses::linking()), []);
        let ways: Vec<&str> = relaxed(&linking, Statuses::ALL)
            .into_iter()
            .map(|(words, _)| words)
            .collect();
        assert_eq!(ways, ["`status`", "`direct`"]);
    }
}
