//! A small answer of every kind, made by hand.

use std::collections::BTreeMap;

use chancery::answer::{
    Answer, Became, Between, Change, ChangeRow, Citation, ClashRow, CommonRow, ConflictRow,
    CountRow, DateRow, Dated, Days, DiffRow, Dossier, Doubt, EntityRef, FieldRow, FindRow, Gap,
    GroupRow, Hand, HistoryRow, LogRow, Matter, NeighbourRow, Order, PartyRef, PathRow, PathStep,
    RankRow, RecordRef, RelationFile, Rows, Shared, Side, SourceFile, SourceRef, StepTitles,
    ThroughRef, TimelineRow, Voice, WhoRow, WhyRow,
};
use chancery::edtf::{Day, Edtf, Moment, Truth};
use chancery::model::{Direction, EntityId, EntityKind, RelationId, SourceId, Status};
use chancery::receipt::Digest;

pub(super) fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).unwrap()
}

fn dated(text: &str) -> Option<Dated> {
    Some(Dated::from(&edtf(text)))
}

fn day(text: &str) -> Option<Day> {
    edtf(text).earliest()
}

fn entity(id: &str, name: &str, kind: EntityKind) -> EntityRef {
    EntityRef {
        id: EntityId::new(id).unwrap(),
        name: name.to_owned(),
        kind,
    }
}

fn rwanda() -> EntityRef {
    entity("rwanda", "Rwanda", EntityKind::State)
}

fn kazakhstan() -> EntityRef {
    entity("kazakhstan", "Kazakhstan", EntityKind::State)
}

fn kagame() -> EntityRef {
    entity("paul-kagame", "Paul Kagame", EntityKind::Person)
}

fn lavrov() -> EntityRef {
    entity("sergey-lavrov", "Sergey Lavrov", EntityKind::Person)
}

fn nduhungirehe() -> EntityRef {
    entity(
        "olivier-nduhungirehe",
        "Olivier Nduhungirehe",
        EntityKind::Person,
    )
}

fn tokayev() -> EntityRef {
    entity(
        "kassym-jomart-tokayev",
        "Kassym-Jomart Tokayev",
        EntityKind::Person,
    )
}

fn ministry() -> EntityRef {
    let name = "Ministry of Foreign Affairs and International Cooperation";
    entity(
        "rwanda-ministry-of-foreign-affairs",
        name,
        EntityKind::Institution,
    )
}

fn party(entity: &EntityRef, role: &str) -> PartyRef {
    PartyRef {
        id: entity.id.clone(),
        name: entity.name.clone(),
        role: role.to_owned(),
        titles: Vec::new(),
    }
}

/// Returns the link by which a foreign minister acts for a ministry or a state.
fn minister(who: EntityRef, principal: EntityRef, certainty: Truth) -> ThroughRef {
    ThroughRef {
        relation: relation(&format!("office-{}", who.id)),
        entity: who,
        title: Some("foreign minister".to_owned()),
        principal,
        certainty,
    }
}

/// Returns the links of a meeting of two ministers.
fn through() -> Vec<ThroughRef> {
    let russia = entity("russia", "Russia", EntityKind::State);
    vec![
        minister(lavrov(), russia, Truth::Certain),
        minister(nduhungirehe(), ministry(), Truth::Possible),
        ThroughRef {
            entity: ministry(),
            title: None,
            principal: rwanda(),
            relation: relation("part-of-rwanda"),
            certainty: Truth::Possible,
        },
    ]
}

fn relation(id: &str) -> RelationId {
    RelationId::new(id).unwrap()
}

fn row(id: &str, kind: &str, when: &str, parties: Vec<PartyRef>) -> TimelineRow {
    TimelineRow {
        relation: relation(id),
        kind: kind.to_owned(),
        when: dated(when),
        status: Status::Held,
        parties,
        place: None,
        topics: Vec::new(),
        summary: None,
        sources: vec![SourceId::new("akorda-2025-05-28").unwrap()],
        through: Vec::new(),
        certainty: Truth::Certain,
        title: None,
    }
}

