//! Actions: columns whose headers name what was done, and cells with a letter behind the date.
//!
//! The header `Ratification, Accession(a), Succession(d)` says that `6 Oct 1965 a` is the date of an
//! accession and `6 Oct 1965` that of a ratification.

use super::mapping::Actions;
use super::read::Wrong;
use super::row::Row;
use crate::text;

/// The actions of a header: for each of its columns, the letters and the places of their words.
#[derive(Debug)]
pub(super) struct ActionPlan {
    columns: Vec<(usize, Vec<(String, usize)>)>,
    words: usize,
}

/// A header that names no action known, with the nearest one that is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) word: String,
    pub(super) nearest: Option<String>,
}

impl ActionPlan {
    /// Reads a header.
    pub(super) fn new(actions: &Actions, header: &[String]) -> Result<ActionPlan, Unknown> {
        let is_action = |name: &String| !actions.besides.contains(name);
        let columns = header
            .iter()
            .enumerate()
            .filter(|(_, name)| is_action(name));
        let columns = columns.map(|(column, name)| {
            let parts = name.split(',').map(|part| letter_and_word(part, actions));
            Ok((column, parts.collect::<Result<Vec<_>, Unknown>>()?))
        });
        Ok(ActionPlan {
            columns: columns.collect::<Result<_, Unknown>>()?,
            words: actions.words.len(),
        })
    }

    /// Returns the dates of a row, one for each word of the mapping, empty where there is none.
    pub(super) fn dates(&self, row: &Row<'_>) -> Result<Vec<String>, Wrong> {
        let mut dates = vec![String::new(); self.words];
        for (column, letters) in &self.columns {
            let cell = row.cell(*column);
            if cell.is_empty() {
                continue;
            }
            let (date, letter) = parted(cell);
            let word = letters.iter().find(|(known, _)| known == letter);
            let Some((_, word)) = word else {
                let why = format!("the header has no action for the letter `{letter}`");
                return Err(Wrong::new(Some(*column), why));
            };
            if let Some(place) = dates.get_mut(*word) {
                date.clone_into(place);
            }
        }
        Ok(dates)
    }
}

/// Returns the letter and the place of the word of one part of a header.
fn letter_and_word(part: &str, actions: &Actions) -> Result<(String, usize), Unknown> {
    let (word, letter) = match part.trim().split_once('(') {
        Some((word, letter)) => (word.trim(), letter.trim_end_matches(')')),
        None => (part.trim(), ""),
    };
    let known = actions.words.iter().position(|known| known == word);
    match known {
        Some(known) => Ok((letter.to_owned(), known)),
        None => Err(Unknown {
            word: word.to_owned(),
            nearest: text::nearest(word, actions.words.iter().map(String::as_str))
                .map(str::to_owned),
        }),
    }
}

/// Returns the date of a cell, and the letter behind it.
fn parted(cell: &str) -> (&str, &str) {
    match cell.rsplit_once(' ') {
        Some((date, letter)) if letter.chars().all(char::is_alphabetic) => (date, letter),
        _ => (cell, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::{ActionPlan, Unknown};
    use crate::import::table::mapping::Actions;
    use crate::import::table::row::Row;

    fn plan(header: &str) -> Result<ActionPlan, Unknown> {
        let words = ["Signature", "Ratification", "Accession"];
        let actions = Actions {
            besides: vec!["Participant".to_owned()],
            words: words.map(str::to_owned).to_vec(),
        };
        ActionPlan::new(&actions, &["Participant".to_owned(), header.to_owned()])
    }

    #[test]
    fn a_letter_behind_the_date_tells_the_action() {
        let plan = plan("Ratification, Accession(a)").unwrap();
        let dates = |cell| plan.dates(&Row::of_cells(&["Ruritania", cell]));
        assert_eq!(dates("6 Oct 1965 a").unwrap(), ["", "", "6 Oct 1965"]);
        assert_eq!(dates("6 Oct 1965").unwrap(), ["", "6 Oct 1965", ""]);
        assert_eq!(dates("").unwrap(), ["", "", ""]);
        assert_eq!(dates("6 Oct 1965 d").unwrap_err().column, Some(1));
    }

    #[test]
    fn an_action_that_is_not_known_is_told_with_the_nearest() {
        let unknown = plan("Ratificaton").unwrap_err();
        assert_eq!(unknown.nearest.as_deref(), Some("Ratification"));
    }
}
