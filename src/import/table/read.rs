//! Reading of rows: from a row and a plan to dates, parties and relations.
//!
//! Finds out what a row says; counting it, and putting rows together, is done elsewhere.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::bind::Test;
use super::date::{self, Ending, Known};
use super::mapping::Gather;
use super::plan::{MomentPlan, PartyPlan, Plan, TellingPlan, WhenPlan};
use super::row::Row;
use super::template::Template;
use crate::edtf::{Day, Edtf};
use crate::import::{Gazetteer, Intake, Who};
use crate::model::{Parties, Relation, RelationId, Role};
use crate::text;

/// Why a row says nothing that could be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The column of the header to blame, counted from 0, if one is.
    pub(super) column: Option<usize>,
    /// What is wrong.
    pub(super) why: String,
}

impl Wrong {
    pub(super) fn new(column: Option<usize>, why: impl Into<String>) -> Wrong {
        Wrong {
            column,
            why: why.into(),
        }
    }
}

/// One relation as a row tells it.
#[derive(Debug)]
pub(super) struct Told {
    /// The relation, without a report.
    pub(super) relation: Relation,
    /// What becomes of other rows that tell of it.
    pub(super) gather: Gather,
}

/// Who the relations of a file are called after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'n> {
    /// What begins the ids of relations that have a key.
    pub(super) keyed: &'n str,
    /// What begins the ids of relations that have none but their line.
    pub(super) by_line: &'n str,
}

/// What is told of names that nobody known bears, each looked for once.
#[derive(Debug, Default)]
pub(super) struct Strangers(RefCell<BTreeMap<String, String>>);

impl Strangers {
    /// So many of them are told with the nearest names; to look for those takes a while.
    const MOST: usize = 1_000;

    /// Returns the words for a name, with those nearest to it.
    fn tell(&self, name: &str) -> String {
        let mut told = self.0.borrow_mut();
        if let Some(told) = told.get(name) {
            return told.clone();
        }
        let unknown = format!("nothing known is called `{name}`");
        if told.len() >= Strangers::MOST {
            return unknown;
        }
        let near = Gazetteer::builtin().nearest(name, 3);
        let near: Vec<String> = near.into_iter().map(|name| format!("`{name}`")).collect();
        let text = match near.as_slice() {
            [] => unknown,
            near => format!("{unknown}, the nearest is {}", near.join(", ")),
        };
        told.insert(name.to_owned(), text.clone());
        text
    }
}

/// Reads rows by a plan.
#[derive(Debug)]
pub(super) struct Reader<'p> {
    pub(super) plan: &'p Plan,
    pub(super) names: Names<'p>,
    pub(super) header: &'p [String],
    pub(super) strangers: Strangers,
}

