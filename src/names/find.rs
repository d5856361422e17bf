//! Finding: from a text as somebody typed it to entities, ranked, each with the reason.
//!
//! Gathers labels from the indexes, a bounded number of them, and has each judged.

use super::judge::{AskedWord, Hit, by_words};
use super::label::{self, Labels};
use super::words::Words;
use super::{Forgiving, Match, Names, honorific};
use crate::text;

/// So many words of a question are searched; a name of more words is found whole or not at all.
const ASKED_WORDS: usize = 12;

/// So many places of one word are judged: a word this common says little.
const PLACES: usize = 4096;

/// Shorter words and names are not taken for misspelt ones.
const SHORTEST_MISSPELT: usize = 4;

/// Further words add their places while all together are not more than these.
const MORE_PLACES: usize = 1024;

/// Returns the best hit of each entity, the best first: by score, then ids before names, names
/// before aliases, aliases before codes, then in order of ids.
pub(super) fn ranked(names: &Names, asked: &str) -> Vec<Hit> {
    let labels = &names.labels;
    let folded = text::fold(asked);
    let latin = text::latin(&folded);
    let mut hits = hits(names, &folded, &latin);
    let titles = honorific::leading(&latin);
    if titles > 0 {
        let rest = (after(&folded, titles), after(&latin, titles));
        hits.extend(
            self::hits(names, rest.0, rest.1)
                .into_iter()
                .map(Hit::untitled),
        );
    }
    let entity = |hit: &Hit| labels.entity_of(hit.label);
    hits.sort_by(|left, right| {
        entity(left)
            .cmp(&entity(right))
            .then(right.score.total_cmp(&left.score))
            .then_with(|| {
                (labels.shown(right.label) == asked).cmp(&(labels.shown(left.label) == asked))
            })
            .then(left.label.cmp(&right.label))
    });
    hits.dedup_by_key(|hit| entity(hit));
    hits.sort_by(|left, right| {
        let group = |hit: &Hit| labels.sort_of(hit.label).group();
        right
            .score
            .total_cmp(&left.score)
            .then(group(left).cmp(&group(right)))
    });
    hits
}

/// Returns a folded text without its first words.
fn after(folded: &str, words: usize) -> &str {
    folded.splitn(words + 1, ' ').nth(words).unwrap_or_default()
}

/// Returns the answer that tells of a hit.
pub(super) fn told(labels: &Labels, hit: &Hit) -> Match {
    Match {
        entity: labels.entity_of(hit.label),
        how: hit.told(labels),
        score: hit.score,
    }
}

/// Returns every way in which a folded text, with its Latin key, hits a label.
fn hits(names: &Names, folded: &str, latin: &str) -> Vec<Hit> {
    if folded.is_empty() {
        return Vec::new();
    }
    let labels = &names.labels;
    let mut hits: Vec<Hit> = names
        .folded(folded)
        .iter()
        .copied()
        .map(Hit::whole)
        .collect();
    if latin.len() < label::LETTERS {
        respelt(names, folded, latin, &mut hits);
    }
    let latin = label::beginning(latin);
    let forgiving = names.forgiving();
    let mut forgiven = slipped(names, latin);
    forgiven.extend(worded(labels, forgiving, latin));
    forgiven.extend(forgiving.initials.of(latin).map(Hit::initials));
    hits.extend(forgiven.into_iter().map(|hit| {
        if labels.is_latin(hit.label) == folded.is_ascii() {
            hit
        } else {
            hit.across_scripts()
        }
    }));
    hits
}

/// Adds the labels with the same letters, in whatever script and however spaced.
fn respelt(names: &Names, folded: &str, latin: &str, hits: &mut Vec<Hit>) {
    let labels = &names.labels;
    for &label in names.spelt(latin) {
        let same_script = labels.is_latin(label) == folded.is_ascii();
        let spaced_alike = labels.latin(label) == latin;
        hits.push(match (same_script, spaced_alike) {
            (_, true) if labels.folded(label) == folded => Hit::whole(label),
            (_, true) => Hit::whole(label).across_scripts(),
            (true, false) => Hit::respaced(label),
            (false, false) => Hit::respaced(label).across_scripts(),
        });
    }
}

/// Returns the labels with one letter wrong, in names long enough for an error to be told from
/// another name.
fn slipped(names: &Names, latin: &str) -> Vec<Hit> {
    let letters: Vec<u8> = label::letters(latin).collect();
    if letters.len() < SHORTEST_MISSPELT {
        return Vec::new();
    }
    let off = names.slips().one(&names.labels, &letters);
    off.into_iter()
        .map(|label| Hit::misspelt(label, 1, letters.len()))
        .collect()
}

/// Returns the labels that hold the asked words, or are held by them.
fn worded(labels: &Labels, forgiving: &Forgiving, latin: &str) -> Vec<Hit> {
    let asked: Vec<AskedWord<'_>> = text::words(latin)
        .take(ASKED_WORDS)
        .map(|word| asked_word(labels, &forgiving.words, word))
        .collect();
    let mut places: Vec<Vec<u32>> = asked
        .iter()
        .map(|asked| holders(labels, &forgiving.words, asked))
        .filter(|holders| !holders.is_empty())
        .collect();
    places.sort_by_key(Vec::len);
    let mut candidates: Vec<u32> = Vec::new();
    for holders in places {
        if candidates.is_empty() || candidates.len() + holders.len() <= MORE_PLACES {
            candidates.extend(holders);
        }
    }
    // A phrase of common words would drown among the places of each of them.
    let phrase = forgiving.words.beginning(labels, latin).iter();
    candidates.extend(phrase.take(PLACES).map(|(label, _)| *label));
    candidates.sort_unstable();
    candidates.dedup();
    candidates
        .into_iter()
        .filter_map(|label| by_words(labels, label, &asked))
        .collect()
}

/// Returns an asked word with what it may have been meant for.
fn asked_word<'a>(labels: &Labels, words: &Words, word: &'a str) -> AskedWord<'a> {
    let slips = match word.len() {
        _ if !words.of(labels, word).is_empty() => 0,
        0..SHORTEST_MISSPELT => 0,
        SHORTEST_MISSPELT..8 => 1,
        8..12 => 2,
        _ => 3,
    };
    let spellings = if slips == 0 {
        Vec::new()
    } else {
        words.like(labels, word, slips)
    };
    AskedWord { word, spellings }
}

/// Returns labels with a word that is the asked one, begins with it or may be meant by it.
fn holders(labels: &Labels, words: &Words, asked: &AskedWord<'_>) -> Vec<u32> {
    let beginning = words.beginning(labels, asked.word).iter();
    let spellings = asked.spellings.iter();
    let misspelt = spellings.flat_map(|spelling| words.of(labels, &spelling.word));
    beginning
        .chain(misspelt)
        .take(PLACES)
        .map(|(label, _)| *label)
        .collect()
}
