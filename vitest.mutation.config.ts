import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** `npm run test:mutation`: the tests that are to notice when a rule of `shared/domain` is changed. */
export default defineConfig({
  test: testSettings('mutation', { include: ['test/domain/**/*.test.ts'] }),
});
