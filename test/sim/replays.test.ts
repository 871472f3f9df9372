import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type DeliveryPointer, putDelivery } from '../../shared/store/deliveries.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { BY_HAND, NOW, outcomes, shop } from '../sources/outages/outcomes.ts';
import { STORIES } from '../sources/outages/stories.ts';
import { useDatabase } from '../support/database.ts';
import { recording } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { randomFrom } from '../support/random.ts';
import { type Gate, placeOf } from '../support/watch.ts';

// Thousands of calls, one after the other: on a busy machine they take their time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const db = useDatabase();
const context = recording([shop], NOW);
const BATCH = 10;

/** Keeps all that is received, each with its own time of receipt. */
async function receive(table: Table): Promise<DeliveryPointer[]> {
  const pointers: DeliveryPointer[] = [];
  for (const { deliveries } of STORIES) {
    pointers.push(...(await Promise.all(deliveries.map((delivery) => putDelivery(table, delivery)))));
  }
  return pointers;
}

/** Records in batches until nothing is left; what failed comes again. @returns how many came again */
async function record(table: Table, queue: DeliveryPointer[]): Promise<number> {
  let again = 0;
  while (queue.length > 0) {
    const recorded = await recordDeliveries(table, queue.splice(0, BATCH), context);
    const failed = recorded.filter(({ state }) => state === 'failed');
    queue.push(...failed.map(({ pointer }) => pointer));
    again += failed.length;
  }
  return again;
}

/** What there is in the end, by place: all but how often it was written, and which delivery told of it first. */
async function stateOf(table: Table): Promise<ReadonlyMap<string, Item>> {
  const items = (await contentsOf(table)).map(
    ({ pk, sk, n: _tickets, s: _ticket, delivery: _delivery, ...item }): [string, Item] => [`${pk} ${sk}`, item],
  );
  return new Map(items);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((it) => ({ it, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ it }) => it);
}

/** Fails the first try of every second event that is put. */
function failingHalf(): Gate {
  const met = new Set<string>();
  return (call) => {
    const place = placeOf(call);
    if (call.command !== 'PutItem' || !place.startsWith('L#') || met.has(place)) return;
    met.add(place);
    if (met.size % 2 === 0) throw new Error('the request is lost');
  };
}

describe('two outages in the words of every sender, as they are received', () => {
  const random = randomFrom(1);
  let inOrder: Table;
  let expected: ReadonlyMap<string, Item>;
  beforeAll(async () => {
    inOrder = await db.anotherTable();
    await record(inOrder, await receive(inOrder));
    expected = await stateOf(inOrder);
  });

  it('come to what was worked out by hand, and leave nothing to mend', async () => {
    expect(await outcomes((question) => readKnowledge(inOrder, question))).toEqual(BY_HAND);
    expect(await listQuarantine(inOrder)).toEqual([]);
  });

  it.each<[string, (pointers: readonly DeliveryPointer[]) => DeliveryPointer[]]>([
    ['in reverse', (pointers) => pointers.toReversed()],
    ['in no order', (pointers) => shuffled(pointers, random)],
    ['twice', (pointers) => shuffled([...pointers, ...pointers], random)],
  ])('leave the same when they are recorded %s', async (_how, arranged) => {
    await record(db.table, arranged(await receive(db.table)));
    expect(await stateOf(db.table)).toEqual(expected);
  });

  it('leave the same when two workers record them at once', async () => {
    const queue = await receive(db.table);
    await Promise.all([db.anotherProcess(), db.anotherProcess()].map((worker) => record(worker, queue)));
    expect(await stateOf(db.table)).toEqual(expected);
  });

  it('leave the same when half of each batch fails at first and comes again', async () => {
    const queue = await receive(db.table);
    const half = queue.length / 2;
    const again = await record(db.anotherProcess(failingHalf()), queue);
    expect(again / half).toBeGreaterThan(0.7);
    expect(await stateOf(db.table)).toEqual(expected);
  });
});
