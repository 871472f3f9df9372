import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAttain, startLocal } from '../../infra/local/local.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { Attainment, Outage } from '../../shared/domain/result.ts';
import { writeCatalogue } from './catalogue.ts';
import { EVALUATION_MS, FOR_MS, type Monitoring, SCRAPE_MS, startMonitoring } from './prometheus.ts';
import { startTarget, type Target } from './target.ts';
import { waitFor } from './wait.ts';

/**
 * The resolution of this configuration: an alert starts `for` after the outage, plus one scrape and one evaluation at
 * most; it ends one scrape and one evaluation after the recovery at most.
 */
const LONGEST_START_DELAY_MS = SCRAPE_MS + EVALUATION_MS + FOR_MS;
const LONGEST_END_DELAY_MS = SCRAPE_MS + EVALUATION_MS;
/** What a busy machine may add to a scrape or an evaluation that was due. */
const LATENESS_MS = 2_000;
/** A scrape that began before the outage fails by it too. */
const UNDER_WAY_MS = 200;

const PATIENCE_MS = 30_000;
const HALF_HOUR_MS = 1_800_000;

describe('a target that goes down and comes back, watched by Prometheus and Alertmanager', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attain-real-'));
  let local: LocalAttain;
  let target: Target;
  let monitoring: Monitoring;

  beforeAll(async () => {
    local = await startLocal({ catalogue: writeCatalogue(folder) });
    target = await startTarget();
    monitoring = await startMonitoring({
      folder,
      target: target.address,
      service: 'checkout',
      webhook: { url: webhook(), bearer: local.secrets.valueOf('attain/alertmanager-eu') },
    });
  });

  afterAll(async () => {
    await monitoring?.stop();
    await target?.stop();
    await local?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is measured within the resolution of its monitoring', { timeout: 80_000 }, async () => {
    const start = Date.now() - HALF_HOUR_MS;
    await delivered(1);
    expect((await attainment({ start, end: Date.now() + HALF_HOUR_MS })).outages).toEqual([]);

    const downAt = await target.goDown();
    const opened = await outage('open');
    // Alertmanager repeats itself, which says nothing new.
    await delivered((await monitoring.delivered()) + 4);
    expect(await outage('open')).toMatchObject({ start: opened.start });
    const upAt = await target.comeBack();
    const closed = await outage('closed');

    expect(closed.start).toBe(opened.start);
    const startDelayMs = Date.parse(closed.start) - downAt;
    expect(startDelayMs).toBeGreaterThan(FOR_MS - UNDER_WAY_MS);
    expect(startDelayMs).toBeLessThan(LONGEST_START_DELAY_MS + LATENESS_MS);
    const endDelayMs = Date.parse(closed.end ?? '') - upAt;
    expect(endDelayMs).toBeGreaterThan(-UNDER_WAY_MS);
    expect(endDelayMs).toBeLessThan(LONGEST_END_DELAY_MS + LATENESS_MS);

    const end = Date.parse(closed.end ?? '') + 1_000;
    // Answers are as of the whole second.
    await sleep(Math.max(0, end + 1_000 - Date.now()));
    expectAttainment(await attainment({ start, end }), { periodMs: end - start, outage: closed });
    expect(await monitoring.failed()).toBe(0);
  });

  it('is not counted when a sender has no valid token', async () => {
    const answer = await fetch(webhook(), { method: 'POST', headers: { authorization: 'Bearer wrong' }, body: '{}' });
    expect(answer.status).toBe(401);
  });

  function webhook(): string {
    return `${local.url}/webhooks/alertmanager-eu`;
  }

  async function attainment({ start, end }: { start: number; end: number }): Promise<Attainment> {
    const period = encodeURIComponent(`${formatInstant(start)}/${formatInstant(end)}`);
    const answer = await fetch(`${local.url}/api/attainment?service=checkout&period=${period}`);
    const text = await answer.text();
    expect(answer.status, text).toBe(200);
    const { results }: { results: Attainment[] } = JSON.parse(text);
    const [result] = results;
    if (result === undefined) throw new Error(`expected one result; got ${text}`);
    return result;
  }

  /** The one outage of this hour, once it is as wanted. */
  function outage(wanted: 'open' | 'closed'): Promise<Outage> {
    return waitFor(
      `an ${wanted} outage`,
      async () => {
        const { outages } = await attainment({ start: Date.now() - HALF_HOUR_MS, end: Date.now() + HALF_HOUR_MS });
        expect(outages.length).toBeLessThan(2);
        return outages.find(({ end }) => (end === null) === (wanted === 'open'));
      },
      { timeoutMs: PATIENCE_MS, context: monitoring.output },
    );
  }

  function delivered(atLeast: number): Promise<true> {
    return waitFor(
      `${atLeast} deliveries by Alertmanager`,
      async () => ((await monitoring.delivered()) >= atLeast ? true : undefined),
      { timeoutMs: PATIENCE_MS, context: monitoring.output },
    );
  }
});

/** Worked out from the outage alone: up but for it, of 99.9 % promised. */
function expectAttainment(actual: Attainment, { periodMs, outage }: { periodMs: number; outage: Outage }): void {
  const downMs = Date.parse(outage.end ?? '') - Date.parse(outage.start);
  const allowedMs = Math.floor(periodMs / 1_000);
  const nothing = { notInForce: 0, outOfHours: 0, excluded: 0, maintenance: 0, unknown: 0, degraded: 0 };
  expect(actual).toMatchObject({
    service: 'checkout',
    ms: { ...nothing, period: periodMs, down: downMs, up: periodMs - downMs },
    agreedMs: periodMs,
    downtimeMs: downMs,
    availability: { exact: ratio(periodMs - downMs, periodMs) },
    verdict: 'missed',
    targets: [{ target: '99.9', verdict: 'missed', allowedMs, usedMs: downMs, remainingMs: allowedMs - downMs }],
    outages: [{ ...outage, countedMs: downMs, monitors: ['checkout-alerts'] }],
  });
}

/** A ratio below one to 20 decimals, truncated. */
function ratio(part: number, whole: number): string {
  return `0.${((BigInt(part) * 10n ** 20n) / BigInt(whole)).toString().padStart(20, '0')}`;
}
