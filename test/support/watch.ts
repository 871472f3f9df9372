import type { Table } from '../../shared/store/table.ts';

/** A call to DynamoDB, as the store made it. */
export interface Call {
  /** Such as `PutItem`. */
  readonly command: string;
  /** As the document client takes it: plain values. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Decides over a call before it goes out: to let it pass it returns, to hold it it waits, to fail it it throws. */
export type Gate = (call: Call) => Promise<void> | void;

/** Takes note of the calls that go out over a table's client from now on, in order. */
export function watch(table: Table, gate: Gate = () => {}): Call[] {
  const calls: Call[] = [];
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const call = { command: String(commandName).replace(/Command$/, ''), input: { ...args.input } };
        calls.push(call);
        await gate(call);
        return await next(args);
      },
    { step: 'initialize', name: 'watch', override: true },
  );
  return calls;
}

/** What a call is about, such as `R#checkout#2026-10 T#2026-10-14`; for a query, the partition. */
export function placeOf({ input }: Call): string {
  const values = { ...Object(input.Key), ...Object(input.Item) };
  const { ':pk': partition } = { ...Object(input.ExpressionAttributeValues) };
  return values.pk === undefined ? String(partition) : `${values.pk} ${values.sk}`;
}
