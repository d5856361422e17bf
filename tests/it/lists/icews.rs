//! The real files of ICEWS against plain lists of their rows, read here in a few lines.
//!
//! Where the data sets are not there, the tests say so and pass: they are no part of the project.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use chancery::analysis::{
    Cancel, Grouping, Measure, Route, Subject, circle_size, contacts, earliest_arrival, groups,
    latest, rank, shortest_length, timeline,
};
use chancery::edtf::{Day, Edtf, Truth, Window};
use chancery::graph::{EntityKinds, Lens, Network, View};
use chancery::import::{Input, Quadruples};
use chancery::model::{Dataset, Direction, EntityIx, EntityKind, KindSet, RelationIx};
use chancery::text;
use flate2::read::GzDecoder;

use super::cases;
use super::list::{Event, List};
use crate::dice::Dice;
use crate::events::world::{World, shared};

/// A row of a file, with its number.
pub(crate) struct Row {
    number: u64,
    /// Who, what, whom.
    words: [String; 3],
    day: Day,
}

/// Returns the lines of a file, gzipped or not.
fn lines(path: &Path) -> Vec<String> {
    let file = File::open(path).unwrap();
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    let lines: Result<Vec<String>, _> = if is_packed {
        BufReader::new(GzDecoder::new(file)).lines().collect()
    } else {
        BufReader::new(file).lines().collect()
    };
    lines.unwrap()
}

/// Returns the names of a table of numbers.
fn table(path: &Path) -> BTreeMap<String, String> {
    let lines = lines(path);
    let rows = lines
        .iter()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| (row[1].trim().to_owned(), row[0].trim().to_owned()))
        .collect()
}

/// Returns the rows of a file of names and days, or of numbers with tables beside it and hours
/// since the beginning of `year`.
pub(crate) fn rows(path: &Path, tables: Option<[&Path; 2]>, year: i64) -> Vec<Row> {
    let tables = tables.map(|paths| paths.map(table));
    let begin = Day::from_ymd(year, 1, 1).unwrap();
    let row = |(number, line): (u64, String)| {
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let word = |at: usize| {
            let table = tables
                .as_ref()
                .map(|[entities, kinds]| if at == 1 { kinds } else { entities });
            table
                .map_or(fields[at], |names| names[fields[at]].as_str())
                .to_owned()
        };
        let day = match fields[3].parse::<i64>() {
            Ok(hours) => begin.plus_days(hours / 24),
            Err(_) => Edtf::parse(fields[3]).unwrap().earliest().unwrap(),
        };
        Row {
            number,
            words: [word(0), word(1), word(2)],
            day,
        }
    };
    (1..).zip(lines(path)).map(row).collect()
}

/// What a label comes to: the kind, the title, and the roles of source and target.
type Meaning = (String, Option<String>, [String; 2]);

/// What makes two rows tell of one relation: the day, kind and title, and who plays which role.
type Fact = (Day, String, Option<String>, BTreeSet<(String, EntityIx)>);

/// An imported file and its rows.
pub(crate) struct Case {
    pub(crate) data: Arc<Dataset>,
    rows: Vec<Row>,
    entities: BTreeMap<String, EntityIx>,
    meanings: BTreeMap<String, Meaning>,
    /// By relation, the day, the ends, and who leads to whom.
    events: Vec<(Day, Event)>,
}

/// Returns whom each name of the rows means, learnt from the relations of `data`, each of one row:
/// who takes part in all relations of the name. Of two who only ever meet each other, one is told
/// by the name.
fn entities(data: &Dataset, rows: &[Row]) -> BTreeMap<String, EntityIx> {
    let mut places: BTreeMap<&str, BTreeSet<EntityIx>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for at in told_by_rows(data) {
        let words = &rows[locators(data, at)[0] as usize - 1].words;
        let parties: BTreeSet<EntityIx> = data.pair(at).unwrap().into();
        for name in [&words[0], &words[2]] {
            let all = places.entry(name).or_insert_with(|| parties.clone());
            *all = &*all & &parties;
        }
        pairs.insert([words[0].as_str(), words[2].as_str()]);
    }
    let is_named = |entity: &EntityIx, name: &str| {
        let entity = data.entity(*entity);
        let mut names = entity.aliases.iter().chain([&entity.name]);
        names.any(|own| text::fold(own) == text::fold(name))
    };
    for (name, all) in places.iter_mut().filter(|(_, all)| all.len() > 1) {
        if all.iter().any(|entity| is_named(entity, name)) {
            all.retain(|entity| is_named(entity, name));
        }
    }
    for [one, other] in &pairs {
        for [known, open] in [[one, other], [other, one]] {
            let known = places[known].clone();
            if known.len() == 1 {
                let open = places.get_mut(open).unwrap();
                if open.len() > 1 {
                    open.retain(|entity| !known.contains(entity));
                }
            }
        }
    }
    let told = places.into_iter().filter(|(_, all)| all.len() == 1);
    told.map(|(name, all)| (name.to_owned(), *all.first().unwrap()))
        .collect()
}

