//! The plan of a table: its mapping with every word and column found, ready to read rows.
//!
//! Says what each part of the mapping comes to; rows themselves are read elsewhere.

use std::ops::Range;

use super::bind::{Binder, Columns, Fault, Test};
use super::mapping::{Gather, Made, Mapping, Moment, NoEnd, Party, Slashes, Telling, When};
use super::row::{Cleaning, Row};
use super::template::Template;
use crate::edtf::Edtf;
use crate::model::{EntityKind, Field, Kind, Nature, Ontology, Status};
use crate::text;

/// The columns that every row has: the name of the file without its endings, and the line.
pub(super) const ALWAYS_MADE: [&str; 2] = ["file", "line"];
/// The columns of a run.
pub(super) const RUN_COLUMNS: [&str; 4] = ["column", "value", "first", "last"];

/// A mapping that has been bound to a header.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// What is done to every cell.
    pub(super) cleaning: Cleaning,
    /// The columns that are made of others, in order.
    pub(super) made: Vec<Making>,
    /// Which rows are left out, and why.
    pub(super) skips: Vec<(Vec<Test>, String)>,
    /// The entities that a row names.
    pub(super) parties: Vec<PartyPlan>,
    /// What a row tells.
    pub(super) tellings: Vec<TellingPlan>,
    /// The wide columns, if there are any.
    pub(super) runs: Option<RunPlan>,
}

/// A column that is made of another.
#[derive(Debug)]
pub(super) struct Making {
    of: Template<usize>,
    ends: Vec<Template<usize>>,
    made: Made,
}

impl Making {
    /// Returns the cell of the column for a row.
    pub(super) fn cell(&self, row: &Row<'_>) -> String {
        let Some(text) = self.of.fill(row) else {
            return String::new();
        };
        let Made {
            prefix,
            without,
            table,
            keep,
            ..
        } = &self.made;
        if !prefix.is_empty() {
            return begins(&text, prefix).unwrap_or_default().to_owned();
        }
        if !without.is_empty() {
            let cut = begins(&text, without).map_or(0, str::len);
            let rest = text.get(cut..).unwrap_or_default();
            return rest.trim_start().to_owned();
        }
        if !self.ends.is_empty() {
            let mut ends = self.ends.iter().filter_map(|end| end.fill(row));
            let cut = ends.find_map(|end| text.strip_suffix(end.as_str()));
            return cut.unwrap_or(&text).trim_end().to_owned();
        }
        match table.get(&text) {
            Some(found) => found.clone(),
            None if *keep || table.is_empty() => text,
            None => String::new(),
        }
    }
}

/// Returns the first of some words with which a text begins.
fn begins<'w>(text: &str, words: &'w [String]) -> Option<&'w str> {
    let mut words = words.iter().map(String::as_str);
    words.find(|word| {
        let (start, rest) = text.split_at_checked(word.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphanumeric)
    })
}

/// An entity, or a list of them, that a row names.
#[derive(Debug)]
pub(super) struct PartyPlan {
    /// The word of the mapping.
    pub(super) word: String,
    /// What sort of entity it is.
    pub(super) kind: EntityKind,
    /// Names that are entities of another kind.
    pub(super) kinds: Vec<(String, EntityKind)>,
    /// Its name.
    pub(super) name: Option<Template<usize>>,
    /// Its codes by scheme.
    pub(super) codes: Vec<(String, Template<usize>)>,
    /// The state it belongs to.
    pub(super) country: Option<Template<usize>>,
    /// What stands between the members of a list.
    pub(super) list: Option<String>,
    /// Whether nobody may be made of it who is not known; nothing if that holds for states alone.
    pub(super) known: Option<bool>,
    /// Whether it may be empty.
    pub(super) optional: bool,
}

impl PartyPlan {
    /// Returns the column to blame if the entity is wrong.
    pub(super) fn column(&self) -> Option<usize> {
        let mut texts = self
            .name
            .iter()
            .chain(self.codes.iter().map(|(_, text)| text));
        texts.find_map(Template::column)
    }
}

