//! Laws of names: what is written in a dataset is found, however it was typed.
#![expect(
    clippy::unwrap_used,
    reason = "a dataset that does not build fails the test"
)]

use chancery::model::{Dataset, Entity, EntityIx, EntityKind, Ontology};
use chancery::names::Names;
use chancery::text::fold;
use proptest::prelude::{Just, Strategy, any, prop};
use proptest::sample::{Index, select};
use proptest::{prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest};

/// What names are made of: several scripts, short words, accents, signs.
const WORDS: [&str; 24] = [
    "Paul",
    "Kagame",
    "Rwanda",
    "Board",
    "of",
    "Foreign",
    "Affairs",
    "el-Sisi",
    "Côte",
    "d’Ivoire",
    "İlham",
    "Əliyev",
    "Сергей",
    "Лавров",
    "Қасым-Жомарт",
    "Тоқаев",
    "بول",
    "كاغامي",
    "東京",
    "29th",
    "COP",
    "M23",
    "Łódź",
    "St.",
];

fn phrase() -> impl Strategy<Value = String> {
    let known = select(WORDS.to_vec()).prop_map(str::to_owned);
    let word = prop_oneof![3 => known, 2 => "[a-zA-Z]{1,9}"];
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn entity(number: usize, name: String, aliases: Vec<String>, code: Option<String>) -> Entity {
    let id = format!("entity-{number}").parse().unwrap();
    let entity = Entity::new(id, EntityKind::Person, name).with_aliases(aliases);
    match code {
        Some(code) => entity.with_code("cow", code),
        None => entity,
    }
}

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let labels = (
        phrase(),
        prop::collection::vec(phrase(), 0..3),
        prop::option::of("[A-Z0-9]{2,4}"),
    );
    prop::collection::vec(labels, 1..20).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(number, (name, aliases, code))| entity(number, name, aliases, code))
            .collect()
    })
}

fn dataset(entities: &[Entity]) -> Dataset {
    let mut builder = Dataset::builder(Ontology::default());
    for entity in entities {
        builder.entity(entity.clone());
    }
    builder.build().unwrap()
}

/// Returns the labels of an entity in the groups of which the earlier wins.
fn groups(entity: &Entity) -> [Vec<String>; 4] {
    [
        vec![entity.id.to_string()],
        vec![entity.name.clone()],
        entity.aliases.clone(),
        entity.codes.values().cloned().collect(),
    ]
}

/// Returns who is called exactly `text`, by reading every label.
fn called(data: &Dataset, text: &str) -> Vec<EntityIx> {
    let asked = fold(text);
    let bearers = |group: usize| -> Vec<EntityIx> {
        data.entity_ixs()
            .filter(|at| {
                groups(data.entity(*at))[group]
                    .iter()
                    .any(|label| fold(label) == asked)
            })
            .collect()
    };
    (0..4)
        .map(bearers)
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Returns `name` with one typing error.
fn mistyped(name: &str, at: Index, error: u8, letter: char) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = at.index(letters.len());
    match error {
        0 => letters.insert(at, letter),
        1 => drop(letters.remove(at)),
        2 => letters[at] = letter,
        _ if at > 0 => letters.swap(at - 1, at),
        _ => {}
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn every_label_is_found_exactly_and_first(entities in entities()) {
        let data = dataset(&entities);
        let names = Names::new(&data);
        for at in data.entity_ixs() {
            for label in groups(data.entity(at)).concat() {
                prop_assert_eq!(names.exact(&label), called(&data, &label), "{}", &label);
                let words: Vec<&str> = label.split(' ').collect();
                prop_assert_eq!(names.starts(&words), Some(words.len()), "{}", &label);
                let found = names.find(&label, 40);
                let own = found.iter().find(|found| found.entity == at);
                prop_assert!(own.is_some_and(|own| own.score >= found[0].score), "{} {:?}", label, found);
            }
        }
    }

    #[test]
    fn one_typing_error_does_not_hide_a_name(
        entities in entities(),
        name in "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        at in any::<Index>(),
        error in 0_u8..4,
        letter in prop::char::range('a', 'z'),
    ) {
        prop_assume!(name.replace(' ', "").len() >= 5);
        let mut entities = entities;
        entities.push(entity(99, name.clone(), Vec::new(), None));
        let data = dataset(&entities);
        let wrong = mistyped(&name, at, error, letter);
        let found = Names::new(&data).find(&wrong, 100);
        let wanted = data.entity_ix("entity-99").unwrap();
        prop_assert!(found.iter().any(|found| found.entity == wanted), "{} {:?}", wrong, found);
    }

    #[test]
    fn the_order_of_records_changes_nothing(
        (entities, shuffled) in entities().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        asked in phrase(),
    ) {
        let left = Names::new(&dataset(&entities));
        let right = Names::new(&dataset(&shuffled));
        prop_assert_eq!(left.find(&asked, 10), right.find(&asked, 10));
        prop_assert_eq!(left.complete(&asked, 10), right.complete(&asked, 10));
        prop_assert_eq!(left.exact(&asked), right.exact(&asked));
    }

    #[test]
    fn any_text_may_be_asked_for(entities in entities(), asked in any::<String>()) {
        let names = Names::new(&dataset(&entities));
        let found = names.find(&asked, 10);
        prop_assert!(found.iter().all(|found| (0.0..=1.0).contains(&found.score)));
        prop_assert!(found.windows(2).all(|pair| pair[0].score >= pair[1].score));
        names.complete(&asked, 10);
        names.nearest(&asked, 10);
        names.exact(&asked);
        names.starts(&asked.split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn any_name_may_be_given(strange in any::<String>(), asked in any::<String>()) {
        let named = entity(0, "Rwanda".to_owned(), vec![strange.clone()], Some(strange.clone()));
        let data = dataset(&[named]);
        let names = Names::new(&data);
        names.find(&asked, 10);
        let expected = usize::from(!fold(&strange).is_empty());
        prop_assert_eq!(names.exact(&strange).len(), expected);
    }

    #[test]
    fn every_beginning_of_a_name_offers_its_entity(entities in entities()) {
        let data = dataset(&entities);
        let names = Names::new(&data);
        for at in data.entity_ixs() {
            for label in [groups(data.entity(at))[1].clone(), groups(data.entity(at))[2].clone()].concat() {
                for (end, _) in label.char_indices() {
                    let offers = names.complete(&label[..end], 100);
                    let offered = offers.iter().filter(|(_, entity)| *entity == at).count();
                    prop_assert_eq!(offered, 1, "{} {:?}", &label[..end], offers);
                }
            }
        }
    }
}
