import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import type { MaintenanceEvent } from '../../shared/domain/event.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import { layersOfTerm, type Term, termsOf, underMethod } from '../../shared/domain/term.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, version } from '../support/catalogue.ts';

const PERIOD = { start: 100, end: 200 };
const SUBJECT = { agreement: 'acme', service: 'checkout' };

/** A version from an instant, with an agreement for 99.9 % unless said otherwise. */
function from(
  effectiveFrom: number,
  overrides: Partial<Agreement> = {},
  publishedAt = effectiveFrom,
): CatalogueVersion {
  return {
    ...version({ effectiveFrom, agreements: [agreement(overrides)] }),
    hash: `from ${effectiveFrom}`,
    publishedAt,
  };
}

function bounds(versions: readonly CatalogueVersion[]): unknown[] {
  return termsOf(versions, SUBJECT, PERIOD).map(({ start, end, version: { hash } }) => [start, end, hash]);
}

describe('the terms of a period', () => {
  it('change when another version of the catalogue takes effect', () => {
    expect(bounds([from(150), from(0)])).toEqual([
      [100, 150, 'from 0'],
      [150, 200, 'from 150'],
    ]);
  });

  it('are those of the first version for the time before it too', () => {
    expect(bounds([from(150)])).toEqual([[100, 200, 'from 150']]);
  });

  it('are not those of a version that was replaced before, or takes effect after', () => {
    expect(bounds([from(0), from(50), from(200)])).toEqual([[100, 200, 'from 50']]);
  });

  it('of two versions from one instant are those of the one published last', () => {
    const corrected = { ...from(150, {}, 9), hash: 'corrected' };
    expect(bounds([corrected, from(0), from(150, {}, 8)])).toEqual([
      [100, 150, 'from 0'],
      [150, 200, 'corrected'],
    ]);
  });

  it('are none while the agreement does not name the service', () => {
    expect(bounds([from(0), from(130, { services: [] }), from(160)])).toEqual([
      [100, 130, 'from 0'],
      [160, 200, 'from 160'],
    ]);
  });

  it('are none of an agreement or a service that a version does not have', () => {
    const without = { ...version({ effectiveFrom: 130, services: [] }), hash: 'from 130' };
    expect(bounds([from(0), without, from(160)])).toEqual([
      [100, 130, 'from 0'],
      [160, 200, 'from 160'],
    ]);
    expect(bounds([from(0), from(130, { id: 'other' })])).toEqual([[100, 130, 'from 0']]);
  });

  it('have the targets of their own service', () => {
    const targets = [{ kind: 'availability', target: '99' }] as const;
    const services = [
      { service: 'search', targets: [] },
      { service: 'checkout', targets },
    ];
    expect(termsOf([from(0, { services })], SUBJECT, PERIOD).map((term) => term.targets)).toEqual([targets]);
  });

  it('are counted by the method that the agreement names, or by another that is asked for', () => {
    const names = (method?: string) =>
      termsOf(
        [from(0, { method: 'icinga' })],
        { ...SUBJECT, method: method === undefined ? undefined : methodNamed(method) },
        PERIOD,
      ).map((term) => term.method.name);
    expect(names()).toEqual(['icinga']);
    expect(names('contract')).toEqual(['contract']);
  });
});

