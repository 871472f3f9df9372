import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Invoke } from '../lambda/function.ts';
import type { Message, Queue } from './queue.ts';

export interface EventSourceSettings {
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
}

/**
 * Hands a queue's messages to a function in batches. Failed messages come back when the queue's visibility timeout is
 * over; a batch whose invocation throws or times out fails as a whole.
 */
export class EventSource {
  readonly #queue: Queue;
  readonly #invoke: Invoke;
  readonly #settings: EventSourceSettings;
  readonly #clock: Clock;
  #running = 0;
  #scheduled = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(queue: Queue, invoke: Invoke, settings: EventSourceSettings, clock: Clock) {
    this.#queue = queue;
    this.#invoke = invoke;
    this.#settings = settings;
    this.#clock = clock;
    queue.consumeWith(() => this.#schedule());
    this.#schedule();
  }

  /** Whether messages wait for this function or are with it; those that wait out a failure do not count. */
  get busy(): boolean {
    return this.#running > 0 || this.#queue.counts.visible > 0;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Polls once the current turn of the event loop is over, so that messages sent together travel together. */
  #schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#poll();
    });
  }

  #poll(): void {
    while (!this.#closed && this.#running < this.#settings.maximumConcurrency && this.#isDue()) {
      const batch = this.#queue.receive(this.#settings.batchSize);
      if (batch.length > 0) void this.#handle(batch);
    }
  }

  /** A full batch goes at once, a smaller one when its window is over. */
  #isDue(): boolean {
    const { batchSize, windowMs } = this.#settings;
    const oldest = this.#queue.oldestSentAt;
    if (oldest === undefined) return false;
    const remaining = oldest + windowMs - this.#clock.now();
    if (remaining <= 0 || this.#queue.counts.visible >= batchSize) return true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#schedule(), remaining);
    return false;
  }

  async #handle(batch: readonly Message[]): Promise<void> {
    this.#running += 1;
    const ids = batch.map(({ id }) => id);
    const failed = await this.#failuresOf(batch).catch(() => ids);
    this.#running -= 1;
    if (this.#closed) return;
    this.#queue.delete(ids.filter((id) => !failed.includes(id)));
    this.#queue.fail(failed);
    this.#schedule();
  }

  async #failuresOf(batch: readonly Message[]): Promise<readonly string[]> {
    const answer = await this.#invoke({ Records: batch.map((message) => recordOf(message, this.#settings)) });
    return this.#settings.reportsItemFailures ? itemFailures(answer, batch) : [];
  }
}

function recordOf(message: Message, { queueArn, region }: EventSourceSettings): unknown {
  return {
    messageId: message.id,
    receiptHandle: message.id,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    },
    messageAttributes: {},
    md5OfBody: createHash('md5').update(message.body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

/** As Lambda reads the answer: nothing or an empty list is success, an identifier it does not know fails the batch. */
function itemFailures(answer: unknown, batch: readonly Message[]): readonly string[] {
  const all = batch.map(({ id }) => id);
  if (answer === null || typeof answer !== 'object') return [];
  if (!('batchItemFailures' in answer) || answer.batchItemFailures === null) return [];
  if (!Array.isArray(answer.batchItemFailures)) return all;
  const failed = answer.batchItemFailures.map(
    (failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier,
  );
  return failed.every((id): id is string => typeof id === 'string' && all.includes(id)) ? failed : all;
}
