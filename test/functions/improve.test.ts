import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImprovementItem } from '../../shared/domain/improvement.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { listImprovements, replaceImprovement } from '../../shared/store/improvements.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { catalogue, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);
const owner = { name: 'Robin Responsible', email: 'robin@example.com' };

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 9, 20) });
  await publishCatalogue(db.table, catalogue({ services: [service({ owner })] }), 0);
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});
afterEach(() => vi.useRealTimers());

function breach(more: Partial<Notice> = {}): Notice {
  return {
    id: 'n1',
    type: 'SlaBreached',
    agreement: 'acme',
    service: 'checkout',
    period: '2026-10',
    kind: 'availability',
    target: '99.9',
    cause: 'probe',
    allowedMs: 2_678_400,
    usedMs: 2_700_000,
    ...more,
  };
}

async function start() {
  const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
  return async (...breaches: Notice[]) =>
    await handler(batchOf(...breaches.map((it) => busMessage('SlaBreached', it))), lambdaContext);
}

const items = () => listImprovements(db.table);

function periodsOf(item: ImprovementItem | undefined): string[] {
  return item?.type === 'nonconformity' ? item.evidence.map(({ period }) => period) : [];
}

/** Ids of the items that the bus was told of. */
function raised(): string[] {
  const entries = bus.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
  expect(new Set(entries.map(({ DetailType }) => DetailType))).toEqual(new Set(['ImprovementRaised']));
  return entries.map(({ Detail }) => JSON.parse(Detail ?? '').id);
}

describe('a breach', () => {
  it('raises an improvement item with owner, due date and evidence, and tells of it', async () => {
    const run = await start();
    expect(await run(breach())).toEqual({ batchItemFailures: [] });
    const [item] = await items();
    expect(item).toMatchObject({
      id: expect.stringMatching(/^IMP-[0-9A-F]{8}-1$/),
      type: 'nonconformity',
      state: 'open',
      title: 'Checkout API missed its availability target of 99.9 %',
      agreement: 'acme',
      service: 'checkout',
      cause: 'probe',
      owner,
      raisedAt: '2026-10-20T00:00:00.000Z',
      // Thirty days later.
      dueAt: '2026-11-19T00:00:00.000Z',
      evidence: [
        {
          period: '2026-10',
          allowedMs: 2_678_400,
          usedMs: 2_700_000,
          link: '/services/checkout?agreement=acme&period=2026-10',
        },
      ],
    });
    expect(raised()).toEqual([item?.id]);
  });

  it('told twice raises one item', async () => {
    const run = await start();
    await run(breach(), breach());
    await run(breach());
    expect(await items()).toHaveLength(1);
    expect((await items())[0]?.evidence).toHaveLength(1);
  });

  it('told to two at the same moment raises one item', async () => {
    const [one, other] = [await start(), await start()];
    await Promise.all([one(breach()), other(breach())]);
    expect(await items()).toHaveLength(1);
  });

  it('of a service without an owner goes to the owner of the organization', async () => {
    await publishCatalogue(db.table, catalogue(), 1);
    await (await start())(breach());
    expect((await items())[0]?.owner).toEqual({ name: 'Sam Owner', email: 'sam@example.com' });
  });
});

describe('a breach in another period', () => {
  it('is evidence for the item that is open', async () => {
    const run = await start();
    await run(breach());
    await run(breach({ period: '2026-11' }), breach({ period: '2026-11' }));
    const [item, ...others] = await items();
    expect(others).toEqual([]);
    expect(periodsOf(item)).toEqual(['2026-10', '2026-11']);
  });

  it('is evidence beside another that comes at the same moment', async () => {
    await (await start())(breach());
    const [one, other] = [await start(), await start()];
    await Promise.all([one(breach({ period: '2026-11' })), other(breach({ period: '2026-12' }))]);
    const [item] = await items();
    expect(periodsOf(item).sort()).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('raises a new item when the one before is closed', async () => {
    const run = await start();
    await run(breach());
    const [first] = await items();
    if (first === undefined) throw new Error('expected an item');
    await replaceImprovement(db.table, first, { ...first, state: 'closed' });
    await run(breach());
    expect(await items()).toHaveLength(1);
    await run(breach({ period: '2026-11' }));
    expect((await items()).map(({ id, state }) => [id.slice(-2), state])).toEqual([
      ['-1', 'closed'],
      ['-2', 'open'],
    ]);
  });

  it.each([{ cause: 'other-probe' }, { service: 'search' }, { agreement: 'globex' }])(
    'or of another cause, service or agreement raises an item of its own: %o',
    async (other) => {
      await (await start())(breach(), breach(other));
      expect(await items()).toHaveLength(2);
    },
  );
});

describe('what fails', () => {
  it('comes again, alone: the item is there then, and told of', async () => {
    bus.on(PutEventsCommand).rejectsOnce(new Error('no bus')).resolves({ FailedEntryCount: 0 });
    const run = await start();
    expect(await run(breach(), breach({ service: 'search' }))).toMatchObject({ batchItemFailures: [{}] });
    await run(breach(), breach({ service: 'search' }));
    expect(await items()).toHaveLength(2);
    expect(new Set(raised())).toEqual(new Set((await items()).map(({ id }) => id)));
  });

  it('a message without a breach, which nobody should send', async () => {
    const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
    await expect(handler(batchOf({ type: 'AssessAll' }), lambdaContext)).rejects.toThrow();
  });
});

describe('a delivery from which its sender left alerts out', () => {
  const truncated = (source: string, receivedAt: string) =>
    busMessage('DeliveryTruncated', { type: 'DeliveryTruncated', source, receivedAt });

  it('raises one item for its source and tells of it, however many come', async () => {
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'am-eu', type: 'alertmanager' })] }), 1);
    const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
    const deliveries = [truncated('am-eu', '2026-10-19T23:59:00Z'), truncated('am-eu', '2026-10-20T00:09:00Z')];
    expect(await handler(batchOf(...deliveries), lambdaContext)).toEqual({ batchItemFailures: [] });
    const [item, ...others] = await items();
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      title: 'am-eu leaves alerts out of what it sends',
      cause: 'max_alerts of its webhook receiver: 0 sends all',
      owner: { name: 'Sam Owner', email: 'sam@example.com' },
    });
    expect(new Set(raised())).toEqual(new Set([item?.id]));
  });
});

