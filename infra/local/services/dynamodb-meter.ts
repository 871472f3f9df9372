export interface DynamoDbUsage {
  /** Calls by `<logical id of the caller> dynamodb:<operation>`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Read and write units consumed, by the same names. */
  readonly units: Readonly<Record<string, number>>;
}

/**
 * Counts calls, and the capacity units that the database says each has consumed. It says nothing of a write whose
 * condition failed, which AWS charges by the size of the item that is there.
 */
export class DynamoDbMeter {
  readonly #calls = new Map<string, number>();
  readonly #units = new Map<string, number>();

  /** The request with the wish to be told its consumption; JSON text in, JSON text out. */
  asking(body: string): string {
    if (!body.startsWith('{"') || body.includes('"ReturnConsumedCapacity"')) return body;
    return `{"ReturnConsumedCapacity":"TOTAL",${body.slice(1)}`;
  }

  add({ caller, operation }: { readonly caller: string; readonly operation: string }, answer: string): void {
    const call = `${caller} dynamodb:${operation}`;
    this.#calls.set(call, (this.#calls.get(call) ?? 0) + 1);
    this.#units.set(call, (this.#units.get(call) ?? 0) + unitsIn(answer));
  }

  get usage(): DynamoDbUsage {
    return { calls: Object.fromEntries(this.#calls), units: Object.fromEntries(this.#units) };
  }
}

/** A batch answers with one figure per table. Text in an item cannot look like this: its quotes would be escaped. */
const consumed = /"CapacityUnits":([\d.]+)/g;

function unitsIn(answer: string): number {
  let sum = 0;
  for (const [, units] of answer.matchAll(consumed)) sum += Number(units);
  return sum;
}
