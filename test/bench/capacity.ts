/** A request of DynamoDB's JSON protocol: the parts that say what is written. */
export interface DynamoDbRequest {
  readonly operation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Units {
  readonly read: number;
  readonly write: number;
}

const WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/**
 * The units that a call consumed, by the answer's `ConsumedCapacity`. Two rules are made up for, which dynalite does not
 * know: a read of nothing costs one unit, and so does a write whose condition fails, for each KB of the item it meets;
 * that is the item it would have written, since here whoever is there already was written by the same code.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-unit-calculations.html
 */
export function unitsOf({ operation, body }: DynamoDbRequest, answer: Readonly<Record<string, unknown>>): Units {
  const units = [answer.ConsumedCapacity].flat().reduce((sum: number, it) => sum + consumedUnits(it), 0);
  if (!WRITES.has(operation)) return { read: Math.max(1, units), write: 0 };
  return { read: 0, write: units > 0 ? units : Math.max(1, Math.ceil(itemBytes(body.Item ?? {}) / 1024)) };
}

function consumedUnits(consumed: unknown): number {
  return Number(Object(consumed).CapacityUnits ?? 0);
}

/** The size of an item as DynamoDB counts it: names and values. */
function itemBytes(item: object): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

type Value = Readonly<Record<string, unknown>>;

function valueBytes(value: Value): number {
  const [[type = '', content] = []] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'B':
      return Buffer.from(String(content), 'base64').byteLength;
    case 'M':
      return 3 + itemBytes(content as object);
    case 'L':
      return 3 + (content as readonly Value[]).reduce((sum, it) => sum + 1 + valueBytes(it), 0);
    case 'N':
      return String(content).length / 2 + 1;
    default:
      return 1;
  }
}
