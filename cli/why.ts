import { askedQuestion } from '../shared/domain/asked-question.ts';
import { knowledgeOf } from '../shared/domain/compute.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Knowledge, Question } from '../shared/domain/evaluate.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { explanation } from '../shared/reports/explanation.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { readKnowledge } from '../shared/store/knowledge.ts';
import { knownAt } from '../shared/store/visit.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { DESTINATION_OPTIONS, destinationFrom } from './destination.ts';
import { EXIT } from './exit.ts';
import { AS_OF_OPTION, INPUT_OPTIONS, inputsFrom } from './inputs.ts';
import type { Io } from './io.ts';

/** Explains a moment, or how the figure of a period comes about. */
export const why: Command = {
  name: 'why',
  summary: 'explain a moment of a service, or where the time of a period went',
  synopsis: '(--signals FILE|- | --to URL | --table NAME) --service ID (--at TIME | --period P) [OPTIONS]',
  positionals: 0,
  options: {
    ...INPUT_OPTIONS,
    signals: { value: 'FILE|-', describe: `${INPUT_OPTIONS.signals.describe}; or ask what a running Attain knows:` },
    ...DESTINATION_OPTIONS,
    service: { value: 'ID', required: true, describe: 'the service' },
    at: { value: 'TIME', describe: 'explain this moment: its class, the rule, and what the monitors had said' },
    period: { value: 'P', describe: 'explain this period: period − … = agreed − … = up, each line with its intervals' },
    agreement: { value: 'ID', describe: 'under this agreement; the first in force for the service unless given' },
    'as-of': AS_OF_OPTION,
    json: { describe: 'print JSON' },
  },
  examples: [
    'attain why --signals examples/signals.ndjson --service checkout --period 2026-10',
    'attain why --signals examples/signals.ndjson --service checkout --at 2026-10-14T08:00:00Z',
    'attain why --to http://localhost:4400 --service checkout --at 2026-10-14T08:00:00Z --json',
  ],
  run: async (args, io) => {
    const at = momentFrom(args);
    const { question, knowledge } = args.has('signals')
      ? await fromFiles(args, io, at)
      : await fromInstallation(args, io, at);
    const { text, facts } = explanation(question, knowledge, at);
    io.out(args.has('json') ? `${JSON.stringify(facts, null, 2)}\n` : text);
    return EXIT.fine;
  },
};

function momentFrom(args: Arguments): number | undefined {
  const at = args.text('at');
  if (at !== undefined && args.has('period')) throw new InvalidInputError('expected --at or --period; got both');
  return at === undefined ? undefined : parseInstant(at);
}

interface Asked {
  readonly question: Question;
  readonly knowledge: Knowledge;
}

async function fromFiles(args: Arguments, io: Io, at: number | undefined): Promise<Asked> {
  if (args.has('to') || args.has('table')) {
    throw new InvalidInputError('expected one of --signals FILE, --to URL and --table NAME; got more');
  }
  const { versions, folded, now } = await inputsFrom(args, io, 'why');
  const question = askedQuestion(versions, selectionFrom(args), { now, at });
  return { question, knowledge: knowledgeOf(folded, question) };
}

async function fromInstallation(args: Arguments, io: Io, at: number | undefined): Promise<Asked> {
  if (args.has('catalogue')) {
    throw new InvalidInputError('expected --catalogue with --signals: a running Attain has its own');
  }
  if (!args.has('to') && !args.has('table')) {
    throw new InvalidInputError('expected one of --signals FILE, --to URL and --table NAME; got none');
  }
  const { table, now } = await destinationFrom(args, io);
  const asked = { versions: await catalogueVersions(table), now };
  const asOf = args.text('as-of');
  const known = asOf === undefined ? { ...asked, table } : knownAt(asOf, asked, table);
  const question = askedQuestion(known.versions, selectionFrom(args), { now: known.now, at });
  return { question, knowledge: await readKnowledge(known.table, question) };
}

function selectionFrom(args: Arguments) {
  return { service: args.required('service'), agreement: args.text('agreement'), period: args.text('period') };
}