fn visit() -> TimelineRow {
    let visitor = PartyRef {
        titles: vec!["president".to_owned()],
        ..party(&kagame(), "visitor")
    };
    let parties = vec![visitor, party(&kazakhstan(), "host")];
    TimelineRow {
        place: Some(entity("astana", "Astana", EntityKind::Place)),
        topics: vec!["trade".to_owned(), "logistics".to_owned()],
        summary: Some(
            "President Kagame came to Astana for talks with President Tokayev and for the \
             Astana International Forum; agreements on trade, visas and diplomatic training were signed."
                .to_owned(),
        ),
        sources: ["akorda-2025-05-28", "new-times-2025-05-28"]
            .map(|id| SourceId::new(id).unwrap())
            .to_vec(),
        title: Some("official visit".to_owned()),
        ..row("visit-kagame-kazakhstan-2025", "visit", "2025-05-28/2025-05-29", parties)
    }
}

fn events() -> Vec<TimelineRow> {
    let ministers = vec![
        PartyRef {
            titles: vec!["foreign minister".to_owned()],
            ..party(&lavrov(), "participant")
        },
        party(&nduhungirehe(), "participant"),
    ];
    let states = vec![party(&rwanda(), "party"), party(&kazakhstan(), "party")];
    vec![
        TimelineRow {
            certainty: Truth::Possible,
            ..row("call-2024", "call", "2024-11~", ministers.clone())
        },
        visit(),
        TimelineRow {
            place: Some(entity("cairo", "Cairo", EntityKind::Place)),
            summary: Some("The two met in the margin of the Russia–Africa conference.".to_owned()),
            through: through(),
            ..row(
                "meeting-lavrov-nduhungirehe-2025",
                "meeting",
                "2025-12-19/2025-12-20",
                ministers,
            )
        },
        TimelineRow {
            status: Status::Planned,
            when: None,
            title: Some("Agreement on the mutual abolition of visas for short stays".to_owned()),
            ..row("agreement-visas", "agreement", "2026", states)
        },
    ]
}

fn ties() -> Vec<TimelineRow> {
    let states = vec![party(&rwanda(), "party"), party(&kazakhstan(), "party")];
    vec![TimelineRow {
        status: Status::InForce,
        ..row(
            "diplomatic-relations-kazakhstan-rwanda",
            "diplomatic-relations",
            "2008/..",
            states,
        )
    }]
}

fn office() -> TimelineRow {
    TimelineRow {
        status: Status::InForce,
        title: Some("Minister of Foreign Affairs and International Cooperation".to_owned()),
        ..row(
            "office-nduhungirehe-2024",
            "office",
            "2024-06-12/..",
            vec![party(&nduhungirehe(), "holder"), party(&ministry(), "body")],
        )
    }
}

fn source() -> SourceRef {
    SourceRef {
        id: SourceId::new("akorda-2025-05-28").unwrap(),
        title: "Negotiations between the Presidents of Kazakhstan and Rwanda".to_owned(),
        publisher: Some("Akorda".to_owned()),
        published: dated("2025-05-28"),
        retrieved: dated("2026-11-20"),
        url: Some(
            "https://www.akorda.kz/en/negotiations-with-president-of-rwanda-paul-kagame-took-place"
                .to_owned(),
        ),
        file: None,
        row: None,
        language: Some("en".to_owned()),
        note: None,
    }
}

fn newspaper() -> SourceRef {
    SourceRef {
        id: SourceId::new("new-times-2025-05-28").unwrap(),
        title: "Kagame in Kazakhstan for official visit".to_owned(),
        publisher: Some("The New Times".to_owned()),
        published: None,
        retrieved: dated("2026-11-20"),
        url: None,
        file: Some("events.csv".to_owned()),
        row: Some(412),
        language: None,
        note: Some("a digest".to_owned()),
    }
}

fn reports() -> Vec<WhyRow> {
    let report = |source| WhyRow {
        relation: visit().relation,
        kind: "visit".to_owned(),
        source,
        locator: None,
        when: None,
        status: None,
        parties: Vec::new(),
        note: None,
        title: None,
        place: None,
        topics: Vec::new(),
        numbers: BTreeMap::new(),
    };
    vec![
        WhyRow {
            locator: Some("paragraph 3".to_owned()),
            ..report(source())
        },
        WhyRow {
            when: dated("2025-05-28"),
            status: Some(Status::Planned),
            note: Some("written the day before".to_owned()),
            place: Some(entity("almaty", "Almaty", EntityKind::Place)),
            topics: vec!["trade".to_owned()],
            numbers: BTreeMap::from([("agreements".to_owned(), 9)]),
            ..report(newspaper())
        },
    ]
}

