import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import {
  computeAttainments,
  foldSignals,
  questionsOf,
  type SourcedSignal,
  type Unmapped,
  versionUsed,
} from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import type { Attainment } from '../shared/domain/result.ts';
import type { Signal } from '../shared/domain/signal.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import type { Arguments } from './arguments.ts';
import { attainmentTable } from './attainment-table.ts';
import type { Command } from './command.ts';
import { counted } from './counted.ts';
import { EXIT } from './exit.ts';
import { defaultCatalogueFile, readCatalogue } from './files.ts';
import type { Io } from './io.ts';
import { readSignals } from './signal-file.ts';

/** Attainment from files, without a deployment: the same rules, the same figures. */
export const compute: Command = {
  name: 'compute',
  summary: 'compute attainment from a catalogue and a file of signals',
  synopsis: '--signals FILE|- [--period P] [OPTIONS]',
  positionals: 0,
  options: {
    catalogue: {
      value: 'FILE',
      repeatable: true,
      describe: 'catalogue; repeated: its versions, each from its effectiveFrom; unless given, the one of cdk.json',
    },
    signals: {
      value: 'FILE|-',
      required: true,
      describe: 'signals, one JSON object a line or one array; - is standard input',
    },
    period: { value: 'P', describe: '2026-10, 2026-Q4, 2026, 2026-W41 or START/END; the current one unless given' },
    agreement: { value: 'ID', describe: 'only this agreement' },
    service: { value: 'ID', describe: 'only this service' },
    method: { value: 'NAME', describe: "count by this method instead of the agreement's" },
    'as-of': { value: 'TIME', describe: 'count as somebody would have at this time; now unless given' },
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
    'fail-on': { value: 'missed', describe: 'exit with 1 if a target is missed' },
  },
  examples: [
    'attain compute --signals examples/signals.ndjson --period 2026-10',
    'attain compute --catalogue catalogue.yaml --signals - --period 2026-Q3 --agreement acme-2026 --json < signals.ndjson',
  ],
  run: async (args, io) => {
    const failOnMissed = failsOnMissed(args);
    const versions = versionsFrom(args, io);
    const now = nowFrom(args, io);
    const folded = foldSignals(versions, await signalsFrom(args, io, now));
    reportUnmapped(folded.unmapped, io);
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

function versionsFrom(args: Arguments, io: Io): CatalogueVersion[] {
  const files = args.has('catalogue') ? args.all('catalogue') : [defaultCatalogueFile(io)];
  return files.map((file, index) => {
    const catalogue = readCatalogue(file, io);
    // Of two files that take effect at once, the later on the command line holds.
    return { catalogue, hash: catalogueHash(catalogue), publishedAt: index };
  });
}

function nowFrom(args: Arguments, io: Io): number {
  const asOf = args.text('as-of');
  return asOf === undefined ? io.now() : parseInstant(asOf);
}

async function signalsFrom(args: Arguments, io: Io, now: number): Promise<SourcedSignal[]> {
  const signals: SourcedSignal[] = [];
  for await (const { signal } of readSignals(args.required('signals'), io)) {
    if (knownSince(signal) <= now) signals.push({ signal });
  }
  return signals;
}

/** When what a signal says could first be known, epoch ms. */
function knownSince(signal: Signal): number {
  switch (signal.kind) {
    case 'state':
    case 'incident':
    case 'heartbeat':
      return signal.at;
    case 'maintenance':
      return signal.cancelledAt ?? signal.announcedAt;
    case 'count':
      return signal.end;
  }
}

function reportUnmapped(unmapped: readonly Unmapped[], io: Io): void {
  if (unmapped.length === 0) return;
  io.err(`attain compute: ${counted(unmapped.length, 'signal')} left out, as the catalogue has no place for them:\n`);
  const byReason = Map.groupBy(unmapped, ({ reason }) => reason);
  for (const [reason, { length }] of byReason) io.err(`  ${length.toLocaleString('en')} × ${reason}\n`);
}

function jsonOf(version: CatalogueVersion | undefined, results: readonly Attainment[]): string {
  return `${JSON.stringify({ engine: ENGINE, catalogue: version?.hash ?? null, results }, null, 2)}\n`;
}
