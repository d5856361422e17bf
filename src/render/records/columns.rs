//! The columns of every kind of row: the path of a key, and how its value becomes text.

use std::collections::BTreeMap;
use std::fmt::Display;

use itertools::Itertools as _;

use crate::answer::{
    ChangeRow, ClashRow, CommonRow, CountRow, DateRow, Dated, DiffRow, Dossier, EntityRef,
    FieldRow, FindRow, Gap, GroupRow, Hand, HistoryRow, LogRow, NeighbourRow, Order, PartyRef,
    PathRow, PathStep, RankRow, RecordRef, RelationFile, Shared, Side, SourceRef, ThroughRef,
    TimelineRow, Voice, WhoRow, WhyRow,
};
use crate::edtf::Day;

/// The columns of rows of one shape, in order.
pub(super) struct Columns<R>(Vec<(String, Value<R>)>);

type Value<R> = Box<dyn Fn(&R) -> String>;

impl<R: 'static> Columns<R> {
    /// Returns the names.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(name, _)| name.clone())
    }

    /// Returns the values of a row, as many as there are names.
    pub(super) fn values(&self, row: &R) -> Vec<String> {
        self.0.iter().map(|(_, value)| value(row)).collect()
    }

    const fn new() -> Columns<R> {
        Columns(Vec::new())
    }

    fn with(mut self, name: impl Into<String>, value: impl Fn(&R) -> String + 'static) -> Self {
        self.0.push((name.into(), Box::new(value)));
        self
    }

    fn value<V: Display + 'static>(self, name: &str, value: fn(&R) -> V) -> Self {
        self.with(name, move |row| value(row).to_string())
    }

    fn text(self, name: &str, value: fn(&R) -> &str) -> Self {
        self.with(name, move |row| value(row).to_owned())
    }

    fn maybe<V: Display + 'static>(self, name: &str, value: fn(&R) -> Option<&V>) -> Self {
        self.with(name, move |row| {
            value(row).map_or_else(String::new, V::to_string)
        })
    }

    fn day(self, name: &str, value: fn(&R) -> Option<Day>) -> Self {
        self.with(name, move |row| {
            value(row).map_or_else(String::new, |day| day.to_string())
        })
    }

    fn list<V: Display + 'static>(self, name: &str, values: fn(&R) -> &[V]) -> Self {
        self.with(name, move |row| values(row).iter().join("; "))
    }

    fn kinds(self, name: &str, kinds: fn(&R) -> &[(String, u64)]) -> Self {
        let told = |(kind, number): &(String, u64)| format!("{kind} {number}");
        self.with(name, move |row| kinds(row).iter().map(told).join("; "))
    }

    fn entity(self, name: &str, entity: fn(&R) -> Option<&EntityRef>) -> Self {
        self.nested(name, named(), entity)
    }

    fn date(self, name: &str, date: fn(&R) -> Option<&Dated>) -> Self {
        let columns = Columns::<Dated>::new()
            .text("edtf", |date| date.edtf.as_str())
            .day("earliest", |date| date.earliest)
            .day("latest", |date| date.latest);
        self.nested(name, columns, date)
    }

    /// Adds the columns of a row within the row; where there is none, they stay empty.
    fn nested<N: 'static>(self, name: &str, inner: Columns<N>, find: fn(&R) -> Option<&N>) -> Self {
        inner.0.into_iter().fold(self, |columns, (key, value)| {
            columns.with(format!("{name}.{key}"), move |row| {
                find(row).map(&value).unwrap_or_default()
            })
        })
    }

    /// Adds the columns of what is flattened into the row; where it is not there, they stay empty.
    fn flat<N: 'static>(self, inner: Columns<N>, find: fn(&R) -> Option<&N>) -> Self {
        inner.0.into_iter().fold(self, |columns, (key, value)| {
            columns.with(key, move |row| find(row).map(&value).unwrap_or_default())
        })
    }

    /// Adds a column for each key of the objects of a list; values are joined key by key.
    fn nested_list<N: 'static>(self, name: &str, inner: Columns<N>, find: fn(&R) -> &[N]) -> Self {
        inner.0.into_iter().fold(self, |columns, (key, value)| {
            columns.with(format!("{name}.{key}"), move |row| {
                find(row).iter().map(&value).join("; ")
            })
        })
    }

    /// Adds a column of numbers with their names: `agreements 9; embassies 47`.
    fn numbers(self, name: &str, numbers: fn(&R) -> &BTreeMap<String, i64>) -> Self {
        self.with(name, move |row| {
            let told = numbers(row).iter();
            told.map(|(name, number)| format!("{name} {number}"))
                .join("; ")
        })
    }

    fn parties(self, name: &str, parties: fn(&R) -> &[PartyRef]) -> Self {
        let columns = Columns::<PartyRef>::new()
            .value("id", |party| party.id.clone())
            .text("name", |party| &party.name)
            .text("role", |party| &party.role);
        self.nested_list(name, columns, parties)
    }

    /// Returns the columns with `name.` before each name.
    pub(super) fn under(self, name: &str) -> Self {
        let renamed = self
            .0
            .into_iter()
            .map(|(key, value)| (format!("{name}.{key}"), value));
        Columns(renamed.collect())
    }
}

