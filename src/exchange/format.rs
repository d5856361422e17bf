//! The table of formats, and what each of them offers.

use std::fmt;
use std::io;

use super::csv_pair::CsvPair;
use super::cytoscape::Cytoscape;
use super::dot::Dot;
use super::ftm::Ftm;
use super::gexf::Gexf;
use super::graphml::GraphMl;
use super::icalendar::Icalendar;
use super::json_ld::JsonLd;
use super::neo4j::Neo4j;
use super::{Found, Loss, Matter, losses};
use crate::model::{Dataset, Ontology};
use crate::text;

/// A format of other programs.
pub trait Exchange: fmt::Debug + Sync {
    /// Returns the name under which it is asked for: `gexf`.
    fn name(&self) -> &'static str;

    /// Returns what it is for, in one line: the programs that read it.
    fn summary(&self) -> &'static str;

    /// Returns the endings of its files, with their dots, one for each file it takes: `.gexf`, or
    /// `.nodes.csv` and `.edges.csv`.
    fn endings(&self) -> &'static [&'static str];

    /// Returns what it holds of a dataset beyond entities with their names and kinds, and relations
    /// with theirs. All else is a [loss](super::losses).
    fn holds(&self) -> &'static [Matter];

    /// Returns what of a dataset it does not hold, in the order of [`Matter::ALL`].
    fn losses(&self, data: &Dataset) -> Vec<Loss> {
        losses(data, self.holds())
    }

    /// Writes a dataset into one of its files, counted from 0 in the order of the endings.
    ///
    /// Everything from data is escaped for the format. The same dataset gives the same bytes.
    ///
    /// # Errors
    /// [`io::Error`] of `out`, and of nothing else.
    fn write(&self, data: &Dataset, file: usize, out: &mut dyn io::Write) -> io::Result<()>;

    /// Tells whether it can be read back.
    fn is_read(&self) -> bool {
        false
    }

    /// Returns the records in the text of one of its files; nothing if the format is only written.
    ///
    /// What is wrong with single records is among the faults, and the good ones are kept.
    fn read(&self, _text: &str, _file: usize, _ontology: &Ontology) -> Option<Found> {
        None
    }
}

/// Returns every format, in a fixed order.
pub const fn exchanges() -> &'static [&'static dyn Exchange] {
    &[
        &Gexf, &GraphMl, &Dot, &Cytoscape, &CsvPair, &Neo4j, &JsonLd, &Ftm, &Icalendar,
    ]
}

/// Returns the format of a name.
///
/// # Errors
/// [`UnknownExchange`] with the nearest name if there is none.
pub fn exchange_named(name: &str) -> Result<&'static dyn Exchange, UnknownExchange> {
    let known = exchanges().iter().find(|format| format.name() == name);
    known.copied().ok_or_else(|| UnknownExchange {
        name: name.to_owned(),
        nearest: text::nearest(name, exchanges().iter().map(|format| format.name()))
            .map(str::to_owned),
    })
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no format that can be written")]
pub struct UnknownExchange {
    /// The word.
    pub name: String,
    /// The format it may have been meant for.
    pub nearest: Option<String>,
}
