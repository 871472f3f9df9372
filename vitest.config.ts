import { defineConfig } from 'vitest/config';
import { testSettings } from './test/support/vitest-base.ts';

/** Rules and texts without a trace of what ran before: their files share what they import, which is half of their time. */
const PURE = ['catalogue', 'domain', 'reports', 'sources'].map((folder) => `test/${folder}/**/*.test.ts`);

/** `npm test`: everything that needs nothing but npm. */
export default defineConfig({
  test: {
    ...testSettings('unit', {}),
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...PURE,
            'test/real/**',
            'test/browser/**',
            'test/engines/**',
            'test/collected/**',
            'node_modules/**',
          ],
        },
      },
    ],
  },
});
