import { beforeEach, describe, expect, it } from 'vitest';
import { StreamDays } from '../../shared/store/stream-days.ts';
import { hasStreams, indexStream, type Stream, streamsOf } from '../../shared/store/stream-index.ts';
import { useDatabase } from '../support/database.ts';
import { watch } from '../support/watch.ts';

const db = useDatabase();
const alert = { service: 'checkout', monitor: 'alerts', stream: 'a#1 50%' };

describe('the days on which a stream has events', () => {
  let stream: Stream;

  beforeEach(async () => {
    const days = ['2024-02-29', '2026-01-01', '2026-10-14', '2026-10-15', '2026-12-31', '2027-03-01'];
    await Promise.all(days.toReversed().map((day) => indexStream(db.table, alert, day)));
    [stream] = (await streamsOf(db.table, 'checkout')) as [Stream];
  });

  it('are found by the years that the stream has', () => {
    expect(stream).toEqual({ ...alert, years: ['2024', '2026', '2027'] });
  });

  it.each([
    ['2026-10-15', '2026-10-14'],
    ['2026-10-14', '2026-01-01'],
    ['2026-01-01', '2024-02-29'],
    ['2025-06-01', '2024-02-29'],
    ['2024-02-29', undefined],
    ['9999-12-31', '2027-03-01'],
  ])('the last one before %s is %s', async (day, expected) => {
    expect(await new StreamDays(db.table, 'checkout').lastBefore(stream, day)).toBe(expected);
  });

  it.each([
    ['2026-10-14', '2026-10-15'],
    ['2026-12-30', '2026-12-31'],
    ['2026-12-31', '2027-03-01'],
    ['2025-06-01', '2026-01-01'],
    ['2027-03-01', undefined],
    ['2020-01-01', '2024-02-29'],
  ])('the first one after %s is %s', async (day, expected) => {
    expect(await new StreamDays(db.table, 'checkout').firstAfter(stream, day)).toBe(expected);
  });

  it('are all found', async () => {
    const all = ['2024-02-29', '2026-01-01', '2026-10-14', '2026-10-15', '2026-12-31', '2027-03-01'];
    expect(await new StreamDays(db.table, 'checkout').all(stream)).toEqual(all);
  });

  it('cost one read a year for all streams of a service', async () => {
    const others = Array.from({ length: 20 }, (_, number) => ({ ...alert, stream: `other ${number}` }));
    await Promise.all(others.map((other) => indexStream(db.table, other, '2026-10-14')));
    const streams = await streamsOf(db.table, 'checkout');
    const days = new StreamDays(db.table, 'checkout');
    const calls = watch(db.table);
    const found = await Promise.all(streams.map((it) => days.lastBefore(it, '2026-10-15')));
    expect(found).toEqual(Array.from({ length: 21 }, () => '2026-10-14'));
    expect(calls).toHaveLength(1);
  });
});

describe('a service', () => {
  it('has no streams until one has spoken for it', async () => {
    expect(await hasStreams(db.table, 'checkout')).toBe(false);
    await indexStream(db.table, alert, '2026-10-14');
    expect(await hasStreams(db.table, 'checkout')).toBe(true);
    expect(await hasStreams(db.table, 'check')).toBe(false);
  });
});
