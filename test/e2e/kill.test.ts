import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attainment } from '../../shared/domain/result.ts';
import { attain } from '../cli/command-line.ts';
import { type LocalProcess, startLocalProcess } from './local-process.ts';
import { outageStart, outageWebhook, sendOutages, UP_AT_FIRST } from './outage-minutes.ts';
import { send } from './scenario.ts';

const CATALOGUE = fileURLToPath(new URL('catalogue.yaml', import.meta.url));
const ROUNDS = 3;
const WEBHOOKS_PER_ROUND = 200;
/** Between the first webhook and some time after the last: the kill falls into receiving, or into the work after it. */
const LONGEST_LIFE_MS = 1_500;
const ALL = Array.from({ length: ROUNDS * WEBHOOKS_PER_ROUND }, (_, number) => number);

describe('killed at random moments under load, and started again on its data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attain-kill-'));
  const acknowledged = new Set<number>();
  const lives: string[] = [];
  let local: LocalProcess;

  beforeAll(async () => {
    local = await startLocalProcess({ catalogue: CATALOGUE, folder });
    await local.setClock('2035-11-01T12:00:00Z');
    expect((await send(local.url, UP_AT_FIRST, local.secret)).status).toBe(202);
    for (let round = 0; round < ROUNDS; round++) await loadAndKill(round);
    await local.idle();
  }, 120_000);

  afterAll(async () => {
    await local?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows every acknowledged webhook, and none that was not sent, before any sweep mends things', async () => {
    const shown = outagesOf(await stored());
    expect(shown, lives.join('\n')).toEqual(expect.arrayContaining([...acknowledged].map(outageStart)));
    expect(ALL.map(outageStart)).toEqual(expect.arrayContaining(shown));
  });

  it('shows them after a sweep too, as attain compute does for the same signals, byte for byte', async () => {
    const before = outagesOf(await stored());
    await local.setClock('2035-11-01T12:20:00Z');
    await local.idle();
    const swept = await stored();
    expect(outagesOf(swept)).toEqual(expect.arrayContaining(before));
    const shown = ALL.filter((number) => outagesOf(swept).includes(outageStart(number)));
    expect(JSON.stringify(swept)).toBe(JSON.stringify(await computedOffline(shown)));
  });

  it('shows all once senders have repeated what was not acknowledged', async () => {
    const missing = ALL.filter((number) => !acknowledged.has(number));
    expect(await sendOutages(local, missing)).toHaveLength(missing.length);
    await local.idle();
    expect(JSON.stringify(await stored())).toBe(JSON.stringify(await computedOffline(ALL)));
  });

  async function loadAndKill(round: number): Promise<void> {
    const lifeMs = Math.round(Math.random() * LONGEST_LIFE_MS);
    const numbers = ALL.slice(round * WEBHOOKS_PER_ROUND, (round + 1) * WEBHOOKS_PER_ROUND);
    const [received] = await Promise.all([sendOutages(local, numbers), sleep(lifeMs).then(() => local.kill())]);
    for (const number of received) acknowledged.add(number);
    lives.push(`killed after ${lifeMs} ms, when ${received.length} of ${numbers.length} were acknowledged`);
    local = await startLocalProcess({ catalogue: CATALOGUE, folder });
  }

  async function stored(): Promise<Attainment[]> {
    const answer = await fetch(`${local.url}/api/attainment?agreement=acme&service=search&period=2035-10`);
    return ((await answer.json()) as { results: Attainment[] }).results;
  }
});

function outagesOf([attainment]: readonly Attainment[]): string[] {
  return (attainment?.outages ?? []).map(({ start }) => start);
}

async function computedOffline(numbers: readonly number[]): Promise<Attainment[]> {
  const signals = [UP_AT_FIRST, ...numbers.map(outageWebhook)].flatMap(({ body }) => JSON.parse(body) as object[]);
  const selection = ['--agreement', 'acme', '--service', 'search', '--period', '2035-10'];
  const computed = await attain(['compute', '--catalogue', CATALOGUE, '--signals', '-', ...selection, '--json'], {
    input: signals.map((signal) => `${JSON.stringify(signal)}\n`).join(''),
    now: () => Date.UTC(2035, 10, 4),
  });
  expect(computed).toMatchObject({ code: 0 });
  return (JSON.parse(computed.out) as { results: Attainment[] }).results;
}
