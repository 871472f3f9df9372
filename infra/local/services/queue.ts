import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { InvalidMessageError } from '../errors.ts';
import { type Journal, noJournal, openJournal } from './journal.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** How often it has been handed out. A time that ended with this process is not kept: it was no fault of the message. */
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
}

export interface QueueSettings {
  readonly name: string;
  readonly visibilityTimeoutMs: number;
  readonly maximumBytes: number;
  readonly redrive?: { readonly maxReceiveCount: number; readonly deadLetters: () => Queue };
}

export type QueueEntry =
  | { readonly put: Message }
  | { readonly failed: readonly string[]; readonly at: number }
  | { readonly deleted: readonly string[] };

/**
 * A standard queue: at least once, order by best effort. A message is visible, in flight with a consumer, or waiting
 * out its visibility timeout after a consumer failed. It is on disk before `send` returns, and retention never drops
 * it: a clock that jumps a month would otherwise lose what was acknowledged.
 */
export class Queue {
  readonly settings: QueueSettings;
  readonly #clock: Clock;
  readonly #journal: Journal<QueueEntry>;
  readonly #visible = new Map<string, Message>();
  readonly #inFlight = new Map<string, Message & { readonly receivedAt: number }>();
  readonly #waiting = new Map<string, { readonly message: Message; readonly until: number }>();
  #consumer: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: QueueSettings, { clock, file }: { readonly clock: Clock; readonly file?: string }) {
    this.settings = settings;
    this.#clock = clock;
    const opened = file === undefined ? { journal: noJournal, entries: [] } : openJournal<QueueEntry>(file, surviving);
    this.#journal = opened.journal;
    for (const entry of opened.entries) if ('put' in entry) this.#visible.set(entry.put.id, entry.put);
    clock.onJump(() => this.#wake());
  }

  /** Names whoever receives here; it is called back when there may be something to receive. */
  consumeWith(consumer: () => void): void {
    this.#consumer = consumer;
  }

  /** @throws InvalidMessageError for a body that SQS refuses */
  send(body: string): void {
    checkBody(body, this.settings);
    this.accept({ id: randomUUID(), body, sentAt: this.#clock.now(), receiveCount: 0 });
  }

  /** Takes a message over as it is, id and age included, as a DLQ does. */
  accept(message: Message): void {
    this.#journal.append([{ put: message }]);
    this.#visible.set(message.id, message);
    this.#consumer();
  }

  /** Hands out up to `max` messages; one that was handed out too often goes to the dead letters instead. */
  receive(max: number): readonly Message[] {
    const at = this.#clock.now();
    const batch: Message[] = [];
    for (const message of this.#visible.values()) {
      if (batch.length === max) break;
      this.#visible.delete(message.id);
      const received = {
        ...message,
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? at,
      };
      if (this.#buries(received)) continue;
      this.#inFlight.set(message.id, { ...received, receivedAt: at });
      batch.push(received);
    }
    return batch;
  }

  delete(ids: readonly string[]): void {
    for (const id of ids) this.#inFlight.delete(id);
    if (ids.length > 0) this.#journal.append([{ deleted: ids }]);
    if (this.#visible.size + this.#inFlight.size + this.#waiting.size === 0) this.#journal.clear();
  }

  /** A consumer failed: the messages come back when their visibility timeout is over, counted from their receipt. */
  fail(ids: readonly string[]): void {
    if (ids.length > 0) this.#journal.append([{ failed: ids, at: this.#clock.now() }]);
    for (const id of ids) {
      const message = this.#inFlight.get(id);
      if (message === undefined) continue;
      const { receivedAt, ...rest } = message;
      this.#inFlight.delete(id);
      this.#waiting.set(id, { message: rest, until: receivedAt + this.settings.visibilityTimeoutMs });
    }
    this.#wake();
  }

  get counts(): { readonly visible: number; readonly inFlight: number; readonly waiting: number } {
    return { visible: this.#visible.size, inFlight: this.#inFlight.size, waiting: this.#waiting.size };
  }

  /** When the message that has waited longest was sent, or `undefined` when none is visible. */
  get oldestSentAt(): number | undefined {
    return this.#visible.values().next().value?.sentAt;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#journal.close();
  }

  #buries({ receiveCount, ...message }: Message): boolean {
    const { redrive } = this.settings;
    if (redrive === undefined || receiveCount <= redrive.maxReceiveCount) return false;
    // The dead letters first: a crash between the two leaves the message in both, never in neither.
    redrive.deadLetters().accept({ ...message, receiveCount: receiveCount - 1 });
    this.#journal.append([{ deleted: [message.id] }]);
    return true;
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const now = this.#clock.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [id, { message, until }] of this.#waiting) {
      if (until > now) next = Math.min(next, until);
      else {
        this.#waiting.delete(id);
        this.#visible.set(id, message);
      }
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#wake(), next - now).unref();
    if (this.#visible.size > 0) this.#consumer();
  }
}

/** The characters of XML 1.0, which is what SQS takes; a lone surrogate is none. */
const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

function checkBody(body: string, { name, maximumBytes }: QueueSettings): void {
  const bytes = Buffer.byteLength(body);
  if (bytes === 0 || bytes > maximumBytes) {
    throw new InvalidMessageError(`${name} takes 1 to ${maximumBytes} bytes; got ${bytes}`);
  }
  if (!allowed.test(body)) throw new InvalidMessageError(`${name} takes no control characters, U+FFFE or U+FFFF`);
}

/** What is left of a journal: each message that was put and not deleted, with its receive count. */
function surviving(entries: readonly QueueEntry[]): readonly QueueEntry[] {
  const messages = new Map<string, Message>();
  for (const entry of entries) {
    if ('put' in entry) messages.set(entry.put.id, entry.put);
    else if ('deleted' in entry) for (const id of entry.deleted) messages.delete(id);
    else for (const id of entry.failed) count(messages, id, entry.at);
  }
  return [...messages.values()].map((put) => ({ put }));
}

function count(messages: Map<string, Message>, id: string, at: number): void {
  const message = messages.get(id);
  if (message === undefined) return;
  messages.set(id, { firstReceivedAt: at, ...message, receiveCount: message.receiveCount + 1 });
}
