import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowedIn, permissionsOf } from './permissions.ts';
import { templateOf } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf();
});

const queueActions = [
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ReceiveMessage',
];

/** What a function does with its own log group, and a worker with its own queue. */
function ownOf(id: string, { queue }: { queue: boolean }): readonly string[] {
  const logs = [`logs:CreateLogStream ${id}Logs`, `logs:PutLogEvents ${id}Logs`];
  return queue ? [...logs, ...queueActions.map((action) => `sqs:${action} ${id}Queue`)] : logs;
}

const tableUpdate = ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
  (action) => `dynamodb:${action} StoreTable`,
);
const tableAppend = ['GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action} StoreTable`);
const tableRead = ['BatchGetItem', 'GetItem', 'Query'].map((action) => `dynamodb:${action} StoreTable`);
const putEvents = 'events:PutEvents BusEventBus';

describe('least privilege', () => {
  it.each(['Web', 'ReadApi'])('%s reads the table and can do nothing else', (id) => {
    expect(permissionsOf(template, `${id}Role`)).toEqual([...tableRead, ...ownOf(id, { queue: false })]);
  });

  it.each(['Operations', 'Deliveries'])('%s reads the table and large bodies, and can do nothing else', (id) => {
    expect(permissionsOf(template, `${id}Role`)).toEqual([
      ...tableRead,
      ...ownOf(id, { queue: false }),
      's3:GetObject BodiesBucket/*',
      's3:ListBucket BodiesBucket',
    ]);
  });

  it('ingest puts and reads items, tells the bus, stores large bodies, and reads secrets below the prefix', () => {
    expect(permissionsOf(template, 'IngestRole')).toEqual([
      ...tableAppend,
      putEvents,
      ...ownOf('Ingest', { queue: false }),
      's3:PutObject BodiesBucket/*',
      'secretsmanager:GetSecretValue arn::secretsmanager:::secret:attain/*',
    ]);
  });

  it('ingest of AWS events has no secrets', () => {
    const own = ownOf('IngestAwsEvents', { queue: true });
    expect(permissionsOf(template, 'IngestAwsEventsRole')).toEqual([...tableAppend, putEvents, ...own]);
  });

  it.each(['Record', 'Sweep'])('%s updates the table, tells the bus and reads large bodies', (id) => {
    const [logStream = '', logEvents = '', ...queue] = ownOf(id, { queue: true });
    expect(permissionsOf(template, `${id}Role`)).toEqual([
      ...tableUpdate,
      putEvents,
      logStream,
      logEvents,
      's3:GetObject BodiesBucket/*',
      's3:ListBucket BodiesBucket',
      ...queue,
    ]);
  });

  it.each(['Assess', 'Improve', 'Report'])('%s updates the table and tells the bus', (id) => {
    expect(permissionsOf(template, `${id}Role`)).toEqual([...tableUpdate, putEvents, ...ownOf(id, { queue: true })]);
  });

  it('reconcile puts and reads items, tells the bus, reads secrets below the prefix, and describes alarms', () => {
    const [logStream = '', logEvents = '', ...queue] = ownOf('Reconcile', { queue: true });
    expect(permissionsOf(template, 'ReconcileRole')).toEqual([
      'cloudwatch:DescribeAlarms *',
      ...tableAppend,
      putEvents,
      logStream,
      logEvents,
      'secretsmanager:GetSecretValue arn::secretsmanager:::secret:attain/*',
      ...queue,
    ]);
  });

  it('archive reads the table and stores objects, which it cannot read or delete', () => {
    const [logStream = '', logEvents = '', ...queue] = ownOf('Archive', { queue: true });
    expect(permissionsOf(template, 'ArchiveRole')).toEqual([
      ...tableRead,
      logStream,
      logEvents,
      's3:PutObject ReportsBucket/*',
      ...queue,
    ]);
  });

  it('mail updates the table and sends as one sender', () => {
    const [logStream = '', logEvents = '', ...queue] = ownOf('Mail', { queue: true });
    expect(permissionsOf(template, 'MailRole')).toEqual([
      ...tableUpdate,
      logStream,
      logEvents,
      'ses:SendEmail arn::ses:::configuration-set/SenderConfiguration',
      'ses:SendEmail arn::ses:::identity/attain@example.com',
      ...queue,
    ]);
  });

  it('publish appends to the table', () => {
    expect(permissionsOf(template, 'PublishRole')).toEqual([...tableAppend, ...ownOf('Publish', { queue: false })]);
  });

  it.each([
    ['AssessAll', 'Assess'],
    ['ReportDue', 'Report'],
    ['ReviewDue', 'Improve'],
    ['MailDue', 'Mail'],
    ['SweepDue', 'Sweep'],
    ['ReconcileDue', 'Reconcile'],
  ])('the schedule %s sends to the queues of %s only', (schedule, worker) => {
    expect(permissionsOf(template, `${schedule}Role`)).toEqual([
      `sqs:SendMessage ${worker}DeadLetters`,
      `sqs:SendMessage ${worker}Queue`,
    ]);
  });

  it('nobody deletes items, scans, or has a wildcard beyond alarms, names of objects and the prefix of secrets', () => {
    const permissions = allowedIn(template).map(({ permission }) => permission);
    expect(permissions.filter((permission) => /Delete(?!Message)|Scan|BatchWrite/.test(permission))).toEqual([]);
    expect(permissions.filter((permission) => permission.includes('*')).sort()).toEqual([
      'cloudwatch:DescribeAlarms *',
      's3:GetObject BodiesBucket/*',
      's3:GetObject BodiesBucket/*',
      's3:GetObject BodiesBucket/*',
      's3:GetObject BodiesBucket/*',
      's3:PutObject BodiesBucket/*',
      's3:PutObject ReportsBucket/*',
      'secretsmanager:GetSecretValue arn::secretsmanager:::secret:attain/*',
      'secretsmanager:GetSecretValue arn::secretsmanager:::secret:attain/*',
    ]);
  });

  it('no role carries a managed policy', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});
