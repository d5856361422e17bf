//! The fields of edits: which words tell what, and which records take them.

use super::language::{Field, Part, Takes};

/// Returns a field that is told once, with one spelling.
const fn once(
    part: Part,
    name: &'static str,
    usage: &'static str,
    takes: Takes,
    summary: &'static str,
) -> Field {
    Field {
        name,
        other: &[],
        usage,
        summary,
        takes,
        is_many: false,
        part,
    }
}

/// Returns the field with other spellings.
const fn or(mut field: Field, other: &'static [&'static str]) -> Field {
    field.other = other;
    field
}

/// Returns the field as one that may be told several times.
const fn many(mut field: Field) -> Field {
    field.is_many = true;
    field
}

static TITLE: Field = once(
    Part::Title,
    "title",
    "title \"…\"",
    Takes::Text,
    "the title",
);
static PUBLISHER: Field = once(
    Part::Publisher,
    "publisher",
    "publisher \"…\"",
    Takes::Text,
    "who publishes it",
);
static PUBLISHED: Field = once(
    Part::Published,
    "published",
    "published D",
    Takes::Date,
    "when it was published",
);
static RETRIEVED: Field = once(
    Part::Retrieved,
    "retrieved",
    "retrieved D",
    Takes::Date,
    "when somebody read it",
);
static URL: Field = once(Part::Url, "url", "url \"…\"", Takes::Text, "its address");
static FILE: Field = once(
    Part::File,
    "file",
    "file \"…\"",
    Takes::Text,
    "the file it is, where it has no address",
);
static ROW: Field = once(
    Part::Row,
    "row",
    "row N",
    Takes::Row,
    "the row within its file",
);
static LANGUAGE: Field = once(
    Part::Language,
    "language",
    "language L",
    Takes::Text,
    "its language, by the code of two letters",
);
static NOTE: Field = once(
    Part::Note,
    "note",
    "note \"…\"",
    Takes::Text,
    "a remark in our own words",
);

/// What is told of a source.
pub(super) static OF_SOURCES: &[&Field] = &[
    &TITLE, &PUBLISHER, &PUBLISHED, &RETRIEVED, &URL, &FILE, &ROW, &LANGUAGE, &NOTE,
];

static ENTITY_KIND: Field = once(
    Part::Kind,
    "kind",
    "kind KIND",
    Takes::EntityKind,
    "state, person, institution, forum, instrument or place",
);
static NAME: Field = once(
    Part::Name,
    "name",
    "name \"…\"",
    Takes::Text,
    "the name shown",
);
static ALIAS: Field = many(or(
    once(
        Part::Alias,
        "alias",
        "alias \"…\"",
        Takes::Text,
        "another name",
    ),
    &["aliases"],
));
static CLASS: Field = once(
    Part::Class,
    "class",
    "class WORD",
    Takes::Text,
    "what sort of its kind it is: ministry, company, city",
);
static CODE: Field = many(or(
    once(
        Part::Code,
        "code",
        "code SCHEME VALUE",
        Takes::Code,
        "a code of others for it: `code wikidata Q1037`",
    ),
    &["codes"],
));

/// What is told of an entity.
pub(super) static OF_ENTITIES: &[&Field] = &[&ENTITY_KIND, &NAME, &ALIAS, &CLASS, &CODE, &NOTE];

