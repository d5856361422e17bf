//! From an answer to a scene: what pictures and pages show of it.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;

use crate::analysis::{Cancel, Stopped};
use crate::answer::{
    Actor, Answer, Chain, Claim, EntityRef, Pair, PathRow, PathStep, Rows, Scene, Sight, SourceRef,
    Stride,
};
use crate::edtf::Truth;
use crate::graph::{Network, View};
use crate::model::{Direction, EntityIx, RelationId, RelationIx, SourceIx};
use crate::text;

use super::behind::Behind;
use super::rows::Rower;

/// Up to how many parties every two of a relation are linked in a scene. Of more, each is linked to
/// those asked about or, where none of these is a party, to the first: nobody reads a knot.
const MOST_PAIRED: usize = 8;

/// Returns what is to be seen of an answer.
///
/// O(relations · (parties² + reports)).
pub(crate) fn scene(
    answer: &Answer,
    behind: &Behind,
    network: &Network,
    cancel: &Cancel,
) -> Result<Scene, Stopped> {
    let view = View::new(network, &behind.lens);
    let mut sightings = BTreeMap::new();
    let mut offices = BTreeSet::new();
    for (relation, truth) in &behind.told {
        cancel.check()?;
        offices.extend(through(view, *relation, &behind.asked));
        sightings.insert(*relation, (*truth, true));
    }
    for relation in offices.iter().chain(&behind.besides) {
        let besides = (view.judge(*relation), false);
        sightings.entry(*relation).or_insert(besides);
    }
    let shown = behind.told.keys().chain(&offices);
    let mut cast: BTreeSet<EntityIx> = shown
        .flat_map(|relation| network.distinct_parties(*relation))
        .collect();
    cast.extend(&behind.asked);
    cast.extend(go_betweens(answer, network));
    let mut stage = Stage::new(view, behind, cast);
    for (relation, (truth, is_told)) in sightings {
        cancel.check()?;
        stage.add(relation, truth, is_told);
    }
    Ok(stage.finish(answer))
}

/// Returns the ties through which others take part in a relation for those asked about.
pub(super) fn through(
    view: View<'_>,
    relation: RelationIx,
    asked: &[EntityIx],
) -> impl Iterator<Item = RelationIx> {
    let chains = asked.iter().flat_map(move |of| view.through(relation, *of));
    chains.flatten().map(|link| link.tie)
}

/// Returns those who link a pair, as far as the answer names them.
fn go_betweens(answer: &Answer, network: &Network) -> Vec<EntityIx> {
    let Rows::Between(between) = &answer.rows else {
        return Vec::new();
    };
    let rows = between.go_betweens.iter();
    rows.filter_map(|row| network.data().entity_ix(row.entity.id.as_str()))
        .collect()
}

/// A scene that is being put together.
struct Stage<'a> {
    view: View<'a>,
    rower: Rower<'a>,
    asked: &'a [EntityIx],
    /// Those whom the scene is about. Others who were there when two of them met stay in the words
    /// of that relation.
    cast: BTreeSet<EntityIx>,
    /// The relations, whose actors are places in the data until all of them are known.
    sights: Vec<Sight>,
    places: BTreeMap<SourceIx, usize>,
    sources: Vec<SourceRef>,
}

