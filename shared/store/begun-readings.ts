import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { begunKey, type Key } from './keys.ts';
import { getAll, type Table } from './table.ts';

/** So often may the reading of a delivery begin and not come to an end; then it is not tried again. */
const MOST_BEGUN = 3;

/** A poison message: recording it was cut off each time, as the function ran out of time or memory. */
export class PoisonDeliveryError extends Error {
  readonly code = 'POISON_DELIVERY';
  constructor(begun: number) {
    super(
      `its recording was begun ${begun} times and never came to an end: expected a delivery that a function records within its time and memory`,
    );
    this.name = 'PoisonDeliveryError';
  }
}

/**
 * Works on a delivery that may have ended its last reader. While the work lasts the delivery is marked; only who is cut off
 * leaves the mark.
 *
 * @param begun how many marks there are already
 * @throws PoisonDeliveryError without any work when there are too many
 */
export async function whileMarked<Result>(
  table: Table,
  { pointer, begun }: Suspect,
  work: () => Promise<Result>,
): Promise<Result> {
  if (begun >= MOST_BEGUN) throw new PoisonDeliveryError(begun);
  await write(table, pointer, 'ADD begun :number', 1);
  try {
    return await work();
  } finally {
    await unmark(table, pointer);
  }
}

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;

/** Takes all marks off. Tried hard: a mark that stays says that a reader died, and this one lives. */
export async function unmark(table: Table, pointer: Key): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(table, pointer, 'SET begun = :number', 0);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await table.wait(FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}

/** A delivery, and how many of its readings began and did not end. */
export interface Suspect {
  readonly pointer: Key;
  readonly begun: number;
}

/** What is known of deliveries that were not read at the first attempt, in their order. */
export async function suspectsAmong(table: Table, pointers: readonly Key[]): Promise<Suspect[]> {
  const unique = new Map(pointers.map(begunKey).map((key) => [textOf(key), key]));
  const items = await getAll(table, [...unique.values()]);
  const begun = new Map(
    items.map((item) => [textOf({ pk: String(item.pk), sk: String(item.sk) }), Number(item.begun)]),
  );
  return pointers.map((pointer) => ({ pointer, begun: begun.get(textOf(begunKey(pointer))) ?? 0 }));
}

function textOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

async function write(table: Table, pointer: Key, expression: string, number: number): Promise<void> {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { ...begunKey(pointer) },
      UpdateExpression: expression,
      ExpressionAttributeValues: { ':number': number },
    }),
  );
}
