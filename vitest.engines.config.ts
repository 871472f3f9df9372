import { defineConfig } from 'vitest/config';
import { isEngineKnown } from './test/engines/engine.ts';
import { testSettings } from './test/support/vitest-base.ts';

/**
 * The store's tests against another DynamoDB than dynalite, so that the store is held to what DynamoDB does and not to
 * what one emulator does: the one at the address in `ATTAIN_TEST_DYNAMODB`, else dynoxide where npm has installed it.
 */
export default defineConfig({
  test: testSettings('engines', {
    include: ['test/engines/**/*.test.ts', ...(isEngineKnown() ? ['test/store/**/*.test.ts'] : [])],
    testTimeout: 120_000,
    globalSetup: ['test/engines/start-engine.ts'],
  }),
});