fn path() -> PathRow {
    let step = |from: EntityRef, to: EntityRef| PathStep {
        from,
        relation: relation("meeting-lavrov-nduhungirehe-2025"),
        kind: "meeting".to_owned(),
        when: dated("2025-12-19/2025-12-20"),
        direction: Direction::Mutual,
        to,
        words: "met with".to_owned(),
        title: None,
        status: Status::Held,
        parallel: 4,
        through: Vec::new(),
        titles: StepTitles {
            from: vec!["foreign minister".to_owned()],
            to: vec!["foreign minister".to_owned()],
        },
    };
    let second = PathStep {
        relation: office().relation,
        kind: "office".to_owned(),
        when: dated("2024-06-12/.."),
        direction: Direction::Forward,
        words: "held an office of".to_owned(),
        title: office().title,
        status: Status::InForce,
        parallel: 1,
        titles: StepTitles::default(),
        ..step(nduhungirehe(), ministry())
    };
    let third = PathStep {
        relation: relation("invitation-2026"),
        kind: "invitation".to_owned(),
        when: dated("2026"),
        direction: Direction::Back,
        words: "was invited by".to_owned(),
        status: Status::Planned,
        parallel: 1,
        through: vec![minister(nduhungirehe(), ministry(), Truth::Certain)],
        titles: StepTitles::default(),
        ..step(ministry(), kazakhstan())
    };
    PathRow {
        length: 3,
        certainty: Truth::Certain,
        steps: vec![step(lavrov(), nduhungirehe()), second, third],
        strength: Some(0.123_456),
        order: None,
    }
}

/// Returns the same path, asked for in order of time.
fn path_in_order() -> PathRow {
    let days = |earliest: &str, latest: &str| Days {
        earliest: day(earliest),
        latest: day(latest),
    };
    PathRow {
        strength: None,
        order: Some(Order {
            order: Truth::Possible,
            departure: days("2025-12-19", "2025-12-20"),
            arrival: days("2026-01-01", "2026-12-31"),
            doubt: Some(Doubt {
                earlier: relation("meeting-lavrov-nduhungirehe-2025"),
                from: day("2025-12-20"),
                later: relation("invitation-2026"),
                until: day("2025-12-19"),
            }),
        }),
        ..path()
    }
}

fn term(who: EntityRef, when: &str, from: &str, to: Option<&str>) -> WhoRow {
    WhoRow {
        entity: Some(who),
        title: Some("foreign minister".to_owned()),
        body: Some(rwanda()),
        from: dated(from),
        to: to.and_then(dated),
        acting: false,
        certainty: Truth::Certain,
        when: dated(when),
        relation: Some(relation("office-a")),
        status: Some(Status::InForce),
        sources: vec![SourceId::new("akorda-2025-05-28").unwrap()],
        overlaps: Vec::new(),
    }
}

fn terms() -> Vec<WhoRow> {
    let biruta = || entity("vincent-biruta", "Vincent Biruta", EntityKind::Person);
    vec![
        WhoRow {
            entity: None,
            relation: None,
            status: None,
            sources: Vec::new(),
            ..term(
                biruta(),
                "2019-10-01/2019-11-03",
                "2019-10-01",
                Some("2019-11-03"),
            )
        },
        term(
            biruta(),
            "2019-11-04/2024-06-12",
            "2019-11-04",
            Some("2024-06-12"),
        ),
        term(nduhungirehe(), "2024-06-12/..", "2024-06-12", None),
        WhoRow {
            from: None,
            title: Some("head of state".to_owned()),
            acting: true,
            certainty: Truth::Possible,
            overlaps: vec![lavrov()],
            ..term(kagame(), "2025-05-28", "2025-05-28", None)
        },
    ]
}

fn changes() -> Vec<ChangeRow> {
    let by = || vec![SourceId::new("akorda-2025-05-28").unwrap()];
    let change = |change, date: &str, row| ChangeRow {
        date: dated(date),
        change,
        was: None,
        now: Status::Held,
        by: by(),
        row,
    };
    let meeting = || events().swap_remove(2);
    vec![
        ChangeRow {
            by: Vec::new(),
            now: Status::InForce,
            ..change(Change::Ended, "2024-06-12", office())
        },
        ChangeRow {
            now: Status::Planned,
            ..change(Change::BecameKnown, "2025-05-27", visit())
        },
        ChangeRow {
            was: Some(Status::Planned),
            ..change(Change::ChangedStatus, "2025-05-28", visit())
        },
        change(Change::Happened, "2025-12-19/2025-12-20", meeting()),
    ]
}

