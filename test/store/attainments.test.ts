import { describe, expect, it } from 'vitest';
import { attainmentsOf, putAttainment, takeAttainmentTicket } from '../../shared/store/attainments.ts';
import { buildAttainment } from '../support/attainment-builder.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const of = { agreement: 'acme-2026', service: 'checkout', period: '2026-10' };

async function assessedWith(down: number): Promise<() => Promise<unknown>> {
  const ticket = await takeAttainmentTicket(db.table, of);
  const attainment = buildAttainment({ service: 'checkout', down });
  return async () => await putAttainment(db.table, { attainment, catalogue: 'c0ffee', engine: 'e' }, ticket);
}

const downtimes = async () => (await attainmentsOf(db.table, 'acme-2026')).map(({ attainment }) => attainment.ms.down);

describe('the figure of a service', () => {
  it('is replaced by a later one', async () => {
    await (await assessedWith(1))();
    await (await assessedWith(2))();
    expect(await downtimes()).toEqual([2 * 60_000]);
  });

  it('is not replaced by one that was begun earlier and ends later: that loses, and it is success', async () => {
    const slow = await assessedWith(1);
    const quick = await assessedWith(2);
    await quick();
    await slow();
    expect(await downtimes()).toEqual([2 * 60_000]);
  });

  it('has a ticket of its own, which other services and periods do not count', async () => {
    expect(await takeAttainmentTicket(db.table, of)).toBe(1);
    expect(await takeAttainmentTicket(db.table, of)).toBe(2);
    expect(await takeAttainmentTicket(db.table, { ...of, period: '2026-11' })).toBe(1);
    expect(await takeAttainmentTicket(db.table, { ...of, service: 'search' })).toBe(1);
    expect(await attainmentsOf(db.table, 'acme-2026')).toEqual([]);
  });
});