/// Returns the columns of the order of a path.
fn order() -> Columns<Order> {
    Columns::<Order>::new()
        .value("order", |order| order.order)
        .day("departure.earliest", |order| order.departure.earliest)
        .day("departure.latest", |order| order.departure.latest)
        .day("arrival.earliest", |order| order.arrival.earliest)
        .day("arrival.latest", |order| order.arrival.latest)
        .maybe("doubt.earlier", |order| {
            order.doubt.as_ref().map(|doubt| &doubt.earlier)
        })
        .day("doubt.from", |order| {
            order.doubt.as_ref().and_then(|doubt| doubt.from)
        })
        .maybe("doubt.later", |order| {
            order.doubt.as_ref().map(|doubt| &doubt.later)
        })
        .day("doubt.until", |order| {
            order.doubt.as_ref().and_then(|doubt| doubt.until)
        })
}

/// Returns the columns of an entity.
fn named() -> Columns<EntityRef> {
    Columns::<EntityRef>::new()
        .value("id", |entity| entity.id.clone())
        .text("name", |entity| &entity.name)
        .value("kind", |entity| entity.kind)
}

pub(super) fn find() -> Columns<FindRow> {
    Columns::<FindRow>::new()
        .entity("entity", |row| Some(&row.entity))
        .text("match", |row| &row.matched)
        .value("score", |row| row.score)
}

pub(super) fn neighbours() -> Columns<NeighbourRow> {
    Columns::<NeighbourRow>::new()
        .entity("entity", |row| Some(&row.entity))
        .value("relations", |row| row.relations)
        .kinds("kinds", |row| &row.kinds)
        .date("first", |row| row.first.as_ref())
        .date("last", |row| row.last.as_ref())
        .value("certainty", |row| row.certainty)
        .value("hops", |row| row.hops)
        .list("behind", |row| &row.behind)
}

pub(super) fn timeline() -> Columns<TimelineRow> {
    Columns::<TimelineRow>::new()
        .value("relation", |row| row.relation.clone())
        .text("kind", |row| &row.kind)
        .date("when", |row| row.when.as_ref())
        .value("status", |row| row.status)
        .parties("parties", |row| &row.parties)
        .entity("place", |row| row.place.as_ref())
        .list("topics", |row| &row.topics)
        .maybe("summary", |row| row.summary.as_ref())
        .list("sources", |row| &row.sources)
        .nested_list("through", links(), |row| &row.through)
        .value("certainty", |row| row.certainty)
        .maybe("title", |row| row.title.as_ref())
        .with("parties.titles", |row| {
            let titles = row.parties.iter().map(|party| party.titles.join(", "));
            titles.into_iter().join("; ")
        })
}

/// Returns the columns of a link of the chain through which somebody takes part.
fn links() -> Columns<ThroughRef> {
    Columns::<ThroughRef>::new()
        .value("id", |link| link.entity.id.clone())
        .text("name", |link| &link.entity.name)
        .value("kind", |link| link.entity.kind)
        .maybe("title", |link| link.title.as_ref())
        .entity("for", |link| Some(&link.principal))
        .value("relation", |link| link.relation.clone())
        .value("certainty", |link| link.certainty)
}

pub(super) fn who() -> Columns<WhoRow> {
    Columns::<WhoRow>::new()
        .entity("entity", |row| row.entity.as_ref())
        .maybe("title", |row| row.title.as_ref())
        .entity("body", |row| row.body.as_ref())
        .date("from", |row| row.from.as_ref())
        .date("to", |row| row.to.as_ref())
        .value("acting", |row| row.acting)
        .value("certainty", |row| row.certainty)
        .date("when", |row| row.when.as_ref())
        .maybe("relation", |row| row.relation.as_ref())
        .maybe("status", |row| row.status.as_ref())
        .list("sources", |row| &row.sources)
        .nested_list("overlaps", named(), |row| &row.overlaps)
}

