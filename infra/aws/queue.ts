import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';

export interface QueuePair {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

/** A queue in `scope` with a place for what fails for good, and alarms on that and on a backlog. */
export function queueWithDeadLetters(scope: Construct, { consumerTimeout }: { consumerTimeout: Duration }): QueuePair {
  // SSE-SQS and not an AWS-managed key: that one would refuse what EventBridge sends.
  const closed = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
  const deadLetters = new Queue(scope, 'DeadLetters', { ...closed, retentionPeriod: Duration.days(14) });
  const queue = new Queue(scope, 'Queue', {
    ...closed,
    // AWS asks for six times the timeout, so that a throttled consumer does not get the same message twice.
    visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
    // Polls that Lambda throttles count as receives, so a low number would give up on messages nobody has tried.
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
  });
  alarmOn(scope, 'DeadLetters', {
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
    runbook: 'dead-letters',
  });
  alarmOn(scope, 'Backlog', {
    metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum' }),
    above: Duration.minutes(15).toSeconds(),
    periods: 3,
    runbook: 'backlog',
  });
  return { queue, deadLetters };
}
