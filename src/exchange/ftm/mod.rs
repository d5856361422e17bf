//! FollowTheMoney: entities of investigations as JSON, one on a line, and links that are entities too.
//!
//! Only what its schemata allow is written: an end of a link is of the sort that the schema asks for,
//! a date is a year, month or day, an address one of the web. Whoever may act here becomes a legal
//! entity there, states among them, and a relation the nearest schema. Such lines are read by the
//! importer of FollowTheMoney, which knows the vocabulary whole and gives ids of its own.

mod ids;
mod line;
mod links;
mod things;

use std::io;

use super::Exchange;
use super::matter::{Loss, Matter, losses};
use crate::model::Dataset;

use ids::Ids;
use links::Links;

/// FollowTheMoney, as its Python package of version 4 validates it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ftm;

impl Exchange for Ftm {
    fn name(&self) -> &'static str {
        "ftm"
    }

    fn summary(&self) -> &'static str {
        "FollowTheMoney JSON lines: for Aleph, OpenSanctions and other tools of investigators"
    }

    fn endings(&self) -> &'static [&'static str] {
        &[".ftm.json"]
    }

    fn holds(&self) -> &'static [Matter] {
        &[
            Matter::Aliases,
            Matter::Undated,
            Matter::Vague,
            Matter::Titles,
            Matter::Ties,
        ]
    }

    fn losses(&self, data: &Dataset) -> Vec<Loss> {
        let mut lost = losses(data, self.holds());
        let records = links::without_word(data);
        lost.extend((records > 0).then_some(Loss {
            matter: Matter::Kinds,
            records,
        }));
        lost
    }

    fn write(&self, data: &Dataset, _file: usize, out: &mut dyn io::Write) -> io::Result<()> {
        let ids = Ids::of(data);
        for entity in data.entities() {
            things::thing(entity, &ids).write(out)?;
        }
        for source in data.sources() {
            things::article(source).write(out)?;
        }
        let mut links = Links::new(data, &ids);
        for relation in data.relations() {
            for line in links.of(&relation) {
                line.write(out)?;
            }
        }
        Ok(())
    }
}
