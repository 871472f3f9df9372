import { describe, expect, it } from 'vitest';
import type { SlaReport } from '../../shared/domain/report.ts';
import { closeReport } from '../../shared/store/reports.ts';
import { useDatabase } from '../support/database.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';
import { ONE_MISSED } from '../support/report-samples.ts';
import { useS3 } from '../support/s3.ts';

const db = useDatabase();
const s3 = useS3();
const PATH = '/reports/acme/2026-10/R-1.json';
const report: SlaReport = { ...ONE_MISSED, id: 'R-1', agreement: { ...ONE_MISSED.agreement, id: 'acme' } };
const closed = busMessage('ReportClosed', { report: 'R-1', agreement: 'acme', period: report.period.name });

async function run(...bodies: object[]) {
  const { handler } = await startFunction(() => import('../../functions/archive.ts'), environmentOf(db));
  return await handler(batchOf(...bodies), lambdaContext);
}

describe('a closed report', () => {
  it('is copied whole into the bucket, and never over another file', async () => {
    await closeReport(db.table, report);
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
    expect(s3.calls).toEqual([`PUT ${PATH}`]);
    expect(s3.headers).toMatchObject({ 'content-type': 'application/json', 'if-none-match': '*' });
    expect(s3.objects.get(PATH)?.toString()).toBe(JSON.stringify(report));
  });

  it('that is there already stays as it is', async () => {
    await closeReport(db.table, report);
    s3.objects.set(PATH, Buffer.from('{}'));
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
    expect(s3.objects.get(PATH)?.toString()).toBe('{}');
  });

  it.each([
    ['cannot be stored', async () => void s3.failures.push(503), 'SlowDown'],
    ['cannot be found', async () => {}, 'found none'],
  ])('that %s is tried again', async (what, prepare, message) => {
    if (what === 'cannot be stored') await closeReport(db.table, report);
    await prepare();
    await expect(run(closed)).rejects.toThrow(message);
  });
});

describe('any other message', () => {
  it('is nothing to do', async () => {
    expect(await run({ type: 'ReportDue' })).toEqual({ batchItemFailures: [] });
    expect(s3.calls).toEqual([]);
  });
});
