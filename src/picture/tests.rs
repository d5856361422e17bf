//! Scenes made by hand, and what holds of every picture of them.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::test_runner::Config;

use super::network::Web;
use super::{Look, Picture, Theme, chains, network, timeline};
use crate::answer::{Actor, Dated, EntityRef, Pair, PartyRef, Scene, Sight, Stride, TimelineRow};
use crate::edtf::{Edtf, Truth};
use crate::model::{Direction, EntityId, EntityKind, Nature, RelationId, Status};

/// A relation of a scene in few words.
#[derive(Debug, Clone)]
struct Draft {
    from: usize,
    to: usize,
    direction: Direction,
    when: Option<&'static str>,
    status: Status,
    nature: Nature,
    certainty: Truth,
    is_told: bool,
}

impl Draft {
    fn new(from: usize, to: usize) -> Draft {
        Draft {
            from,
            to,
            direction: Direction::Mutual,
            when: Some("2025-05-28"),
            status: Status::Held,
            nature: Nature::Event,
            certainty: Truth::Certain,
            is_told: true,
        }
    }
}

fn actor(place: usize, name: &str) -> Actor {
    Actor {
        entity: EntityRef {
            id: EntityId::new(&format!("entity-{place:04}")).unwrap(),
            name: name.to_owned(),
            kind: EntityKind::ALL[place % EntityKind::ALL.len()],
        },
        class: None,
        aliases: Vec::new(),
        note: None,
        is_asked: place < 2,
    }
}

fn sight(place: usize, draft: &Draft, actors: &[Actor]) -> Sight {
    let when = draft
        .when
        .map(|text| Dated::from(&Edtf::parse(text).unwrap()));
    let parties = vec![draft.from, draft.to];
    let named = parties.iter().map(|party| PartyRef {
        id: actors[*party].entity.id.clone(),
        name: actors[*party].entity.name.clone(),
        role: "party".to_owned(),
        titles: Vec::new(),
    });
    let kinds = ["meeting", "agreement", "diplomatic-relations", "visit"];
    let row = TimelineRow {
        relation: RelationId::new(&format!("relation-{place}")).unwrap(),
        kind: kinds[place % kinds.len()].to_owned(),
        status: draft.status,
        parties: named.collect(),
        place: None,
        topics: Vec::new(),
        summary: None,
        sources: Vec::new(),
        through: Vec::new(),
        certainty: draft.certainty,
        title: None,
        when,
    };
    let pair = Pair {
        from: draft.from,
        to: draft.to,
        direction: draft.direction,
        words: "met".to_owned(),
    };
    Sight {
        row,
        nature: draft.nature,
        category: None,
        is_told: draft.is_told,
        pairs: if draft.from == draft.to {
            Vec::new()
        } else {
            vec![pair]
        },
        parties,
        claims: Vec::new(),
    }
}

fn scene(names: &[String], drafts: &[Draft]) -> Scene {
    let actors: Vec<Actor> = names
        .iter()
        .enumerate()
        .map(|(at, name)| actor(at, name))
        .collect();
    let relations = drafts.iter().enumerate();
    Scene {
        heading: names.first().cloned().unwrap_or_default(),
        question: format!("show {}", names.join(" ")),
        as_of: None,
        known_by: None,
        recorded_at: None,
        relations: relations
            .map(|(at, draft)| sight(at, draft, &actors))
            .collect(),
        actors,
        sources: Vec::new(),
        chains: Vec::new(),
        notes: Vec::new(),
        left_out: 0,
    }
}

/// Returns a scene of two who met.
pub(super) fn pair(first: &str, second: &str) -> Scene {
    let mut scene = scene(&[first.to_owned(), second.to_owned()], &[Draft::new(0, 1)]);
    scene.chains = vec![vec![Stride {
        from: 0,
        to: 1,
        relations: vec![0],
        direction: Direction::Mutual,
        through: Vec::new(),
    }]];
    scene
}

