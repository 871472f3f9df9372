import { describe, expect, it } from 'vitest';
import { generic } from '../../shared/sources/generic.ts';
import { sns } from '../../shared/sources/sns.ts';

const RECEIVED_AT = Date.UTC(2026, 10, 22, 1);
const HALF_PAST = Date.UTC(2026, 10, 22, 0, 30);
const state = { kind: 'state', monitor: 'm', state: 'down' };
const incident = { kind: 'incident', incident: 'INC-1', phase: 'opened' };
const beat = { kind: 'heartbeat', feed: 'probes', every: 'PT1M' };
const event = { specversion: '1.0', type: 'com.example.v1', source: '/probes', id: '1', time: '2026-11-22T00:20:00Z' };
const MARK = { attain_time: 'receipt' };

function parse(json: unknown, headers: Record<string, string> = {}) {
  const body = Buffer.from(JSON.stringify(json));
  const delivery = { source: 'probes', type: 'generic', body, headers, receivedAt: RECEIVED_AT };
  return generic.parse(delivery, { feed: 'probes', zone: 'Europe/Berlin' });
}

describe('the time of a state', () => {
  it.each([
    '2026-11-22T00:30:00Z',
    '2026-11-22T00:30:00+0000',
    '2026-11-22T01:30:00',
    '2026-11-22 01:30:00',
    '2026-11-22 00:30:00 UTC',
    'Sun, 22 Nov 2026 00:30:00 GMT',
    '11/22/2026 01:30:00',
    1_795_307_400,
    '1795307400',
    1_795_307_400_000,
    1_795_307_400_000_000,
  ])('is read as %j, without an offset in the zone of the source', (at) => {
    expect(parse({ ...state, at })).toEqual({ signals: [{ ...state, at: HALF_PAST }], rejected: [] });
  });

  it('keeps its milliseconds', () => {
    expect(parse({ ...state, at: 1_795_307_400_123 }).signals).toEqual([{ ...state, at: HALF_PAST + 123 }]);
  });

  it.each([
    {},
    ...['garbage', '', null, 7, -1, 1e300, true, {}, [], '0001-01-01T00:00:00Z', '2026-11-22T03:00:00Z'].map((at) => ({
      at,
    })),
  ])('is that of receipt, marked, where it is %j', (time) => {
    expect(parse({ ...state, ...time, labels: { service: 'shop' } })).toEqual({
      signals: [{ ...state, at: RECEIVED_AT, labels: { service: 'shop', ...MARK } }],
      rejected: [],
    });
  });

  it('leaves since when the state before held, where it is missing and that lies before receipt', () => {
    const before = { ...state, state: 'up', previous: 'down' };
    expect(parse({ ...before, since: 1_795_307_400 }).signals).toEqual([
      { ...before, since: HALF_PAST, at: RECEIVED_AT, labels: MARK },
    ]);
    expect(parse({ ...before, since: '2026-11-22T01:00:01Z' }).signals).toEqual([
      { ...before, at: RECEIVED_AT, labels: MARK },
    ]);
    expect(parse({ ...before, since: 1_795_307_400, at: 'garbage' }).signals).toEqual([
      { ...before, at: RECEIVED_AT, labels: MARK },
    ]);
  });

  it('was last heard in any notation, too', () => {
    expect(parse({ ...state, at: 1_795_307_400, heardAt: '2026-11-22 01:45' }).signals).toEqual([
      { ...state, at: HALF_PAST, heardAt: Date.UTC(2026, 10, 22, 0, 45) },
    ]);
  });
});

