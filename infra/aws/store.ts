import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';
import type { AttainFunction } from './attain-function.ts';

/** The one table. It outlives the stack, and every second of its last 35 days can be restored. */
export class Store extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      timeToLiveAttribute: 'ttl',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    alarmOn(this, 'WriteThrottles', {
      metric: this.table.metric('WriteThrottleEvents', { statistic: 'Sum' }),
      periods: 3,
      runbook: 'table-throttles',
    });
  }

  letRead(reader: AttainFunction): void {
    this.allow(reader, ['GetItem', 'BatchGetItem', 'Query']);
  }

  /** For those that put whole items and change none in place. */
  letAppend(writer: AttainFunction): void {
    this.allow(writer, ['GetItem', 'PutItem', 'Query']);
  }

  letUpdate(writer: AttainFunction): void {
    this.allow(writer, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'Query']);
  }

  private allow(target: AttainFunction, operations: readonly string[]): void {
    target.allow({
      actions: operations.map((operation) => `dynamodb:${operation}`),
      on: [this.table.tableArn],
      env: { ATTAIN_TABLE: this.table.tableName },
    });
  }
}