/// Returns the rows that report a relation.
fn locators(data: &Dataset, relation: RelationIx) -> Vec<u64> {
    let record = data.relation(relation);
    let locators = record.reports.iter().flat_map(|report| &report.locator);
    locators
        .map(|text| text.strip_prefix("row ").unwrap().parse().unwrap())
        .collect()
}

/// Returns the relations that rows tell of. Who belongs to which state is told by names, in records.
fn told_by_rows(data: &Dataset) -> impl Iterator<Item = RelationIx> + '_ {
    data.relation_ixs().filter(|at| data.record(*at).is_none())
}

/// Returns the kinds of what names alone tell.
fn told_by_names(data: &Dataset) -> KindSet {
    data.records().map(|(at, _)| data.kind(at)).collect()
}

/// Returns what each label means, learnt from the relations of `data`, each of one row: a label must
/// mean the same everywhere.
fn meanings(
    data: &Dataset,
    rows: &[Row],
    places: &BTreeMap<String, EntityIx>,
) -> BTreeMap<String, Meaning> {
    let mut meanings = BTreeMap::new();
    for at in told_by_rows(data) {
        let told = locators(data, at);
        assert_eq!(told.len(), 1);
        let row = &rows[told[0] as usize - 1];
        assert_eq!(data.when(at).and_then(Edtf::exact_day), Some(row.day));
        let record = data.relation(at);
        let role = |name: &String| {
            let mut parties = record.parties.iter();
            let found = parties.find(|(_, id)| data.entity_ix(id.as_str()) == Some(places[name]));
            found.unwrap().0.to_owned()
        };
        let roles = [role(&row.words[0]), role(&row.words[2])];
        let meaning = (record.kind.clone(), record.title.clone(), roles);
        let known = meanings
            .entry(row.words[1].clone())
            .or_insert_with(|| meaning.clone());
        assert_eq!(*known, meaning, "{}", row.words[1]);
    }
    meanings
}

impl Case {
    /// Imports a file twice: once row by row, to see what labels mean, and once as it usually is.
    pub(crate) fn new(path: &Path, rows: Vec<Row>) -> Case {
        let single = World::unmerged(&Quadruples::new(), Input::open(path).unwrap()).data;
        let places = entities(&single, &rows);
        let links = |row: &&Row| places[&row.words[0]] != places[&row.words[2]];
        assert_eq!(
            told_by_rows(&single).count(),
            rows.iter().filter(links).count()
        );
        let meanings = meanings(&single, &rows, &places);
        let data = World::at(&Quadruples::new(), path).data;
        let entities = places.into_iter().map(|(name, at)| {
            let id = single.entity(at).id.as_str();
            (name, data.entity_ix(id).unwrap())
        });
        let entities = entities.collect();
        let mut case = Case {
            data: Arc::new(data),
            rows,
            entities,
            meanings,
            events: Vec::new(),
        };
        case.events = case.events();
        case
    }

    fn fact(&self, row: &Row) -> Fact {
        let (kind, title, [first, second]) = &self.meanings[&row.words[1]];
        let [one, other] = [0, 2].map(|at| self.entities[&row.words[at]]);
        let parties = BTreeSet::from([(first.clone(), one), (second.clone(), other)]);
        (row.day, kind.clone(), title.clone(), parties)
    }

    /// Returns the events that the rows tell of, by relation: each once, reported by its rows.
    fn events(&self) -> Vec<(Day, Event)> {
        let mut facts: BTreeMap<Fact, Vec<u64>> = BTreeMap::new();
        let links = |row: &&Row| self.entities[&row.words[0]] != self.entities[&row.words[2]];
        for row in self.rows.iter().filter(links) {
            facts.entry(self.fact(row)).or_default().push(row.number);
        }
        let by_first: BTreeMap<u64, (&Fact, &Vec<u64>)> = facts
            .iter()
            .map(|(fact, rows)| (rows[0], (fact, rows)))
            .collect();
        assert_eq!(told_by_rows(&self.data).count(), by_first.len());
        let event = |relation: RelationIx| {
            let told = locators(&self.data, relation);
            let (fact, rows) = by_first[&told[0]];
            assert_eq!(told, *rows);
            let record = self.data.relation(relation);
            let parties = record.parties.iter();
            let parties = parties
                .map(|(role, id)| (role.to_owned(), self.data.entity_ix(id.as_str()).unwrap()));
            let found = (
                self.data.when(relation).and_then(Edtf::exact_day).unwrap(),
                record.kind.clone(),
                record.title.clone(),
                parties.collect(),
            );
            assert_eq!(found, *fact);
            (fact.0, self.event(relation, fact))
        };
        told_by_rows(&self.data).map(event).collect()
    }

