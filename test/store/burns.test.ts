import { describe, expect, it } from 'vitest';
import type { BurnAlert, BurnAlerts, BurnNotice } from '../../shared/domain/burn-notice.ts';
import { keepBurns } from '../../shared/store/burns.ts';
import type { Table } from '../../shared/store/table.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();

function alert(id: string): BurnAlert {
  const about = { agreement: 'acme', service: 'checkout', period: '2026-10', window: 'PT1H' };
  const notice: BurnNotice = { id, type: 'SlaBurning', ...about, at: '', firedAt: '' };
  return { window: 'PT1H', burning: true, changedAt: 1, firedAt: 1, told: false, notice };
}

/** An assessment of a service that decides so; what it told. */
async function assess(table: Table, service: string, decide: (alerts: BurnAlerts) => BurnAlerts): Promise<string[]> {
  const told: string[] = [];
  const tell = async ({ id }: BurnNotice) => void told.push(id);
  await keepBurns(table, { agreement: 'acme', service }, { decide, tell });
  return told;
}

const fires = (id: string) => (alerts: BurnAlerts) => (alerts.length === 0 ? [alert(id)] : alerts);

describe('burn alerts', () => {
  it('are told when they change, and not again', async () => {
    expect(await assess(db.table, 'once', fires('a'))).toEqual(['a']);
    expect(await assess(db.table, 'once', fires('b'))).toEqual([]);
    expect(await assess(db.table, 'once', (alerts) => alerts)).toEqual([]);
    expect(await assess(db.table, 'other', fires('c'))).toEqual(['c']);
  });

  it('that could not be told are told by the next assessment, before it decides', async () => {
    const fails = async () => Promise.reject(new Error('no bus'));
    const of = { agreement: 'acme', service: 'later' };
    await expect(keepBurns(db.table, of, { decide: fires('a'), tell: fails })).rejects.toThrow('no bus');
    const seen: boolean[] = [];
    const told = await assess(db.table, 'later', (alerts) => {
      seen.push(...alerts.map((it) => it.told));
      return [alert('b')];
    });
    expect(told).toEqual(['a', 'b']);
    expect(seen).toEqual([true]);
  });

  it('that many assessments decide on at once are those of one of them', async () => {
    const assessments = Array.from({ length: 8 }, (_, index) => assess(db.table, 'raced', fires(`alert-${index}`)));
    const told = (await Promise.all(assessments)).flat();
    expect(new Set(told).size).toBe(1);
    const kept: string[] = [];
    await assess(db.table, 'raced', (alerts) => {
      kept.push(...alerts.map(({ notice }) => notice.id));
      return alerts;
    });
    expect(kept).toEqual([told[0]]);
  });

  it('are told again, under the same id, after a process died before it could note that they were', async () => {
    let writes = 0;
    const dies = db.anotherProcess(({ command }) => {
      if (command === 'PutItem' && ++writes === 2) throw new Error('killed');
    });
    const told: string[] = [];
    const tell = async ({ id }: BurnNotice) => void told.push(id);
    const of = { agreement: 'acme', service: 'crashed' };
    await expect(keepBurns(dies, of, { decide: fires('a'), tell })).rejects.toThrow('killed');
    expect([...told, ...(await assess(db.table, 'crashed', fires('b')))]).toEqual(['a', 'a']);
    expect(await assess(db.table, 'crashed', fires('c'))).toEqual([]);
  });
});
