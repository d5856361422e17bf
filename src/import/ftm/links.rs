//! Links: edges and events to relations, once all that they may name is known.
//!
//! An edge with several values at its ends is as many relations; an event is one, with all who took
//! part. An end that the file does not have is kept by its id, and noted.

use std::collections::HashMap;

use super::line::Record;
use super::things::{features, is_name, tidy};
use super::vocabulary::{Party, Pattern, Schema};
use super::when::{Extent, Reading as Dated};
use super::{Named, Reading};
use crate::import::{ImportError, Mention, Who};
use crate::model::{Kind, Parties, Relation, RelationId, Report};

/// A record that links others.
#[derive(Debug)]
pub(super) struct Link<'v> {
    pub(super) line: u64,
    pub(super) record: Record,
    pub(super) schema: &'v Schema,
    pub(super) patterns: &'v [Pattern],
}

/// Why a link comes to nothing.
#[derive(Debug)]
enum Refusal {
    /// It is left out on purpose.
    Skipped(String),
    /// Something is wrong with it.
    Rejected(String),
}

/// Who takes part in a link, and what they lend it.
#[derive(Debug, Default)]
struct Seats<'p> {
    taken: Taken<'p>,
    /// The title of the post that somebody holds.
    title: Option<String>,
    /// What is odd about the ends.
    odd: Vec<String>,
}

/// Who plays which role.
type Taken<'p> = Vec<(&'p str, Who)>;

/// Property and value of each end of one relation.
type Ends<'r> = Vec<(&'r str, &'r str)>;

/// A relation that links of the other direction may yet tell of.
#[derive(Debug)]
struct Told {
    line: u64,
    relation: Relation,
    ends: [Who; 2],
}

/// The relations of undirected links, by schema and ends.
#[derive(Debug, Default)]
pub(super) struct Mutual<'v> {
    told: Vec<Told>,
    places: HashMap<(&'v str, Who, Who), Vec<usize>>,
}

