//! The roster: everybody whom rows have named, each with a small number.
//!
//! A mention that was met before costs one look into a table; only new ones go to the resolver.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::ImportError;
use super::details::Details;
use super::resolve::{self, Belonging, Mention, Proposal, Resolver};
use crate::edtf::Day;
use crate::model::{Entity, EntityId, EntityKind};

/// The place of an entity among those that an import has met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Who(pub(super) u32);

impl Who {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A mention that was met before.
#[derive(Debug, Clone, Copy)]
struct Met {
    hash: u64,
    start: usize,
    length: u32,
    /// Who is meant; nothing if that hangs on the day.
    who: Option<Who>,
}

/// Everybody met so far.
#[derive(Debug)]
pub(super) struct Roster {
    resolver: Resolver,
    hasher: DefaultHashBuilder,
    /// The texts of all mentions, one behind the other.
    texts: String,
    met: HashTable<Met>,
    /// Who is meant on a day, by the place of the mention's text.
    dated: HashMap<(usize, Option<Day>), Who>,
    places: HashTable<u32>,
    ids: Vec<EntityId>,
    kinds: Vec<EntityKind>,
    /// The file that named each first.
    files: Vec<u32>,
    file: u32,
    /// Whoever is told by a name without letters.
    nobody: Option<Who>,
}

impl Roster {
    pub(super) fn new(resolver: Resolver) -> Roster {
        Roster {
            resolver,
            hasher: DefaultHashBuilder::default(),
            texts: String::new(),
            met: HashTable::new(),
            dated: HashMap::new(),
            places: HashTable::new(),
            ids: Vec::new(),
            kinds: Vec::new(),
            files: Vec::new(),
            file: 0,
            nobody: None,
        }
    }

    /// Adds entities whom mentions from now on may mean.
    pub(super) fn learn<'e>(&mut self, entities: impl IntoIterator<Item = &'e Entity>) {
        self.resolver.learn(entities);
    }

    /// Says which file names people from now on, by its place among all.
    pub(super) const fn begin_file(&mut self, file: usize) {
        self.file = file as u32;
    }

    /// Returns who is meant by a mention.
    #[inline]
    pub(super) fn who(&mut self, mention: &Mention<'_>) -> Who {
        let hash = self.hash(mention);
        let texts = self.texts.as_str();
        let is_same = |met: &Met| text(texts, *met).is_some_and(|text| is_told_by(text, mention));
        match self.met.find(hash, is_same) {
            Some(Met { who: Some(who), .. }) => *who,
            Some(Met { start, .. }) => {
                let key = (*start, mention.on);
                let known = self.dated.get(&key).copied();
                known.unwrap_or_else(|| self.resolve_on_day(key, mention))
            }
            None => self.meet(hash, mention),
        }
    }

    /// Returns the hash of a mention. Very many may bear one name and differ in their codes.
    #[inline]
    fn hash(&self, mention: &Mention<'_>) -> u64 {
        if mention.codes.is_empty() {
            self.hasher.hash_one(mention.name)
        } else {
            self.hasher.hash_one((mention.name, mention.codes))
        }
    }

    /// Tells whether a mention means somebody who is known.
    pub(super) fn knows(&self, mention: &Mention<'_>) -> bool {
        self.resolver.knows(mention)
    }

    /// Has a mention resolved, and keeps the answer for its day.
    fn resolve_on_day(&mut self, key: (usize, Option<Day>), mention: &Mention<'_>) -> Who {
        let (id, kind) = self.resolver.resolve(mention);
        let is_nobody = id == resolve::nobody();
        let who = self.place(id, kind);
        if is_nobody {
            self.nobody = Some(who);
        }
        self.dated.insert(key, who);
        who
    }

