//! The words of a dossier that page and Markdown share: what it is about, dates, kinds, parties.

use itertools::Itertools as _;

use crate::answer::{Claim, Dated, PartyRef, Scene, Sight, SourceRef, ThroughRef};
use crate::edtf::{Day, Truth};
use crate::model::{Nature, Status};
use crate::render::TAKING_PART;
use crate::text;

/// Up to how many columns of a name are told beside others; whole it stands among the entities.
const MOST_OF_A_NAME: usize = 80;

/// A part of a dossier: some of its relations under a heading of their own.
pub(super) struct Part<'a> {
    /// What stands above it.
    pub heading: &'static str,
    /// The word by which addresses name it.
    pub id: &'static str,
    /// The places of its relations among those of the scene, in their order.
    pub relations: Vec<(usize, &'a Sight)>,
}

/// Returns the relations of a scene in parts, without those that are empty: ties, events, and what
/// only shows how they hang together.
pub(super) fn parts(scene: &Scene) -> Vec<Part<'_>> {
    let some = |heading, id, wanted: fn(&Sight) -> bool| {
        let relations = scene.relations.iter().enumerate();
        Part {
            heading,
            id,
            relations: relations.filter(|(_, sight)| wanted(sight)).collect(),
        }
    };
    let parts = [
        some("Ties", "ties", |sight| is_told(sight, Nature::Tie)),
        some("Events", "events", |sight| is_told(sight, Nature::Event)),
        some("Links around them", "around", |sight| !sight.is_told),
    ];
    let is_there = |part: &Part<'_>| !part.relations.is_empty();
    parts.into_iter().filter(is_there).collect()
}

/// Tells whether chains say more than the relations themselves: some have more than one step.
pub(super) fn has_chains(scene: &Scene) -> bool {
    scene.chains.iter().any(|chain| chain.len() > 1)
}

fn is_told(sight: &Sight, nature: Nature) -> bool {
    sight.is_told && sight.nature == nature
}

/// Returns what a scene holds in one sentence.
pub(super) fn summary(scene: &Scene) -> String {
    let number = |nature| {
        let told = scene.relations.iter();
        told.filter(|sight| is_told(sight, nature)).count()
    };
    let around = scene.relations.iter().filter(|sight| !sight.is_told);
    let told = [
        counted(number(Nature::Tie), "tie", "ties"),
        counted(number(Nature::Event), "event", "events"),
    ];
    let told = told.iter().flatten().join(" and ");
    let told = if told.is_empty() {
        "No relations"
    } else {
        &told
    };
    let years = years(scene).map(|years| format!(", {years}"));
    let sources = counted(scene.sources.len(), "source", "sources");
    let sources = sources.map(|sources| format!(", by {sources}"));
    let around = counted(around.count(), "more link", "more links");
    let around = around.map(|more| format!("; {more} around them"));
    let aside = [years, sources, around];
    format!("{told}{}.", aside.iter().flatten().join(""))
}

/// Returns the years in which relations of a scene begin first and end last, as far as known.
fn years(scene: &Scene) -> Option<String> {
    let dates = scene.relations.iter().filter(|sight| sight.is_told);
    let dates = dates.filter_map(|sight| sight.row.when.as_ref());
    let days = dates
        .flat_map(|date| [date.earliest, date.latest])
        .flatten();
    let (first, last) = days.map(Day::year).minmax().into_option()?;
    let years = [first, last].into_iter().dedup();
    Some(years.map(year_told).join(" to "))
}

/// Returns a year as people count: there is no year 0.
fn year_told(year: i64) -> String {
    if year > 0 {
        return year.to_string();
    }
    format!("{} BCE", 1 - i128::from(year))
}

/// Returns a number of things, or nothing for none.
fn counted(number: usize, one: &str, many: &str) -> Option<String> {
    (number > 0).then(|| text::counted(number as u64, one, many))
}

/// Returns the days by which the question set its clocks, as sentences.
pub(super) fn clocks(scene: &Scene) -> Vec<String> {
    let as_of = scene.as_of.as_ref();
    let known_by = scene.known_by.as_ref();
    let recorded = scene.recorded_at.as_ref();
    let told = [
        as_of.map(|day| format!("Ties as they held on {day}, events up to then.")),
        known_by.map(|day| format!("As known from what was published by {day}.")),
        recorded.map(|moment| format!("As recorded at {moment}.")),
    ];
    told.into_iter().flatten().collect()
}

/// Returns what else belongs to the scene: its notes, and what a limit left out.
pub(super) fn notes(scene: &Scene) -> Vec<String> {
    let left_out =
        (scene.left_out > 0).then(|| format!("a limit left out {} more relations", scene.left_out));
    scene.notes.iter().cloned().chain(left_out).collect()
}

/// Returns a date in words.
pub(super) fn date(when: Option<&Dated>) -> String {
    when.map_or_else(|| "undated".to_owned(), told_date)
}

/// Returns a date in words, shorter where its kind is plain from where it stands: `27 May 2025 or
/// 28 May 2025`.
fn told_date(when: &Dated) -> String {
    let words = when.edtf.words();
    match words.strip_prefix("one of: ") {
        Some(days) if days.contains(" to ") => format!("some day, {days}"),
        Some(days) => days.to_owned(),
        None => words,
    }
}

/// Returns a status in words, unless it is the one that readers take for granted.
pub(super) fn status(status: Status) -> Option<String> {
    match status {
        Status::Held | Status::InForce => None,
        status => Some(text::spoken(status.word())),
    }
}

