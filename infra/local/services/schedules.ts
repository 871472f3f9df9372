import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { arn } from '../template/names.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';
import type { Queues } from './queues.ts';
import { parseSchedule } from './schedule-expression.ts';
import type { Schedule } from './scheduler.ts';

const Properties = z.strictObject({
  Name: z.string().optional(),
  Description: noLocalEffect('for people'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: noLocalEffect('being early in the window is within it'),
  Target: z.strictObject({
    Arn: z.string(),
    Input: z.string(),
    DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
    RoleArn: noLocalEffect('the scheduler of this process needs no role'),
    RetryPolicy: noLocalEffect('a queue in this process is always there, so there is nothing to retry'),
  }),
});

interface Parts {
  readonly queues: Queues;
  readonly clock: Clock;
}

/** The stack's schedules. Their targets are queues; another target is an error. */
export function schedulesOf(stack: Stack, parts: Parts): readonly Schedule[] {
  return stack.ofType('AWS::Scheduler::Schedule').flatMap((resource) => scheduleOf(resource, stack, parts));
}

function scheduleOf(resource: StackResource, stack: Stack, { queues, clock }: Parts): readonly Schedule[] {
  const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = propertiesOf(resource, Properties);
  const due = parseSchedule(ScheduleExpression, ScheduleExpressionTimezone, resource.logicalId);
  const deliver = queues.deliveryTo(Target.Arn, Target.DeadLetterConfig?.Arn, resource.logicalId);
  const scheduleArn = arn('scheduler', `schedule/default/${resource.name}`, stack.place);
  const fire = () => deliver(filledIn(Target.Input, scheduleArn, clock));
  return State === 'ENABLED' ? [{ id: resource.logicalId, due, fire }] : [];
}

/** The four words that Scheduler replaces in an input. */
function filledIn(input: string, scheduleArn: string, clock: Clock): string {
  const values: Readonly<Record<string, string>> = {
    'schedule-arn': scheduleArn,
    'scheduled-time': Temporal.Instant.fromEpochMilliseconds(clock.now()).toString({ smallestUnit: 'second' }),
    'execution-id': randomUUID(),
    'attempt-number': '1',
  };
  return input.replace(/<aws\.scheduler\.([\w-]+)>/g, (whole, name: string) => values[name] ?? whole);
}
