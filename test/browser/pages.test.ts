import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './browser.ts';
import { open, overflow, type View, violations, visit } from './visit.ts';

const SITE = inject('site');

const PAGES: readonly (readonly [name: string, url: string, status: number])[] = [
  ['overview', `${SITE}/`, 200],
  ['page of a service in a running period', `${SITE}/services/checkout?agreement=acme`, 200],
  ['page of a service in a closed period', `${SITE}/services/storefront?agreement=acme&period=2035-10`, 200],
  ['page of a service in office hours', `${SITE}/services/search?agreement=borealis-office-hours&period=2035-10`, 200],
  ['improvements', `${SITE}/improvements`, 200],
  ['quarantine', `${SITE}/quarantine`, 200],
  ['sources', `${SITE}/sources`, 200],
  ['closed report', `${SITE}/reports/acme/2035-10`, 200],
  ['page that is not there', `${SITE}/nothing`, 404],
  ['page of a period that makes no sense', `${SITE}/services/checkout?period=2035-13`, 400],
  ['inbox', `${SITE}/mail`, 200],
  ['overview of a silent site', `${inject('silentSite')}/`, 200],
];

const VIEWS: readonly View[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 375, scheme: 'light' },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => await browser?.close());

describe.each(VIEWS)('$width pixels wide in the $scheme scheme', (view) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(browser, view);
  });
  afterAll(async () => await page.context().close());

  it.each(PAGES)('the %s fits and can be read by everybody', async (_, url, expected) => {
    const { status, complaints } = await visit(page, url);
    expect(status).toBe(expected);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
    // The browser complains about the status of the page itself, too.
    expect(complaints.filter((it) => !it.includes(`responded with a status of ${expected}`))).toEqual([]);
  });
});
