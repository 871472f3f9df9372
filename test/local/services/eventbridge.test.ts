import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { busesOf } from '../../../infra/local/services/buses.ts';
import { EventBridge } from '../../../infra/local/services/eventbridge.ts';
import { Queues } from '../../../infra/local/services/queues.ts';
import { rulesOf } from '../../../infra/local/services/rules.ts';
import { Stack } from '../../../infra/local/template/stack.ts';
import { parseTemplate } from '../../../infra/local/template/template.ts';
import { arnOf } from '../fixture.ts';

const place = { stackName: 'Tiny', region: 'eu-central-1', account: '000000000000', url: 'http://127.0.0.1:4400' };
const queue = { Type: 'AWS::SQS::Queue' };
const rule = (properties: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: { EventPattern: { source: ['test'] }, Targets: [{ Id: 'Queue', Arn: arnOf('Queue') }], ...properties },
});

function eventBridge(resources: object) {
  const Bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } };
  const stack = new Stack(parseTemplate({ Resources: { Bus, Queue: queue, ...resources } }), place);
  const clock = new Clock();
  const reports: string[] = [];
  const report = (line: string) => void reports.push(line);
  const queues = new Queues(stack, { clock, report });
  const bridge = new EventBridge({ rules: rulesOf(stack, queues), buses: busesOf(stack), place, clock, report });
  const bodies = (name: string) => {
    const found = queues.all.find(({ settings }) => settings.name === `Tiny-${name}`);
    return (found?.receive(10) ?? []).map(({ body }) => JSON.parse(body));
  };
  return { bridge, bodies, reports };
}

const entry = { EventBusName: 'own', Source: 'test', DetailType: 'Happened', Detail: '{"a":1}' };

function put(bridge: EventBridge, ...Entries: readonly object[]) {
  const headers = { 'x-amz-target': 'AWSEvents.PutEvents' };
  const request = { method: 'POST', path: '/', query: '', headers, body: Buffer.from(JSON.stringify({ Entries })) };
  const { status, body } = bridge.answer({ ...request, caller: 'Ingest', action: bridge.action(request) });
  return { status, ...JSON.parse(String(body)) };
}

describe('PutEvents', () => {
  it('brings an event, whole, to the target of each rule of its bus that matches', () => {
    const { bridge, bodies } = eventBridge({ Rule: rule({ EventBusName: { Ref: 'Bus' } }), Default: rule({}) });
    const { FailedEntryCount, Entries } = put(bridge, { ...entry, Time: 1_790_000_000, Resources: ['arn'] });
    expect(FailedEntryCount).toBe(0);
    expect(bodies('Queue')).toEqual([
      {
        version: '0',
        id: Entries[0].EventId,
        source: 'test',
        'detail-type': 'Happened',
        account: '000000000000',
        time: '2026-09-21T14:13:20Z',
        region: 'eu-central-1',
        resources: ['arn'],
        detail: { a: 1 },
      },
    ]);
  });

  it('takes the bus by its ARN too', () => {
    const { bridge, bodies } = eventBridge({ Rule: rule({ EventBusName: { Ref: 'Bus' } }) });
    put(bridge, { ...entry, EventBusName: 'arn:aws:events:eu-central-1:000000000000:event-bus/own' });
    expect(bodies('Queue')).toHaveLength(1);
  });

  it('to a bus that does not exist answers success, and says so in the terminal', () => {
    const { bridge, reports } = eventBridge({});
    expect(put(bridge, { ...entry, EventBusName: 'nobody' })).toMatchObject({ FailedEntryCount: 0 });
    expect(reports).toEqual(['An event went to the bus nobody, which the template does not have']);
  });

  it('fails the entries that are wrong, and only they', () => {
    const { bridge, bodies } = eventBridge({ Rule: rule({ EventBusName: { Ref: 'Bus' } }) });
    const { Source: _, ...withoutSource } = entry;
    const aws = { ...entry, Source: 'aws.s3' };
    const answer = put(bridge, entry, withoutSource, { ...entry, Detail: '[1]' }, { ...entry, Detail: '{' }, aws);
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries.map(({ ErrorCode }: { ErrorCode?: string }) => ErrorCode)).toEqual([
      undefined,
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
    ]);
    expect(bodies('Queue')).toHaveLength(1);
  });

  it('takes ten entries at most', () => {
    expect(put(eventBridge({}).bridge, ...Array.from({ length: 11 }, () => entry)).status).toBe(400);
  });
});

describe('a rule', () => {
  const onDefault = { source: 'test', 'detail-type': 'Happened', detail: {} };

  it('that is disabled does nothing', () => {
    const { bridge, bodies } = eventBridge({ Rule: rule({ State: 'DISABLED' }) });
    bridge.publish('default', onDefault);
    expect(bodies('Queue')).toEqual([]);
  });

  it('without a bus is on the default one', () => {
    const { bridge, bodies } = eventBridge({ Rule: rule({}) });
    bridge.publish('default', onDefault);
    expect(bodies('Queue')).toMatchObject([onDefault]);
  });

  it('gives what its queue refuses to its dead letters, and without any tells that it is lost', () => {
    const small = { ...queue, Properties: { MaximumMessageSize: 10 } };
    const Targets = [{ Id: 'Queue', Arn: arnOf('Queue'), DeadLetterConfig: { Arn: arnOf('Dead') } }];
    const kept = eventBridge({ Queue: small, Dead: queue, Rule: rule({ Targets }) });
    kept.bridge.publish('default', onDefault);
    expect(kept.bodies('Dead')).toHaveLength(1);
    const lost = eventBridge({ Queue: small, Rule: rule({}) });
    lost.bridge.publish('default', onDefault);
    expect(lost.reports.at(-1)).toBe('Rule: a message is lost');
  });

  it.each([
    ['a target that is no queue', { Targets: [{ Id: 'Bus', Arn: arnOf('Bus') }] }, 'no queue of this stack'],
    ['a transformed input', { Targets: [{ Id: 'Q', Arn: arnOf('Queue'), InputTransformer: {} }] }, 'InputTransformer'],
    ['a pattern that nobody knows', { EventPattern: { a: [{ cidr: '' }] } }, 'Rule.EventPattern.a'],
  ])('with %s is an error', (_name, properties, message) => {
    expect(() => eventBridge({ Rule: rule(properties) })).toThrow(message);
  });
});
