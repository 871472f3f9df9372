import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { type BusEvent, connectBus, EventsNotAcceptedError, tell } from '../../shared/aws/bus.ts';

const client = mockClient(EventBridgeClient);

beforeEach(() => {
  client.reset();
  client.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
});

const changed = (service: string): BusEvent => ({ type: 'ServiceStateChanged', detail: { service } });
const many = (count: number): BusEvent[] => Array.from({ length: count }, (_, index) => changed(`s${index}`));

/** The details of each call's entries. */
function calls(): (string | undefined)[][] {
  return client
    .commandCalls(PutEventsCommand)
    .map(({ args }) => (args[0].input.Entries ?? []).map(({ Detail }) => Detail));
}

describe('telling the bus', () => {
  it('names the bus, the source, the type and the detail', async () => {
    await tell(connectBus('attain'), [changed('checkout')]);
    expect(client.commandCalls(PutEventsCommand)[0]?.args[0].input).toEqual({
      Entries: [
        {
          EventBusName: 'attain',
          Source: 'attain',
          DetailType: 'ServiceStateChanged',
          Detail: '{"service":"checkout"}',
        },
      ],
    });
  });

  it('takes calls of at most ten entries', async () => {
    await tell(connectBus('attain'), many(23));
    expect(calls().map(({ length }) => length)).toEqual([10, 10, 3]);
  });

  it('makes no call when there is nothing to tell', async () => {
    await tell(connectBus('attain'), []);
    expect(calls()).toEqual([]);
  });

  it('puts into one call what several tell at the same moment, and later news into another', async () => {
    const bus = connectBus('attain');
    await Promise.all([tell(bus, [changed('a')]), tell(bus, [changed('b'), changed('c')])]);
    await tell(bus, [changed('d')]);
    expect(calls()).toEqual([['{"service":"a"}', '{"service":"b"}', '{"service":"c"}'], ['{"service":"d"}']]);
  });

  it('fails for those alone whose entries were not accepted', async () => {
    const Entries = [{ EventId: '1' }, { ErrorCode: 'InternalFailure', ErrorMessage: 'try again' }];
    client.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries });
    const bus = connectBus('attain');
    const [accepted, refused] = await Promise.allSettled([tell(bus, [changed('a')]), tell(bus, [changed('b')])]);
    expect(accepted.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(EventsNotAcceptedError) });
    expect(String(refused.status === 'rejected' && refused.reason)).toContain('1 were not: try again');
  });

  it('fails for all who shared a call that failed', async () => {
    client.on(PutEventsCommand).rejects(new Error('no bus'));
    const bus = connectBus('attain');
    const both = await Promise.allSettled([tell(bus, [changed('a')]), tell(bus, [changed('b')])]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
