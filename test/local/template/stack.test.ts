import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { noLocalEffect, propertiesOf } from '../../../infra/local/template/properties.ts';
import { checkTypes } from '../../../infra/local/template/resource-types.ts';
import { Stack } from '../../../infra/local/template/stack.ts';
import { parseTemplate } from '../../../infra/local/template/template.ts';

const place = { stackName: 'Tiny', region: 'eu-central-1', account: '000000000000', url: 'http://127.0.0.1:4400' };
const stackOf = (template: object) => new Stack(parseTemplate({ Resources: {}, ...template }), place);
const queue = { Type: 'AWS::SQS::Queue' };

describe('a stack', () => {
  it('names a resource as the template says, and else after the stack and the logical id', () => {
    const named = { ...queue, Properties: { QueueName: { 'Fn::Sub': `\${AWS::StackName}-q` } } };
    const { resources } = stackOf({ Resources: { Named: named, Other: queue, Bucket: { Type: 'AWS::S3::Bucket' } } });
    expect(resources.map(({ name }) => name)).toEqual(['Tiny-q', 'Tiny-Other', 'tiny-bucket']);
  });

  it('answers Ref and Fn::GetAtt by type', () => {
    const stack = stackOf({ Resources: { Queue: queue, Table: { Type: 'AWS::DynamoDB::Table' } } });
    expect(stack.attribute('Queue', 'Arn', 'here')).toBe('arn:aws:sqs:eu-central-1:000000000000:Tiny-Queue');
    expect(stack.ref('Queue', 'here')).toBe('http://127.0.0.1:4400/_aws/sqs/000000000000/Tiny-Queue');
    expect(stack.ref('Table', 'here')).toBe('Tiny-Table');
  });

  it('refuses an attribute that it has no value for', () => {
    const stack = stackOf({ Resources: { Table: { Type: 'AWS::DynamoDB::Table' } } });
    expect(() => stack.attribute('Table', 'StreamArn', 'Other.Arn')).toThrow(
      'Other.Arn: no local value for the attribute StreamArn of Table (AWS::DynamoDB::Table)',
    );
  });

  it('knows pseudo parameters and defaults of parameters, and asks nobody for others', () => {
    const stack = stackOf({ Parameters: { A: { Type: 'String', Default: 'x' }, B: { Type: 'String' } } });
    expect([stack.ref('AWS::Region', ''), stack.ref('AWS::Partition', ''), stack.ref('A', '')]).toEqual([
      'eu-central-1',
      'aws',
      'x',
    ]);
    expect(() => stack.ref('B', 'Queue.QueueName')).toThrow('Queue.QueueName: parameter B has no default');
    expect(() => stack.ref('C', 'Queue.QueueName')).toThrow('Queue.QueueName: no resource or parameter named C');
  });

  it('leaves out what a condition leaves out', () => {
    const Conditions = {
      Home: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] },
      Away: { 'Fn::Not': [{ Condition: 'Home' }] },
      Both: { 'Fn::And': [{ Condition: 'Home' }, { Condition: 'Away' }] },
      Either: { 'Fn::Or': [{ Condition: 'Home' }, { Condition: 'Away' }] },
    };
    const Resources = Object.fromEntries(
      Object.keys(Conditions).map((Condition) => [Condition, { ...queue, Condition }]),
    );
    expect(stackOf({ Conditions, Resources }).resources.map(({ logicalId }) => logicalId)).toEqual(['Home', 'Either']);
  });

  it('gives outputs', () => {
    const stack = stackOf({
      Resources: { Queue: queue },
      Outputs: { Name: { Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } } },
    });
    expect(stack.outputs).toEqual({ Name: 'Tiny-Queue' });
  });

  it('with a section that nobody knows is no template', () => {
    expect(() => stackOf({ Transform: 'AWS::Serverless-2016-10-31' })).toThrow('Transform');
  });
});

describe('a resource type', () => {
  it('that nobody knows is an error naming it', () => {
    const stack = stackOf({ Resources: { Cache: { Type: 'AWS::ElastiCache::CacheCluster' } } });
    expect(() => checkTypes(stack)).toThrow('No local behaviour for Cache (AWS::ElastiCache::CacheCluster)');
  });

  it('that does nothing here is fine, whatever it refers to', () => {
    const Properties = { AlarmActions: [{ 'Fn::ImportValue': 'Somewhere' }] };
    expect(() =>
      checkTypes(stackOf({ Resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties } } })),
    ).not.toThrow();
  });

  it('of a custom resource is known', () => {
    expect(() => checkTypes(stackOf({ Resources: { Catalogue: { Type: 'Custom::Catalogue' } } }))).not.toThrow();
  });
});

it('a property that nobody knows is an error naming it and its resource', () => {
  const resource = { logicalId: 'Queue', type: 'AWS::SQS::Queue', name: 'q', properties: { FifoQueue: true } };
  const schema = z.strictObject({ Tags: noLocalEffect('for people') });
  expect(() => propertiesOf(resource, schema)).toThrow(/Queue \(AWS::SQS::Queue\) cannot run here:\n.*FifoQueue/s);
});
