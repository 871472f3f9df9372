import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../shared/domain/exposure.ts';
import { attain, withFiles } from './command-line.ts';

const CATALOGUE = `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
services: [{ id: checkout, name: Checkout, monitors: [{ id: probe, silenceMeans: up }] }]
agreements:
  - id: acme-2026
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: UTC
    targets: [{ kind: availability, target: 99.9 }]
    services: [checkout]
    credits:
      currency: EUR
      fee: 500000
      tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }]
      capPerMonth: 30
      claimWithin: P30D
    recipients: [sla@acme.example.com]
`;

const SIGNALS = [
  '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-05T08:00:00Z"}',
  '{"kind":"state","monitor":"probe","state":"up","at":"2026-10-05T08:30:00Z"}',
  '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-14T10:00:00Z"}',
].join('\n');

async function exposure(...more: string[]) {
  const files = { 'c.yaml': CATALOGUE, 's.ndjson': SIGNALS };
  const words = ['exposure', '--catalogue', 'c.yaml', '--signals', 's.ndjson', '--service', 'checkout'];
  return await withFiles(files, (cwd) => attain([...words, '--as-of', '2026-10-14T10:05:00Z', ...more], { cwd }));
}

const UP = '{"kind":"state","monitor":"probe","state":"up","at":"2026-01-01T00:00:00Z"}\n';
const BEYOND = 'beyondBudget: { amount: 5000, every: PT30M }';
const OFFICE = CATALOGUE.replace('EUR', 'JPY')
  .replace('capPerMonth', `${BEYOND}\n      capPerMonth`)
  .replace('    timeZone: UTC', '    timeZone: UTC\n    hours: office')
  .replace(
    'agreements:',
    'calendars: [{ id: office, timeZone: UTC, hours: { monday-friday: "08:00-18:00" } }]\nagreements:',
  );

/** Asked on Friday, 30 October at 17:55, with five minutes of office hours left in the month. */
async function overTheWeekend(
  { signals, catalogue = OFFICE }: { signals?: string; catalogue?: string },
  ...more: string[]
) {
  const down = '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-30T17:50:00Z"}';
  const files = { 'c.yaml': catalogue, 's.ndjson': UP + (signals ?? down) };
  const words = [
    'exposure',
    '--catalogue',
    'c.yaml',
    '--signals',
    's.ndjson',
    '--service',
    'checkout',
    '--lasts',
    'P3D',
  ];
  return await withFiles(files, (cwd) => attain([...words, '--as-of', '2026-10-30T17:55:00Z', ...more], { cwd }));
}

describe('attain exposure', () => {
  it('says what the outage costs if it lasts, and if it ends', async () => {
    // 35 of 44.64 min are used; 20 more are 55.
    const { code, out } = await exposure('--lasts', 'PT20M');
    expect(out).toBe(
      'acme-2026  2026-10: If the outage lasts 20 more minutes, the service credit is EUR 500.00; if it ended now, EUR 0.00.\n',
    );
    expect(code).toBe(0);
  });

  it('prints the same as JSON', async () => {
    const { out } = await exposure('--lasts', 'PT5M', '--agreement', 'acme-2026', '--json');
    expect(JSON.parse(out)).toMatchObject({
      engine: 'attain-4',
      exposures: [
        {
          agreement: 'acme-2026',
          service: 'checkout',
          period: '2026-10',
          from: '2026-10-14T10:05:00.000Z',
          to: '2026-10-14T10:10:00.000Z',
          downMs: 300_000,
          ifItEnds: { amount: 0 },
          ifItLasts: { amount: 0, currency: 'EUR' },
        },
      ],
    });
  });

  it('has a row for each following period that the outage reaches', async () => {
    // From Friday, 30 October 17:55, only five minutes of October are left; on Monday the 2nd the first 595 of November's
    // 12,600 min are down, 95.27 %: 125,000 and 20 half hours of 5,000 (582.4 min beyond 12.6), cut off at 30 % of the fee.
    const rows = await overTheWeekend({});
    expect(rows.out).toBe(
      'acme-2026  2026-10: If the outage lasts 4,320 more minutes, the service credit is JPY 0; if it ended now, JPY 0. ' +
        'What of it lies after October 2026 is not in this.\n' +
        'acme-2026  2026-11: If the outage lasts 4,320 more minutes, the service credit is JPY 150,000 ' +
        '(the most for a month); if it ended now, JPY 0.\n',
    );
    const { exposures } = JSON.parse((await overTheWeekend({}, '--json')).out);
    expect(exposures).toMatchObject([
      // The rest of Friday; from 1 November 00:00 on are 1 day, 17 hours and 55 minutes.
      { period: '2026-10', downMs: 300_000, afterMs: 150_900_000, ifItLasts: { amount: 0, cappedBy: null } },
      {
        period: '2026-11',
        from: '2026-10-30T17:55:00.000Z',
        to: '2026-11-02T17:55:00.000Z',
        downMs: 35_700_000,
        afterMs: 0,
        ifItEnds: { state: 'soFar', amount: 0 },
        ifItLasts: { state: 'soFar', amount: 150_000, units: 20, cappedBy: 'month', uncapped: 225_000 },
      },
    ]);
  });

  it('counts what an outage costs in one period towards the yearly cap of the next', async () => {
    const signals = '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-29T17:30:00Z"}';
    const yearly = OFFICE.replace('capPerMonth: 30', 'capPerYear: 30').replace(BEYOND, '');
    const { out } = await overTheWeekend({ signals, catalogue: yearly }, '--json');
    expect(JSON.parse(out).exposures.map(({ ifItLasts }: Exposure) => [ifItLasts.amount, ifItLasts.cappedBy])).toEqual([
      // 30 min on Thursday and 600 on Friday of October's 13,200 are 95.22 %: 25 % of 500,000.
      [125_000, null],
      // As much again in November, but 30 % are 150,000 a year.
      [25_000, 'year'],
    ]);
  });

  it('ends with the agreement', async () => {
    const { out } = await overTheWeekend({ catalogue: OFFICE.replace('    hours', '    to: 2026-11-01\n    hours') });
    expect(out.split('\n')).toHaveLength(2);
  });

  it('refuses a length that is none', async () => {
    expect(await exposure('--lasts', 'PT0S')).toMatchObject({
      code: 2,
      err: 'attain exposure: expected --lasts above zero; got "PT0S"\n',
    });
    expect((await exposure()).code).toBe(2);
  });

  it('says so where no credits are agreed', async () => {
    const words = ['exposure', '--signals', 'examples/signals.ndjson', '--service', 'payments', '--lasts', 'PT20M'];
    const { out } = await attain([...words, '--agreement', 'paystream-2026']);
    expect(out).toBe('No agreement on payments has service credits for its availability.\n');
  });
});
