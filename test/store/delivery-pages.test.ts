import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { deliveriesAfter } from '../../shared/store/delivery-pages.ts';
import { useDatabase } from '../support/database.ts';
import { stateJson, webhook } from '../support/deliveries.ts';

const db = useDatabase();

async function received(...times: readonly string[]): Promise<void> {
  for (const time of times) await putDelivery(db.table, webhook('probes', stateJson(time, 'down'), time));
}

async function read(after: string, { now, limit = 100 }: { now: string; limit?: number }) {
  const page = await deliveriesAfter(db.table, after, { now: parseInstant(now), limit });
  return { ...page, deliveries: page.deliveries.map(({ position }) => position.slice(11, 23)) };
}

describe('pages of deliveries', () => {
  it('are in the order of receipt, over minutes and shards, after the position', async () => {
    await received(
      '2026-10-14T10:01:59.999Z',
      '2026-10-14T10:00:01.000Z',
      '2026-10-14T10:02:00.000Z',
      '2026-10-14T10:00:02.000Z',
      '2026-10-14T09:59:59.000Z',
    );
    const now = '2026-10-14T10:05:00Z';
    expect(await read('2026-10-14T12:00:00.500+02:00', { now })).toEqual({
      deliveries: ['10:00:01.000', '10:00:02.000', '10:01:59.999', '10:02:00.000'],
      // Ten seconds ago: what was received since may still be on its way into the table.
      next: '2026-10-14T10:04:50.000Z',
      more: false,
    });
  });

  it('go on after the last of a full page, if several were received at one instant too', async () => {
    const at = '2026-10-14T10:00:00.000Z';
    for (const state of ['up', 'down', 'degraded'])
      await putDelivery(db.table, webhook('probes', stateJson(at, state), at));
    const now = '2026-10-14T10:05:00Z';
    const first = await deliveriesAfter(db.table, '2026-10-14T09:59:00Z', { now: parseInstant(now), limit: 2 });
    expect(first.more).toBe(true);
    const second = await deliveriesAfter(db.table, first.next, { now: parseInstant(now), limit: 2 });
    expect(second.more).toBe(false);
    const shown = [...first.deliveries, ...second.deliveries].map(({ pointer }) => pointer.sk);
    expect(shown).toHaveLength(3);
    expect(new Set(shown).size).toBe(3);
  });

  it('give the newest again until they are settled, and never go back', async () => {
    await received('2026-10-14T10:04:55.000Z');
    const first = await read('2026-10-14T10:04:00Z', { now: '2026-10-14T10:05:00Z' });
    expect(first).toEqual({ deliveries: ['10:04:55.000'], next: '2026-10-14T10:04:50.000Z', more: false });
    // Received before the one that was shown, put after it.
    await received('2026-10-14T10:04:54.000Z');
    const second = await read(first.next, { now: '2026-10-14T10:05:02Z' });
    expect(second.deliveries).toEqual(['10:04:54.000', '10:04:55.000']);
    const behind = await read('2026-10-14T10:05:00Z', { now: '2026-10-14T10:05:02Z' });
    expect(behind).toEqual({ deliveries: [], next: '2026-10-14T10:05:00.000Z', more: false });
  });

  it('look at a quarter of an hour at a time, so that each ends soon', async () => {
    await received('2026-10-14T10:20:00.000Z');
    const first = await read('2026-10-14T10:00:30Z', { now: '2026-10-14T10:25:00Z' });
    expect(first).toEqual({ deliveries: [], next: '2026-10-14T10:15:00.000Z', more: true });
    const second = await read(first.next, { now: '2026-10-14T10:25:00Z' });
    expect(second).toMatchObject({ deliveries: ['10:20:00.000'], more: false });
  });

  it.each(['yesterday', '2026-10-14T10:00:00', '~x'])('refuse the position %j', async (after) => {
    await expect(read(after, { now: '2026-10-14T10:25:00Z' })).rejects.toThrow(
      'expected an ISO 8601 time with an offset',
    );
  });
});
