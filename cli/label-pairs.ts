import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Arguments } from './arguments.ts';

/**
 * The values of an option that is given as often as there are pairs, `--label NAME=VALUE`.
 *
 * @throws InvalidInputError for a value without an equals sign
 */
export function labelPairs(args: Arguments, option: string): Record<string, string> {
  return Object.fromEntries(
    args.all(option).map((text) => {
      const equals = text.indexOf('=');
      if (equals < 1) throw new InvalidInputError(`expected --${option} NAME=VALUE; got "${text}"`);
      return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
    }),
  );
}
