import { Alarm, AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { sendAlarms } from './alarm-mail.ts';

/** Comes last: shows whatever functions, queues and alarms the stack has by now, and sends the alarms to someone. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { alarmEmail }: { readonly alarmEmail: string | undefined }) {
    super(scope, id);
    const all = Stack.of(this).node.findAll();
    const alarms = all.filter((construct) => construct instanceof Alarm);
    const lambdas = all.filter((construct) => construct instanceof Lambda);
    const queues = all.filter((construct) => construct instanceof Queue);
    new Dashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 })],
        [
          graph(
            'Invocations',
            lambdas.map((lambda) => lambda.metricInvocations()),
          ),
          graph(
            'Errors',
            lambdas.map((lambda) => lambda.metricErrors()),
          ),
        ],
        [
          graph(
            'Slowest of a hundred',
            lambdas.map((lambda) => lambda.metricDuration({ statistic: 'p99' })),
          ),
          graph(
            'Messages waiting',
            queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
          ),
        ],
      ],
    });
    if (alarmEmail !== undefined) sendAlarms(this, { alarms, to: alarmEmail });
  }
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 12 });
}
