//! The crowd: new mentions, joined where they are one entity, and named.
//!
//! Everything is done in order of text, so that the order of rows changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use super::cluster::{Cluster, id, slug};
use super::form;
use super::likeness::Fresh;
use super::mention::{Draft, Ground};
use super::person;
use super::settle::Belonging;
use crate::import::ImportError;
use crate::model::{Entity, EntityId, EntityKind};
use crate::text;

/// So many groups are looked through between two looks at whether to go on.
const PACE: usize = 1 << 10;

/// The new mentions in clusters that are one entity each.
pub(super) struct Crowd {
    /// One for each draft at first; emptied ones belong to another cluster now.
    clusters: Vec<Cluster>,
    /// Where a cluster went; itself if it went nowhere.
    went: Vec<usize>,
    /// Why, where it is not the name.
    grounds: BTreeMap<usize, Ground>,
}

impl Crowd {
    /// Joins what new mentions say; drafts come in order, each once.
    ///
    /// # Errors
    /// Whatever `go_on` says, which is asked every so often.
    pub(super) fn new<'d>(
        drafts: impl IntoIterator<Item = &'d Draft>,
        go_on: &mut dyn FnMut() -> Result<(), ImportError>,
    ) -> Result<Crowd, ImportError> {
        let clusters: Vec<Cluster> = drafts.into_iter().map(Cluster::of).collect();
        let mut crowd = Crowd {
            went: (0..clusters.len()).collect(),
            grounds: BTreeMap::new(),
            clusters,
        };
        go_on()?;
        crowd.join_by_code();
        go_on()?;
        crowd.join_by_name(go_on)?;
        crowd.join_by_patronymic();
        go_on()?;
        Ok(crowd)
    }

    fn root(&self, mut at: usize) -> usize {
        while self.went[at] != at {
            at = self.went[at];
        }
        at
    }

    fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.went.len()).filter(|at| self.went[*at] == *at)
    }

    /// Makes one cluster of two; the first in order stays.
    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        let (stays, goes) = (left.min(right), left.max(right));
        if stays != goes {
            let other = std::mem::take(&mut self.clusters[goes]);
            self.clusters[stays].absorb(other);
            self.went[goes] = stays;
        }
    }

    fn join_by_code(&mut self) {
        let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
        for at in 0..self.clusters.len() {
            let codes = self.clusters[at].codes.clone();
            for (scheme, codes) in codes {
                for code in codes {
                    let before = *first.entry((scheme.clone(), code)).or_insert(at);
                    if before != at {
                        self.grounds.insert(at, Ground::Code(scheme.clone()));
                        self.join(before, at);
                    }
                }
            }
        }
    }

    /// Joins those of one name: all if nothing speaks against it, else those of whom the same was
    /// said.
    fn join_by_name(
        &mut self,
        go_on: &mut dyn FnMut() -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let mut groups: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for at in self.roots().collect::<Vec<_>>() {
            for name in &self.clusters[at].names {
                groups.entry(text::fold(name)).or_default().insert(at);
            }
        }
        groups.retain(|_, group| group.len() > 1);
        // Few names are left to be put in order.
        let mut groups: Vec<(String, BTreeSet<usize>)> = groups.into_iter().collect();
        groups.sort_unstable();
        for (number, (_, group)) in groups.into_iter().enumerate() {
            if number.is_multiple_of(PACE) {
                go_on()?;
            }
            if self.join_if_agreed(&group) {
                continue;
            }
            let mut alike: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
            for at in group {
                let cluster = &self.clusters[self.root(at)];
                let said = (cluster.stated.clone(), cluster.countries.clone());
                alike.entry(said).or_default().insert(at);
            }
            for group in alike.values() {
                self.join_if_agreed(group);
            }
        }
        Ok(())
    }

    /// Joins a group if nothing speaks against any two of it being one; tells whether it did.
    fn join_if_agreed(&mut self, group: &BTreeSet<usize>) -> bool {
        let roots: BTreeSet<usize> = group.iter().map(|at| self.root(*at)).collect();
        let clusters: Vec<&Cluster> = roots.iter().map(|at| &self.clusters[*at]).collect();
        let agree = clusters.iter().enumerate().all(|(at, left)| {
            let mut after = clusters.iter().skip(at + 1);
            after.all(|right| left.agrees(right))
        });
        if agree {
            let mut roots = roots.into_iter();
            if let Some(first) = roots.next() {
                roots.for_each(|other| self.join(first, other));
            }
        }
        agree
    }

    /// Joins a person with the one of the same first and last name and one patronymic between, if
    /// only one patronymic is found.
    fn join_by_patronymic(&mut self) {
        let mut plain: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut longer: BTreeMap<String, BTreeMap<String, BTreeSet<usize>>> = BTreeMap::new();
        for at in self
            .roots()
            .filter(|at| self.clusters[*at].kind() == EntityKind::Person)
        {
            for name in &self.clusters[at].names {
                let folded = text::fold(name);
                if let Some((short, middle)) = person::with_patronymic(&folded) {
                    let middles = longer.entry(short).or_default();
                    middles.entry(middle.to_owned()).or_default().insert(at);
                } else {
                    plain.entry(folded).or_default().insert(at);
                }
            }
        }
        for (short, middles) in longer {
            if middles.len() == 1
                && let Some(same) = plain.get(&short)
            {
                let longer: BTreeSet<usize> = middles.into_values().flatten().collect();
                if self.join_if_agreed(&longer.union(same).copied().collect()) {
                    let grounds = longer.into_iter().map(|at| (at, Ground::Patronymic));
                    self.grounds.extend(grounds);
                }
            }
        }
    }

    /// Returns an id for each cluster that is left. Those that would bear one id, or one that is
    /// taken, are told apart by country, then by kind, then by number.
    pub(super) fn named(&self, is_taken: impl Fn(&EntityId) -> bool) -> BTreeMap<usize, EntityId> {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for at in self.roots() {
            let slug = slug(self.clusters[at].name());
            wanted.entry(slug).or_default().push(at);
        }
        // Who wants an id alone gets it, in whatever order.
        let is_alone = |group: &[usize], id: &EntityId| group.len() == 1 && !is_taken(id);
        let wanted = wanted
            .into_iter()
            .map(|(slug, group)| (id(&slug), slug, group));
        let (alone, mut crowded): (Vec<_>, Vec<_>) =
            wanted.partition(|(plain, _, group)| is_alone(group, plain));
        let mut given: HashSet<EntityId> = alone.iter().map(|(id, ..)| id.clone()).collect();
        let of_group = |(id, _, group): (EntityId, String, Vec<usize>)| Some((*group.first()?, id));
        let mut ids: BTreeMap<usize, EntityId> = alone.into_iter().filter_map(of_group).collect();
        crowded.sort_unstable_by(|(_, left, _), (_, right, _)| left.cmp(right));
        for (_, slug, group) in crowded {
            // Each looks for a number where the one before it found one.
            let mut numbered = (2_u64..).map(|number| id(&format!("{slug}-{number}")));
            for at in group {
                let named = self.clusters[at].ids(&slug);
                let mut options = named.into_iter().chain(numbered.by_ref());
                let free = |id: &EntityId| !is_taken(id) && !given.contains(id);
                if let Some(id) = options.find(free) {
                    given.insert(id.clone());
                    ids.insert(at, id);
                }
            }
        }
        ids
    }

    /// Returns the id of a draft of this crowd by its place, and the ground on which it is that
    /// entity's.
    pub(super) fn found(&self, own: usize, ids: &BTreeMap<usize, EntityId>) -> (EntityId, Ground) {
        let root = self.root(own);
        (ids[&root].clone(), self.ground(own, root))
    }

    /// Returns why a draft is one with its cluster.
    fn ground(&self, own: usize, root: usize) -> Ground {
        self.grounds.get(&own).cloned().unwrap_or(if own == root {
            Ground::Alone
        } else {
            Ground::Name
        })
    }

    /// Returns the new entities with their ids.
    pub(super) fn entities(&self, ids: &BTreeMap<usize, EntityId>) -> Vec<(EntityId, Entity)> {
        let named = ids.iter();
        named
            .map(|(at, id)| (id.clone(), self.clusters[*at].entity(id)))
            .collect()
    }

    /// Returns which new bodies belong to others, by the form of their names: `Militant (Boko Haram)`
    /// to `Boko Haram`.
    pub(super) fn belongings(&self, ids: &BTreeMap<usize, EntityId>) -> Vec<Belonging> {
        let named = ids.iter().flat_map(|(at, id)| {
            let names = self.clusters[*at].names.iter();
            names.map(move |name| (name.as_str(), id))
        });
        let mut bodies: HashMap<String, Vec<&EntityId>> = HashMap::new();
        for (name, id) in named.clone() {
            bodies.entry(text::fold(name)).or_default().push(id);
        }
        let belonging = named.filter_map(|(name, part)| {
            let (head, whole) = form::parted(name)?;
            let [whole] = bodies.get(&text::fold(whole))?.as_slice() else {
                return None;
            };
            let (part, whole) = (part.clone(), EntityId::clone(whole));
            let acts = form::organ(head).is_some() || form::class(head).1;
            (part != whole).then_some(Belonging { part, whole, acts })
        });
        belonging.collect()
    }

    /// Returns what likeness is judged by.
    pub(super) fn fresh(&self, ids: &BTreeMap<usize, EntityId>) -> Vec<Fresh> {
        let named = ids.iter().map(|(at, id)| (&self.clusters[*at], id));
        let fresh = named.map(|(cluster, id)| Fresh {
            id: id.clone(),
            kind: cluster.kind(),
            names: cluster.names.iter().map(|name| text::fold(name)).collect(),
            countries: cluster.countries.clone(),
            codes: cluster.codes.clone(),
        });
        fresh.collect()
    }
}