fn conflicts() -> Vec<ConflictRow> {
    let voice = |source: SourceRef, locator: Option<&str>| Voice {
        id: source.id,
        title: source.title,
        published: source.published,
        locator: locator.map(str::to_owned),
    };
    let side = |value: &str, own, sources| Side {
        value: value.to_owned(),
        sources,
        own,
    };
    let sides = vec![
        side("2008/..", true, vec![voice(source(), Some("paragraph 5"))]),
        side("2004/..", false, vec![voice(newspaper(), None)]),
    ];
    let mut three = sides.clone();
    three.push(side("2012", false, vec![voice(newspaper(), None)]));
    vec![
        ConflictRow {
            on: Matter::Date,
            sides,
            row: ties().swap_remove(0),
        },
        ConflictRow {
            on: Matter::Number,
            sides: three,
            row: TimelineRow {
                certainty: Truth::Possible,
                ..visit()
            },
        },
    ]
}

/// Returns a timeline that ends with its sources.
pub(super) fn cited() -> Answer {
    let mut answer = of_kind("timeline");
    let citation = |source, locators: &[&str], relations: &[&str]| Citation {
        source,
        locators: locators.iter().map(|place| (*place).to_owned()).collect(),
        relations: relations.iter().map(|id| relation(id)).collect(),
    };
    answer.cited = Some(vec![
        citation(
            source(),
            &["paragraph 3"],
            &["call-2024", "visit-kagame-kazakhstan-2025"],
        ),
        citation(newspaper(), &[], &["visit-kagame-kazakhstan-2025"]),
    ]);
    answer
}

/// Returns a path in order of time.
pub(super) fn in_order() -> Answer {
    Answer::new(
        "paths Lavrov to Kazakhstan in order",
        Rows::Paths(vec![path_in_order()]),
    )
}

fn shared(entity: EntityRef) -> Shared {
    Shared {
        entity,
        relations: 3,
        kinds: vec![("meeting".to_owned(), 2), ("visit".to_owned(), 1)],
        first: dated("2024-02-21"),
        last: dated("2025-12-19/2025-12-20"),
        behind: ["meeting-a", "meeting-b", "visit-c"].map(relation).to_vec(),
    }
}

fn common() -> CommonRow {
    CommonRow {
        entity: tokayev(),
        with: vec![
            shared(rwanda()),
            Shared {
                relations: 1,
                kinds: vec![("office".to_owned(), 1)],
                first: dated("2019-03-20/.."),
                last: dated("2019-03-20/.."),
                behind: vec![relation("office-tokayev")],
                ..shared(kazakhstan())
            },
        ],
        certainty: Truth::Possible,
    }
}

fn neighbours() -> Vec<NeighbourRow> {
    let row = |entity, hops| NeighbourRow {
        entity,
        relations: 3,
        kinds: vec![("meeting".to_owned(), 2), ("visit".to_owned(), 1)],
        first: dated("2024-02-21"),
        last: dated("2025-12-19/2025-12-20"),
        certainty: Truth::Certain,
        hops,
        behind: ["meeting-a", "meeting-b", "visit-c"].map(relation).to_vec(),
    };
    vec![
        row(lavrov(), 1),
        NeighbourRow {
            relations: 1,
            kinds: vec![("part-of".to_owned(), 1)],
            first: None,
            last: None,
            certainty: Truth::Possible,
            behind: vec![relation("part-of-x")],
            ..row(ministry(), 2)
        },
        NeighbourRow {
            last: dated("2024-02-21"),
            ..row(entity("tokyo", "東京都", EntityKind::Place), 1)
        },
    ]
}

fn count(key: &str, count: u64, possible: u64, label: Option<&str>) -> CountRow {
    CountRow {
        key: key.to_owned(),
        count,
        possible,
        label: label.map(str::to_owned),
    }
}

fn dossier() -> Dossier {
    Dossier {
        entity: nduhungirehe(),
        class: Some("diplomat".to_owned()),
        aliases: vec![
            "Olivier J. P. Nduhungirehe".to_owned(),
            "Оливье Ндухунгирехе".to_owned(),
        ],
        codes: BTreeMap::from([("wikidata".to_owned(), "Q64003463".to_owned())]),
        note: None,
        offices: vec![office()],
        ties: Vec::new(),
        events: events().into_iter().rev().collect(),
        events_total: 54,
        sources: 12,
    }
}

