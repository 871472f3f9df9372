import { bundles } from './bundles.ts';
import { runtime } from './runtime.ts';
import { formatTable, type Section } from './table.ts';

// npm run bench [-- [--quick] [section …]]: without sections, all of them.

const sections: Readonly<Record<string, Section>> = { bundles, runtime };

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = process.argv.includes('--quick');
for (const [name, section] of Object.entries(sections)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const table of await section({ quick })) console.log(formatTable(table));
}
