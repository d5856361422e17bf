//! What the names of a dataset answered while one question is read.
//!
//! A wrong question is read many times, each time a little otherwise, and asks for the same words
//! again and again; to search among many names for what is none of them takes long.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::model::EntityIx;

/// Answers by the text that was looked for.
#[derive(Debug, Default)]
pub(super) struct Recall {
    meanings: RefCell<BTreeMap<String, Vec<EntityIx>>>,
    nearest: RefCell<BTreeMap<String, Vec<String>>>,
}

impl Recall {
    /// Returns the entities that a text may mean, which `search` finds the first time.
    pub(super) fn meanings(
        &self,
        text: &str,
        search: impl FnOnce() -> Vec<EntityIx>,
    ) -> Vec<EntityIx> {
        kept(&self.meanings, text, search)
    }

    /// Returns the names nearest to a text, which `search` finds the first time.
    pub(super) fn nearest(&self, text: &str, search: impl FnOnce() -> Vec<String>) -> Vec<String> {
        kept(&self.nearest, text, search)
    }
}

fn kept<T: Clone>(
    answers: &RefCell<BTreeMap<String, T>>,
    text: &str,
    search: impl FnOnce() -> T,
) -> T {
    if let Some(known) = answers.borrow().get(text) {
        return known.clone();
    }
    let found = search();
    answers.borrow_mut().insert(text.to_owned(), found.clone());
    found
}

#[cfg(test)]
mod tests {
    use super::Recall;

    #[test]
    fn nothing_is_searched_for_twice() {
        let (recall, mut searches) = (Recall::default(), 0);
        for text in ["kagame", "kagame", "lavrov", "kagame"] {
            let found = recall.nearest(text, || {
                searches += 1;
                vec![text.to_owned()]
            });
            assert_eq!(found, [text]);
        }
        assert_eq!(searches, 2);
    }
}
