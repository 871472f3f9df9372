import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** `npm test`: everything that needs nothing but npm. */
export default defineConfig({
  test: testSettings('unit', {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/browser/**', 'test/engines/**', 'test/collected/**', 'node_modules/**'],
  }),
});
