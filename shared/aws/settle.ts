/** Works on all items, at most `atOnce` at a time, and says of each how it ended: one failure stops none of the others. */
export async function settleAll<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<PromiseSettledResult<void>[]> {
  const outcomes: PromiseSettledResult<void>[] = [];
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) outcomes.push(...(await Promise.allSettled([work(item)])));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes;
}

/** Throws if any failed, so that the message comes again. @throws AggregateError with all failures, naming the first */
export function throwFailures(outcomes: readonly PromiseSettledResult<void>[]): void {
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${outcomes.length} failed: ${failures[0]}`);
}
