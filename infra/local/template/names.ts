/** Where the stack pretends to live, and the URL at which this machine serves it. */
export interface Place {
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  readonly url: string;
}

type Part = (name: string, place: Place) => unknown;

/** How one resource type is named: the property that may hold its name, and what `Ref` and `Fn::GetAtt` answer. */
interface Naming {
  readonly nameProperty?: string;
  readonly ref: Part;
  readonly attributes: Readonly<Record<string, Part>>;
}

export function arn(service: string, resource: string, { region, account }: Place): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

function queueUrl(name: string, { url, account }: Place): string {
  return `${url}/_aws/sqs/${account}/${name}`;
}

const itself: Part = (name) => name;
const arnOf =
  (service: string, prefix = ''): Part =>
  (name, place) =>
    arn(service, prefix + name, place);
/** IAM is one for all regions, and S3's names are. */
const globalArnOf =
  (service: string, prefix: string): Part =>
  (name, { account }) =>
    `arn:aws:${service}::${service === 's3' ? '' : account}:${prefix}${name}`;

/** One entry per resource type that others refer to. */
export const namings: Readonly<Record<string, Naming>> = {
  'AWS::ApiGatewayV2::Api': { ref: itself, attributes: { ApiId: itself, ApiEndpoint: (_name, { url }) => url } },
  'AWS::ApiGatewayV2::Authorizer': { ref: itself, attributes: { AuthorizerId: itself } },
  'AWS::ApiGatewayV2::Integration': { ref: itself, attributes: { IntegrationId: itself } },
  'AWS::ApiGatewayV2::Route': { ref: itself, attributes: { RouteId: itself } },
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName', ref: itself, attributes: {} },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    ref: itself,
    attributes: { Arn: arnOf('cloudwatch', 'alarm:') },
  },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', ref: itself, attributes: {} },
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    ref: itself,
    attributes: { Arn: arnOf('dynamodb', 'table/') },
  },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    ref: itself,
    attributes: { Name: itself, Arn: arnOf('events', 'event-bus/') },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', ref: itself, attributes: { Arn: arnOf('events', 'rule/') } },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    ref: itself,
    attributes: { Arn: globalArnOf('iam', 'role/'), RoleId: itself },
  },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    ref: itself,
    attributes: { Arn: arnOf('lambda', 'function:') },
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: itself,
    attributes: { Arn: (name, place) => `${arn('logs', `log-group:${name}`, place)}:*` },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    ref: itself,
    attributes: { Arn: globalArnOf('s3', '') },
  },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    ref: itself,
    attributes: { Arn: arnOf('scheduler', 'schedule/default/') },
  },
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', ref: arnOf('secretsmanager', 'secret:'), attributes: {} },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name', ref: itself, attributes: {} },
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity', ref: itself, attributes: {} },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arnOf('sns'),
    attributes: { TopicName: itself, TopicArn: arnOf('sns') },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: { Arn: arnOf('sqs'), QueueName: itself, QueueUrl: queueUrl },
  },
};
