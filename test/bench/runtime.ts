import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attainment } from '../../shared/domain/result.ts';
import { type LocalProcess, startLocalProcess } from '../e2e/local-process.ts';
import { AGREEMENT, alertmanagerBody, benchCatalogue, SECRET, SOURCE, serviceName } from './bench-catalogue.ts';
import { type Flooded, flood, postRequest } from './flood.ts';
import { type BenchOptions, type BenchTable, median, quantile } from './table.ts';

const SERVICES = 50;
const CONNECTIONS = 32;

/** Webhooks through the local runtime in a process of its own, on disk: how many a second, and how soon they show. */
export async function runtime({ quick }: BenchOptions): Promise<readonly BenchTable[]> {
  const folder = mkdtempSync(join(tmpdir(), 'attain-bench-'));
  const catalogue = join(folder, 'catalogue.yaml');
  writeFileSync(catalogue, benchCatalogue(SERVICES));
  const local = await startLocalProcess({ catalogue, folder: join(folder, 'data') });
  try {
    await sendAll(local, webhooks(200, 'warm-up'));
    await local.idle();
    return [await freshness(local, quick ? 10 : 30), await throughput(local, quick ? 2_000 : 10_000)];
  } finally {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throughput(local: LocalProcess, count: number): Promise<BenchTable> {
  const before = cpuSeconds(local.pid);
  const { seconds, statuses, latenciesMs } = await sendAll(local, webhooks(count, 'flood'));
  if (statuses['202'] !== count) throw new Error(`expected ${count} answers 202; got ${JSON.stringify(statuses)}`);
  const received = cpuSeconds(local.pid);
  const began = performance.now();
  await local.idle();
  const backlogSeconds = (performance.now() - began) / 1000;
  const done = cpuSeconds(local.pid);
  const perWebhook = (from: number, to: number) => (((to - from) * 1000) / count).toFixed(2);
  return {
    title: `${count} webhooks over ${CONNECTIONS} connections, ${SERVICES} services`,
    columns: ['', 'value'],
    rows: [
      ['acknowledged per second', (count / seconds).toFixed(0)],
      ['answer, median ms', median(latenciesMs).toFixed(1)],
      ['answer, p95 ms', quantile(latenciesMs, 0.95).toFixed(1)],
      ['until all figures were up to date after the last answer, s', backlogSeconds.toFixed(1)],
      ['processor time per webhook until the last answer, ms', perWebhook(before, received)],
      ['processor time per webhook in all, ms', perWebhook(before, done)],
    ],
    notes: [
      'Each alert fires and is resolved in a webhook of its own. All of it, functions and stores, in one process.',
    ],
  };
}

async function freshness(local: LocalProcess, samples: number): Promise<BenchTable> {
  const shown: number[] = [];
  const raised: number[] = [];
  for (let number = 0; number < samples; number++) {
    const service = serviceName(number);
    const startsAt = Date.now() - 5 * 3_600_000;
    const { statuses } = await sendAll(local, [alertmanagerBody({ service, fingerprint: `fresh${number}`, startsAt })]);
    if (statuses['202'] !== 1) throw new Error(`expected an answer 202; got ${JSON.stringify(statuses)}`);
    const acknowledgedAt = performance.now();
    await until(async () => (await outagesOf(local, service)).includes(new Date(startsAt).toISOString()));
    shown.push(performance.now() - acknowledgedAt);
    await until(async () => (await breachedServices(local)).includes(service));
    raised.push(performance.now() - acknowledgedAt);
    await local.idle();
  }
  const row = (what: string, times: readonly number[]) => [
    what,
    median(times).toFixed(0),
    quantile(times, 0.95).toFixed(0),
    Math.max(...times).toFixed(0),
  ];
  return {
    title: `From the answer to the figures, ${samples} outages one after the other`,
    columns: ['until', 'median ms', 'p95 ms', 'longest ms'],
    rows: [
      row('the outage is in /api/attainment', shown),
      row('its attainment is stored, and the breach raised as an improvement item', raised),
    ],
    notes: ['Queues of functions with batches of more than ten wait up to a second for a batch, here as on AWS.'],
  };
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
    await sleep(2);
  }
}

/** Alerts that fire and are resolved, spread over the services; no two bodies are the same. */
function webhooks(count: number, label: string): string[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, number) => {
    const alert = Math.floor(number / 2);
    const startsAt = now - 60_000 - alert;
    const about = { service: serviceName(alert % SERVICES), fingerprint: `${label}${alert % 500}`, startsAt };
    return alertmanagerBody(number % 2 === 0 ? about : { ...about, endsAt: startsAt + 30_000 });
  });
}

async function sendAll({ url, secret }: LocalProcess, bodies: readonly string[]): Promise<Flooded> {
  const headers = { authorization: `Bearer ${secret(SECRET)}`, 'user-agent': 'Alertmanager/0.27.0' };
  const requests = bodies.map((body) => postRequest(`/webhooks/${SOURCE}`, headers, body));
  return await flood({ port: Number(new URL(url).port), requests, connections: CONNECTIONS });
}

const TICKS_PER_SECOND = 100;

/** Processor time that a process has used so far, in all its threads; not a number where there is no /proc. */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}
