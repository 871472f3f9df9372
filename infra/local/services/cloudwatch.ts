import {
  type Answer,
  type AwsCall,
  type AwsService,
  awsError,
  json,
  type Request,
  targetOf,
} from '../http/aws-call.ts';

/** CloudWatch of an account without alarms. */
export class CloudWatch implements AwsService {
  action = (request: Request): string => `cloudwatch:${targetOf(request)}`;

  answer = ({ action }: AwsCall): Answer => {
    if (action !== 'cloudwatch:DescribeAlarms') return awsError('InvalidAction', `No local meaning for ${action}`);
    return json({ CompositeAlarms: [], MetricAlarms: [] });
  };
}
