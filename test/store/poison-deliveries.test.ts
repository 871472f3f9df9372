import { beforeEach, describe, expect, it, vi } from 'vitest';
import { formatSignal } from '../../shared/sources/signals/signal-json.ts';
import { suspectsAmong } from '../../shared/store/begun-readings.ts';
import {
  type Delivery,
  type DeliveryPointer,
  deliveriesOfMinute,
  getDelivery,
  putDelivery,
} from '../../shared/store/deliveries.ts';
import { deliveriesAfter } from '../../shared/store/delivery-pages.ts';
import { describeDelivery } from '../../shared/store/describe-delivery.ts';
import { listQuarantine } from '../../shared/store/quarantine.ts';
import { type RecordingContext, recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { recordSuspects } from '../../shared/store/record-suspects.ts';
import { repairMinute } from '../../shared/store/repair.ts';
import { carryOut, planReprocess } from '../../shared/store/reprocess.ts';
import { readPlacedRollups } from '../../shared/store/rollups.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { contentsOf } from '../support/dynalite.ts';
import { watch } from '../support/watch.ts';

/*
 * A delivery that takes more time or memory than its function has ends that function: whatever the function still wanted
 * to do does not happen, and the whole batch comes again.
 */

// What is tried again is tried again at once.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const db = useDatabase();
const MINUTE = '2026-10-14T12:00';
const shop = version({
  sources: [source({ id: 'probes' })],
  services: [
    service(),
    service({ id: 'search', monitors: [monitor({ id: 'search-probe' })] }),
    service({ id: 'mail', monitors: [monitor({ id: 'mail-probe' })] }),
  ],
});
const down = (name: string, second: number): Delivery =>
  webhook('probes', stateJson('2026-10-14T07:12:00Z', 'down', { monitor: name }), `${MINUTE}:0${second}Z`);
const [before, poison, after] = [down('probe', 1), down('search-probe', 2), down('mail-probe', 3)];

const { parse } = recording([shop]);
const plain = recording([shop], '2026-10-14T12:10:00Z');
let isDead = false;
let readings = 0;

/** A reader that the delivery of the second second ends. */
const mortal: RecordingContext = {
  ...plain,
  parse: (delivery, catalogue) => {
    if (delivery.receivedAt !== poison.receivedAt) return parse(delivery, catalogue);
    readings++;
    isDead = true;
    throw new Error('out of time');
  },
};

beforeEach(() => {
  readings = 0;
  isDead = false;
  watch(db.table, () => {
    if (isDead) throw new Error('who is dead asks for nothing');
  });
});

/** Runs until the work ends or its process dies. @returns whether it came to its end */
async function lives(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  }
  const ended = !isDead;
  isDead = false;
  return ended;
}

const putAll = async () => await Promise.all([before, poison, after].map((it) => putDelivery(db.table, it)));

const comeAgain = async (pointers: readonly DeliveryPointer[]) =>
  await recordSuspects(db.table, await suspectsAmong(db.table, pointers), mortal);

const POISON = {
  source: 'probes',
  receivedAt: '2026-10-14T12:00:02.000Z',
  reason: 'poison',
  detail:
    'its recording was begun 3 times and never came to an end: expected a delivery that a function records within its time and memory',
};

async function recordedServices(): Promise<string[]> {
  const services = ['checkout', 'search', 'mail'];
  const buckets = services.map((subject) => ({ subject, span: '2026-10-14' }));
  const subjects = (await readPlacedRollups(db.table, buckets)).map(({ bucket }) => bucket.subject);
  return services.filter((service) => subjects.includes(service));
}

