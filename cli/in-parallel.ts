/** Works on the items of a stream, at most `atOnce` at a time; the first failure stops taking more and is thrown. */
export async function inParallel<Item>(
  atOnce: number,
  items: AsyncGenerator<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let failed = false;
  const worker = async () => {
    while (!failed) {
      const next = await items.next();
      if (next.done) return;
      await work(next.value);
    }
  };
  const workers = Array.from({ length: atOnce }, () =>
    worker().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  const failure = results.find((it) => it.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
