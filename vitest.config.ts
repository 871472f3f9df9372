import { defineConfig } from 'vitest/config';

// A test that prints fails: output means that something was not asserted.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/browser/**', 'test/engines/**', 'node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
