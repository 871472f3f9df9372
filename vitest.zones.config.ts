import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** `TZ=… npm run test:zones`: all that counts and tells time, in a process whose own zone must not matter. */
export default defineConfig({
  test: testSettings(`zones-${(process.env.TZ ?? 'default').replace('/', '-')}`, {
    include: ['test/{domain,catalogue,sources,reports,cli}/**/*.test.ts'],
  }),
});
