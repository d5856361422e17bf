// Accessibility: axe finds nothing, in light and dark, on a desk and on a telephone, with something
// chosen and without.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { within, settle } from './page.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const colours of ['light', 'dark']) {
  for (const width of [400, 1280]) {
    for (const hash of ['', '#pick=relation-3']) {
      await within('pair.html', { colours, width, hash }, async (page) => {
        await settle(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
        assert.deepEqual(told, [], `${colours} ${width} ${hash}`);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.ok(!isWide, `the page is wider than ${width} pixels`);
      });
    }
  }
}
