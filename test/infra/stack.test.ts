import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionNames, projectRoot } from '../../infra/aws/bundle.ts';
import { templateOf, withoutHash } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf();
});

function all(type: string) {
  return Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, ...Properties }));
}

const tlsOnly = { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

describe('what is kept', () => {
  it('the table is encrypted, restorable, protected, and outlives the stack', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    });
  });

  it('reports and large bodies are versioned, encrypted, private, and outlive the stack', () => {
    const buckets = template.findResources('AWS::S3::Bucket');
    expect(Object.keys(buckets).map(withoutHash).sort()).toEqual(['BodiesBucket', 'ReportsBucket']);
    for (const bucket of Object.values(buckets)) {
      expect(bucket).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: expect.anything(),
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      });
    }
    const policies = all('AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(2);
    for (const { PolicyDocument } of policies) {
      expect(PolicyDocument.Statement).toContainEqual(expect.objectContaining({ Action: 's3:*', ...tlsOnly }));
    }
  });

  it('the bus keeps three months of events for replay', () => {
    template.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 90 });
  });

  it('every log group forgets after the days of the settings', () => {
    for (const group of all('AWS::Logs::LogGroup')) expect(group).toMatchObject({ RetentionInDays: 90 });
  });
});

describe('functions', () => {
  it('are exactly the files of functions/', () => {
    const names = all('AWS::Lambda::Function').map(({ Environment }) => Environment.Variables.POWERTOOLS_SERVICE_NAME);
    expect(names.sort()).toEqual(functionNames());
  });

  it('run on arm64 under Node 24 and log to a group of their own', () => {
    const lambdas = all('AWS::Lambda::Function');
    for (const lambda of lambdas) {
      expect(lambda).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' });
    }
    expect(new Set(lambdas.map(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref)).size).toBe(lambdas.length);
  });

  it('have no reserved concurrency, which would turn polls into failed receives', () => {
    for (const lambda of all('AWS::Lambda::Function'))
      expect(lambda).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('queues', () => {
  it('are encrypted and speak TLS only', () => {
    const queues = all('AWS::SQS::Queue');
    for (const queue of queues) expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
    const closed = all('AWS::SQS::QueuePolicy').filter(({ PolicyDocument }) =>
      PolicyDocument.Statement.some((statement: object) => Match.objectLike(tlsOnly).test(statement).isSuccess),
    );
    expect(closed.flatMap(({ Queues }) => Queues.map(({ Ref }: { Ref: string }) => Ref)).sort()).toEqual(
      queues.map(({ id }) => id).sort(),
    );
  });

  it('give up after ten tries into dead letters that are kept for 14 days', () => {
    for (const { id, RedrivePolicy, MessageRetentionPeriod } of all('AWS::SQS::Queue')) {
      const name = withoutHash(id);
      if (name.endsWith('DeadLetters')) expect(MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
      else expect(RedrivePolicy).toMatchObject({ maxReceiveCount: 10 });
    }
  });

  it('have an alarm each: on every dead letter, and on a backlog of a quarter of an hour', () => {
    const alarmed = all('AWS::CloudWatch::Alarm').flatMap(({ MetricName, Threshold, Dimensions }) =>
      Dimensions?.[0].Name === 'QueueName'
        ? [`${withoutHash(Dimensions[0].Value['Fn::GetAtt'][0])} ${MetricName} > ${Threshold}`]
        : [],
    );
    const expected = all('AWS::SQS::Queue').map(({ id }) =>
      withoutHash(id).endsWith('DeadLetters')
        ? `${withoutHash(id)} ApproximateNumberOfMessagesVisible > 0`
        : `${withoutHash(id)} ApproximateAgeOfOldestMessage > 900`,
    );
    expect(alarmed.sort()).toEqual(expected.sort());
  });

  it('hide a message for six times as long as its function may run', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(9);
    for (const { EventSourceArn, FunctionName } of mappings) {
      const { VisibilityTimeout } = propertiesOf(EventSourceArn['Fn::GetAtt'][0]);
      const { Timeout } = propertiesOf(FunctionName.Ref);
      expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
    }
  });

  it('report which messages failed, and limit how many functions run at once', () => {
    for (const mapping of all('AWS::Lambda::EventSourceMapping')) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(mapping.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
      // Lambda refuses more than ten messages without a window.
      if (mapping.BatchSize > 10) expect(mapping.MaximumBatchingWindowInSeconds).toBeGreaterThanOrEqual(1);
    }
  });

  function propertiesOf(id: string) {
    return (
      all('AWS::SQS::Queue')
        .concat(all('AWS::Lambda::Function'))
        .find((resource) => resource.id === id) ?? {}
    );
  }
});

describe('who hears of what', () => {
  it('a rule puts events into a queue, never into a function, and has somewhere for what it cannot deliver', () => {
    const routes = all('AWS::Events::Rule').flatMap(({ EventPattern, EventBusName, Targets }) => {
      const bus = EventBusName === undefined ? 'default' : withoutHash(EventBusName.Ref);
      return Targets.map(({ Arn, DeadLetterConfig }: (typeof Targets)[number]) => {
        const ends = [Arn, DeadLetterConfig.Arn].map((arn) => withoutHash(arn['Fn::GetAtt'][0]));
        return [bus, ...EventPattern.source, ...EventPattern['detail-type'], ...ends].join(' | ');
      });
    });
    expect(routes.sort()).toEqual([
      'BusEventBus | attain | DeliveryReceived | RecordQueue | RecordDeadLetters',
      'BusEventBus | attain | DeliveryTruncated | ImproveQueue | ImproveDeadLetters',
      'BusEventBus | attain | ReportClosed | ArchiveQueue | ArchiveDeadLetters',
      'BusEventBus | attain | ReportClosed | MailQueue | MailDeadLetters',
      'BusEventBus | attain | ServiceStateChanged | AssessQueue | AssessDeadLetters',
      'BusEventBus | attain | SlaBreached | ImproveQueue | ImproveDeadLetters',
      [
        'default',
        'aws.cloudwatch | aws.synthetics | aws.health',
        'CloudWatch Alarm State Change',
        'Synthetics Canary TestRun Successful | Synthetics Canary TestRun Failure | Synthetics Canary Status Change',
        'AWS Health Event',
        'IngestAwsEventsQueue | IngestAwsEventsDeadLetters',
      ].join(' | '),
    ]);
  });

  it('a rule may send to the queue that it names, and only that rule', () => {
    for (const { id, Targets } of all('AWS::Events::Rule')) {
      for (const arn of Targets.flatMap((it: (typeof Targets)[number]) => [it.Arn, it.DeadLetterConfig.Arn])) {
        template.hasResourceProperties('AWS::SQS::QueuePolicy', {
          Queues: [{ Ref: arn['Fn::GetAtt'][0] }],
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
              }),
            ]),
          },
        });
      }
    }
  });

  it('schedules send their message to a queue, with somewhere for what does not arrive', () => {
    const schedules = all('AWS::Scheduler::Schedule').map(({ ScheduleExpression, Target }) => {
      const ends = [Target.Arn, Target.DeadLetterConfig.Arn].map((arn) => withoutHash(arn['Fn::GetAtt'][0]));
      return [ScheduleExpression, Target.Input, ...ends].join(' | ');
    });
    expect(schedules.sort()).toEqual([
      'rate(15 minutes) | {"type":"MailDue"} | MailQueue | MailDeadLetters',
      'rate(5 minutes) | {"type":"AssessAll"} | AssessQueue | AssessDeadLetters',
      'rate(5 minutes) | {"type":"Reconcile"} | ReconcileQueue | ReconcileDeadLetters',
      'rate(5 minutes) | {"type":"Sweep"} | SweepQueue | SweepDeadLetters',
      'rate(60 minutes) | {"type":"ReportDue"} | ReportQueue | ReportDeadLetters',
      'rate(60 minutes) | {"type":"ReviewImprovements"} | ImproveQueue | ImproveDeadLetters',
    ]);
  });
});

