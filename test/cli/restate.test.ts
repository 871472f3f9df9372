import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { restatementOf } from '../../shared/domain/restatement.ts';
import { closeReport, reportVersions } from '../../shared/store/reports.ts';
import { propose } from '../../shared/store/restatements.ts';
import { owing } from '../support/credited.ts';
import { useDatabase } from '../support/database.ts';
import { ALL_MET, ONE_MISSED } from '../support/report-samples.ts';
import { attain } from './command-line.ts';

const db = useDatabase();
const of = { agreement: ALL_MET.agreement.id, period: ALL_MET.period.name };

/** The two answers of `npm start` that say where the table is and what time it is. */
const local: typeof fetch = async (input) => {
  const answers: Record<string, unknown> = {
    '/_local/stack': { outputs: { TableName: db.table.name }, dynamoDbUrl: db.endpoint },
    '/_local/clock': { now: '2026-11-20T09:00:00Z' },
  };
  return Response.json(answers[new URL(String(input)).pathname]);
};

async function restate(...options: readonly string[]) {
  const place = ['--agreement', of.agreement, '--period', of.period, '--to', 'http://localhost:4400'];
  return await attain(['restate', ...place, ...options], { fetch: local });
}

async function proposed(): Promise<void> {
  await closeReport(db.table, ALL_MET);
  const restatement = restatementOf(ALL_MET, ONE_MISSED);
  await propose(db.table, of, restatement && { closed: ALL_MET, fresh: ONE_MISSED, restatement });
}

describe('attain restate', () => {
  it('says that there is nothing to restate', async () => {
    expect(await restate()).toEqual({
      code: 0,
      out: 'Nothing to restate: no version of a report of acme-2026 for 2026-10 waits for approval\n',
      err: '',
    });
  });

  it('shows before and after, and writes nothing', async () => {
    await proposed();
    const { code, out } = await restate();
    expect(code).toBe(0);
    expect(out).toContain('R-2026-10-acme-2026-v2 would replace R-2026-10-acme-2026-v1');
    expect(out).toContain('Material: a verdict changes, or a result by more than 0.01 points.');
    expect(await reportVersions(db.table, of)).toHaveLength(1);
  });

  it('shows what becomes of service credits', async () => {
    await closeReport(db.table, ALL_MET);
    const fresh = owing(ONE_MISSED);
    const restatement = restatementOf(ALL_MET, fresh);
    await propose(db.table, of, restatement && { closed: ALL_MET, fresh, restatement });
    expect((await restate()).out).toContain(
      '\n\nService credit of Checkout API: EUR 650.00 in place of none.\nMaterial: a verdict changes',
    );
    const docs = readFileSync('docs/compute-json.md', 'utf8').split('\n## Restatement\n')[1]?.split('\n## ')[0] ?? '';
    const { out } = await restate('--json');
    for (const key of ['credit', 'currency', 'amount']) {
      expect(out).toContain(`"${key}":`);
      expect(docs).toMatch(new RegExp(`\`(\\w+\\.)?${key}\``));
    }
  });

  it('prints JSON, before and after approval, and where there is nothing', async () => {
    expect(await restate('--json')).toEqual({
      code: 0,
      out: `${JSON.stringify({ ...of, restatement: null, written: null }, null, 2)}\n`,
      err: '',
    });
    await proposed();
    const read = JSON.parse((await restate('--json')).out);
    expect(read).toMatchObject({
      agreement: 'acme-2026',
      period: '2026-10',
      restatement: {
        replaces: 'R-2026-10-acme-2026-v1',
        report: 'R-2026-10-acme-2026-v2',
        isMaterial: true,
        services: expect.any(Array),
      },
      written: null,
    });
    const approval = await restate('--json', '--approve', 'Kim Customer', '--reason', 'Lost webhook of 14 October');
    expect(JSON.parse(approval.out)).toEqual({ ...read, written: 'R-2026-10-acme-2026-v2' });
  });

  it('has a table in docs/compute-json.md that explains every key', async () => {
    await proposed();
    const docs = readFileSync('docs/compute-json.md', 'utf8').split('\n## Restatement\n')[1]?.split('\n## ')[0] ?? '';
    const { out } = await restate('--json');
    for (const [, key] of out.matchAll(/"(\w+)":/g))
      expect(docs, key).toMatch(new RegExp(`^\\| .*\`(\\w+\\.)?${key}(\\[\\])?\``, 'm'));
  });

  it('names --json in its usage', async () => {
    expect((await attain(['restate', '--help'])).out).toContain('[--approve NAME --reason TEXT] [--json]\n');
  });

  it('writes the next version for who approves it, with the reason', async () => {
    await proposed();
    const { code, err } = await restate('--approve', 'Kim Customer', '--reason', 'Lost webhook of 14 October');
    expect({ code, err }).toEqual({
      code: 0,
      err: 'Written: R-2026-10-acme-2026-v2. It is mailed and archived within the hour; R-2026-10-acme-2026-v1 stays as it is.\n',
    });
    expect((await restate()).out).toContain('Nothing to restate');
    const versions = await reportVersions(db.table, of);
    expect(versions[0]).toEqual(ALL_MET);
    expect(versions[1]?.restatement).toMatchObject({
      approvedBy: 'Kim Customer',
      reason: 'Lost webhook of 14 October',
    });
  });

  it.each([
    [['--approve', 'Kim'], 'expected a reason for the restatement; got none'],
    [['--reason', 'Late'], 'expected --approve with --reason; got none'],
  ])('refuses %j', async (options, message) => {
    await proposed();
    expect(await restate(...options)).toMatchObject({ code: 2, err: `attain restate: ${message}\n` });
    expect(await reportVersions(db.table, of)).toHaveLength(1);
  });
});