impl<'a> Stage<'a> {
    fn new(view: View<'a>, behind: &'a Behind, cast: BTreeSet<EntityIx>) -> Stage<'a> {
        Stage {
            view,
            rower: Rower::new(view).about(&behind.asked),
            asked: &behind.asked,
            cast,
            sights: Vec::new(),
            places: BTreeMap::new(),
            sources: Vec::new(),
        }
    }

    fn network(&self) -> &'a Network {
        self.view.network()
    }

    fn add(&mut self, relation: RelationIx, truth: Truth, is_told: bool) {
        let network = self.network();
        let mut parties: Vec<EntityIx> = network.distinct_parties(relation).collect();
        parties.retain(|party| self.cast.contains(party));
        let kind = network.data().ontology().kind(network.kind(relation));
        let plover = kind.plover.as_ref();
        let sight = Sight {
            row: self.rower.timeline(relation, truth),
            nature: network.nature(relation),
            category: plover.map(|plover| plover.category.clone()),
            is_told,
            pairs: self.pairs(relation, &parties),
            parties: parties.iter().map(|party| party.index()).collect(),
            claims: self.claims(relation),
        };
        self.sights.push(sight);
    }

    /// Returns who is linked to whom by a relation.
    fn pairs(&self, relation: RelationIx, parties: &[EntityIx]) -> Vec<Pair> {
        let is_hub = |party: &EntityIx| self.asked.contains(party);
        let has_hub = parties.iter().any(is_hub);
        let is_paired = |a: EntityIx, b: EntityIx| match (parties.len() > MOST_PAIRED, has_hub) {
            (false, _) => true,
            (true, true) => is_hub(&a) || is_hub(&b),
            (true, false) => parties.first() == Some(&a),
        };
        let pairs = parties.iter().copied().array_combinations();
        let pairs = pairs.filter(|[a, b]| is_paired(*a, *b));
        pairs.map(|[a, b]| self.pair(relation, a, b)).collect()
    }

    fn pair(&self, relation: RelationIx, a: EntityIx, b: EntityIx) -> Pair {
        let (words, direction) = self.view.words(relation, a, b);
        let (from, to, words, direction) = match direction {
            Direction::Back => {
                let (words, _) = self.view.words(relation, b, a);
                (b, a, words, Direction::Forward)
            }
            onward => (a, b, words, onward),
        };
        Pair {
            from: from.index(),
            to: to.index(),
            direction,
            words: words.to_owned(),
        }
    }

    /// Returns what the sources of a relation say, and numbers those that are new.
    fn claims(&mut self, relation: RelationIx) -> Vec<Claim> {
        let data = self.rower.data();
        let mut claims = Vec::new();
        for said in self.rower.reports(relation) {
            let Some(source) = data.source_ix(said.source.id.as_str()) else {
                continue;
            };
            let place = *self.places.entry(source).or_insert(self.sources.len());
            if place == self.sources.len() {
                self.sources.push(said.source.clone());
            }
            claims.push(Claim {
                source: place,
                published: data.source(source).publication(),
                said,
            });
        }
        claims
    }

    fn finish(mut self, answer: &Answer) -> Scene {
        let seen = self.sights.iter().flat_map(|sight| &sight.parties).copied();
        let asked = self.asked.iter().map(|entity| entity.index());
        let chains = chains(answer);
        let data = self.rower.data();
        let of_chains = chains.iter().flat_map(Chain::steps);
        let ends = of_chains
            .flatten()
            .flat_map(|step| [&step.from.id, &step.to.id]);
        let ends = ends.filter_map(|id| data.entity_ix(id.as_str()));
        let all: BTreeSet<usize> = seen.chain(asked).chain(ends.map(EntityIx::index)).collect();
        let places: BTreeMap<usize, usize> = all.iter().copied().zip(0..).collect();
        let place = |entity: &mut usize| *entity = places.get(entity).copied().unwrap_or_default();
        for sight in &mut self.sights {
            sight.parties.iter_mut().for_each(place);
            for pair in &mut sight.pairs {
                place(&mut pair.from);
                place(&mut pair.to);
            }
        }
        let actors = self.actors(&all);
        let ids = self.sights.iter().map(|sight| &sight.row.relation);
        let at: Places<'_> = ids.zip(0..).collect();
        let strides = |chain: &Chain<'_>| strides(chain, &actors, &at);
        Scene {
            heading: heading(answer),
            question: answer.question.clone(),
            as_of: answer.as_of.clone(),
            known_by: answer.known_by.clone(),
            recorded_at: answer.recorded_at,
            chains: chains.iter().map(strides).collect(),
            notes: answer.notes.clone(),
            left_out: left_out(answer),
            actors,
            relations: self.sights,
            sources: self.sources,
        }
    }

    fn actors(&self, all: &BTreeSet<usize>) -> Vec<Actor> {
        let entities = self.rower.data().entity_ixs();
        let wanted = entities.filter(|entity| all.contains(&entity.index()));
        let actors = wanted.map(|entity| {
            let record = self.rower.data().entity(entity);
            Actor {
                entity: EntityRef::from(record),
                class: record.class.clone(),
                aliases: record.aliases.clone(),
                note: record.note.clone(),
                is_asked: self.asked.contains(&entity),
            }
        });
        actors.collect()
    }
}

/// Returns the chains that an answer tells, each once.
fn chains(answer: &Answer) -> Vec<Chain<'_>> {
    let rows: &[PathRow] = match &answer.rows {
        Rows::Paths(rows) => rows,
        Rows::Between(pair) => pair.shortest.as_slice(),
        _ => &[],
    };
    Chain::all(rows)
}

/// The places of relations.
type Places<'a> = BTreeMap<&'a RelationId, usize>;

/// Returns a chain by the places of its actors and relations.
fn strides(chain: &Chain<'_>, actors: &[Actor], places: &Places<'_>) -> Vec<Stride> {
    let actor = |entity: &EntityRef| {
        let found = actors.binary_search_by(|actor| actor.entity.id.cmp(&entity.id));
        found.unwrap_or_default()
    };
    let stride = |steps: &Vec<&PathStep>| {
        let first = steps.first()?;
        Some(Stride {
            from: actor(&first.from),
            to: actor(&first.to),
            relations: steps
                .iter()
                .filter_map(|step| places.get(&step.relation).copied())
                .collect(),
            direction: first.direction,
            through: first.through.clone(),
        })
    };
    chain.steps().iter().filter_map(stride).collect()
}

/// Returns what a scene is about.
fn heading(answer: &Answer) -> String {
    match &answer.rows {
        Rows::Between(pair) => format!("{} and {}", pair.a.name, pair.b.name),
        Rows::Entity(dossier) => dossier.entity.name.clone(),
        Rows::Source(source) => source.source.title.clone(),
        _ => text::capital(&answer.question),
    }
}

/// Returns how many relations a limit left out of a list of them.
fn left_out(answer: &Answer) -> u64 {
    match &answer.rows {
        Rows::Timeline(rows) => answer.total.saturating_sub(rows.len() as u64),
        _ => 0,
    }
}
