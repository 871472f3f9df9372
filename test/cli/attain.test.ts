import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { attain } from './command-line.ts';

const COMMANDS = ['check', 'apply', 'compute', 'compare', 'correct', 'parse', 'import', 'schema'];

describe('attain', () => {
  it('runs as a program', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/attain.ts', 'check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('examples/catalogue.yaml: fine; 6 services, 3 agreements, 6 sources, 1 calendar');
  });

  it('lists its commands, and fails without one', async () => {
    const { code, out } = await attain(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(out).toContain(`\n  ${command} `);
    expect(await attain([])).toEqual({ code: 2, out, err: '' });
  });

  it.each(COMMANDS)('explains %s with an example', async (command) => {
    const { code, out } = await attain([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^attain ${command}: `));
    expect(out).toMatch(new RegExp(`Examples:\n  .*attain ${command}`));
    expect(await attain(['help', command])).toEqual({ code, out, err: '' });
  });

  it('prints its version and the engine', async () => {
    expect((await attain(['--version'])).out).toMatch(/^attain \d+\.\d+\.\d+ \(engine attain-\d+\)\n$/);
  });

  it.each([
    [['check', 'a', 'b'], 'attain check: expected check [FILE] [OPTIONS]; got "b" too'],
    [['parse'], 'attain parse: expected --source NAME; got none'],
    [
      ['parse', '--sourc', 'x'],
      'attain parse: expected one of --source, --explain, --json, --header, --query, --catalogue, --feed, --received-at; got "--sourc" (did you mean --source?)',
    ],
    [['check', '--bogus'], 'attain check: expected one of --level, --signals, --as-of, --json; got "--bogus"'],
    [['parse', '--source'], 'attain parse: expected --source NAME; got no value'],
    [['parse', '--source', '--feed', 'x'], 'attain parse: expected --source NAME; got "--feed"'],
    [['parse', '--source', 'generic', '--source', 'x'], 'attain parse: expected --source once; got 2'],
    [['schema', '--check=yes'], 'attain schema: expected no value for --check; got "yes"'],
    [['apply', 'examples/catalogue.yaml'], 'attain apply: expected either --to URL or --table NAME; got neither'],
    [['check', 'no-such.yaml'], 'attain check: expected a file at no-such.yaml; got nothing of that name'],
    [['check', 'examples'], 'attain check: expected a file at examples; got a directory'],
  ])('%j is bad input', async (argv, message) => {
    expect(await attain(argv)).toEqual({ code: 2, out: '', err: `${message}\n` });
  });

  it('names the commands when it knows none of that name', async () => {
    expect((await attain(['chekc'])).err).toMatch(
      /^attain chekc: expected a command of check, plan, apply, .+; got "chekc" \(did you mean check\?\)\n$/,
    );
  });
});
