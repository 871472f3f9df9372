import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** @throws Error when there is none */
export function chromiumPath(): string {
  if (existsSync(EXECUTABLE)) return EXECUTABLE;
  throw new Error(
    `expected a Chromium at ${EXECUTABLE}; there is none. Install one (apt-get install chromium) or set CHROMIUM to its path.`,
  );
}

/** Debian's Chromium, offline but for the site. */
export async function launch(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
