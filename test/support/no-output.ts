// A test that prints has something to assert: printing is an error.
for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = (...args: unknown[]) => {
    throw new Error(`expected the test to print nothing; console.${method}(${args.map(String).join(' ')})`);
  };
}
