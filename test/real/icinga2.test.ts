import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { secretOf, writeCatalogue } from './catalogue.ts';
import { boundsOf, type Figures, figuresOf } from './figures.ts';
import { type Gate, type Passage, startGate } from './gate.ts';
import { ATTEMPTS, CHECK_MS, hostOf, type Icinga2, startIcinga2 } from './icinga2.ts';
import { startTarget, type Target } from './target.ts';
import { waitFor } from './wait.ts';

/**
 * The resolution: an outage begins and ends with the first check that sees it, one interval late at most, however long the
 * retries take that confirm it. Icinga tells whole seconds, cut off.
 */
const SECOND_MS = 1_000;
/** What a busy machine may add to a check that was due. */
const LATENESS_MS = 3_000;
const UNDER_WAY_MS = 200;
/** Long enough to go down and be confirmed in. */
const DOWNTIME_S = 20;
const TIMEOUT = { timeout: 180_000 };

const SOURCE = 'icinga-eu';
const WATCHED = ['checkout', 'search', 'basket', 'login', 'payments'];
const SERVICES = [...WATCHED, 'stock'];

describe('an outage that Icinga 2 tells by the script of the guide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attain-real-'));
  const targets = new Map<string, Target>();
  let local: LocalAttain;
  let gate: Gate;
  let icinga: Icinga2;
  let figures: Figures;

  beforeAll(async () => {
    const catalogue = writeCatalogue(folder, {
      sources: { [SOURCE]: 'icinga2' },
      services: SERVICES.map((id) => ({ id, source: SOURCE, match: { sla_service: id } })),
    });
    local = await startLocal({ catalogue });
    gate = await startGate(`${local.url}/webhooks/${SOURCE}`);
    for (const service of WATCHED) targets.set(service, await startTarget());
    icinga = await startIcinga2({
      folder: mkdtempSync(join(folder, 'icinga2-')),
      checks: SERVICES.map((slaService) => ({
        slaService,
        kind: slaService === 'login' ? 'host' : 'service',
        ...(targets.has(slaService) && { target: target(slaService).address }),
      })),
      webhook: { url: gate.urlOf('icinga'), secret: local.secrets.valueOf(secretOf(SOURCE)) },
    });
    figures = figuresOf(local.url, icinga.output);
  }, 240_000);

  afterAll(async () => {
    await icinga?.stop();
    for (const one of targets.values()) await one.stop();
    await gate?.stop();
    await local?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.concurrent('lasts from the first failed check to the first good one, acknowledged or not', TIMEOUT, async () => {
    const downAt = await target('checkout').goDown();
    const opened = await figures.outage('checkout', 'open');
    await icinga.command(['ACKNOWLEDGE_SVC_PROBLEM', hostOf('checkout'), 'http', 1, 1, 0, 'mara', 'on it']);
    await notified('checkout', 'ACKNOWLEDGEMENT');
    expect(await figures.outages('checkout')).toMatchObject([{ start: opened.start, end: null }]);
    const upAt = await target('checkout').comeBack();
    const outage = await figures.outage('checkout', 'closed');

    expect(outage.start).toBe(opened.start);
    expectOutage(outage, { downAt, upAt });
    expect(outage.monitors).toEqual(['checkout-alerts']);
    expect(await figures.outages('checkout')).toHaveLength(1);
  });

  it.concurrent('of a host is told like one of a service', TIMEOUT, async () => {
    const downAt = await target('login').goDown();
    await figures.outage('login', 'open');
    const upAt = await target('login').comeBack();

    expectOutage(await figures.outage('login', 'closed'), { downAt, upAt });
  });

  it.concurrent('that begins in a downtime and outlasts it is told after it, from its begin on', TIMEOUT, async () => {
    const endsAt = await downtime('search');
    const downAt = await target('search').goDown();
    await figures.outage('search', 'open');
    const upAt = await target('search').comeBack();

    expectOutage(await figures.outage('search', 'closed'), { downAt, upAt });
    expect((await notified('search', 'PROBLEM')).arrivedAt).toBeGreaterThanOrEqual(endsAt);
  });

  it.concurrent(
    'in a downtime is in maintenance, from when that started to when Icinga told its end',
    TIMEOUT,
    async () => {
      const endsAt = await downtime('payments');
      const over = await notified('payments', 'DOWNTIMEEND');
      const startedAt = endsAt - DOWNTIME_S * 1_000;
      const { ms } = await figures.attainment('payments', { start: startedAt - 60_000, end: over.arrivedAt + 1_000 });
      expect(Math.abs(ms.maintenance - (over.arrivedAt - startedAt))).toBeLessThan(LATENESS_MS);
    },
  );

  it.concurrent('that ends in a downtime is told after it, to its end', TIMEOUT, async () => {
    const downAt = await target('basket').goDown();
    await figures.outage('basket', 'open');
    const endsAt = await downtime('basket');
    const upAt = await target('basket').comeBack();

    expectOutage(await figures.outage('basket', 'closed'), { downAt, upAt });
    expect((await notified('basket', 'RECOVERY')).arrivedAt).toBeGreaterThanOrEqual(endsAt);
  });

  it.concurrent('is none until retries have confirmed it, and then began with the first failure', TIMEOUT, async () => {
    // The first result of all is none to be retried: a check that never ran counts as failed.
    await results('stock', [OK, CRITICAL, CRITICAL, OK]);
    const [firstAt = 0] = await results('stock', Array(ATTEMPTS).fill(CRITICAL));
    const opened = await figures.outage('stock', 'open');
    const [goodAt = 0] = await results('stock', [OK]);
    const closed = await figures.outage('stock', 'closed');

    expect(closed.start).toBe(opened.start);
    expect(boundsOf(closed)).toEqual({ start: firstAt, end: goodAt });
    expect(await figures.outages('stock')).toEqual([closed]);
  });

  function target(service: string): Target {
    const found = targets.get(service);
    if (found === undefined) throw new Error(`Nothing is watched for "${service}"; known: ${WATCHED.join(', ')}`);
    return found;
  }

  /** The first notification of a type. */
  function notified(service: string, type: string): Promise<Passage> {
    const isWanted = ({ body }: Passage) => body.includes(`"${type}"`) && body.includes(`"${hostOf(service)}"`);
    const probe = async () => gate.passages('icinga').find(isWanted);
    return waitFor(`${type} of ${service}`, probe, { timeoutMs: 60_000, context: icinga.output });
  }

  /** Begins a downtime. Returns its end, epoch ms. */
  async function downtime(service: string): Promise<number> {
    const start = Math.floor(Date.now() / 1_000);
    const period = [start, start + DOWNTIME_S, 1, 0, DOWNTIME_S];
    await icinga.command(['SCHEDULE_SVC_DOWNTIME', hostOf(service), 'http', ...period, 'mara', 'new disks']);
    await notified(service, 'DOWNTIMESTART');
    return (start + DOWNTIME_S) * 1_000;
  }

  /** Tells results of a check, one a second. Returns when, epoch ms of the whole seconds that Icinga takes. */
  async function results(service: string, states: readonly number[]): Promise<number[]> {
    const times: number[] = [];
    for (const state of states) {
      await sleep(SECOND_MS);
      times.push(Math.floor(Date.now() / 1_000) * 1_000);
      await icinga.command(['PROCESS_SERVICE_CHECK_RESULT', hostOf(service), 'http', state, 'told']);
    }
    return times;
  }
});

const OK = 0;
const CRITICAL = 2;

function expectOutage(outage: Parameters<typeof boundsOf>[0], truth: { downAt: number; upAt: number }): void {
  const { start, end } = boundsOf(outage);
  for (const delayMs of [start - truth.downAt, end - truth.upAt]) {
    expect(delayMs).toBeGreaterThan(-SECOND_MS - UNDER_WAY_MS);
    expect(delayMs).toBeLessThan(CHECK_MS + LATENESS_MS);
  }
}
