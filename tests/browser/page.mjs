// A page of a dossier in Chromium, under guard: whatever it asks of a network, complains of or pops
// up is a failure.

import { pathToFileURL } from 'node:url';
import path from 'node:path';
import assert from 'node:assert/strict';
import puppeteer from 'puppeteer-core';

/** The folder with the pages, and the browser: what the test that started this hands over. */
export const [folder, chromium] = process.argv.slice(2);

/**
 * Opens a page of the folder and runs a check on it. `options` may set width, height, colours
 * (`light` or `dark`), the part of the address behind `#`, and whether scripts run.
 */
export async function within(name, options, check) {
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    protocolTimeout: 120_000,
  });
  try {
    const page = await browser.newPage();
    const address = pathToFileURL(path.join(folder, name)).href;
    const troubles = await guard(page, address);
    const { width = 1280, height = 900, colours = 'light', hash = '', scripts = true } = options;
    await page.setViewport({ width, height });
    await page.setJavaScriptEnabled(scripts);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: colours }]);
    await page.goto(address + hash, { waitUntil: 'load' });
    await check(page);
    assert.deepEqual(troubles, [], name);
  } finally {
    await browser.close();
  }
}

/** Collects whatever a calm page never does. */
async function guard(page, address) {
  const troubles = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`error: ${error}`));
  page.on('dialog', async (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    // What stands in the address itself, as the signs of date fields do, is asked of nobody.
    if (/^data:/.test(request.url()) || request.url().split('#')[0] === address) return request.continue();
    troubles.push(`request: ${request.url()}`);
    return request.abort();
  });
  return troubles;
}

/** Lets the page do what it put off to the next frames. */
export function settle(page) {
  return page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
  }));
}

/** Sets a field of the form as a hand would, by its id. */
export async function set(page, id, value) {
  await page.evaluate((id, value) => {
    const field = document.getElementById(id);
    if (field.type === 'checkbox') field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }, id, value);
  await settle(page);
}

/** Returns the ids of the relations that the list shows, in order. */
export function listed(page) {
  return page.$$eval('main .relations > li', (items) => items.filter((item) => item.checkVisibility()).map((item) => item.dataset.id));
}

/** Returns the text of an element. */
export function text(page, selector) {
  return page.$eval(selector, (element) => element.textContent.trim());
}

/** Returns the places of the relations that the answer tells itself: those that a timeline draws. */
export function told(page) {
  return page.evaluate(() => {
    const { relations } = JSON.parse(document.getElementById('data').textContent);
    return relations.flatMap(({ isTold }, at) => (isTold ? [at] : []));
  });
}

/** Returns the places of the relations whose marks in the timeline are seen, in order. */
export function marked(page) {
  return page.$$eval('#timeline [data-relation]', (marks) => {
    const seen = marks.filter((mark) => getComputedStyle(mark).visibility === 'visible');
    return [...new Set(seen.map((mark) => Number(mark.dataset.relation)))].sort((a, b) => a - b);
  });
}
