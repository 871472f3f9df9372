import { describe, expect, it } from 'vitest';
import type { SlaReport } from '../../shared/domain/report.ts';
import { listImprovements } from '../../shared/store/improvements.ts';
import { closeReport } from '../../shared/store/reports.ts';
import type { Table } from '../../shared/store/table.ts';
import { busMessage } from '../support/lambda.ts';
import { ONE_MISSED } from '../support/report-samples.ts';
import {
  healthyProcess,
  outage,
  play,
  record,
  type Scenario,
  struck,
  survive,
  useNetwork,
  worker,
} from './survival.ts';

useNetwork();

describe('a process that dies or loses a call', () => {
  it('while it assesses leaves the figures, and tells of a breach', async () => {
    const run = worker(
      () => import('../../functions/assess.ts'),
      () => [busMessage('ServiceStateChanged', { service: 'checkout' })],
    );
    // Two periods with a ticket and a figure each; a notice that is kept, told and marked.
    const scenario = { prepare: (table: Table) => record(table, outage), run };
    expect(await survive(scenario, { failing: 'writes' })).toHaveLength(4 + 3);
  });

  const breach = {
    id: 'n1',
    type: 'SlaBreached',
    agreement: 'acme',
    service: 'checkout',
    period: '2026-10',
    kind: 'availability',
    target: '99.9',
    cause: 'probe',
    allowedMs: 2_678_400,
    usedMs: 7_680_000,
  };

  it('while it raises an improvement item leaves one item, and tells of it', async () => {
    const run = worker(
      () => import('../../functions/improve.ts'),
      () => [busMessage('SlaBreached', breach)],
    );
    expect(await survive({ prepare: async () => {}, run })).toHaveLength(2);
  });

  it('while it adds evidence adds it once', async () => {
    let first: object = {};
    const raise = worker(
      () => import('../../functions/improve.ts'),
      () => [first],
    );
    const prepare = async (table: Table): Promise<void> => {
      first = busMessage('SlaBreached', { ...breach, period: '2026-09' });
      await raise(healthyProcess(table));
      expect(await listImprovements(table)).toHaveLength(1);
    };
    const run = worker(
      () => import('../../functions/improve.ts'),
      () => [busMessage('SlaBreached', breach)],
    );
    const { state, told } = await play({ prepare, run });
    expect(told).toEqual([]);
    for await (const { place, ...outcome } of struck({ prepare, run }, 'calls')) {
      expect({ place, state: outcome.state }).toEqual({ place, state });
    }
  });

  it('while it counts evidence again appends what it found once', async () => {
    let message: object = {};
    const run = worker(
      () => import('../../functions/improve.ts'),
      () => [message],
    );
    const prepare = async (table: Table): Promise<void> => {
      await record(table, outage);
      // As told, more was down than is known now.
      message = busMessage('SlaBreached', { ...breach, usedMs: 90_000_000 });
      await run(healthyProcess(table));
      message = { type: 'ReviewImprovements' };
    };
    expect(await survive({ prepare, run }, { failing: 'writes' })).toHaveLength(1);
  });

  it('while it closes a period leaves one report and its news', async () => {
    const run = worker(
      () => import('../../functions/report.ts'),
      () => [{ type: 'ReportDue' }],
    );
    // The snapshot, the news, and the note that all is done.
    const scenario = { prepare: (table: Table) => record(table, outage), run };
    expect(await survive(scenario, { failing: 'writes' })).toHaveLength(3);
  });
});

describe('a process that dies or loses a call while it mails', () => {
  const report: SlaReport = { ...ONE_MISSED, id: 'R-1', agreement: { ...ONE_MISSED.agreement, id: 'acme' } };
  const closed = busMessage('ReportClosed', { report: 'R-1', agreement: 'acme', period: report.period.name });
  const scenario: Scenario = {
    prepare: async (table) => void (await closeReport(table, report)),
    run: worker(
      () => import('../../functions/mail.ts'),
      () => [closed, { type: 'MailDue' }],
    ),
  };

  it('sends one mail, or says that it does not know: never two', async () => {
    const ends: Record<string, string> = {};
    for await (const { place, state, mails } of struck(scenario, 'writes')) {
      const { state: end } = state.find(({ pk }) => pk === 'O') ?? {};
      ends[place] = `${mails} mail, ${String(end)}`;
    }
    // It is noted in the outbox, marked as being sent, sent, and marked as sent.
    expect(ends).toEqual({
      'death after write 1': '1 mail, sent',
      'death after write 2': '0 mail, sending',
      'death after write 3': '1 mail, sending',
      'death after write 4': '1 mail, sent',
      'request 1 of writes lost': '1 mail, sent',
      'request 2 of writes lost': '1 mail, sent',
      // From here on nobody can know whether the mail went out.
      'request 3 of writes lost': '0 mail, sending',
      'request 4 of writes lost': '1 mail, sending',
      'answer to write 1 lost': '1 mail, sent',
      'answer to write 2 lost': '0 mail, sending',
      'answer to write 3 lost': '1 mail, sending',
      'answer to write 4 lost': '1 mail, sent',
    });
  });
});
