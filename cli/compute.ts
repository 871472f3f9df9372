import { computeAttainments, questionsOf, versionUsed } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Attainment } from '../shared/domain/result.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import type { Arguments } from './arguments.ts';
import { attainmentTable } from './attainment-table.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { AS_OF_OPTION, INPUT_OPTIONS, inputsFrom } from './inputs.ts';

/** Attainment from files, without a deployment: the same rules, the same figures. */
export const compute: Command = {
  name: 'compute',
  summary: 'compute attainment from a catalogue and a file of signals',
  synopsis: '--signals FILE|- [--period P] [OPTIONS]',
  positionals: 0,
  options: {
    ...INPUT_OPTIONS,
    period: {
      value: 'P',
      describe: '2026-10, 2026-Q4, 2026, 2026-W41, 2026-10-14/30d or START/END; the current one unless given',
    },
    agreement: { value: 'ID', describe: 'only this agreement' },
    service: { value: 'ID', describe: 'only this service' },
    method: { value: 'NAME', describe: "count by this method instead of the agreement's" },
    'as-of': AS_OF_OPTION,
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
    'fail-on': { value: 'missed', describe: 'exit with 1 if a target is missed' },
  },
  examples: [
    'attain compute --signals examples/signals.ndjson --period 2026-10',
    'attain compute --catalogue catalogue.yaml --signals - --period 2026-Q3 --agreement acme-2026 --json < signals.ndjson',
  ],
  run: async (args, io) => {
    const failOnMissed = failsOnMissed(args);
    const { versions, folded, now } = await inputsFrom(args, io, 'compute');
    const selection = selectionFrom(args);
    const results = computeAttainments(versions, folded, { ...selection, now });
    io.out(
      args.has('json')
        ? jsonOf(versionUsed(questionsOf(versions, selection, now)), results)
        : attainmentTable(results, { colour: io.interactive }),
    );
    return failOnMissed && results.some(({ verdict }) => verdict === 'missed') ? EXIT.missed : EXIT.fine;
  },
};

function selectionFrom(args: Arguments) {
  return {
    agreement: args.text('agreement'),
    service: args.text('service'),
    period: args.text('period'),
    method: args.text('method'),
  };
}

function failsOnMissed(args: Arguments): boolean {
  const value = args.text('fail-on');
  if (value !== undefined && value !== 'missed')
    throw new InvalidInputError(`expected --fail-on missed; got "${value}"`);
  return value === 'missed';
}

function jsonOf(version: CatalogueVersion | undefined, results: readonly Attainment[]): string {
  return `${JSON.stringify({ engine: ENGINE, catalogue: version?.hash ?? null, results }, null, 2)}\n`;
}
