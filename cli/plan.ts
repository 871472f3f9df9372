import { catalogueHash } from '../shared/catalogue/catalogue-hash.ts';
import { foldSignals, knowledgeOf } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import { type HighestTarget, highestTarget, type PossibleTarget } from '../shared/domain/highest-target.ts';
import { asIfAllAlong, closedQuestions, type PlanLine, planLines } from '../shared/domain/plan.ts';
import type { Attainment } from '../shared/domain/result.ts';
import type { CatalogueVersion } from '../shared/domain/version.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { readKnowledge } from '../shared/store/knowledge.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { localDestination, tableDestination } from './destination.ts';
import { EXIT } from './exit.ts';
import { defaultCatalogueFile } from './files.ts';
import { AS_OF_OPTION, nowFrom, reportUnmapped, signalsFrom, versionsOf } from './inputs.ts';
import type { Io } from './io.ts';
import { type Know, PlanFigures } from './plan-figures.ts';
import { planMarkdown, planText } from './plan-text.ts';
import { Progress } from './progress.ts';

/** What a changed catalogue would have done to the past, before anybody signs it. */
export const plan: Command = {
  name: 'plan',
  summary: 'say what a changed catalogue would have done to the last closed periods',
  synopsis: '--catalogue FILE --against FILE|-|URL | --table NAME [OPTIONS]',
  positionals: 0,
  options: {
    catalogue: { value: 'FILE', required: true, describe: 'the changed catalogue, taken as if it had held all along' },
    against: { value: 'FILE|-|URL', describe: 'signals, or an Attain on this machine such as http://localhost:4400' },
    table: {
      value: 'NAME',
      describe: "an Attain on AWS: its table (the stack's output TableName), by your AWS credentials",
    },
    base: {
      value: 'FILE',
      repeatable: true,
      describe:
        'the catalogue that holds, repeated: its versions; unless given, what is published, or the one of cdk.json',
    },
    periods: { value: 'N', describe: 'how many closed periods of each agreement; 12 unless given' },
    'as-of': AS_OF_OPTION,
    markdown: { describe: 'print Markdown, for a pull request' },
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
  },
  details: `Periods count that are over, with their grace, and in which anything was observed. For each service it also says which
target would have been met in 11 of 12 periods, or in all of fewer.`,
  examples: [
    'attain plan --catalogue changed.yaml --base catalogue.yaml --against signals.ndjson',
    'attain plan --catalogue changed.yaml --against http://localhost:4400 --markdown',
  ],
  run: async (args, io) => {
    const periods = periodsFrom(args);
    const [changed] = versionsOf([args.required('catalogue')], io);
    if (changed === undefined) return EXIT.badInput;
    const { now, before, after } = await pastFrom(args, io, changed);
    const result = await planned({ before, after }, { now, periods }, io);
    io.out(printed(args, result, changed));
    return EXIT.fine;
  },
};

/** Versions of the catalogue, and what is known of the past under them. */
interface Past {
  readonly versions: readonly CatalogueVersion[];
  readonly know: Know;
}

interface Pasts {
  readonly before: Past;
  readonly after: Past;
  /** Epoch ms. */
  readonly now: number;
}

async function pastFrom(args: Arguments, io: Io, changed: CatalogueVersion): Promise<Pasts> {
  const [against, name] = [args.text('against'), args.text('table')];
  if ((against === undefined) === (name === undefined)) {
    const got = name === undefined ? 'neither' : 'both';
    throw new InvalidInputError(`expected either --against FILE|-|URL or --table NAME; got ${got}`);
  }
  return against === undefined || /^https?:/i.test(against)
    ? await pastOfTable(args, io, changed)
    : await pastOfFile(args, io, { changed, file: against });
}

async function pastOfFile(
  args: Arguments,
  io: Io,
  { changed, file }: { changed: CatalogueVersion; file: string },
): Promise<Pasts> {
  const now = nowFrom(args, io);
  const signals = await signalsFrom(file, io, now);
  const folded = (versions: readonly CatalogueVersion[]): Past => {
    const known = foldSignals(versions, signals);
    reportUnmapped(known.unmapped, io, 'plan');
    return { versions, know: async (_, question) => knowledgeOf(known, question) };
  };
  const base = args.has('base') ? args.all('base') : [defaultCatalogueFile(io)];
  return { now, before: folded(versionsOf(base, io)), after: folded(allAlong(changed, now)) };
}

// Events have found their monitors when they came: what changed monitors would have picked, only signals can tell.
async function pastOfTable(args: Arguments, io: Io, changed: CatalogueVersion): Promise<Pasts> {
  const name = args.text('table');
  const there = name === undefined ? await localDestination(args.required('against'), io) : tableDestination(name, io);
  const now = args.has('as-of') ? nowFrom(args, io) : there.now;
  const base = args.has('base') ? versionsOf(args.all('base'), io) : await catalogueVersions(there.table);
  const know: Know = (_, question) => readKnowledge({ ...there.table, asOf: now }, question);
  return { now, before: { versions: base, know }, after: { versions: allAlong(changed, now), know } };
}

function allAlong({ catalogue }: CatalogueVersion, now: number): CatalogueVersion[] {
  const begun = asIfAllAlong(catalogue, now);
  return [{ catalogue: begun, hash: catalogueHash(begun), publishedAt: 0 }];
}

interface Planned {
  readonly lines: readonly PlanLine[];
  readonly highest: readonly HighestTarget[];
}

async function planned(
  { before, after }: Omit<Pasts, 'now'>,
  asked: { now: number; periods: number },
  io: Io,
): Promise<Planned> {
  const [old, changed] = [await countPast(before, asked, io), await countPast(after, asked, io)];
  const byService = Map.groupBy(changed, ({ attainment: { agreement, service } }) =>
    JSON.stringify([agreement, service]),
  );
  return {
    lines: planLines(old.map(attainmentOf), changed.map(attainmentOf)),
    highest: [...byService.values()].flatMap((it) => highestTarget(it) ?? []),
  };
}

function attainmentOf({ attainment }: PossibleTarget): Attainment {
  return attainment;
}

/** Every closed period of a service in which anybody listened. */
async function countPast(
  { versions, know }: Past,
  asked: { now: number; periods: number },
  io: Io,
): Promise<PossibleTarget[]> {
  const questions = closedQuestions(versions, asked);
  const figures = new PlanFigures(versions, know);
  const progress = new Progress(io, questions.length);
  const counted: PossibleTarget[] = [];
  let done = 0;
  for (const [label, together] of Map.groupBy(questions, ({ agreement, period }) => `${agreement} ${period.name}`)) {
    progress.show({ done, label });
    done += together.length;
    if (!(await figures.isObserved(together))) continue;
    for (const question of together) counted.push(await figures.possibleTarget(question));
  }
  progress.end();
  return counted;
}

function printed(args: Arguments, { lines, highest }: Planned, { hash }: CatalogueVersion): string {
  if (args.has('json')) return `${JSON.stringify({ engine: ENGINE, catalogue: hash, lines, highest }, null, 2)}\n`;
  return args.has('markdown') ? planMarkdown(lines, highest) : planText(lines, highest);
}

function periodsFrom(args: Arguments): number {
  const text = args.text('periods') ?? '12';
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidInputError(`expected --periods from 1 to 99; got "${text}"`);
  return Number(text);
}
