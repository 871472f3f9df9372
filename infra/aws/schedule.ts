import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';
import type { Worker } from './worker.ts';

export interface ScheduleProps {
  /** Whole minutes or hours. */
  readonly every: Duration;
  /** Becomes the message's body, as JSON. */
  readonly message: Readonly<Record<string, string>>;
  readonly worker: Worker;
}

/** Puts the same message into a worker's queue, again and again; an alarm says when that has stopped. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { every, message, worker }: ScheduleProps) {
    super(scope, id);
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: `rate(${every.toMinutes()} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: worker.queue.queueArn,
        roleArn: this.senderTo(worker).roleArn,
        input: JSON.stringify(message),
        deadLetterConfig: { arn: worker.deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: every.toSeconds(), maximumRetryAttempts: 10 },
      },
    });
    alarmOn(this, 'Silent', {
      metric: worker.lambda.metricInvocations({ statistic: 'Sum' }),
      below: 1,
      period: Duration.seconds(3 * every.toSeconds()),
      runbook: 'silent-schedule',
    });
  }

  /** A role that can put messages into the two queues of one worker and nothing else. */
  private senderTo(worker: Worker): Role {
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [worker.queue.queueArn, worker.deadLetters.queueArn],
      }),
    );
    return role;
  }
}
