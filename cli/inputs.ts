import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import { type Folded, foldSignals, type SourcedSignal, type Unmapped } from '../shared/domain/compute.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import type { Signal } from '../shared/domain/signal.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import type { Arguments } from './arguments.ts';
import { counted } from './counted.ts';
import { defaultCatalogueFile, readCatalogue } from './files.ts';
import type { Io } from './io.ts';
import { readSignals } from './signal-file.ts';

/** Options of the commands that count from files. */
export const INPUT_OPTIONS = {
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
} as const;

export const AS_OF_OPTION = {
  value: 'TIME',
  describe: 'count as somebody would have at this time; now unless given',
} as const;

/** What a command counts from. */
export interface Inputs {
  readonly versions: readonly CatalogueVersion[];
  readonly folded: Folded;
  /** The moment of counting, epoch ms: later signals are left out. */
  readonly now: number;
}

/** Reads the catalogues and signals that the options name, and says which signals found no service. */
export async function inputsFrom(args: Arguments, io: Io, command: string): Promise<Inputs> {
  const versions = versionsFrom(args, io);
  const now = nowFrom(args, io);
  const folded = foldSignals(versions, await signalsFrom(args.required('signals'), io, now));
  reportUnmapped(folded.unmapped, io, command);
  return { versions, folded, now };
}

function versionsFrom(args: Arguments, io: Io): CatalogueVersion[] {
  return versionsOf(args.has('catalogue') ? args.all('catalogue') : [defaultCatalogueFile(io)], io);
}

/** The catalogues of files as versions, each from its effectiveFrom. */
export function versionsOf(files: readonly string[], io: Io): CatalogueVersion[] {
  return files.map((file, index) => {
    const catalogue = readCatalogue(file, io);
    // Of two files that take effect at once, the later on the command line holds.
    return { catalogue, hash: catalogueHash(catalogue), publishedAt: index };
  });
}

/** The moment that --as-of names, or now; epoch ms. */
export function nowFrom(args: Arguments, io: Io): number {
  const asOf = args.text('as-of');
  return asOf === undefined ? io.now() : parseInstant(asOf);
}

/** The signals of a file that were known at a moment. */
export async function signalsFrom(file: string, io: Io, now: number): Promise<SourcedSignal[]> {
  const signals: SourcedSignal[] = [];
  for await (const { signal, receivedAt } of readSignals(file, io)) {
    if ((receivedAt ?? knownSince(signal)) <= now) signals.push({ signal });
  }
  return signals;
}

/** When what a signal says could first be known, epoch ms, if the file does not say when it was. */
function knownSince(signal: Signal): number {
  switch (signal.kind) {
    case 'state':
    case 'incident':
    case 'heartbeat':
    case 'approval':
      return signal.at;
    case 'maintenance':
      return signal.cancelledAt ?? signal.announcedAt;
    case 'correction':
      return signal.proposedAt;
    case 'count':
      return signal.end;
  }
}

/** Says on standard error which signals found no service. */
export function reportUnmapped(unmapped: readonly Unmapped[], io: Io, command: string): void {
  if (unmapped.length === 0) return;
  io.err(
    `attain ${command}: ${counted(unmapped.length, 'signal')} left out, as the catalogue has no place for them:\n`,
  );
  const byReason = Map.groupBy(unmapped, ({ reason }) => reason);
  for (const [reason, { length }] of byReason) io.err(`  ${length.toLocaleString('en')} × ${reason}\n`);
}
