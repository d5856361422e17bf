//! Relations as links and events of FollowTheMoney: the nearest schema whose ends they fit.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::line::{Line, are_dates};
use super::things::{article_id, schema};
use crate::edtf::Edtf;
use crate::exchange::headline::headline;
use crate::exchange::matter::is_plain;
use crate::model::{Dataset, Entity, EntityId, Nature, Relation};

/// What a schema asks of those at an end of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Whoever may act.
    Legal,
    Person,
    Body,
    Asset,
    Project,
}

impl Sort {
    /// Tells whether an entity is of the sort, as it is written.
    fn fits(self, entity: &Entity) -> bool {
        let schema = schema(entity);
        match self {
            Sort::Legal => !matches!(schema, "Project" | "Address"),
            Sort::Person => schema == "Person",
            Sort::Body => matches!(schema, "Organization" | "PublicBody" | "Company"),
            Sort::Asset => schema == "Company",
            Sort::Project => schema == "Project",
        }
    }
}

/// A schema that says what a kind does, of two parties.
struct Form {
    kind: &'static str,
    schema: &'static str,
    /// Role, property and sort of each end.
    ends: [(&'static str, &'static str, Sort); 2],
    /// The property that holds the title.
    title: &'static str,
}

/// Returns the form of a kind, if a schema says the same.
fn form(kind: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.kind == kind)
}

const FORMS: [Form; 8] = [
    Form {
        kind: "membership",
        schema: "Membership",
        ends: [
            ("member", "member", Sort::Legal),
            ("organization", "organization", Sort::Body),
        ],
        title: "role",
    },
    Form {
        kind: "representation",
        schema: "Representation",
        ends: [
            ("representative", "agent", Sort::Legal),
            ("represented", "client", Sort::Legal),
        ],
        title: "role",
    },
    Form {
        kind: "employment",
        schema: "Employment",
        ends: [
            ("employee", "employee", Sort::Person),
            ("employer", "employer", Sort::Body),
        ],
        title: "role",
    },
    Form {
        kind: "ownership",
        schema: "Ownership",
        ends: [
            ("owner", "owner", Sort::Legal),
            ("owned", "asset", Sort::Asset),
        ],
        title: "role",
    },
    Form {
        kind: "family",
        schema: "Family",
        ends: [
            ("person", "person", Sort::Person),
            ("person", "relative", Sort::Person),
        ],
        title: "relationship",
    },
    Form {
        kind: "association",
        schema: "Associate",
        ends: [
            ("party", "person", Sort::Person),
            ("party", "associate", Sort::Person),
        ],
        title: "relationship",
    },
    Form {
        kind: "participation",
        schema: "ProjectParticipant",
        ends: [
            ("participant", "participant", Sort::Legal),
            ("event", "project", Sort::Project),
        ],
        title: "role",
    },
    Form {
        kind: "succession",
        schema: "Succession",
        ends: [
            ("successor", "successor", Sort::Legal),
            ("predecessor", "predecessor", Sort::Legal),
        ],
        title: "role",
    },
];

/// The kinds by which somebody holds a post: the roles of who holds it, and of the body it is of.
const POSTS: [(&str, &str, &str); 3] = [
    ("office", "holder", "body"),
    ("chairmanship", "holder", "body"),
    ("accreditation", "envoy", "sender"),
];

/// Returns how many relations are called by a kind that is not theirs. O(relations).
pub(super) fn without_word(data: &Dataset) -> usize {
    let relations = data.relations();
    relations
        .filter(|relation| !has_word(data, relation))
        .count()
}

/// Tells whether the line of a relation says what kind it is of.
fn has_word(data: &Dataset, relation: &Relation) -> bool {
    let parties = Parties::of(data, relation);
    match relation.kind.as_str() {
        "meeting" => true,
        "association" => parties.0.len() > 1,
        "office" => post(&parties, &relation.kind).is_some(),
        "call" => parties.are_legal(),
        "sanction" => !parties.in_role("sanctioned").is_empty(),
        kind => form(kind).is_some_and(|form| parties.fit(form).is_some()),
    }
}

/// The parties of a relation with their roles.
struct Parties<'d>(Vec<(&'d str, &'d Entity)>);

