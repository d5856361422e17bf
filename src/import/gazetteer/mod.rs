//! The gazetteer: every state since 1816, territories, regions and organisations, with all names and
//! codes, and the years in which each name and code was theirs.
//!
//! Knows nothing of a dataset: it is the same for all files, so that several of them meet in the same
//! states. Its records are the files of `data/gazetteer`, compiled in. What counts as one state and
//! what as two is told in `docs/decisions/0009-one-entity-many-names.md`.

mod claim;
mod polity;
mod spelling;

use std::collections::HashMap;
use std::sync::OnceLock;

use ron::extensions::Extensions;
use serde::Deserialize;

use claim::{Claim, chosen};
use spelling::{bag, parenthesised, run_together};

use crate::edtf::{Day, Window};
use crate::text;

pub use polity::{PastCode, Polity};

/// Names a file below `data/gazetteer` and holds its text.
macro_rules! data {
    ($name:literal) => {
        (
            concat!("data/gazetteer/", $name),
            include_str!(concat!("../../../data/gazetteer/", $name)),
        )
    };
}

/// The files of the gazetteer.
const FILES: [(&str, &str); 5] = [
    data!("states.ron"),
    data!("former-states.ron"),
    data!("territories.ron"),
    data!("regions.ron"),
    data!("organizations.ron"),
];

/// The scheme whose codes stand in for a scheme that differs from it in some codes only.
const STAND_INS: [(&str, &str); 3] = [("gw", "cow"), ("atop", "cow"), ("m49", "iso3166-1-numeric")];

/// Why a text is no gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// The file is no RON of the shape that is expected.
    #[error("`{file}`, line {line}, column {column}: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// Two polities share an id.
    #[error("the id `{id}` stands for two polities of the gazetteer")]
    DuplicateId {
        /// The id.
        id: String,
    },
}

/// The polities of the world and the ways to name them.
///
/// Built once; all lookups are O(1) in the number of polities.
///
/// # Examples
/// ```
/// use chancery::edtf::Day;
/// use chancery::import::Gazetteer;
///
/// let gazetteer = Gazetteer::builtin();
/// let called = |name| gazetteer.by_name(name, None).map(|polity| polity.id.as_str());
/// assert_eq!(called("Congo, Democratic Republic of the"), Some("dr-congo"));
/// assert_eq!(called("Korea, South"), Some("south-korea"));
///
/// let coded = |year| {
///     let polity = gazetteer.by_code("cow", "345", Day::from_ymd(year, 7, 1));
///     polity.map(|polity| polity.id.as_str())
/// };
/// assert_eq!(coded(1970), Some("yugoslavia"));
/// assert_eq!(coded(1995), Some("serbia"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// In order of id.
    polities: Vec<Polity>,
    /// Scheme, code, claims.
    codes: HashMap<String, HashMap<String, Vec<Claim>>>,
    /// Bag of words, claims.
    names: HashMap<String, Vec<Claim>>,
    /// Letters of a name run together, claims: how headings of columns are often made.
    run_together: HashMap<String, Vec<Claim>>,
}

/// A file of the gazetteer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    polities: Vec<Polity>,
}

