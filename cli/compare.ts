import { type Comparison, compareMethods } from '../shared/domain/compare.ts';
import { questionsOf, versionUsed } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import type { Command } from './command.ts';
import { comparisonTable } from './comparison-table.ts';
import { EXIT } from './exit.ts';
import { AS_OF_OPTION, INPUT_OPTIONS, inputsFrom } from './inputs.ts';

/** The same period under every accounting method, and what makes the difference. */
export const compare: Command = {
  name: 'compare',
  summary: 'count a period by every accounting method and explain the differences',
  synopsis: '--signals FILE|- [--period P] [OPTIONS]',
  positionals: 0,
  options: {
    ...INPUT_OPTIONS,
    period: { value: 'P', describe: '2026-10, 2026-Q4, 2026, 2026-W41 or START/END; the current one unless given' },
    agreement: { value: 'ID', describe: 'only this agreement' },
    service: { value: 'ID', describe: 'only this service' },
    'as-of': AS_OF_OPTION,
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
  },
  details:
    "The agreement's own method comes first; of each other one, what it counts differently, class by class. The parts add\nup to the whole difference, to the millisecond. docs/accounting.md has the methods side by side.",
  examples: [
    'attain compare --catalogue examples/catalogue.yaml --signals examples/signals.ndjson --period 2026-10',
    'attain compare --signals - --period 2026-10 --agreement acme-2026 --service checkout --json < signals.ndjson',
  ],
  run: async (args, io) => {
    const { versions, folded, now } = await inputsFrom(args, io, 'compare');
    const selection = { agreement: args.text('agreement'), service: args.text('service'), period: args.text('period') };
    const comparisons = compareMethods(versions, folded, { ...selection, now });
    const version = versionUsed(questionsOf(versions, selection, now));
    io.out(args.has('json') ? jsonOf(version?.hash ?? null, comparisons) : comparisonTable(comparisons));
    return EXIT.fine;
  },
};

function jsonOf(catalogue: string | null, comparisons: readonly Comparison[]): string {
  return `${JSON.stringify({ engine: ENGINE, catalogue, comparisons }, null, 2)}\n`;
}
