import * as z from 'zod';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack } from '../template/stack.ts';

const Properties = z.strictObject({
  TableName: z.string().optional(),
  KeySchema: z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  TimeToLiveSpecification: noLocalEffect('DynamoDB may take two days to delete, so nothing relies on it'),
  DeletionProtectionEnabled: noLocalEffect('nothing here deletes a table'),
  PointInTimeRecoverySpecification: noLocalEffect('there are no backups of a data folder'),
  SSESpecification: noLocalEffect('files of the data folder are readable by their owner'),
  Tags: noLocalEffect('for people'),
});

/** The input of CreateTable. */
export type Table = Pick<z.output<typeof Properties>, 'KeySchema' | 'AttributeDefinitions' | 'BillingMode'> & {
  readonly TableName: string;
};

export function tablesOf(stack: Stack): readonly Table[] {
  return stack.ofType('AWS::DynamoDB::Table').map((resource) => {
    const { KeySchema, AttributeDefinitions, BillingMode } = propertiesOf(resource, Properties);
    return { TableName: resource.name, KeySchema, AttributeDefinitions, BillingMode };
  });
}
