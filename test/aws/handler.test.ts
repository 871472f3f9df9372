import { describe, expect, it, vi } from 'vitest';
import { batchHandler, busDetail, handler, messageHandler } from '../../shared/aws/handler.ts';
import { count, metrics } from '../../shared/aws/powertools.ts';
import { batchOf, busMessage, comingAgain, lambdaContext } from '../support/lambda.ts';

describe('any function', () => {
  it('publishes what it has counted when it ends, and nothing when it has counted nothing', async () => {
    const published = vi.spyOn(metrics, 'publishStoredMetrics');
    const quiet = handler(async () => 'done');
    expect(await quiet({}, lambdaContext)).toBe('done');
    expect(published).not.toHaveBeenCalled();
    const counting = handler(async () => count('Things', 0));
    await counting({}, lambdaContext);
    expect(published).toHaveBeenCalledTimes(1);
  });

  it('publishes what it has counted before it failed, and fails', async () => {
    const published = vi.spyOn(metrics, 'publishStoredMetrics').mockClear();
    const failing = handler(async () => {
      count('Things', 1);
      throw new Error('no table');
    });
    await expect(failing({}, lambdaContext)).rejects.toThrow('no table');
    expect(published).toHaveBeenCalledTimes(1);
  });
});

describe('a function that works on a batch at once', () => {
  it('answers with the messages that failed, and no others', async () => {
    const run = batchHandler(async (messages) => messages.slice(1, 2).map(({ id }) => id));
    expect(await run(batchOf({}, {}, {}), lambdaContext)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
  });

  it('throws what the work throws: the whole batch comes again', async () => {
    const run = batchHandler(async () => {
      throw new Error('no table');
    });
    await expect(run(batchOf({}, {}), lambdaContext)).rejects.toThrow('no table');
  });

  it('fails a message that is no JSON, and works on the others', async () => {
    const seen: unknown[] = [];
    const run = batchHandler(async (messages) => {
      seen.push(...messages);
      return [];
    });
    expect(await run(batchOf('{"n":1}', 'broken', '{"n":3}'), lambdaContext)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm2' }],
    });
    expect(seen).toEqual([
      { id: 'm1', body: { n: 1 }, receives: 1 },
      { id: 'm3', body: { n: 3 }, receives: 1 },
    ]);
  });

  it('is told how often messages came', async () => {
    const received: number[] = [];
    const run = batchHandler(async (messages) => {
      received.push(...messages.map(({ receives }) => receives));
      return [];
    });
    await run({ Records: [...batchOf({}).Records, ...comingAgain(batchOf({})).Records] }, lambdaContext);
    expect(received).toEqual([1, 2]);
  });
});

describe('a function that works message by message', () => {
  const run = messageHandler(async (body) => {
    if (typeof body === 'object' && body !== null && 'fails' in body) throw new Error('no table');
  });

  it('fails the ones that failed, alone', async () => {
    const { batchItemFailures } = await run(batchOf({}, { fails: true }, 'broken', {}), lambdaContext);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['m2', 'm3']);
  });

  it('throws when all failed', async () => {
    await expect(run(batchOf({ fails: true }, { fails: true }), lambdaContext)).rejects.toThrow();
  });

  it('remembers no failure of the batch before', async () => {
    await run(batchOf({ fails: true }, {}), lambdaContext);
    expect(await run(batchOf({}, {}), lambdaContext)).toEqual({ batchItemFailures: [] });
  });
});

describe('the detail of a message', () => {
  it('is what the event of the bus carries', () => {
    expect(busDetail(busMessage('DeliveryReceived', { pk: 'D', sk: 'd' }))).toEqual({ pk: 'D', sk: 'd' });
  });

  it('is missing in what a schedule sends, and in what nobody should', () => {
    for (const body of [{ type: 'Sweep' }, { detail: null }, { detail: 'text' }, null, 3, 'text']) {
      expect(busDetail(body)).toBeUndefined();
    }
  });
});
