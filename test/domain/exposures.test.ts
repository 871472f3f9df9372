import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import { exposuresOf } from '../../shared/domain/exposures.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

const CATALOGUE = (terms: string) => `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
services: [{ id: checkout, name: Checkout, monitors: [{ id: probe, silenceMeans: up }] }]
agreements:
  - id: acme
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: UTC
    targets: [{ kind: availability, target: 99 }]
    services: [checkout]
    recipients: [sla@acme.example.com]
${terms}`;

const CREDITS = (cap: string) =>
  `    credits: { currency: EUR, fee: 100000, tiers: [{ below: 99, percent: 10 }], ${cap} claimWithin: P30D }\n`;

interface Setting {
  readonly terms: string;
  readonly asked: string;
  readonly lastsMs: number;
  readonly said?: readonly (readonly [string, MonitorState])[];
}

function exposures({ terms, asked, lastsMs, said = [] }: Setting) {
  const catalogue = parseCatalogue(CATALOGUE(terms), { file: 'c.yaml' });
  const versions = [{ hash: 'a', publishedAt: 0, catalogue }];
  const signals = said.map(([at, state]) => ({
    signal: { kind: 'state' as const, monitor: 'probe', state, at: parseInstant(at) },
  }));
  const [question] = questionsOf(versions, { service: 'checkout' }, parseInstant(asked));
  if (question === undefined) throw new Error('expected a question');
  return exposuresOf(versions, foldSignals(versions, signals), { question, lastsMs });
}

/** Period, agreed downtime in it and after it in minutes, and the credit if it lasts. */
function rowsOf(setting: Setting) {
  return exposures(setting).map(({ period, downMs, afterMs, ifItEnds, ifItLasts }) => [
    period,
    downMs / MINUTE,
    afterMs / MINUTE,
    ifItEnds.amount,
    ifItLasts.amount,
  ]);
}

describe('what an outage would cost', () => {
  it('is told of each period that it reaches, and of none that it ends with', () => {
    // A day from the 31st, noon, on: half a day in each month. 1 % of October are 446.4 min, of November 432.
    const setting = { terms: CREDITS(''), asked: '2026-10-31T12:00:00Z' };
    expect(rowsOf({ ...setting, lastsMs: DAY })).toEqual([
      ['2026-10', 720, 720, 0, 10_000],
      ['2026-11', 720, 0, 0, 10_000],
    ]);
    expect(rowsOf({ ...setting, lastsMs: DAY / 2 })).toEqual([['2026-10', 720, 0, 0, 10_000]]);
    expect(rowsOf({ ...setting, lastsMs: DAY / 2 + MINUTE })).toEqual([
      ['2026-10', 720, 1, 0, 10_000],
      ['2026-11', 1, 0, 0, 0],
    ]);
  });

  it('reaches over whole periods', () => {
    const rows = rowsOf({ terms: CREDITS(''), asked: '2026-10-31T12:00:00Z', lastsMs: 31 * DAY });
    expect(rows).toEqual([
      ['2026-10', 720, 30.5 * 1440, 0, 10_000],
      ['2026-11', 30 * 1440, 720, 0, 10_000],
      ['2026-12', 720, 0, 0, 10_000],
    ]);
  });

  it('counts towards the caps of later periods what it costs before, and what was lost already', () => {
    const lost = [
      ['2026-09-01T00:00:00Z', 'down'],
      ['2026-09-02T00:00:00Z', 'up'],
    ] as const;
    const setting = { terms: CREDITS('capPerYear: 15,'), asked: '2026-10-31T12:00:00Z', lastsMs: DAY };
    // 15 % of 100,000 a year: 10,000 of October leave 5,000 to November.
    expect(rowsOf(setting).map((row) => row[4])).toEqual([10_000, 5_000]);
    // September took 10,000 of them.
    expect(rowsOf({ ...setting, said: lost }).map((row) => row[4])).toEqual([5_000, 0]);
  });

  it('says from when to when the outage is supposed to last, in each period the same', () => {
    const rows = exposures({ terms: CREDITS(''), asked: '2026-10-31T12:00:00Z', lastsMs: DAY });
    for (const row of rows) {
      expect(row).toMatchObject({ from: '2026-10-31T12:00:00.000Z', to: '2026-11-01T12:00:00.000Z' });
      expect(row).toMatchObject({ agreement: 'acme', service: 'checkout' });
    }
  });

  it('ends with the agreement, and is nothing without credits', () => {
    const terms = `    to: 2026-11-01\n${CREDITS('')}`;
    expect(rowsOf({ terms, asked: '2026-10-31T12:00:00Z', lastsMs: DAY })).toEqual([['2026-10', 720, 720, 0, 10_000]]);
    expect(rowsOf({ terms: '', asked: '2026-10-31T12:00:00Z', lastsMs: DAY })).toEqual([]);
  });
});
