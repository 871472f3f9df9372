import { describe, expect, it } from 'vitest';
import { planText } from '../../cli/plan-text.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { useDatabase } from '../support/database.ts';
import { recording, webhook } from '../support/deliveries.ts';
import { attain, withFiles } from './command-line.ts';

/** A shop that promises 99.9 % a month: 44 min 38 s of 31 days, 43 min 12 s of 30. */
const BASE = `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
sources: [{ id: probes, type: generic, auth: { type: bearer, secret: s } }]
services: [{ id: shop, name: Shop, monitors: [{ id: probe, silenceMeans: up }] }]
agreements:
  - id: acme
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: UTC
    targets: [{ kind: availability, target: 99.9 }]
    services: [shop]
    credits: { currency: EUR, fee: 500000, tiers: [{ below: 99.9, percent: 10 }] }
`;

/** 99.95 % leaves half of that: 22 min 19 s, 21 min 36 s. */
const STRICTER = BASE.replaceAll('99.9', '99.95');

/** Down from 08:00 on the 5th of each month of 2026, for so many minutes: missed in July, by 99.9 %. */
const DOWN = [10, 10, 10, 30, 10, 10, 50, 10, 10, 40, 10, 10];

const SIGNALS = DOWN.flatMap((minutes, index) => {
  const day = `2026-${String(index + 1).padStart(2, '0')}-05T08`;
  return [
    { kind: 'state', monitor: 'probe', state: 'down', at: `${day}:00:00Z` },
    { kind: 'state', monitor: 'probe', state: 'up', at: `${day}:${minutes}:00Z` },
  ];
});

const LINES = SIGNALS.map((it) => JSON.stringify(it)).join('\n');

const JANUARY_2027 = ['--as-of', '2027-01-15T00:00:00Z'];

async function planned(changed: string, ...more: string[]) {
  const files = { 'base.yaml': BASE, 'changed.yaml': changed, 's.ndjson': LINES };
  const words = [
    'plan',
    '--catalogue',
    'changed.yaml',
    '--base',
    'base.yaml',
    '--against',
    's.ndjson',
    ...JANUARY_2027,
  ];
  return await withFiles(files, (cwd) => attain([...words, ...more], { cwd }));
}

