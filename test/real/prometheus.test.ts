import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundsOf } from './figures.ts';
import { EVALUATION_MS } from './prometheus.ts';
import { expectEnd, expectStart, FOR_MS, isWithin, LATENESS_MS, NOTICE_MS, UNDER_WAY_MS } from './resolution.ts';
import { type Shop, startShop } from './shop.ts';
import { waitFor } from './wait.ts';

/** Longer than a repeat (3 s) and the minute to which it is heard. */
const STALE_AFTER_MS = 75_000;
const FLAP_MS = 4_000;
const FLAPPING_GROUP_INTERVAL_MS = 5_000;
/** A stretch that is told for certain: Alertmanager looks once in it, however late it began. */
const SEEN_FOR_CERTAIN_MS = FLAPPING_GROUP_INTERVAL_MS + NOTICE_MS + LATENESS_MS;
/** What Alertmanager tries for to deliver a message, and a little more. */
const ATTEMPTS_MS = 12_000;
const PATIENCE = { timeoutMs: 60_000 };
const TIMEOUT = { timeout: 240_000 };

const PLAIN = ['checkout', 'login', 'basket', 'orders'];
const PARTS = [
  ...[...PLAIN, 'search'].map((service) => ({ service, forMs: FOR_MS, groupIntervalS: 1 })),
  { service: 'payments', forMs: FOR_MS, groupIntervalS: 1, alone: true },
  { service: 'stock', forMs: 0, groupIntervalS: FLAPPING_GROUP_INTERVAL_MS / 1_000 },
];
const [search, payments] = [{ service: 'search' }, { service: 'payments' }];
const SERVICES = [
  ...[...PLAIN, 'stock'].map((service) => ({ id: service, match: { service } })),
  { id: 'search', match: search, alerts: { staleAfter: `PT${STALE_AFTER_MS / 1_000}S` } },
  { id: 'payments-as-told', match: payments },
  { id: 'payments-unknown', match: payments, alerts: { mergeGap: { within: 'PT5M' } } },
  { id: 'payments-down', match: payments, alerts: { mergeGap: { within: 'PT5M', countsAs: 'down' } } },
];

