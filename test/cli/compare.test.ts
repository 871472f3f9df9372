import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../cli/comparison-table.ts';
import { compareMethods } from '../../shared/domain/compare.ts';
import { MINIMAL, minimalWith } from '../catalogue/minimal-catalogue.ts';
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
const DOWN = DEGRADED.replace('degraded', 'down');
const CORRECTED = {
  'catalogue.yaml': MINIMAL,
  'signals.ndjson': [
    DOWN,
    UP.replace('degraded', 'down'),
    '{"kind":"correction","correction":"C1","services":["checkout"],"action":"exclude","start":"2026-10-01T10:00:00+02:00","end":"2026-10-01T11:35:00+02:00","proposedBy":"Kim","proposedAt":"2026-10-02T10:00:00Z","reason":"customer-caused"}',
    '{"kind":"approval","correction":"C1","services":["checkout"],"approvedBy":"Robin","at":"2026-10-02T12:00:00Z","decision":"approved"}',
  ].join('\n'),
};
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

  it('names the agreement’s own method by what it was when', async () => {
    const amended = `${MINIMAL}    amendments: [{ from: 2026-10-15, method: strict }]\n`;
    const files = { ...FILES, 'catalogue.yaml': amended };
    const { out } = await withFiles(files, async (cwd) => await attain(COMPARE, { cwd }));
    expect(out).toContain('\ncontract, strict from 15 Oct 2026 *  100.00 %      0 min     13,200 min  met\n');
    expect(out).toMatch(/\nstrict {2}.*\n/);
    expect(out).toContain("\n* the agreement's own, as it changed. What the others count differently:\n");
  });

  it('says that the own method is none of the others where it was redefined', async () => {
    const half =
      minimalWith('    hours: office', '    hours: office\n    method: own') + OWN.replace('half-degraded', 'own');
    const fifth = half.replace('2026-01-01T00', '2026-10-15T00').replace('0.5', '0.2');
    const files = { ...FILES, 'catalogue.yaml': half, 'changed.yaml': fifth };
    const words = [...COMPARE, '--catalogue', 'changed.yaml'];
    const { out } = await withFiles(files, async (cwd) => await attain(words, { cwd }));
    // Of 100 minutes degraded before the 15th half counts; 50 of 13,200 are 99.62 %, and 20 are 99.84 %.
    expect(out).toMatch(/\nown, redefined within the period \* {2}99.62 % .*\n/);
    expect(out).toMatch(/\nown {2,}99.84 % .*\n/);
  });

  it('tells what is met after exclusions, and what it would be without', async () => {
    // 95 of 100 minutes are excluded: 5 of 13,105 are 99.96 %, 100 of 13,200 are 99.24 %.
    const { out } = await withFiles(CORRECTED, async (cwd) => await attain(COMPARE, { cwd }));
    expect(out).toMatch(/^METHOD .* VERDICT {15}WITHOUT EXCLUSIONS AND CORRECTIONS$/m);
    expect(out).toMatch(/^contract \* .* 99.96 % .* met after exclusions {2}99.24 %, missed$/m);
    expect(out).toMatch(/^strict .* 99.96 % .* met after exclusions {2}99.24 %, missed$/m);
  });

  it('calls nothing met while the period runs', async () => {
    // 5 of 13.2 min are used.
    const signals = `${DOWN}\n${UP.replace('11:40', '10:05').replace('degraded', 'down')}\n`;
    const verdictAsOf = async (at: string) => {
      const files = { ...FILES, 'signals.ndjson': signals };
      const { out } = await withFiles(files, async (cwd) => await attain([...COMPARE, '--as-of', at], { cwd }));
      return /^contract \* .* min {2}(.*)$/m.exec(out)?.[1];
    };
    expect(await verdictAsOf('2026-10-02T00:00:00+02:00')).toBe('within budget');
    expect(await verdictAsOf('2026-11-01T00:00:00+01:00')).toBe('met');
  });

  it('refuses what it does not know', async () => {
    const unknown = await withFiles(FILES, async (cwd) => await attain([...COMPARE, '--service', 'shop'], { cwd }));
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('attain compare: ') });
  });
});
