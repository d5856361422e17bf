//! Sentences for answers that are empty: which filter is in the way, and what there would be without it.

use crate::analysis::{self, Cancel, Route, Stopped};
use crate::edtf::Window;
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
        _ => "no relation",
    };
    let mut sentence = vec![what.to_owned()];
    for (words, lens) in relaxed(&plan.lens, plan.what.usual_statuses()) {
        let found = how_many(&plan.what, View::new(network, &lens), cancel)?;
        if found > 0 {
            sentence.push(format!("{found} without {words}"));
        }
    }
    Ok(sentence.join("; "))
}

/// Returns how many rows a question would have through another lens.
fn how_many(what: &What, view: View<'_>, cancel: &Cancel) -> Result<usize, Stopped> {
    Ok(match what {
        What::Neighbours { of, hops } => analysis::neighbours(view, *of, *hops, cancel)?.len(),
        What::Common(of) => analysis::common(view, of, cancel)?.len(),
        What::Timeline(subject) | What::Count { subject, .. } => {
            analysis::timeline(view, subject, cancel)?.len()
        }
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
    let lens = &plan.lens;
    let within = match route.hops {
        1 => "1 hop".to_owned(),
        hops => format!("{hops} hops"),
    };
    let mut sentence = vec![format!("no path within {within}")];
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
    Ok(sentence.join("; "))
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
        assert_eq!(relaxed(&linking, Statuses::linking()), []);
        let ways: Vec<&str> = relaxed(&linking, Statuses::ALL)
            .into_iter()
            .map(|(words, _)| words)
            .collect();
        assert_eq!(ways, ["`status`"]);
    }
}