impl<'v> Reading<'v, '_> {
    /// Takes a link, to be read when the file is.
    pub(super) fn link(&mut self, link: Link<'v>) -> Result<(), ImportError> {
        match self.named.get(&link.record.id) {
            Some(Named::Link(first)) => {
                let same = self
                    .links
                    .iter()
                    .any(|known| known.line == *first && known.record == link.record);
                if same {
                    self.intake.merged(link.line);
                    return Ok(());
                }
                self.taken(link.line, &link.record)
            }
            Some(_) => self.taken(link.line, &link.record),
            None => {
                self.name(&link.record, Named::Link(link.line));
                self.links.push(link);
                Ok(())
            }
        }
    }

    /// Reads all links.
    pub(super) fn read_links(&mut self) -> Result<(), ImportError> {
        let mut mutual = Mutual::default();
        for link in std::mem::take(&mut self.links) {
            self.intake.check()?;
            self.read_link(&link, &mut mutual)?;
        }
        for told in mutual.told {
            self.intake.relation(told.line, told.relation)?;
        }
        Ok(())
    }

    fn read_link(&mut self, link: &Link<'v>, mutual: &mut Mutual<'v>) -> Result<(), ImportError> {
        let all = link.ends();
        for (number, ends) in (1..).zip(&all) {
            let number = (all.len() > 1).then_some(number);
            match self.relation_of(link, ends, number) {
                Ok((relation, seats)) => self.take(link, relation, &seats, mutual)?,
                Err(Refusal::Skipped(why)) => self.intake.skip(link.line, why),
                Err(Refusal::Rejected(why)) => self.intake.reject(link.line, None, why)?,
            }
        }
        Ok(())
    }

    /// Hands a relation over, or adds its report to that of the same tie seen from its other end.
    fn take(
        &mut self,
        link: &Link<'v>,
        relation: Relation,
        seats: &[(&str, Who)],
        mutual: &mut Mutual<'v>,
    ) -> Result<(), ImportError> {
        let is_mutual = link.schema.edge.as_ref().is_some_and(|edge| !edge.directed);
        let &[(_, from), (_, to)] = seats else {
            return self.intake.relation(link.line, relation).map(|_| ());
        };
        if !is_mutual {
            return self.intake.relation(link.line, relation).map(|_| ());
        }
        let key = (link.schema.name.as_str(), from.min(to), from.max(to));
        let places = mutual.places.entry(key).or_default();
        for place in places.iter() {
            let Some(known) = mutual.told.get_mut(*place) else {
                continue;
            };
            if known.tells(&relation, [from, to], link.schema) {
                known.add(relation);
                self.intake.merged(link.line);
                return Ok(());
            }
        }
        places.push(mutual.told.len());
        mutual.told.push(Told {
            line: link.line,
            relation,
            ends: [from, to],
        });
        Ok(())
    }

    /// Returns the relation that the ends of a link make, and who plays which role.
    fn relation_of<'p>(
        &mut self,
        link: &'p Link<'v>,
        ends: &Ends<'p>,
        number: Option<usize>,
    ) -> Result<(Relation, Taken<'v>), Refusal> {
        let mut refusal = Refusal::Rejected(format!("`{}` links nobody", link.schema.name));
        for pattern in link.patterns {
            let Some(kind) = self.kind(&pattern.kind) else {
                continue;
            };
            let seats = self.seats(link, pattern, ends)?;
            match self.misfit(&kind, &seats) {
                None => {
                    return Ok((
                        self.relation(link, (pattern, &kind), &seats, number)?,
                        seats.taken,
                    ));
                }
                Some(why) => refusal = why,
            }
        }
        Err(refusal)
    }

    fn kind(&self, name: &str) -> Option<Kind> {
        let ontology = self.intake.ontology();
        ontology.find(name).map(|kind| ontology.kind(kind).clone())
    }

    /// Finds who stands at the ends.
    fn seats(
        &mut self,
        link: &Link<'_>,
        pattern: &'v Pattern,
        ends: &Ends<'_>,
    ) -> Result<Seats<'v>, Refusal> {
        let mut seats = Seats::default();
        for party in &pattern.parties {
            let mut is_empty = true;
            for (_, value) in ends
                .iter()
                .filter(|(property, _)| *property == party.property)
            {
                is_empty = false;
                self.seat(link, party, value, &mut seats)?;
            }
            if is_empty && link.schema.edge.is_some() {
                let (schema, property) = (&link.schema.name, &party.property);
                seats.odd.push(format!("`{schema}` without `{property}`"));
                if party.range.is_none() {
                    let who = self.unknown_body(&link.record.id);
                    seats.taken.push((&party.role, who));
                }
            }
        }
        Ok(seats)
    }

    /// Puts whom a value names into a role.
    fn seat(
        &mut self,
        link: &Link<'_>,
        party: &'v Party,
        value: &str,
        seats: &mut Seats<'v>,
    ) -> Result<(), Refusal> {
        if party.text && !is_name(value) {
            return Ok(());
        }
        if party.text {
            let who = self.intake.entity(&Mention {
                kind: party.range,
                ..Mention::named(value)
            });
            seats.taken.push((&party.role, who));
            return Ok(());
        }
        match (self.named.get(value).copied(), party.range) {
            (Some(Named::Thing(who)), _) => seats.taken.push((&party.role, who)),
            (Some(Named::Post(post)), None) => self.hold(link.line, party, post, seats),
            (Some(Named::Apart(why)), _) => {
                return Err(Refusal::Skipped(format!(
                    "a link to what is left out: {why}"
                )));
            }
            (Some(Named::Post(_) | Named::Link(_)), _) => {
                let why = format!(
                    "`{}` names `{value}`, which cannot stand there",
                    party.property
                );
                return Err(Refusal::Rejected(why));
            }
            (None, range) => {
                let property = &party.property;
                seats.odd.push(format!(
                    "`{property}` names `{value}`, which the file does not have"
                ));
                let who = match range {
                    Some(kind) => self.stranger(value, kind),
                    None => self.unknown_body(value),
                };
                seats.taken.push((&party.role, who));
            }
        }
        Ok(())
    }

    /// Puts the body that a post belongs to into a role, and lends its title.
    fn hold(&mut self, line: u64, party: &'v Party, post: usize, seats: &mut Seats<'v>) {
        let Some(post) = self.posts.get_mut(post) else {
            return;
        };
        post.is_held = true;
        let id = post.id.clone();
        seats.title = Some(post.title.clone());
        let (bodies, countries) = (post.bodies.clone(), post.countries.clone());
        let mut found = Vec::new();
        for body in bodies {
            match self.named.get(&body) {
                Some(Named::Thing(who)) => found.push(*who),
                _ => seats.odd.push(format!(
                    "the post is of `{body}`, which the file does not have"
                )),
            }
        }
        // What concerns several countries is an office of none of them.
        if let ([], [country]) = (found.as_slice(), countries.as_slice()) {
            found.extend(self.country(line, country));
        }
        if found.is_empty() {
            let odd = "a post of which nobody says to what it belongs".to_owned();
            seats.odd.push(odd);
            found.push(self.unknown_body(&id));
        }
        seats
            .taken
            .extend(found.into_iter().map(|who| (party.role.as_str(), who)));
    }

    /// Returns why a relation of a kind cannot have these parties.
    fn misfit(&self, kind: &Kind, seats: &Seats<'_>) -> Option<Refusal> {
        if let [(_, one), (_, other)] = seats.taken.as_slice()
            && one == other
        {
            return Some(Refusal::Skipped("both ends are the same".to_owned()));
        }
        for role in &kind.roles {
            let playing = || seats.taken.iter().filter(|(name, _)| *name == role.id);
            let count = playing().count();
            if count < role.min || role.max.is_some_and(|most| count > most) {
                let known = || format!("{count} as `{}` do not make a `{}`", role.id, kind.id);
                let why = seats.odd.first().cloned().unwrap_or_else(known);
                return Some(Refusal::Rejected(why));
            }
            let fits =
                |who: &Who| role.of.is_empty() || role.of.contains(&self.intake.entity_kind(*who));
            if let Some((_, who)) = playing().find(|(_, who)| !fits(who)) {
                let (id, found) = (self.intake.entity_id(*who), self.intake.entity_kind(*who));
                let why = format!(
                    "`{id}` is of the sort {found} and cannot be `{}` of `{}`",
                    role.id, kind.id
                );
                return Some(Refusal::Rejected(why));
            }
        }
        if seats.taken.len() < 2 {
            let why = format!("one alone makes no `{}`", kind.id);
            return Some(Refusal::Rejected(why));
        }
        None
    }

    fn relation(
        &mut self,
        link: &Link<'_>,
        (pattern, kind): (&Pattern, &Kind),
        seats: &Seats<'_>,
        number: Option<usize>,
    ) -> Result<Relation, Refusal> {
        let id = match number {
            Some(number) => format!("{}-{}-{number}", self.source, link.line),
            None => format!("{}-{}", self.source, link.line),
        };
        let id = RelationId::new(&id).map_err(|error| Refusal::Rejected(error.to_string()))?;
        let parties = seats
            .taken
            .iter()
            .fold(Parties::new(), |parties, (role, who)| {
                parties.with(role, self.intake.entity_id(*who).clone())
            });
        let dated = link.extent().read(kind.nature);
        // What is odd about a row is odd about each of its relations, but told once.
        let told = number.is_none_or(|number| number == 1).then_some(());
        for odd in told
            .into_iter()
            .flat_map(|()| dated.odd.iter().chain(&seats.odd))
        {
            self.intake.note(link.line, odd.clone());
        }
        let mut relation = Relation::new(id, kind.id.clone(), parties);
        let own = link.record.all(&pattern.title).next().map(tidy);
        relation.title = own
            .or_else(|| seats.title.clone())
            .or_else(|| pattern.named.clone());
        let report = Report::new(self.source.clone()).with_locator(format!("row {}", link.line));
        let note = link.note(pattern, &dated);
        relation.when = dated.when;
        relation.reports.push(Report { note, ..report });
        Ok(relation)
    }
}

