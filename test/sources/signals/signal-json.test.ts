import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../shared/domain/errors.ts';
import type { HeartbeatSignal, Signal, StateSignal } from '../../../shared/domain/signal.ts';
import { formatSignal, parseSignal } from '../../../shared/sources/signals/signal-json.ts';

const OCTOBER = 1_790_812_800_000; // 2026-10-01T00:00:00Z
const HOUR = 3_600_000;

const state = { kind: 'state', monitor: 'checkout-probe', state: 'down', at: '2026-10-01T00:00:00Z' };
const maintenance = {
  kind: 'maintenance',
  maintenance: 'CHG-7',
  services: ['checkout'],
  start: '2026-10-01T00:00:00Z',
  end: '2026-10-01T02:00:00Z',
  announcedAt: '2026-10-01T00:00:00Z',
};
const count = {
  kind: 'count',
  indicator: 'checkout-requests',
  good: 9_990,
  total: 10_000,
  start: '2026-10-01T00:00:00Z',
  end: '2026-10-01T01:00:00Z',
};

const correction = {
  kind: 'correction',
  correction: 'COR-7',
  services: ['checkout'],
  action: 'exclude',
  start: '2026-10-01T00:00:00Z',
  end: '2026-10-01T01:00:00Z',
  proposedBy: 'Kim',
  proposedAt: '2026-10-01T02:00:00Z',
  reason: 'third-party',
};
const approval = {
  kind: 'approval',
  correction: 'COR-7',
  services: ['checkout'],
  approvedBy: 'Robin',
  at: '2026-10-01T03:00:00Z',
  decision: 'approved',
};

