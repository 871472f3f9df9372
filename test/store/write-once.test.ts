import { describe, expect, it } from 'vitest';
import { WriteOnce } from '../../shared/store/write-once.ts';

describe('a write that never needs doing again', () => {
  it('is done once by a process', async () => {
    const once = new WriteOnce();
    let writes = 0;
    const write = async () => ++writes;
    await once.write('a', write);
    await once.write('a', write);
    expect(writes).toBe(1);
    await once.write('b', write);
    expect(writes).toBe(2);
  });

  it('is done once by many at the same moment, and none goes on before it is done', async () => {
    const once = new WriteOnce();
    const ready = Promise.withResolvers<void>();
    const order: string[] = [];
    const write = async () => {
      order.push('begun');
      await ready.promise;
      order.push('done');
    };
    const all = ['a', 'b', 'c'].map((who) => once.write('a', write).then(() => order.push(who)));
    ready.resolve();
    await Promise.all(all);
    expect(order).toEqual(['begun', 'done', 'a', 'b', 'c']);
  });

  it('fails for all who waited when its write fails, and is then done anew', async () => {
    const once = new WriteOnce();
    const fail = async () => {
      throw new Error('throttled');
    };
    const both = await Promise.allSettled([once.write('a', fail), once.write('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    let writes = 0;
    await once.write('a', async () => ++writes);
    expect(writes).toBe(1);
  });
});
