import type { Standing } from '../../domain/standing.ts';
import { isObject, type JsonObject } from '../reading/json-object.ts';
import { preview } from '../signals/signal-json.ts';

/** What a poll asks next. */
export type Ask = ApiAsk | AlarmsAsk;

/** A page of the sender's API, its path below the address that the catalogue gives. */
interface ApiAsk {
  readonly path: string;
  /** That it is not there (404) is an answer too; otherwise it is a failure. */
  readonly mayBeMissing?: boolean;
}

/** DescribeAlarms of CloudWatch, in the account and region that Attain runs in, with this input. */
interface AlarmsAsk {
  readonly alarms: Readonly<Record<string, unknown>>;
}

/** The body of the answer; not there when it may be missing and is. */
export type Answered = string | undefined;

/**
 * The conversation with a sender about how its streams stand: it yields what to ask, is given the bodies of the answers,
 * and returns what the sender says. It touches nothing else, so that a test can answer by hand.
 *
 * @throws PollError when an answer is not what the sender's API promises: from such a poll nothing follows
 */
export type Poll = Generator<Ask, readonly Standing[], Answered>;

/** What a poll goes by, besides the answers. */
export interface PollContext {
  /** Ids of the source's streams that the ledger has in trouble. */
  readonly open: ReadonlySet<string>;
  /** Epoch ms. */
  readonly now: number;
  /** The source's id. */
  readonly feed: string;
  /** Whether the source promises signs of life: one that shows none is taken to be blind. */
  readonly heartbeat: boolean;
  /** The receiver that sends to Attain, for senders that tell who gets what; all unless named. */
  readonly receiver?: string;
}

/** How a kind of sender is polled. */
export interface Poller {
  /** Where its API begins unless the catalogue says; `unknown` where only the catalogue can, `aws` where it cannot. */
  readonly api: string;
  /** Whether it tells less of a stream than its webhooks do, so that the ledger must say who hears it. */
  readonly tellsLess?: boolean;
  readonly poll: (context: PollContext) => Poll;
}

/** The sender did not answer as its API promises. `expected` is in our words, `got` may quote the answer. */
export class PollError extends Error {
  readonly code = 'POLL_FAILED';
  /** Without what the sender wrote. */
  readonly plain: string;
  constructor(expected: string, { got, cause }: { readonly got?: string; readonly cause?: unknown } = {}) {
    super(got === undefined ? expected : `${expected}; got ${got}`, { cause });
    this.name = 'PollError';
    this.plain = `its answer could not be read (${expected})`;
  }
}

/** Carries out a poll: asks what it wants to know, one after the other. @throws PollError, and whatever `ask` throws */
export async function carriedOut(poll: Poll, ask: (ask: Ask) => Promise<Answered>): Promise<readonly Standing[]> {
  let step = poll.next();
  while (step.done !== true) step = poll.next(await ask(step.value));
  return step.value;
}

export function parsedJson(body: Answered, place: string): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch (cause) {
    throw new PollError(`${place}: expected JSON`, { got: preview(body), cause });
  }
}

export function jsonObject(body: Answered, place: string): JsonObject {
  const json = parsedJson(body, place);
  if (!isObject(json)) throw new PollError(`${place}: expected an object`, { got: preview(json) });
  return json;
}

/** The objects of a list, all of them or none. */
export function objectsOf(list: unknown, place: string): readonly JsonObject[] {
  if (!Array.isArray(list)) throw new PollError(`${place}: expected a list`, { got: preview(list) });
  return list.map((item: unknown, index) => {
    if (!isObject(item)) throw new PollError(`${place}[${index}]: expected an object`, { got: preview(item) });
    return item;
  });
}