/// Returns the columns of a change; its relation has those of a timeline.
pub(super) fn change() -> Columns<ChangeRow> {
    Columns::<ChangeRow>::new()
        .date("date", |row| row.date.as_ref())
        .value("change", |row| row.change)
        .maybe("was", |row| row.was.as_ref())
        .value("now", |row| row.now)
        .list("by", |row| &row.by)
}

pub(super) fn side() -> Columns<Side> {
    let voices = Columns::<Voice>::new()
        .value("id", |voice| voice.id.clone())
        .text("title", |voice| &voice.title)
        .date("published", |voice| voice.published.as_ref())
        .maybe("locator", |voice| voice.locator.as_ref());
    Columns::<Side>::new()
        .text("value", |side| &side.value)
        .nested_list("sources", voices, |side| &side.sources)
        .value("own", |side| side.own)
}

pub(super) fn path() -> Columns<PathRow> {
    Columns::<PathRow>::new()
        .value("length", |row| row.length)
        .value("certainty", |row| row.certainty)
        .maybe("strength", |row| row.strength.as_ref())
        .flat(order(), |row| row.order.as_ref())
}

pub(super) fn step() -> Columns<PathStep> {
    Columns::<PathStep>::new()
        .entity("from", |step| Some(&step.from))
        .value("relation", |step| step.relation.clone())
        .text("kind", |step| &step.kind)
        .date("when", |step| step.when.as_ref())
        .text("direction", |step| step.direction.word())
        .entity("to", |step| Some(&step.to))
        .text("words", |step| &step.words)
        .maybe("title", |step| step.title.as_ref())
        .value("status", |step| step.status)
        .value("parallel", |step| step.parallel)
        .nested_list("through", links(), |step| &step.through)
        .list("titles.from", |step| &step.titles.from)
        .list("titles.to", |step| &step.titles.to)
}

pub(super) fn common() -> Columns<CommonRow> {
    Columns::<CommonRow>::new()
        .entity("entity", |row| Some(&row.entity))
        .value("certainty", |row| row.certainty)
}

pub(super) fn shared() -> Columns<Shared> {
    Columns::<Shared>::new()
        .entity("entity", |with| Some(&with.entity))
        .value("relations", |with| with.relations)
        .kinds("kinds", |with| &with.kinds)
        .date("first", |with| with.first.as_ref())
        .date("last", |with| with.last.as_ref())
        .list("behind", |with| &with.behind)
}

pub(super) fn count() -> Columns<CountRow> {
    Columns::<CountRow>::new()
        .text("key", |row| &row.key)
        .value("count", |row| row.count)
        .value("possible", |row| row.possible)
        .maybe("label", |row| row.label.as_ref())
}

pub(super) fn rank() -> Columns<RankRow> {
    Columns::<RankRow>::new()
        .entity("entity", |row| Some(&row.entity))
        .value("rank", |row| row.rank)
        .text("by", |row| row.by)
        .value("value", |row| row.value)
        .value("neighbours", |row| row.neighbours)
        .value("relations", |row| row.relations)
}

pub(super) fn groups() -> Columns<GroupRow> {
    Columns::<GroupRow>::new()
        .value("group", |row| row.group)
        .text("by", |row| row.by)
        .value("size", |row| row.size)
        .nested_list("members", named(), |row| &row.members)
}

pub(super) fn history() -> Columns<HistoryRow> {
    Columns::new()
        .value("entry", |row: &HistoryRow| row.entry)
        .value("at", |row| row.at)
        .text("by", |row| &row.by)
        .text("act", |row| &row.act)
        .text("words", |row| &row.words)
        .nested("record", record(), |row| Some(&row.record))
        .value("change", |row| row.change)
        .nested_list("fields", field(), |row| &row.fields)
}

fn record() -> Columns<RecordRef> {
    Columns::new()
        .text("sort", |record: &RecordRef| &record.sort)
        .text("id", |record| &record.id)
}

fn field() -> Columns<FieldRow> {
    Columns::new()
        .text("field", |field: &FieldRow| &field.field)
        .maybe("was", |field| field.was.as_ref())
        .maybe("now", |field| field.now.as_ref())
        .text("words", |field| &field.words)
}

