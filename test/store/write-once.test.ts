import { describe, expect, it } from 'vitest';
import { WriteOnce } from '../../shared/store/write-once.ts';
import { useDatabase } from '../support/database.ts';

const db = useDatabase();
const KEY = { pk: 'H#checkout', sk: 'probe#probe' };

describe('an item that is always the same', () => {
  it('is written once by a process, and again in another table', async () => {
    const once = new WriteOnce();
    let writes = 0;
    const put = async () => ++writes;
    await once.write(db.table, KEY, put);
    await once.write(db.table, KEY, put);
    expect(writes).toBe(1);
    await once.write(await db.anotherTable(), KEY, put);
    expect(writes).toBe(2);
  });

  it('is written once by many at the same moment, and none goes on before it is there', async () => {
    const once = new WriteOnce();
    const there = Promise.withResolvers<void>();
    const order: string[] = [];
    const put = async () => {
      order.push('put');
      await there.promise;
      order.push('there');
    };
    const all = ['a', 'b', 'c'].map((who) => once.write(db.table, KEY, put).then(() => order.push(who)));
    there.resolve();
    await Promise.all(all);
    expect(order).toEqual(['put', 'there', 'a', 'b', 'c']);
  });

  it('fails for all who waited when its write fails, and is then written anew', async () => {
    const once = new WriteOnce();
    const fail = async () => {
      throw new Error('throttled');
    };
    const both = await Promise.allSettled([once.write(db.table, KEY, fail), once.write(db.table, KEY, fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    let writes = 0;
    await once.write(db.table, KEY, async () => ++writes);
    expect(writes).toBe(1);
  });
});