describe('a review of what was raised', () => {
  const review = { type: 'ReviewImprovements' };
  const shop = catalogue({ sources: [source({ id: 'probes', corrections: true })], services: [service({ owner })] });

  /** Signals as they are recorded, at a time of November. */
  async function recorded(at: string, ...signals: readonly object[]): Promise<void> {
    const pointer = await putDelivery(db.table, webhook('probes', signals, at));
    await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table), at));
    vi.setSystemTime(new Date(at));
  }

  async function outageOf50MinutesRaised() {
    await publishCatalogue(db.table, shop, 1);
    const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
    const run = async (...bodies: object[]) => await handler(batchOf(...bodies), lambdaContext);
    await recorded(
      '2026-10-14T08:50:00Z',
      stateJson('2026-10-14T08:00:00Z', 'down'),
      stateJson('2026-10-14T08:50:00Z', 'up'),
    );
    // It was told when 45 of the 44.64 minutes were used.
    await run(busMessage('SlaBreached', breach()));
    return run;
  }

  const about = { correction: 'COR-1', services: ['checkout'] };
  const exclusion = {
    kind: 'correction',
    ...about,
    action: 'exclude',
    start: '2026-10-14T08:00:00Z',
    end: '2026-10-14T08:50:00Z',
    proposedBy: 'Kim',
    proposedAt: '2026-11-02T09:00:00Z',
    reason: 'customer-caused',
  };
  const decided = (decision: string, at: string) => ({ kind: 'approval', ...about, approvedBy: 'Robin', at, decision });

  async function found() {
    const [item, ...others] = await items();
    expect(others).toEqual([]);
    return item?.type === 'nonconformity' ? item.evidence : [];
  }

  it('appends what the period came to, and what a correction made of it', async () => {
    const run = await outageOf50MinutesRaised();
    await run(review);
    const [told] = await found();
    expect(told).not.toHaveProperty('later');
    // The month is over: 50 of 44,640 minutes were down.
    vi.setSystemTime(new Date('2026-11-01T05:00:00Z'));
    await run(review, review);
    const over = { at: '2026-11-01T05:00:00.000Z', verdict: 'missed', allowedMs: 2_678_400, usedMs: 3_000_000 };
    expect(await found()).toEqual([{ ...told, later: [over] }]);
    await recorded('2026-11-02T09:00:00Z', exclusion, decided('approved', '2026-11-02T09:05:00Z'));
    vi.setSystemTime(new Date('2026-11-02T10:00:00Z'));
    await run(review);
    vi.setSystemTime(new Date('2026-11-02T11:00:00Z'));
    await run(review, review);
    // 50 minutes leave the month: of 44,590 a thousandth may be lost.
    const met = { at: '2026-11-02T10:00:00.000Z', verdict: 'met', allowedMs: 2_675_400, usedMs: 0 };
    expect(await found()).toEqual([{ ...told, later: [over, met] }]);
    expect(new Set(raised()).size).toBe(1);
  });

  it('keeps what was told when the breach is told again, after the review', async () => {
    const run = await outageOf50MinutesRaised();
    vi.setSystemTime(new Date('2026-11-01T05:00:00Z'));
    await run(review);
    const known = await found();
    await run(busMessage('SlaBreached', breach()), review);
    expect(await found()).toEqual(known);
    await run(busMessage('SlaBreached', breach({ period: '2026-09' })));
    expect((await found()).map(({ period, later = [] }) => [period, later.length])).toEqual([
      ['2026-10', 1],
      ['2026-09', 0],
    ]);
  });

  it('finds a late fact, and a breach that was told after all was corrected', async () => {
    await publishCatalogue(db.table, shop, 1);
    vi.setSystemTime(new Date('2026-11-02T10:00:00Z'));
    const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
    await handler(batchOf(busMessage('SlaBreached', breach())), lambdaContext);
    await handler(batchOf(review), lambdaContext);
    expect(await found()).toMatchObject([{ usedMs: 2_700_000, later: [{ verdict: 'met', usedMs: 0 }] }]);
    await recorded(
      '2026-11-03T10:00:00Z',
      stateJson('2026-10-14T08:00:00Z', 'down'),
      stateJson('2026-10-14T09:00:00Z', 'up'),
    );
    await handler(batchOf(review), lambdaContext);
    expect(await found()).toMatchObject([
      { usedMs: 2_700_000, later: [{ verdict: 'met' }, { verdict: 'missed', usedMs: 3_600_000 }] },
    ]);
  });

  it('by two at the same moment appends once', async () => {
    const run = await outageOf50MinutesRaised();
    const { handler } = await startFunction(() => import('../../functions/improve.ts'), environmentOf(db));
    vi.setSystemTime(new Date('2026-11-01T05:00:00Z'));
    await Promise.all([run(review), handler(batchOf(review), lambdaContext), run(review, review)]);
    expect((await found())[0]?.later).toHaveLength(1);
  });
});
