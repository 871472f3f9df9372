import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { methodHash, methodNamed } from '../../shared/domain/method.ts';
import { MINIMAL, minimalWith } from '../catalogue/minimal-catalogue.ts';
import { attain, withFiles } from './command-line.ts';

const EXAMPLE = ['compute', '--signals', 'examples/signals.ndjson'];
const OCTOBER = [...EXAMPLE, '--period', '2026-10'];

// Down for 100 minutes on 1 October in Berlin.
const DOWN = '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-01T10:00:00+02:00"}';
const UP = '{"kind":"state","monitor":"probe","state":"up","at":"2026-10-01T11:40:00+02:00","previous":"down"}';

function resultsOf(out: string): unknown[] {
  return JSON.parse(out).results;
}

describe('attain compute', () => {
  it('prints a table for people', async () => {
    const { code, out, err } = await attain([...OCTOBER, '--agreement', 'borealis-2026']);
    const hash = methodHash(methodNamed('contract')).slice(0, 8);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`borealis-2026  2026-10  America/New_York  method contract ${hash}

SERVICE  RESULT          TARGET                     VERDICT       ALLOWED  USED   LEFT    UNKNOWN       OUTAGES
login    99.99 %         99.8 % availability        met           25 min   1 min  24 min  –             1
login    28 s            no outage longer than 1 h  met           60 min   1 min  59 min  –             1
search   97.62–100.00 %  99.5 % availability        not measured  61 min   0 min  61 min  299 min 49 s  0
`);
  });

  it.each([
    // Of October's 13,200 min in office hours 13.2 may be down; three quarters are 9.9.
    ['10:05', 'within budget'],
    ['10:10', 'at risk'],
    ['11:40', 'missed'],
  ])('calls nothing met while the period runs: down until %s is %s', async (end, words) => {
    const files = { 'catalogue.yaml': MINIMAL, 'signals.ndjson': `${DOWN}\n${UP.replace('11:40', end)}\n` };
    const asOf = async (at: string, ...more: string[]) => {
      const input = ['compute', '--catalogue', 'catalogue.yaml', '--signals', 'signals.ndjson', '--as-of', at];
      return (await withFiles(files, async (cwd) => await attain([...input, '--period', '2026-10', ...more], { cwd })))
        .out;
    };
    const running = '2026-10-02T18:00:00+02:00';
    expect(await asOf(running)).toMatch(new RegExp(`^checkout .* 99.9 % {2}${words} `, 'm'));
    const over = words === 'missed' ? 'missed' : 'met';
    expect(await asOf('2026-11-01T00:00:00+01:00')).toMatch(new RegExp(`^checkout .* 99.9 % {2}${over} `, 'm'));
    expect(resultsOf(await asOf(running, '--json'))).toMatchObject([{ verdict: over }]);
  });

  it('colours what is at risk as what is unsure', async () => {
    const files = { 'catalogue.yaml': MINIMAL, 'signals.ndjson': `${DOWN}\n${UP.replace('11:40', '10:10')}\n` };
    const input = ['compute', '--catalogue', 'catalogue.yaml', '--signals', 'signals.ndjson'];
    const { out } = await withFiles(files, async (cwd) => {
      return await attain([...input, '--as-of', '2026-10-02T18:00:00+02:00'], { cwd, interactive: true });
    });
    expect(out).toContain('\u001b[33mat risk');
  });

  it('notes that a verdict is for a period which the agreement does not go by', async () => {
    const quarter = [...EXAMPLE, '--period', '2026-Q3', '--agreement', 'borealis-2026'];
    const { out } = await attain(quarter);
    expect(out).toContain(
      '\nborealis-2026 is agreed by the month: it promises nothing of 2026-Q3 as a whole, and no report comes of this verdict.\n',
    );
    expect(resultsOf((await attain([...quarter, '--json'])).out)).toMatchObject([
      { service: 'login', agreedPeriod: 'month' },
      { service: 'search', agreedPeriod: 'month' },
    ]);
    const own = await attain([...OCTOBER, '--agreement', 'borealis-2026', '--json']);
    expect(own.out).not.toContain('agreedPeriod');
  });

  it('colours the verdict for a person who watches', async () => {
    const { out } = await attain([...OCTOBER, '--service', 'checkout'], { interactive: true });
    expect(out).toContain('\u001b[31mmissed ');
  });

  it('prints JSON in the documented shape', async () => {
    const { out } = await attain([...OCTOBER, '--agreement', 'acme-2026', '--service', 'checkout', '--json']);
    expect(JSON.parse(out)).toEqual({
      engine: 'attain-4',
      catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
      results: [
        {
          agreement: 'acme-2026',
          service: 'checkout',
          method: 'contract',
          methodHash: methodHash(methodNamed('contract')),
          period: {
            name: '2026-10',
            start: '2026-09-30T22:00:00.000Z',
            end: '2026-10-31T23:00:00.000Z',
            timeZone: 'Europe/Berlin',
          },
          until: '2026-10-31T23:00:00.000Z',
          ms: {
            period: 2_682_000_000,
            notInForce: 0,
            outOfHours: 0,
            excluded: 0,
            maintenance: 0,
            unknown: 0,
            down: 7_670_000,
            degraded: 0,
            up: 2_674_330_000,
          },
          agreedMs: 2_682_000_000,
          downtimeMs: 7_670_000,
          // 2,674,330 / 2,682,000
          availability: {
            percent: '99.71',
            exact: '0.99714019388516032811',
            low: '0.99714019388516032811',
            high: '0.99714019388516032811',
          },
          targets: [
            {
              kind: 'availability',
              target: '99.9',
              verdict: 'missed',
              allowedMs: 2_682_000,
              usedMs: 7_670_000,
              remainingMs: -4_988_000,
            },
          ],
          verdict: 'missed',
          outages: [
            {
              start: '2026-10-20T11:02:10.000Z',
              end: '2026-10-20T13:10:00.000Z',
              countedMs: 7_670_000,
              monitors: ['checkout-alerts', 'checkout-probe'],
            },
          ],
          notCounted: [],
          notKnown: [],
          assumedAlive: ['alertmanager-eu', 'probes'],
          // 4,988 s beyond the budget are three started half hours at EUR 50.00.
          credit: {
            state: 'due',
            currency: 'EUR',
            amount: 15_000,
            tier: null,
            units: 3,
            cappedBy: null,
            claimBy: '2026-11-30T23:00:00.000Z',
          },
        },
      ],
    });
  });

  it('gives the same bytes for the same signals in any order and any number', async () => {
    const lines = readFileSync('examples/signals.ndjson', 'utf8').trimEnd().split('\n');
    const shuffled = [...lines.toReversed(), ...lines.filter((_, index) => index % 3 === 0)].join('\n');
    const { out } = await attain(['compute', '--signals', '-', '--period', '2026-Q3', '--json'], { input: shuffled });
    expect(out).toBe((await attain([...EXAMPLE, '--period', '2026-Q3', '--json'])).out);
    expect(resultsOf(out)).toHaveLength(9);
  });

  it('takes a JSON array as well as lines', async () => {
    await withFiles({ 'c.yaml': MINIMAL, 'array.json': `[\n${DOWN},\n${UP}\n]\n` }, async (cwd) => {
      const options = ['--catalogue', 'c.yaml', '--period', '2026-10', '--json'];
      const { code, out } = await attain(['compute', '--signals', 'array.json', ...options], { cwd });
      expect(code).toBe(0);
      expect(resultsOf(out)).toMatchObject([{ downtimeMs: 100 * 60_000 }]);
      expect((await attain(['compute', '--signals', '-', ...options], { cwd, input: `${UP}\n\n${DOWN}` })).out).toBe(
        out,
      );
    });
  });

  it('ends with 1 for a missed target only if asked', async () => {
    const missed = [...OCTOBER, '--service', 'checkout'];
    expect((await attain(missed)).code).toBe(0);
    expect((await attain([...missed, '--fail-on', 'missed'])).code).toBe(1);
    expect((await attain([...OCTOBER, '--service', 'storefront', '--fail-on', 'missed'])).code).toBe(0);
  });

  it('counts by another method when told to', async () => {
    const { out } = await attain([...OCTOBER, '--agreement', 'borealis-2026', '--method', 'icinga', '--json']);
    expect(resultsOf(out)).toMatchObject([
      { service: 'login', method: 'icinga' },
      { service: 'search', method: 'icinga', verdict: 'met', ms: { unknown: 0 } },
    ]);
  });

  it('counts as somebody would have at a time before the end', async () => {
    const { out } = await attain([
      ...OCTOBER,
      '--service',
      'checkout',
      '--as-of',
      '2026-10-20T14:02:10+02:00',
      '--json',
    ]);
    expect(resultsOf(out)).toMatchObject([
      {
        until: '2026-10-20T12:02:10.000Z',
        downtimeMs: 3_600_000,
        outages: [{ start: '2026-10-20T11:02:10.000Z', end: null }],
      },
    ]);
  });

  it('leaves out what had not been received at the time, where the file says when it was', async () => {
    const late = (line: string) => line.replace('{', '{"receivedAt":"2026-10-05T00:00:00Z",');
    const known = async (asOf: string) =>
      await withFiles({ 'catalogue.yaml': MINIMAL }, async (cwd) => {
        const argv = ['compute', '--catalogue', 'catalogue.yaml', '--signals', '-', '--period', '2026-10'];
        const input = `${late(DOWN)}\n${late(UP)}\n`;
        const { out } = await attain([...argv, '--as-of', asOf, '--json'], { cwd, input });
        return resultsOf(out);
      });
    expect(await known('2026-10-04T00:00:00Z')).toMatchObject([{ ms: { down: 0 } }]);
    expect(await known('2026-10-05T00:00:00Z')).toMatchObject([{ ms: { down: 6_000_000 } }]);
  });

  it('refuses a time of receipt that is none', async () => {
    const input = DOWN.replace('{', '{"receivedAt":"soon",');
    const { code, err } = await attain(['compute', '--signals', '-'], { input });
    expect(code).toBe(2);
    expect(err).toBe(
      'attain compute: standard input:1: receivedAt: expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got "soon"\n',
    );
  });

  it('takes the period that runs when none is named', async () => {
    const { out } = await attain([...EXAMPLE, '--service', 'reporting', '--json']);
    expect(resultsOf(out)).toMatchObject([{ period: { name: '2026-11' }, until: '2026-11-19T12:00:00.000Z' }]);
  });

  it('applies a later version of the catalogue from its date on', async () => {
    const stricter = minimalWith('2026-01-01T00:00:00Z', '2026-10-16T00:00:00+02:00').replace('99.9', '100');
    await withFiles(
      {
        'c.yaml': minimalWith('hours: office', 'hours: 24x7'),
        'd.yaml': stricter.replace('hours: office', 'hours: 24x7'),
      },
      async (cwd) => {
        const { out } = await attain(
          [
            'compute',
            '--catalogue',
            'c.yaml',
            '--catalogue',
            'd.yaml',
            '--signals',
            '-',
            '--period',
            '2026-10',
            '--json',
          ],
          { cwd, input: `${DOWN}\n${UP}` },
        );
        // A thousandth of the 15 days before the 16th, and nothing after.
        expect(resultsOf(out)).toMatchObject([{ targets: [{ target: '100', allowedMs: 1_296_000 }] }]);
      },
    );
  });

  it('says on the side which signals have no place', async () => {
    await withFiles({ 'c.yaml': MINIMAL }, async (cwd) => {
      const stray = DOWN.replace('probe', 'prob');
      const { code, out, err } = await attain(
        ['compute', '--catalogue', 'c.yaml', '--signals', '-', '--period', '2026-10', '--json'],
        {
          cwd,
          input: `${stray}\n${stray.replace('T10', 'T12')}\n{"kind":"heartbeat","feed":"x","at":"2026-10-01T00:00:00Z","every":"PT1M"}`,
        },
      );
      expect(code).toBe(0);
      expect(err).toBe(`attain compute: 3 signals left out, as the catalogue has no place for them:
  2 × no monitor matches "prob" without labels
  1 × no source named "x"
`);
      expect(resultsOf(out)).toMatchObject([{ downtimeMs: 0 }]);
    });
  });

  it.each([
    ['\n{"kind":"state"}', /^attain compute: standard input:2: \w+: expected .*; got nothing\n$/],
    [`${DOWN}\nnot json`, /^attain compute: standard input:2: expected JSON; got "not json"\n$/],
    [`[${DOWN},{"kind":"stat"}]`, /^attain compute: standard input: \[1\]: kind: expected one of .*; got "stat"\n$/],
    [`[${DOWN}`, /^attain compute: standard input: expected JSON; got /],
    [
      DOWN.replace('+02:00', ''),
      /^attain compute: standard input:1: at: expected an ISO 8601 time with an offset.*; got "2026-10-01T10:00:00"\n$/,
    ],
  ])('names the line of what is no signal: %j', async (input, message) => {
    const { code, out, err } = await attain(['compute', '--signals', '-', '--period', '2026-10'], { input });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('refuses bytes that are no UTF-8', async () => {
    async function* stdin() {
      yield Buffer.from([0x7b, 0xff, 0x0a]);
    }
    const { code, err } = await attain(['compute', '--signals', '-'], { stdin: stdin() });
    expect({ code, err }).toEqual({ code: 2, err: 'attain compute: expected UTF-8; got other bytes after line 0\n' });
  });

  it.each([
    [
      ['--period', '2026-13'],
      'expected a period such as 2026-10, 2026-Q4, 2026, 2026-W41, 2026-10-14/30d or START/END in ISO 8601 with offsets; got "2026-13"',
    ],
    [['--agreement', 'acme'], 'No agreement named "acme"; known: acme-2026, borealis-2026, paystream-2026'],
    [
      ['--service', 'shop'],
      'No agreement covers a service named "shop"; known: storefront, checkout, login, payments, search, reporting',
    ],
    [
      ['--method', 'zabix'],
      'No method named "zabix"; known: contract, strict, icinga, zabbix, checkmk, checkmk-exclude, checkmk-ignore, oneuptime, oneuptime-average, openstatus, statuspage',
    ],
    [['--fail-on', 'met'], 'expected --fail-on missed; got "met"'],
    [
      ['--as-of', '2026-10-01'],
      'expected an ISO 8601 time with an offset, such as 2026-10-01T00:00:00Z; got "2026-10-01"',
    ],
    [['--signals', 'no-such.ndjson'], 'expected a file at no-such.ndjson; got nothing of that name'],
  ])('%j is bad input', async (options, message) => {
    const signals = options[0] === '--signals' ? [] : ['--signals', '-'];
    expect(await attain(['compute', ...signals, ...options])).toEqual({
      code: 2,
      out: '',
      err: `attain compute: ${message}\n`,
    });
  });
});
