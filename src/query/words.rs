//! A plan in words: the question that would make it.

use itertools::Itertools;

use crate::edtf::Window;
use crate::graph::{Lens, Statuses};
use crate::model::{Dataset, EntityIx, EntityKind, KindSet, Status};

use super::{Aim, Choice, End, Made, Office, PathsPlan, Plan, Shape, Subject, What, places_within};

/// Returns a question that makes this plan, entities named by their ids.
///
/// Used where a program put the plan together, so that its answer can be asked for again in words.
pub fn words(plan: &Plan, data: &Dataset) -> String {
    let parts = [
        asked(&plan.what, data),
        lens(&plan.lens, plan.what.usual_statuses(), data),
        direct(plan),
        recorded(plan),
        shape(plan.shape),
    ];
    parts.into_iter().flatten().join(" ")
}

fn id(data: &Dataset, entity: EntityIx) -> &str {
    data.entity(entity).id.as_str()
}

fn ids(data: &Dataset, entities: &[EntityIx], separator: &str) -> String {
    entities
        .iter()
        .map(|entity| id(data, *entity))
        .join(separator)
}

/// Returns the words for what is asked.
fn asked(what: &What, data: &Dataset) -> Vec<String> {
    match what {
        What::Find { text, kinds } => {
            let mut words = vec![format!("find \"{text}\"")];
            words.extend((!kinds.is_empty()).then(|| format!("of {}", kinds.iter().join(", "))));
            words
        }
        What::Entity(entity) => vec![format!("show {}", id(data, *entity))],
        What::Relation(relation) => vec![format!("show {}", data.relation_id(*relation))],
        What::Source(source) => vec![format!("show {}", data.source(*source).id)],
        What::Neighbours { of, hops } => {
            let mut words = vec![format!("neighbours {}", id(data, *of))];
            words.extend((*hops > 1).then(|| format!("hops {hops}")));
            words
        }
        What::Paths(plan) => paths(plan, data),
        What::Timeline(whose) => [vec!["timeline".to_owned()], subject(whose, data)].concat(),
        What::Between(a, b) => vec![format!("between {} and {}", id(data, *a), id(data, *b))],
        What::Common(of) => vec![format!("common {}", ids(data, of, ", "))],
        What::Count { subject: whose, by } => [
            vec!["count".to_owned()],
            subject(whose, data),
            vec![format!("by {}", by.word())],
        ]
        .concat(),
        What::Rank(measure) => vec![format!("rank by {}", measure.word())],
        What::Groups(grouping) => vec![format!("groups by {}", grouping.word())],
        What::Why(relation) => vec![format!("why {}", data.relation_id(*relation))],
        What::WhyRow(row) => vec![format!("why {row}")],
        What::Who(office) => who(office, data),
        What::Changes {
            subject: whose,
            within,
        } => [
            vec!["changes".to_owned()],
            subject(whose, data),
            window(*within).into_iter().collect(),
        ]
        .concat(),
        What::Conflicts(whose) => [vec!["conflicts".to_owned()], subject(whose, data)].concat(),
        What::History { of, made } => entries("history", Some(of), made),
        What::Log { of, made } => entries("log", of.as_deref(), made),
        What::Date(edtf) => vec![format!("date {edtf}")],
    }
}

fn who(office: &Office, data: &Dataset) -> Vec<String> {
    let body = office.body.map(|body| id(data, body));
    match (&office.title, body) {
        (Some(title), Some(body)) => vec![format!("who \"{title} of {body}\"")],
        (Some(title), None) => vec![format!("who \"{title}\"")],
        (None, body) => std::iter::once("who")
            .chain(body)
            .map(str::to_owned)
            .collect(),
    }
}

fn subject(subject: &Subject, data: &Dataset) -> Vec<String> {
    let of = subject.of.map(|of| id(data, of).to_owned());
    let with = subject
        .with
        .iter()
        .map(|any| format!("with {}", ids(data, any, ", ")));
    of.into_iter().chain(with).collect()
}

fn paths(plan: &PathsPlan, data: &Dataset) -> Vec<String> {
    let route = &plan.route;
    let mut words = vec![format!(
        "paths {} to {}",
        id(data, route.from),
        id(data, route.to)
    )];
    match plan.choice {
        Choice::Shortest => {}
        Choice::All => words.push("all".to_owned()),
        Choice::InOrder(aim) => words.extend(in_order(aim).map(str::to_owned)),
        Choice::Top(number) => words.push(format!("top {number}")),
    }
    words.extend((route.hops != super::DEFAULT_PATH_HOPS).then(|| format!("hops {}", route.hops)));
    words.extend(
        route
            .through
            .iter()
            .map(|entity| format!("through {}", id(data, *entity))),
    );
    words.extend(
        route
            .avoiding
            .iter()
            .map(|entity| format!("avoiding {}", id(data, *entity))),
    );
    words
}

