import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** Tests of the pages and the mail in a real browser; `.ci/run` installs it. All see the one site that is set up first. */
export default defineConfig({
  test: testSettings('browser', {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/site.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  }),
});
