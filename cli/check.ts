import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import { CatalogueError } from '../shared/catalogue/problem.ts';
import type { Catalogue } from '../shared/domain/catalogue.ts';
import { foldSignals } from '../shared/domain/compute.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { LEVELS, type Level } from '../shared/domain/promises/finding.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { counted } from './counted.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { defaultCatalogueFile, readPlaced } from './files.ts';
import { AS_OF_OPTION, nowFrom, signalsFrom } from './inputs.ts';
import type { Io } from './io.ts';
import { formatFinding, isAtLeast, lint, type PlacedFinding } from './lint.ts';

/** Reads a catalogue and says everything that is wrong with it, or what it holds. */
export const check: Command = {
  name: 'check',
  summary: 'read a catalogue and name every mistake and every promise that is hard to keep, with its line',
  synopsis: '[FILE] [OPTIONS]',
  positionals: 1,
  options: {
    level: { value: 'LEVEL', describe: 'how grave at least: error, warning or info; warning unless given' },
    signals: { value: 'FILE|-', describe: 'name the monitors that pick none of these signals, too' },
    'as-of': { ...AS_OF_OPTION, describe: 'the time from which reviews are overdue; now unless given' },
    json: { describe: 'print JSON, as docs/catalogue.md describes' },
  },
  details: `FILE is a catalogue in YAML; without one, the file that attain:catalogue names in cdk.json.
Exit code 2 for mistakes and errors only.`,
  examples: [
    'attain check',
    'attain check examples/catalogue.yaml --level info',
    'attain check catalogue.yaml --signals signals.ndjson --json',
  ],
  run: async (args, io) => {
    const file = args.positionals[0] ?? defaultCatalogueFile(io);
    const level = levelFrom(args);
    try {
      return await told(file, { args, io, level });
    } catch (error) {
      if (!args.has('json') || !(error instanceof CatalogueError)) throw error;
      io.out(jsonOf(file, { version: null, problems: error.problems, findings: [] }));
      return EXIT.badInput;
    }
  },
};

interface Asked {
  readonly args: Arguments;
  readonly io: Io;
  readonly level: Level;
}

async function told(file: string, { args, io, level }: Asked): Promise<ExitCode> {
  const placed = readPlaced(file, io);
  const { catalogue } = placed;
  const all = lint(placed, { now: nowFrom(args, io), heard: await heardBy(catalogue, args, io) });
  const findings = all.filter(isAtLeast(level));
  const hasErrors = all.some(isAtLeast('error'));
  const version = catalogueHash(catalogue);
  if (args.has('json')) io.out(jsonOf(file, { version, problems: [], findings }));
  else {
    for (const finding of findings) io.err(formatFinding(file, finding));
    io.out(
      `${file}: ${hasErrors ? 'has errors' : 'fine'}; ${contentsOf(catalogue)}\n${more(all, findings)}version ${version}\n`,
    );
  }
  return hasErrors ? EXIT.badInput : EXIT.fine;
}

function more(all: readonly PlacedFinding[], shown: readonly PlacedFinding[]): string {
  const hidden = all.filter((it) => !shown.includes(it));
  if (hidden.length === 0) return '';
  const least = hidden.some(({ level }) => level === 'info') ? 'info' : 'warning';
  return `${counted(hidden.length, 'finding')} more with --level ${least}\n`;
}

function levelFrom(args: Arguments): Level {
  const text = args.text('level') ?? 'warning';
  const level = LEVELS.find((it) => it === text);
  if (level === undefined) throw new InvalidInputError(`expected --level ${LEVELS.join(', ')}; got "${text}"`);
  return level;
}

async function heardBy(catalogue: Catalogue, args: Arguments, io: Io): Promise<ReadonlySet<string> | undefined> {
  const file = args.text('signals');
  if (file === undefined) return undefined;
  const signals = await signalsFrom(file, io, Number.POSITIVE_INFINITY);
  const { rollups } = foldSignals([{ catalogue, hash: '', publishedAt: 0 }], signals);
  const monitors = [...rollups].flatMap(([service, { streams }]) =>
    streams.map(({ monitor }) => `${service}/${monitor}`),
  );
  return new Set(monitors);
}

function jsonOf(file: string, found: object): string {
  return `${JSON.stringify({ file, ...found }, null, 2)}\n`;
}

function contentsOf({ services, agreements, sources, calendars }: Catalogue): string {
  return [
    counted(services.length, 'service'),
    counted(agreements.length, 'agreement'),
    counted(sources.length, 'source'),
    counted(Object.keys(calendars).length, 'calendar'),
  ].join(', ');
}