impl Link<'_> {
    /// Returns the ends of each relation that the link is.
    fn ends(&self) -> Vec<Ends<'_>> {
        let Some(edge) = &self.schema.edge else {
            let parties = self.patterns.iter().flat_map(|pattern| &pattern.parties);
            let mut ends: Ends<'_> = Vec::new();
            for party in parties {
                let property = party.property.as_str();
                if !ends.iter().any(|(known, _)| *known == property) {
                    ends.extend(self.record.values(property).map(|value| (property, value)));
                }
            }
            return vec![ends];
        };
        let (source, target) = (edge.source.as_str(), edge.target.as_str());
        let side = |property: &str| -> Vec<Option<&str>> {
            let values: Vec<Option<&str>> = self.record.values(property).map(Some).collect();
            if values.is_empty() {
                vec![None]
            } else {
                values
            }
        };
        let (sources, targets) = (side(source), side(target));
        let mut all = Vec::new();
        for from in &sources {
            for to in &targets {
                let from = from.map(|value| (source, value));
                all.push(
                    from.into_iter()
                        .chain(to.map(|value| (target, value)))
                        .collect(),
                );
            }
        }
        all
    }

    /// Returns the dates of the link.
    fn extent(&self) -> Extent<'_> {
        let filled = |properties: &[String]| -> Vec<&str> {
            let first = properties.iter().find(|property| self.record.has(property));
            first
                .into_iter()
                .flat_map(|property| self.record.values(property))
                .collect()
        };
        Extent {
            begins: filled(self.schema.start()),
            seen: filled(self.schema.seen()),
            ends: filled(self.schema.end()),
        }
    }

    /// Returns what the record tells that stands nowhere else in the relation.
    fn note(&self, pattern: &Pattern, reading: &Dated) -> Option<String> {
        let schema = self.schema;
        let dates: Vec<&String> = schema
            .start()
            .iter()
            .chain(schema.seen())
            .chain(schema.end())
            .collect();
        let is_end = |property: &String| {
            let mut parties = pattern.parties.iter();
            parties.any(|party| party.property == *property)
        };
        let title = pattern
            .title
            .iter()
            .find(|property| self.record.has(property));
        let stands = |property: &String| is_end(property) || Some(property) == title;
        let mut told: Vec<&String> = schema.featured.iter().collect();
        told.retain(|property| !stands(property) && !dates.contains(property));
        if !reading.odd.is_empty() {
            told.extend(dates);
        }
        let told: Vec<String> = features(&self.record, &told).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

impl Told {
    /// Tells whether another relation between the same two is this one, told once more or from the
    /// other end.
    fn tells(&self, other: &Relation, ends: [Who; 2], schema: &Schema) -> bool {
        let titles = (self.relation.title.as_deref(), other.title.as_deref());
        let agree = match titles {
            (None, None) => true,
            (Some(one), Some(two)) if self.ends == ends => one == two,
            (Some(one), Some(two)) => schema.are_inverse(one, two),
            _ => false,
        };
        agree && self.relation.when == other.when
    }

    /// Adds the report of a relation that is this one.
    fn add(&mut self, other: Relation) {
        let is_turned = other.title != self.relation.title;
        let seen = other.title.filter(|_| is_turned);
        let seen = seen.map(|title| format!("seen from the other end, as `{title}`"));
        self.relation
            .reports
            .extend(other.reports.into_iter().map(|report| {
                let told = seen.clone().into_iter().chain(report.note.clone());
                let told: Vec<String> = told.collect();
                Report {
                    note: (!told.is_empty()).then(|| told.join("; ")),
                    ..report
                }
            }));
    }
}
