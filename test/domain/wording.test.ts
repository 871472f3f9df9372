import { describe, expect, it } from 'vitest';
import type { Agreement, Catalogue } from '../../shared/domain/catalogue.ts';
import type { Wording } from '../../shared/domain/result.ts';
import { termsOf } from '../../shared/domain/term.ts';
import { changedWordings } from '../../shared/domain/wording.ts';
import { agreement, version } from '../support/catalogue.ts';

const PERIOD = { start: 100, end: 200 };

/** The wordings of a period in which an agreement is published at 0, and each of the others at its instant. */
function wordings(...changes: readonly (readonly [effectiveFrom: number, Partial<Agreement>, Partial<Catalogue>?])[]) {
  const versions = [[0, {}] as const, ...changes].map(([effectiveFrom, terms, catalogue = {}]) => ({
    ...version({ calendars: OFFICE, ...catalogue, effectiveFrom, agreements: [agreement(terms)] }),
    hash: `from ${effectiveFrom}`,
  }));
  return changedWordings(termsOf(versions, { agreement: 'acme', service: 'checkout' }, PERIOD)).wordings;
}

const HOURS = { timeZone: 'UTC', week: { monday: [{ from: '09:00', to: '17:00' }] }, holidays: [] };
const OFFICE: Catalogue['calendars'] = { office: HOURS, bureau: HOURS };

function instants(all: readonly Wording[] | undefined): string[] | undefined {
  return all?.map(({ from }) => from);
}

/** The epoch is at 0, the period from 100 ms on. */
const ms = (count: number): string => `1970-01-01T00:00:00.${count}Z`;

describe('what was agreed', () => {
  it('is told from when on, with the promises in words and the version that says so', () => {
    const services: Agreement['services'] = [
      {
        service: 'checkout',
        targets: [
          { kind: 'availability', target: '99.5' },
          { kind: 'downtime', atMostMs: 3_600_000 },
        ],
      },
    ];
    expect(wordings([150, { services, hours: 'office', method: 'icinga' }])).toEqual([
      {
        from: ms(100),
        catalogue: 'from 0',
        method: 'contract',
        hours: '24x7',
        targets: [{ kind: 'availability', target: '99.9' }],
      },
      {
        from: ms(150),
        catalogue: 'from 150',
        method: 'icinga',
        hours: 'office',
        targets: [
          { kind: 'availability', target: '99.5' },
          { kind: 'downtime', target: 'at most 1 h of downtime' },
        ],
      },
    ]);
  });

  it('tells allowance and notice for maintenance where they are agreed', () => {
    const maintenanceAllowance = { timeMs: 6, per: 'month' } as const;
    const [before, after] = wordings([150, { maintenanceAllowance, maintenanceNoticeMs: 2 }]) ?? [];
    expect(after).toMatchObject({ maintenanceAllowance, maintenanceNoticeMs: 2 });
    expect(before).not.toHaveProperty('maintenanceAllowance');
    expect(before).not.toHaveProperty('maintenanceNoticeMs');
  });

  const sunday = { id: 'sunday', from: '2026-10-18T02:00', durationMs: 60_000, timeZone: 'UTC' };
  const terms: readonly Partial<Agreement>[] = [
    { services: [{ service: 'checkout', targets: [] }] },
    { method: 'strict' },
    { hours: 'office' },
    { maintenanceNoticeMs: 1 },
    { maintenanceAllowance: { timeMs: 1, per: 'month' } },
    { maintenanceWindows: [sunday] },
    { unknownToleranceMillionths: 1 },
    { graceMs: 1 },
    { credits: { currency: 'EUR', fee: 1, tiers: [] } },
    { from: 1 },
    { to: 190 },
  ];

  it.each(terms)('changes with what figures depend on: %j', (changed) => {
    expect(instants(wordings([150, changed]))).toEqual([ms(100), ms(150)]);
  });

  it('does not change with who reads the report, nor with a version that says the same', () => {
    const exclusions = [{ start: 110, end: 120, reason: 'Failover', approvedBy: 'Kim' }];
    const said: Partial<Agreement> = { recipients: [], reviewedAt: '2026-10-01', customer: 'Acme Ltd', exclusions };
    expect(wordings([130, said], [150, {}])).toBeUndefined();
    expect(wordings()).toBeUndefined();
  });

  it('changes with the hours in a calendar, not with its name', () => {
    const later = { ...HOURS, week: { monday: [{ from: '10:00', to: '17:00' }] } };
    const office = { hours: 'office' };
    const hoursFrom130 = (next: Partial<Agreement>, catalogue: Partial<Catalogue> = {}) =>
      instants(wordings([50, office], [130, next, catalogue]));
    expect(hoursFrom130(office, { calendars: { office: later } })).toEqual([ms(100), ms(130)]);
    expect(hoursFrom130({ hours: 'bureau' })).toBeUndefined();
  });

  it('may change back: each change is told, from its own instant on', () => {
    expect(instants(wordings([120, {}], [140, { graceMs: 1 }], [160, { graceMs: 1 }], [180, {}]))).toEqual([
      ms(100),
      ms(140),
      ms(180),
    ]);
  });
});