/// One relation that a row tells of.
#[derive(Debug)]
pub(super) struct TellingPlan {
    /// For which rows.
    pub(super) only: Vec<Test>,
    /// The relation's kind.
    pub(super) kind: String,
    /// Its particular name.
    pub(super) title: Option<Template<usize>>,
    /// Who takes part: roles in the order of the kind, with the places of parties.
    pub(super) roles: Vec<(String, Vec<usize>)>,
    /// When.
    pub(super) when: WhenPlan,
    /// How far it has come.
    pub(super) status: Option<Status>,
    /// Where.
    pub(super) place: Option<usize>,
    /// What it is about.
    pub(super) topics: Vec<Template<usize>>,
    /// What is counted in it.
    pub(super) numbers: Vec<(String, Template<usize>)>,
    /// What it is a part of.
    pub(super) part_of: Option<usize>,
    /// What tells it from the others.
    pub(super) id: Option<Template<usize>>,
    /// What becomes of rows with the same id.
    pub(super) gather: Gather,
}

/// When a relation was.
#[derive(Debug)]
pub(super) struct WhenPlan {
    pub(super) on: Vec<MomentPlan>,
    pub(super) from: Vec<MomentPlan>,
    pub(super) to: Vec<MomentPlan>,
    /// Nothing is said of ends that are open in spite of their columns.
    pub(super) open: Option<Vec<Test>>,
    pub(super) no_end: NoEnd,
    /// What happens, and does not last, was on the day of its beginning if no other is given.
    pub(super) is_event: bool,
    pub(super) otherwise: Option<Edtf>,
}

/// A date of a row.
#[derive(Debug)]
pub(super) struct MomentPlan {
    pub(super) text: Option<Template<usize>>,
    pub(super) slashes: Option<Slashes>,
    pub(super) year: Option<Template<usize>>,
    pub(super) month: Option<Template<usize>>,
    pub(super) day: Option<Template<usize>>,
    pub(super) unknown: Vec<String>,
    pub(super) coarse: Option<Vec<Test>>,
    pub(super) about: Option<Vec<Test>>,
}

/// The wide columns of a table.
#[derive(Debug)]
pub(super) struct RunPlan {
    pub(super) series: Template<usize>,
    pub(super) year: Template<usize>,
    pub(super) columns: Range<usize>,
}

/// Binds a mapping to the columns of a table; `columns` are those of its header, and those made.
pub(super) fn bind(
    mapping: &Mapping,
    ontology: &Ontology,
    columns: Columns<'_>,
) -> Result<Plan, Vec<Fault>> {
    let mut binder = Binder::new(columns);
    let b = &mut binder;
    let plan = Plan {
        cleaning: Cleaning {
            nothing: mapping.nothing.clone(),
            strip: mapping.strip.clone(),
        },
        made: b.items("columns", &mapping.columns, making),
        runs: b.field("runs", |b| run_plan(b, mapping)),
        skips: b.items("skip", &mapping.skip, |b, skip| {
            (b.conditions("only", &skip.only), skip.why.clone())
        }),
        parties: b.field("entities", |b| {
            let parties = mapping.entities.iter();
            let plans = parties
                .map(|(word, party)| b.within(Field::named(word), |b| party_plan(b, word, party)));
            plans.collect()
        }),
        tellings: b.items("relations", &mapping.relations, |b, telling| {
            telling_plan(b, telling, ontology, mapping)
        }),
    };
    if binder.faults.is_empty() {
        Ok(plan)
    } else {
        Err(binder.faults)
    }
}

/// Returns the names of the columns that are made for every row, in order.
pub(super) fn made_names(mapping: &Mapping) -> Vec<String> {
    let runs = mapping.runs.iter().flat_map(|_| RUN_COLUMNS);
    let actions = mapping.actions.iter().flat_map(|actions| &actions.words);
    let always = ALWAYS_MADE.into_iter().chain(runs).map(str::to_owned);
    let made = mapping.columns.iter().map(|made| &made.name);
    always.chain(actions.chain(made).cloned()).collect()
}