describe('the time of an incident or a heartbeat', () => {
  it.each([{}, { at: 'garbage' }, { at: '2026-11-22T03:00:00Z' }])('is that of receipt where it is %j', (time) => {
    expect(
      parse([
        { ...incident, ...time, labels: { team: 'a' } },
        { ...beat, ...time },
      ]).signals,
    ).toEqual([
      { ...incident, priority: '', at: RECEIVED_AT, labels: { team: 'a', ...MARK } },
      { ...beat, every: 60_000, at: RECEIVED_AT },
    ]);
  });

  it('is read in the zone of the source', () => {
    const at = '2026-11-22 01:30:00';
    expect(parse([incident, beat].map((it) => ({ ...it, at }))).signals).toMatchObject([
      { at: HALF_PAST },
      { at: HALF_PAST },
    ]);
  });

  it('gives an incident that names its services no label by which others would be picked', () => {
    expect(parse({ ...incident, services: ['shop'] }).signals).toEqual([
      { ...incident, priority: '', services: ['shop'], at: RECEIVED_AT },
    ]);
  });
});

describe('the time of a CloudEvent', () => {
  const AT = Date.UTC(2026, 10, 22, 0, 20);

  it.each([{}, { at: 'garbage' }])('stands in for that of its signals where that is %j, unmarked', (time) => {
    const data = { ...state, ...time };
    const expected = [{ ...state, at: AT }];
    expect(parse({ ...event, data }).signals).toEqual(expected);
    expect(parse({ ...event, data: [data, data] }).signals).toEqual([...expected, ...expected]);
    expect(parse(data, { 'ce-specversion': '1.0', 'ce-time': event.time }).signals).toEqual(expected);
  });

  it('gives way to that of the signal', () => {
    expect(parse({ ...event, data: { ...state, at: 1_795_307_400 } }).signals).toEqual([{ ...state, at: HALF_PAST }]);
  });

  it('that cannot be true gives way to that of receipt', () => {
    expect(parse({ ...event, time: '2026-11-23T00:00:00Z', data: state }).signals).toEqual([
      { ...state, at: RECEIVED_AT, labels: MARK },
    ]);
  });
});

describe('a time that bounds something', () => {
  const window = { kind: 'maintenance', maintenance: 'CHG-7', services: ['shop'] };

  it('is read in other notations', () => {
    const times = { start: '2026-11-29 02:00', end: '2026-11-29T04:00:00', announcedAt: 1_795_307_400 };
    expect(parse({ ...window, ...times }).signals).toEqual([
      {
        ...window,
        start: Date.UTC(2026, 10, 29, 1),
        end: Date.UTC(2026, 10, 29, 3),
        announcedAt: HALF_PAST,
      },
    ]);
  });

  it.each([{}, { end: 'garbage' }, { end: '11/12/2026 04:00' }, { end: '2200-01-01 00:00' }])(
    'is expected, and in one order of day and month: %j',
    (end) => {
      const { signals, rejected } = parse({ ...window, start: '2026-11-29 02:00', announcedAt: 1_795_307_400, ...end });
      expect(signals).toEqual([]);
      expect(rejected).toMatchObject([{ reason: 'invalid', detail: expect.stringContaining('end: expected an ISO') }]);
    },
  );

  it('is expected of an approval, which may come late but not early', () => {
    const approval = { kind: 'approval', correction: 'C', services: ['shop'], approvedBy: 'Kim', decision: 'approved' };
    expect(parse({ ...approval, at: 1_795_307_400 }).signals).toMatchObject([{ at: HALF_PAST }]);
    expect(parse(approval).rejected).toMatchObject([{ reason: 'invalid' }]);
    expect(parse({ ...approval, at: '2026-11-22T03:00:00Z' }).rejected).toMatchObject([{ reason: 'implausible-time' }]);
  });
});

it('a signal that comes by a topic is read in the zone of its source', () => {
  const body = Buffer.from(JSON.stringify({ ...state, at: '2026-11-22 01:30:00' }));
  const delivery = { source: 'topic', type: 'sns', body, headers: {}, receivedAt: RECEIVED_AT };
  expect(sns.parse(delivery, { feed: 'topic', zone: 'Europe/Berlin' }).signals).toEqual([{ ...state, at: HALF_PAST }]);
});
