// Size: thousands of relations are filtered between two blinks.

import assert from 'node:assert/strict';
import { settle, text, within } from './page.mjs';

/** Far above what is measured: a page that takes so long has lost its way, not its breath. */
const MOST = 1_000;

await within('large.html', {}, async (page) => {
  await settle(page);
  const steps = [
    ['from', () => ({ id: 'from', value: Number(document.getElementById('from').min) + 40 })],
    ['to', () => ({ id: 'to', value: Number(document.getElementById('to').max) - 40 })],
    ['search', () => ({ id: 'search', value: 'entity 1' })],
    ['search again', () => ({ id: 'search', value: 'entity 17' })],
    ['all', () => ({ id: 'search', value: '' })],
    ['as of', () => ({ id: 'as-of', value: '2012-06-30' })],
  ];
  const told = [];
  for (const [name, step] of steps) {
    const { id, value } = await page.evaluate(step);
    const took = await page.evaluate((id, value) => new Promise((done) => {
      const field = document.getElementById(id);
      field.value = value;
      const begin = performance.now();
      field.dispatchEvent(new Event('input', { bubbles: true }));
      // The frame after that in which the page was written: it has been painted by then.
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
    }), id, value);
    told.push(`${name} ${took.toFixed(0)} ms`);
    assert.ok(took < MOST, `${name}: ${took} ms`);
    assert.match(await text(page, '#count'), /^Showing \d+ of 5000 relations$/);
  }
  console.log(`5,000 relations: ${told.join(', ')}`);
});
