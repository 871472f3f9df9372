import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

export interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** What the answer was, and whatever the browser had to complain about. */
export interface Visit {
  readonly status: number | undefined;
  readonly complaints: readonly string[];
}

/** An open window of the view, to go from page to page in. */
export async function open(browser: Browser, { width, scheme }: View): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  return await context.newPage();
}

/** Goes to an address and listens to what the browser has to complain about, until the next visit. */
export async function visit(page: Page, url: string): Promise<Visit> {
  const complaints: string[] = [];
  page.removeAllListeners();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  const answer = await page.goto(url);
  return { status: answer?.status(), complaints };
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Each rule of WCAG 2 A or AA that is broken, by how many elements, and one of them. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => {
    const { target, failureSummary } = nodes[0] ?? { target: [], failureSummary: '' };
    return `${id}: ${nodes.length} elements, such as ${target.join(' ')}: ${failureSummary}`;
  });
}

/** How many pixels of the page lie beyond the right edge of the window. */
export async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
