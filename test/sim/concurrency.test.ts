import { describe, expect, it, vi } from 'vitest';
import { identify } from '../../shared/domain/event.ts';
import { fold } from '../../shared/domain/fold.ts';
import { type Delivery, type DeliveryPointer, putDelivery } from '../../shared/store/deliveries.ts';
import { eventsOf } from '../../shared/store/ledger.ts';
import { readDelivery, recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { readRollups } from '../../shared/store/rollups.ts';
import type { Table } from '../../shared/store/table.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { randomFrom } from '../support/random.ts';
import { drawFate, Scheduler } from '../support/scheduler.ts';

// Thousands of calls, one after the other: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000 });

const db = useDatabase();

/** Each service is a trial of its own: a few deliveries that are recorded at nearly the same moment. */
const SERVICES = Array.from({ length: 60 }, (_, index) => `service-${index}`);
const DELIVERIES_EACH = 2;
const WORKERS = 6;
const DAY = '2026-10-14';

const shop = version({
  sources: [source({ id: 'probes' })],
  services: SERVICES.map((id) => service({ id, monitors: [monitor({ id, match: { service: id } })] })),
});
const context = recording([shop]);

function deliveriesOf(id: string): Delivery[] {
  return Array.from({ length: DELIVERIES_EACH }, (_, index) => {
    const state = index % 2 === 0 ? 'down' : 'up';
    const signal = stateJson(`${DAY}T0${index}:00:00Z`, state, { labels: { service: id } });
    return webhook('probes', signal, `${DAY}T12:00:00Z`);
  });
}

/** Nearly in order of the services, so that what belongs together meets; some messages come twice. */
function queueOf(pointers: readonly DeliveryPointer[], random: () => number): DeliveryPointer[] {
  return pointers
    .flatMap((pointer, index) => (random() < 0.3 ? [index, index] : [index]).map((place) => ({ pointer, place })))
    .map(({ pointer, place }) => ({ pointer, place: place + random() * DELIVERIES_EACH }))
    .sort((a, b) => a.place - b.place)
    .map(({ pointer }) => pointer);
}

/** Takes messages until the queue is empty; what failed goes back to where it came from. */
async function work(table: Table, queue: DeliveryPointer[], random: () => number): Promise<void> {
  while (queue.length > 0) {
    const batch = queue.splice(0, random() < 0.9 ? 1 : 3);
    for (const outcome of await recordDeliveries(table, batch, context)) {
      if (outcome.state === 'failed') queue.unshift(outcome.pointer);
    }
  }
}

describe('six workers whose calls overtake each other and get lost, with no sweep to help', () => {
  it.each([1, 2, 3, 4, 5, 6])('leave every rollup equal to the fold of what was received (seed %i)', async (seed) => {
    const random = randomFrom(seed);
    const scheduler = new Scheduler(random);
    const pointers = await Promise.all(SERVICES.flatMap(deliveriesOf).map((it) => putDelivery(db.table, it)));
    const queue = queueOf(pointers, random);
    const workers = Array.from({ length: WORKERS }, () => db.anotherProcess());
    for (const worker of workers) scheduler.govern(worker, () => drawFate(random));
    await Promise.all(workers.map((worker) => work(worker, queue, random)));

    for (const subject of SERVICES) {
      const events = deliveriesOf(subject).flatMap((delivery) => readDelivery(delivery, context).events);
      const set = events.map(identify);
      const ledger = await eventsOf(db.table, { subject, span: DAY });
      expect(ledger.map(({ id }) => id)).toEqual(set.map(({ id }) => id));
      expect(await readRollups(db.table, [{ subject, span: DAY }])).toEqual([fold(set)]);
    }
  });
});
