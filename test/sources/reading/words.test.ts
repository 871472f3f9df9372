import { describe, expect, it } from 'vitest';
import { incident } from '../../../shared/sources/reading/incident.ts';
import { maintenance } from '../../../shared/sources/reading/maintenance.ts';
import { noted } from '../../../shared/sources/reading/noted.ts';
import { occurrence, state } from '../../../shared/sources/reading/state.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 14, 12);
const receipt = { receivedAt: RECEIVED_AT };

describe('a state', () => {
  it('holds from the time that its sender names', () => {
    expect(
      state({ monitor: 42, state: 'down', at: '2026-10-14T11:00:00Z', labels: { a: 1, b: null, c: '' } }, receipt),
    ).toEqual({
      signals: [{ kind: 'state', monitor: '42', state: 'down', at: RECEIVED_AT - 3_600_000, labels: { a: '1' } }],
      rejected: [],
    });
  });

  it('without a time holds from receipt, and says so', () => {
    expect(state({ monitor: 'a', state: 'up' }, receipt).signals).toMatchObject([
      { at: RECEIVED_AT, labels: { attain_time: 'receipt' } },
    ]);
  });

  it('says since when the state before held only where that comes first', () => {
    const since = (text: string) =>
      state({ monitor: 'a', state: 'up', at: '2026-10-14T11:00:00Z', previous: 'down', since: text }, receipt)
        .signals[0];
    expect(since('2026-10-14T10:59:59Z')).toHaveProperty('since', RECEIVED_AT - 3_601_000);
    expect(since('2026-10-14T11:00:00Z')).not.toHaveProperty('since');
  });

  it.each([
    ['down', { ends: 'down' }],
    ['degraded', { ends: 'degraded' }],
    ['up', { previous: 'up' }],
    ['unknown', { previous: 'unknown' }],
    ['pending', { previous: 'pending' }],
  ] as const)('of which nobody says since when it was %s says %j', (previous, said) => {
    const at = '2026-10-14T11:00:00Z';
    expect(state({ monitor: 'a', state: 'up', at, previous }, receipt).signals).toEqual([
      { kind: 'state', monitor: 'a', state: 'up', at: RECEIVED_AT - 3_600_000, ...said, labels: {} },
    ]);
  });

  it.each([undefined, null, '', '\n', {}])('of no stream, %j, is refused', (monitor) => {
    expect(state({ monitor, state: 'up' }, receipt)).toEqual({
      signals: [],
      rejected: [{ reason: 'invalid', detail: expect.stringMatching(/^expected the id of a monitor or alert; got/) }],
    });
  });
});

describe('an occurrence', () => {
  const startedAt = '2026-10-14T11:00:00Z';

  it('that is open makes its stream what it says', () => {
    expect(occurrence({ monitor: 'a', startedAt, state: 'degraded' }, receipt).signals).toMatchObject([
      { state: 'degraded', at: RECEIVED_AT - 3_600_000 },
    ]);
  });

  it('that is over is evidence for its opening too', () => {
    expect(occurrence({ monitor: 'a', startedAt, endedAt: '2026-10-14T11:30:00Z' }, receipt).signals).toMatchObject([
      { state: 'up', at: RECEIVED_AT - 1_800_000, previous: 'down', since: RECEIVED_AT - 3_600_000 },
    ]);
  });

  it('that is over and has no start proves none', () => {
    expect(occurrence({ monitor: 'a', endedAt: '2026-10-14T11:30:00Z' }, receipt).signals).toEqual([
      { kind: 'state', monitor: 'a', state: 'up', at: RECEIVED_AT - 1_800_000, ends: 'down', labels: {} },
    ]);
  });

  it('that ends before it starts lasts a millisecond, and says so', () => {
    expect(occurrence({ monitor: 'a', startedAt, endedAt: '2026-10-14T10:30:00Z' }, receipt).signals).toMatchObject([
      { at: RECEIVED_AT - 3_600_000 + 1, labels: { attain_time: 'start' } },
    ]);
  });

  it('whose sender repeats it was heard at receipt, to the minute, and at its end', () => {
    const heard = (words: { endedAt?: unknown }) =>
      occurrence({ monitor: 'a', startedAt, ...words, repeats: true }, { receivedAt: RECEIVED_AT + 59_999 }).signals;
    expect(heard({})).toMatchObject([{ at: RECEIVED_AT - 3_600_000, heardAt: RECEIVED_AT }]);
    const end = RECEIVED_AT - 1_800_000;
    expect(heard({ endedAt: '2026-10-14T11:30:00Z' })).toMatchObject([{ at: end, heardAt: end }]);
  });

  it('whose sender says it once was not heard again', () => {
    expect(occurrence({ monitor: 'a', startedAt }, receipt).signals[0]).not.toHaveProperty('heardAt');
  });

  it('that ended at a time nobody names ended at receipt', () => {
    expect(occurrence({ monitor: 'a', startedAt, endedAt: null }, receipt).signals).toMatchObject([
      { state: 'up', at: RECEIVED_AT, labels: { attain_time: 'receipt' } },
    ]);
  });
});