describe('the front door', () => {
  it('asks for a signature at every page, and lets webhooks in to be verified by their own secret', () => {
    const routes = all('AWS::ApiGatewayV2::Route').map(({ RouteKey, AuthorizationType }) => [
      RouteKey,
      AuthorizationType,
    ]);
    const webhooks = ['POST', 'PUT', 'GET', 'HEAD', 'OPTIONS'].flatMap((method) => [
      [`${method} /webhooks/{source}`, 'NONE'],
      [`${method} /webhooks/{source}/{secret}`, 'NONE'],
    ]);
    expect(Object.fromEntries(routes)).toEqual({
      ...Object.fromEntries(webhooks),
      'GET /': 'AWS_IAM',
      'GET /api/deliveries': 'AWS_IAM',
      'GET /api/deliveries/{delivery}': 'AWS_IAM',
      'GET /api/deliveries/{delivery}/raw': 'AWS_IAM',
      'GET /api/{proxy+}': 'AWS_IAM',
      'GET /deliveries/{delivery}': 'AWS_IAM',
      'GET /health': 'AWS_IAM',
      'GET /quarantine': 'AWS_IAM',
      'GET /sources': 'AWS_IAM',
      'GET /{proxy+}': 'AWS_IAM',
    });
  });

  it('writes no path and no query into its log: they may hold a secret', () => {
    const [{ AccessLogSettings }] = all('AWS::ApiGatewayV2::Stage');
    const values = Object.values(JSON.parse(AccessLogSettings.Format));
    expect(values).toContain('$context.routeKey');
    expect(values.filter((value) => /path|query/i.test(String(value)))).toEqual([]);
  });

  it('logs every request and is throttled', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AccessLogSettings: { DestinationArn: Match.anyValue(), Format: Match.stringLikeRegexp('requestId') },
      DefaultRouteSettings: { ThrottlingRateLimit: 2000, ThrottlingBurstLimit: 4000 },
    });
  });

  it('says where it is, and where the data is', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'ApiUrl',
      'ReportsBucket',
      'TableName',
      'WebhookUrl',
    ]);
  });
});

