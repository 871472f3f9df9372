import { describe, expect, it } from 'vitest';
import { generic } from '../../shared/sources/generic.ts';

const RECEIVED_AT = Date.UTC(2026, 9, 6, 10);
const beat = { kind: 'heartbeat', feed: 'probes', at: '2026-10-06T09:59:00Z', every: 'PT1M' };
const event = { specversion: '1.0', type: 'com.example.availability.v1', source: '/probes', id: '1' };

function parse(json: unknown, headers: Record<string, string> = {}) {
  const body = Buffer.from(JSON.stringify(json));
  return generic.parse(
    { source: 'probes', type: 'generic', body, headers, receivedAt: RECEIVED_AT },
    { feed: 'probes' },
  );
}

function refusalOf(json: unknown, headers?: Record<string, string>) {
  const { signals, rejected } = parse(json, headers);
  expect(signals).toEqual([]);
  return rejected;
}

describe('a generic body', () => {
  it.each([[[]], [{ signals: [] }], [{ ...event, data: [] }]])(
    'of no signals, %j, is read and says nothing',
    (json) => {
      expect(parse(json)).toMatchObject({ signals: [], rejected: [] });
    },
  );

  it('whose signals are no list is unreadable', () => {
    expect(refusalOf({ signals: beat })).toEqual([
      { reason: 'unreadable', detail: 'body.signals: expected a list of signals; got an object' },
    ]);
  });

  it('may have keys beside its signals, as some senders add their own', () => {
    expect(parse({ signals: [beat], sentBy: 'cron' }).signals).toHaveLength(1);
  });

  it('that is no object is no signal', () => {
    expect(refusalOf('down')).toEqual([{ reason: 'invalid', detail: 'body: signal: expected an object; got "down"' }]);
  });

  it('keeps a state that would have one label too many aside', () => {
    const labels = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`label_${index}`, '']));
    expect(refusalOf({ kind: 'state', monitor: 'm', state: 'up', at: beat.at, labels })).toEqual([
      { reason: 'invalid', detail: 'body: labels: expected at most 64 labels; got an object' },
    ]);
  });
});

describe('a state that a sender repeats', () => {
  const state = { kind: 'state', monitor: 'm', state: 'down', at: beat.at };
  const heard = (heardAt: string) => parse({ ...state, heardAt }).signals;

  it('was heard when the sender says, up to five minutes after receipt', () => {
    expect(heard('2026-10-06T09:59:30Z')).toMatchObject([{ heardAt: RECEIVED_AT - 30_000 }]);
    expect(heard('2026-10-06T10:05:00Z')).toMatchObject([{ heardAt: RECEIVED_AT + 300_000 }]);
  });

  it.each(['2026-10-06T10:05:00.001Z', '2099-01-01T00:00:00Z', '1970-01-01T00:00:00Z'])(
    'was heard at receipt where %s cannot be true',
    (heardAt) => {
      expect(heard(heardAt)).toEqual([{ ...state, at: RECEIVED_AT - 60_000, heardAt: RECEIVED_AT }]);
    },
  );

  it('was heard at receipt where neither time can be true', () => {
    const ahead = '2026-10-06T11:00:00Z';
    expect(parse({ ...state, at: ahead, heardAt: ahead }).signals).toEqual([
      { ...state, at: RECEIVED_AT, heardAt: RECEIVED_AT, labels: { attain_time: 'receipt' } },
    ]);
  });

  it.each(['soon', 7, null])('is invalid where it was heard at %j', (heardAt) => {
    expect(refusalOf({ ...state, heardAt })).toMatchObject([{ reason: 'invalid' }]);
  });
});

