//! Laws of mixed worlds: neither the shape in which relations are told nor their order matters.

use chancery::answer::Rows;
use chancery::files::{SourceFile, read_dataset, write_dataset};
use chancery::model::{Dataset, Relation, RelationId, Source};
use chancery::register::Edit;
use chancery::{Chancery, Error};

use super::mixed::{NAMES, ontology, random_lens};
use super::{cases, on_worlds};
use crate::dice::Dice;
use crate::laid_out::{author, lay_out};

/// What is asked of two datasets that should be one: `A` and `B` stand for entities.
const QUESTIONS: [&str; 26] = [
    "neighbours A",
    "neighbours A hops 2 direct",
    "neighbours A via visit during 2015-03",
    "neighbours A known by 2015-03-03",
    "neighbours A without source-1",
    "timeline A",
    "timeline A direct since 2015-03-04",
    "timeline A with B",
    "timeline A status planned, cancelled",
    "timeline A from source-0",
    "timeline A as of 2015-03-05",
    "between A and B",
    "paths from A to B",
    "paths from A to B all hops 3 direct",
    "paths from A to B top 3",
    "paths from A to B in order",
    "paths from A to B via meeting certain",
    "common A B",
    "count A by kind",
    "count by month",
    "count A by source",
    "changes A since 2015-03-03",
    "conflicts A",
    "rank by pagerank",
    "rank by betweenness during 2015-03",
    "groups by components",
];

/// Returns all relations in order.
fn relations(data: &Dataset) -> Vec<Relation> {
    data.relations().map(std::borrow::Cow::into_owned).collect()
}

fn answer(chancery: &Chancery, question: &str) -> Result<Rows, Error> {
    chancery.ask(question).map(|answer| answer.rows)
}

/// Asks both the same, and returns how many answers had rows.
#[track_caller]
fn compare(one: &Chancery, other: &Chancery, dice: &mut Dice) -> usize {
    let mut answered = 0;
    for question in QUESTIONS {
        let entities = one.data().entities().len();
        let first = dice.below(entities);
        let second = (first + 1 + dice.below(entities - 1)) % entities;
        let name = |at: usize| NAMES[at];
        let question = question.replace('A', "\u{1}").replace('B', name(second));
        let question = question.replace('\u{1}', name(first));
        match (answer(one, &question), answer(other, &question)) {
            (Ok(rows), Ok(others)) => {
                assert_eq!(rows, others, "{question}");
                answered += 1;
            }
            (Err(fault), Err(same)) => {
                assert_eq!(fault.to_string(), same.to_string(), "{question}");
            }
            (one, other) => panic!("{question}: {one:?} or {other:?}"),
        }
    }
    answered
}

#[test]
fn every_row_comes_to_the_record_that_was_told() {
    on_worlds(1_000, random_lens, |_, world, data, _| {
        let mut told = world.relations();
        told.sort_by(|one, other| one.id.cmp(&other.id));
        let by_id = data.relations_by_id();
        let found: Vec<Relation> = by_id
            .iter()
            .map(|at| data.relation(*at).into_owned())
            .collect();
        assert_eq!(found, told);
        assert_eq!(relations(data), relations(&world.in_records()));
        for at in by_id {
            assert_eq!(data.relation_ix(data.relation_id(at).as_str()), Some(at));
        }
        let mut ids: Vec<RelationId> = data.relation_ixs().map(|at| data.relation_id(at)).collect();
        ids.extend(["plain-999999999", "no-relation"].map(|id| RelationId::new(id).unwrap()));
        ids.reverse();
        let alone = ids.iter().map(|id| data.relation_ix(id.as_str()));
        assert_eq!(data.relation_ixs_of(&ids), alone.collect::<Vec<_>>());
    });
}

#[test]
fn rows_answer_every_question_as_the_same_records_do() {
    let mut answered = 0;
    on_worlds(60, random_lens, |dice, world, data, _| {
        let rows = Chancery::in_memory(data.clone());
        let records = Chancery::in_memory(world.in_records());
        answered += compare(&rows, &records, dice);
    });
    assert_eq!(answered, cases(60) as usize * QUESTIONS.len());
}

#[test]
fn shuffled_rows_give_the_same_answers() {
    on_worlds(60, random_lens, |dice, world, data, _| {
        let mut shuffled = world.clone();
        shuffled.shuffle(dice);
        let shuffled = shuffled.in_batches(dice);
        assert_eq!(relations(&shuffled), relations(data));
        let (one, other) = (
            Chancery::in_memory(data.clone()),
            Chancery::in_memory(shuffled),
        );
        compare(&one, &other, dice);
    });
}

#[test]
fn what_is_written_is_read_as_the_same_relations() {
    on_worlds(300, random_lens, |_, _, data, _| {
        let file = SourceFile::new("world.ron", write_dataset(data));
        let read = read_dataset(ontology(), &[file]).unwrap();
        assert_eq!(relations(&read), relations(data));
        assert_eq!(read.entities(), data.entities());
        assert_eq!(read.sources(), data.sources());
    });
}

#[test]
fn batches_that_are_taken_out_and_put_in_again_make_the_same_dataset() {
    let mut rows = 0;
    on_worlds(300, random_lens, |_, _, data, _| {
        let mut builder = Dataset::builder(data.ontology().clone());
        for source in data.sources() {
            builder.source(source.clone());
        }
        for entity in data.entities() {
            builder.entity(entity.clone());
        }
        for (_, record) in data.records() {
            builder.relation(record.clone());
        }
        for batch in data.batches() {
            rows += batch.len();
            builder.batch(batch);
        }
        let again = builder.build().unwrap();
        assert_eq!(write_dataset(&again), write_dataset(data));
        assert_eq!(relations(&again), relations(data));
    });
    assert!(rows > 1_000, "{rows} rows");
}

#[test]
fn databases_answer_every_question_as_what_they_were_made_of() {
    let mut answered = 0;
    on_worlds(30, random_lens, |dice, _, data, _| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("world.chancery");
        let mut database = lay_out(&path, data);
        let memory = Chancery::in_memory(data.clone());
        answered += compare(&Chancery::open(&path).unwrap(), &memory, dice);
        // An entry behind it makes the image stale, so that all entries are read.
        let source = Edit::Add(Source::new("unread".parse().unwrap(), "Unread").into());
        let entry = database.prepare(&source, "add source unread", &author());
        database.commit(entry.unwrap()).unwrap();
        answered += compare(&database.chancery().unwrap(), &memory, dice);
    });
    assert_eq!(answered, 2 * cases(30) as usize * QUESTIONS.len());
}
