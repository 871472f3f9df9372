import { FUNCTIONS, type FunctionName, type Work, type WorkByFunction } from './pipeline.ts';
import { PRICES } from './prices.ts';

export const PARTS = ['DynamoDB', 'Lambda', 'EventBridge', 'SQS', 'HTTP API', 'Logs'] as const;

/** USD by service. */
export type Cost = Readonly<Record<(typeof PARTS)[number], number>>;

/** Memory of every function in the stack. */
const GIGABYTES = 0.5;
/** What Lambda itself writes about an invocation (START, END, REPORT), and the HTTP API about a request. */
const PLATFORM_LOG_BYTES = 400;
const ACCESS_LOG_BYTES = 300;

/** The list price of what the functions did, of the bus and the queues between them, and of the requests. */
export function costOf(work: WorkByFunction): Cost {
  const requests = work.ingest.invocations;
  const works = FUNCTIONS.map((name) => work[name]);
  const invocations = sum(works, (it) => it.invocations);
  const gbSeconds = (GIGABYTES * sum(works, (it) => it.durationMs)) / 1000;
  const logBytes = sum(works, (it) => it.logBytes) + invocations * PLATFORM_LOG_BYTES + requests * ACCESS_LOG_BYTES;
  return {
    DynamoDB: sum(works, unitsCost),
    Lambda: invocations * PRICES.perInvocation + gbSeconds * PRICES.perGbSecond,
    EventBridge: sum(works, (it) => it.usage.events.length) * PRICES.perBusEvent,
    SQS: sum(works, queueRequests) * PRICES.perQueueRequest,
    'HTTP API': requests * PRICES.perHttpRequest,
    Logs: logBytes * PRICES.perLogByte,
  };
}

export function unitsCost({ usage: { units } }: Work): number {
  return units.read * PRICES.perReadUnit + units.write * PRICES.perWriteUnit;
}

/** A message is sent once; a batch is received and deleted at once. */
function queueRequests({ messages, invocations }: Work): number {
  return messages === 0 ? 0 : messages + 2 * invocations;
}

export function sum<Item>(items: readonly Item[], amount: (item: Item) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}

/** What several runs did in all. */
export function addUp(works: readonly WorkByFunction[]): WorkByFunction {
  const inAll = (name: FunctionName): Work => works.map((it) => it[name]).reduce(added);
  return { ingest: inAll('ingest'), record: inAll('record'), assess: inAll('assess'), improve: inAll('improve') };
}

function added(a: Work, b: Work): Work {
  return {
    usage: {
      calls: addedCalls(a.usage.calls, b.usage.calls),
      units: {
        read: a.usage.units.read + b.usage.units.read,
        write: a.usage.units.write + b.usage.units.write,
      },
      events: [...a.usage.events, ...b.usage.events],
    },
    invocations: a.invocations + b.invocations,
    messages: a.messages + b.messages,
    durationMs: a.durationMs + b.durationMs,
    logBytes: a.logBytes + b.logBytes,
  };
}

function addedCalls(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
