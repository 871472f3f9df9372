import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** Tests of the pages and the mail in a real browser; `.ci/run` installs it. */
export default defineConfig({
  test: testSettings('browser', { include: ['test/browser/**/*.test.ts'], fileParallelism: false }),
});
