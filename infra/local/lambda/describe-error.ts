/** What a log says of an error: its own fields too, and the errors inside it, which often are the ones to read. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const own = Object.entries(error).map(([key, value]) => [key, describeInner(value)] as const);
  return {
    ...Object.fromEntries(own),
    name: error.name,
    message: [error.message, ...innerErrors(error).map(({ message }) => message)].join(': '),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeInner(error.cause) }),
  };
}

function describeInner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(describeInner);
  return value instanceof Error ? describeError(value) : value;
}

function innerErrors(error: Error): readonly Error[] {
  const values = [error.cause, ...Object.values(error)].flat();
  return values.filter((value): value is Error => value instanceof Error);
}
