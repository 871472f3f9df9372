import { type EventPattern, Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Worker } from './worker.ts';

export interface RouteProps {
  /** The account's default bus unless given. */
  readonly eventBus?: NonNullable<RuleProps['eventBus']>;
  readonly eventPattern: EventPattern;
  readonly workers: readonly Worker[];
}

/**
 * A rule that puts matching events, whole, into the queue of each worker: never bus to Lambda, where a burst would be dropped
 * after its retries. What cannot be delivered within a day waits with the worker's dead letters.
 */
export function routeToQueue(scope: Construct, id: string, { eventBus, eventPattern, workers }: RouteProps): Rule {
  return new Rule(scope, id, {
    ...(eventBus && { eventBus }),
    eventPattern,
    targets: workers.map(
      ({ queue, deadLetters }) =>
        new SqsQueue(queue, {
          deadLetterQueue: deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
    ),
  });
}
