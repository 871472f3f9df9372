import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { getReport } from '../../shared/store/reports.ts';
import { getProposal } from '../../shared/store/restatements.ts';
import { agreement, catalogue, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, lambdaContext } from '../support/lambda.ts';

const db = useDatabase();
const bus = mockClient(EventBridgeClient);

const AFTER_GRACE = '2026-11-04T00:00:00Z';
const SECOND = '../../shared/domain/recount/recount.ts';

/** Two agreements on one service. */
const shop = catalogue({
  sources: [source({ id: 'am' })],
  agreements: [agreement({ id: 'acme' }), agreement({ id: 'globex' })],
});

beforeEach(async () => {
  await publishCatalogue(db.table, shop, parseInstant('2026-10-02T00:00:00Z'));
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
  await outageOn('2026-10-14');
});
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock(SECOND);
});

async function outageOn(day: string): Promise<void> {
  const told = [stateJson(`${day}T07:12:00Z`, 'down'), stateJson(`${day}T09:20:00Z`, 'up')];
  const pointer = await putDelivery(db.table, webhook('am', told, '2027-02-01T00:00:00Z'));
  await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table)));
}

/** The second calculator finds one millisecond more of downtime for one agreement. */
function sabotage(agreementId: string): void {
  vi.doMock(SECOND, async (original) => {
    const { recount } = await original<typeof import('../../shared/domain/recount/recount.ts')>();
    const wrong: typeof recount = (question, knowledge) => {
      const right = recount(question, knowledge);
      const { ms, downtimeThousandths } = right;
      if (question.agreement !== agreementId) return right;
      return { ...right, ms: { ...ms, down: ms.down + 1 }, downtimeThousandths: downtimeThousandths + 1000 };
    };
    return { recount: wrong };
  });
}

/** Runs the function at a moment. @returns what it has counted and what it has logged as errors */
async function runAt(now: string) {
  vi.useFakeTimers({ toFake: ['Date'], now: parseInstant(now) });
  const errors: unknown[] = [];
  const load = async () => {
    const { logger } = await import('../../shared/aws/powertools.ts');
    vi.spyOn(logger, 'error').mockImplementation((...said) => errors.push(said));
    vi.spyOn(logger, 'warn').mockReturnValue(undefined);
    return await import('../../functions/report.ts');
  };
  const { handler, counts } = await startFunction(load, environmentOf(db));
  expect(await handler(batchOf({ type: 'ReportDue' }), lambdaContext)).toEqual({ batchItemFailures: [] });
  return { counts, errors };
}

const reportOf = (id: string, period = '2026-10') => getReport(db.table, { agreement: id, period });

describe('when the two calculators do not agree', () => {
  it('the agreement is not closed, and the others are', async () => {
    sabotage('acme');
    const { counts } = await runAt(AFTER_GRACE);
    expect(counts).toEqual({ CloseRefused: 1, ReportsClosed: 1 });
    expect([await reportOf('acme'), (await reportOf('globex'))?.id]).toEqual([undefined, 'R-2026-10-globex-v1']);
  });

  it('the log has the figures of both', async () => {
    sabotage('acme');
    const [logged] = (await runAt(AFTER_GRACE)).errors;
    // 128 minutes are 7,680,000 ms.
    const message = expect.stringMatching(
      /^expected one result for acme, checkout, 2026-10; counted .*"down":7680000,.* recounted .*"down":7680001,/,
    );
    const error = expect.objectContaining({ code: 'RECOUNT_DIFFERS', message });
    expect(logged).toEqual([
      'A period is not closed: the calculators do not agree',
      { agreement: 'acme', period: '2026-10', error },
    ]);
  });

  it('the period stays due, and none after it is closed before it is', async () => {
    sabotage('acme');
    await outageOn('2026-11-14');
    expect((await runAt('2026-12-04T00:00:00Z')).counts).toEqual({ CloseRefused: 1, ReportsClosed: 2 });
    expect(await reportOf('acme', '2026-11')).toBeUndefined();
    vi.doUnmock(SECOND);
    expect((await runAt('2026-12-04T01:00:00Z')).counts).toEqual({ CloseRefused: 0, ReportsClosed: 2 });
    expect((await reportOf('acme', '2026-11'))?.services[0]?.attainment.downtimeMs).toBe(128 * 60_000);
  });

  it('no other version of a closed report is proposed', async () => {
    await runAt(AFTER_GRACE);
    await outageOn('2026-10-20');
    sabotage('acme');
    expect((await runAt('2026-11-05T01:00:00Z')).counts).toEqual({ CloseRefused: 1, RestatementsProposed: 1 });
    expect(await getProposal(db.table, { agreement: 'acme', period: '2026-10' })).toBeUndefined();
  });
});
