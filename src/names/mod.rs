//! By which names entities are found: exactly, in another script, misspelt, in part, as typed so far.
//!
//! Knows the labels of entities (ids, names, aliases, codes) and the titles of offices, and nothing
//! of dates or questions. The indexes are built once from a dataset and do not borrow from it.
//!
//! Each find has a score from 0 to 1:
//!
//! | score | what matches |
//! |---|---|
//! | 1 | an id, name, alias or code, equal once case, accents and punctuation are gone |
//! | 0.98 | the same letters, spaced otherwise: `samrukkazyna` |
//! | 0.9 | all words of a name in another order: `kagame paul` |
//! | 0.8 × share | a whole name of several words among other words, by its share of the question |
//! | 0.75 | initials: `RDB` |
//! | 0.5 + 0.35 × share | words or beginnings of words of a name, by the share of the name they cover |
//!
//! Typing errors count down from 0.9 for a whole name and from the last line for a part, by the
//! share of the letters that are wrong. A match across scripts keeps 0.97 of its score (0.9 if
//! it is of a part), one for which a title was left out (`President Kagame`) 0.95.

mod complete;
mod find;
mod honorific;
mod initials;
mod judge;
mod label;
mod offices;
mod slips;
#[cfg(test)]
mod tests;
mod texts;
mod trigrams;
mod words;

use std::io;
use std::sync::OnceLock;

pub use honorific::{is_title, titles, untitled};
pub use offices::Offices;

use complete::Beginnings;
use initials::Initials;
use label::Labels;
use slips::Slips;
use words::Words;

use crate::columns::{Column, Image, ImageError, Press};
use crate::model::{Dataset, EntityIx};
use crate::text;

/// The names of all entities of a dataset, in the orders in which they are looked for.
///
/// # Examples
/// ```
/// use chancery::model::{Dataset, Entity, EntityKind, Ontology};
/// use chancery::names::Names;
///
/// let mut builder = Dataset::builder(Ontology::default());
/// builder.entity(
///     Entity::new("sergey-lavrov".parse()?, EntityKind::Person, "Sergey Lavrov")
///         .with_aliases(["Сергей Лавров"]),
/// );
/// let names = Names::new(&builder.build().unwrap_or_default());
///
/// let found = names.find("lavrof", 5);
/// assert_eq!(found[0].how, "part of the name, 1 letter off");
/// assert_eq!(names.complete("Лав", 5)[0].0, "Сергей Лавров");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Names {
    labels: Labels,
    /// Labels in order of their folded text.
    order: Column<u32>,
    /// Built when first asked for: an id or name written as its record has it needs none of it.
    slips: OnceLock<Slips>,
    /// Built when first asked for: a question that names its entities exactly needs none of it.
    forgiving: OnceLock<Forgiving>,
    /// Built when first asked for: few questions name an office.
    offices: OnceLock<Offices>,
}

/// The indexes that only a search that forgives, or a completion, needs.
#[derive(Debug, Clone)]
struct Forgiving {
    words: Words,
    initials: Initials,
    beginnings: Beginnings,
}

/// An entity that was found, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The entity.
    pub entity: EntityIx,
    /// Why it matches, in plain words: "name", "alias `Токаев`", "name, 1 letter off".
    pub how: String,
    /// How well it matches, from 0 to 1; see the [scale](self).
    pub score: f64,
}

impl Names {
    /// Gathers the names of all entities. O(n log n) for n names. What only misspelt names and
    /// completion need is built when they first ask for it.
    pub fn new(data: &Dataset) -> Names {
        let labels = Labels::new(data);
        let mut order: Vec<u32> = labels.numbers().collect();
        texts::sort_by_text(&mut order, |label| labels.folded(label).bytes());
        Names::of(labels, order.into())
    }

    /// Returns names whose indexes are built when they are first asked for.
    const fn of(labels: Labels, order: Column<u32>) -> Names {
        Names {
            labels,
            order,
            slips: OnceLock::new(),
            forgiving: OnceLock::new(),
            offices: OnceLock::new(),
        }
    }

    /// Adds the names to an image.
    pub(crate) fn press(&self, press: &mut Press) -> io::Result<()> {
        self.labels.press(press)?;
        press.column("labels.order", self.order.all())?;
        // Without it the first question would order all labels by their letters.
        press.column("labels.letters", self.slips().order.all())
    }

    /// Returns the names of an image.
    pub(crate) fn from_image(image: &Image) -> Result<Names, ImageError> {
        let letters = image.column("labels.letters")?;
        let slips = Slips { order: letters };
        Ok(Names {
            slips: OnceLock::from(slips),
            ..Names::of(Labels::open(image)?, image.column("labels.order")?)
        })
    }

