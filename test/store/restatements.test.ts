import { describe, expect, it } from 'vitest';
import { restatementOf } from '../../shared/domain/restatement.ts';
import { closeReport, getReport, reportVersions } from '../../shared/store/reports.ts';
import { approve, getProposal, type Proposal, propose } from '../../shared/store/restatements.ts';
import { useDatabase } from '../support/database.ts';
import { ALL_MET, ONE_MISSED } from '../support/report-samples.ts';

const db = useDatabase();
const of = { agreement: ALL_MET.agreement.id, period: ALL_MET.period.name };
const approval = { approvedBy: 'Kim Customer', reason: 'Lost webhook', now: Date.UTC(2026, 10, 20) };

function proposal(): Proposal {
  const [closed, fresh] = [ALL_MET, ONE_MISSED];
  const restatement = restatementOf(closed, fresh);
  if (restatement === undefined) throw new Error('expected a restatement');
  return { closed, fresh, restatement };
}

describe('a proposed restatement', () => {
  it('is news once, and again when it says something else', async () => {
    expect(await propose(db.table, of, undefined)).toBe(false);
    expect(await propose(db.table, of, proposal())).toBe(true);
    expect(await propose(db.table, of, proposal())).toBe(false);
    expect(await getProposal(db.table, of)).toEqual(proposal());
    expect(await propose(db.table, of, undefined)).toBe(true);
    expect(await getProposal(db.table, of)).toBeUndefined();
  });

  it('becomes the next version once somebody approves it, and the first stays as it was', async () => {
    await closeReport(db.table, ALL_MET);
    const written = await approve(db.table, proposal(), approval);
    expect(written).toMatchObject({ version: 2, state: 'restated' });
    expect(await getReport(db.table, of)).toEqual(written);
    expect(await reportVersions(db.table, of)).toEqual([ALL_MET, written]);
  });

  it('is written once, whoever approves it', async () => {
    await closeReport(db.table, ALL_MET);
    const both = await Promise.all([
      approve(db.table, proposal(), approval),
      approve(db.table, proposal(), { ...approval, approvedBy: 'Sam Owner' }),
    ]);
    expect(both.filter((written) => written !== undefined)).toHaveLength(1);
    expect(await reportVersions(db.table, of)).toHaveLength(2);
  });
});
