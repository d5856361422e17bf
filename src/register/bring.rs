//! Bringing: what a dataset has that is new or different, as one entry.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::state::{brought, records_of};
use super::{Act, Author, Change, EditError, Entry, Key, Record, Register, Step};
use crate::model::{Batch, Dataset, Entity, RelationId};

/// What an import comes to. Rows of batches count one by one.
#[derive(Debug, Clone)]
pub struct Brought {
    /// The entry; nothing if there is nothing new.
    pub entry: Option<Entry>,
    /// How many records and rows are new.
    pub added: u64,
    /// How many are there already, and said otherwise.
    pub changed: u64,
    /// How many are there already.
    pub unchanged: u64,
}

impl Register {
    /// Returns the entry that would record all that a dataset holds, as far as it is not recorded
    /// so already. What the dataset does not have is left as it is. Bringing the same again changes
    /// nothing.
    ///
    /// # Errors
    /// [`EditError::Discord`] or [`EditError::Unfit`] if it does not fit to what holds.
    ///
    /// # Complexity
    /// O(n log n) for all records and rows.
    pub fn bring(
        &self,
        dataset: &Dataset,
        words: &str,
        author: &Author,
    ) -> Result<Brought, EditError> {
        self.brought(dataset, words, author, false)
    }

    /// Returns the same, but of entities, sources and kinds that are held already what is held stays:
    /// they only get the names and codes that they lack. So nothing is lost to data of other people's
    /// making that call things by the same ids.
    ///
    /// # Errors
    /// As for [`Register::bring`].
    pub fn complete(
        &self,
        dataset: &Dataset,
        words: &str,
        author: &Author,
    ) -> Result<Brought, EditError> {
        self.brought(dataset, words, author, true)
    }

    fn brought(
        &self,
        dataset: &Dataset,
        words: &str,
        author: &Author,
        completes: bool,
    ) -> Result<Brought, EditError> {
        let mut bringing = Bringing {
            register: self,
            completes,
            steps: Vec::new(),
            renewed: BTreeSet::new(),
            brought: Brought {
                entry: None,
                added: 0,
                changed: 0,
                unchanged: 0,
            },
        };
        for batch in dataset.batches() {
            bringing.batch(Arc::new(batch));
        }
        for record in records_of(dataset, dataset.ontology().beyond(&self.base)) {
            bringing.record(record);
        }
        let Bringing {
            steps, mut brought, ..
        } = bringing;
        if !steps.is_empty() {
            if !self.is_bare_for(dataset) {
                self.check(&steps)?;
            }
            brought.entry = Some(self.entry_of(steps, Act::Import, words, author));
        }
        Ok(brought)
    }
}

impl Register {
    /// Tells whether nothing is recorded yet, and a dataset stands on the kinds of the base: then what
    /// would hold is that dataset, which was checked when it was built.
    pub(crate) fn is_bare_for(&self, dataset: &Dataset) -> bool {
        let ontology = dataset.ontology();
        let own = ontology.beyond(&self.base).count();
        self.state.is_empty()
            && own == ontology.added().len()
            && ontology.kinds().len() == own + self.base.kinds().len()
    }
}

/// An import under way.
struct Bringing<'a> {
    register: &'a Register,
    /// Whether what is held stays, and is only added to.
    completes: bool,
    steps: Vec<Step>,
    /// The prefixes of the batches that come in place of what there is.
    renewed: BTreeSet<String>,
    brought: Brought,
}

