import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OptionError } from './errors.ts';

export interface Options {
  readonly port: number;
  /** Where data lives; nothing is kept without it. */
  readonly folder?: string;
  /** Another catalogue than that of cdk.json. */
  readonly catalogue?: string;
  readonly examples: boolean;
  readonly help: boolean;
}

export const help = `Runs Attain on this machine: the synthesized template, with the same functions and wiring as on AWS.

  npm start -- [options]

  --port N          port to listen on; default 4400
  --catalogue FILE  publish this catalogue instead of the one that cdk.json names; loads no examples
  --data FOLDER     where data is kept; default .attain (delete it to begin again)
  --ephemeral       keep nothing
  --no-examples     begin with an empty store
  --help            this text
`;

/**
 * @throws OptionError for an option that is not there, or a value that makes no sense
 * @example optionsOf(['--port', '4500'])  //=> { port: 4500, folder: '/…/.attain', examples: true, help: false }
 */
export function optionsOf(args: readonly string[]): Options {
  const { port, catalogue, data, ephemeral, examples, help: wantsHelp } = parsed(args);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new OptionError(`--port: expected 0 to 65535, got ${port}`);
  if (catalogue !== undefined && !existsSync(catalogue))
    throw new OptionError(`--catalogue: expected a file, got nothing at ${catalogue}`);
  return {
    port: Number(port),
    ...(!ephemeral && { folder: resolve(data) }),
    ...(catalogue !== undefined && { catalogue: resolve(catalogue) }),
    examples: examples && catalogue === undefined,
    help: wantsHelp,
  };
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        port: { type: 'string', default: '4400' },
        catalogue: { type: 'string' },
        data: { type: 'string', default: '.attain' },
        ephemeral: { type: 'boolean', default: false },
        examples: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (cause) {
    throw new OptionError(`${cause instanceof Error ? cause.message : cause}\n\n${help}`, { cause });
  }
}