function refusal(json: unknown): string {
  try {
    parseSignal(json);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('a signal as JSON', () => {
  it('is a change of state', () => {
    expect(
      parseSignal({
        ...state,
        at: '2026-10-01T02:00:00.5+02:00',
        labels: { team: '' },
        title: 'Down',
        url: 'https://a.example.com/1',
      }),
    ).toEqual({
      kind: 'state',
      monitor: 'checkout-probe',
      state: 'down',
      at: OCTOBER + 500,
      labels: { team: '' },
      title: 'Down',
      url: 'https://a.example.com/1',
    });
  });

  it('names the previous state and since when it held', () => {
    const json = { ...state, state: 'up', previous: 'pending', since: '2026-09-30T23:00:00Z' };
    expect(parseSignal(json)).toEqual({
      kind: 'state',
      monitor: 'checkout-probe',
      state: 'up',
      at: OCTOBER,
      previous: 'pending',
      since: OCTOBER - HOUR,
    });
  });

  it('is a milestone of an incident', () => {
    const json = {
      kind: 'incident',
      incident: 'INC-1',
      phase: 'opened',
      priority: 'P1',
      at: '2026-10-01T00:00:00Z',
      services: ['checkout'],
    };
    expect(parseSignal(json)).toEqual({ ...json, at: OCTOBER });
  });

  it('is a pause or a change of an incident; a priority that nobody names is empty', () => {
    const json = { kind: 'incident', incident: 'INC-1', phase: 'paused', at: '2026-10-01T00:00:00Z' };
    expect(parseSignal(json)).toEqual({ ...json, priority: '', at: OCTOBER });
    expect(parseSignal({ ...json, phase: 'updated', priority: 'P1' })).toMatchObject({
      phase: 'updated',
      priority: 'P1',
    });
  });

  it('is announced or cancelled maintenance', () => {
    expect(parseSignal({ ...maintenance, cancelledAt: '2026-10-01T01:00:00Z' })).toEqual({
      kind: 'maintenance',
      maintenance: 'CHG-7',
      services: ['checkout'],
      start: OCTOBER,
      end: OCTOBER + 2 * HOUR,
      announcedAt: OCTOBER,
      cancelledAt: OCTOBER + HOUR,
    });
  });

  it('is the end of trouble of which nobody says since when', () => {
    const json = { kind: 'state', monitor: 'probe', state: 'up', at: '2026-10-01T00:00:00Z', ends: 'degraded' };
    expect(parseSignal(json)).toEqual({ ...json, at: OCTOBER });
    expect(formatSignal(parseSignal(json))).toMatchObject({ ends: 'degraded' });
    expect(refusal({ ...json, previous: 'down' })).toContain('ends: expected no "previous" beside it');
    expect(refusal({ ...json, ends: 'up' })).toContain('ends: expected one of down, degraded; got "up"');
  });

  it('is a count of requests', () => {
    expect(parseSignal(count)).toEqual({ ...count, start: OCTOBER, end: OCTOBER + HOUR });
  });

  it('is a heartbeat', () => {
    const json = { kind: 'heartbeat', feed: 'alertmanager-eu', at: '2026-10-01T00:00:00Z', every: 'PT1M' };
    expect(parseSignal(json)).toEqual({ kind: 'heartbeat', feed: 'alertmanager-eu', at: OCTOBER, every: 60_000 });
  });

  it('is a proposed correction of a stretch', () => {
    const more = {
      note: 'Their firewall',
      evidence: 'https://a.example.com/1',
      clause: '4.2',
      expiresAt: '2026-10-02T00:00:00Z',
    };
    expect(parseSignal({ ...correction, ...more })).toEqual({
      ...correction,
      ...more,
      start: OCTOBER,
      end: OCTOBER + HOUR,
      proposedAt: OCTOBER + 2 * HOUR,
      expiresAt: OCTOBER + 24 * HOUR,
    });
    expect(parseSignal({ ...correction, action: 'reclassify', state: 'up' })).toMatchObject({ state: 'up' });
  });

  it('is a proposed correction of a change', () => {
    const { start: _start, end: _end, ...rest } = correction;
    const change = { ...rest, monitor: 'probe', signal: 'probe-1', at: '2026-10-01T00:00:00Z' };
    expect(parseSignal({ ...change, action: 'void' })).toMatchObject({
      action: 'void',
      signal: 'probe-1',
      at: OCTOBER,
    });
    expect(parseSignal({ ...change, action: 'amend', to: '2026-10-01T01:00:00Z' })).toMatchObject({
      at: OCTOBER,
      to: OCTOBER + HOUR,
    });
  });

  it('is a decision on a correction, and is written back the same', () => {
    expect(parseSignal(approval)).toEqual({ ...approval, at: OCTOBER + 3 * HOUR });
    for (const json of [correction, approval])
      expect(parseSignal(formatSignal(parseSignal(json)))).toEqual(parseSignal(json));
  });

  it('is written with UTC times and read back the same', () => {
    fc.assert(
      fc.property(signals(), (signal) => {
        expect(parseSignal(formatSignal(signal))).toEqual(signal);
      }),
    );
    expect(formatSignal({ kind: 'heartbeat', feed: 'f', at: OCTOBER + 1, every: 90_000 })).toEqual({
      kind: 'heartbeat',
      feed: 'f',
      at: '2026-10-01T00:00:00.001Z',
      every: 'PT1M30S',
    });
  });
});

describe('what is no signal', () => {
  it.each([
    [null, 'signal: expected an object; got null'],
    [[state], 'signal: expected an object; got a list of 1'],
    [{}, 'kind: expected one of state, incident, maintenance, count, heartbeat, correction, approval; got nothing'],
    [
      { ...state, kind: 'status' },
      'kind: expected one of state, incident, maintenance, count, heartbeat, correction, approval; got "status"',
    ],
    [{ ...state, state: 'ok' }, 'state: expected one of up, degraded, down, unknown; got "ok"'],
    [{ ...state, state: 'pending' }, 'state: expected one of up, degraded, down, unknown; got "pending"'],
    [{ ...state, severity: 1 }, 'signal: expected no key that a signal of this kind does not have; got "severity"'],
    [{ ...state, monitor: '' }, 'monitor: expected 1 to 512 characters without control characters; got ""'],
    [
      { ...state, monitor: 'a\u0000b' },
      'monitor: expected 1 to 512 characters without control characters; got "a\\u0000b"',
    ],
    [
      { ...state, monitor: 'a\uD800' },
      'monitor: expected 1 to 512 characters without control characters; got "a\\ud800"',
    ],
    [{ ...state, labels: { zone: 3 } }, 'labels.zone: expected 0 to 1024 characters without control characters; got 3'],
    [
      { ...state, labels: { '': 'x' } },
      'labels.: expected label names of 1 to 200 characters without control characters; got "x"',
    ],
    [
      { ...state, url: 'javascript:alert(1)' },
      'url: expected an http or https address of at most 2048 characters; got "javascript:alert(1)"',
    ],
    [
      { ...state, since: state.at },
      'since: expected "previous" beside it: it says since when the monitor was in its previous state; got "2026-10-01T00:00:00Z"',
    ],
    [
      { ...state, previous: 'up', since: '2026-10-01T00:00:01Z' },
      'since: expected a time not after "at"; got "2026-10-01T00:00:01Z"',
    ],
    [
      { ...state, state: 'up', maintenance: true },
      'maintenance: expected "state": "unknown" beside it: what is being maintained is not looked at; got true',
    ],
    [{ ...maintenance, end: maintenance.start }, 'end: expected a time after "start"; got "2026-10-01T00:00:00Z"'],
    [
      { ...maintenance, end: '2027-10-02T00:00:00.001Z' },
      'end: expected at most 366 days after "start"; got "2027-10-02T00:00:00.001Z"',
    ],
    [
      { ...correction, action: 'delete' },
      'action: expected one of exclude, include, reclassify, void, amend; got "delete"',
    ],
    [
      { ...correction, reason: 'bad-luck' },
      'reason: expected one of force-majeure, customer-caused, third-party, false-alarm, wrong-time, duplicate, agreed-test, other; got "bad-luck"',
    ],
    [{ ...correction, end: correction.start }, 'end: expected a time after "start"; got "2026-10-01T00:00:00Z"'],
    [{ ...correction, services: [] }, 'services: expected at least one service id; got a list of 0'],
    [
      { ...correction, action: 'reclassify', state: 'fine' },
      'state: expected one of up, degraded, down, unknown; got "fine"',
    ],
    [
      { ...correction, at: correction.start },
      'signal: expected no key that a signal of this kind does not have; got "at"',
    ],
    [{ ...approval, decision: 'ok' }, 'decision: expected one of approved, rejected, withdrawn; got "ok"'],
    [
      { ...maintenance, services: [] },
      'services: expected at least one service id, or labels that pick the services; got a list of 0',
    ],
    [{ ...count, good: 10_001 }, 'good: expected at most "total"; got 10001'],
    [{ ...count, good: -1 }, 'good: expected a whole number from 0 to 9007199254740991; got -1'],
    [{ ...count, total: 2 ** 53 }, 'total: expected a whole number from 0 to 9007199254740991; got 9007199254740992'],
    [{ ...count, total: 1.5 }, 'total: expected a whole number from 0 to 9007199254740991; got 1.5'],
    [{ ...count, end: count.start }, 'end: expected a time after "start"; got "2026-10-01T00:00:00Z"'],
  ])('%j is refused with the key, what was expected and what was there', (json, message) => {
    expect(refusal(json)).toBe(message);
  });

  it.each([
    '2026-10-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '1790812800',
    '',
  ])('a time of "%s" is refused', (at) => {
    expect(refusal({ ...state, at })).toBe(
      `at: expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z, from 2000 to 2099; got "${at}"`,
    );
  });

  it.each(['PT0S', '-PT1M', 'P1M', '1m', 'P367D', 'PT1.0000001S'])('a heartbeat every "%s" is refused', (every) => {
    expect(refusal({ kind: 'heartbeat', feed: 'f', at: state.at, every })).toContain('every: expected');
  });

  it('maintenance of a whole leap year is accepted', () => {
    expect(refusal({ ...maintenance, start: '2028-01-01T00:00:00Z', end: '2029-01-01T00:00:00Z' })).toBe('accepted');
  });

  it('a message stays short however long the input is', () => {
    expect(refusal({ ...state, monitor: 'x'.repeat(1e6) }).length).toBeLessThan(200);
    expect(refusal({ ...state, labels: { ['x'.repeat(1e6)]: 3 } }).length).toBeLessThan(300);
  });

  it('a value is refused, never thrown over, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(refusal(json)).not.toBe('');
      }),
    );
  });
});

