// Filters: search, slider, kinds, status, certainty; what they leave is in list and timeline alike.

import assert from 'node:assert/strict';
import { listed, marked, set, settle, text, told, within } from './page.mjs';

await within('pair.html', {}, async (page) => {
  const all = await listed(page);
  assert.ok(all.length > 20);
  assert.equal(await text(page, '#count'), `Showing ${all.length} of ${all.length} relations`);

  // Search, without accents and by another name of a party.
  await page.type('#search', 'nÁzarbayev');
  await settle(page);
  const found = await listed(page);
  assert.ok(found.includes('kagame-nazarbayev-talks-2015'), `${found}`);
  assert.ok(found.length < all.length);
  const places = await page.$$eval('main .relations > li:not([hidden])', (items) => items.map((item) => Number(item.dataset.relation)));
  const drawn = (await told(page)).filter((at) => places.includes(at));
  assert.ok(drawn.length > 0);
  assert.deepEqual(await marked(page), drawn);
  assert.match(await text(page, '#in-force'), /nÁzarbayev/);

  // The form forgets.
  await page.click('#filter [type=reset]');
  await settle(page);
  assert.deepEqual(await listed(page), all);
  assert.equal(await text(page, '#in-force'), '');

  // Kinds, one by one and by category.
  const visits = await page.$$eval('[name=kind][value=visit]', (boxes) => boxes.length);
  assert.equal(visits, 1);
  await page.click('[name=kind][value=visit]');
  await settle(page);
  const withoutVisits = await listed(page);
  assert.ok(withoutVisits.length < all.length);
  assert.ok(await page.$eval('[data-category=CONSULT]', (box) => box.indeterminate));
  await page.click('[data-category=CONSULT]');
  await settle(page);
  assert.deepEqual(await listed(page), all, 'a box half ticked ticks all');
  await page.click('[data-category=CONSULT]');
  await settle(page);
  assert.ok((await listed(page)).length < withoutVisits.length);
  await page.click('#filter [type=reset]');
  await settle(page);

  // Status and certainty.
  await page.click('[name=status][value=planned]');
  await settle(page);
  const unplanned = await page.$$eval('main .relations > li:not([hidden]) .status', (all) => all.map((one) => one.textContent));
  assert.ok(!unplanned.includes('planned'));
  await page.click('#filter [type=reset]');
  await page.click('#certain');
  await settle(page);
  await page.click('#around');
  await settle(page);
  const certain = await listed(page);
  assert.ok(certain.length < all.length && certain.length > 0);
  await page.click('#filter [type=reset]');
  await settle(page);

  // The slider, by keys; the handles keep their order.
  await page.focus('#from');
  await page.keyboard.press('End');
  await settle(page);
  const latest = await listed(page);
  assert.ok(latest.length < all.length);
  const ends = await page.evaluate(() => ['from', 'to'].map((id) => document.getElementById(id).getAttribute('aria-valuetext')));
  assert.equal(ends[0], ends[1]);
  await page.focus('#to');
  await page.keyboard.press('Home');
  await settle(page);
  const [from, to] = await page.evaluate(() => ['from', 'to'].map((id) => Number(document.getElementById(id).value)));
  assert.ok(from <= to);

  // What is asked stands in the address, and opens the same view again.
  await set(page, 'search', 'astana');
  await page.click('[name=kind][value=visit]');
  await new Promise((done) => setTimeout(done, 400));
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /q=astana/);
  assert.match(hash, /not-via=visit/);
  const shown = await listed(page);
  await within('pair.html', { hash }, async (again) => {
    assert.deepEqual(await listed(again), shown);
  });
});