/// Three paths: two by the same entities, whose first steps differ, and one that is shorter.
pub(super) fn parallel_paths() -> Answer {
    let by_another = |id: &str, words: &str, when: &str| {
        let mut row = path();
        if let Some(step) = row.steps.first_mut() {
            step.relation = relation(id);
            words.clone_into(&mut step.words);
            step.when = dated(when);
        }
        row
    };
    let mut shorter = path();
    shorter.steps.truncate(1);
    let rows = vec![
        path(),
        by_another("visit-lavrov-2024", "visited", "2024-02-21"),
        shorter,
    ];
    Answer::new("paths Lavrov to Kazakhstan", Rows::Paths(rows))
}

fn between() -> Between {
    Between {
        a: rwanda(),
        b: kazakhstan(),
        ties: ties(),
        events: vec![visit()],
        years: vec![count("2024", 1, 1, None), count("2025", 5, 0, None)],
        go_betweens: vec![common()],
        shortest: Some(PathRow {
            strength: None,
            ..path()
        }),
        gaps: vec![Gap {
            from: day("2008-01-01").unwrap(),
            to: day("2024-02-21").unwrap(),
            days: 5_895,
        }],
    }
}

fn ranks() -> Vec<RankRow> {
    let row = |entity, rank, value, neighbours, relations| RankRow {
        entity,
        rank,
        by: "betweenness",
        value,
        neighbours,
        relations,
    };
    vec![
        row(rwanda(), 1, 0.118_461_538, 70, 119),
        row(kagame(), 2, 0.000_047_25, 27, 37),
        row(tokayev(), 3, 0.0, 1, 2),
        row(ministry(), 3, 0.0, 1, 1),
    ]
}

fn groups() -> Vec<GroupRow> {
    let group = |group, members: Vec<EntityRef>| GroupRow {
        group,
        by: "communities",
        size: members.len() as u64,
        members,
    };
    let everybody = [rwanda(), kagame(), lavrov(), nduhungirehe(), ministry()];
    vec![
        group(1, [everybody.clone(), everybody].concat()),
        group(2, vec![kazakhstan(), tokayev()]),
    ]
}

fn dates() -> Vec<DateRow> {
    vec![DateRow {
        edtf: edtf("2004-06~"),
        earliest: day("2004-06-01"),
        latest: day("2004-06-30"),
        level: 1,
        precision: "month".to_owned(),
        words: "about June 2004".to_owned(),
        possible_from: day("2004-05-01"),
        possible_to: day("2004-07-31"),
    }]
}

