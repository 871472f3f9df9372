import { knowledgeOf, questionsOf } from '../shared/domain/compute.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Question } from '../shared/domain/evaluate.ts';
import { parseInstant } from '../shared/domain/instant.ts';
import { periodContaining } from '../shared/domain/period.ts';
import { waterfall } from '../shared/domain/waterfall.ts';
import { whyAt } from '../shared/domain/why.ts';
import { waterfallText } from '../shared/reports/waterfall-words.ts';
import { whyText } from '../shared/reports/why-words.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { AS_OF_OPTION, INPUT_OPTIONS, type Inputs, inputsFrom } from './inputs.ts';

/** Explains a moment, or how the figure of a period comes about. */
export const why: Command = {
  name: 'why',
  summary: 'explain a moment of a service, or where the time of a period went',
  synopsis: '--signals FILE|- --service ID (--at TIME | --period P) [OPTIONS]',
  positionals: 0,
  options: {
    ...INPUT_OPTIONS,
    service: { value: 'ID', required: true, describe: 'the service' },
    at: { value: 'TIME', describe: 'explain this moment: its class, the rule, and what the monitors had said' },
    period: { value: 'P', describe: 'explain this period: period − … = agreed − … = up, each line with its intervals' },
    agreement: { value: 'ID', describe: 'under this agreement; the first that covers the service unless given' },
    'as-of': AS_OF_OPTION,
    json: { describe: 'print JSON' },
  },
  examples: [
    'attain why --signals examples/signals.ndjson --service checkout --period 2026-10',
    'attain why --signals examples/signals.ndjson --service checkout --at 2026-10-14T08:00:00Z',
  ],
  run: async (args, io) => {
    const at = momentFrom(args);
    const inputs = await inputsFrom(args, io, 'why');
    const question = questionFrom(args, inputs, at);
    const knowledge = knowledgeOf(inputs.folded, question);
    const { timeZone } = question.period;
    const about = { service: question.service, agreement: question.agreement, period: question.period.name };
    if (at !== undefined) {
      const answer = whyAt(question, knowledge, at);
      io.out(args.has('json') ? json({ ...about, ...answer }) : whyText(about, answer, timeZone));
    } else {
      const answer = waterfall(question, knowledge);
      io.out(args.has('json') ? json({ ...about, ...answer }) : waterfallText(about, answer, timeZone));
    }
    return EXIT.fine;
  },
};

function momentFrom(args: Arguments): number | undefined {
  const at = args.text('at');
  if (at !== undefined && args.has('period')) throw new InvalidInputError('expected --at or --period; got both');
  return at === undefined ? undefined : parseInstant(at);
}

// A moment is explained within the period that it lies in.
function questionFrom(args: Arguments, { versions, now }: Inputs, at: number | undefined): Question {
  const selection = { service: args.required('service'), agreement: args.text('agreement') };
  const [current] = questionsOf(versions, selection, now);
  if (current === undefined) throw new InvalidInputError(`no agreement covers "${selection.service}"`);
  const name = at === undefined ? args.text('period') : periodAround(current, at);
  const narrowed = { service: current.service, agreement: current.agreement };
  const [question] = name === undefined ? [current] : questionsOf(versions, { ...narrowed, period: name }, now);
  return question ?? current;
}

function periodAround({ terms, period }: Question, at: number): string {
  const kind = terms.at(-1)?.agreement.period ?? 'month';
  return periodContaining(at, kind, period.timeZone).name;
}

function json(answer: object): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}
