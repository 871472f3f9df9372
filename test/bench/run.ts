import { availableParallelism, cpus } from 'node:os';
import { bundles } from './bundles.ts';
import { coldAnswer } from './cold-answer.ts';
import { callsPerWebhook, idleCost, pricePerMillion } from './cost-sections.ts';
import { freshness } from './freshness.ts';
import { fromSignals } from './from-signals.ts';
import { growingHistory } from './growing-history.ts';
import { manyAgreements } from './many-agreements.ts';
import { manyServices } from './many-services.ts';
import { oneService } from './one-service.ts';
import { parse } from './parse.ts';
import { parseBatches } from './parse-batches.ts';
import { periodStart } from './period-start.ts';
import type { Section } from './section.ts';
import { table } from './table.ts';
import { webhooksPerSecond } from './webhooks-per-second.ts';

/**
 * npm run bench [-- [--quick] [section …]]: prints each section as a table; with names, those sections only.
 */
const SECTIONS: Readonly<Record<string, Section>> = {
  oneService,
  manyServices,
  manyAgreements,
  growingHistory,
  periodStart,
  fromSignals,
  parse,
  parseBatches,
  webhooksPerSecond,
  freshness,
  coldAnswer,
  bundles,
  callsPerWebhook,
  pricePerMillion,
  idleCost,
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const options = { quick: process.argv.includes('--quick') };
const unknown = names.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) throw new Error(`No section ${unknown.join(', ')}; known: ${Object.keys(SECTIONS).join(', ')}`);

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}\n`);
for (const [name, section] of Object.entries(SECTIONS)) {
  if (names.length === 0 || names.includes(name)) console.log(table(section, await section.rows(options)));
}
