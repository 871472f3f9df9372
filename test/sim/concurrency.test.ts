import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bucketOf } from '../../shared/domain/bucket.ts';
import { identify, type LedgerEvent } from '../../shared/domain/event.ts';
import { fold } from '../../shared/domain/fold.ts';
import { type Delivery, type DeliveryPointer, putDelivery } from '../../shared/store/deliveries.ts';
import { eventsOf } from '../../shared/store/ledger.ts';
import { readDelivery, recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import type { Table } from '../../shared/store/table.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { badNetwork } from '../support/faults.ts';
import { type Network, startNetwork, tableOf } from '../support/network.ts';
import { randomFrom } from '../support/random.ts';

// Thousands of calls, one after the other: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });

let network: Network;
beforeAll(async () => {
  network = await startNetwork();
});
afterAll(() => network.close());

const shop = version({
  sources: [source({ id: 'probes' })],
  services: ['checkout', 'search'].map((id) => service({ id, monitors: [monitor({ id, match: { service: id } })] })),
});
const context = recording([shop]);

const WORKERS = 4;
const DELIVERIES = 40;
const LARGEST_BATCH = 5;

/** Of two services, over the turn of a day, each with one to three states of a few streams. */
function randomDelivery(random: () => number, index: number): Delivery {
  const pick = <T>(...items: readonly T[]): T => items[Math.floor(random() * items.length)] ?? (items[0] as T);
  const signals = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    stateJson(new Date(Date.UTC(2026, 9, 14, 20 + Math.floor(random() * 8), index)).toISOString(), pick('up', 'down'), {
      monitor: pick('a', 'b'),
      labels: { service: pick('checkout', 'search') },
    }),
  );
  return webhook('probes', signals, '2026-10-15T12:00:00Z');
}

/** Takes batches until the queue is empty; what failed goes back to where it came from. */
async function work(table: Table, queue: DeliveryPointer[], random: () => number): Promise<void> {
  while (queue.length > 0) {
    const batch = queue.splice(0, 1 + Math.floor(random() * LARGEST_BATCH));
    for (const outcome of await recordDeliveries(table, batch, context)) {
      if (outcome.state === 'failed') queue.push(outcome.pointer);
    }
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

describe('four workers on a network that loses and delays calls, with no sweep to help', () => {
  it.each([1, 2, 3])('leave every rollup equal to the fold of what was received (seed %i)', async (seed) => {
    const random = randomFrom(seed);
    const table = await network.newTable();
    const deliveries = Array.from({ length: DELIVERIES }, (_, index) => randomDelivery(random, index));
    const pointers = await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)));
    const queue = shuffled([...pointers, ...pointers], random);
    const workers = Array.from({ length: WORKERS }, () => tableOf(network.newProcess(badNetwork(random)), table));
    await Promise.all(workers.map((own) => work(own, queue, random)));
    await network.quiet();

    const expected = new Map<string, LedgerEvent[]>();
    for (const event of deliveries.flatMap((delivery) => readDelivery(delivery, context).events)) {
      const { subject, span } = bucketOf(event);
      expected.set(`${subject} ${span}`, [...(expected.get(`${subject} ${span}`) ?? []), event]);
    }
    expect(expected.size).toBe(4);
    for (const [name, events] of expected) {
      const [subject = '', span = ''] = name.split(' ');
      const set = new Map(events.map(identify).map((event) => [event.id, event]));
      const ledger = await eventsOf(table, { subject, span });
      expect(ledger.map(({ id }) => id).sort()).toEqual([...set.keys()].sort());
      expect(await readRollups(table, [{ subject, span }])).toEqual([fold([...set.values()])]);
    }
  });
});
