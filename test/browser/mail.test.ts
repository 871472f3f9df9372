import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './browser.ts';
import { open, overflow, type View, violations, visit } from './visit.ts';

const SITE = inject('site');

const VIEWS: readonly View[] = [600, 375].flatMap((width) => [
  { width, scheme: 'light' },
  { width, scheme: 'dark' },
]);

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

let browser: Browser;
let mails: Mail[];
beforeAll(async () => {
  browser = await launch();
  mails = (await (await fetch(`${SITE}/mail.json`)).json()) as Mail[];
});
afterAll(async () => await browser?.close());

function mailTo(customer: string): Mail {
  const mail = mails.find(({ subject }) => subject.startsWith(`[${customer}] October`));
  if (mail === undefined) throw new Error(`expected a mail to ${customer}; got ${mails.map((it) => it.subject)}`);
  return mail;
}

describe.each(VIEWS)('the mail $width pixels wide in the $scheme scheme', (view) => {
  let page: Page;
  beforeAll(async () => {
    page = await open(browser, view);
  });
  afterAll(async () => await page.context().close());

  it.each(['Acme', 'Borealis'])('to %s fits and can be read by everybody', async (customer) => {
    await page.setContent(mailTo(customer).html);
    expect(await overflow(page)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('has the verdict of each target in words', async () => {
    await page.setContent(mailTo('Acme').html);
    const table = page.getByRole('table', { name: 'Targets' });
    expect(await table.getByText('Missed by 83 min').isVisible()).toBe(true);
    expect(await table.getByText('Met after exclusions').isVisible()).toBe(true);
  });
});

describe('the mail', () => {
  it('shows its tables as tables on a wide screen and with their labels on a phone', async () => {
    const labels = async (width: number): Promise<number> => {
      const page = await open(browser, { width, scheme: 'light' });
      await page.setContent(mailTo('Acme').html);
      const shown = await page.locator('.label:visible').count();
      await page.context().close();
      return shown;
    };
    expect(await labels(600)).toBe(0);
    expect(await labels(375)).toBeGreaterThan(20);
  });

  it('says many silences of one feed in one line', async () => {
    // Service hours of 20 to 31 October: 19 October was a Friday, the allowed gap ended at midnight UTC.
    expect(mailTo('Borealis').text).toMatch(/\d+ times, 19 Oct – 31 Oct +[\d,]+ min .*the monitoring feed was silent/);
  });

  it('has the ten longest outages and the sum of the rest', async () => {
    // One of 128 min and ten of 3 min.
    expect(mailTo('Acme').text).toContain('1 more outage, 3 min in all, on the service pages.');
  });

  it('stands in the inbox with both of its parts', async () => {
    const { id, text } = mailTo('Acme');
    const page = await open(browser, { width: 1280, scheme: 'light' });
    const { complaints } = await visit(page, `${SITE}/mail/${id}`);
    expect(await page.frameLocator('iframe').getByRole('heading', { level: 1 }).textContent()).toContain(
      'missed by 83',
    );
    expect(await page.locator('pre').textContent()).toBe(text);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
