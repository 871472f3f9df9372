import { acknowledge } from './acknowledge.ts';
import type { AttainFunction } from './attain-function.ts';

/** Lets a function see in which state the account's alarms are, and nothing else of CloudWatch. */
export function letDescribeAlarms(reader: AttainFunction): void {
  reader.allow({ actions: ['cloudwatch:DescribeAlarms'], on: ['*'] });
  acknowledge(reader, {
    'AwsSolutions-IAM5[Resource::*]':
      'DescribeAlarms leaves out composite alarms unless it is allowed on all resources.',
  });
}