impl<'d> Parties<'d> {
    fn of(data: &'d Dataset, relation: &'d Relation) -> Parties<'d> {
        let known = |id: &EntityId| data.entity_ix(id.as_str()).map(|at| data.entity(at));
        let all = relation.parties.iter();
        Parties(
            all.filter_map(|(role, id)| Some((role, known(id)?)))
                .collect(),
        )
    }

    fn in_role(&self, role: &str) -> Vec<&'d Entity> {
        let all = self.0.iter();
        all.filter(|(known, _)| *known == role)
            .map(|(_, entity)| *entity)
            .collect()
    }

    fn are_legal(&self) -> bool {
        self.0.iter().all(|(_, entity)| Sort::Legal.fits(entity))
    }

    /// Returns who stands at each end of a form, if these two and nobody else take part.
    fn fit(&self, form: &Form) -> Option<[&'d Entity; 2]> {
        let &[(a, one), (b, other)] = self.0.as_slice() else {
            return None;
        };
        let [(from, _, first), (to, _, second)] = form.ends;
        let ends = if (a, b) == (from, to) {
            [one, other]
        } else {
            [other, one]
        };
        let has_roles = (a, b) == (from, to) || (b, a) == (from, to);
        let fits = has_roles && first.fits(ends[0]) && second.fits(ends[1]);
        (fits && one.id != other.id).then_some(ends)
    }
}

/// Returns who holds a post of whom, if a relation says so of two who can stand there.
fn post<'d>(parties: &Parties<'d>, kind: &str) -> Option<[&'d Entity; 2]> {
    let (_, holder, body) = POSTS.iter().find(|(known, _, _)| *known == kind)?;
    match (
        parties.in_role(holder).as_slice(),
        parties.in_role(body).as_slice(),
    ) {
        (&[holder], &[body]) if Sort::Person.fits(holder) && Sort::Body.fits(body) => {
            Some([holder, body])
        }
        _ => None,
    }
}

/// The relations of a dataset on their way into lines.
pub(super) struct Links<'d> {
    data: &'d Dataset,
    ids: &'d Ids,
    /// The posts written so far, by title and body.
    posts: BTreeMap<(String, EntityId), String>,
}