describe('alarms', () => {
  it('each have a section in the runbook', () => {
    const runbook = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8');
    const sections = [...runbook.matchAll(/^### (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const named = all('AWS::CloudWatch::Alarm').map(({ AlarmDescription }) => AlarmDescription.split('#')[1]);
    expect([...new Set(named)].sort()).toEqual(sections.sort());
  });

  it('on what functions count are about something that they do count', () => {
    const sources = functionNames().map((name) => readFileSync(join(projectRoot, 'functions', `${name}.ts`), 'utf8'));
    const counted = all('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'Attain');
    expect(counted).not.toEqual([]);
    for (const { MetricName } of counted) expect(sources.join()).toContain(`count('${MetricName}'`);
  });

  // Webhooks are counted only when refused: a line of metrics for each would cost more than it tells.
  it('on what a worker counts have a zero to go by at each run, and silence is no alarm', () => {
    const counted = all('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'Attain');
    for (const alarm of counted) expect(alarm).toMatchObject({ TreatMissingData: 'notBreaching' });
    expect(counted.map(({ MetricName }) => MetricName).sort()).toEqual([
      'CloseRefused',
      'MailUnconfirmed',
      'PartsQuarantined',
      'SourcesUnreachable',
      'SweepRepairs',
      'WebhookRefused',
    ]);
  });

  it('go off when a schedule has not run three times in a row, and when nothing is measured', () => {
    const silent = all('AWS::CloudWatch::Alarm').filter(({ id }) => id.includes('Silent'));
    expect(silent).toHaveLength(all('AWS::Scheduler::Schedule').length);
    for (const alarm of silent) {
      expect(alarm).toMatchObject({
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    }
  });
});
