//! The numbered sources at the end of an answer that cites them.

use itertools::Itertools as _;

use crate::answer::Citation;
use crate::render::format::Format;
use crate::render::markup::{Role, Text};
use crate::render::page::{Block, Entry, Look};

use super::{cells, files};

/// Returns the cited sources under a heading, or nothing if there are none.
pub(super) fn sources(cited: &[Citation], look: &Look) -> Vec<Block> {
    if cited.is_empty() {
        return Vec::new();
    }
    let entries = (1..).zip(cited);
    let entries = entries.map(|(number, citation)| entry(number, citation, look));
    vec![
        Block::Section("Sources".to_owned()),
        Block::Entries(entries.collect()),
    ]
}

fn entry(number: usize, citation: &Citation, look: &Look) -> Entry {
    // The items of a list have numbers in Markdown.
    let number = match look.format {
        Format::Md => Text::new(),
        _ => Text::of(Role::Number, &format!("[{number}] ")),
    };
    let title = number.with(Role::Heading, &citation.source.title);
    let places = cells::plain(&citation.locators.iter().join("; "));
    let [origin, url, file] = files::origin(&citation.source);
    let mut lines = vec![origin, files::named("at", places), url, file];
    if look.format != Format::Plain {
        lines.retain(|line| !line.is_blank());
    }
    Entry {
        number: None,
        title,
        lines,
    }
}