fn record(sort: &str, id: &str) -> RecordRef {
    RecordRef {
        sort: sort.to_owned(),
        id: id.to_owned(),
    }
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn field(field: &str, was: Option<&str>, now: Option<&str>, words: &str) -> FieldRow {
    FieldRow {
        field: field.to_owned(),
        was: was.map(str::to_owned),
        now: now.map(str::to_owned),
        words: words.to_owned(),
    }
}

fn narrowed() -> Vec<FieldRow> {
    let words = "date narrowed from 2015 to 2015-11";
    vec![
        field("date", Some("2015"), Some("2015-11"), words),
        field("topic", None, Some("trade"), "topic added: trade"),
    ]
}

fn versions() -> Vec<HistoryRow> {
    let first = HistoryRow {
        entry: 1,
        at: at("2026-11-20T10:00:00Z"),
        by: "anna".to_owned(),
        act: "import".to_owned(),
        words: "import builtin".to_owned(),
        record: record("relation", "kagame-visits-kazakhstan-2015"),
        change: Became::Added,
        fields: Vec::new(),
    };
    let second = HistoryRow {
        entry: 12,
        at: at("2026-11-22T13:25:14Z"),
        by: "Bela Kiss".to_owned(),
        act: "edit".to_owned(),
        words: "correct kagame-visits-kazakhstan-2015 date 2015-11, add topic trade".to_owned(),
        change: Became::Changed,
        fields: narrowed(),
        ..first.clone()
    };
    vec![first, second]
}

fn entries() -> Vec<LogRow> {
    let rows = versions().into_iter().zip([516, 1]);
    rows.map(|(row, changes)| LogRow {
        entry: row.entry,
        at: row.at,
        by: row.by,
        act: row.act,
        digest: Digest::of(&row.words),
        words: row.words,
        changes,
    })
    .collect()
}

fn differences() -> Vec<DiffRow> {
    let row = |sort: &str, id: &str, change, name: &str, fields| DiffRow {
        record: record(sort, id),
        change,
        name: name.to_owned(),
        fields,
    };
    vec![
        row(
            "entity",
            "ruritania",
            Became::Added,
            "Ruritania",
            Vec::new(),
        ),
        row(
            "relation",
            "kagame-visits-kazakhstan-2015",
            Became::Changed,
            "visit",
            narrowed(),
        ),
    ]
}

fn clashes() -> Vec<ClashRow> {
    let hand = |entry, moment, by: &str| Hand {
        entry,
        at: at(moment),
        by: by.to_owned(),
    };
    vec![
        ClashRow {
            record: record("relation", "kagame-visits-kazakhstan-2015"),
            field: "date".to_owned(),
            base: Some("2015".to_owned()),
            ours: Some("2015-11".to_owned()),
            theirs: Some("2015-12".to_owned()),
            ours_by: Some(hand(12, "2026-11-22T13:25:14Z", "Bela Kiss")),
            theirs_by: Some(hand(13, "2026-11-22T14:00:00Z", "anna")),
        },
        ClashRow {
            record: record("entity", "ruritania"),
            field: String::new(),
            base: Some("Ruritania".to_owned()),
            ours: Some("Ruritania".to_owned()),
            theirs: None,
            ours_by: None,
            theirs_by: None,
        },
    ]
}

fn visited() -> RelationFile {
    RelationFile {
        row: visit(),
        part_of: Some((
            "astana-forum-2025".to_owned(),
            "Astana International Forum 2025".to_owned(),
        )),
        parts: ties(),
        reports: reports(),
        numbers: BTreeMap::from([("agreements".to_owned(), 8)]),
        uncounted: reports().split_off(1),
    }
}

/// Returns an answer of every kind, each with a name for its snapshots.
pub(super) fn all() -> Vec<Answer> {
    let finds = vec![FindRow {
        entity: tokayev(),
        matched: "alias Токаев, transliterated".to_owned(),
        score: 0.925,
    }];
    let counts = vec![
        count("meeting", 40, 0, None),
        count(
            "akorda-2025-05-28",
            7,
            2,
            Some("Negotiations between the Presidents"),
        ),
    ];
    let source = SourceFile {
        source: source(),
        relations: events(),
    };
    vec![
        Answer::new("find tokaev", Rows::Find(finds)),
        Answer::new("show Nduhungirehe", Rows::Entity(Box::new(dossier()))),
        Answer::new(
            "show visit-kagame-kazakhstan-2025",
            Rows::Relation(Box::new(visited())),
        ),
        Answer::new("show akorda-2025-05-28", Rows::Source(Box::new(source))),
        Answer::new("neighbours Rwanda hops 2", Rows::Neighbours(neighbours())),
        Answer::new("paths Lavrov to Kazakhstan", Rows::Paths(vec![path()])),
        Answer::new("timeline Rwanda", Rows::Timeline(events())),
        Answer::new(
            "between Rwanda and Kazakhstan",
            Rows::Between(Box::new(between())),
        ),
        Answer::new("common Rwanda Kazakhstan", Rows::Common(vec![common()])),
        Answer::new("count by kind", Rows::Count(counts)),
        Answer::new("rank by betweenness", Rows::Rank(ranks())),
        Answer::new("groups", Rows::Groups(groups())),
        Answer::new("why 2", Rows::Why(reports())),
        Answer::new("who \"foreign minister of Rwanda\"", Rows::Who(terms())),
        Answer::new("changes since 2024", Rows::Changes(changes())),
        Answer::new("conflicts", Rows::Conflicts(conflicts())),
        Answer::new(
            "history kagame-visits-kazakhstan-2015",
            Rows::History(versions()),
        ),
        Answer::new("log", Rows::Log(entries())),
        Answer::new("diff old.chancery new.chancery", Rows::Diff(differences())),
        Answer::new(
            "merge ours.chancery theirs.chancery",
            Rows::Merge(clashes()),
        ),
        Answer::new("date 2004-06~", Rows::Date(dates())),
    ]
}

/// Returns the answer whose kind has this word.
pub(super) fn of_kind(kind: &str) -> Answer {
    all()
        .into_iter()
        .find(|answer| answer.rows.kind() == kind)
        .unwrap()
}
