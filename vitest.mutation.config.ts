import { defineConfig } from 'vitest/config';
import { OwnTestsFirst } from './test/support/own-tests-first.ts';
import { testSettings } from './test/support/vitest-base.ts';

const base = testSettings('mutation', {});

/**
 * `npm run test:mutation`: the tests that are to notice when a rule of `shared/domain` is changed. As there are thousands of
 * changes, properties are tried with a twentieth of their cases, and what goes through all zones of the world is left out:
 * what is found to be noticed is a lower bound.
 */
export default defineConfig({
  test: {
    ...base,
    include: ['test/domain/**/*.test.ts'],
    exclude: ['test/domain/**/*-zones.test.ts'],
    isolate: false,
    sequence: { sequencer: OwnTestsFirst },
    env: { ...base.env, ATTAIN_PROPERTY_SHARE: '0.05' },
  },
});