    fn event(&self, relation: RelationIx, (_, kind, _, parties): &Fact) -> Event {
        let kind = self.data.ontology().find(kind).unwrap();
        let kind = self.data.ontology().kind(kind);
        let mut arrows = Vec::new();
        for (role, from) in parties {
            for (other, to) in parties.iter().filter(|(_, to)| to != from) {
                if kind.words(role, other).1 != Direction::Back {
                    arrows.push((*from, *to));
                }
            }
        }
        let parties: BTreeSet<EntityIx> = parties.iter().map(|(_, party)| *party).collect();
        let parties = parties.into_iter().collect();
        Event {
            relation,
            parties,
            truth: Truth::Certain,
            arrows,
        }
    }

    /// Returns what falls into a lens that asks for days, kinds and kinds of entity.
    fn list(&self, lens: &Lens) -> List {
        let passes = |(day, event): &&(Day, Event)| {
            let kind = self.data.kind(event.relation);
            let is_asked = lens.via.as_ref().is_none_or(|kinds| kinds.contains(kind));
            let after = lens.window.first().is_none_or(|first| *day >= first);
            let before = lens.window.last().is_none_or(|last| *day <= last);
            is_asked && !lens.not_via.contains(kind) && after && before
        };
        let events = self.events.iter().filter(passes);
        let events = events.map(|(_, event)| event.clone()).collect();
        List::new(events, &self.data, lens)
    }

    /// Returns a lens with a window, with kinds, with both, or without any.
    fn lens(&self, dice: &mut Dice, number: u64) -> Lens {
        let days = &self.events;
        let mut lens = Lens {
            not_via: told_by_names(&self.data),
            ..Lens::default()
        };
        if number % 2 == 1 {
            let begin = dice.below(days.len());
            let end = begin + dice.below((days.len() - begin).min(days.len() / 4));
            lens.window = Window::between(Some(days[begin].0), Some(days[end].0));
        }
        let kind = |dice: &mut Dice| self.data.kind(dice.pick(days).1.relation);
        if number % 4 >= 2 {
            lens.via = Some([kind(dice), kind(dice), kind(dice)].into_iter().collect());
        }
        if number % 5 == 4 {
            let names = self.data.records().map(|(at, _)| self.data.kind(at));
            lens.not_via = names.chain([kind(dice)]).collect();
        }
        if number % 6 == 5 {
            lens.of = EntityKinds::from_iter([EntityKind::State, EntityKind::Person]);
        }
        lens
    }

    /// Returns somebody who takes part in anything, the busier the more likely.
    fn somebody(&self, dice: &mut Dice) -> EntityIx {
        let parties = &self.events[dice.below(self.events.len())].1.parties;
        dice.pick(parties)
    }

    /// Asks so many questions of each family through each of so many lenses.
    pub(crate) fn check(&self, lenses: u64, questions: u64) {
        let network = Network::new(self.data.clone());
        let mut dice = Dice::new(14);
        for number in 0..cases(lenses) {
            let lens = self.lens(&mut dice, number);
            let list = self.list(&lens);
            let view = View::new(&network, &lens);
            for _ in 0..questions {
                self.ask(&mut dice, view, &list);
            }
            whole(view, &list);
        }
    }

    /// Asks one question of each family.
    fn ask(&self, dice: &mut Dice, view: View<'_>, list: &List) {
        let cancel = Cancel::new();
        let [one, other] = [self.somebody(dice), self.somebody(dice)];
        let found = contacts(view, one, &cancel).unwrap().into_iter();
        let found: Vec<_> = found.map(|one| (one.entity, one.relations)).collect();
        let wanted = list.contacts(one).into_iter();
        let wanted: Vec<_> = wanted.map(|(other, (count, _))| (other, count)).collect();
        assert_eq!(found, wanted);
        let told = |hits: Vec<chancery::analysis::Hit>| {
            hits.iter()
                .map(|hit| (hit.relation, hit.truth))
                .collect::<Vec<_>>()
        };
        let mut own = list.timeline(one);
        assert_eq!(
            told(timeline(view, &Subject::of(one), &cancel).unwrap()),
            own
        );
        own.reverse();
        own.truncate(20);
        assert_eq!(told(latest(view, one, 20, &cancel).unwrap()), own);
        if one != other && list.is_wanted(other) {
            let pair = timeline(view, &Subject::pair(one, other), &cancel).unwrap();
            let pair: Vec<RelationIx> = pair.iter().map(|hit| hit.relation).collect();
            assert_eq!(pair, list.between(one, other));
        }
        let steps = 1 + dice.below(3) as u32;
        assert_eq!(
            circle_size(view, one, steps, &cancel).unwrap(),
            list.circle(one, steps)
        );
        let mut route = Route::new(one, other, 8);
        if dice.once_in(3) {
            route.avoiding = vec![self.somebody(dice), self.somebody(dice)];
        }
        let length = shortest_length(view, &route, &cancel).unwrap();
        assert_eq!(
            length,
            list.least([one, other], 8, &route.avoiding),
            "{route:?}"
        );
        self.ask_for_arrival(dice, view, list, [one, other]);
    }

