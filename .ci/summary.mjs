// Adds up what the test runners wrote, names what failed or was skipped, and fails if anything did or is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [folder, ...broken] = process.argv.slice(2);
const runs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ name: file.slice(0, -'.json'.length), ...JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
const tests = runs.flatMap(({ name: run, testResults }) =>
  testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((result) => ({ ...result, run, file: relative(process.cwd(), name) })),
  ),
);
// A file that cannot be loaded has no tests that failed, and a reason of its own.
const unread = runs.flatMap(({ name: run, testResults }) =>
  testResults
    .filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((it) => it.status === 'failed'),
    )
    .map(({ name, message }) => ({
      run,
      file: relative(process.cwd(), name),
      fullName: '',
      failureMessages: [message],
    })),
);
const failed = [...tests.filter(({ status }) => status === 'failed'), ...unread];
const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');

/** What is at the end of a long log is what its reader sees first. */
const reason = (messages) =>
  stripVTControlCharacters(messages.join('\n'))
    .split('\n')
    .slice(0, 20)
    .map((line) => `    ${line}`)
    .join('\n');

for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
for (const step of broken) console.log(`failed step: ${step}`);
for (const { run, file, fullName, failureMessages } of failed) {
  console.log(`failed in ${run}: ${`${file} ${fullName}`.trimEnd()}\n${reason(failureMessages)}`);
}
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
process.exitCode = broken.length + failed.length + skipped.length > 0 || sum('numPassedTests') === 0 ? 1 : 0;