    /// Returns the entities that are called exactly this, in order of their ids.
    ///
    /// Case, accents and punctuation do not count. Ids win over names, names over aliases, aliases
    /// over codes, and all of them over a name that is the same in Latin letters only: entities
    /// of the best group alone are returned. O(log n).
    pub fn exact(&self, text: &str) -> Vec<EntityIx> {
        let folded = text::fold(text);
        let same = self.folded(&folded);
        let group = |label: u32| self.labels.sort_of(label).group();
        let best = same.iter().map(|&label| group(label)).min();
        let mut entities: Vec<EntityIx> = match best {
            Some(best) => same
                .iter()
                .filter(|&&label| group(label) == best)
                .map(|&label| self.labels.entity_of(label))
                .collect(),
            None => self.transliterated(&folded),
        };
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    /// Returns how many of the leading words form the longest name that [`Names::exact`] knows.
    pub fn starts(&self, words: &[&str]) -> Option<usize> {
        let mut asked = String::new();
        let mut longest = None;
        for (word, count) in words.iter().zip(1..) {
            let folded = text::fold(word);
            if folded.is_empty() {
                continue;
            }
            if !asked.is_empty() {
                asked.push(' ');
            }
            asked.push_str(&folded);
            if self.is_known(&asked) {
                longest = Some(count);
            }
            if !self.continues(&asked) {
                break;
            }
        }
        longest
    }

    /// Tells whether there are words, and each is a whole word of some name: one that is not stands
    /// in none. O(words · log n).
    ///
    /// The words are folded and in Latin letters.
    pub fn has_words<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> bool {
        let mut words = words.into_iter().peekable();
        let known = |word| !self.forgiving().words.of(&self.labels, word).is_empty();
        words.peek().is_some() && words.all(known)
    }

    /// Returns at most `most` entities that the text may mean, the best first, each with the best
    /// reason.
    ///
    /// Of equal scores ids come before names, names before aliases, aliases before codes, then the
    /// order of ids decides; the module tells the scale. Takes a few milliseconds among hundreds of
    /// thousands of entities: of a very common word only some thousand places are judged. The
    /// first call after building gathers the words of all names, which takes longer.
    pub fn find(&self, text: &str, most: usize) -> Vec<Match> {
        find::ranked(self, text)
            .iter()
            .take(most)
            .map(|hit| find::told(&self.labels, hit))
            .collect()
    }

    /// Returns at most `most` names, as shown, that may be meant by a wrong one, the best first.
    pub fn nearest(&self, text: &str, most: usize) -> Vec<(String, EntityIx)> {
        let hits = find::ranked(self, text).into_iter();
        hits.take(most).map(|hit| self.shown(hit.label)).collect()
    }

    /// Returns at most `most` names to offer for what was typed so far, each entity once.
    ///
    /// Names that begin so come first, then ids and aliases, then those of which an inner word
    /// begins so; each group in order of text. O(log n + most).
    pub fn complete(&self, prefix: &str, most: usize) -> Vec<(String, EntityIx)> {
        let Forgiving {
            words, beginnings, ..
        } = self.forgiving();
        let offers = beginnings.offers(&self.labels, words, prefix, most);
        offers.into_iter().map(|label| self.shown(label)).collect()
    }

    /// Returns the titles of offices. `data` are the records of which these are the names; they are
    /// looked through at the first call, in O(n log n).
    pub fn offices(&self, data: &Dataset) -> &Offices {
        self.offices.get_or_init(|| Offices::new(data))
    }

    /// Returns a label as its record writes it, with its entity.
    fn shown(&self, label: u32) -> (String, EntityIx) {
        (
            self.labels.shown(label).to_owned(),
            self.labels.entity_of(label),
        )
    }

    /// Returns the labels with this folded text.
    fn folded(&self, folded: &str) -> &[u32] {
        let is_past = |label| self.labels.folded(label) > folded;
        let end = self.order.partition_point(|label| !is_past(label));
        self.order.part(self.place(folded)..end)
    }

    /// Returns where a folded text stands, or would stand, in the order of labels.
    fn place(&self, folded: &str) -> usize {
        self.order
            .partition_point(|label| self.labels.folded(label) < folded)
    }

    /// Returns the labels with the letters of this Latin key, however spaced.
    fn spelt(&self, latin: &str) -> &[u32] {
        let letters: Vec<u8> = label::letters(latin).collect();
        self.slips().none(&self.labels, &letters)
    }

    /// Returns the entities with a label that is the same in Latin letters, as far as those are
    /// kept.
    fn transliterated(&self, folded: &str) -> Vec<EntityIx> {
        if folded.len() >= label::LETTERS {
            return Vec::new();
        }
        let latin = text::latin(folded);
        let same = self.spelt(&latin).iter().copied();
        same.filter(|&label| self.labels.latin(label) == latin)
            .map(|label| self.labels.entity_of(label))
            .collect()
    }

    /// Tells whether [`Names::exact`] knows this folded text.
    fn is_known(&self, folded: &str) -> bool {
        !self.folded(folded).is_empty() || !self.transliterated(folded).is_empty()
    }

    /// Tells whether a label begins with this folded text, or with the letters of its Latin key.
    fn continues(&self, folded: &str) -> bool {
        let place = self.place(folded);
        let next = self.order.part(place..place + 1).first();
        next.is_some_and(|&label| self.labels.folded(label).starts_with(folded))
            || (folded.len() < label::LETTERS && {
                let letters: Vec<u8> = label::letters(&text::latin(folded)).collect();
                self.slips().any_begins_with(&self.labels, &letters)
            })
    }

    /// Returns the labels in order of their letters, ordered now if they are not yet.
    fn slips(&self) -> &Slips {
        self.slips.get_or_init(|| Slips::new(&self.labels))
    }

    /// Returns the indexes for searches that forgive, built now if they are not yet.
    fn forgiving(&self) -> &Forgiving {
        self.forgiving.get_or_init(|| Forgiving {
            words: Words::new(&self.labels),
            initials: Initials::new(&self.labels),
            beginnings: Beginnings::new(&self.labels),
        })
    }
}