impl Reader<'_> {
    /// Returns all relations of which a row tells, or the first thing wrong with it.
    pub(super) fn tell(&self, row: &Row<'_>, intake: &mut Intake) -> Result<Vec<Told>, Wrong> {
        let tellings = self.plan.tellings.iter().enumerate();
        let fitting = tellings.filter(|(_, telling)| Test::all_fit(&telling.only, row));
        let told = fitting.map(|(number, telling)| {
            let relation = self.relation(row, telling, number, intake)?;
            Ok(Told {
                relation,
                gather: telling.gather,
            })
        });
        told.collect()
    }

    fn relation(
        &self,
        row: &Row<'_>,
        telling: &TellingPlan,
        number: usize,
        intake: &mut Intake,
    ) -> Result<Relation, Wrong> {
        let when = when(row, &telling.when)?;
        let on = when
            .as_ref()
            .and_then(|when| when.earliest().or(when.latest()));
        let parties = self.parties(row, telling, on, intake)?;
        let mut one_of = |party: Option<usize>| -> Result<Option<Who>, Wrong> {
            let Some(party) = party else { return Ok(None) };
            Ok(self.party(row, party, on, intake)?.into_iter().next())
        };
        let (place, part_of) = (one_of(telling.place)?, one_of(telling.part_of)?);
        let id = self.id(row, telling, number)?;
        let mut relation = Relation::new(id, &telling.kind, parties);
        relation.title = telling.title.as_ref().and_then(|title| title.fill(row));
        relation.when = when;
        relation.status = telling.status;
        relation.place = place.map(|place| intake.entity_id(place).clone());
        relation.part_of = part_of.map(|whole| intake.entity_id(whole).to_string());
        let topics = telling.topics.iter().filter_map(|topic| topic.fill(row));
        relation.topics = topics.collect();
        for (name, text) in &telling.numbers {
            let Some(digits) = text.fill(row) else {
                continue;
            };
            let wrong = |_| Wrong::new(text.column(), format!("`{digits}` is no whole number"));
            let number = digits.parse().map_err(wrong)?;
            relation.numbers.insert(name.clone(), number);
        }
        Ok(relation)
    }

    fn id(&self, row: &Row<'_>, telling: &TellingPlan, number: usize) -> Result<RelationId, Wrong> {
        let text = match &telling.id {
            Some(key) => {
                let empty = || Wrong::new(key.column(), "the key of the row is empty");
                let key = key.fill(row).ok_or_else(empty)?;
                format!("{} {key}", self.names.keyed)
            }
            // The second relation of a row, and those after it, need more than the line.
            None if number > 0 => format!("{} {} {}", self.names.by_line, row.line, number + 1),
            None => format!("{} {}", self.names.by_line, row.line),
        };
        RelationId::new(&text::slug(&text)).map_err(|error| Wrong::new(None, error.to_string()))
    }

    fn parties(
        &self,
        row: &Row<'_>,
        telling: &TellingPlan,
        on: Option<Day>,
        intake: &mut Intake,
    ) -> Result<Parties, Wrong> {
        let mut parties = Parties::new();
        let mut everybody = Vec::new();
        for (role, of_role) in &telling.roles {
            let mut here: Vec<Who> = Vec::new();
            for party in of_role {
                for who in self.party(row, *party, on, intake)? {
                    // A list that names somebody twice means them once.
                    if !here.contains(&who) {
                        here.push(who);
                    }
                }
            }
            for who in &here {
                parties = parties.with(role, intake.entity_id(*who).clone());
            }
            everybody.append(&mut here);
        }
        everybody.sort_unstable();
        everybody.dedup();
        if everybody.len() < 2 && telling.gather == Gather::No {
            return Err(Wrong::new(None, "fewer than two parties are named"));
        }
        check_numbers(telling, &parties, intake)?;
        Ok(parties)
    }

    /// Returns the entities that a row names in one place of the mapping.
    fn party(
        &self,
        row: &Row<'_>,
        party: usize,
        on: Option<Day>,
        intake: &mut Intake,
    ) -> Result<Vec<Who>, Wrong> {
        let Some(plan) = self.plan.parties.get(party) else {
            return Ok(Vec::new());
        };
        let named = plan.named(row, &self.plan.cleaning);
        if named.is_empty() && plan.optional {
            return Ok(Vec::new());
        }
        let nobody = || Wrong::new(plan.column(), self.nobody(plan));
        let country = plan.country.as_ref().and_then(|country| country.fill(row));
        let mut everybody = Vec::new();
        for named in named {
            let named = named.ok_or_else(nobody)?;
            let who = named.mention(country.as_deref(), on, |mention| {
                let must_be_known = plan.known.unwrap_or(named.is_state());
                let is_wanted = !must_be_known || intake.knows(mention);
                is_wanted.then(|| intake.entity(mention))
            });
            match who {
                Some(who) if intake.is_nobody(who) => {
                    let why = format!("`{}` is no name: it has no letters", named.written());
                    return Err(Wrong::new(plan.column(), why));
                }
                Some(who) => everybody.push(who),
                // Whoever may be missing may be unknown.
                None if plan.optional => {
                    let name = named.written();
                    intake.note(row.line, format!("`{name}` is not known, and left out"));
                }
                None => {
                    let why = self.strangers.tell(named.written());
                    return Err(Wrong::new(plan.column(), why));
                }
            }
        }
        if everybody.is_empty() && !plan.optional {
            return Err(nobody());
        }
        Ok(everybody)
    }

    /// Returns the words for a row that names nobody.
    fn nobody(&self, plan: &PartyPlan) -> String {
        let column = plan.column().and_then(|column| self.header.get(column));
        match column {
            Some(column) => format!("the column `{column}` is empty"),
            None => format!("no {} is named", plan.word),
        }
    }
}

