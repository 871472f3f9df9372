import { TemplateError } from '../errors.ts';
import { isCustom } from '../services/custom-resources.ts';
import type { Stack } from './stack.ts';

/** Types that a service of this runtime reads. */
const running: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
]);

/** Types that do nothing on this machine, each with its reason. */
const withoutLocalBehaviour: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Authorizer': 'whoever sits at this machine may read; see http/loopback.ts',
  'AWS::CDK::Metadata': 'for Amazon',
  'AWS::CloudWatch::Alarm': 'errors and dead letters are told in the terminal',
  'AWS::CloudWatch::Dashboard': 'for people who look at AWS',
  'AWS::Events::Archive': 'replays are for production; the data folder can be loaded again',
  'AWS::IAM::Policy': 'calls carry who makes them, and are not refused yet',
  'AWS::IAM::Role': 'see AWS::IAM::Policy',
  'AWS::Lambda::Permission': 'see AWS::IAM::Policy',
  'AWS::Logs::LogGroup': 'logs go to a file per function',
  'AWS::S3::BucketPolicy': 'see AWS::IAM::Policy',
  'AWS::SES::ConfigurationSet': 'a mail that nobody sends cannot bounce',
  'AWS::SNS::Subscription': 'alarms do not go off here',
  'AWS::SNS::Topic': 'alarms do not go off here',
  'AWS::SNS::TopicPolicy': 'see AWS::IAM::Policy',
  'AWS::SQS::QueuePolicy': 'see AWS::IAM::Policy',
};

/** @throws TemplateError naming every resource whose type this runtime does not know */
export function checkTypes(stack: Stack): void {
  const unknown = stack.resources.filter(
    ({ type }) => !running.has(type) && !isCustom(type) && !(type in withoutLocalBehaviour),
  );
  if (unknown.length === 0) return;
  const names = unknown.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new TemplateError(
    `No local behaviour for ${names}. Add a service to infra/local/services, or the type and a reason to ` +
      'infra/local/template/resource-types.ts.',
  );
}
