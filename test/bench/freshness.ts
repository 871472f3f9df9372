import { setTimeout as sleep } from 'node:timers/promises';
import type { Attainment } from '../../shared/domain/result.ts';
import type { LocalProcess } from '../e2e/local-process.ts';
import { AGREEMENT, alertmanagerBody, serviceName } from './bench-catalogue.ts';
import { SERVICES, sendAll, withRuntime } from './bench-runtime.ts';
import { median, quantile } from './quantile.ts';
import { number, type Row, type Section } from './section.ts';

/** How long after its webhook was acknowledged an outage is in the figures. */
export const freshness: Section = {
  title: 'From the answer to the figures',
  about:
    'Outages through the local runtime, one after the other, with nothing else to do. The queue of `record` waits up to a ' +
    'second for a batch, here as on AWS.',
  columns: ['until', 'outages', 'median ms', 'p95 ms', 'longest ms'],
  rows: ({ quick }) =>
    withRuntime(async (local) => {
      const shown: number[] = [];
      const raised: number[] = [];
      for (let sample = 0; sample < (quick ? 10 : 40); sample++) {
        const times = await watchOutage(local, sample);
        shown.push(times.shownMs);
        raised.push(times.raisedMs);
      }
      return [
        rowOf('the outage is in /api/attainment', shown),
        rowOf('its figure is stored, and its breach an improvement item', raised),
      ];
    }),
};

function rowOf(what: string, times: readonly number[]): Row {
  return [what, number(times.length), number(median(times)), number(quantile(times, 0.95)), number(Math.max(...times))];
}

// Each in a service of its own, the last ones first: the warm-up left few traces there.
async function watchOutage(local: LocalProcess, sample: number): Promise<{ shownMs: number; raisedMs: number }> {
  const service = serviceName(SERVICES - 1 - sample);
  const startsAt = Date.now() - 5 * 3_600_000;
  await sendAll(local, [alertmanagerBody({ service, fingerprint: `fresh${sample}`, startsAt })]);
  const answeredAt = performance.now();
  await until(async () => (await outagesOf(local, service)).includes(new Date(startsAt).toISOString()));
  const shownMs = performance.now() - answeredAt;
  await until(async () => (await breachedServices(local)).includes(service));
  const raisedMs = performance.now() - answeredAt;
  await local.idle();
  return { shownMs, raisedMs };
}

async function outagesOf({ url }: LocalProcess, service: string): Promise<string[]> {
  const answer = await fetch(`${url}/api/attainment?agreement=${AGREEMENT}&service=${service}`);
  const { results } = (await answer.json()) as { results: Attainment[] };
  return results.flatMap(({ outages }) => outages.map(({ start }) => start));
}

async function breachedServices({ url }: LocalProcess): Promise<string[]> {
  const { items } = (await (await fetch(`${url}/api/improvements`)).json()) as { items: { service: string }[] };
  return items.map(({ service }) => service);
}

const PATIENCE_MS = 30_000;

async function until(holds: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`expected figures to change within ${PATIENCE_MS} ms`);
    await sleep(5);
  }
}
