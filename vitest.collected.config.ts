import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** `npm run test:collected`: payloads of real senders that are not part of the project. */
export default defineConfig({ test: testSettings('collected', { include: ['test/collected/**/*.test.ts'] }) });
