import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AttainFunction, type AttainFunctionProps } from './attain-function.ts';
import { type QueuePair, queueWithDeadLetters } from './queue.ts';

export interface WorkerProps extends AttainFunctionProps {
  readonly timeout: Duration;
  /** Messages per invocation; 10 unless given. */
  readonly batchSize?: number;
  /** The most invocations at once; at least 2. */
  readonly maxConcurrency: number;
}

/** A function that a queue feeds. */
export class Worker extends AttainFunction implements QueuePair {
  readonly queue: QueuePair['queue'];
  readonly deadLetters: QueuePair['deadLetters'];

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, props);
    const { timeout, batchSize = 10, maxConcurrency } = props;
    const { queue, deadLetters } = queueWithDeadLetters(this, { consumerTimeout: timeout });
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.lambda.addEventSource(
      new SqsEventSource(queue, {
        batchSize,
        // Lambda asks for a window above ten messages; without one it takes what is there.
        ...(batchSize > 10 && { maxBatchingWindow: Duration.seconds(1) }),
        // The limit is here and not on the function: there it would turn polls into failed receives.
        maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
