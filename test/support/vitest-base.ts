import { join } from 'node:path';
import type { TestUserConfig } from 'vitest/config';
import { skippedReporter } from './skipped-reporter.ts';

/**
 * What all test runs have in common. `.ci/run` sets `ATTAIN_TEST_RESULTS` to a folder and adds up the counts that each
 * run leaves there.
 */
export function testSettings(name: string, overrides: TestUserConfig): TestUserConfig {
  const results = process.env.ATTAIN_TEST_RESULTS;
  return {
    // Far above what any test takes: a busy machine is no fault of the code.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By default one core less than there are, which on two is half.
    maxWorkers: '100%',
    reporters: ['default', skippedReporter, ...(results === undefined ? [] : ['json'])],
    ...(results === undefined ? {} : { outputFile: { json: join(results, `${name}.json`) } }),
    setupFiles: ['./test/support/no-output.ts'],
    env: {
      POWERTOOLS_DEV: 'false',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_METRICS_DISABLED: 'true',
      POWERTOOLS_METRICS_NAMESPACE: 'Attain',
      POWERTOOLS_SERVICE_NAME: 'test',
    },
    ...overrides,
  };
}