function signals(): fc.Arbitrary<Signal> {
  // What is counted lasts a day at most, and ends in 2099, too.
  const at = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 30) });
  const id = fc.stringMatching(/^[\p{L}\p{N} :/._-]{1,40}$/u);
  const labels = fc.dictionary(
    fc.stringMatching(/^[a-z_]{1,10}$/).filter((name) => name !== '__proto__'),
    id,
  );
  return fc.oneof(
    fc.record<StateSignal>(
      {
        kind: fc.constant('state'),
        monitor: id,
        state: fc.constantFrom('up', 'degraded', 'down', 'unknown'),
        at,
        labels,
        title: id,
        previous: fc.constantFrom('up', 'pending'),
      },
      { requiredKeys: ['kind', 'monitor', 'state', 'at'] },
    ),
    fc.record<HeartbeatSignal>({
      kind: fc.constant('heartbeat'),
      feed: id,
      at,
      every: fc.integer({ min: 1_000, max: 86_400_000 }),
    }),
    fc
      .record({
        indicator: id,
        counts: fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()),
        start: at,
        length: fc.integer({ min: 1, max: 86_400_000 }),
      })
      .map(({ indicator, counts, start, length }) => ({
        kind: 'count' as const,
        indicator,
        good: Math.min(...counts),
        total: Math.max(...counts),
        start,
        end: start + length,
      })),
  );
}
