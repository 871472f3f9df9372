import { describe, expect, it } from 'vitest';
import type { Notice } from '../../shared/domain/notice.ts';
import { tellOnce } from '../../shared/store/notices.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const notice: Notice = {
  id: 'n1',
  type: 'SlaBreached',
  agreement: 'acme',
  service: 'checkout',
  period: '2026-10',
  kind: 'availability',
  target: '99.9',
  cause: 'probe',
  allowedMs: 1,
  usedMs: 2,
};

describe('telling once', () => {
  it('tells the first time, and not again', async () => {
    let told = 0;
    const tell = async () => void told++;
    await tellOnce(db.table, notice, tell);
    await tellOnce(db.table, notice, tell);
    await tellOnce(db.table, { ...notice, usedMs: 3 }, tell);
    expect(told).toBe(1);
    await tellOnce(db.table, { ...notice, id: 'n2' }, tell);
    expect(told).toBe(2);
  });

  it('tells again what could not be told', async () => {
    const fails = async () => Promise.reject(new Error('no bus'));
    await expect(tellOnce(db.table, notice, fails)).rejects.toThrow('no bus');
    let told = 0;
    await tellOnce(db.table, notice, async () => void told++);
    expect(told).toBe(1);
  });

  it('tells again what was told by a process that died before it could note so', async () => {
    const dies = db.anotherProcess(({ command }) => {
      if (command === 'UpdateItem') throw new Error('killed');
    });
    let told = 0;
    const tell = async () => void told++;
    await expect(tellOnce(dies, notice, tell)).rejects.toThrow('killed');
    await tellOnce(db.table, notice, tell);
    await tellOnce(db.table, notice, tell);
    expect(told).toBe(2);
  });
});
