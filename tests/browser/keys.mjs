// Keys: everything is reached, chosen and left without a mouse.

import assert from 'node:assert/strict';
import { listed, settle, within } from './page.mjs';

const focused = (page) => page.evaluate(() => {
  const { id, className, dataset, tagName } = document.activeElement;
  const own = document.activeElement.closest('li')?.id;
  return { id, className: String(className?.baseVal ?? className), tagName, own, actor: dataset?.actor };
});

await within('pair.html', {}, async (page) => {
  await page.keyboard.press('/');
  assert.equal((await focused(page)).id, 'search');
  await page.keyboard.type('a/b');
  assert.equal(await page.$eval('#search', (field) => field.value), 'a/b', 'a stroke typed is a stroke');
  await page.keyboard.press('Escape');
  await settle(page);
  assert.equal(await page.$eval('#search', (field) => field.value), '');

  // Tab comes to the form, to each picture once, and to the list.
  await page.evaluate(() => document.activeElement.blur());
  const stops = [];
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => {
      const { activeElement: at } = document;
      const outline = getComputedStyle(at);
      const isSeen = outline.outlineStyle !== 'none' || at.matches('[type=range]');
      return { where: at.closest('#network, #timeline, #chains, .relations, #filter')?.id || at.closest('.relations')?.className, isSeen, what: at.outerHTML.slice(0, 120) };
    }));
    if (stops.at(-1).where === 'relations') break;
  }
  assert.deepEqual(stops.filter(({ isSeen }) => !isSeen), [], 'where the focus is can be seen');
  const count = (where) => stops.filter((stop) => stop.where === where).length;
  assert.ok(count('filter') > 5);
  assert.equal(count('network'), 1);
  assert.equal(count('timeline'), 1);

  // Arrows walk along the list, past what is hidden; Enter chooses; Escape leaves.
  await page.focus('main .pick');
  const first = (await focused(page)).own;
  await page.keyboard.press('ArrowDown');
  const second = (await focused(page)).own;
  assert.notEqual(first, second);
  await page.keyboard.press('ArrowUp');
  assert.equal((await focused(page)).own, first);
  await page.keyboard.press('End');
  const ids = await listed(page);
  assert.equal(await page.evaluate(() => document.activeElement.closest('li').dataset.id), ids.at(-1));
  await page.keyboard.press('Enter');
  assert.equal(await page.$$eval('.relations > li.lit', (all) => all.length), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.$$eval('.relations > li.lit', (all) => all.length), 0);

  // Arrows walk along a picture.
  await page.$eval('#network svg [tabindex="0"]', (node) => node.focus());
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.ok((await page.$$eval('.relations > li.lit', (all) => all.length)) > 0);
  const open = await page.$$eval('#network svg [tabindex="0"]', (all) => all.filter((one) => one.checkVisibility()).length);
  assert.equal(open, 1);
});
