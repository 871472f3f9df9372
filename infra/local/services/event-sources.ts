import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Functions } from '../lambda/functions.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';
import { EventSource } from './event-source.ts';
import type { FrontDoor } from './front-door.ts';
import type { Queues } from './queues.ts';

const Properties = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(10),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  // Lambda begins with five pollers when nothing is said.
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).default({ MaximumConcurrency: 5 }),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  Enabled: z.boolean().default(true),
  Tags: noLocalEffect('for people'),
});

interface Parts {
  readonly queues: Queues;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly frontDoor: FrontDoor;
}

/** Connects each queue with the function that the template maps it to. */
export function eventSourcesOf(stack: Stack, parts: Parts): readonly EventSource[] {
  return stack.ofType('AWS::Lambda::EventSourceMapping').flatMap((resource) => eventSourceOf(resource, stack, parts));
}

function eventSourceOf(resource: StackResource, stack: Stack, { queues, functions, ...around }: Parts): EventSource[] {
  const properties = propertiesOf(resource, Properties);
  if (!properties.Enabled) return [];
  const settings = {
    queueArn: properties.EventSourceArn,
    region: stack.place.region,
    batchSize: properties.BatchSize,
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    maximumConcurrency: properties.ScalingConfig.MaximumConcurrency,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
  };
  const target = functions.named(properties.FunctionName, resource.logicalId);
  const invoke = (event: unknown) => target.invoke(event);
  return [new EventSource(queues.byArn(properties.EventSourceArn, resource.logicalId), invoke, settings, around)];
}