fn making(b: &mut Binder<'_>, made: &Made) -> Making {
    let lists = [&made.prefix, &made.without, &made.without_end];
    let said = lists.iter().filter(|list| !list.is_empty()).count();
    if said + usize::from(!made.table.is_empty()) > 1 {
        let help = "make one column of another: each may be made of those above it".to_owned();
        b.fault(
            format!("`{}` is made in more than one way", made.name),
            Some(help),
        );
    }
    // What a column is made of may be one column, or a text with columns in it.
    let of = b.field("of", |b| {
        if made.of.contains('{') {
            b.text(&made.of)
        } else {
            Template::of_column(b.column(&made.of))
        }
    });
    Making {
        of,
        ends: b.items("without_end", &made.without_end, |b, end| b.text(end)),
        made: made.clone(),
    }
}

fn run_plan(b: &mut Binder<'_>, mapping: &Mapping) -> Option<RunPlan> {
    let runs = mapping.runs.as_ref()?;
    let series = b.field("series", |b| b.text(&runs.series));
    let year = b.field("year", |b| b.text(&runs.year));
    let columns = b.field("columns", |b| {
        let first = b.within(Field::Item(0), |b| b.column(&runs.columns.0));
        let last = b.within(Field::Item(1), |b| b.column(&runs.columns.1));
        if first > last {
            let message = format!("`{}` stands before `{}`", runs.columns.1, runs.columns.0);
            b.fault(message, None);
        }
        first..last + 1
    });
    Some(RunPlan {
        series,
        year,
        columns,
    })
}

fn party_plan(b: &mut Binder<'_>, word: &str, party: &Party) -> PartyPlan {
    if party.name.is_none() && party.codes.is_empty() {
        b.fault(format!("`{word}` has neither a name nor a code"), None);
    }
    let kind = b.field("kind", |b| entity_kind(b, &party.kind));
    let kinds = b.field("kinds", |b| {
        let kinds = party.kinds.iter();
        let kinds = kinds.map(|(name, kind)| {
            let kind = b.within(Field::named(name), |b| entity_kind(b, kind));
            (name.clone(), kind)
        });
        kinds.collect()
    });
    PartyPlan {
        word: word.to_owned(),
        kind,
        kinds,
        name: b.text_of("name", party.name.as_ref()),
        codes: b.field("codes", |b| {
            let codes = party.codes.iter();
            let codes = codes.map(|(scheme, text)| {
                let text = b.within(Field::named(scheme), |b| b.text(text));
                (scheme.clone(), text)
            });
            codes.collect()
        }),
        country: b.text_of("country", party.country.as_ref()),
        list: party.list.clone(),
        known: party.known,
        optional: party.optional,
    }
}

fn entity_kind(b: &mut Binder<'_>, word: &str) -> EntityKind {
    word.parse().unwrap_or_else(|message: String| {
        b.fault(message, None);
        EntityKind::Institution
    })
}

fn telling_plan(
    b: &mut Binder<'_>,
    telling: &Telling,
    ontology: &Ontology,
    mapping: &Mapping,
) -> TellingPlan {
    let words: Vec<&str> = mapping.entities.keys().map(String::as_str).collect();
    let words = words.as_slice();
    let kind = ontology.find(&telling.kind).map(|kind| ontology.kind(kind));
    if kind.is_none() {
        let kinds = ontology.kinds().map(|(_, kind)| kind.id.as_str());
        let help = text::nearest(&telling.kind, kinds);
        let help = help.map(|nearest| format!("the nearest kind is `{nearest}`"));
        let message = format!("unknown relation kind `{}`", telling.kind);
        b.field("kind", |b| b.fault(message, help));
    }
    TellingPlan {
        only: b.conditions("only", &telling.only),
        kind: telling.kind.clone(),
        title: b.text_of("title", telling.title.as_ref()),
        roles: role_plans(b, telling, kind, words),
        when: b.field("when", |b| when_plan(b, &telling.when, kind)),
        status: telling.status,
        place: b.field("place", |b| place_of(b, telling, mapping, words)),
        topics: b.items("topics", &telling.topics, |b, topic| b.text(topic)),
        numbers: b.field("numbers", |b| {
            let numbers = telling.numbers.iter();
            let numbers = numbers.map(|(name, text)| {
                let text = b.within(Field::named(name), |b| b.text(text));
                (name.clone(), text)
            });
            numbers.collect()
        }),
        part_of: b.field("part_of", |b| {
            telling
                .part_of
                .as_ref()
                .map(|word| party_of(b, word, words))
        }),
        id: b.text_of("id", telling.id.as_ref()),
        gather: telling.gather,
    }
}