pub(super) fn log() -> Columns<LogRow> {
    Columns::new()
        .value("entry", |row: &LogRow| row.entry)
        .value("at", |row| row.at)
        .text("by", |row| &row.by)
        .text("act", |row| &row.act)
        .text("words", |row| &row.words)
        .value("changes", |row| row.changes)
        .value("digest", |row| row.digest)
}

pub(super) fn diff() -> Columns<DiffRow> {
    Columns::new()
        .nested("record", record(), |row: &DiffRow| Some(&row.record))
        .value("change", |row| row.change)
        .text("name", |row| &row.name)
        .nested_list("fields", field(), |row| &row.fields)
}

pub(super) fn merge() -> Columns<ClashRow> {
    Columns::new()
        .nested("record", record(), |row: &ClashRow| Some(&row.record))
        .text("field", |row| &row.field)
        .maybe("base", |row| row.base.as_ref())
        .maybe("ours", |row| row.ours.as_ref())
        .maybe("theirs", |row| row.theirs.as_ref())
        .nested("ours_by", hand(), |row| row.ours_by.as_ref())
        .nested("theirs_by", hand(), |row| row.theirs_by.as_ref())
}

fn hand() -> Columns<Hand> {
    Columns::new()
        .value("entry", |hand: &Hand| hand.entry)
        .value("at", |hand| hand.at)
        .text("by", |hand| &hand.by)
}

pub(super) fn date() -> Columns<DateRow> {
    Columns::<DateRow>::new()
        .text("edtf", |row| row.edtf.as_str())
        .day("earliest", |row| row.earliest)
        .day("latest", |row| row.latest)
        .value("level", |row| row.level)
        .text("precision", |row| &row.precision)
        .text("words", |row| &row.words)
        .day("possible_from", |row| row.possible_from)
        .day("possible_to", |row| row.possible_to)
}

pub(super) fn source() -> Columns<SourceRef> {
    Columns::<SourceRef>::new()
        .value("id", |source| source.id.clone())
        .text("title", |source| &source.title)
        .maybe("publisher", |source| source.publisher.as_ref())
        .date("published", |source| source.published.as_ref())
        .date("retrieved", |source| source.retrieved.as_ref())
        .maybe("url", |source| source.url.as_ref())
        .maybe("file", |source| source.file.as_ref())
        .maybe("row", |source| source.row.as_ref())
        .maybe("language", |source| source.language.as_ref())
        .maybe("note", |source| source.note.as_ref())
}

pub(super) fn why() -> Columns<WhyRow> {
    Columns::<WhyRow>::new()
        .value("relation", |row| row.relation.clone())
        .text("kind", |row| &row.kind)
        .nested("source", source(), |row| Some(&row.source))
        .maybe("locator", |row| row.locator.as_ref())
        .date("when", |row| row.when.as_ref())
        .maybe("status", |row| row.status.as_ref())
        .parties("parties", |row| &row.parties)
        .maybe("note", |row| row.note.as_ref())
        .maybe("title", |row| row.title.as_ref())
        .entity("place", |row| row.place.as_ref())
        .list("topics", |row| &row.topics)
        .numbers("numbers", |row| &row.numbers)
}

/// Returns the columns of the entity itself; its relations have those of a timeline.
pub(super) fn dossier() -> Columns<Dossier> {
    Columns::<Dossier>::new()
        .entity("entity", |file| Some(&file.entity))
        .maybe("class", |file| file.class.as_ref())
        .list("aliases", |file| &file.aliases)
        .with("codes", |file| {
            let codes = file.codes.iter();
            codes
                .map(|(scheme, code)| format!("{scheme} {code}"))
                .join("; ")
        })
        .maybe("note", |file| file.note.as_ref())
        .value("events_total", |file| file.events_total)
        .value("sources_total", |file| file.sources)
}

/// Returns the columns that a relation's file has beside those of a timeline.
pub(super) fn relation() -> Columns<RelationFile> {
    Columns::<RelationFile>::new()
        .maybe("part_of.id", |file| file.part_of.as_ref().map(|(id, _)| id))
        .maybe("part_of.name", |file| {
            file.part_of.as_ref().map(|(_, name)| name)
        })
        .numbers("numbers", |file| &file.numbers)
}

pub(super) fn gap() -> Columns<Gap> {
    Columns::<Gap>::new()
        .value("from", |gap| gap.from)
        .value("to", |gap| gap.to)
        .value("days", |gap| gap.days)
}
