// Adds up what the test runners wrote, names what was skipped, and fails if anything failed, was skipped or is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...broken] = process.argv.slice(2);
const runs = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
const skipped = runs
  .flatMap((run) => run.testResults.flatMap(({ assertionResults }) => assertionResults))
  .filter(({ status }) => status !== 'passed' && status !== 'failed');

for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
for (const step of broken) console.log(`failed step: ${step}`);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
process.exitCode = broken.length + skipped.length + sum('numFailedTests') > 0 || sum('numPassedTests') === 0 ? 1 : 0;