impl Bringing<'_> {
    fn record(&mut self, record: Record) {
        let known = self.known(&record.key());
        let record = match &known {
            Some(known) if self.completes => completed(known, record),
            _ => record,
        };
        let is_known = known.as_ref() == Some(&record);
        let count = match known {
            None => &mut self.brought.added,
            Some(_) if is_known => &mut self.brought.unchanged,
            Some(_) => &mut self.brought.changed,
        };
        *count += 1;
        if !is_known {
            self.steps.push((Change::Put(record), None));
        }
    }

    /// Returns what is recorded under a key, be it by a row that stays.
    fn known(&self, key: &Key) -> Option<Record> {
        let row = match key {
            Key::Relation(id) => id.as_row(),
            _ => None,
        };
        let state = &self.register.state;
        match row {
            Some((prefix, _)) if self.renewed.contains(prefix) => state.own_record(key).cloned(),
            _ => state.record(key),
        }
    }

    fn batch(&mut self, batch: Arc<Batch>) {
        let state = &self.register.state;
        let prefix = batch.prefix().to_owned();
        let (change, batch) = brought(batch);
        let digest = match &change {
            Change::Batch { digest, .. } => Some(*digest),
            _ => None,
        };
        let rows = batch.len() as u64;
        let hidden: Vec<u32> = state.hidden_rows(&prefix).collect();
        let hidden = hidden.into_iter().filter(|row| batch.find(*row).is_some());
        let ids = hidden.filter_map(|row| RelationId::new(&format!("{prefix}-{row}")).ok());
        let mut ids: Vec<RelationId> = ids.collect();
        if state.batch_digest(&prefix) == digest {
            self.brought.changed += ids.len() as u64;
            self.brought.unchanged += rows.saturating_sub(ids.len() as u64);
        } else {
            let known = state.batch(&prefix).map_or(0, |known| known.len() as u64);
            self.brought.changed += known.min(rows);
            self.brought.added += rows.saturating_sub(known);
            self.steps.push((change, Some(Arc::clone(&batch))));
            // With the rows those come back that were dropped, but for those that were replaced.
            ids.retain(|id| state.own_record(&Key::Relation(id.clone())).is_some());
            self.renewed.insert(prefix);
        }
        for id in ids {
            self.steps.push((Change::Row { id }, None));
        }
    }
}

/// Returns what is held with what is brought, where that says more; of a relation, what is brought.
fn completed(held: &Record, brought: Record) -> Record {
    match (held, brought) {
        (Record::Entity(held), Record::Entity(brought)) => {
            let mut whole = Entity::clone(held);
            let names = std::iter::once(&brought.name).chain(&brought.aliases);
            for name in names {
                if *name != whole.name && !whole.aliases.contains(name) {
                    whole.aliases.push(name.clone());
                }
            }
            for (scheme, code) in &brought.codes {
                let code = code.clone();
                whole.codes.entry(scheme.clone()).or_insert(code);
            }
            whole.class = whole.class.or_else(|| brought.class.clone());
            whole.into()
        }
        (_, brought @ Record::Relation(_)) => brought,
        (held, _) => held.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::Chancery;
    use crate::edtf::Moment;
    use crate::model::{Dataset, Entity, EntityKind};
    use crate::register::{Author, Key, Record, Register};

    /// Returns a dataset of one state, with its name, an alias and a code.
    fn state(name: &str, alias: &str, code: (&str, &str)) -> Dataset {
        let mut entity = Entity::new("ruritania".parse().unwrap(), EntityKind::State, name);
        entity.aliases.push(alias.to_owned());
        entity.codes.insert(code.0.to_owned(), code.1.to_owned());
        let mut builder = Dataset::builder(Chancery::ontology().unwrap());
        builder.entity(entity);
        builder.build().unwrap()
    }

    #[test]
    fn what_is_completed_loses_nothing_and_is_complete_the_second_time() {
        let author = Author {
            name: "Ada".to_owned(),
            at: Moment::from_unix(0),
        };
        let mut register = Register::new(Chancery::ontology().unwrap());
        let ours = state("Ruritania", "Ruritanie", ("cow", "999"));
        let brought = register.bring(&ours, "import", &author).unwrap();
        register.push(brought.entry.unwrap()).unwrap();
        let theirs = state("Kingdom of Ruritania", "Ruritanien", ("wikidata", "Q1"));
        let brought = register.complete(&theirs, "import", &author).unwrap();
        register.push(brought.entry.unwrap()).unwrap();
        let key = Key::Entity("ruritania".parse().unwrap());
        let Some(Record::Entity(whole)) = register.state().record(&key) else {
            panic!("there is the state");
        };
        assert_eq!(whole.name, "Ruritania");
        let aliases = ["Ruritanie", "Kingdom of Ruritania", "Ruritanien"];
        assert_eq!(whole.aliases, aliases);
        assert_eq!(whole.codes.len(), 2);
        for again in [&theirs, &ours] {
            let brought = register.complete(again, "import", &author).unwrap();
            assert!(brought.entry.is_none());
        }
    }
}