/// Checks that no role has fewer or more parties than its kind allows.
fn check_numbers(telling: &TellingPlan, parties: &Parties, intake: &Intake) -> Result<(), Wrong> {
    for role in roles_of(telling, intake) {
        let here = parties.roles().find(|(id, _)| *id == role.id);
        let found = here.map_or(0, |(_, entities)| entities.len());
        // Rows that tell of one relation together may each name one party of many.
        let too_few = found < role.min && !(telling.gather != Gather::No && found > 0);
        if too_few || role.max.is_some_and(|most| found > most) {
            let why = format!("{found} as `{}` of `{}`", role.id, telling.kind);
            return Err(Wrong::new(None, why));
        }
    }
    Ok(())
}

/// Returns the date of a relation, as a row gives it.
fn when(row: &Row<'_>, plan: &WhenPlan) -> Result<Option<Edtf>, Wrong> {
    let column = |moments: &[MomentPlan]| moments.first().and_then(MomentPlan::column);
    let on = first_of(&plan.on, row)?;
    if let Some(on) = on {
        let date = date::single(on).map_err(|why| Wrong::new(column(&plan.on), why))?;
        return Ok(Some(date));
    }
    let open = plan
        .open
        .as_ref()
        .is_some_and(|open| Test::all_fit(open, row));
    let (from, to) = (first_of(&plan.from, row)?, first_of(&plan.to, row)?);
    let to = match to {
        _ if open => Ending::Open,
        None if plan.is_event => from.map_or(Ending::Unknown, Ending::On),
        to => Ending::new(to, plan.no_end),
    };
    let date = date::stretch(from, to).map_err(|why| Wrong::new(column(&plan.to), why))?;
    Ok(date.or_else(|| plan.otherwise.clone()))
}

/// Returns the roles of the kind of a relation.
fn roles_of<'i>(telling: &TellingPlan, intake: &'i Intake) -> &'i [Role] {
    let ontology = intake.ontology();
    let kind = ontology.find(&telling.kind);
    kind.map_or(&[], |kind| &ontology.kind(kind).roles)
}

/// Returns the first date of several that a row gives.
fn first_of(moments: &[MomentPlan], row: &Row<'_>) -> Result<Option<Known>, Wrong> {
    for moment in moments {
        if let Some(known) = moment.read(row)? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

impl MomentPlan {
    /// Returns the column to blame if the date is wrong.
    fn column(&self) -> Option<usize> {
        let mut texts = self.text.iter().chain(&self.year);
        texts.find_map(Template::column)
    }

    /// Returns the date that a row gives.
    fn read(&self, row: &Row<'_>) -> Result<Option<Known>, Wrong> {
        let part = |text: &Option<Template<usize>>| {
            let part = text.as_ref().and_then(|text| text.fill(row));
            part.filter(|part| !self.unknown.contains(part))
                .unwrap_or_default()
        };
        let read = if let Some(text) = &self.text {
            let text = text.fill(row);
            let text = text.filter(|text| !self.unknown.contains(text));
            let read = text.map(|text| Known::read(&text, self.slashes));
            read.transpose().map(Option::flatten)
        } else {
            let [year, month, day] = [&self.year, &self.month, &self.day].map(part);
            let wrong = |()| format!("`{year}-{month}-{day}` is no date");
            Known::of_parts(&year, &month, &day).map_err(wrong)
        };
        let known = read.map_err(|why| Wrong::new(self.column(), why))?;
        let fits = |tests: &Option<Vec<Test>>| {
            tests
                .as_ref()
                .is_some_and(|tests| Test::all_fit(tests, row))
        };
        Ok(known.map(|known| {
            let known = if fits(&self.coarse) {
                known.coarsened()
            } else {
                known
            };
            if fits(&self.about) {
                known.about()
            } else {
                known
            }
        }))
    }
}