describe('attain plan', () => {
  it('says which verdicts a stricter target would have turned, and what that would have cost', async () => {
    const { code, out, err } = await planned(STRICTER);
    expect(err).toBe('');
    expect(code).toBe(0);
    // Of 30 days 30 min are 99.9305 %; of 31 days 40 min are 99.9103 %. July is missed by both.
    expect(out).toBe(`Of 12 closed periods of a service, 2 verdicts change: 2 met → missed.
Service credits: EUR 500.00 → EUR 1,500.00.
10 others have another target and come out the same.

AGREEMENT  SERVICE  PERIOD   BEFORE                  AFTER                        CREDIT
acme       shop     2026-04  met, 99.93 % of 99.9 %  missed, 99.930 % of 99.95 %  EUR 0.00 → EUR 500.00
acme       shop     2026-10  met, 99.91 % of 99.9 %  missed, 99.910 % of 99.95 %  EUR 0.00 → EUR 500.00

The highest target that would have been met in 11 of 12 periods:

AGREEMENT  SERVICE  PROMISED  HIGHEST MET  IN
acme       shop     99.95 %   99.910 %     11 of 12
`);
  });

  it('says nothing more where nothing changes', async () => {
    expect((await planned(BASE)).out).toMatch(
      /^Of 12 closed periods of a service, no verdict changes\.\nService credits: EUR 500\.00 → EUR 500\.00\.\n\nThe highest/,
    );
  });

  it.each([
    ['3', 'all 3 closed periods looked at'],
    ['1', 'the one closed period looked at'],
    ['12', '11 of 12 periods'],
  ])('of %s periods says how many it looked at', async (count, words) => {
    const heading = `\nThe highest target that would have been met in ${words}:\n`;
    expect((await planned(BASE, '--periods', count)).out).toContain(heading);
    expect((await planned(BASE, '--markdown', '--periods', count)).out).toContain(heading);
  });

  it('of services with unlike numbers of periods leaves the count to the rows', () => {
    const row = { agreement: 'acme', notMeasured: 0, target: '99.900' };
    const [long, short] = [
      { ...row, service: 'shop', periods: 12, met: 11 },
      { ...row, service: 'search', periods: 3, met: 3 },
    ];
    expect(planText([], [long, short])).toContain(
      '\nThe highest target that would have been met in the closed periods looked at (of 12, in 11):\n',
    );
  });

  it('writes Markdown for a pull request', async () => {
    const { out } = await planned(STRICTER, '--markdown');
    expect(out).toContain(
      '### What this catalogue would have done\n\n- Of 12 closed periods of a service, 2 verdicts change',
    );
    expect(out).toContain(
      '| AGREEMENT | SERVICE | PERIOD | BEFORE | AFTER | CREDIT |\n| --- | --- | --- | --- | --- | --- |\n| acme | shop | 2026-04 | met, 99.93 % of 99.9 % | missed, 99.930 % of 99.95 % | EUR 0.00 → EUR 500.00 |\n',
    );
  });

  it('prints JSON with every period', async () => {
    const { out } = await planned(STRICTER, '--json', '--periods', '3');
    expect(JSON.parse(out)).toMatchObject({
      engine: 'attain-4',
      lines: [
        {
          agreement: 'acme',
          service: 'shop',
          period: '2026-10',
          before: {
            verdict: 'met',
            target: '99.9',
            percent: '99.91',
            missed: [],
            credit: { currency: 'EUR', amount: 0 },
          },
          after: { verdict: 'missed', target: '99.95', missed: ['99.95'], credit: { currency: 'EUR', amount: 50_000 } },
          change: 'flipped',
        },
        { period: '2026-11', change: 'target' },
        { period: '2026-12', change: 'target' },
      ],
      highest: [{ agreement: 'acme', service: 'shop', periods: 3, met: 3, target: '99.910' }],
    });
  });

  it('counts closed periods only: December stays open until its grace of three days is over', async () => {
    const words = 'plan --catalogue b.yaml --base b.yaml --against s.ndjson --json --periods 1 --as-of';
    const latest = (asOf: string) =>
      withFiles({ 'b.yaml': BASE, 's.ndjson': LINES }, async (cwd) => {
        const { out } = await attain([...words.split(' '), asOf], { cwd });
        return JSON.parse(out).lines[0].period;
      });
    expect(await latest('2027-01-03T23:59:59Z')).toBe('2026-11');
    expect(await latest('2027-01-04T00:00:00Z')).toBe('2026-12');
  });

  it('leaves out months before anybody listened', async () => {
    const { out } = await planned(BASE.replace('from: 2026-01-01', 'from: 2025-01-01'), '--periods', '24', '--json');
    expect(JSON.parse(out).lines.map(({ period }: { period: string }) => period)[0]).toBe('2026-01');
  });

  it('takes an agreement that is to begin as begun', async () => {
    const offer = `${BASE}  - { id: borealis, kind: sla, customer: Borealis, from: 2027-02-01, timeZone: UTC, services: [shop], targets: [{ kind: longestOutage, atMost: PT30M }] }\n`;
    const { out } = await planned(offer, '--periods', '6');
    expect(out).toContain('borealis   shop     2026-07  –       missed, 99.88 % (no outage longer than 30 min)');
    expect(out).toContain('borealis   shop     2026-08  –       met, 99.97 %');
  });

  it('takes an amendment that is to begin as begun, too', async () => {
    const amendment = 'amendments: [{ from: 2027-02-01, targets: [{ kind: availability, target: 99.95 }] }]';
    const { out } = await planned(BASE.replace('    credits:', `    ${amendment}\n    credits:`));
    expect(out).toContain('2 verdicts change: 2 met → missed.');
    const held = amendment.replace('2027-02-01', '2026-07-01');
    const since = await planned(BASE.replace('    credits:', `    ${held}\n    credits:`));
    expect(since.out).toContain('1 verdict changes: 1 met → missed.');
  });

  it.each([
    [['--periods', '0'], 'expected --periods from 1 to 99; got "0"'],
    [['--table', 'T'], 'expected either --against FILE|-|URL or --table NAME; got both'],
  ])('%j is bad input', async (more, message) => {
    expect(await planned(BASE, ...more)).toMatchObject({ code: 2, err: `attain plan: ${message}\n` });
  });
});

describe('attain plan against a running Attain', () => {
  const db = useDatabase();

  it('counts the same from its table, by the catalogue that is published there', async () => {
    const { version } = await publishCatalogue(db.table, parseCatalogue(BASE, { file: 'base.yaml' }), 0);
    const pointer = await putDelivery(db.table, webhook('probes', SIGNALS, '2026-12-31T00:00:00Z'));
    await recordDeliveries(db.table, [pointer], recording([version]));
    const local: typeof fetch = async (input) =>
      Response.json(
        String(input).endsWith('/_local/clock')
          ? { now: '2027-01-15T00:00:00Z' }
          : { outputs: { TableName: db.table.name }, dynamoDbUrl: db.endpoint },
      );
    await withFiles({ 'changed.yaml': STRICTER }, async (cwd) => {
      const words = ['plan', '--catalogue', 'changed.yaml', '--against', 'http://localhost:4400'];
      const { out, err } = await attain(words, { cwd, fetch: local });
      expect(err).toBe('');
      expect(out).toBe((await planned(STRICTER)).out);
    });
  });
});
