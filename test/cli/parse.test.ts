import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceTypes } from '../../shared/sources/registry.ts';
import { attain } from './command-line.ts';

const firing = readFileSync('examples/payloads/alertmanager/firing.json', 'utf8');

describe('attain parse', () => {
  it('prints what a webhook becomes, one signal a line', async () => {
    const { code, out, err } = await attain(['parse', '--source', 'alertmanager'], { input: firing });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').slice(1)).toEqual(['']);
    expect(JSON.parse(out)).toMatchObject({ kind: 'state', state: 'down', at: '2026-10-06T09:12:30.061Z' });
  });

  it('takes a source of the catalogue by its id, and its type and zone from there', async () => {
    const { code, out } = await attain(
      ['parse', '--source', 'alertmanager-eu', '--catalogue', 'examples/catalogue.yaml', '--json'],
      { input: firing },
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).signals[0]).toMatchObject({ signal: { kind: 'state', state: 'down' } });
    const named = await attain(['parse', '--source', 'alertmanager-eu'], { input: firing });
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('No source named "alertmanager-eu"') });
  });

  it('takes headers, which CloudEvents come in', async () => {
    const headers = [
      'ce-specversion: 1.0',
      'ce-id: 1',
      'ce-type: state',
      'ce-source: /probe',
      'content-type: application/json',
    ];
    const { code, out } = await attain(
      ['parse', '--source', 'generic', ...headers.flatMap((header) => ['--header', header])],
      { input: '{"kind":"heartbeat","feed":"probes","at":"2026-10-01T00:00:00Z","every":"PT1M"}' },
    );
    expect(code).toBe(0);
    expect(out).toBe('{"kind":"heartbeat","feed":"probes","at":"2026-10-01T00:00:00.000Z","every":"PT1M"}\n');
  });

  it('names the feed of a watchdog, and takes the time of receipt as told', async () => {
    const input = JSON.stringify({ alerts: [{ status: 'firing', labels: { alertname: 'Watchdog' } }] });
    const { out } = await attain(
      ['parse', '--source', 'alertmanager', '--feed', 'alertmanager-eu', '--received-at', '2026-10-01T02:00:00+02:00'],
      { input },
    );
    expect(JSON.parse(out)).toMatchObject({
      kind: 'heartbeat',
      feed: 'alertmanager-eu',
      at: '2026-10-01T00:00:00.000Z',
    });
  });

  it('prints what it can, says what it cannot read, and fails', async () => {
    const input = '[{"kind":"heartbeat","feed":"f","at":"2026-10-01T00:00:00Z","every":"PT1M"},{"kind":"stat"}]';
    const { code, out, err } = await attain(['parse', '--source', 'generic'], { input });
    expect(code).toBe(2);
    expect(out).toContain('"heartbeat"');
    expect(err).toMatch(/^attain parse: invalid: body\[1\]: .*expected .*got/);
  });

  it.each([
    ['', 'nothing'],
    ['status=down\u0007\u009b31m', '"status=down\\u0007\\u009b31m"'],
    [`<html>${'x'.repeat(60)}`, `"<html>${'x'.repeat(54)}…"`],
  ])('shows the beginning of what is no JSON, and no control character: %j', async (input, got) => {
    expect(await attain(['parse', '--source', 'generic'], { input })).toEqual({
      code: 2,
      out: '',
      err: `attain parse: unreadable: body: expected JSON; got ${got}\n`,
    });
  });

  it('takes an event that says nothing about a state for no mistake', async () => {
    const input = readFileSync('examples/payloads/cloudwatch/configuration-change.json', 'utf8');
    const { code, out, err } = await attain(['parse', '--source', 'cloudwatch'], { input });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^attain parse: not-a-signal: /);
  });

  it.each([
    [['--source', 'grafna'], `No source named "grafna"; known: ${sourceTypes.map(({ name }) => name).join(', ')}`],
    [['--source', 'generic', '--header', 'x'], 'expected --header \'Name: value\'; got "x"'],
  ])('%j is bad input', async (options, message) => {
    expect(await attain(['parse', ...options])).toEqual({ code: 2, out: '', err: `attain parse: ${message}\n` });
  });
});
