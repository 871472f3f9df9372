import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** Tests against the real programs that send us webhooks; `.ci/run` installs them. One after another: they keep time. */
export default defineConfig({
  test: testSettings('real', {
    include: ['test/real/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
    // Scenarios of one sender that wait for its clocks, all at once.
    maxConcurrency: 20,
  }),
});
