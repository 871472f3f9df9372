import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeOf, mainCause, noticesOf } from '../../shared/domain/notice.ts';
import type { ClockResult } from '../../shared/domain/result.ts';
import { type AttainmentFacts, buildAttainment, outage } from '../support/attainment-builder.ts';

// October in Berlin has 44,700 minutes: 99.9 % allows 44.7, of which three quarters are 33.525.
function notices(down: number, more: Partial<AttainmentFacts> = {}) {
  const outages = [outage('2026-10-14T09:12:00+02:00', down, 'probe')];
  return noticesOf(buildAttainment({ service: 'checkout', down, outages, ...more }));
}

describe('an attainment', () => {
  it('within three quarters of its budget is nobody’s concern', () => {
    expect(notices(33)).toEqual([]);
    expect(noticesOf(buildAttainment({ service: 'checkout' }))).toEqual([]);
  });

  it('beyond them is at risk', () => {
    expect(notices(34)).toMatchObject([{ type: 'SlaAtRisk', usedMs: 34 * 60_000, allowedMs: 2_682_000 }]);
  });

  it('beyond its budget is a breach, and says of what, by how much and through what', () => {
    expect(notices(45)).toMatchObject([
      {
        type: 'SlaBreached',
        agreement: 'acme-2026',
        service: 'checkout',
        period: '2026-10',
        kind: 'availability',
        target: '99.9',
        cause: 'probe',
        usedMs: 2_700_000,
        allowedMs: 2_682_000,
      },
    ]);
  });

  it('of a rolling period is told of once a month, though every day has another window', () => {
    const attainment = buildAttainment({
      service: 'checkout',
      down: 45,
      outages: [outage('2026-10-14T09:12:00+02:00', 45, 'probe')],
    });
    const idOf = (name: string) => noticesOf({ ...attainment, period: { ...attainment.period, name } })[0]?.id;
    expect(idOf('2026-10-15/30d')).toBe(idOf('2026-10-14/30d'));
    expect(idOf('2026-11-01/30d')).not.toBe(idOf('2026-10-14/30d'));
  });

  it('is told of once: more downtime of one cause is the same notice', () => {
    expect(notices(90)[0]?.id).toBe(notices(45)[0]?.id);
    expect(notices(45)[0]?.id).not.toBe(notices(34)[0]?.id);
  });

  it('is told of once, though the availability is worded otherwise in the meantime', () => {
    const [before, after] = [notices(45), notices(45, { target: '99.95' })];
    expect([before[0]?.target, after[0]?.target]).toEqual(['99.9', '99.95']);
    expect(after[0]?.id).toBe(before[0]?.id);
  });

  it('is told of again for another service or another cause', () => {
    const others = [
      notices(45, { service: 'search' }),
      notices(45, { outages: [outage('2026-10-14T09:12:00+02:00', 45, 'db')] }),
    ];
    const ids = [notices(45), ...others].map(([notice]) => notice?.id);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a status that flaps around the threshold', () => {
  it('is told of once in the period, however often three quarters are passed and come back from', () => {
    const minutes = fc.array(fc.constantFrom(33, 34), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(minutes, (samples) => {
        const ids = new Set(samples.flatMap((down) => notices(down).map(({ id }) => id)));
        expect(ids.size).toBe(samples.includes(34) ? 1 : 0);
      }),
    );
  });
});

describe('the main cause', () => {
  it('is the monitor with the most counted downtime, over all its outages', () => {
    const outages = [
      outage('2026-10-01T00:00:00+02:00', 30, 'db'),
      outage('2026-10-02T00:00:00+02:00', 20, 'probe'),
      outage('2026-10-03T00:00:00+02:00', 15, 'probe', 'cache'),
    ];
    expect(mainCause({ outages })).toBe('probe');
  });

  it('of equals is the first by name', () => {
    const seenBy = (...monitors: string[]) => ({ outages: [outage('2026-10-01T00:00:00+02:00', 30, ...monitors)] });
    expect([mainCause(seenBy('b', 'a')), mainCause(seenBy('a', 'b'))]).toEqual(['a', 'a']);
  });

  it('of incidents that are taken up or restored too late is their priority', () => {
    const late: ClockResult = {
      target: '90 % of P1 in 15 min',
      verdict: 'missed',
      priority: 'P1',
      clock: 'wallTime',
      withinMs: 900_000,
      total: 1,
      inTime: 0,
      late: 1,
      pending: 0,
      allowed: 0,
      percent: '0.0',
      meanMs: 1_800_000,
      incidents: [],
    };
    const attainment = buildAttainment({ service: 'checkout' });
    for (const kind of ['acknowledge', 'restore'] as const) {
      expect(causeOf({ ...late, kind }, attainment)).toBe('P1 incidents');
    }
  });
});
