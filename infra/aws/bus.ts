import { EventBus } from 'aws-cdk-lib/aws-events';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AttainFunction } from './attain-function.ts';
import { routeToQueue } from './rules.ts';
import type { Worker } from './worker.ts';

const source = 'attain';

/** Where the functions tell each other what happened. The archive can replay three months of it. */
export class Bus extends Construct {
  readonly eventBus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.eventBus = new EventBus(this, 'EventBus');
    this.eventBus.archive('Archive', { eventPattern: { source: [source] }, retention: Duration.days(90) });
  }

  letTell(teller: AttainFunction): void {
    teller.allow({
      actions: ['events:PutEvents'],
      on: [this.eventBus.eventBusArn],
      env: { ATTAIN_BUS: this.eventBus.eventBusName },
    });
  }

  /** From now on `worker` gets the events of this type. */
  route(detailType: string, ...workers: readonly Worker[]): void {
    routeToQueue(this, detailType, {
      eventBus: this.eventBus,
      eventPattern: { source: [source], detailType: [detailType] },
      workers,
    });
  }
}