describe('the terms of a period under an allowance of maintenance', () => {
  // The allowance is of January 1970, which begins at 0.
  const allowed = { maintenanceAllowance: { timeMs: 5, per: 'month' } } as const;

  it('know the terms before them since the allowance began: they may have used it', () => {
    const terms = termsOf([from(0, allowed), from(50, allowed), from(150, allowed)], SUBJECT, PERIOD);
    const bound = ({ start, end, version: { hash } }: Term) => [start, end, hash];
    expect(terms.map((term) => [bound(term), term.before?.map(bound)])).toEqual([
      [
        [100, 150, 'from 50'],
        [
          [0, 50, 'from 0'],
          [50, 100, 'from 50'],
        ],
      ],
      [
        [150, 200, 'from 150'],
        [
          [0, 50, 'from 0'],
          [50, 150, 'from 50'],
        ],
      ],
    ]);
  });

  it('are under another method together with what came before them', () => {
    const strict = methodNamed('strict');
    const [first] = termsOf([from(0, allowed), from(50, allowed)], SUBJECT, PERIOD);
    if (first === undefined) throw new Error('expected a term');
    const under = underMethod(first, strict);
    expect([under.method, ...(under.before ?? []).map(({ method }) => method)]).toEqual([strict, strict, strict]);
    expect({ ...under, method: first.method, before: first.before }).toEqual(first);
  });

  it('know nothing of it without one', () => {
    const [only] = termsOf([from(0)], SUBJECT, PERIOD);
    if (only === undefined) throw new Error('expected a term');
    expect([only, underMethod(only, methodNamed('strict'))].filter((term) => 'before' in term)).toEqual([]);
  });
});

describe('what a term claims', () => {
  const maintenance: MaintenanceEvent = {
    kind: 'maintenance',
    service: 'checkout',
    maintenance: 'CHG-7',
    start: 120,
    end: 160,
    announcedAt: 20,
  };

  function claims(overrides: Partial<Agreement>, events: readonly MaintenanceEvent[] = []): unknown[] {
    return termsOf([from(0, overrides)], SUBJECT, PERIOD)
      .flatMap((term) => layersOfTerm(term, { maintenance: events }, PERIOD))
      .map(({ start, end, class: name, reason }) => [start, end, name, reason]);
  }

  it('is nothing but the time outside the dates of the agreement', () => {
    expect(claims({ from: 110, to: 190 })).toEqual([
      [100, 110, 'notInForce', undefined],
      [110, 190, 'open', undefined],
      [190, 200, 'notInForce', undefined],
    ]);
  });

  it('is maintenance announced just in time, and not a millisecond later', () => {
    const taken = [
      [100, 120, 'open', undefined],
      [120, 160, 'maintenance', 'CHG-7'],
      [160, 200, 'open', undefined],
    ];
    expect(claims({ from: 0, maintenanceNoticeMs: 100 }, [maintenance])).toEqual(taken);
    expect(claims({ from: 0, maintenanceNoticeMs: 101 }, [maintenance])).toEqual([[100, 200, 'open', undefined]]);
  });

  it('is maintenance until it was cancelled, and none when that was before it began', () => {
    expect(claims({ from: 0 }, [{ ...maintenance, cancelledAt: 130 }])).toContainEqual([
      120,
      130,
      'maintenance',
      'CHG-7',
    ]);
    expect(claims({ from: 0 }, [{ ...maintenance, cancelledAt: 110 }])).toEqual([[100, 200, 'open', undefined]]);
    expect(claims({ from: 0 }, [{ ...maintenance, cancelledAt: 170 }])).toContainEqual([
      120,
      160,
      'maintenance',
      'CHG-7',
    ]);
  });

  it('is maintenance by its title, if it has one', () => {
    expect(claims({ from: 0 }, [{ ...maintenance, title: 'Database upgrade' }])[1]).toEqual([
      120,
      160,
      'maintenance',
      'Database upgrade',
    ]);
  });

  it('is an exclusion for the services that it names', () => {
    const approved = { start: 130, end: 140, reason: 'clause 7.1', approvedBy: 'Kim Customer' };
    expect(claims({ from: 0, exclusions: [{ ...approved, services: ['checkout'] }] })).toHaveLength(3);
    expect(claims({ from: 0, exclusions: [{ ...approved, services: ['search'] }] })).toHaveLength(1);
    expect(claims({ from: 0, exclusions: [approved] })[1]).toEqual([130, 140, 'excluded', 'clause 7.1']);
  });
});
