import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalProcess, startLocalProcess } from '../e2e/local-process.ts';
import { alertmanagerBody, benchCatalogue, SECRET, SOURCE, serviceName } from './bench-catalogue.ts';
import { type Flooded, flood, postRequest } from './flood.ts';

export const SERVICES = 50;
export const CONNECTIONS = 32;

/** Runs the stack in a process of its own, on disk, warmed up and with nothing to do. */
export async function withRuntime<Result>(work: (local: LocalProcess) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'attain-bench-'));
  const catalogue = join(folder, 'catalogue.yaml');
  writeFileSync(catalogue, benchCatalogue(SERVICES));
  const local = await startLocalProcess({ catalogue, folder: join(folder, 'data') });
  try {
    await sendAll(local, webhooks(500, 'warm-up'));
    await local.idle();
    return await work(local);
  } finally {
    await local.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Alerts that fire and are resolved, spread over the services; no two bodies are the same. */
export function webhooks(count: number, label: string): string[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, number) => {
    const alert = Math.floor(number / 2);
    const startsAt = now - 60_000 - alert;
    const about = { service: serviceName(alert % SERVICES), fingerprint: `${label}${alert % 500}`, startsAt };
    return alertmanagerBody(number % 2 === 0 ? about : { ...about, endsAt: startsAt + 30_000 });
  });
}

/** @throws Error when any is answered otherwise than 202 */
export async function sendAll({ url, secret }: LocalProcess, bodies: readonly string[]): Promise<Flooded> {
  const headers = { authorization: `Bearer ${secret(SECRET)}`, 'user-agent': 'Alertmanager/0.27.0' };
  const requests = bodies.map((body) => postRequest(`/webhooks/${SOURCE}`, headers, body));
  const flooded = await flood({ port: Number(new URL(url).port), requests, connections: CONNECTIONS });
  if (flooded.statuses['202'] === bodies.length) return flooded;
  throw new Error(`expected ${bodies.length} answers 202; got ${JSON.stringify(flooded.statuses)}`);
}

const TICKS_PER_SECOND = 100;

/** Processor time that a process has used so far, in all its threads; not a number where there is no /proc. */
export function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}
