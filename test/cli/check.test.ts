import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MINIMAL, minimalWith } from '../catalogue/minimal-catalogue.ts';
import { attain, withFiles } from './command-line.ts';

describe('attain check', () => {
  it('says what a catalogue holds, by which version, and what is odd about it', async () => {
    await withFiles({ 'c.yaml': MINIMAL }, async (cwd) => {
      const { code, out, err } = await attain(['check', 'c.yaml'], { cwd });
      expect(code).toBe(0);
      expect(out).toMatch(/^c\.yaml: fine; 1 service, 1 agreement, 1 source, 1 calendar\nversion [0-9a-f]{64}\n$/);
      expect(err).toBe('c.yaml: warning: Agreement "acme" has no recipients: nobody gets its report by mail\n');
    });
  });

  it('prints problems as compilers do, file and line first', async () => {
    await withFiles({ 'c.yaml': minimalWith('target: 99.9', 'target: abc') }, async (cwd) => {
      expect(await attain(['check', 'c.yaml'], { cwd })).toEqual({
        code: 2,
        out: '',
        err: 'c.yaml:28:39: agreements[0].targets[0].target: expected a percentage between 0 and 100, got "abc"\n',
      });
    });
  });

  it('refuses bytes that are not UTF-8, and says on which line', async () => {
    await withFiles({ 'c.yaml': MINIMAL }, async (cwd) => {
      const bytes = Buffer.from(MINIMAL.replace('customer: Acme', 'customer: Caf\u00e9'), 'latin1');
      writeFileSync(join(cwd, 'c.yaml'), bytes);
      expect(await attain(['check', 'c.yaml'], { cwd })).toEqual({
        code: 2,
        out: '',
        err: 'attain check: c.yaml:23: expected UTF-8; got other bytes\n',
      });
    });
  });

  it('takes the catalogue that cdk.json names', async () => {
    const files = { 'cdk.json': '{ "context": { "attain:catalogue": "mine.yaml" } }', 'mine.yaml': MINIMAL };
    await withFiles(files, async (cwd) => {
      expect((await attain(['check'], { cwd })).out).toContain('mine.yaml: fine');
    });
  });

  it.each([
    [{}, 'expected a file at cdk.json; got nothing of that name'],
    [{ 'cdk.json': '{}' }, 'expected the name of a catalogue file, or "attain:catalogue" in the context of cdk.json'],
    [{ 'cdk.json': '{' }, 'expected JSON in cdk.json; got other text'],
  ])('asks for a file where there is none to be found: %j', async (files, message) => {
    await withFiles(files, async (cwd) => {
      expect(await attain(['check'], { cwd })).toEqual({ code: 2, out: '', err: `attain check: ${message}\n` });
    });
  });
});

describe('attain schema', () => {
  it('prints the schema that is committed', async () => {
    const { code, out } = await attain(['schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Attain catalogue' });
    expect(await attain(['schema', '--check'])).toEqual({ code: 0, out: '', err: '' });
  });
});
