import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Invoke } from '../lambda/function.ts';
import type { FrontDoor } from './front-door.ts';
import type { Message, Queue } from './queue.ts';

export interface EventSourceSettings {
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
}

interface Around {
  readonly clock: Clock;
  readonly frontDoor: FrontDoor;
}

/** How long messages may wait for a busy front door, and how soon it is looked at again. */
const patienceMs = 10_000;
const recheckMs = 20;

/**
 * Hands a queue's messages to a function in batches. Failed messages come back when the queue's visibility timeout is
 * over; a batch whose invocation throws or times out fails as a whole. Gives way to a busy front door.
 */
export class EventSource {
  readonly #queue: Queue;
  readonly #invoke: Invoke;
  readonly #settings: EventSourceSettings;
  readonly #clock: Clock;
  readonly #frontDoor: FrontDoor;
  #running = 0;
  #scheduled = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(queue: Queue, invoke: Invoke, settings: EventSourceSettings, { clock, frontDoor }: Around) {
    this.#queue = queue;
    this.#invoke = invoke;
    this.#settings = settings;
    this.#clock = clock;
    this.#frontDoor = frontDoor;
    queue.consumeWith(() => this.#schedule());
    this.#schedule();
  }

  /** Messages that wait for this function or are with it; those that wait out a failure do not count. */
  get pending(): number {
    const { visible, inFlight } = this.#queue.counts;
    return visible + inFlight;
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
    while (!this.#closed && this.#running < this.#concurrency && this.#isDue()) {
      const batch = this.#queue.receive(this.#settings.batchSize);
      if (batch.length > 0) void this.#handle(batch);
    }
  }

  get #concurrency(): number {
    if (!this.#frontDoor.isBusy) return this.#settings.maximumConcurrency;
    const oldest = this.#queue.oldestSentAt;
    if (oldest === undefined) return 0;
    this.#later(recheckMs);
    return oldest + patienceMs < this.#clock.now() ? 1 : 0;
  }

  /** A full batch goes at once, a smaller one when its window is over. */
  #isDue(): boolean {
    const { batchSize, windowMs } = this.#settings;
    const oldest = this.#queue.oldestSentAt;
    if (oldest === undefined) return false;
    const remaining = oldest + windowMs - this.#clock.now();
    if (remaining <= 0 || this.#queue.counts.visible >= batchSize) return true;
    this.#later(remaining);
    return false;
  }

  #later(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#schedule(), delayMs);
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
