import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { optionsOf } from '../../infra/local/options.ts';

it('without options data is kept beside the project and examples are loaded', () => {
  expect(optionsOf([])).toEqual({ port: 4400, folder: resolve('.attain'), examples: true, help: false });
});

it('an ephemeral run has no folder', () => {
  expect(optionsOf(['--ephemeral', '--port', '0'])).toEqual({ port: 0, examples: true, help: false });
});

it('an own catalogue, and --no-examples, load no examples', () => {
  const file = 'examples/catalogue.yaml';
  expect(optionsOf(['--catalogue', file])).toMatchObject({ catalogue: resolve(file), examples: false });
  expect(optionsOf(['--no-examples'])).toMatchObject({ examples: false });
});

it.each(['/nope.yaml', '../nope.yaml'])('a catalogue that is not there is named as typed: %s', (file) => {
  expect(() => optionsOf(['--catalogue', file])).toThrow(`--catalogue: expected a file, got nothing at ${file}`);
});

it.each([['--port', 'http'], ['--port', '70000'], ['--colour']])('%s %s is an error', (...args) => {
  expect(() => optionsOf(args)).toThrow(args[0]);
});