describe('an outage that Prometheus and Alertmanager tell', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await startShop(PARTS, SERVICES);
    // The whole chain works.
    await waitFor('the Watchdog', async () => passages('checkout').length > 0 || undefined, PATIENCE);
  }, 240_000);

  afterAll(() => shop?.stop());

  it.concurrent('is measured within the resolution of the monitoring', TIMEOUT, async () => {
    const begin = Date.now();
    const { downAt, start } = await goDown('checkout');
    const upAt = await shop.target('checkout').comeBack();
    const outage = await shop.figures.outage('checkout', 'closed');
    const bounds = boundsOf(outage);

    expect(bounds.start).toBe(start);
    expectStart(start, downAt, FOR_MS);
    expectEnd(bounds.end, upAt);
    // Up but for the outage, of 99.9 % promised.
    const period = { start: begin, end: bounds.end + 1_000 };
    const [periodMs, downMs] = [period.end - period.start, bounds.end - bounds.start];
    const allowedMs = Math.floor(periodMs / 1_000);
    expect(await shop.figures.attainment('checkout', period)).toMatchObject({
      ms: { period: periodMs, down: downMs, up: periodMs - downMs, degraded: 0, unknown: 0 },
      agreedMs: periodMs,
      downtimeMs: downMs,
      availability: { exact: ratio(periodMs - downMs, periodMs) },
      verdict: 'missed',
      targets: [{ target: '99.9', verdict: 'missed', allowedMs, usedMs: downMs, remainingMs: allowedMs - downMs }],
      outages: [{ ...outage, countedMs: downMs, monitors: ['checkout-alerts'] }],
    });
  });

  it.concurrent('is counted once, however often it is repeated', TIMEOUT, async () => {
    const { start } = await goDown('login');
    const told = passages('login').length;
    await delivered('login', () => passages('login').length >= told + 3);
    expect(await shop.figures.outages('login')).toMatchObject([{ start: new Date(start).toISOString(), end: null }]);
    const upAt = await shop.target('login').comeBack();
    const outage = await shop.figures.outage('login', 'closed');
    const { end } = boundsOf(outage);

    expectEnd(end, upAt);
    expect(boundsOf(outage).start).toBe(start);
    expect(outage.countedMs).toBe(end - start);
    expect(await shop.figures.outages('login')).toEqual([outage]);
  });

  it.concurrent('turns unknown when it mends while it is silenced: its end is never sent', TIMEOUT, async () => {
    const { downAt, start } = await goDown('search');
    await delivered('search', () => passages('search').length >= 2);
    await shop.alertmanager.silence('search');
    const silencedAt = Date.now();
    await shop.target('search').comeBack();
    const outage = await shop.figures.outage('search', 'closed', { timeoutMs: STALE_AFTER_MS + 60_000 });

    const heard = passages('search');
    expect(heard.filter(({ body }) => body.includes('"resolved"'))).toEqual([]);
    const last = heard.at(-1) ?? { arrivedAt: 0, answeredAt: 0 };
    expect(last.arrivedAt).toBeLessThan(silencedAt + LATENESS_MS);
    expectStart(start, downAt, FOR_MS);
    const { end: staleAt, ...begun } = boundsOf(outage);
    expect(begun).toEqual({ start });
    expect([last.arrivedAt, last.answeredAt].map((at) => minuteOf(at) + STALE_AFTER_MS)).toContain(staleAt);
    const after = { start: staleAt, end: staleAt + 3_000 };
    expect(await shop.figures.attainment('search', after)).toMatchObject({
      ms: { period: 3_000, unknown: 3_000 },
      outages: [],
    });
  });

  it.concurrent('is lost neither in its begin nor in its end while the receiver answers 500', TIMEOUT, async () => {
    shop.gate.refuse('basket');
    const downAt = await shop.target('basket').goDown();
    await delivered('basket', () => shop.gate.refusals('basket', 'firing') >= 3);
    expect(await shop.figures.outages('basket')).toEqual([]);
    shop.gate.accept('basket');
    const opened = await shop.figures.outage('basket', 'open');
    shop.gate.refuse('basket');
    const upAt = await shop.target('basket').comeBack();
    await delivered('basket', () => shop.gate.refusals('basket', 'resolved') >= 2);
    expect(await shop.figures.outages('basket')).toMatchObject([{ start: opened.start, end: null }]);
    shop.gate.accept('basket');
    const { start, end } = boundsOf(await shop.figures.outage('basket', 'closed'));

    expect(new Date(start).toISOString()).toBe(opened.start);
    expectStart(start, downAt, FOR_MS);
    expectEnd(end, upAt);
    expect(await shop.figures.outages('basket')).toHaveLength(1);
  });

  it.concurrent('is never told when it begins and ends while the receiver answers 500', TIMEOUT, async () => {
    shop.gate.refuse('orders');
    await shop.target('orders').goDown();
    await delivered('orders', () => shop.gate.refusals('orders', 'firing') >= 1);
    await shop.target('orders').comeBack();
    // It tries for 10 s, and knows of nothing to end when it looks again.
    await waitFor('the alert to end', async () => !(await shop.alertmanager.fires('orders')) || undefined, PATIENCE);
    await sleep(ATTEMPTS_MS);
    shop.gate.accept('orders');
    const second = await goDown('orders');

    expectStart(second.start, second.downAt, FOR_MS);
    expect(await shop.figures.outages('orders')).toHaveLength(1);
    expect(shop.gate.refusals('orders', 'resolved')).toBe(0);
  });

  it.concurrent('has a hole where Prometheus was dead, which counts as the catalogue says', TIMEOUT, async () => {
    const downAt = await shop.target('payments').goDown();
    const opened = await shop.figures.outage('payments-as-told', 'open');
    await shop.killPrometheus();
    const killedAt = Date.now();
    const first = boundsOf(await shop.figures.outage('payments-as-told', 'closed'));
    const restartedAt = Date.now();
    await shop.restartPrometheus();
    await shop.figures.outage('payments-as-told', 'open', { nth: 2 });
    const upAt = await shop.target('payments').comeBack();
    const second = boundsOf(await shop.figures.outage('payments-as-told', 'closed', { nth: 2 }));

    // As it was told: two outages, though there was one.
    expect(new Date(first.start).toISOString()).toBe(opened.start);
    expectStart(first.start, downAt, FOR_MS);
    // Prometheus tells anew at the first evaluation after 2 s, and each time for 8 s.
    expect(first.end).toBeGreaterThan(killedAt + 8_000 - 2_000 - EVALUATION_MS - LATENESS_MS);
    expect(first.end).toBeLessThanOrEqual(killedAt + 8_000);
    expect(second.start).toBeGreaterThan(restartedAt);
    expectEnd(second.end, upAt);
    const period = { start: first.start, end: second.end };
    const [holeMs, toldMs] = [second.start - first.end, first.end - first.start + second.end - second.start];
    const told = [first, second].map(({ start, end }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }));
    expect(await shop.figures.attainment('payments-as-told', period)).toMatchObject({
      ms: { down: toldMs, up: holeMs, unknown: 0 },
      outages: told,
    });
    expect(await shop.figures.attainment('payments-unknown', period)).toMatchObject({
      ms: { down: toldMs, up: 0, unknown: holeMs },
      outages: told,
      notKnown: [{ start: told[0]?.end, end: told[1]?.start, ms: holeMs }],
    });
    expect(await shop.figures.attainment('payments-down', period)).toMatchObject({
      ms: { down: toldMs + holeMs, up: 0, unknown: 0 },
      outages: [{ start: told[0]?.start, end: told[1]?.end }],
    });
  });

  it.concurrent(
    'of 4 s may run into the next within group_interval; a longer one is told as it was',
    TIMEOUT,
    async () => {
      const stock = shop.target('stock');
      const flap = async (lengthMs: number, pauseMs: number) => {
        const downAt = await stock.goDown();
        await sleep(lengthMs);
        const upAt = await stock.comeBack();
        await sleep(pauseMs);
        return { downAt, upAt };
      };
      const short = [
        await flap(FLAP_MS, FLAP_MS),
        await flap(FLAP_MS, FLAP_MS),
        await flap(FLAP_MS, SEEN_FOR_CERTAIN_MS),
      ];
      const long = await flap(SEEN_FOR_CERTAIN_MS, 0);
      const outages = await waitFor(
        'the end of the last outage',
        async () => {
          const all = (await shop.figures.outages('stock')).filter(({ end }) => end !== null).map(boundsOf);
          return all.some(({ end }) => end > long.upAt - UNDER_WAY_MS) ? all : undefined;
        },
        { timeoutMs: 60_000 },
      );

      const [last, ...flaps] = outages.toReversed();
      expectStart(last?.start ?? 0, long.downAt, 0);
      expectEnd(last?.end ?? 0, long.upAt);
      expect(flaps.length).toBeGreaterThanOrEqual(1);
      expect(flaps.length).toBeLessThanOrEqual(short.length);
      expectStart(flaps.at(-1)?.start ?? 0, short[0]?.downAt ?? 0, 0);
      // Nothing is made up: each begins where a flap began and ends where one ended.
      for (const { start, end } of flaps) {
        expect(short.filter(({ downAt }) => isWithin(start - downAt, NOTICE_MS))).toHaveLength(1);
        expect(short.filter(({ upAt }) => isWithin(end - upAt, NOTICE_MS))).toHaveLength(1);
      }
    },
  );

  it.concurrent('does not count when its sender has no valid token', async () => {
    const answer = await fetch(`${shop.url}/webhooks/alertmanager-eu`, {
      method: 'POST',
      headers: { authorization: 'Bearer wrong' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });

  /** The true begin of an outage, and the told one once it is known. */
  async function goDown(service: string): Promise<{ downAt: number; start: number }> {
    const downAt = await shop.target(service).goDown();
    return { downAt, start: Date.parse((await shop.figures.outage(service, 'open')).start) };
  }

  function passages(service: string) {
    return shop.gate.passages(service);
  }

  async function delivered(service: string, enough: () => boolean): Promise<void> {
    await waitFor(`deliveries of ${service}`, async () => enough() || undefined, PATIENCE);
  }
});

function minuteOf(at: number): number {
  return at - (at % 60_000);
}

/** A ratio below one to 20 decimals, truncated. */
function ratio(part: number, whole: number): string {
  return `0.${((BigInt(part) * 10n ** 20n) / BigInt(whole)).toString().padStart(20, '0')}`;
}
