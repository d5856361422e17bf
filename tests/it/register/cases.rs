//! Single edits, and what is said of those that are refused.

use chancery::Chancery;
use chancery::model::{Entity, EntityKind, Parties, Relation, Report, Source};
use chancery::register::{Edit, EditError, Key, Record, Register, merge};

use super::world::{author, bring, ontology, rows};
use crate::laid_out::begun;

fn register() -> Register {
    let mut register = Register::new(Chancery::ontology().unwrap());
    let entity = |id: &str, kind, name: &str| Entity::new(id.parse().unwrap(), kind, name);
    let records: [Record; 5] = [
        Source::new("gazette".parse().unwrap(), "Gazette").into(),
        entity("kagame", EntityKind::Person, "Paul Kagame").into(),
        entity("p-kagame", EntityKind::Person, "P. Kagame")
            .with_aliases(["PK"])
            .into(),
        entity("kazakhstan", EntityKind::State, "Kazakhstan").into(),
        visit("2015").into(),
    ];
    for record in records {
        push(&mut register, &Edit::Add(record)).unwrap();
    }
    register
}

fn visit(when: &str) -> Relation {
    let parties = Parties::new()
        .with("visitor", "kagame".parse().unwrap())
        .with("host", "kazakhstan".parse().unwrap());
    Relation::new("kagame-astana".parse().unwrap(), "visit", parties)
        .with_when(when.parse().unwrap())
        .with_report(Report::new("gazette".parse().unwrap()))
}

fn push(register: &mut Register, edit: &Edit) -> Result<(), EditError> {
    let entry = register.prepare(edit, "", &author(0))?;
    register.push(entry).map(drop)
}

#[track_caller]
fn refused(edit: &Edit, told: &str, help: Option<&str>) {
    let error = push(&mut register(), edit).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.help().as_deref()),
        (told, help)
    );
}

fn entity(id: &str) -> Key {
    Key::Entity(id.parse().unwrap())
}

#[test]
fn what_others_refer_to_stays() {
    let help = "retract or correct what refers to it first, or join it into another";
    let told = "1 relation refers to the entity `kagame`, the first is `kagame-astana`";
    refused(&Edit::Retract(entity("kagame")), told, Some(help));
    let told = "1 relation refers to the source `gazette`, the first is `kagame-astana`";
    let gazette = Key::Source("gazette".parse().unwrap());
    refused(&Edit::Retract(gazette), told, Some(help));
}

#[test]
fn what_there_is_not_gets_the_nearest_id() {
    let edit = Edit::Retract(entity("kagme"));
    refused(
        &edit,
        "there is no entity `kagme`",
        Some("the nearest id is `kagame`"),
    );
    let mut stranger = visit("2015");
    stranger.place = Some("kazakstan".parse().unwrap());
    refused(
        &Edit::Correct(stranger.into()),
        "the relation `kagame-astana`: no entity has the id `kazakstan`",
        Some("the nearest id is `kazakhstan`"),
    );
}

#[test]
fn an_id_is_used_once() {
    let edit = Edit::Add(visit("2016").into());
    let told = "there is a relation `kagame-astana` already";
    refused(
        &edit,
        told,
        Some("what the relation is said to be can be corrected"),
    );
    let mut register = register();
    push(&mut register, &Edit::Retract(visit("2015").id.into_key())).unwrap();
    let error = push(&mut register, &edit).unwrap_err();
    let told = "the id `kagame-astana` belonged to a relation that was retracted";
    assert_eq!(error.to_string(), told);
    push(&mut register, &Edit::Undo(None)).unwrap();
    assert!(register.state().holds(&visit("2015").id.into_key()));
}

trait IntoKey {
    fn into_key(self) -> Key;
}

impl IntoKey for chancery::model::RelationId {
    fn into_key(self) -> Key {
        Key::Relation(self)
    }
}

#[test]
fn joined_entities_are_shown_as_one_and_can_be_split() {
    let mut register = register();
    let join = Edit::Join {
        of: "kagame".parse().unwrap(),
        into: "p-kagame".parse().unwrap(),
    };
    push(&mut register, &join).unwrap();
    let shown = register.state().dataset(register.base()).unwrap();
    assert!(shown.entity_ix("kagame").is_none());
    let whole = shown.entity(shown.entity_ix("p-kagame").unwrap());
    assert_eq!(whole.aliases, ["PK", "Paul Kagame"]);
    let visit = shown.relation(shown.relation_ix("kagame-astana").unwrap());
    let parties: Vec<String> = visit.parties.iter().map(|(_, id)| id.to_string()).collect();
    assert_eq!(parties, ["p-kagame", "kazakhstan"]);
    let back = Edit::Join {
        of: "p-kagame".parse().unwrap(),
        into: "kagame".parse().unwrap(),
    };
    let error = push(&mut register, &back).unwrap_err();
    let told = "`p-kagame` cannot be joined into `kagame`, which is the same entity";
    assert_eq!(error.to_string(), told);
    let split = Edit::Split {
        of: "kagame".parse().unwrap(),
    };
    push(&mut register, &split).unwrap();
    let shown = register.state().dataset(register.base()).unwrap();
    assert!(shown.entity_ix("kagame").is_some());
}

