import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../cli/comparison-table.ts';
import { compareMethods } from '../../shared/domain/compare.ts';
import { MINIMAL } from '../catalogue/minimal-catalogue.ts';
import { AFTER_THE_MONTH, MONTH, monthSignals, monthVersions } from '../support/month-example.ts';
import { attain, withFiles } from './command-line.ts';

describe('the month of the example', () => {
  it('is printed by every method, with the reason for each difference', () => {
    const versions = monthVersions();
    const comparisons = compareMethods(versions, monthSignals(versions), { period: MONTH, now: AFTER_THE_MONTH });
    expect(comparisonTable(comparisons)).toBe(`acme  checkout  2026-11  UTC

METHOD             AVAILABILITY  DOWNTIME  AGREED      VERDICT
contract *         99.859 %      60 min    42,600 min  missed
strict             98.333 %      720 min   43,200 min  missed
icinga             99.861 %      60 min    43,200 min  missed
zabbix             99.583 %      180 min   43,200 min  missed
checkmk            99.019 %      420 min   42,840 min  missed
checkmk-exclude    99.577 %      180 min   42,600 min  missed
checkmk-ignore     99.159 %      360 min   42,840 min  missed
oneuptime          99.166 %      360 min   43,200 min  missed
oneuptime-average  99.166 %      360 min   43,200 min  missed
openstatus         99.722 %      120 min   43,200 min  missed
statuspage         99.777 %      96 min    43,200 min  missed

* the agreement's own method. What the others count differently:

strict: agreed +600 min, down +660 min, not known −360 min
  maintenance taken as down, 180 min: counts as down, not left out (agreed +180 min, down +180 min)
  maintenance taken as up, 60 min: counts as up, not left out (agreed +60 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown, 360 min: counts as down, not left out as unknown (agreed +360 min, down +360 min, not known −360 min)
icinga: agreed +600 min, not known −360 min
  maintenance, 240 min: counts as up, not left out (agreed +240 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
zabbix: agreed +600 min, down +120 min, not known −360 min
  maintenance, 240 min: counts as up, not left out (agreed +240 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
checkmk: agreed +240 min, down +360 min, not known −360 min
  maintenance, 240 min: counts as down, not left out (agreed +240 min, down +240 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown, 360 min: left out for good, not as unknown (not known −360 min)
checkmk-exclude: down +120 min, not known −360 min
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown, 360 min: left out for good, not as unknown (not known −360 min)
checkmk-ignore: agreed +240 min, down +300 min, not known −360 min
  maintenance taken as down, 180 min: counts as down, not left out (agreed +180 min, down +180 min)
  maintenance taken as up, 60 min: counts as up, not left out (agreed +60 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown, 360 min: left out for good, not as unknown (not known −360 min)
oneuptime: agreed +600 min, down +300 min, not known −360 min
  maintenance taken as down, 180 min: counts as down, not left out (agreed +180 min, down +180 min)
  maintenance taken as up, 60 min: counts as up, not left out (agreed +60 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
oneuptime-average: agreed +600 min, down +300 min, not known −360 min
  maintenance taken as down, 180 min: counts as down, not left out (agreed +180 min, down +180 min)
  maintenance taken as up, 60 min: counts as up, not left out (agreed +60 min)
  degraded, 120 min: counts as down, not as up (down +120 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
openstatus: agreed +600 min, down +60 min, not known −360 min
  maintenance, 240 min: counts as up, not left out (agreed +240 min)
  degraded, 120 min: counts as down by 0.5, not as up (down +60 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
statuspage: agreed +600 min, down +36 min, not known −360 min
  maintenance, 240 min: counts as up, not left out (agreed +240 min)
  degraded, 120 min: counts as down by 0.3, not as up (down +36 min)
  unknown taken as up, 360 min: counts as up, not left out as unknown (agreed +360 min, not known −360 min)
`);
  });
});

// Degraded for 100 minutes on 1 October in Berlin.
const DEGRADED = '{"kind":"state","monitor":"probe","state":"degraded","at":"2026-10-01T10:00:00+02:00"}';
const UP = '{"kind":"state","monitor":"probe","state":"up","at":"2026-10-01T11:40:00+02:00","previous":"degraded"}';
const OWN = 'methods: [{ id: half-degraded, basedOn: contract, degradedWeight: 0.5 }]\n';
const FILES = { 'catalogue.yaml': `${MINIMAL}${OWN}`, 'signals.ndjson': `${DEGRADED}\n${UP}\n` };
const COMPARE = ['compare', '--catalogue', 'catalogue.yaml', '--signals', 'signals.ndjson', '--period', '2026-10'];

describe('attain compare', () => {
  it('has the catalogue’s own methods, too', async () => {
    const { code, out, err } = await withFiles(FILES, async (cwd) => await attain(COMPARE, { cwd }));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      'half-degraded: down +50 min\n  degraded, 100 min: counts as down by 0.5, not as up (down +50 min)\n',
    );
  });

  it('prints JSON: each method’s attainment, its difference, and the changes that add up to it', async () => {
    const { out } = await withFiles(FILES, async (cwd) => await attain([...COMPARE, '--json'], { cwd }));
    const { engine, catalogue, comparisons } = JSON.parse(out);
    expect({ engine, catalogue, length: comparisons.length }).toEqual({
      engine: expect.stringMatching(/^attain-\d+$/),
      catalogue: expect.stringMatching(/^[0-9a-f]{64}$/),
      length: 1,
    });
    const [{ own, others }] = comparisons;
    expect(own).toMatchObject({ method: 'contract', downtimeMs: 0 });
    expect(others.at(-1)).toMatchObject({
      attainment: { method: 'half-degraded', downtimeMs: 3_000_000 },
      change: { agreedMs: 0, downtimeMicroseconds: 3_000_000_000, unknownMs: 0 },
      changes: [{ from: 'degraded', to: 'degraded', ms: 6_000_000, downtimeMicroseconds: 3_000_000_000 }],
    });
  });

  it('says until when it counts while the period runs', async () => {
    const { out } = await withFiles(
      FILES,
      async (cwd) => await attain([...COMPARE, '--as-of', '2026-10-02T00:00:00+02:00'], { cwd }),
    );
    expect(out).toMatch(/^acme {2}checkout {2}2026-10 {2}Europe\/Berlin {2}until 2026-10-01T22:00:00.000Z\n/);
  });

  it('refuses what it does not know', async () => {
    const unknown = await withFiles(FILES, async (cwd) => await attain([...COMPARE, '--service', 'shop'], { cwd }));
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('attain compare: ') });
  });
});
