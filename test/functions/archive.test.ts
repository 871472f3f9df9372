import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SlaReport } from '../../shared/domain/report.ts';
import { closeReport } from '../../shared/store/reports.ts';
import { useDatabase } from '../support/database.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';
import { ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const s3 = mockClient(S3Client);
const report: SlaReport = { ...ONE_MISSED, id: 'R-1', agreement: { ...ONE_MISSED.agreement, id: 'acme' } };
const closed = busMessage('ReportClosed', { report: 'R-1', agreement: 'acme', period: report.period.name });

beforeEach(() => {
  s3.reset();
  s3.on(PutObjectCommand).resolves({});
});

async function run(...bodies: object[]) {
  const { handler } = await startFunction(() => import('../../functions/archive.ts'), environmentOf(db));
  return await handler(batchOf(...bodies), lambdaContext);
}

describe('a closed report', () => {
  it('is copied whole into the bucket, and never over another file', async () => {
    await closeReport(db.table, report);
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
    expect(s3).toHaveReceivedCommandExactlyOnceWith(PutObjectCommand, {
      Bucket: 'reports',
      Key: 'acme/2026-10/R-1.json',
      Body: JSON.stringify(report),
      ContentType: 'application/json',
      IfNoneMatch: '*',
    });
  });

  it('that is there already stays as it is', async () => {
    await closeReport(db.table, report);
    s3.on(PutObjectCommand).rejects(refusal('PreconditionFailed'));
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
  });

  it.each([
    ['cannot be stored', async () => void s3.on(PutObjectCommand).rejects(refusal('SlowDown')), 'SlowDown'],
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
    expect(s3).not.toHaveReceivedAnyCommand();
  });
});

function refusal(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}
