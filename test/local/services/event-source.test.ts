import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { EventSource } from '../../../infra/local/services/event-source.ts';
import { FrontDoor } from '../../../infra/local/services/front-door.ts';
import { Queue } from '../../../infra/local/services/queue.ts';

interface Record {
  readonly messageId: string;
  readonly body: string;
}

const settings = {
  queueArn: 'arn:aws:sqs:eu-central-1:000000000000:jobs',
  region: 'eu-central-1',
  batchSize: 10,
  windowMs: 0,
  maximumConcurrency: 5,
  reportsItemFailures: true,
};

/** A queue whose consumer is `answer`; `batches` collects the bodies of each batch. */
function consumer(answer: (records: readonly Record[]) => unknown, changed: Partial<typeof settings> = {}) {
  const clock = new Clock();
  const frontDoor = new FrontDoor();
  const queue = new Queue({ name: 'jobs', visibilityTimeoutMs: 60_000, maximumBytes: 1000 }, { clock });
  const batches: string[][] = [];
  const invoke = async (event: unknown) => {
    const { Records } = event as { Records: Record[] };
    batches.push(Records.map(({ body }) => body));
    return await answer(Records);
  };
  const source = new EventSource(queue, invoke, { ...settings, ...changed }, { clock, frontDoor });
  const send = (...bodies: readonly string[]) => bodies.forEach((body) => void queue.send(body));
  const settled = async () => {
    while (source.pending > 0) await sleep(1);
    await turn();
  };
  return { queue, clock, frontDoor, batches, source, send, settled };
}

const gone = { visible: 0, inFlight: 0, waiting: 0 };

describe('an event source', () => {
  it('hands over messages that came together in one batch, and deletes them', async () => {
    const { batches, queue, send, settled } = consumer(() => null);
    send('a', 'b');
    await settled();
    expect(batches).toEqual([['a', 'b']]);
    expect(queue.counts).toEqual(gone);
  });

  it('makes no batch larger than its size', async () => {
    const { batches, send, settled } = consumer(() => undefined, { batchSize: 2 });
    send('a', 'b', 'c');
    await settled();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('keeps exactly the messages that the function names as failed', async () => {
    const { queue, send, settled } = consumer(([, second]) => ({
      batchItemFailures: [{ itemIdentifier: second?.messageId }],
    }));
    send('fine', 'failed', 'fine too');
    await settled();
    expect(queue.counts).toEqual({ ...gone, waiting: 1 });
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no'))],
    ['names a message that it was not given', () => ({ batchItemFailures: [{ itemIdentifier: 'another' }] })],
    ['names nothing by an empty name', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['answers a list that is none', () => ({ batchItemFailures: 'all' })],
  ])('keeps the whole batch when the function %s', async (_name, answer) => {
    const { queue, send, settled } = consumer(answer);
    send('a', 'b');
    await settled();
    expect(queue.counts).toEqual({ ...gone, waiting: 2 });
  });

  it.each([
    ['nothing', undefined],
    ['an empty list', { batchItemFailures: [] }],
    ['null for a list', { batchItemFailures: null }],
  ])('takes %s for success', async (_name, answer) => {
    const { queue, send, settled } = consumer(() => answer);
    send('a');
    await settled();
    expect(queue.counts).toEqual(gone);
  });

  it('reads no failures from a function that does not report them', async () => {
    const all = (records: readonly Record[]) => ({
      batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
    const { queue, send, settled } = consumer(all, { reportsItemFailures: false });
    send('a');
    await settled();
    expect(queue.counts).toEqual(gone);
  });

  it('hands a failed message over again once the clock has passed its visibility timeout', async () => {
    let attempts = 0;
    const { batches, clock, send, settled } = consumer(() => {
      attempts += 1;
      if (attempts === 1) throw new Error('no');
    });
    send('a');
    await settled();
    clock.set(clock.now() + 60_000);
    await settled();
    expect(batches).toEqual([['a'], ['a']]);
  });

  it('runs no more batches at once than allowed', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(2);
      running -= 1;
    };
    const { send, settled } = consumer(work, { batchSize: 1, maximumConcurrency: 3 });
    send('a', 'b', 'c', 'd', 'e', 'f', 'g');
    await settled();
    expect(most).toBe(3);
  });

  it('waits for its window to fill a batch, but not when the batch is full', async () => {
    const { batches, clock, send, settled } = consumer(() => null, { windowMs: 60_000, batchSize: 2 });
    send('a');
    await turn();
    expect(batches).toEqual([]);
    send('b', 'c');
    await turn();
    expect(batches).toEqual([['a', 'b']]);
    clock.set(clock.now() + 60_000);
    await settled();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });

  it('gives way to a busy front door, and goes on after it', async () => {
    const { batches, frontDoor, send, settled } = consumer(() => null);
    const { promise, resolve } = Promise.withResolvers<void>();
    const answers = Array.from({ length: 8 }, () => frontDoor.during(promise));
    send('a');
    await sleep(5);
    expect(batches).toEqual([]);
    resolve();
    await Promise.all(answers);
    await settled();
    expect(batches).toEqual([['a']]);
  });
});
