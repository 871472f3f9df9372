import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { limitConcurrency } from '../../shared/aws/concurrency.ts';
import '../support/dynalite.ts';

/** A client whose calls are answered when the test says so. */
function heldClient(limit: number) {
  const client = new DynamoDBClient({});
  const underWay: { answer: () => void; fail: () => void }[] = [];
  limitConcurrency(client, limit);
  client.middlewareStack.add(
    () => async () => {
      await new Promise<void>((answer, fail) => underWay.push({ answer, fail: () => fail(new Error('throttled')) }));
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'initialize', name: 'held', priority: 'low' },
  );
  return { underWay, call: () => client.send(new ListTablesCommand({})) };
}

const aMoment = () => new Promise((resolve) => setImmediate(resolve));

describe('a client with a limit of two', () => {
  it('has two calls under way, and the third goes out when one is answered', async () => {
    const { underWay, call } = heldClient(2);
    const calls = [call(), call(), call()];
    await aMoment();
    expect(underWay).toHaveLength(2);
    underWay[1]?.answer();
    await Promise.race(calls);
    await aMoment();
    expect(underWay).toHaveLength(3);
    for (const { answer } of underWay) answer();
    await expect(Promise.all(calls)).resolves.toHaveLength(3);
  });

  it('hands on the place of a call that fails, and has all its places free in the end', async () => {
    const { underWay, call } = heldClient(2);
    const calls = [call(), call(), call(), call()].map((it) => it.catch(() => 'failed'));
    await aMoment();
    for (const { fail } of underWay) fail();
    await aMoment();
    expect(underWay).toHaveLength(4);
    for (const { fail } of underWay) fail();
    expect(await Promise.all(calls)).toEqual(['failed', 'failed', 'failed', 'failed']);
    void call();
    void call();
    await aMoment();
    expect(underWay).toHaveLength(6);
    for (const { answer } of underWay) answer();
  });
});
