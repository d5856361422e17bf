// Harm: names that would run, steer or burst a page do nothing but stand there.

import assert from 'node:assert/strict';
import { listed, settle, within } from './page.mjs';

/** Of each sort of thing so many are chosen, one after the other: enough for every name once. */
const MOST_CLICKED = 15;

for (const width of [400, 1280]) {
  await within('hostile.html', { width }, async (page) => {
    const all = await listed(page);
    assert.ok(all.length > 1);
    for (const selector of ['#network [data-actor]', '#network [data-relations]', '#timeline [data-relation]', '.relations > li', '.entities > li']) {
      const number = await page.$$eval(selector, (elements) => elements.length);
      for (let at = 0; at < Math.min(number, width > 400 ? MOST_CLICKED : 1); at += 1) {
        await page.evaluate((selector, at) => {
          const element = document.querySelectorAll(selector)[at];
          const target = element.querySelector('a.pick, a[data-actor]') ?? element;
          target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        }, selector, at);
      }
    }
    await page.type('#search', '<script>');
    await settle(page);
    assert.ok((await listed(page)).length > 0, 'what looks like markup is found as text');
    assert.equal(await page.evaluate(() => window.__harm), undefined);
    assert.equal(await page.$$eval('script', (all) => all.length), 2);
    assert.equal(await page.$$eval('iframe, object, embed, base, link, img', (all) => all.length), 0);
    const handlers = await page.$$eval('*', (all) => all.flatMap((one) => [...one.attributes].filter(({ name }) => name.startsWith('on'))).length);
    assert.equal(handlers, 0);
    const addresses = await page.$$eval('a', (links) => links.map((link) => link.getAttribute('href')).filter((to) => !/^(#|https?:\/\/)/.test(to)));
    assert.deepEqual(addresses, []);
    const steering = await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/.test(document.body.innerText));
    assert.ok(!steering, 'no sign that changes direction is left');
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!isWide, `a long name makes the page wider than ${width} pixels`);
  });
}
