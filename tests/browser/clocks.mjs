// Clocks and windows: the page shows what the library answers, for every case it was handed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { folder, listed, set, settle, within } from './page.mjs';

const cases = JSON.parse(await readFile(path.join(folder, 'cases.json'), 'utf8'));
assert.ok(cases.length > 10);

await within('all.html', {}, async (page) => {
  const months = await page.evaluate(() => ['from', 'to'].map((id) => Number(document.getElementById(id)[id === 'from' ? 'min' : 'max'])));
  for (const { question, from, to, asOf, knownBy, certain, relations } of cases) {
    await page.click('#filter [type=reset]');
    await settle(page);
    await set(page, 'to', to ? monthOf(to) : months[1]);
    await set(page, 'from', from ? monthOf(from) : months[0]);
    await set(page, 'as-of', asOf ?? '');
    await set(page, 'known-by', knownBy ?? '');
    await set(page, 'certain', certain);
    assert.deepEqual((await listed(page)).sort(), relations.sort(), question);
  }
});

function monthOf(text) {
  const [year, month] = text.split('-').map(Number);
  return year * 12 + month - 1;
}
