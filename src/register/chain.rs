//! The chain: the digest of each entry covers that of the one before it.

use serde::Serialize;

use super::{Act, Author, Change, Entry, Moment};
use crate::digest::{Digest, Digester};

/// What the digest of an entry covers, besides its changes and the digest before. Fields that later
/// versions add are not among these, or the digests of older ones would change.
#[derive(Serialize)]
struct Head<'a> {
    number: u32,
    at: Moment,
    by: &'a str,
    act: &'a Act,
    words: &'a str,
}

/// What an entry is to say, before it has its digest.
pub(super) struct Draft<'a> {
    pub(super) number: u32,
    pub(super) author: &'a Author,
    pub(super) act: Act,
    pub(super) words: &'a str,
}

impl Entry {
    /// Returns the digest of the entry behind one with the digest `before`, or as the first: the
    /// SHA-256 of that digest, of the JSON of the entry and of that of each change, each with its
    /// length. A batch counts by its own digest.
    ///
    /// # Complexity
    /// O(size of the changes), rows not included.
    pub fn digest_after(&self, before: Option<&Digest>) -> Digest {
        let mut digester = Digester::default();
        add(
            &mut digester,
            before.map(Digest::to_string).unwrap_or_default(),
        );
        let head = Head {
            number: self.number,
            at: self.at,
            by: &self.by,
            act: &self.act,
            words: &self.words,
        };
        add(&mut digester, json(&head));
        for change in &self.changes {
            add(&mut digester, json(change));
        }
        digester.finish()
    }

    /// Tells whether the batches are those that the changes tell, row by row. O(rows).
    pub fn has_its_rows(&self) -> bool {
        let told = self.changes.iter().filter_map(|change| match change {
            Change::Batch { prefix, digest, .. } => Some((prefix.as_str(), *digest)),
            _ => None,
        });
        let found = self.batches.iter();
        told.eq(found.map(|batch| (batch.prefix(), batch.digest())))
    }

    /// Returns the changes, each with the rows of its batch if it is one.
    pub(super) fn steps(&self) -> impl Iterator<Item = super::Step> + '_ {
        let mut batches = self.batches.iter();
        self.changes.iter().map(move |change| {
            let is_batch = matches!(change, Change::Batch { .. });
            let batch = if is_batch {
                batches.next().cloned()
            } else {
                None
            };
            (change.clone(), batch)
        })
    }
}

impl Draft<'_> {
    /// Returns the entry with some changes, behind one with the digest `before`.
    pub(super) fn entry(self, steps: Vec<super::Step>, before: Option<&Digest>) -> Entry {
        let (changes, batches): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
        let mut entry = Entry {
            number: self.number,
            at: self.author.at,
            by: self.author.name.clone(),
            act: self.act,
            words: self.words.to_owned(),
            changes,
            batches: batches.into_iter().flatten().collect(),
            digest: Digest::of(""),
        };
        entry.digest = entry.digest_after(before);
        entry
    }
}

/// Takes in a text in such a way that its end is told.
fn add(digester: &mut Digester, text: String) {
    digester.add((text.len() as u64).to_le_bytes());
    digester.add(text);
}

/// Returns the JSON of a value; writing to memory cannot fail, and all keys are text.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