    /// Has a new mention resolved.
    fn meet(&mut self, hash: u64, mention: &Mention<'_>) -> Who {
        let start = self.texts.len();
        let who = self.resolve_on_day((start, mention.on), mention);
        write_down(&mut self.texts, mention);
        // Asked as of a row with a day, for the next such row may have one if this has none.
        let some_day = mention.on.or(Some(Day::MIN));
        let as_dated = Mention {
            on: some_day,
            ..*mention
        };
        let hangs_on_day = self.resolver.hangs_on_day(&as_dated);
        let met = Met {
            hash,
            start,
            length: (self.texts.len() - start) as u32,
            who: (!hangs_on_day).then_some(who),
        };
        if !hangs_on_day {
            self.dated.remove(&(start, mention.on));
        }
        self.met.insert_unique(hash, met, |met| met.hash);
        who
    }

    /// Returns the number of an entity, which is a new one if nobody has named it so far.
    fn place(&mut self, id: EntityId, kind: EntityKind) -> Who {
        let hash = self.hasher.hash_one(id.as_str());
        let ids = &self.ids;
        let of = |at: &u32| ids.get(*at as usize).map_or("", EntityId::as_str);
        if let Some(at) = self.places.find(hash, |at| of(at) == id.as_str()) {
            return Who(*at);
        }
        let at = ids.len() as u32;
        let hasher = &self.hasher;
        self.places
            .insert_unique(hash, at, |at| hasher.hash_one(of(at)));
        self.ids.push(id);
        self.kinds.push(kind);
        self.files.push(self.file);
        Who(at)
    }

    /// Returns the id of somebody.
    ///
    /// # Panics
    /// If the number comes from another import, as for the next.
    pub(super) fn id(&self, who: Who) -> &EntityId {
        &self.ids[who.index()]
    }

    /// Returns what sort of thing somebody is.
    pub(super) fn kind(&self, who: Who) -> EntityKind {
        self.kinds[who.index()]
    }

    /// Returns the number that stands for all names without letters, if there was one.
    pub(super) const fn nobody(&self) -> Option<Who> {
        self.nobody
    }

    /// Decides who everybody is, and returns that with the entities nobody knew before.
    ///
    /// # Errors
    /// Whatever `go_on` says, which is asked every so often.
    pub(super) fn settle(
        self,
        details: BTreeMap<Who, Details>,
        go_on: &mut dyn FnMut() -> Result<(), ImportError>,
    ) -> Result<Settled, ImportError> {
        let settlement = self.resolver.settle_while(go_on)?;
        let proposals = settlement.proposals().to_vec();
        let belongings = settlement.belongings().to_vec();
        let (fresh, renamed) = settlement.into_parts();
        let of = |id: EntityId| renamed.get(&id).cloned().unwrap_or(id);
        let ids: Vec<EntityId> = self.ids.into_iter().map(of).collect();
        let mut by_id: BTreeMap<&EntityId, Details> = BTreeMap::new();
        for (who, more) in details {
            if let Some(id) = ids.get(who.index()) {
                by_id.entry(id).or_default().add(more);
            }
        }
        let fresh: Vec<Entity> = fresh
            .into_iter()
            .map(|entity| match by_id.remove(&entity.id) {
                Some(details) => details.on(entity),
                None => entity,
            })
            .collect();
        let kinds: BTreeMap<&EntityId, EntityKind> =
            fresh.iter().map(|one| (&one.id, one.kind)).collect();
        let met = ids.iter().zip(self.kinds);
        let kinds = met.map(|(id, kind)| kinds.get(id).copied().unwrap_or(kind));
        let kinds = kinds.collect();
        let belongings = with_files(belongings, &ids, &self.files);
        Ok(Settled {
            fresh,
            renamed,
            belongings,
            proposals,
            ids,
            kinds,
        })
    }
}

