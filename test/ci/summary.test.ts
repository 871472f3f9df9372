import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SUMMARY = fileURLToPath(new URL('../../.ci/summary.mjs', import.meta.url));
const FILE = join(process.cwd(), 'test/sum.test.ts');

interface Test {
  readonly fullName: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly failureMessages?: readonly string[];
}

/** What a runner writes of one file; `message` is why it could not be loaded. */
function run(tests: readonly Test[], message = '') {
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failed = tests.filter(({ status }) => status === 'failed').length;
  const status = failed > 0 || message !== '' ? 'failed' : 'passed';
  return {
    numPassedTests: passed,
    numFailedTests: failed,
    testResults: [{ name: FILE, status, message, assertionResults: tests }],
  };
}

function summaryOf(runs: Readonly<Record<string, object>>, ...broken: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'attain-summary-'));
  try {
    for (const [name, it] of Object.entries(runs)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(it));
    const { status, stdout } = spawnSync(process.execPath, [SUMMARY, folder, ...broken], { encoding: 'utf8' });
    return { status, lines: stdout.trimEnd().split('\n') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PASSED: Test = { fullName: 'sum adds', status: 'passed' };

it('the counts of all runs are added up, and all is well when nothing failed', () => {
  const { status, lines } = summaryOf({ unit: run([PASSED, PASSED]), zones: run([PASSED]) });
  expect({ status, lines }).toEqual({ status: 0, lines: ['3 passed, 0 failed'] });
});

it('what failed is named with its reason, without colours, last before the counts', () => {
  const failureMessages = ['AssertionError: \u001b[31mexpected 2 to be 3\u001b[39m\n    at sum.test.ts:7:3'];
  const failed: Test = { fullName: 'sum carries', status: 'failed', failureMessages };
  const { status, lines } = summaryOf({ unit: run([PASSED, failed]) }, 'npm ci && npm test');
  expect({ status, lines }).toEqual({
    status: 1,
    lines: [
      'failed step: npm ci && npm test',
      'failed in unit: test/sum.test.ts sum carries',
      '    AssertionError: expected 2 to be 3',
      '        at sum.test.ts:7:3',
      '1 passed, 1 failed',
    ],
  });
});

it('a file that cannot be loaded is named, though none of its tests failed', () => {
  const { status, lines } = summaryOf({ unit: run([], 'SyntaxError: unexpected end'), zones: run([PASSED]) });
  expect(status).toBe(1);
  expect(lines).toEqual(['failed in unit: test/sum.test.ts', '    SyntaxError: unexpected end', '1 passed, 0 failed']);
});

it('a skipped test is named, and is a failure', () => {
  const runs = { unit: run([PASSED, { fullName: 'sum rests', status: 'skipped' }]) };
  expect(summaryOf(runs)).toEqual({ status: 1, lines: ['skipped: sum rests', '1 passed, 0 failed'] });
});

it('a step that failed without a test is a failure', () => {
  const lines = ['failed step: npm run check', '1 passed, 0 failed'];
  expect(summaryOf({ unit: run([PASSED]) }, 'npm run check')).toEqual({ status: 1, lines });
});

it('no test at all is a failure', () => {
  expect(summaryOf({})).toEqual({ status: 1, lines: ['0 passed, 0 failed'] });
});
