// Pick: one entity, link or relation is chosen, and shows wherever it stands, with its sources.

const details = field('details');
const detailsBody = field('details-body');
const root = document.documentElement;

/** What is chosen, as `actor-3`, `relation-5` or `relations-5-6`; nothing if null. */
let picked = null;

/** How many relations the details tell in full; of more, only the first. */
const MOST_IN_DETAILS = 60;

/** Returns what an element stands for, or nothing. */
function pickOf(element) {
  const own = element.closest('[data-actor], [data-relations], [data-relation]');
  if (!own) return null;
  const { actor, relations: bundle, relation } = own.dataset;
  if (actor !== undefined) return `actor-${actor}`;
  if (relation !== undefined) return `relation-${relation}`;
  return `relations-${bundle.trim().replace(/\s+/g, '-')}`;
}

/** Returns the relations and the entity that a choice means; null if it means nothing here. */
function meaning(pick) {
  const [, word, rest] = /^(actor|relations?)-([\d-]+)$/.exec(pick ?? '') ?? [];
  if (!word) return null;
  const numbers = rest.split('-').map(Number);
  if (word !== 'actor') {
    return numbers.every((at) => at in relations) ? { relations: numbers, actor: null } : null;
  }
  const actor = numbers[0];
  if (!(actor in actors)) return null;
  const own = relations.flatMap((relation, at) => (relation.parties.includes(actor) ? [at] : []));
  return { relations: own, actor };
}

/** Chooses something, or nothing. */
function choose(pick) {
  const meant = meaning(pick);
  picked = meant ? pick : null;
  light(meant);
  details.hidden = !meant;
  if (meant) tellDetails(meant);
}

/** Marks what belongs to a choice, in list and pictures. */
function light(meant) {
  const lit = new Set(meant?.relations);
  const ends = new Set(meant?.relations.flatMap((at) => relations[at].parties));
  if (meant?.actor != null) ends.add(meant.actor);
  root.toggleAttribute('data-picked', Boolean(meant));
  relations.forEach((_, at) => {
    items[at].classList.toggle('lit', lit.has(at));
    for (const mark of marks[at]) mark.classList.toggle('lit', lit.has(at));
  });
  for (const { element, relations: own } of links) element.classList.toggle('lit', own.some((at) => lit.has(at)));
  for (const { element, actor } of nodes) {
    element.classList.toggle('lit', ends.has(actor));
    element.classList.toggle('chosen', meant?.actor === actor);
  }
  for (const link of document.querySelectorAll('a.pick[aria-current]')) link.removeAttribute('aria-current');
  if (meant && meant.actor === null) {
    for (const at of meant.relations) items[at].querySelector('.pick').setAttribute('aria-current', 'true');
  }
}

/** Returns a copy of an element of the page that takes no addresses away from it. */
function copy(element) {
  const own = element.cloneNode(true);
  for (const part of [own, ...own.querySelectorAll('[id]')]) part.removeAttribute('id');
  own.classList.remove('lit');
  return own;
}

/** Writes the details of a choice: its relations as they are seen, and every source they name. */
function tellDetails(meant) {
  const visible = meant.relations.filter((at) => seen[at]);
  const parts = [];
  if (meant.actor !== null) {
    field('details-head').textContent = actors[meant.actor].name;
    parts.push(copy(field(`actor-${meant.actor}`)));
  } else {
    const one = meant.relations.length === 1;
    field('details-head').textContent = one ? items[meant.relations[0]].querySelector('.pick').textContent : `${meant.relations.length} relations`;
  }
  const list = document.createElement('ol');
  list.setAttribute('role', 'list');
  list.append(...visible.slice(0, MOST_IN_DETAILS).map((at) => copy(items[at])));
  const told = document.createElement('p');
  const hidden = meant.relations.length - visible.length;
  told.textContent = [
    visible.length > MOST_IN_DETAILS && `${MOST_IN_DETAILS} of ${visible.length} relations; all are in the list.`,
    hidden > 0 && `${hidden} hidden by the filters.`,
  ].filter(Boolean).join(' ');
  detailsBody.replaceChildren(...parts, list, told, sourcesOf(list));
}

/** Returns the sources that a list of relations names, in order of their numbers. */
function sourcesOf(list) {
  const named = new Set([...list.querySelectorAll('a.note')].map((note) => note.hash.slice(1)));
  const own = document.createElement('ol');
  own.className = 'sources';
  own.setAttribute('role', 'list');
  own.append(...[...document.querySelectorAll('main .sources > li')].filter((source) => named.has(source.id)).map(copy));
  return own;
}
