//! Titles of offices: which words name the same post.
//!
//! Knows words only; who holds an office, of which body and when, is told by relations.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::OntologyError;
use crate::text;

/// The words that stand before the title of somebody who only fills in.
const ACTING: [&str; 4] = ["acting ", "interim ", "ad interim ", "caretaker "];

/// One row of the table of offices: a title, and the other titles that mean the same post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The title that stands for all of them.
    pub title: String,
    /// The others, each a whole title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl Office {
    /// Returns all titles of the row, the chief one first.
    fn words(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.title).chain(&self.also)
    }
}

/// What a title means: the same value for all titles of one office.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Title {
    /// The title that stands for all that mean the same; folded words if the table has none.
    pub name: String,
    /// Whether the holder only fills in: `acting`, `interim`, `ad interim` or `caretaker`.
    pub acting: bool,
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let acting = if self.acting { ACTING[0] } else { "" };
        write!(f, "{acting}{}", self.name)
    }
}

/// The table of offices.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Titles {
    rows: Vec<Office>,
    /// What was added to the rows that were there from the beginning.
    added: Vec<Office>,
    /// The row of every title, folded.
    words: BTreeMap<String, usize>,
}

impl Titles {
    /// Adds a row, or to the row of the same title what it does not yet have.
    ///
    /// # Errors
    /// A title without letters, or one that stands for another office; the table is then as it was.
    pub(super) fn add(&mut self, mut office: Office) -> Result<(), OntologyError> {
        let row = self.row_for(&office)?;
        office
            .also
            .retain(|word| !self.words.contains_key(&text::fold(word)));
        let folded = office.words().map(|word| (text::fold(word), row));
        self.words.extend(folded);
        match self.rows.get_mut(row) {
            Some(_) if office.also.is_empty() => return Ok(()),
            Some(known) => known.also.extend_from_slice(&office.also),
            None => self.rows.push(office.clone()),
        }
        let same = |added: &&mut Office| text::fold(&added.title) == text::fold(&office.title);
        match self.added.iter_mut().find(same) {
            Some(added) => added.also.append(&mut office.also),
            None => self.added.push(office),
        }
        Ok(())
    }

    /// Returns the row that an office belongs in, a new one if its title is not yet known.
    fn row_for(&self, office: &Office) -> Result<usize, OntologyError> {
        let same = |row: &&usize| {
            let title = self.rows.get(**row).map(|known| text::fold(&known.title));
            title.is_some_and(|title| title == text::fold(&office.title))
        };
        let known = self.words.get(&text::fold(&office.title)).filter(same);
        let row = known.copied().unwrap_or(self.rows.len());
        for word in office.words() {
            let folded = text::fold(word);
            if folded.is_empty() {
                return Err(OntologyError::EmptyTitle {
                    title: word.clone(),
                });
            }
            let other = self.words.get(&folded).filter(|other| **other != row);
            if let Some(other) = other.and_then(|other| self.rows.get(*other)) {
                return Err(OntologyError::AmbiguousTitle {
                    title: word.clone(),
                    first: other.title.clone(),
                    second: office.title.clone(),
                });
            }
        }
        Ok(row)
    }

    /// Takes what was added as there from the beginning.
    pub(super) fn settle(&mut self) {
        self.added.clear();
    }

    /// Returns all rows.
    pub(super) fn rows(&self) -> &[Office] {
        &self.rows
    }

    /// Returns every title, folded and in order, with the chief title of its row.
    pub(super) fn folded(&self) -> impl Iterator<Item = (&str, &str)> {
        let words = self.words.iter();
        words.map(|(word, row)| (word.as_str(), self.rows[*row].title.as_str()))
    }

    /// Returns what was added since the table was settled.
    pub(super) fn added(&self) -> &[Office] {
        &self.added
    }

    /// Returns what a title means. Only whole titles are known, never parts of longer ones.
    pub(super) fn title(&self, words: &str) -> Title {
        let folded = text::fold(words);
        let plain = |title: &str, acting| Title {
            name: title.to_owned(),
            acting,
        };
        if let Some(known) = self.known(&folded) {
            return plain(known, false);
        }
        let stripped = ACTING.iter().find_map(|word| folded.strip_prefix(word));
        match stripped.or_else(|| folded.strip_suffix(" ad interim")) {
            Some(rest) => plain(self.known(rest).unwrap_or(rest), true),
            None => plain(&folded, false),
        }
    }

    /// Returns the chief title of the row that folded words stand in.
    fn known(&self, folded: &str) -> Option<&str> {
        let row = self.rows.get(*self.words.get(folded)?)?;
        Some(&row.title)
    }
}

#[cfg(test)]
mod tests {
    use super::{Office, Title, Titles};
    use crate::model::OntologyError;

    fn office(title: &str, also: &[&str]) -> Office {
        Office {
            title: title.to_owned(),
            also: also.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    fn titles() -> Titles {
        let mut titles = Titles::default();
        let foreign = office("foreign minister", &["minister of foreign affairs"]);
        titles.add(foreign).unwrap();
        titles.add(office("minister", &[])).unwrap();
        titles.add(office("president", &[])).unwrap();
        titles.settle();
        titles
    }

    #[track_caller]
    fn check(words: &str, name: &str, acting: bool) {
        let name = name.to_owned();
        assert_eq!(titles().title(words), Title { name, acting }, "{words}");
    }

    #[test]
    fn all_titles_of_an_office_mean_the_same() {
        check("Minister of  Foreign Affairs", "foreign minister", false);
        check("FOREIGN-MINISTER", "foreign minister", false);
    }

    #[test]
    fn only_whole_titles_are_known() {
        check("Deputy Foreign Minister", "deputy foreign minister", false);
        check("minister of state", "minister of state", false);
        check("Vice-President", "vice president", false);
        check("foreign", "foreign", false);
    }

    #[test]
    fn who_fills_in_is_told_from_who_holds() {
        check(
            "Acting Minister of Foreign Affairs",
            "foreign minister",
            true,
        );
        check("president ad interim", "president", true);
        check("ad interim president", "president", true);
        check("interim mayor", "mayor", true);
        check("acting", "acting", false);
    }

    #[test]
    fn no_title_stands_for_two_offices() {
        let error = titles().add(office("envoy", &["President"])).unwrap_err();
        assert!(
            matches!(&error, OntologyError::AmbiguousTitle { first, .. } if first == "president")
        );
        // A title that is another office's second name cannot begin a row either.
        let second = office("minister of foreign affairs", &[]);
        assert!(titles().add(second).is_err());
        assert!(matches!(
            titles().add(office("envoy", &["…"])),
            Err(OntologyError::EmptyTitle { .. })
        ));
    }

    #[test]
    fn a_row_of_a_known_title_adds_to_it_what_is_new() {
        let mut titles = titles();
        let more = office("Foreign Minister", &["minister of foreign affairs", "fm"]);
        titles.add(more.clone()).unwrap();
        titles.add(more).unwrap();
        assert_eq!(titles.title("fm").name, "foreign minister");
        assert_eq!(titles.rows().len(), 3);
        assert_eq!(titles.added(), [office("Foreign Minister", &["fm"])]);
        titles.add(office("foreign minister", &["minfor"])).unwrap();
        let both = office("Foreign Minister", &["fm", "minfor"]);
        assert_eq!(titles.added(), [both]);
    }
}
