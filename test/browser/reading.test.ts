import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launch } from './browser.ts';
import { open, visit } from './visit.ts';

const SITE = inject('site');
const CLOSED = `${SITE}/services/storefront?agreement=acme&period=2035-10`;
const TABLED = ['/', '/improvements', '/quarantine', new URL(CLOSED).pathname + new URL(CLOSED).search];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
  page = await open(browser, { width: 1280, scheme: 'light' });
});
afterAll(async () => await browser?.close());

describe('without seeing', () => {
  it.each(TABLED)('every table of %s has a caption and headings', async (path) => {
    await visit(page, SITE + path);
    const tables = page.getByRole('table');
    expect(await tables.count()).toBeGreaterThan(0);
    for (const table of await tables.all()) {
      expect(await table.locator('caption').textContent()).toMatch(/\w/);
      expect(await table.locator('th:not([scope])').count()).toBe(0);
    }
  });

  it('a table that is stacked on a phone is a table still', async () => {
    const phone = await open(browser, { width: 375, scheme: 'light' });
    await visit(phone, `${SITE}/`);
    const table = phone.getByRole('table', { name: 'Services under acme' });
    expect(await table.getByRole('rowheader').count()).toBe(2);
    expect(await table.getByRole('row').count()).toBe(2);
    expect(await table.getByRole('cell').count()).toBe(10);
    await phone.context().close();
  });
});

describe('without colours', () => {
  it('the overview says each verdict in words', async () => {
    await visit(page, `${SITE}/`);
    // The 35 minutes of the checkout lie before Borealis' office hours.
    expect(await page.locator('.verdict').allTextContents()).toEqual([
      'Missed by 76 min',
      'At risk',
      'Within budget',
      'Within budget',
    ]);
    expect(await page.getByText('So far:').allTextContents()).toEqual([
      'So far: 1 of 2 targets within budget; Storefront missed by 76 min; Checkout API at risk.',
      'So far: both targets within budget.',
    ]);
  });

  it('a service page says the timeline in words', async () => {
    await visit(page, CLOSED);
    expect(await page.locator('figcaption').textContent()).toContain(
      'Up but for 120 min maintenance, 10 min unknown, 30 min down and 60 min degraded. 10 outages, listed below.',
    );
  });

  it('a service page says whether its figures can still change', async () => {
    await visit(page, CLOSED);
    expect(await page.locator('main').textContent()).toMatch(/Closed 4 Nov 2035 .* the report says the same\./);
    await visit(page, `${SITE}/services/storefront?agreement=acme&period=2035-08`);
    expect(await page.locator('main').textContent()).toContain('Provisional: August 2035 has no closed report');
  });
});

describe('without a mouse', () => {
  beforeEach(async () => {
    await visit(page, `${SITE}/`);
  });

  it('the first key leads past the navigation', async () => {
    await page.keyboard.press('Tab');
    const link = page.getByRole('link', { name: 'Skip to the content' });
    expect(await link.evaluate((it) => it === document.activeElement)).toBe(true);
    expect((await link.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  it('every link is reached, in the order of the page, and is seen to be', async () => {
    const all = await page.locator('a').evaluateAll((links) => links.map((it) => it.getAttribute('href')));
    const reached: (string | null)[] = [];
    for (const _ of all) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.getAttribute('href') ?? null));
      expect(await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).not.toBe(
        'none',
      );
    }
    expect(reached).toEqual(all);
  });
});