impl<'d> Links<'d> {
    pub(super) const fn new(data: &'d Dataset, ids: &'d Ids) -> Links<'d> {
        Links {
            data,
            ids,
            posts: BTreeMap::new(),
        }
    }

    /// Returns the lines that a relation becomes: none if it is a tie of one.
    pub(super) fn of(&mut self, relation: &Relation) -> Vec<Line> {
        let parties = Parties::of(self.data, relation);
        let ends = form(&relation.kind).and_then(|form| Some((form, parties.fit(form)?)));
        let is_tie = self.data.nature_of(relation) == Some(Nature::Tie);
        if let Some(ends) = post(&parties, &relation.kind) {
            return self.occupancy(relation, ends);
        }
        let line = match ends {
            Some((form, ends)) => Some(self.formed(relation, form, ends)),
            None if is_tie => self.unknown_link(relation, &parties),
            _ if relation.kind == "call" && parties.are_legal() => self.call(relation, &parties),
            _ if relation.kind == "sanction" => self.sanction(relation, &parties),
            _ => None,
        };
        let event = || (!is_tie).then(|| self.event(relation, &parties));
        line.or_else(event).into_iter().collect()
    }

    /// Returns a line of a schema with what any extent in time has: dates and sources.
    fn line(&self, relation: &Relation, schema: &'static str) -> Line {
        let mut line = Line::new(format!("relation.{}", relation.id), schema);
        line.string("recordId", relation.id.as_str());
        if let Some(summary) = &relation.summary {
            line.text("summary", summary);
        }
        if let Some(status) = relation.status {
            line.string("description", &format!("Status: {status}"));
        }
        if let Some(when) = &relation.when {
            add_dates(&mut line, when);
        }
        let reports = relation.reports.iter();
        for source in reports.filter_map(|report| self.data.source_of(report)) {
            line.push("proof", article_id(source));
            if let Some(url) = &source.url {
                line.url("sourceUrl", url);
            }
            if let Some(publisher) = &source.publisher {
                line.string("publisher", publisher);
            }
        }
        line
    }

    fn id(&self, entity: &Entity) -> String {
        self.ids.id(&entity.id).to_owned()
    }

    fn formed(&self, relation: &Relation, form: &Form, ends: [&Entity; 2]) -> Line {
        let mut line = self.line(relation, form.schema);
        for ((_, property, _), entity) in form.ends.iter().zip(ends) {
            line.push(property, self.id(entity));
        }
        if let Some(title) = &relation.title {
            line.string(form.title, title);
        }
        line
    }

    /// Returns who holds a post, and before it the post, unless it was written for another holder.
    fn occupancy(&mut self, relation: &Relation, [holder, body]: [&Entity; 2]) -> Vec<Line> {
        let title = relation.title_or_kind().to_owned();
        let key = (title.clone(), body.id.clone());
        let mut lines = Vec::new();
        let post = if let Some(post) = self.posts.get(&key) {
            post.clone()
        } else {
            let id = format!("post.{}", relation.id);
            let mut post = Line::new(id.as_str(), "Position");
            post.name("name", &title);
            post.push("organization", self.id(body));
            lines.push(post);
            self.posts.insert(key, id.clone());
            id
        };
        let mut line = self.line(relation, "Occupancy");
        line.push("holder", self.id(holder));
        line.push("post", post);
        lines.push(line);
        lines
    }

    /// Returns a tie that no schema has a word for: between the first party and each other.
    fn unknown_link(&self, relation: &Relation, parties: &Parties<'_>) -> Option<Line> {
        let ((_, first), others) = parties.0.split_first()?;
        let others: Vec<&Entity> = others.iter().map(|(_, entity)| *entity).collect();
        let others = || others.iter().filter(|entity| entity.id != first.id);
        others().next()?;
        let mut line = self.line(relation, "UnknownLink");
        line.push("subject", self.id(first));
        for other in others() {
            line.push("object", self.id(other));
        }
        match (&relation.title, relation.kind.as_str()) {
            (Some(title), "association") => line.string("role", title),
            (None, "association") => {}
            (Some(title), kind) => line.string("role", &format!("{kind}: {title}")),
            (None, kind) => line.string("role", kind),
        }
        Some(line)
    }

    fn call(&self, relation: &Relation, parties: &Parties<'_>) -> Option<Line> {
        let ((_, first), others) = parties.0.split_first()?;
        let mut line = self.line(relation, "Call");
        line.push("caller", self.id(first));
        for (_, other) in others {
            line.push("receiver", self.id(other));
        }
        Some(line)
    }

    fn sanction(&self, relation: &Relation, parties: &Parties<'_>) -> Option<Line> {
        let sanctioned = parties.in_role("sanctioned");
        sanctioned.first()?;
        let mut line = self.line(relation, "Sanction");
        for entity in sanctioned {
            line.push("entity", self.id(entity));
        }
        for entity in parties.in_role("sanctioner") {
            line.string("authority", &entity.name);
        }
        if let Some(title) = &relation.title {
            line.string("program", title);
        }
        Some(line)
    }

    /// Returns any other event, with all who may act as involved in it.
    fn event(&self, relation: &Relation, parties: &Parties<'_>) -> Line {
        let mut line = self.line(relation, "Event");
        let headline = || headline(self.data, relation);
        line.name("name", &relation.title.clone().unwrap_or_else(headline));
        line.string("keywords", &relation.kind);
        for topic in &relation.topics {
            line.string("keywords", topic);
        }
        for (_, entity) in &parties.0 {
            if Sort::Legal.fits(entity) {
                line.push("involved", self.id(entity));
            } else if Sort::Project.fits(entity) {
                line.string("keywords", &entity.name);
            } else {
                line.place("location", &entity.name);
            }
        }
        let place = relation.place.as_ref();
        if let Some(at) = place.and_then(|id| self.data.entity_ix(id.as_str())) {
            line.place("location", &self.data.entity(at).name);
        }
        line
    }
}

/// Adds a date as days on which something began, ended or was so; as a text where the vocabulary has
/// no such dates.
fn add_dates(line: &mut Line, when: &Edtf) {
    if !is_plain(when) || !are_dates(when) {
        line.string("description", &format!("Date: {when}"));
        return;
    }
    match when.as_str().split_once('/') {
        Some((begin, end)) => {
            line.date("startDate", begin);
            line.date("endDate", end);
        }
        None => line.date("date", when.as_str()),
    }
}
