import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { InvalidMessageError, TemplateError } from '../errors.ts';
import { arn } from '../template/names.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack, StackResource } from '../template/stack.ts';
import { Queue } from './queue.ts';

const Properties = z.strictObject({
  QueueName: z.string().optional(),
  VisibilityTimeout: z.number().default(30),
  MaximumMessageSize: z.number().default(1_048_576),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  RedriveAllowPolicy: noLocalEffect('says who may redrive into it, and nothing here redrives by itself'),
  MessageRetentionPeriod: noLocalEffect('a clock that jumps a month must not lose acknowledged messages'),
  ReceiveMessageWaitTimeSeconds: noLocalEffect('consumers here are called, they do not poll'),
  SqsManagedSseEnabled: noLocalEffect('files of the data folder are readable by their owner'),
  Tags: noLocalEffect('for people'),
});

export interface QueuesSettings {
  readonly clock: Clock;
  /** Where messages outlive the process; in memory without it. */
  readonly folder?: string;
  readonly report: (line: string) => void;
}

/** The stack's queues by ARN. */
export class Queues {
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #report: (line: string) => void;

  constructor(stack: Stack, settings: QueuesSettings) {
    const resources = stack.ofType('AWS::SQS::Queue');
    this.#queues = new Map(resources.map((each) => [arn('sqs', each.name, stack.place), this.#open(each, settings)]));
    this.#report = settings.report;
    for (const { settings: own } of this.#queues.values()) own.redrive?.deadLetters();
    if (settings.folder !== undefined) this.#tellStranded(settings.folder, resources);
  }

  get all(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  /** @throws TemplateError when the ARN is none of this stack's queues */
  byArn(queueArn: string, at: string): Queue {
    const queue = this.#queues.get(queueArn);
    if (queue === undefined) throw new TemplateError(`${at}: no queue of this stack has the ARN ${queueArn}`);
    return queue;
  }

  /** How a rule or schedule sends: what the queue refuses goes to the dead letters, and what they refuse is lost. */
  deliveryTo(queueArn: string, deadLettersArn: string | undefined, at: string): (body: string) => void {
    const queue = this.byArn(queueArn, at);
    const deadLetters = deadLettersArn === undefined ? undefined : this.byArn(deadLettersArn, at);
    return (body) => {
      if (this.#sent(queue, body, at)) return;
      if (deadLetters === undefined || !this.#sent(deadLetters, body, at)) this.#report(`${at}: a message is lost`);
    };
  }

  /** A queue that the template no longer has may still hold messages. */
  #tellStranded(folder: string, resources: readonly StackResource[]): void {
    const known = new Set(resources.map(({ logicalId }) => fileOf(folder, logicalId)));
    for (const name of globSync('*.ndjson', { cwd: folder })) {
      const file = join(folder, name);
      if (known.has(file) || statSync(file).size === 0) continue;
      this.#report(`${file} holds messages of a queue that the template no longer has`);
    }
  }

  #sent(queue: Queue, body: string, at: string): boolean {
    try {
      queue.send(body);
      return true;
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) throw error;
      this.#report(`${at}: ${error.message}`);
      return false;
    }
  }

  #open(resource: StackResource, { clock, folder }: QueuesSettings): Queue {
    const { VisibilityTimeout, MaximumMessageSize, RedrivePolicy } = propertiesOf(resource, Properties);
    const redrive = RedrivePolicy && {
      maxReceiveCount: RedrivePolicy.maxReceiveCount,
      deadLetters: () => this.byArn(RedrivePolicy.deadLetterTargetArn, resource.logicalId),
    };
    const settings = {
      name: resource.name,
      visibilityTimeoutMs: VisibilityTimeout * 1000,
      maximumBytes: MaximumMessageSize,
      ...(redrive && { redrive }),
    };
    return new Queue(settings, { clock, ...(folder && { file: fileOf(folder, resource.logicalId) }) });
  }
}

function fileOf(folder: string, logicalId: string): string {
  return join(folder, `${logicalId}.ndjson`);
}