/// Returns the roles of a relation in the order of its kind, with who stands in them.
fn role_plans(
    b: &mut Binder<'_>,
    telling: &Telling,
    kind: Option<&Kind>,
    words: &[&str],
) -> Vec<(String, Vec<usize>)> {
    let roles = kind.map_or(&[][..], |kind| &kind.roles);
    let rank = |role: &str| roles.iter().position(|known| known.id == role);
    let mut plans = b.field("parties", |b| {
        let parties = telling.parties.iter();
        let plans = parties.map(|(role, of_role)| {
            if kind.is_some() && rank(role).is_none() {
                let known: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
                let message = format!("a relation of kind `{}` has no role `{role}`", telling.kind);
                let help = format!("its roles are {}", known.join(", "));
                b.within(Field::named(role), |b| b.fault_of_name(message, Some(help)));
            }
            let of_role = b.items(role, of_role, |b, word| party_of(b, word, words));
            (role.clone(), of_role)
        });
        plans.collect::<Vec<_>>()
    });
    plans.sort_by_key(|(role, _)| rank(role));
    plans
}

/// Returns the place of the entity for which the mapping has a word.
fn party_of(b: &mut Binder<'_>, word: &str, words: &[&str]) -> usize {
    words
        .iter()
        .position(|known| *known == word)
        .unwrap_or_else(|| {
            let help = match text::nearest(word, words.iter().copied()) {
                Some(nearest) => format!("the nearest is `{nearest}`"),
                None => format!("`entities` has {}", words.join(", ")),
            };
            b.fault(format!("`entities` has no `{word}`"), Some(help));
            0
        })
}

/// Returns the place of the entity at which a relation happens.
fn place_of(
    b: &mut Binder<'_>,
    telling: &Telling,
    mapping: &Mapping,
    words: &[&str],
) -> Option<usize> {
    let word = telling.place.as_ref()?;
    let kind = mapping.entities.get(word).map(|party| party.kind.as_str());
    if matches!(kind, Some("person" | "instrument")) {
        let kind = kind.unwrap_or_default();
        b.fault(
            format!("`{word}` is of kind `{kind}`, and nothing happens at one"),
            None,
        );
    }
    Some(party_of(b, word, words))
}

fn when_plan(b: &mut Binder<'_>, when: &When, kind: Option<&Kind>) -> WhenPlan {
    let is_stretch = !when.from.is_empty() || !when.to.is_empty();
    if !when.on.is_empty() && is_stretch {
        let help = "`on` is for a date, `from` and `to` are for a stretch of time".to_owned();
        b.fault(
            "a relation is `on` a date, or `from` one `to` another",
            Some(help),
        );
    }
    WhenPlan {
        on: b.items("on", &when.on, moment_plan),
        from: b.items("from", &when.from, moment_plan),
        to: b.items("to", &when.to, moment_plan),
        open: some_conditions(b, "open", &when.open),
        no_end: when.no_end,
        is_event: kind.is_some_and(|kind| kind.nature == Nature::Event),
        otherwise: when.otherwise.clone(),
    }
}

fn moment_plan(b: &mut Binder<'_>, moment: &Moment) -> MomentPlan {
    if moment.text.is_some() == moment.year.is_some() {
        b.fault("a date has either a `text` or a `year`", None);
    }
    MomentPlan {
        text: b.text_of("text", moment.text.as_ref()),
        slashes: moment.slashes,
        year: b.text_of("year", moment.year.as_ref()),
        month: b.text_of("month", moment.month.as_ref()),
        day: b.text_of("day", moment.day.as_ref()),
        unknown: moment.unknown.clone(),
        coarse: some_conditions(b, "coarse", &moment.coarse),
        about: some_conditions(b, "about", &moment.about),
    }
}

/// Returns the conditions of a field, where there are any: none at all would always hold.
fn some_conditions(
    b: &mut Binder<'_>,
    name: &str,
    conditions: &[super::mapping::Condition],
) -> Option<Vec<Test>> {
    let tests = b.conditions(name, conditions);
    (!tests.is_empty()).then_some(tests)
}
