// Picks: what is chosen in one place shows in the others, with all its sources.

import assert from 'node:assert/strict';
import { settle, text, told, within } from './page.mjs';

/** Returns what is lit, each once, in the order of numbers. */
async function lit(page, selector) {
  const all = await page.$$eval(`${selector}.lit`, (all) => all.map(({ dataset }) => dataset.relation ?? dataset.relations ?? dataset.actor));
  return [...new Set(all)].sort((a, b) => Number(a) - Number(b));
}

/** Clicks the first of some marks of a picture, and returns what it stands for. */
function click(page, selector) {
  return page.$eval(selector, (mark) => {
    mark.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return mark.dataset.actor ?? mark.dataset.relations ?? mark.dataset.relation;
  });
}

await within('pair.html', {}, async (page) => {
  // From the list to both pictures.
  const drawn = (await told(page)).map(String);
  const marked = await page.$$eval('#timeline [data-relation]', (all) => all.map(({ dataset }) => dataset.relation));
  const at = drawn.filter((at) => marked.includes(at))[2];
  await page.click(`#relation-${at} .pick`);
  assert.deepEqual(await lit(page, '#timeline [data-relation]'), [at]);
  const edges = await lit(page, '#network [data-relations]');
  assert.ok(edges.length > 0 && edges.every((own) => own.split(' ').includes(at)));
  assert.ok((await lit(page, '#network [data-actor]')).length >= 2);
  const said = await page.$$eval(`#relation-${at} .claims > li`, (all) => all.length);
  assert.equal(await page.$$eval('#details .claims > li', (all) => all.length), said);
  assert.ok((await page.$$eval('#details .sources > li', (all) => all.length)) > 0);

  // The same again takes it back.
  await page.click(`#relation-${at} .pick`);
  assert.deepEqual(await lit(page, '#timeline [data-relation]'), []);
  assert.ok(await page.$eval('#details', (details) => details.hidden));

  // From an entity in the network to list and timeline.
  const actor = await click(page, '#network [data-actor]');
  const own = await page.evaluate((actor) => {
    const { relations } = JSON.parse(document.getElementById('data').textContent);
    return relations.flatMap(({ parties }, at) => (parties.includes(Number(actor)) ? [String(at)] : []));
  }, actor);
  assert.ok(own.length > 0);
  assert.deepEqual(await lit(page, '.relations > li'), own);
  assert.deepEqual(await lit(page, '#timeline [data-relation]'), own.filter((at) => drawn.includes(at)));
  assert.equal(await text(page, '#details-head'), await text(page, `#entities #actor-${actor} a`));

  // From a link between two to the list; from the timeline to the network.
  const bundle = await click(page, '#network [data-relations]');
  assert.deepEqual(await lit(page, '.relations > li'), bundle.split(' '));
  const mark = await click(page, '#timeline [data-relation]');
  assert.deepEqual(await lit(page, '.relations > li'), [mark]);
  assert.ok((await lit(page, '#network [data-relations]')).length > 0);

  // What the filters hide is not told, and is counted.
  await page.click('#close');
  await click(page, `#network [data-actor="${actor}"]`);
  await page.type('#search', 'no such words anywhere');
  await settle(page);
  assert.match(await text(page, '#details-body'), new RegExp(`${own.length} hidden by the filters`));
});

// An address chooses too: of the whole state, or of one relation alone.
for (const hash of ['#pick=relation-3', '#relation-3']) {
  await within('pair.html', { hash }, async (page) => {
    assert.deepEqual(await lit(page, '.relations > li'), ['3'], hash);
  });
}
