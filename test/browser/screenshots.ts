import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { loadSignals } from '../../infra/local/examples.ts';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { launch } from './browser.ts';
import { open } from './visit.ts';

/** Takes the pictures of the documentation from the examples: `node test/browser/screenshots.ts [FOLDER]`. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'docs/images');

interface Picture {
  readonly file: string;
  readonly width: number;
  /** What is below is cut off. */
  readonly height: number;
}

mkdirSync(folder, { recursive: true });
process.env.TZ = 'UTC';
const local = await startLocal({ schedules: false });
const browser = await launch();
try {
  await fill(local);
  await takePage(browser, '/', { file: 'overview.png', width: 1280, height: 870 });
  const service = '/services/checkout?agreement=acme-2026&period=2026-10';
  await takePage(browser, service, { file: 'service.png', width: 1280, height: 1180 });
  await takeMail(browser, { file: 'mail.png', width: 600, height: 1080 });
  await takeMail(browser, { file: 'mail-phone.png', width: 375, height: 1120 });
} finally {
  await browser.close();
  await local.close();
}

async function fill({ secrets, startSchedules, idle, mails, url }: LocalAttain): Promise<void> {
  await loadSignals(
    { url },
    {
      file: join(root, 'examples/signals.ndjson'),
      source: 'signals',
      token: secrets.valueOf('attain/signals'),
      onProgress: () => {},
    },
  );
  await idle();
  startSchedules();
  for (const until = Date.now() + 60_000; mails().length < 3 && Date.now() < until; ) await idle();
}

async function takePage(browser: Browser, path: string, picture: Picture): Promise<void> {
  await take(browser, picture, async (page) => void (await page.goto(local.url + path)));
}

async function takeMail(browser: Browser, picture: Picture): Promise<void> {
  const mail = local.mails().find(({ subject }) => subject.startsWith('[Acme]'));
  if (mail === undefined) throw new Error(`expected a mail to Acme; got ${local.mails().map((it) => it.subject)}`);
  await take(browser, picture, async (page) => await page.setContent(mail.html));
}

async function take(
  browser: Browser,
  { file, width, height }: Picture,
  show: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await open(browser, { width, scheme: 'light' });
  await show(page);
  await page.screenshot({ path: join(folder, file), fullPage: true, clip: { x: 0, y: 0, width, height } });
  await page.context().close();
}
