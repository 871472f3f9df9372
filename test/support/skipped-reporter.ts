import type { Reporter, TestModule } from 'vitest/node';

/** Names every skipped test at the end of a run: a skip that nobody sees is a check that cannot fail. */
export const skippedReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        process.stdout.write(` skipped: ${module.relativeModuleId} > ${test.fullName}\n`);
      }
    }
  },
};
