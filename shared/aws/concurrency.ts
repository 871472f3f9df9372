import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Lets at most `limit` calls of a client be under way; the others wait their turn, first come, first served. One
 * delivery may hold thousands of events: without a limit here they would pile up in the client's queue for sockets.
 */
export function limitConcurrency(client: DynamoDBClient, limit: number): void {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      if (underWay < limit) underWay++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await next(args);
      } finally {
        // The place is handed on, and given up only when nobody waits for it.
        const following = waiting.shift();
        if (following === undefined) underWay--;
        else following();
      }
    },
    { step: 'initialize', name: 'limitConcurrency' },
  );
}
