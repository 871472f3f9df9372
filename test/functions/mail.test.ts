import { SESv2Client, SendEmailCommand, TooManyRequestsException } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import 'aws-sdk-client-mock-vitest/extend';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SlaReport } from '../../shared/domain/report.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { unsentMails } from '../../shared/store/outbox.ts';
import { closeReport } from '../../shared/store/reports.ts';
import { agreement, catalogue } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { environmentOf, startFunction } from '../support/functions.ts';
import { batchOf, busMessage, lambdaContext } from '../support/lambda.ts';
import { ALL_MET, ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const ses = mockClient(SESv2Client);
const NOW = Date.UTC(2026, 10, 4, 6);
const MINUTE = 60_000;

const recipients = ['manager@acme.example.com', 'sre@acme.example.com'];
const report: SlaReport = { ...ONE_MISSED, id: 'R-1', agreement: { ...ONE_MISSED.agreement, id: 'acme' } };
const closed = busMessage('ReportClosed', { report: 'R-1', agreement: 'acme', period: report.period.name });
const due = { type: 'MailDue' };

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
  await publishCatalogue(db.table, catalogue({ agreements: [agreement({ recipients })] }), 0);
  await closeReport(db.table, report);
});
afterEach(() => vi.useRealTimers());

async function start() {
  const { handler, counts } = await startFunction(() => import('../../functions/mail.ts'), environmentOf(db));
  return { counts, run: async (...bodies: object[]) => await handler(batchOf(...bodies), lambdaContext) };
}

const outbox = async () => (await unsentMails(db.table)).map(({ report: id, state }) => `${id} ${state}`);
const refusal = () => new TooManyRequestsException({ message: 'slow down', $metadata: {} });

describe('a closed report', () => {
  it('is mailed to the recipients of its agreement, with a header that names it', async () => {
    const { run, counts } = await start();
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
    expect(ses).toHaveReceivedCommandExactlyOnceWith(SendEmailCommand, {
      FromEmailAddress: 'attain@example.com',
      Destination: { ToAddresses: recipients },
    });
    const { Subject, Body, Headers } = ses.commandCalls(SendEmailCommand)[0]?.args[0].input.Content?.Simple ?? {};
    expect(Subject?.Data).toBe('[Acme] October 2026: 5 of 6 targets met; Checkout API missed by 83 min');
    expect(Body?.Text?.Data).toContain('Checkout API');
    expect(Body?.Html?.Data).toContain('https://attain.example.com');
    expect(Headers).toEqual([{ Name: 'X-Attain-Message-ID', Value: '<R-1@attain>' }]);
    expect(await outbox()).toEqual([]);
    expect(counts).toEqual({ MailUnconfirmed: 0 });
  });

  it('is mailed once, however often it is told', async () => {
    const { run } = await start();
    await run(closed, closed);
    await run(closed);
    await (await start()).run(closed, due);
    expect(ses).toHaveReceivedCommandTimes(SendEmailCommand, 1);
  });

  it('is mailed once when two work the outbox off at the same moment', async () => {
    const [one, other] = [await start(), await start()];
    await Promise.all([one.run(closed), other.run(closed)]);
    expect(ses).toHaveReceivedCommandTimes(SendEmailCommand, 1);
    expect(await outbox()).toEqual([]);
  });

  it('of an agreement without recipients is mailed to nobody, and that is that', async () => {
    await publishCatalogue(db.table, catalogue({ agreements: [agreement({ recipients: [] })] }), 1);
    await (await start()).run(closed);
    expect(ses).not.toHaveReceivedAnyCommand();
    expect(await outbox()).toEqual([]);
  });
});

describe('a mail that the service refuses', () => {
  it('fails the batch and goes out at the next try', async () => {
    ses.on(SendEmailCommand).rejectsOnce(refusal()).resolves({});
    const { run } = await start();
    await expect(run(closed)).rejects.toThrow('expected every mail to go out; 1 did not and will be tried again');
    expect(await outbox()).toEqual(['R-1 pending']);
    await run(closed);
    expect(ses).toHaveReceivedCommandTimes(SendEmailCommand, 2);
    expect(await outbox()).toEqual([]);
  });

  it('goes out at the next turn when its message has been given up', async () => {
    ses.on(SendEmailCommand).rejectsOnce(refusal()).resolves({});
    const { run } = await start();
    await expect(run(closed)).rejects.toThrow();
    await run(due);
    expect(await outbox()).toEqual([]);
  });
});

describe('a mail whose answer got lost', () => {
  beforeEach(() => {
    ses.on(SendEmailCommand).rejects(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
  });

  it('stays as it is and is never sent again', async () => {
    const { run } = await start();
    expect(await run(closed)).toEqual({ batchItemFailures: [] });
    await run(closed, due);
    expect(ses).toHaveReceivedCommandTimes(SendEmailCommand, 1);
    expect(await outbox()).toEqual(['R-1 sending']);
  });

  it('is counted as unconfirmed after a quarter of an hour, and not before', async () => {
    await (await start()).run(closed);
    vi.setSystemTime(NOW + 15 * MINUTE - 1);
    const early = await start();
    await early.run(due);
    expect(early.counts).toEqual({ MailUnconfirmed: 0 });
    vi.setSystemTime(NOW + 15 * MINUTE);
    const late = await start();
    await late.run(due);
    expect(late.counts).toEqual({ MailUnconfirmed: 1 });
  });
});

describe('a mail that cannot be made', () => {
  const broken = busMessage('ReportClosed', { report: 'R-0', agreement: 'acme', period: '1999-01' });

  it('fails the batch and waits, not yet being sent', async () => {
    await expect((await start()).run(broken)).rejects.toThrow('1 did not');
    expect(await outbox()).toEqual(['R-0 pending']);
  });

  it('keeps no other from going out', async () => {
    const other = { ...ALL_MET, id: 'R-2', agreement: { ...ALL_MET.agreement, id: 'acme' } };
    await closeReport(db.table, { ...other, period: { ...other.period, name: '2026-09' } });
    const told = busMessage('ReportClosed', { report: 'R-2', agreement: 'acme', period: '2026-09' });
    await expect((await start()).run(broken, closed, told)).rejects.toThrow('1 did not');
    expect(ses).toHaveReceivedCommandTimes(SendEmailCommand, 2);
    expect(await outbox()).toEqual(['R-0 pending']);
  });
});
