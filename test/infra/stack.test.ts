import { readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../infra/aws/bundle.ts';
import { templateOf } from './template.ts';

let template: Template;
beforeAll(async () => {
  template = await templateOf();
});

function all(type: string): [string, Record<string, any>][] {
  return Object.entries(template.findResources(type));
}

describe('what is kept', () => {
  it('the table is encrypted, restorable, protected and outlives the stack', () => {
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
});
