import { describe, expect, it } from 'vitest';
import { enqueueMail, moveMail, unsentMails } from '../../shared/store/outbox.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const MONDAY = Date.UTC(2026, 9, 12);
const mail = { report: 'R-1', agreement: 'acme', period: '2026-09', messageId: '<R-1@attain>' };

const enqueue = (now = MONDAY) => enqueueMail(db.table, { ...mail, now });
const move = (from: 'pending' | 'sending', to: 'pending' | 'sending' | 'sent', now = MONDAY + 1) =>
  moveMail(db.table, 'R-1', { from, to, now });

describe('a mail in the outbox', () => {
  it('is pending at first', async () => {
    await enqueue();
    expect(await unsentMails(db.table)).toEqual([{ ...mail, state: 'pending', changedAt: '2026-10-12T00:00:00.000Z' }]);
  });

  it('put in again stays as far as it has come', async () => {
    await enqueue();
    await move('pending', 'sending');
    await enqueue(MONDAY + 5);
    expect(await unsentMails(db.table)).toMatchObject([{ state: 'sending', changedAt: '2026-10-12T00:00:00.001Z' }]);
  });

  it('is moved by one alone, however many try', async () => {
    await enqueue();
    const tries = await Promise.all(Array.from({ length: 5 }, () => move('pending', 'sending')));
    expect(tries.filter((moved) => moved)).toHaveLength(1);
  });

  it('that was refused is pending again, and one that was sent is done', async () => {
    await enqueue();
    await move('pending', 'sending');
    expect(await move('sending', 'pending')).toBe(true);
    await move('pending', 'sending');
    expect(await move('sending', 'sent')).toBe(true);
    expect(await unsentMails(db.table)).toEqual([]);
    expect(await move('pending', 'sending')).toBe(false);
  });

  it('that is not there cannot be moved', async () => {
    expect(await move('pending', 'sending')).toBe(false);
    expect(await unsentMails(db.table)).toEqual([]);
  });
});