    /// Asks when news of one may come to the other, from a day drawn on.
    fn ask_for_arrival(&self, dice: &mut Dice, view: View<'_>, list: &List, ends: [EntityIx; 2]) {
        let since = dice.pick(&self.events).0;
        let day = |event: &Event| {
            let relation = |(_, event): &(Day, Event)| event.relation;
            let found = self.events.binary_search_by_key(&event.relation, relation);
            self.events[found.unwrap()].0
        };
        let days = list.events.chunk_by(|one, next| day(one) == day(next));
        let days = days.map(|today| (day(&today[0]), today.iter().collect()));
        let wanted = if ends[0] == ends[1] {
            Some(since)
        } else {
            list.arrival(ends, days.filter(|(day, _)| *day >= since))
        };
        let found = earliest_arrival(view, ends[0], ends[1], since, &Cancel::new()).unwrap();
        assert_eq!(found, wanted, "{ends:?} since {since} {:?}", view.lens());
    }
}

/// Compares what is asked of everybody at once.
fn whole(view: View<'_>, list: &List) {
    let cancel = Cancel::new();
    let found = groups(view, Grouping::Components, &cancel).unwrap();
    assert_eq!(found.members, list.components());
    let found = rank(view, Measure::PageRank, &cancel).unwrap();
    let shares = list.shares(140);
    for row in &found.rows {
        let difference = (row.value - shares[&row.entity]).abs();
        assert!(difference < 1e-9, "{row:?} {}", shares[&row.entity]);
    }
}

/// Returns a file of the data sets, or says that it is not there.
#[expect(
    clippy::print_stderr,
    reason = "who reads the output is to know what was left out"
)]
fn file(name: &str) -> Option<std::path::PathBuf> {
    let found = shared(name);
    if found.is_none() {
        eprintln!("the data sets are not there, so nothing is compared with {name}");
    }
    found
}

/// Returns the events of 2014 with their rows, if they are there.
pub(crate) fn of_2014() -> Option<Case> {
    let path = file("icews14/names/icews14_all_named.tsv.gz")?;
    let rows = rows(&path, None, 2014);
    assert_eq!(rows.len(), 90_730);
    Some(Case::new(&path, rows))
}

#[test]
fn events_of_2014_by_name_answer_as_their_rows_do() {
    let Some(case) = of_2014() else { return };
    let meaning = |label: &str| {
        let (kind, _, roles) = &case.meanings[label];
        (kind.as_str(), [roles[0].as_str(), roles[1].as_str()])
    };
    assert_eq!(meaning("Make a visit"), ("visit", ["visitor", "host"]));
    assert_eq!(meaning("Host a visit"), ("visit", ["host", "visitor"]));
    assert_eq!(
        meaning("Consult"),
        ("meeting", ["participant", "participant"])
    );
    case.check(6, 50);
}

#[test]
fn events_of_2014_by_number_answer_as_their_rows_do() {
    let Some(path) = file("icews14/ids/train.txt.gz") else {
        return;
    };
    let beside = ["entity2id.txt", "relation2id.txt"].map(|name| path.with_file_name(name));
    let rows = rows(&path, Some([&beside[0], &beside[1]]), 2014);
    assert_eq!(rows.len(), 63_685);
    Case::new(&path, rows).check(4, 10);
}

#[test]
fn events_of_2018_answer_as_their_rows_do() {
    let Some(path) = file("icews18/train.txt.gz") else {
        return;
    };
    let beside = ["entity2id.txt.gz", "relation2id.txt.gz"].map(|name| path.with_file_name(name));
    let rows = rows(&path, Some([&beside[0], &beside[1]]), 2018);
    assert_eq!(rows.len(), 373_018);
    Case::new(&path, rows).check(4, 10);
}

#[test]
fn events_of_2005_to_2012_answer_as_their_rows_do() {
    let Some(path) = file("icews05-15/icews_2005-2012.txt.gz") else {
        return;
    };
    let rows = rows(&path, None, 2005);
    assert_eq!(rows.len(), 67_508);
    Case::new(&path, rows).check(6, 20);
}
