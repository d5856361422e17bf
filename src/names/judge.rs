//! Judging: how well a label answers what was asked, and why, in plain words.
//!
//! Knows one label at a time; which labels are worth judging is decided elsewhere.

use super::label::Labels;
use super::words::Spelling;

/// The score of a name written with other spaces: `samrukkazyna`.
const RESPACED: f64 = 0.98;
/// The score of all words of a name in another order; typing errors count down from here.
const ALL_WORDS: f64 = 0.9;
/// The score of a whole name within a longer question, by the share of the question it takes.
const MORE_WORDS: f64 = 0.8;
/// The score of initials.
const INITIALS: f64 = 0.75;
/// The score of a part of a name: so much for any part, and so much more by its share.
const PART: (f64, f64) = (0.5, 0.35);
/// What a match keeps when it crosses from one script to another.
const TRANSLITERATED: f64 = 0.97;
/// The same for a part of a name, so that a part of a name in the script asked in comes first.
const PART_TRANSLITERATED: f64 = 0.9;
/// What a match keeps when a title was left out to find it.
const UNTITLED: f64 = 0.95;

/// In which way a label matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Whole,
    Respaced,
    Reordered,
    WithMoreWords,
    Beginning,
    Part,
    Words,
    Initials,
}

/// A label that matches, and how well.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) label: u32,
    pub(super) score: f64,
    way: Way,
    slips: usize,
    transliterated: bool,
    untitled: bool,
}

impl Hit {
    fn new(label: u32, way: Way, score: f64) -> Hit {
        Hit {
            label,
            score,
            way,
            slips: 0,
            transliterated: false,
            untitled: false,
        }
    }

    /// Returns the hit for a label that is what was asked for.
    pub(super) fn whole(label: u32) -> Hit {
        Hit::new(label, Way::Whole, 1.0)
    }

    /// Returns the hit for a label that differs in spaces only.
    pub(super) fn respaced(label: u32) -> Hit {
        Hit::new(label, Way::Respaced, RESPACED)
    }

    /// Returns the hit for a label that was asked for by its initials.
    pub(super) fn initials(label: u32) -> Hit {
        Hit::new(label, Way::Initials, INITIALS)
    }

    /// Returns the hit for a whole label with some of its letters wrong.
    pub(super) fn misspelt(label: u32, slips: usize, letters: usize) -> Hit {
        Hit::new(label, Way::Whole, ALL_WORDS).with_slips(slips, letters)
    }

    /// Returns the hit with some of the letters asked for wrong.
    fn with_slips(mut self, slips: usize, letters: usize) -> Hit {
        self.slips = slips;
        self.score *= 1.0 - share(slips, letters);
        self
    }

    /// Returns the hit of a label in another script than the question.
    pub(super) fn across_scripts(mut self) -> Hit {
        self.transliterated = true;
        self.score *= match self.way {
            Way::Beginning | Way::Part | Way::Words => PART_TRANSLITERATED,
            _ => TRANSLITERATED,
        };
        self
    }

    /// Returns the hit of a question whose titles were left out.
    pub(super) fn untitled(mut self) -> Hit {
        self.untitled = true;
        self.score *= UNTITLED;
        self
    }

    /// Returns why the label matches, in plain words.
    pub(super) fn told(&self, labels: &Labels) -> String {
        let label = labels.told(self.label);
        let mut told = match self.way {
            Way::Whole => label,
            Way::Respaced => format!("{label}, spaced otherwise"),
            Way::Reordered => format!("{label}, words in another order"),
            Way::WithMoreWords => format!("{label}, among other words"),
            Way::Beginning => format!("beginning of the {label}"),
            Way::Part => format!("part of the {label}"),
            Way::Words => format!("words of the {label}"),
            Way::Initials => format!("initials of the {label}"),
        };
        if self.slips > 0 {
            let letters = if self.slips == 1 { "letter" } else { "letters" };
            told = format!("{told}, {} {letters} off", self.slips);
        }
        if self.transliterated {
            told.push_str(", transliterated");
        }
        if self.untitled {
            told.push_str(", title left out");
        }
        told
    }
}