describe('a delivery that ends its reader', () => {
  it('keeps the others of its batch from being read no longer than until the second time they come again', async () => {
    const pointers = await putAll();
    expect(await lives(() => comeAgain(pointers))).toBe(false);
    expect(await recordedServices()).toEqual(['checkout']);
    expect(await lives(() => comeAgain(pointers))).toBe(false);
    expect(await recordedServices()).toEqual(['checkout', 'mail']);
  });

  it('is set aside after three readings, whole and with the reason', async () => {
    const pointers = await putAll();
    for (let time = 1; time <= 3; time++) expect(await lives(() => comeAgain(pointers))).toBe(false);
    expect(await listQuarantine(db.table)).toEqual([]);
    const outcomes = await comeAgain(pointers);
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(readings).toBe(3);
    const [, pointer = { pk: '', sk: '' }] = pointers;
    expect(await listQuarantine(db.table)).toEqual([{ ...POISON, delivery: pointer }]);
    expect(await getDelivery(db.table, pointer)).toEqual(poison);
  });

  it('stays set aside, once, however often it comes', async () => {
    const pointers = await putAll();
    for (let time = 1; time <= 4; time++) await lives(() => comeAgain(pointers));
    const contents = await contentsOf(db.table);
    await comeAgain(pointers);
    expect(await listQuarantine(db.table)).toHaveLength(1);
    expect(readings).toBe(3);
    expect((await contentsOf(db.table)).length).toBe(contents.length);
  });

  it('is found by the sweep when the queue has lost it, and keeps the sweep from nothing after that', async () => {
    await putAll();
    expect(await lives(() => repairMinute(db.table, MINUTE, mortal))).toBe(false);
    for (let time = 1; time <= 3; time++) {
      expect(await lives(() => repairMinute(db.table, MINUTE, { ...mortal, isSuspected: true }))).toBe(false);
    }
    const repairs = await repairMinute(db.table, MINUTE, mortal);
    expect(repairs).toEqual({ deliveries: 3, rollups: 0, services: expect.arrayContaining(['checkout', 'mail']) });
    expect(await listQuarantine(db.table)).toMatchObject([POISON]);
    expect(await repairMinute(db.table, MINUTE, mortal)).toEqual({ deliveries: 0, rollups: 0, services: [] });
    expect(await recordedServices()).toEqual(['checkout', 'mail']);
  });

  it('is not read for who wants to see what came in', async () => {
    const pointers = await putAll();
    await lives(() => comeAgain(pointers));
    const { deliveries } = await deliveriesAfter(db.table, `${MINUTE}:00Z`, { now: mortal.now, limit: 10 });
    expect(deliveries).toHaveLength(3);
    const context = { ...mortal, format: formatSignal };
    const described = await Promise.all(deliveries.map((it) => describeDelivery(it, context)));
    expect(described.map(({ signals, unread }) => ({ signals, unread }))).toEqual([
      { signals: 1, unread: undefined },
      { signals: null, unread: expect.stringContaining('begun 1 times') },
      { signals: 1, unread: undefined },
    ]);
    expect(readings).toBe(1);
  });

  it('leaves quarantine when it can be read again by hand', async () => {
    const pointers = await putAll();
    for (let time = 1; time <= 4; time++) await lives(() => comeAgain(pointers));
    const [, pointer = { pk: '', sk: '' }] = pointers;
    const grounds = { proposedBy: 'Kim', approvedBy: 'Robin', note: 'Read with more time', now: plain.now };
    const plan = await planReprocess(db.table, [{ pointer, delivery: poison }], plain, grounds);
    await carryOut(db.table, plan, plain, grounds);
    expect(await listQuarantine(db.table)).toEqual([]);
    expect(await recordedServices()).toEqual(['checkout', 'search', 'mail']);
    // Then nothing keeps it from being shown, nor sets it aside once more.
    expect(await suspectsAmong(db.table, [pointer])).toEqual([{ pointer, begun: 0 }]);
    expect(await recordSuspects(db.table, [{ pointer, begun: 0 }], plain)).toMatchObject([{ setAside: 0 }]);
  });
});

describe('a delivery whose recording fails and does not end its reader', () => {
  it('leaves no mark, so it may fail as often as it has to', async () => {
    const [pointer = { pk: '', sk: '' }] = await putAll();
    const failing = { ...plain, versions: [] };
    for (let time = 1; time <= 5; time++) {
      const [outcome] = await recordSuspects(db.table, await suspectsAmong(db.table, [pointer]), failing);
      expect(outcome).toMatchObject({ state: 'failed', error: { code: 'NO_CATALOGUE' } });
    }
    expect(await suspectsAmong(db.table, [pointer])).toEqual([{ pointer, begun: 0 }]);
    expect((await deliveriesOfMinute(db.table, MINUTE)).map(({ begun }) => begun)).toEqual([0, 0, 0]);
    const [outcome] = await recordSuspects(db.table, await suspectsAmong(db.table, [pointer]), plain);
    expect(outcome?.state).toBe('recorded');
  });

  it('is not to blame when the table takes the mark off only after a while', async () => {
    const pointers = await putAll();
    let refused = 0;
    const calls = watch(db.table, ({ input }) => {
      const takesOff = JSON.stringify(input).includes('SET begun');
      if (takesOff && ++refused % 4 !== 0) throw new Error('throttled');
    });
    const outcomes = await recordSuspects(db.table, await suspectsAmong(db.table, pointers), plain);
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(calls.length).toBeGreaterThan(0);
    expect((await suspectsAmong(db.table, pointers)).map(({ begun }) => begun)).toEqual([0, 0, 0]);
  });

  it('is not begun when the others have left too little time for it, and is not to blame', async () => {
    const pointers = await putAll();
    let left = 2;
    const hasTime = () => left-- > 0;
    const suspects = await suspectsAmong(db.table, pointers);
    const outcomes = await recordSuspects(db.table, suspects, { ...plain, hasTime });
    expect(outcomes.map(({ state }) => state)).toEqual(['recorded', 'recorded', 'failed']);
    expect(outcomes[2]).toMatchObject({ error: { code: 'TOO_LATE' } });
    expect((await suspectsAmong(db.table, pointers)).map(({ begun }) => begun)).toEqual([0, 0, 0]);
  });

  it('that is gone is said to be missing', async () => {
    const pointer = { pk: 'D#2026-10-14T12:00#0', sk: 'none' };
    const [outcome] = await recordSuspects(db.table, [{ pointer, begun: 3 }], plain);
    expect(outcome).toMatchObject({ state: 'failed', error: { code: 'DELIVERY_MISSING' } });
  });
});

describe('deliveries that come for the first time', () => {
  it('are not marked: they cost no write more', async () => {
    const pointers = await putAll();
    const calls = watch(db.table);
    await recordDeliveries(db.table, pointers, plain);
    expect(calls.filter(({ input }) => JSON.stringify(input).includes('#begun'))).toEqual([]);
  });
});
