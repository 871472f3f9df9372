import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/**
 * Whether to go on: a person says so, or the option `--yes`.
 *
 * @throws InvalidInputError when nobody is there to ask
 */
export async function confirmed(question: string, args: Arguments, io: Io): Promise<boolean> {
  if (args.has('yes')) return true;
  if (!io.interactive) throw new InvalidInputError('expected --yes, as nobody is there to ask; got no --yes');
  return /^y(es)?$/i.test((await io.ask(`${question} [y/N] `)).trim());
}