describe('a CloudEvent', () => {
  it.each([{ subject: null }, { data_base64: Buffer.from('down\u0007').toString('base64') }])(
    "without data, or with data that is no JSON, is noted as somebody else's: %j",
    (more) => {
      expect(refusalOf({ ...event, ...more })).toEqual([
        {
          reason: 'not-a-signal',
          detail: 'a CloudEvent of type "com.example.availability.v1", without a signal',
          stream: '/probes|1',
        },
      ]);
    },
  );

  it('with a signal in base64 that has a mistake is set aside', () => {
    const data_base64 = Buffer.from('{"kind":"stat"}').toString('base64');
    expect(refusalOf({ ...event, data_base64 })).toMatchObject([{ reason: 'invalid' }]);
  });

  it('of another version is unreadable, in binary mode too', () => {
    expect(refusalOf(beat, { 'ce-specversion': '2.0' })).toEqual([
      { reason: 'unreadable', detail: 'ce-specversion: expected "1.0"; got "2.0"' },
    ]);
  });

  it.each(['0.2', '0.3', '1.0.2'])('of version %s names the same attributes, and is read', (specversion) => {
    expect(parse({ ...event, specversion, data: beat }).signals).toMatchObject([{ kind: 'heartbeat' }]);
    expect(parse(beat, { 'ce-specversion': specversion }).signals).toMatchObject([{ kind: 'heartbeat' }]);
  });

  it("of version 0.1 is noted as somebody else's by the words it has for its id, type and time", () => {
    const { source } = event;
    const old = {
      cloudEventsVersion: '0.1',
      eventType: 'com.example.order',
      source,
      eventTime: '2026-10-06T09:12:30Z',
    };
    for (const id of [{ eventID: '7' }, { eventId: '7' }]) {
      expect(refusalOf({ ...old, ...id, data: { order: 5 } })).toEqual([
        {
          reason: 'not-a-signal',
          detail: 'a CloudEvent of type "com.example.order", without a signal',
          stream: '/probes|7',
          at: Date.UTC(2026, 9, 6, 9, 12, 30),
        },
      ]);
    }
  });

  it.each([
    { state: 'shipped', order: 7 },
    { kind: 'Event', apiVersion: 'v1' },
    { monitor: { size: 27 } },
    [{ order: 5 }, { order: 6 }],
  ])("whose data has a key of a signal by chance is noted as somebody else's: %j", (data) => {
    expect(refusalOf({ ...event, data })).toMatchObject([{ reason: 'not-a-signal', stream: '/probes|1' }]);
  });

  it.each([
    ['<order/>', 'application/xml'],
    ['', 'application/json'],
    ['{"order":5}', 'application/json'],
  ])("in binary mode that is somebody else's is noted, with its time: %s", (text, type) => {
    const attributes = { 'ce-source': '/probes', 'ce-id': '1', 'ce-time': '2026-10-06T09:12:30Z' };
    const headers = { 'ce-specversion': '1.0', 'content-type': type, ...attributes };
    const delivery = { source: 'probes', type: 'generic', body: Buffer.from(text), headers, receivedAt: RECEIVED_AT };
    expect(generic.parse(delivery, { feed: 'probes' })).toMatchObject({
      signals: [],
      rejected: [{ reason: 'not-a-signal', stream: '/probes|1', at: Date.UTC(2026, 9, 6, 9, 12, 30) }],
      deliveryId: '/probes|1',
    });
  });

  it('in binary mode whose JSON is torn is set aside', () => {
    const headers = { 'ce-specversion': '1.0', 'content-type': 'application/json' };
    const body = Buffer.from('{"kind":"state",');
    const delivery = { source: 'probes', type: 'generic', body, headers, receivedAt: RECEIVED_AT };
    expect(generic.parse(delivery, { feed: 'probes' }).rejected).toMatchObject([{ reason: 'unreadable' }]);
  });

  it('is known by source and id together when it is sent again, in binary mode too', () => {
    const headers = { 'ce-specversion': '1.0', 'ce-source': '/probes', 'ce-id': '1' };
    expect(parse({ ...event, data: beat }).deliveryId).toBe('/probes|1');
    expect(parse(beat, headers).deliveryId).toBe('/probes|1');
    expect(parse([{ ...event, data: beat }]).deliveryId).toBe('/probes|1');
  });

  it('without its source, or among others, names no delivery', () => {
    expect(parse({ ...event, source: '', data: beat }).deliveryId).toBeUndefined();
    expect(parse(beat, { 'ce-specversion': '1.0', 'ce-id': '1' }).deliveryId).toBeUndefined();
    expect(parse([1, 2].map((id) => ({ ...event, id: `${id}`, data: beat }))).deliveryId).toBeUndefined();
  });

  it('in binary mode is not looked for inside its data', () => {
    expect(refusalOf({ ...event, data: beat }, { 'ce-specversion': '1.0' })).toMatchObject([
      { reason: 'not-a-signal' },
    ]);
  });
});
