import * as z from 'zod';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';
import { compilePattern, type Matcher } from './event-pattern.ts';
import type { Queues } from './queues.ts';

/** A rule of a bus. A disabled one matches nothing. */
export interface Rule {
  readonly bus: string;
  readonly matches: Matcher;
  readonly deliver: (event: unknown) => void;
}

const Target = z.strictObject({
  Arn: z.string(),
  Id: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  RetryPolicy: noLocalEffect('a queue in this process is always there, so there is nothing to retry'),
});

const Rule = z.strictObject({
  Name: z.string().optional(),
  Description: noLocalEffect('for people'),
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(Target).default([]),
  Tags: noLocalEffect('for people'),
});

/** The stack's rules. Their targets are queues; another target is an error. */
export function rulesOf(stack: Stack, queues: Queues): readonly Rule[] {
  return stack.ofType('AWS::Events::Rule').map((resource) => ruleOf(resource, queues));
}

function ruleOf(resource: StackResource, queues: Queues): Rule {
  const { EventBusName, EventPattern, State, Targets } = propertiesOf(resource, Rule);
  const targets = Targets.map(({ Arn, DeadLetterConfig }) =>
    queues.deliveryTo(Arn, DeadLetterConfig?.Arn, resource.logicalId),
  );
  const matches = compilePattern(EventPattern, `${resource.logicalId}.EventPattern`);
  return {
    bus: EventBusName.split('/').at(-1) ?? EventBusName,
    matches: State === 'ENABLED' ? matches : () => false,
    deliver: (event) => {
      const body = JSON.stringify(event);
      for (const deliver of targets) deliver(body);
    },
  };
}