describe('a milestone of an incident', () => {
  it('keeps what may tell the service', () => {
    expect(
      incident(
        { incident: 'Q1', phase: 'opened', priority: 'P1', at: 1_791_966_600, labels: { service: 'shop' } },
        receipt,
      ).signals,
    ).toEqual([
      {
        kind: 'incident',
        incident: 'Q1',
        phase: 'opened',
        priority: 'P1',
        at: Date.UTC(2026, 9, 14, 8, 30),
        labels: { service: 'shop' },
      },
    ]);
  });

  it('of no incident is refused', () => {
    expect(incident({ incident: null, phase: 'opened' }, receipt).rejected).toEqual([
      { reason: 'invalid', detail: 'expected the id of an incident; got null' },
    ]);
  });
});

describe('maintenance', () => {
  const words = {
    maintenance: 'm1',
    labels: { component: 'api' },
    start: '2026-11-01T20:00:00Z',
    end: '2026-11-01T22:00:00Z',
  };

  it('may lie ahead, and was announced when it came', () => {
    expect(maintenance(words, receipt).signals).toEqual([
      {
        kind: 'maintenance',
        maintenance: 'm1',
        services: [],
        labels: { component: 'api' },
        start: Date.UTC(2026, 10, 1, 20),
        end: Date.UTC(2026, 10, 1, 22),
        announcedAt: RECEIVED_AT,
      },
    ]);
  });

  it('that was called off says when', () => {
    expect(maintenance({ ...words, cancelledAt: null }, receipt).signals).toMatchObject([{ cancelledAt: RECEIVED_AT }]);
  });

  it.each([null, '2026-11-01T20:00:00Z', '2028-11-01T22:00:00Z'])('until %j is refused', (end) => {
    expect(maintenance({ ...words, end }, receipt).rejected).toMatchObject([
      {
        reason: 'invalid',
        detail: expect.stringContaining('expected a start and a later end, at most 366 days apart'),
      },
    ]);
  });

  it.each([
    ['1999-12-31T23:59:59Z', '2000-01-01T01:00:00Z'],
    ['0001-01-01T00:00:00Z', '2026-11-01T22:00:00Z'],
    ['2099-12-31T23:00:00Z', '2100-01-01T00:00:00Z'],
  ])('from %s to %s cannot be true', (start, end) => {
    const detail = `maintenance m1: expected a start and an end from 2000 to 2099; got "${start}" to "${end}"`;
    expect(maintenance({ ...words, start, end }, receipt)).toEqual({
      signals: [],
      rejected: [{ reason: 'implausible-time', detail }],
    });
  });

  it('may take the first second of 2000 and the last of 2099', () => {
    const first = { ...words, start: '2000-01-01T00:00:00Z', end: '2000-01-01T00:00:01Z' };
    const last = { ...words, start: '2099-12-31T23:59:58Z', end: '2099-12-31T23:59:59Z' };
    for (const window of [first, last]) expect(maintenance(window, receipt).signals).toHaveLength(1);
  });
});

describe('an event that says nothing about a state', () => {
  it('is noted with its stream and time', () => {
    expect(noted('an edit', { stream: 7, at: '2026-10-14T11:00:00Z' }, receipt)).toEqual({
      signals: [],
      rejected: [{ reason: 'not-a-signal', detail: 'an edit', stream: '7', at: RECEIVED_AT - 3_600_000 }],
    });
  });

  it('is noted without those that it does not say', () => {
    expect(noted('an edit', { stream: null, at: 'soon' }, receipt)).toEqual({
      signals: [],
      rejected: [{ reason: 'not-a-signal', detail: 'an edit' }],
    });
  });
});
