import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { lastChangeOf, type StreamsKnown, streamsNow } from '../../shared/store/open-streams.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();
const versions = [
  version({
    sources: [source({ id: 'probes' })],
    services: [
      service({ monitors: [monitor({ id: 'probe', match: { kind: 'probe' } }), monitor({ id: 'other' })] }),
      service({ id: 'search', monitors: [monitor({ id: 'search', match: { kind: 'search' } })] }),
    ],
  }),
];

async function say(at: string, state: string, stream: string, kind = 'probe', heardAt?: string): Promise<void> {
  const more = { monitor: stream, labels: { kind }, ...(heardAt !== undefined && { heardAt }) };
  const delivery = webhook('probes', stateJson(at, state, more), heardAt ?? at);
  const [outcome] = await recordDeliveries(db.table, [await putDelivery(db.table, delivery)], recording(versions));
  expect(outcome?.state).toBe('recorded');
}

const CHECKOUT = { service: 'checkout', monitors: ['probe'] };

async function openAt(now: string, known?: StreamsKnown, listeners = [CHECKOUT]): Promise<StreamsKnown> {
  return await streamsNow(db.table, listeners, { known, now: parseInstant(now) });
}

function stream(name: string, state: string, since: string, saidAt = since) {
  const at = { since: parseInstant(since), saidAt: parseInstant(saidAt) };
  return { service: 'checkout', monitor: 'probe', stream: name, state, ...at };
}

describe('the streams that are in trouble', () => {
  it('are those whose last word is not up, however long ago it was said', async () => {
    await say('2025-02-01T00:00:00Z', 'down', 'forgotten');
    await say('2026-10-13T23:00:00Z', 'down', 'a');
    await say('2026-10-14T01:00:00Z', 'up', 'a');
    await say('2026-10-14T02:00:00Z', 'degraded', 'b');
    const { open, names } = await openAt('2026-10-14T03:00:00Z');
    expect(open).toEqual([
      stream('b', 'degraded', '2026-10-14T02:00:00Z'),
      stream('forgotten', 'down', '2025-02-01T00:00:00Z'),
    ]);
    expect(names.map((it) => it.stream)).toEqual(['a', 'b', 'forgotten']);
  });

  it('are those of the monitors that are asked about', async () => {
    await say('2026-10-14T01:00:00Z', 'down', 'other', 'no probe');
    await say('2026-10-14T01:00:00Z', 'down', 's', 'search');
    expect((await openAt('2026-10-14T03:00:00Z')).open).toEqual([]);
    const both = [CHECKOUT, { service: 'search', monitors: ['search'] }];
    expect((await openAt('2026-10-14T03:00:00Z', undefined, both)).open).toMatchObject([{ service: 'search' }]);
  });

  it('have been so since the first of the words of a day that say the same', async () => {
    await say('2026-10-12T01:00:00Z', 'down', 'a');
    await say('2026-10-13T01:00:00Z', 'up', 'a');
    await say('2026-10-14T01:00:00Z', 'down', 'a');
    await say('2026-10-14T02:00:00Z', 'down', 'a');
    await say('2026-10-12T01:00:00Z', 'down', 'b');
    expect((await openAt('2026-10-14T03:00:00Z')).open).toEqual([
      stream('a', 'down', '2026-10-14T01:00:00Z', '2026-10-14T02:00:00Z'),
      stream('b', 'down', '2026-10-12T01:00:00Z'),
    ]);
  });
});

describe('an alert that is repeated', () => {
  const heardAt = parseInstant('2026-10-14T02:00:00Z');

  it('was heard when any of the words that say the same was borne out', async () => {
    await say('2026-10-14T01:00:00Z', 'down', 'a', 'probe', '2026-10-14T02:00:00Z');
    await say('2026-10-14T01:30:00Z', 'down', 'a');
    expect((await openAt('2026-10-14T03:00:00Z')).open).toMatchObject([{ heardAt }]);
  });

  it('was heard when it is remembered to have been, though a later word does not say so', async () => {
    await say('2026-10-10T01:00:00Z', 'down', 'a', 'probe', '2026-10-14T02:00:00Z');
    await say('2026-10-10T01:00:00Z', 'down', 'b', 'probe', '2026-10-14T02:00:00Z');
    const known = await openAt('2026-10-14T03:00:00Z');
    await say('2026-10-14T03:01:00Z', 'down', 'a');
    await say('2026-10-14T03:01:00Z', 'degraded', 'b');
    const { open } = await openAt('2026-10-14T03:05:00Z', known);
    const saidAt = '2026-10-14T03:01:00Z';
    expect(open).toEqual([{ ...stream('a', 'down', saidAt), heardAt }, stream('b', 'degraded', saidAt)]);
  });
});

describe('what was known', () => {
  it('is brought up to date by the days since', async () => {
    await say('2026-09-01T00:00:00Z', 'down', 'a');
    await say('2026-09-01T00:00:00Z', 'down', 'b');
    const known = await openAt('2026-10-14T01:00:00Z');
    await say('2026-10-14T01:01:00Z', 'up', 'a');
    await say('2026-10-14T01:02:00Z', 'down', 'c');
    const next = await openAt('2026-10-14T01:05:00Z', known);
    expect(next.open).toEqual([
      stream('b', 'down', '2026-09-01T00:00:00Z'),
      stream('c', 'down', '2026-10-14T01:02:00Z'),
    ]);
    expect(next.names.map((it) => it.stream)).toEqual(['a', 'b', 'c']);
    expect(next.readAllAt).toBe(parseInstant('2026-10-14T01:00:00Z'));
  });

  it('holds until something later is said', async () => {
    await say('2026-10-14T00:30:00Z', 'up', 'a');
    const told = { service: 'checkout', monitor: 'probe', stream: 'a', state: 'down' } as const;
    const later = parseInstant('2026-10-14T00:40:00Z');
    const known = { ...(await openAt('2026-10-14T01:00:00Z')), open: [{ ...told, since: later, saidAt: later }] };
    expect((await openAt('2026-10-14T01:05:00Z', known)).open).toEqual(known.open);
    await say('2026-10-14T00:40:00Z', 'down', 'a');
    await say('2026-10-14T00:50:00Z', 'up', 'a');
    expect((await openAt('2026-10-14T01:05:00Z', known)).open).toEqual([]);
  });

  it('is forgotten of monitors that listen no more', async () => {
    await say('2026-10-14T00:30:00Z', 'down', 'a');
    const known = await openAt('2026-10-14T01:00:00Z');
    expect((await openAt('2026-10-14T01:05:00Z', known, [])).open).toEqual([]);
  });

  it('is found out anew once a day, with what came late for an earlier day', async () => {
    const known = await openAt('2026-10-14T01:00:00Z');
    await say('2026-09-01T00:00:00Z', 'down', 'late');
    expect((await openAt('2026-10-15T00:59:59Z', known)).open).toEqual([]);
    expect((await openAt('2026-10-15T01:00:00Z', known)).open).toMatchObject([{ stream: 'late' }]);
  });
});

describe('the last change of a stream', () => {
  it('is that of its last day', async () => {
    await say('2025-09-01T00:00:00Z', 'down', 'a');
    await say('2026-09-01T00:00:00Z', 'up', 'a');
    const name = { service: 'checkout', monitor: 'probe', stream: 'a' };
    expect(await lastChangeOf(db.table, name)).toMatchObject({ state: 'up', at: parseInstant('2026-09-01T00:00:00Z') });
    expect(await lastChangeOf(db.table, { ...name, stream: 'unheard' })).toBeUndefined();
  });
});
