// Paper: the page prints, with and without its script, and says what was filtered.

import assert from 'node:assert/strict';
import { set, settle, text, within } from './page.mjs';

for (const scripts of [true, false]) {
  await within('pair.html', { scripts }, async (page) => {
    if (scripts) await set(page, 'known-by', '2025-05-27');
    await page.emulateMediaType('print');
    if (scripts) {
      await settle(page);
      assert.match(await text(page, '#in-force'), /known by 2025-05-27/);
      assert.ok(await page.$eval('#in-force', (element) => element.checkVisibility()));
      assert.ok(!(await page.$eval('#controls', (element) => element.checkVisibility())));
    }
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.equal(Buffer.from(paper.subarray(0, 5)).toString(), '%PDF-');
    assert.ok(paper.length > 20_000);
  });
}

// Without a script the page still has all that it tells.
await within('pair.html', { scripts: false }, async (page) => {
  const html = await page.content();
  for (const part of ['id="relation-3"', 'id="source-1"', 'id="entities"', '<svg']) assert.ok(html.includes(part), part);
  assert.match(html, /<details id="controls" open="" hidden="">/);
});
