import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './browser.ts';
import { open, visit } from './visit.ts';

const SITE = inject('site');

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await open(browser, { width: 1280, scheme: 'light' });
});
afterAll(async () => await browser?.close());

describe('links', () => {
  it('all lead somewhere', async () => {
    const answers = await crawl('/');
    expect([...answers].filter(([, status]) => status !== 200)).toEqual([]);
    expect([...answers.keys()]).toEqual(
      expect.arrayContaining([
        '/improvements',
        '/quarantine',
        '/reports/acme/2035-10',
        '/services/checkout?agreement=acme&period=2035-11',
        '/services/checkout?agreement=acme&period=2035-09',
        '/services/checkout?agreement=borealis-office-hours&period=2035-10',
      ]),
    );
    // The agreements begin in September: nothing leads to a time before them, nor ahead of now.
    expect([...answers.keys()].filter((it) => /period=2035-(0[1-8]|12)/.test(it))).toEqual([]);
  });

  it.each([
    ['/', 'Improvement', 'Improvement · Attain'],
    ['/', 'Quarantine', 'Quarantine · Attain'],
    ['/', 'Checkout API', 'Checkout API, November 2035 · Attain'],
    ['/', 'Report of October 2035', '[Acme] October 2035: 1 of 2 targets met; Checkout API missed by 83 min'],
    ['/services/checkout?agreement=acme', '← October 2035', 'Checkout API, October 2035 · Attain'],
    ['/services/checkout?agreement=acme&period=2035-10', 'November 2035 →', 'Checkout API, November 2035 · Attain'],
    ['/improvements', 'Oct 2035: 128 of 44 min used', 'Checkout API, October 2035 · Attain'],
    ['/services/nothing', 'To the overview', 'Overview · Attain'],
  ])('on %s, "%s" leads to "%s"', async (from, name, title) => {
    await visit(page, SITE + from);
    await page.getByRole('link', { name }).first().click();
    expect(await page.title()).toBe(title);
  });

  it('of a service lead to the same service under the other agreement', async () => {
    await visit(page, `${SITE}/services/checkout`);
    expect(await page.locator('main').textContent()).toContain('Acme, SLA acme');
    await page.getByRole('link', { name: 'Under Borealis (borealis-office-hours)' }).click();
    expect(await page.locator('main').textContent()).toContain('Borealis, OLA borealis-office-hours');
  });
});

/** Every address of this site that can be reached from a page by links, with the status of its answer. */
async function crawl(from: string): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  const waiting = [from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (answers.has(path)) continue;
    const answer = await fetch(SITE + path);
    answers.set(path, answer.status);
    waiting.push(...linksOf(await answer.text()));
  }
  return answers;
}

function linksOf(html: string): string[] {
  const addresses = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return addresses
    .map((href) => new URL(href, SITE))
    .filter(({ origin }) => origin === SITE)
    .map(({ pathname, search }) => pathname + search);
}