/// Returns a name that fits beside others.
pub(super) fn short(name: &str) -> String {
    text::clip(name, MOST_OF_A_NAME).into_owned()
}

/// A piece of the sentence of who takes part.
pub(super) enum Piece {
    /// Words between names.
    Words(String),
    /// A party, by its place among those of the relation.
    Party(usize),
}

/// Returns who takes part, as a sentence where one says all (`Paul Kagame visited Kazakhstan`), and
/// otherwise by the roles they play.
pub(super) fn parties(sight: &Sight) -> Vec<Piece> {
    sentence(sight).unwrap_or_else(|| by_role(sight))
}

/// Returns the one link of a relation of two as a sentence.
fn sentence(sight: &Sight) -> Option<Vec<Piece>> {
    let ([pair], [_, _]) = (&sight.pairs[..], &sight.parties[..]) else {
        return None;
    };
    let place = |actor| sight.parties.iter().position(|party| *party == actor);
    let (from, to) = (place(pair.from)?, place(pair.to)?);
    Some(vec![
        Piece::Party(from),
        Piece::Words(posts(sight, from)),
        Piece::Words(format!(" {} ", pair.words)),
        Piece::Party(to),
        Piece::Words(posts(sight, to)),
    ])
}

/// Returns the parties role by role: `guest: Paul Kagame (president); host: Kazakhstan`.
fn by_role(sight: &Sight) -> Vec<Piece> {
    let all = &sight.row.parties;
    let mut told = Vec::new();
    for (at, party) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| all.get(before));
        let between = match before {
            None => "",
            Some(before) if before.role == party.role => ", ",
            Some(_) => "; ",
        };
        let begins = before.is_none_or(|before| before.role != party.role);
        let is_plain = !begins || TAKING_PART.contains(&party.role.as_str());
        let role = (!is_plain).then(|| format!("{}: ", text::spoken(&party.role)));
        told.push(Piece::Words(between.to_owned() + &role.unwrap_or_default()));
        told.push(Piece::Party(at));
        told.push(Piece::Words(posts(sight, at)));
    }
    told
}

/// Returns the posts of a party in brackets, if there are any to tell.
fn posts(sight: &Sight, at: usize) -> String {
    let party = sight.row.parties.get(at);
    let titles = party.map_or(&[][..], |party| &party.titles);
    let told = titles.iter().map(|title| short(title)).join(", ");
    if told.is_empty() {
        return told;
    }
    format!(" ({told})")
}

/// Returns through whom those asked about take part, as far as the parties themselves do not tell:
/// `through Sergey Lavrov, foreign minister`.
pub(super) fn through(sight: &Sight) -> Option<String> {
    let links = &sight.row.through;
    let is_told = |link: &&ThroughRef| {
        let parties = sight.row.parties.iter();
        let own = parties.filter(|party| party.id == link.entity.id);
        own.flat_map(|party| &party.titles)
            .any(|title| link.title.as_ref() == Some(title))
    };
    let bottoms = ThroughRef::bottoms(links).filter(|link| !is_told(link));
    let mut told = bottoms.map(|link| {
        let title = link.title.iter().map(|title| short(title));
        let doubt = (link.reaches(links) != Truth::Certain).then(|| "possibly".to_owned());
        let name = short(&link.entity.name);
        let principal = format!("for {}", short(&link.principal.name));
        std::iter::once(name)
            .chain(title)
            .chain([principal])
            .chain(doubt)
            .join(", ")
    });
    let told = told.join("; ");
    (!told.is_empty()).then(|| format!("through {told}"))
}

/// Returns what a source says otherwise than the relation itself, and its remark.
pub(super) fn otherwise(claim: &Claim) -> Option<String> {
    let said = &claim.said;
    let named = |parties: &[PartyRef]| parties.iter().map(|party| short(&party.name)).join(", ");
    let has_parties = !said.parties.is_empty();
    let has_topics = !said.topics.is_empty();
    let told = [
        said.when
            .as_ref()
            .map(|when| format!("dated {}", told_date(when))),
        said.status.map(|status| text::spoken(status.word())),
        said.title.as_ref().map(|title| format!("called {title}")),
        has_parties.then(|| format!("with {}", named(&said.parties))),
        said.place
            .as_ref()
            .map(|place| format!("at {}", short(&place.name))),
        has_topics.then(|| {
            format!(
                "about {}",
                said.topics
                    .iter()
                    .map(|topic| text::spoken(topic))
                    .join(", ")
            )
        }),
        said.note.clone(),
    ];
    let numbers = said
        .numbers
        .iter()
        .map(|(what, number)| format!("{what} {number}"));
    let told = told.into_iter().flatten().chain(numbers).join("; ");
    (!told.is_empty()).then_some(told)
}

/// Returns who published a source, when, and when it was read.
pub(super) fn origin(source: &SourceRef) -> String {
    let published = source.published.as_ref().map(told_date);
    let retrieved = source.retrieved.as_ref().map(told_date);
    let told = [
        source.publisher.clone(),
        published.map(|when| format!("published {when}")),
        retrieved.map(|when| format!("retrieved {when}")),
        source
            .language
            .as_ref()
            .map(|language| format!("language {language}")),
        source.file.as_ref().map(|file| match source.row {
            Some(row) => format!("{file}, row {row}"),
            None => file.clone(),
        }),
    ];
    told.into_iter().flatten().join("; ")
}