fn in_order(aim: Aim) -> impl Iterator<Item = &'static str> {
    let aimed = match aim {
        Aim::EarliestArrival => None,
        Aim::LatestDeparture => Some("latest departure"),
        Aim::Fastest => Some("fastest"),
    };
    ["in order"].into_iter().chain(aimed)
}

fn lens(lens: &Lens, usual: Statuses, data: &Dataset) -> Vec<String> {
    let kinds = |set: &KindSet| {
        data.ontology()
            .kinds()
            .filter(|(number, _)| set.contains(*number))
            .map(|(_, kind)| &kind.id)
            .join(", ")
    };
    let mut words = Vec::new();
    words.extend(lens.via.as_ref().map(|via| format!("via {}", kinds(via))));
    words.extend((!lens.not_via.is_empty()).then(|| format!("not via {}", kinds(&lens.not_via))));
    let of = EntityKind::ALL
        .into_iter()
        .filter(|kind| lens.of.contains(*kind))
        .collect_vec();
    words
        .extend((of.len() < EntityKind::ALL.len()).then(|| format!("of {}", of.iter().join(", "))));
    words.extend(window(lens.window));
    if let Some(topics) = &lens.topics {
        let topics = topics.iter().map(|topic| data.topic(*topic));
        words.push(format!("about {}", topics.into_iter().join(", ")));
    }
    words.extend(
        lens.places
            .as_deref()
            .map(|places| format!("at {}", root(data, places))),
    );
    if let Some(sources) = &lens.sources {
        let sources = sources.iter().map(|source| &data.source(*source).id);
        words.push(format!("from {}", sources.into_iter().join(", ")));
    }
    if lens.statuses != usual {
        let statuses = Status::ALL
            .into_iter()
            .filter(|status| lens.statuses.contains(*status));
        words.push(format!("status {}", statuses.into_iter().join(", ")));
    }
    words.extend(lens.certain.then(|| "certain".to_owned()));
    let clocks = &lens.clocks;
    words.extend(clocks.as_of.as_ref().map(|day| format!("as of {day}")));
    words.extend(
        clocks
            .known_by
            .as_ref()
            .map(|day| format!("known by {day}")),
    );
    if !lens.without.is_empty() {
        let sources = lens.without.iter().map(|source| &data.source(*source).id);
        words.push(format!("without {}", sources.into_iter().join(", ")));
    }
    words
}

/// Returns the word for a question in which nobody takes part for others.
fn direct(plan: &Plan) -> Vec<String> {
    let is_direct = plan.what.rolls_up() && !plan.lens.roll_up;
    is_direct.then(|| "direct".to_owned()).into_iter().collect()
}

/// Returns the words for the moment whose records are asked about.
fn recorded(plan: &Plan) -> Vec<String> {
    let moment = plan.recorded_at.iter();
    moment
        .map(|moment| format!("as recorded at {}", moment.shortest()))
        .collect()
}

fn entries(verb: &str, of: Option<&str>, made: &Made) -> Vec<String> {
    let mut words = vec![verb.to_owned()];
    words.extend(of.map(quoted));
    if !made.by.is_empty() {
        let authors = made.by.iter().map(|author| quoted(author)).join(", ");
        words.push(format!("made by {authors}"));
    }
    words.extend(window(made.within));
    words
}

/// Returns a text in quotes, unless it is one plain word.
fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// Returns the id of the place within which all others lie.
fn root<'a>(data: &'a Dataset, places: &[EntityIx]) -> &'a str {
    let holds_all = |place: &&EntityIx| places_within(data, **place) == places;
    places
        .iter()
        .find(holds_all)
        .map_or("", |place| id(data, *place))
}

fn window(window: Window) -> Option<String> {
    match (window.first(), window.last()) {
        (Some(first), Some(last)) => Some(format!("during {first}..{last}")),
        (Some(first), None) => Some(format!("since {first}")),
        (None, Some(last)) => Some(format!("until {last}")),
        (None, None) => None,
    }
}

fn shape(shape: Shape) -> Vec<String> {
    let end = shape.end.map(|end| match end {
        End::First(rows) => format!("first {rows}"),
        End::Last(rows) => format!("last {rows}"),
    });
    let sort = shape.sort.map(|sort| format!("sort by {}", sort.word()));
    let limit = shape.limit.map(|rows| format!("limit {rows}"));
    [end, sort, limit].into_iter().flatten().collect()
}