/// A word that was asked for.
#[derive(Debug, Clone)]
pub(super) struct AskedWord<'a> {
    pub(super) word: &'a str,
    /// Known words it may have been meant for; none if it is known itself.
    pub(super) spellings: Vec<Spelling>,
}

/// How one asked word stands in a label.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// Which word of the label.
    place: usize,
    /// How many letters of that word it covers.
    covered: usize,
    slips: usize,
}

impl AskedWord<'_> {
    /// Returns how this word stands for a word of a label other than itself.
    fn resembles(&self, place: usize, known: &str) -> Option<Found> {
        let spelling = self
            .spellings
            .iter()
            .find(|spelling| spelling.word == known);
        let found = |covered, slips| Found {
            place,
            covered,
            slips,
        };
        spelling
            .map(|spelling| found(known.len(), spelling.slips))
            .or_else(|| {
                known
                    .starts_with(self.word)
                    .then(|| found(self.word.len(), 0))
            })
    }
}

/// Judges a label by its words, or finds that it does not answer the question.
///
/// Either every asked word stands in the label, or a label of several words stands in the
/// question.
pub(super) fn by_words(labels: &Labels, label: u32, asked: &[AskedWord<'_>]) -> Option<Hit> {
    let known: Vec<&str> = labels.latin(label).split(' ').collect();
    let found = place_words(&known, asked);
    let all: Vec<Found> = found.iter().flatten().copied().collect();
    let letters: usize = known.iter().map(|word| word.len()).sum();
    let asked_letters: usize = asked.iter().map(|asked| asked.word.len()).sum();
    let covered: usize = all.iter().map(|found| found.covered).sum();
    let slips: usize = all.iter().map(|found| found.slips).sum();
    let complete = covered == letters;
    let hit = if all.len() < asked.len() {
        if !complete || known.len() < 2 {
            return None;
        }
        let score = MORE_WORDS * share(letters.min(asked_letters), asked_letters);
        Hit::new(label, Way::WithMoreWords, score)
    } else {
        let in_order = all.windows(2).all(|pair| pair[0].place < pair[1].place);
        match (complete, in_order) {
            (true, true) => Hit::new(label, Way::Whole, ALL_WORDS),
            (true, false) => Hit::new(label, Way::Reordered, ALL_WORDS),
            _ => Hit::new(
                label,
                way_of_part(&all),
                PART.0 + PART.1 * share(covered, letters),
            ),
        }
    };
    Some(hit.with_slips(slips, asked_letters))
}

/// Returns where in the label each asked word stands: words that are right take their place
/// first, then those that begin a word or are misspelt.
fn place_words(known: &[&str], asked: &[AskedWord<'_>]) -> Vec<Option<Found>> {
    let mut free = vec![true; known.len()];
    let mut places = vec![None; asked.len()];
    for resembling in [false, true] {
        for (place, asked) in places.iter_mut().zip(asked) {
            if place.is_some() {
                continue;
            }
            let words = known.iter().enumerate().filter(|(at, _)| free[*at]);
            *place = best_place(words, asked, resembling);
            if let Some(Found { place, .. }) = *place {
                free[place] = false;
            }
        }
    }
    places
}

/// Returns the first free word that an asked word is, or, once `resembling` will do, resembles
/// with the fewest slips.
fn best_place<'a>(
    mut free: impl Iterator<Item = (usize, &'a &'a str)>,
    asked: &AskedWord<'_>,
    resembling: bool,
) -> Option<Found> {
    if resembling {
        return free
            .filter_map(|(at, known)| asked.resembles(at, known))
            .min_by_key(|found| found.slips);
    }
    free.find(|(_, known)| **known == asked.word)
        .map(|(place, known)| Found {
            place,
            covered: known.len(),
            slips: 0,
        })
}

/// Returns how a part of a name is told of.
fn way_of_part(found: &[Found]) -> Way {
    let together = found
        .windows(2)
        .all(|pair| pair[0].place + 1 == pair[1].place);
    match found.first() {
        Some(first) if together && first.place == 0 => Way::Beginning,
        _ if together => Way::Part,
        _ => Way::Words,
    }
}

/// Returns `part / whole`, at most 1; nothing of nothing is all.
fn share(part: usize, whole: usize) -> f64 {
    if part >= whole {
        return 1.0;
    }
    f64::from(part as u32) / f64::from(whole as u32)
}