static WHEN: Field = or(
    once(
        Part::When,
        "on",
        "on D",
        Takes::Date,
        "when it happened, or holds",
    ),
    &["date", "dated"],
);
static SINCE: Field = once(
    Part::Since,
    "since",
    "since D",
    Takes::Date,
    "since when a tie holds that still does",
);
static FROM_DATE: Field = once(
    Part::From,
    "from",
    "from D",
    Takes::Date,
    "since when a tie held; whether it still does nobody says",
);
static UNTIL: Field = or(
    once(
        Part::Until,
        "until",
        "until D",
        Takes::Date,
        "until when a tie held",
    ),
    &["till"],
);
static PLACE: Field = or(
    once(
        Part::Place,
        "at",
        "at PLACE",
        Takes::Place,
        "where it happened",
    ),
    &["place"],
);
static TOPICS: Field = or(
    once(
        Part::Topics,
        "about",
        "about TOPIC[, TOPIC …]",
        Takes::Topics,
        "what it is about",
    ),
    &["topic", "topics"],
);
static STATUS: Field = once(
    Part::Status,
    "status",
    "status S",
    Takes::Status,
    "planned, held, in-force, postponed, cancelled, denied or reported",
);
static SUMMARY: Field = once(
    Part::Summary,
    "summary",
    "summary \"…\"",
    Takes::Text,
    "one sentence in our own words",
);
static WHOLE: Field = once(
    Part::Whole,
    "part of",
    "part of RELATION",
    Takes::Whole,
    "the relation or forum in whose margin it happened",
);
static NUMBER: Field = many(or(
    once(
        Part::Number,
        "number",
        "number \"…\" N",
        Takes::Count,
        "what is counted in it: `number agreements 3`",
    ),
    &["numbers"],
));
static ID: Field = once(
    Part::Id,
    "id",
    "id ID",
    Takes::NewId,
    "its id, instead of one that is made",
);
static REPORT: Field = many(or(
    once(
        Part::Report,
        "from",
        "from SOURCE",
        Takes::Source,
        "who says so; several are parted by commas",
    ),
    &["report from", "report", "reports", "according to"],
));
static LOCATOR: Field = once(
    Part::Locator,
    "locator",
    "locator \"…\"",
    Takes::Text,
    "the place within the source",
);
static SAYING: Field = once(
    Part::Saying,
    "saying",
    "saying FIELD …",
    Takes::Nothing,
    "what the source says otherwise than the record",
);

/// What is told of a new relation.
pub(super) static OF_RECORD: &[&Field] = &[
    &WHEN, &SINCE, &FROM_DATE, &UNTIL, &PLACE, &TOPICS, &STATUS, &TITLE, &SUMMARY, &WHOLE, &NUMBER,
    &ID, &REPORT, &LOCATOR, &NOTE, &SAYING,
];

static KIND: Field = once(
    Part::Kind,
    "kind",
    "kind KIND OF RELATION",
    Takes::Kind,
    "the kind of the relation",
);
static PARTY: Field = many(or(
    once(
        Part::Party,
        "party",
        "party PARTY [as ROLE]",
        Takes::Party,
        "who takes part",
    ),
    &["parties"],
));

/// What is told of a relation that there is.
pub(super) static OF_RELATIONS: &[&Field] = &[
    &KIND, &PARTY, &WHEN, &SINCE, &FROM_DATE, &UNTIL, &PLACE, &TOPICS, &STATUS, &TITLE, &SUMMARY,
    &WHOLE, &NUMBER, &REPORT,
];

/// What a report says.
pub(super) static OF_REPORTS: &[&Field] = &[
    &LOCATOR, &NOTE, &SAYING, &PARTY, &WHEN, &SINCE, &UNTIL, &PLACE, &TOPICS, &STATUS, &TITLE,
    &NUMBER,
];

/// What stands behind the source of a new relation without `saying`.
pub(super) static OF_SOURCE_NAMED: &[&Field] = &[&LOCATOR, &NOTE, &SAYING];

/// What any record may be told anew.
pub(super) static OF_CORRECT: &[&Field] = &[
    &ENTITY_KIND,
    &KIND,
    &NAME,
    &ALIAS,
    &CLASS,
    &CODE,
    &TITLE,
    &PUBLISHER,
    &PUBLISHED,
    &RETRIEVED,
    &URL,
    &FILE,
    &ROW,
    &LANGUAGE,
    &PARTY,
    &WHEN,
    &SINCE,
    &FROM_DATE,
    &UNTIL,
    &PLACE,
    &TOPICS,
    &STATUS,
    &SUMMARY,
    &WHOLE,
    &NUMBER,
    &REPORT,
    &NOTE,
];

static BECAUSE: Field = once(
    Part::Because,
    "because",
    "because \"…\"",
    Takes::Text,
    "the reason, for those who read the log",
);
static INTO: Field = once(
    Part::Into,
    "into",
    "into ENTITY",
    Takes::Entity,
    "the entity that stands for both",
);

/// What may follow `retract`.
pub(super) static OF_RETRACT: &[&Field] = &[&BECAUSE];
/// What may follow `merge`.
pub(super) static OF_MERGE: &[&Field] = &[&INTO];
