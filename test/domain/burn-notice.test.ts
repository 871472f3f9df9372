import { describe, expect, it } from 'vitest';
import { BURN_PAIRS, observe } from '../../shared/domain/burn.ts';
import { type BurnAlerts, nextBurnAlerts } from '../../shared/domain/burn-notice.ts';
import { buildAttainment } from '../support/attainment-builder.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 9, 14, 9);
const attainment = buildAttainment({ service: 'checkout' });
const budget = { target: '99.9', periodMs: 745 * HOUR, allowedMs: 2_682_000 };

/** All pairs as they are seen when those of these windows burn wholly and the others not at all. */
function sight(hours: number, ...windows: string[]) {
  const observations = BURN_PAIRS.map((pair) => {
    const spend = (ms: number) => {
      const bad = windows.includes(pair.window) ? ms : 0;
      return { agreedMs: ms, downtimeThousandths: bad * 1000, complete: true };
    };
    return observe(pair, { long: spend(pair.longMs), short: spend(pair.shortMs) }, budget);
  });
  return { attainment, observations, now: start + hours * HOUR };
}

/** What each of some sights gives to tell. */
function told(...sights: readonly Parameters<typeof nextBurnAlerts>[1][]): string[] {
  let alerts: BurnAlerts = [];
  return sights.flatMap((it) => {
    alerts = nextBurnAlerts(alerts, it);
    const news = alerts.filter((alert) => !alert.told).map(({ notice }) => `${notice.type} ${notice.window}`);
    alerts = alerts.map((alert) => (alert.told ? alert : { ...alert, told: true }));
    return news;
  });
}

describe('burn alerts', () => {
  it('say who burns, in which window, how fast and from which rate on', () => {
    const [alert] = nextBurnAlerts([], sight(0, 'PT1H'));
    expect(alert?.notice).toMatchObject({
      type: 'SlaBurning',
      agreement: 'acme-2026',
      service: 'checkout',
      period: '2026-10',
      target: '99.9',
      window: 'PT1H',
      factor: '14.900',
      rate: '1000.00',
      at: '2026-10-14T09:00:00.000Z',
      firedAt: '2026-10-14T09:00:00.000Z',
    });
  });

  it('of one outage are one: the shortest window speaks for all that fire with it', () => {
    expect(told(sight(0, 'PT1H', 'PT6H', 'P1D', 'P3D'))).toEqual(['SlaBurning PT1H']);
  });

  it('are over when no window burns any more, not before', () => {
    const outage = [sight(0, 'PT1H', 'PT6H'), sight(2, 'PT6H'), sight(8), sight(9)];
    expect(told(...outage)).toEqual(['SlaBurning PT1H', 'SlaBurnResolved PT6H']);
  });

  it('are told of again when a shorter window fires while a longer one still burns', () => {
    const twice = [sight(0, 'PT1H', 'P3D'), sight(3, 'P3D'), sight(5, 'PT1H', 'P3D')];
    expect(told(...twice)).toEqual(['SlaBurning PT1H', 'SlaBurning PT1H']);
    expect(told(sight(0, 'P3D'), sight(1, 'P3D', 'PT6H'))).toEqual(['SlaBurning P3D', 'SlaBurning PT6H']);
  });

  it('that end together end once', () => {
    expect(told(sight(0, 'PT1H', 'PT6H'), sight(8))).toEqual(['SlaBurning PT1H', 'SlaBurnResolved PT6H']);
  });

  it('end when the agreement does', () => {
    const ended = { attainment, observations: undefined, now: start + 60_000 };
    expect(told(sight(0, 'PT1H'), ended, ended)).toEqual(['SlaBurning PT1H', 'SlaBurnResolved PT1H']);
  });

  it('are the very same as long as nothing changes', () => {
    const alerts = nextBurnAlerts([], sight(0, 'PT1H'));
    expect(nextBurnAlerts(alerts, sight(0.5, 'PT1H'))).toBe(alerts);
    expect(nextBurnAlerts([], sight(0))).toEqual([]);
  });

  it('have an id for each firing and one for its end', () => {
    const first = nextBurnAlerts([], sight(0, 'PT1H'));
    const end = nextBurnAlerts(first, sight(2));
    const second = nextBurnAlerts(end, sight(3, 'PT1H'));
    const ids = [first, end, second].map(([alert]) => alert?.notice.id);
    expect(new Set(ids).size).toBe(3);
    expect(nextBurnAlerts([], sight(0, 'PT1H'))[0]?.notice.id).toBe(ids[0]);
  });
});
