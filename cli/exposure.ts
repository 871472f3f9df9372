import { questionsOf, versionUsed } from '../shared/domain/compute.ts';
import { ENGINE } from '../shared/domain/engine.ts';
import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Exposure } from '../shared/domain/exposure.ts';
import { exposuresOf } from '../shared/domain/exposures.ts';
import { parseDuration } from '../shared/domain/instant.ts';
import { exposureSentence } from '../shared/reports/credit-words.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { EXIT } from './exit.ts';
import { AS_OF_OPTION, INPUT_OPTIONS, inputsFrom } from './inputs.ts';

/** A dry run of an outage that goes on: what it would cost in service credits. */
export const exposure: Command = {
  name: 'exposure',
  summary: 'say what service credits an outage would cost if it lasted',
  synopsis: '--signals FILE|- --service ID --lasts DURATION [OPTIONS]',
  positionals: 0,
  options: {
    ...INPUT_OPTIONS,
    service: { value: 'ID', required: true, describe: 'the service that is taken as down from now on' },
    lasts: { value: 'DURATION', required: true, describe: 'how long, such as PT20M' },
    agreement: { value: 'ID', describe: 'only this agreement' },
    'as-of': AS_OF_OPTION,
    json: { describe: 'print JSON, as docs/compute-json.md describes' },
  },
  examples: ['attain exposure --catalogue catalogue.yaml --signals signals.ndjson --service checkout --lasts PT20M'],
  run: async (args, io) => {
    const lastsMs = lengthFrom(args);
    const { versions, folded, now } = await inputsFrom(args, io, 'exposure');
    const service = args.required('service');
    const questions = questionsOf(versions, { agreement: args.text('agreement'), service }, now);
    const exposures = questions.flatMap((question) => exposuresOf(versions, folded, { question, lastsMs }));
    const catalogue = versionUsed(questions)?.hash ?? null;
    io.out(
      args.has('json')
        ? `${JSON.stringify({ engine: ENGINE, catalogue, exposures }, null, 2)}\n`
        : textOf(exposures, service),
    );
    return EXIT.fine;
  },
};

function lengthFrom(args: Arguments): number {
  const ms = parseDuration(args.required('lasts'));
  if (ms <= 0) throw new InvalidInputError(`expected --lasts above zero; got "${args.required('lasts')}"`);
  return ms;
}

function textOf(exposures: readonly Exposure[], service: string): string {
  if (exposures.length === 0) return `No agreement on ${service} has service credits for its availability.\n`;
  return exposures.map((it) => `${it.agreement}  ${it.period}: ${exposureSentence(it)}\n`).join('');
}
