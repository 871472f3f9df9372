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
      expect(out).toMatch(
        /^c\.yaml: fine; 1 service, 1 agreement, 1 source, 1 calendar\n2 findings more with --level info\nversion [0-9a-f]{64}\n$/,
      );
      expect(err).toBe(
        'c.yaml:21:5: warning: agreements[0].id: Agreement "acme" has no recipients: nobody gets its report by mail\n' +
          '  why: a miss that nobody reads of is not mended\n' +
          '  do:  add recipients\n',
      );
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

  it('points at the key concerned, where the file has it', async () => {
    const text = minimalWith('target: 99.9', 'target: 100').replace(
      'monday-friday: 08:00-18:00',
      'monday-friday: [08:00-18:00, 09:00-10:00]',
    );
    await withFiles({ 'c.yaml': text }, async (cwd) => {
      const { err } = await attain(['check', 'c.yaml'], { cwd });
      expect(err).toContain('overlap: 08:00-18:00 of monday and 09:00-10:00 (and 4 more at this key)');
      const places = err.split('\n').filter((line) => line.startsWith('c.yaml'));
      expect(places.map((line) => line.split(': ').slice(0, 3).join(' '))).toEqual([
        'c.yaml:9:7 warning calendars[0].hours.monday-friday',
        'c.yaml:21:5 warning agreements[0].id',
        'c.yaml:28:31 warning agreements[0].targets[0].target',
      ]);
    });
  });

  it('warns of alerts that would be unknown if their sender repeated them', async () => {
    const text = minimalWith('type: alertmanager', 'type: pagerduty\n    alerts: { staleAfter: PT8H }').replace(
      '        source: alerts',
      '        source: alerts\n        alerts: { repeatedEvery: PT1H }',
    );
    await withFiles({ 'c.yaml': text }, async (cwd) => {
      const { code, err } = await attain(['check', 'c.yaml'], { cwd });
      expect(code).toBe(0);
      expect(err).toContain(
        'c.yaml:13:15: warning: sources[0].alerts.staleAfter: Source "alerts" has staleAfter, and pagerduty says only once that an alert is open: no silence makes it unknown\n' +
          '  why: an alert whose end is lost on its way counts as trouble for good, which nobody expects who reads this rule\n' +
          '  do:  take the rule out, and let reconcile of the source ask how its alerts stand\n',
      );
      expect(err).toContain(
        'c.yaml:21:19: warning: services[0].monitors[0].alerts.repeatedEvery: Monitor "checkout/probe" has repeatedEvery, ',
      );
    });
  });

  it('warns of a rule for alerts that are said once, where they are repeated', async () => {
    const found = async (type: string, rules: string) => {
      const text = minimalWith('type: alertmanager', `type: ${type}\n    alerts: { ${rules} }`);
      return await withFiles({ 'c.yaml': text }, async (cwd) => {
        const { out } = await attain(['check', 'c.yaml', '--json'], { cwd });
        const { findings }: { findings: { lint: string; path: string }[] } = JSON.parse(out);
        return findings.filter(({ lint }) => lint === 'alerts-repeated').map(({ path }) => path);
      });
    };
    expect(await found('alertmanager', 'openAtMost: P3D')).toEqual(['sources[0].alerts.openAtMost']);
    expect(await found('alertmanager', 'openAtMost: P3D, staleAfter: never')).toEqual([]);
    expect(await found('pagerduty', 'openAtMost: P3D')).toEqual([]);
    expect(await found('generic', 'openAtMost: P3D')).toEqual([]);
  });

  it.each([
    ['Alertmanager repeats', 'alertmanager', 'staleAfter: PT8H'],
    ['signals say themselves whether they are repeated', 'generic', 'staleAfter: PT8H'],
    ['never is no rule', 'datadog', 'staleAfter: never, repeatedEvery: PT1H'],
    ['another rule needs no repeats', 'datadog', 'detectionOffset: PT5M'],
  ])('does not warn of alerts without cause: %s', async (_, type, rules) => {
    const text = minimalWith('type: alertmanager', `type: ${type}\n    alerts: { ${rules} }`);
    await withFiles({ 'c.yaml': text }, async (cwd) => {
      const { out } = await attain(['check', 'c.yaml', '--json', '--level', 'info'], { cwd });
      const found: { lint: string }[] = JSON.parse(out).findings;
      expect(found.filter(({ lint }) => lint === 'alerts-not-repeated')).toEqual([]);
    });
  });

  it('ends with 2 for errors, and shows what is as grave as asked for', async () => {
    const text = minimalWith('    hours:\n      monday-friday: 08:00-18:00', '    hours: {}');
    await withFiles({ 'c.yaml': text }, async (cwd) => {
      const { code, out, err } = await attain(['check', 'c.yaml', '--level', 'error'], { cwd });
      expect(code).toBe(2);
      expect(err).toContain('c.yaml:8:5: error: calendars[0].hours: Calendar "office" has no hours\n  why: ');
      expect(out).toContain('c.yaml: has errors; 1 service');
      expect((await attain(['check', 'c.yaml', '--level', 'bad'], { cwd })).err).toBe(
        'attain check: expected --level error, warning, info; got "bad"\n',
      );
    });
  });

  it('prints JSON, of mistakes too', async () => {
    await withFiles({ 'c.yaml': MINIMAL, 'd.yaml': minimalWith('target: 99.9', 'target: abc') }, async (cwd) => {
      const fine = await attain(['check', 'c.yaml', '--json'], { cwd });
      expect(JSON.parse(fine.out)).toMatchObject({
        file: 'c.yaml',
        problems: [],
        findings: [{ level: 'warning', lint: 'no-recipients', path: 'agreements[0].id', line: 21, column: 5 }],
      });
      const wrong = await attain(['check', 'd.yaml', '--json'], { cwd });
      expect(wrong.code).toBe(2);
      expect(JSON.parse(wrong.out)).toMatchObject({
        version: null,
        problems: [{ line: 28, column: 39 }],
        findings: [],
      });
    });
  });

  it('names the monitors that no signal is for', async () => {
    const signals = '{"kind":"state","monitor":"prob","state":"down","at":"2026-10-05T08:00:00Z"}\n';
    await withFiles({ 'c.yaml': MINIMAL, 's.ndjson': signals }, async (cwd) => {
      const { code, err } = await attain(['check', 'c.yaml', '--signals', 's.ndjson'], { cwd });
      expect(code).toBe(0);
      expect(err).toContain('c.yaml:18:9: warning: services[0].monitors[0].id: Monitor "checkout/probe" picks none');
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