fn drafts(entities: usize, most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let directions = prop_oneof![Just(Direction::Mutual), Just(Direction::Forward)];
    let dates = prop_oneof![
        Just(None),
        Just(Some("2025-05-28")),
        Just(Some("2015")),
        Just(Some("1963-10-17/..")),
        Just(Some("2019-09-10/")),
        Just(Some("[2025-05-26..]")),
        Just(Some("../2001")),
        Just(Some("2004~")),
    ];
    let statuses = (0..Status::ALL.len()).prop_map(|place| Status::ALL[place]);
    let choices = (
        directions,
        dates,
        statuses,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    let draft = (0..entities, 0..entities, choices).prop_map(|(from, to, choice)| {
        let (direction, when, status, is_event, is_certain, is_told) = choice;
        let nature = if is_event { Nature::Event } else { Nature::Tie };
        let certainty = if is_certain {
            Truth::Certain
        } else {
            Truth::Possible
        };
        Draft {
            from,
            to,
            direction,
            when,
            status,
            nature,
            certainty,
            is_told,
        }
    });
    vec(draft, 0..most)
}

fn names(entities: usize) -> Vec<String> {
    let word = |place: usize| "Ministry of Affairs ".repeat(place % 4 + 1) + &place.to_string();
    (0..entities).map(word).collect()
}

/// Returns random scenes of up to 60 entities.
fn scenes() -> impl Strategy<Value = Scene> {
    let sized = (1_usize..60).prop_flat_map(|entities| (Just(entities), drafts(entities, 120)));
    sized.prop_map(|(entities, drafts)| scene(&names(entities), &drafts))
}

const WIDE: Look = Look {
    width: 1000,
    theme: Theme::Page,
};
const NARROW: Look = Look {
    width: 380,
    theme: Theme::Light,
};

/// Returns the places of relations that a picture names, ascending.
fn relations_of(picture: &Picture) -> Vec<usize> {
    let parts = picture.svg.split("data-relation").skip(1);
    let values = parts.filter_map(|part| part.split('"').nth(1));
    let mut places: Vec<usize> = values
        .flat_map(|value| value.split(' '))
        .map(|place| place.parse().unwrap())
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Returns what is drawn, without what is told of it in words or numbers of relations.
fn strokes(picture: &Picture) -> Vec<&str> {
    let parts = picture.svg.split('<');
    parts
        .filter(|part| part.starts_with("path") || part.starts_with("circle"))
        .collect()
}

proptest! {
    #![proptest_config(Config::with_cases(24))]

    #[test]
    fn no_name_overlaps_a_name_or_figure(scene in scenes()) {
        for look in [WIDE, NARROW] {
            let (web, height) = Web::new(&scene, look);
            let frames = web.frames();
            for (at, frame) in frames.iter().enumerate() {
                prop_assert!(frame.top > -0.01 && frame.bottom < height + 0.01, "{frame:?}");
                prop_assert!(frames[at + 1..].iter().all(|other| !frame.meets(other)));
            }
        }
    }

    #[test]
    fn every_relation_is_in_the_network(scene in scenes()) {
        let all: Vec<usize> = (0..scene.relations.len()).collect();
        prop_assert_eq!(relations_of(&network(&scene, &WIDE)), all);
    }

    #[test]
    fn every_relation_told_is_on_the_timeline(scene in scenes()) {
        let told = |place: &usize| scene.relations[*place].is_told;
        let all: Vec<usize> = (0..scene.relations.len()).filter(told).collect();
        let shown = relations_of(&timeline(&scene, &NARROW));
        prop_assert!(all.is_empty() || shown == all, "{shown:?}");
    }

    #[test]
    fn the_same_scene_gives_the_same_bytes(scene in scenes()) {
        for draw in [network, timeline, chains] {
            prop_assert_eq!(draw(&scene, &WIDE), draw(&scene.clone(), &WIDE));
        }
    }

    #[test]
    fn the_order_of_relations_does_not_move_the_network(scene in scenes()) {
        let mut other = scene.clone();
        other.relations.reverse();
        let (first, second) = (network(&scene, &WIDE), network(&other, &WIDE));
        prop_assert_eq!(strokes(&first), strokes(&second));
    }
}

/// Names that mean harm, or are hard to draw.
fn hostile() -> Vec<String> {
    let long = "x".repeat(10_000);
    let names = [
        "<script>alert(1)</script>",
        "\"'><svg onload=alert(1)>",
        "]]>&amp;<!--",
        "\u{1b}[31m\u{0}\u{202e}\u{feff}\u{ffff}",
        "=cmd|' /C calc'!A0",
        "",
        "مرحبا بالعالم",
        "東京都庁東京都庁東京都庁東京都庁",
        "</style><style>*{display:none}",
        &long,
    ];
    names.map(str::to_owned).to_vec()
}

#[test]
#[cfg(feature = "png")]
fn a_hostile_name_leaves_a_picture_well_formed_and_still() {
    use resvg::usvg::roxmltree::Document;

    let names = hostile();
    let drafts: Vec<Draft> = (1..names.len()).map(|other| Draft::new(0, other)).collect();
    let mut scene = scene(&names, &drafts);
    scene.chains = pair("a", "b").chains;
    for draw in [network, timeline, chains] {
        for look in [WIDE, NARROW] {
            let svg = draw(&scene, &look).svg;
            let parsed = Document::parse(&svg).unwrap();
            let elements = parsed.descendants().filter(roxmltree::Node::is_element);
            for element in elements {
                let name = element.tag_name().name();
                assert!(
                    !["script", "a", "foreignObject", "image"].contains(&name),
                    "{name}"
                );
                let mut names = element.attributes().map(|attribute| attribute.name());
                assert!(
                    names.all(|name| !name.starts_with("on") && name != "style" && name != "href")
                );
            }
            assert!(!svg.contains(['\u{202e}', '\u{1b}', '\u{feff}']));
            assert!(svg.matches("<style>").count() <= 1);
        }
    }
}

#[test]
fn parallel_relations_are_one_line_with_their_number() {
    let drafts = vec![Draft::new(0, 1); 7];
    let svg = network(&scene(&names(2), &drafts), &WIDE).svg;
    assert!(
        svg.contains(r#"<g class="edge" data-relations="0 1 2 3 4 5 6">"#),
        "{svg}"
    );
    assert!(svg.contains(">7</text>"));
}

#[test]
fn an_arrow_stands_where_all_run_one_way() {
    let forward = Draft {
        direction: Direction::Forward,
        ..Draft::new(0, 1)
    };
    let heads = |drafts: &[Draft]| {
        let svg = network(&scene(&names(2), drafts), &WIDE).svg;
        svg.matches("class=\"head\"").count()
    };
    let back = Draft {
        from: 1,
        to: 0,
        ..forward.clone()
    };
    assert_eq!(heads(&[forward.clone(), forward.clone()]), 1);
    assert_eq!(heads(&[forward, back]), 0);
    assert_eq!(heads(&[Draft::new(0, 1)]), 0);
}

#[test]
fn what_is_possible_planned_or_off_is_seen() {
    let classes = |draft: Draft| {
        let svg = network(&scene(&names(2), &[draft]), &WIDE).svg;
        let edge = svg.split("<g class=\"edge").nth(1).unwrap();
        edge.split('"').next().unwrap().to_owned()
    };
    assert_eq!(
        classes(Draft {
            certainty: Truth::Possible,
            ..Draft::new(0, 1)
        }),
        " possible"
    );
    assert_eq!(
        classes(Draft {
            status: Status::Planned,
            ..Draft::new(0, 1)
        }),
        " planned"
    );
    assert_eq!(
        classes(Draft {
            status: Status::Denied,
            ..Draft::new(0, 1)
        }),
        " off"
    );
    assert_eq!(
        classes(Draft {
            is_told: false,
            ..Draft::new(0, 1)
        }),
        " behind"
    );
}

#[test]
fn a_scene_of_nothing_is_a_picture() {
    for draw in [network, timeline, chains] {
        let picture = draw(&scene(&[], &[]), &NARROW);
        assert!(picture.svg.starts_with("<svg") && picture.svg.trim_end().ends_with("</svg>"));
    }
}

#[test]
fn the_ends_of_a_chain_and_its_date_are_told() {
    let svg = chains(&pair("Rwanda", "Kazakhstan"), &WIDE).svg;
    for words in [
        ">Rwanda</text>",
        ">Kazakhstan</text>",
        ">2025-05-28</text>",
        ">meeting</text>",
    ] {
        assert!(svg.contains(words), "{words}");
    }
}

#[test]
fn a_picture_of_two_is_drawn_like_this() {
    insta::assert_snapshot!(
        "chain_of_two",
        chains(&pair("Rwanda", "Kazakhstan"), &WIDE).svg
    );
    insta::assert_snapshot!(
        "network_of_two",
        network(&pair("Rwanda", "Kazakhstan"), &WIDE).svg
    );
    insta::assert_snapshot!(
        "timeline_of_two",
        timeline(&pair("Rwanda", "Kazakhstan"), &WIDE).svg
    );
}

#[test]
fn a_network_of_many_names_the_most_linked() {
    let drafts: Vec<Draft> = (1..300).map(|other| Draft::new(other % 7, other)).collect();
    let svg = network(&scene(&names(300), &drafts), &WIDE).svg;
    assert!(svg.contains("The names of the 120 most linked of 300 entities are written."));
    assert_eq!(svg.matches("data-actor=").count(), 300);
}

#[test]
fn a_thousand_entities_and_all_their_relations_are_drawn() {
    let other = |at: usize| (at * 7_919 + at / 13) % 1_000;
    let drafts: Vec<Draft> = (0..5_000)
        .map(|at| Draft::new(at % 1_000, other(at)))
        .collect();
    let picture = network(&scene(&names(1_000), &drafts), &Look::default());
    assert_eq!(relations_of(&picture).len(), 5_000);
}