/// Returns what belongs to what, each with the file that named the part first.
fn with_files(
    belongings: Vec<Belonging>,
    ids: &[EntityId],
    files: &[u32],
) -> Vec<(Belonging, usize)> {
    let mut first: HashMap<&EntityId, u32> = HashMap::new();
    for (id, file) in ids.iter().zip(files) {
        first.entry(id).or_insert(*file);
    }
    let told = belongings.into_iter().filter_map(|belonging| {
        let file = *first.get(&belonging.part)? as usize;
        Some((belonging, file))
    });
    told.collect()
}

/// Who everybody is, decided when all has been read.
#[derive(Debug)]
pub(super) struct Settled {
    /// The entities that nobody knew before.
    pub(super) fresh: Vec<Entity>,
    /// The ids that some had while the files were read, and the ids they have.
    pub(super) renamed: BTreeMap<EntityId, EntityId>,
    /// What new bodies belong to, each with the file that named it first.
    pub(super) belongings: Vec<(Belonging, usize)>,
    /// What may be the same and was kept apart, the likeliest first.
    pub(super) proposals: Vec<Proposal>,
    ids: Vec<EntityId>,
    kinds: Vec<EntityKind>,
}

impl Settled {
    /// Returns the id of somebody.
    ///
    /// # Panics
    /// If the number comes from another import, as for the next.
    pub(super) fn id(&self, who: Who) -> &EntityId {
        &self.ids[who.index()]
    }

    /// Returns what sort of thing somebody is.
    pub(super) fn kind(&self, who: Who) -> EntityKind {
        self.kinds[who.index()]
    }

    /// Returns how many numbers there are.
    pub(super) const fn len(&self) -> usize {
        self.ids.len()
    }

    /// Returns one number for all mentions of each entity: the smallest.
    pub(super) fn as_one(&self) -> Vec<Who> {
        let mut first: HashMap<&EntityId, Who> = HashMap::with_capacity(self.ids.len());
        let places = self.ids.iter().enumerate();
        places
            .map(|(at, id)| *first.entry(id).or_insert(Who(at as u32)))
            .collect()
    }
}

/// Between the parts of a mention that is written down: no name has it.
const BREAK: char = '\u{1f}';

/// Returns the text of a mention that was met.
fn text(texts: &str, met: Met) -> Option<&str> {
    texts.get(met.start..met.start + met.length as usize)
}

/// Tells whether a mention is a name and nothing else, as most are.
#[inline]
const fn is_bare(mention: &Mention<'_>) -> bool {
    mention.kind.is_none() && mention.country.is_none() && mention.codes.is_empty()
}

/// Writes a mention down.
fn write_down(texts: &mut String, mention: &Mention<'_>) {
    texts.push_str(mention.name);
    if is_bare(mention) {
        return;
    }
    let kind = mention.kind.map_or("", EntityKind::word);
    let codes = mention
        .codes
        .iter()
        .flat_map(|(scheme, code)| [*scheme, *code]);
    for part in [kind, mention.country.unwrap_or_default()]
        .into_iter()
        .chain(codes)
    {
        texts.push(BREAK);
        texts.push_str(part);
    }
}

/// Tells whether a text that was written down is that of a mention.
#[inline]
fn is_told_by(text: &str, mention: &Mention<'_>) -> bool {
    if is_bare(mention) {
        text == mention.name
    } else {
        is_told_in_full(text, mention)
    }
}

fn is_told_in_full(text: &str, mention: &Mention<'_>) -> bool {
    let Some(mut rest) = text.strip_prefix(mention.name) else {
        return false;
    };
    let mut follows = |part: &str| {
        let after = rest.strip_prefix(BREAK).and_then(|after| {
            // Comparing nothing is frequent, and slow on some processors.
            if part.is_empty() {
                Some(after)
            } else {
                after.strip_prefix(part)
            }
        });
        rest = after.unwrap_or(rest);
        after.is_some()
    };
    follows(mention.kind.map_or("", EntityKind::word))
        && follows(mention.country.unwrap_or_default())
        && mention
            .codes
            .iter()
            .all(|(scheme, code)| follows(scheme) && follows(code))
        && rest.is_empty()
}