impl Gazetteer {
    /// Returns the gazetteer that is compiled in, read at the first call, in some milliseconds.
    ///
    /// # Panics
    /// Never: the files are those that the tests read.
    #[expect(
        clippy::expect_used,
        reason = "the files are compiled in, and every test that asks for a state reads them"
    )]
    pub fn builtin() -> &'static Gazetteer {
        static BUILTIN: OnceLock<Gazetteer> = OnceLock::new();
        BUILTIN.get_or_init(|| Gazetteer::read(&FILES).expect("the gazetteer is well formed"))
    }

    /// Reads files, each a name to tell in errors and a text.
    ///
    /// # Errors
    /// [`GazetteerError`] if a text is not of the shape of `data/gazetteer`, or two polities share
    /// an id.
    pub fn read(files: &[(&str, &str)]) -> Result<Gazetteer, GazetteerError> {
        let mut polities = Vec::new();
        for (name, text) in files {
            polities.extend(read_file(name, text)?.polities);
        }
        polities.sort_by(|left: &Polity, right| left.id.cmp(&right.id));
        if let Some(twice) = polities.windows(2).find(|pair| pair[0].id == pair[1].id) {
            let id = twice[0].id.to_string();
            return Err(GazetteerError::DuplicateId { id });
        }
        let mut gazetteer = Gazetteer {
            polities,
            ..Gazetteer::default()
        };
        gazetteer.index();
        Ok(gazetteer)
    }

    /// Returns all polities in order of their ids.
    pub fn polities(&self) -> &[Polity] {
        &self.polities
    }

    /// Returns the polity with this id.
    pub fn polity(&self, id: &str) -> Option<&Polity> {
        let at = self
            .polities
            .binary_search_by(|polity| polity.id.as_str().cmp(id));
        at.ok().and_then(|at| self.polities.get(at))
    }

    /// Tells whether the gazetteer has codes of a scheme.
    pub fn knows_scheme(&self, scheme: &str) -> bool {
        self.codes.contains_key(scheme) || STAND_INS.iter().any(|(own, _)| *own == scheme)
    }

    /// Returns the polity that had a code on a day.
    ///
    /// Schemes are `iso3166-1-alpha-2`, `iso3166-1-alpha-3`, `iso3166-1-numeric`, `m49`, `fips`,
    /// `cow`, `cow-alpha`, `gw` (Gleditsch and Ward), `atop`, `igo` (abbreviations of the COW list of
    /// organisations), `cameo` and `wikidata`. Case and leading zeros of numbers do not count.
    ///
    /// A code that only one polity ever had means that one whatever the day: a row on the German
    /// Democratic Republic is on no other state in 1995 either, and [`Polity::existed`] tells that
    /// something is odd. Of a code that several had, in turn, the day decides; without a day it is
    /// the last, and on a day on which nobody had it, nothing is returned. Of a date that is no
    /// single day, its latest day is the best to ask with.
    pub fn by_code(&self, scheme: &str, code: &str, on: Option<Day>) -> Option<&Polity> {
        self.chosen(self.claims(scheme, code)?, on)
    }

    /// Returns the polity that bears a name on a day.
    ///
    /// Case, accents, punctuation, small words and the order of words do not count, so
    /// `Congo, Democratic Republic of the` needs no entry of its own; `St.`, `Dem.` and `Rep.` are
    /// read in full. A remark in brackets is understood where it repeats the name in other words
    /// (`Siam (Thailand)`), names a time (`Turkey (pre-1923)`, `Yugoslavia (1918-1943)`) or a
    /// government (`Poland (government-in-exile)`). Days decide as for [`Gazetteer::by_code`], but
    /// that a name which always was a polity's own gives way to another's that was borne then.
    pub fn by_name(&self, name: &str, on: Option<Day>) -> Option<&Polity> {
        self.named(name, on)
            .or_else(|| {
                let (outer, remark) = parenthesised(name)?;
                let on = remark.day().or(on);
                let polity = self.named(outer, on)?;
                let same = |inner| self.named(inner, on).is_some_and(|by| by.id == polity.id);
                (!remark.is_a_name() || same(remark.text())).then_some(polity)
            })
            .or_else(|| self.chosen(self.run_together.get(&run_together(name))?, on))
    }

    /// Tells whether who is meant by a name may hang on the day.
    pub fn name_hangs_on_day(&self, name: &str) -> bool {
        let several = |claims: &Vec<Claim>| claims.iter().any(Claim::is_dated);
        let outer = parenthesised(name).map(|(outer, _)| bag(outer));
        let bags = [Some(bag(name)), outer].into_iter().flatten();
        bags.filter_map(|bag| self.names.get(&bag)).any(several)
    }

    /// Tells whether who is meant by a code may hang on the day.
    pub fn code_hangs_on_day(&self, scheme: &str, code: &str) -> bool {
        let claims = self.claims(scheme, code);
        claims.is_some_and(|claims| claims.iter().any(Claim::is_dated))
    }

    /// Returns at most `most` names near to one that nobody bears, the nearest first. O(n) in the
    /// number of names: for messages, not for millions of rows.
    pub fn nearest(&self, name: &str, most: usize) -> Vec<&str> {
        let names = self.polities.iter().flat_map(Polity::names_shown);
        text::nearest_several(name, names, most)
    }

    /// Returns who claims a code of a scheme, or else of the one that stands in for it.
    fn claims(&self, scheme: &str, code: &str) -> Option<&Vec<Claim>> {
        let code = plain_code(code);
        let stand_in = STAND_INS.iter().find(|(own, _)| *own == scheme);
        let mut schemes = [scheme]
            .into_iter()
            .chain(stand_in.map(|(_, other)| *other));
        schemes.find_map(|scheme| self.codes.get(scheme)?.get(&code))
    }

    fn named(&self, name: &str, on: Option<Day>) -> Option<&Polity> {
        self.chosen(self.names.get(&bag(name))?, on)
    }

    fn chosen(&self, claims: &[Claim], on: Option<Day>) -> Option<&Polity> {
        self.polities.get(chosen(claims, on)? as usize)
    }

    /// Notes who claims which code and name.
    fn index(&mut self) {
        for (at, polity) in self.polities.iter().enumerate() {
            let at = at as u32;
            for (scheme, code, years) in polity.all_codes() {
                let codes = self.codes.entry(scheme.to_owned()).or_default();
                let claims = codes.entry(plain_code(code)).or_default();
                claims.push(Claim::new(at, years.map(Window::during)));
            }
            for (name, years) in polity.all_names() {
                let claim = Claim::new(at, years.map(Window::during));
                push(&mut self.names, bag(name), claim);
                push(&mut self.run_together, run_together(name), claim);
            }
        }
    }
}

/// Adds a claim once.
fn push(index: &mut HashMap<String, Vec<Claim>>, key: String, claim: Claim) {
    let claims = index.entry(key).or_default();
    if !claims.contains(&claim) {
        claims.push(claim);
    }
}

/// Returns a code as it is compared: in capitals, numbers without leading zeros.
fn plain_code(code: &str) -> String {
    let code = code.trim();
    if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = code.trim_start_matches('0');
        return if digits.is_empty() { "0" } else { digits }.to_owned();
    }
    code.to_uppercase()
}

fn read_file(name: &str, text: &str) -> Result<File, GazetteerError> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options
        .from_str(text)
        .map_err(|error| GazetteerError::Unreadable {
            file: name.to_owned(),
            line: error.span.start.line,
            column: error.span.start.col,
            why: error.code.to_string(),
        })
}

#[cfg(test)]
mod tests;
