import { describe, expect, it } from 'vitest';
import { addImprovement, listImprovements, replaceImprovement } from '../../shared/store/improvements.ts';
import { useDatabase } from '../support/database.ts';
import { improvement } from '../support/report-samples.ts';

const db = useDatabase();
const item = improvement();

describe('an improvement item', () => {
  it('is added once', async () => {
    expect(await addImprovement(db.table, item)).toBe(true);
    expect(await addImprovement(db.table, { ...item, title: 'Another' })).toBe(false);
    expect(await listImprovements(db.table)).toEqual([item]);
  });

  it('is replaced by whoever has read what is there', async () => {
    await addImprovement(db.table, item);
    const closed = { ...item, state: 'closed' as const };
    expect(await replaceImprovement(db.table, item, closed)).toBe(true);
    expect(await listImprovements(db.table)).toEqual([closed]);
  });

  it('is not replaced by whoever has read something else, nor where nothing is', async () => {
    const closed = { ...item, state: 'closed' as const };
    expect(await replaceImprovement(db.table, item, closed)).toBe(false);
    await addImprovement(db.table, item);
    expect(await replaceImprovement(db.table, closed, { ...closed, title: 'Mine' })).toBe(false);
    expect(await listImprovements(db.table)).toEqual([item]);
  });
});