#[test]
fn parties_that_become_one_must_still_make_a_relation() {
    let join = Edit::Join {
        of: "kagame".parse().unwrap(),
        into: "kazakhstan".parse().unwrap(),
    };
    let told = "the relation `kagame-astana`: the relation `kagame-astana` links fewer than two \
                entities";
    refused(&join, told, None);
}

#[test]
fn a_new_edit_clears_what_can_be_redone() {
    let mut register = register();
    push(&mut register, &Edit::Undo(None)).unwrap();
    let more = Source::new("herald".parse().unwrap(), "Herald");
    push(&mut register, &Edit::Add(more.into())).unwrap();
    let error = push(&mut register, &Edit::Redo).unwrap_err();
    assert_eq!(error, EditError::NothingToRedo);
    // What was undone can still be done again by name.
    push(&mut register, &Edit::Undo(Some(6))).unwrap();
    assert!(register.state().holds(&visit("2015").id.into_key()));
}

#[test]
fn what_a_later_entry_changed_too_is_not_undone_before_that_one() {
    let mut register = register();
    push(&mut register, &Edit::Correct(visit("2016").into())).unwrap();
    let error = push(&mut register, &Edit::Undo(Some(5))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "entry 6 changed the relation `kagame-astana` too"
    );
    assert_eq!(error.help().as_deref(), Some("undo entry 6 first"));
    let error = push(&mut register, &Edit::Undo(Some(1))).unwrap_err();
    assert!(matches!(error, EditError::InUse { .. }), "{error}");
}

#[test]
fn the_moment_of_an_entry_is_never_before_that_of_the_last() {
    let mut register = register();
    let entry = register
        .prepare(&Edit::Undo(None), "", &author(30))
        .unwrap();
    register.push(entry).unwrap();
    push(&mut register, &Edit::Redo).unwrap();
    let moments: Vec<_> = register.entries().iter().map(|entry| entry.at).collect();
    assert!(moments.is_sorted());
    assert_eq!(moments.last(), Some(&author(30).at));
}

#[test]
fn an_entry_that_was_tampered_with_does_not_follow() {
    let mut register = register();
    let entry = register
        .prepare(&Edit::Undo(None), "undo", &author(0))
        .unwrap();
    let mut other = entry.clone();
    "undo 5".clone_into(&mut other.words);
    let error = register.push(other).unwrap_err();
    assert_eq!(error, EditError::BrokenChain { number: 6 });
    let mut other = entry.clone();
    other.changes.clear();
    assert!(register.push(other).is_err());
    register.push(entry).unwrap();
}

#[test]
fn the_one_true_conflict_is_told_side_by_side() {
    let base = register();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let topic = visit("2015-11").with_topics(["trade"]);
    push(&mut ours, &Edit::Correct(topic.into())).unwrap();
    let number = visit("2015-05")
        .with_number("ministers", 3)
        .with_topics(["tea"]);
    push(&mut theirs, &Edit::Correct(number.into())).unwrap();
    let merged = merge(base.base(), base.state(), ours.state(), theirs.state());
    let [conflict] = &merged.conflicts[..] else {
        panic!("{:?}", merged.conflicts);
    };
    assert_eq!(conflict.field, "date");
    let told = [&conflict.base, &conflict.ours, &conflict.theirs].map(|text| text.as_deref());
    assert_eq!(told, [Some("2015"), Some("2015-11"), Some("2015-05")]);
    let together = visit("2015-11")
        .with_topics(["tea", "trade"])
        .with_number("ministers", 3);
    let key = together.id.clone().into_key();
    assert_eq!(
        merged.applied_to(ours.state()).record(&key),
        Some(together.into())
    );
}

#[test]
fn what_one_removed_and_the_other_uses_is_a_conflict() {
    let base = register();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    push(&mut ours, &Edit::Retract(entity("p-kagame"))).unwrap();
    let mut user = visit("2015");
    user.parties = user.parties.with("visitor", "p-kagame".parse().unwrap());
    push(&mut theirs, &Edit::Correct(user.into())).unwrap();
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(base.base(), base.state(), ours.state(), theirs.state());
        assert_eq!(merged.changes, []);
        let [conflict] = &merged.conflicts[..] else {
            panic!("{:?}", merged.conflicts);
        };
        assert_eq!(conflict.field, "no entity has the id `p-kagame`");
    }
}

#[test]
fn a_row_told_as_a_record_outlives_an_edition_of_its_batch_that_lacks_it() {
    let mut register = Register::new(ontology());
    assert!(bring(&mut register, &rows(1)));
    let key = Key::Relation("row-9".parse().unwrap());
    let row = register.state().record(&key);
    let Some(Record::Relation(relation)) = &row else {
        panic!("the row is there");
    };
    let next = rows(0);
    let mut builder = begun(&next);
    builder.relation(relation.as_ref().clone());
    for batch in next.batches() {
        builder.batch(batch.clone());
    }
    assert!(bring(&mut register, &builder.build().unwrap()));
    assert_eq!(register.state().record(&key), row);
}
