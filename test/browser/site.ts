import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { chromiumPath } from './browser.ts';
import { november, october } from './story.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a site with a closed October, a running November and mail. */
    readonly site: string;
    /** Address of a site that no signal has reached. */
    readonly silentSite: string;
  }
}

const CATALOGUE = fileURLToPath(new URL('catalogue.yaml', import.meta.url));

/** Starts what all tests look at; gives what ends it. @throws Error at once when there is no browser */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  chromiumPath();
  // Every function of both sites is a worker that is piped into these.
  for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(50);
  const site = await startLocal({ catalogue: CATALOGUE });
  const silentSite = await startLocal({ catalogue: CATALOGUE });
  await tell(site);
  silentSite.setClock('2035-11-04T12:00:00Z');
  await silentSite.idle();
  project.provide('site', site.url);
  project.provide('silentSite', silentSite.url);
  return async () => {
    await Promise.all([site.close(), silentSite.close()]);
  };
}

async function tell(site: LocalAttain): Promise<void> {
  site.setClock('2035-11-01T00:00:00Z');
  await send(site, october());
  // The grace of 72 hours is over: October is closed, and mailed on the next round.
  site.setClock('2035-11-04T06:00:00Z');
  await site.idle();
  await send(site, november());
  site.setClock('2035-11-04T12:00:00Z');
  await site.idle();
  // September is owed as well: the probes spoke in it, and the site was there.
  const subjects = site.mails().map(({ subject }) => subject);
  const octobers = subjects.filter((subject) => subject.includes('October'));
  if (octobers.length !== 2) throw new Error(`expected the mails of two agreements; got ${subjects.join(', ')}`);
}

async function send(site: LocalAttain, signals: readonly object[]): Promise<void> {
  const authorization = `Bearer ${site.secrets.valueOf('attain/probes')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify({ signals }) };
  const { status } = await fetch(`${site.url}/webhooks/probes`, request);
  if (status !== 202) throw new Error(`expected 202 for the signals; got ${status}`);
  await site.idle();
}
