import { describe, expect, it } from 'vitest';
import { bucketOf, feedSubject, utcDay, utcDays } from '../../shared/domain/bucket.ts';
import type { LedgerEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';

const at = parseInstant('2026-10-14T23:59:59.999Z');
const midnight = at + 1;

describe('the bucket of an event', () => {
  const down: LedgerEvent = {
    kind: 'state',
    service: 'checkout',
    monitor: 'probe',
    stream: 'probe',
    state: 'down',
    at,
  };

  it('is its service and its UTC day', () => {
    expect(bucketOf(down)).toEqual({ subject: 'checkout', span: '2026-10-14' });
    expect(bucketOf({ ...down, at: midnight })).toEqual({ subject: 'checkout', span: '2026-10-15' });
  });

  it('of a count is the day in which it starts', () => {
    const count = { kind: 'count', service: 'checkout', indicator: 'requests', good: 1, total: 1 } as const;
    expect(bucketOf({ ...count, start: at, end: midnight + 5 })).toEqual({ subject: 'checkout', span: '2026-10-14' });
  });

  it('of maintenance is the year in which it starts', () => {
    const maintenance = { kind: 'maintenance', service: 'checkout', maintenance: 'CHG-7', announcedAt: 0 } as const;
    expect(bucketOf({ ...maintenance, start: at, end: midnight })).toEqual({ subject: 'checkout', span: '2026' });
  });

  it('of a correction and of its approval is the year as well', () => {
    const correction: LedgerEvent = {
      kind: 'correction',
      service: 'checkout',
      correction: 'COR-7',
      action: 'exclude',
      start: at,
      end: midnight,
      reason: 'force-majeure',
      proposedBy: 'lena@example.com',
      proposedAt: at,
    };
    expect(bucketOf(correction).span).toBe('2026');
    const about = { correction: 'COR-7', service: 'checkout', approvedBy: 'Robin', decision: 'approved' } as const;
    expect(bucketOf({ kind: 'approval', ...about, at }).span).toBe('2026');
  });

  it('of a heartbeat is that of its feed, which no service can be named like', () => {
    expect(feedSubject('am')).toBe('@feed/am');
    expect(bucketOf({ kind: 'heartbeat', feed: 'am', at, every: 1 })).toEqual({
      subject: '@feed/am',
      span: '2026-10-14',
    });
  });

  it('of an incident without a service is shared', () => {
    const incident = { kind: 'incident', incident: 'INC-1', phase: 'opened', priority: 'P1', at } as const;
    expect(bucketOf({ ...incident, service: null }).subject).toBe('@incidents');
    expect(bucketOf({ ...incident, service: 'checkout' }).subject).toBe('checkout');
  });
});

describe('the UTC days of a stretch', () => {
  it('are those it touches', () => {
    expect(utcDays({ start: at, end: midnight })).toEqual(['2026-10-14']);
    expect(utcDays({ start: at, end: midnight + 1 })).toEqual(['2026-10-14', '2026-10-15']);
    expect(utcDays({ start: midnight, end: midnight })).toEqual([]);
  });

  it('of October in Berlin begin on the last of September', () => {
    const days = utcDays({
      start: parseInstant('2026-10-01T00:00:00+02:00'),
      end: parseInstant('2026-11-01T00:00:00+01:00'),
    });
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-09-30', '2026-10-31', 32]);
  });

  it('are named as ISO 8601 has it, before 1970 too', () => {
    expect(utcDay(0)).toBe('1970-01-01');
    expect(utcDays({ start: -1, end: 1 })).toEqual(['1969-12-31', '1970-01-01']);
  });
});
