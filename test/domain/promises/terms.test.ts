import { describe, expect, it } from 'vitest';
import { linted, messagesOf, shop, USUAL } from './linted.ts';

const SHOP =
  '- { id: shop, name: Shop, monitors: [{ id: p }], dependsOn: [hosting] }\n- { id: hosting, name: Hosting }';

function agreed(keys: string, { usual = USUAL, services = SHOP, more = '', others = '' } = {}): string {
  const agreements = `- { id: acme, kind: sla, customer: Acme, ${usual}, services: [shop], ${keys} }\n${others}`;
  return shop({ services, agreements, more });
}

const TARGETS = 'targets: [{ kind: availability, target: 99.9 }]';

describe('a promise without an error budget', () => {
  it.each([
    ['{ kind: availability, target: 100 }', '100 % availability'],
    ['{ kind: availability, target: 100.00 }', '100.00 % availability'],
    ['{ kind: downtime, atMost: PT0S }', 'at most 0 min of downtime'],
    ['{ kind: outages, atMost: 0 }', 'at most 0 outages'],
    ['{ kind: coverage, target: 100 }', '100 % of agreed time monitored'],
    ['{ kind: restore, priority: P1, within: PT4H, target: 100 }', expect.stringContaining('100 %')],
  ])('%s', (target, promise) => {
    const [message, ...others] = messagesOf('no-error-budget', agreed(`targets: [${target}]`));
    expect(message?.split('without a single failure: ')).toEqual(['Agreement "acme" promises "shop" ', promise]);
    expect(others).toEqual([]);
  });

  it.each([
    '{ kind: availability, target: 99.999 }',
    '{ kind: outages, atMost: 0, longerThan: PT15M }',
    '{ kind: mtbf, atLeast: P30D }',
  ])('is none that leaves something: %s', (target) => {
    expect(messagesOf('no-error-budget', agreed(`targets: [${target}]`))).toEqual([]);
  });
});

describe('a chain of responses', () => {
  function ola(target: string, hours = '24x7'): string {
    return `- { id: hosting-team, kind: ola, customer: Hosting team, hours: ${hours}, ${USUAL}, targets: [${target}], services: [hosting] }`;
  }

  function tooLong(ours: string, theirs: string, hours?: string): string[] {
    const more = 'calendars: [{ id: office, timeZone: UTC, hours: { monday-friday: 08:00-18:00 } }]';
    return messagesOf('response-chain-too-long', agreed(`targets: [${ours}]`, { others: ola(theirs, hours), more }));
  }

  it('is too long when the internal team may take longer than the customer waits', () => {
    const ours = '{ kind: restore, priority: P1, within: PT4H, target: 95 }';
    expect(tooLong(ours, '{ kind: restore, priority: P1, within: PT8H, target: 95 }')).toEqual([
      'You promise P1 of "shop" restored within 4 h, "hosting-team" allows 8 h on "hosting"',
    ]);
    expect(tooLong(ours, '{ kind: restore, priority: P1, within: PT4H, target: 95 }')).toEqual([]);
    expect(tooLong(ours, '{ kind: restore, priority: P2, within: PT8H, target: 95 }')).toEqual([]);
    expect(tooLong(ours, '{ kind: acknowledge, priority: P1, within: PT8H, target: 95 }')).toEqual([]);
  });

  it('is too long when the team goes home meanwhile', () => {
    const within = 'priority: P1, within: PT15M, target: 95';
    expect(
      tooLong(`{ kind: acknowledge, ${within} }`, `{ kind: acknowledge, ${within}, clock: serviceHours }`, 'office'),
    ).toEqual([
      'You promise P1 of "shop" acknowledged within 15 min, "hosting-team" allows 15 min of service hours on "hosting"',
    ]);
  });

  it('goes for single outages too', () => {
    expect(tooLong('{ kind: longestOutage, atMost: PT1H }', '{ kind: longestOutage, atMost: PT90M }')).toEqual([
      'You promise "shop" back within 1 h, "hosting-team" allows 1 h 30 min on "hosting"',
    ]);
  });
});

describe('an allowance for maintenance', () => {
  it('is larger than the error budget: 4 h against 0.1 % of 720 h, which is 43 min 12 s', () => {
    expect(
      messagesOf(
        'allowance-larger-than-budget',
        agreed(`${TARGETS}, maintenanceAllowance: { time: PT4H, per: month }`),
      ),
    ).toEqual(['Agreement "acme" allows 4 h a month of maintenance, and "shop" an error budget of 43 min 12 s']);
    expect(
      messagesOf(
        'allowance-larger-than-budget',
        agreed(`${TARGETS}, maintenanceAllowance: { time: PT43M, per: month }`),
      ),
    ).toEqual([]);
    // A year leaves 8 h 45 min 36 s.
    expect(
      messagesOf('allowance-larger-than-budget', agreed(`${TARGETS}, maintenanceAllowance: { time: PT8H, per: year }`)),
    ).toEqual([]);
  });
});

describe('hours of a calendar', () => {
  function ofHours(hours: string, more = ''): string[] {
    const calendar = `calendars: [{ id: c, timeZone: UTC, hours: ${hours}${more} }]`;
    return linted(agreed(`${TARGETS}, hours: c`, { more: calendar }))
      .filter(({ path }) => path[0] === 'calendars')
      .map(({ level, message }) => `${level}: ${message}`);
  }

  it('overlap within a day', () => {
    expect(ofHours('{ monday: [08:00-10:00, 09:00-11:00] }')).toEqual([
      'warning: Hours of calendar "c" overlap: 08:00-10:00 of monday and 09:00-11:00',
    ]);
    expect(ofHours('{ monday: [08:00-10:00, 10:00-11:00] }')).toEqual([]);
  });

  it('overlap over midnight, from Sunday into Monday too', () => {
    expect(ofHours('{ friday: 22:00-06:00, saturday: 05:00-09:00 }')).toEqual([
      'warning: Hours of calendar "c" overlap: 22:00-06:00 of friday and 05:00-09:00 of saturday',
    ]);
    expect(ofHours('{ monday: 05:00-09:00, sunday: 22:00-06:00 }')).toEqual([
      'warning: Hours of calendar "c" overlap: 22:00-06:00 of sunday and 05:00-09:00 of monday',
    ]);
    expect(ofHours('{ monday-sunday: 22:00-06:00 }')).toEqual([]);
  });

  it('overlap on an extra day', () => {
    expect(
      ofHours('{ monday: 08:00-10:00 }', ', extra: [{ date: 2026-12-05, hours: [09:00-13:00, 12:00-14:00] }]'),
    ).toEqual(['warning: Hours of calendar "c" overlap: 09:00-13:00 and 12:00-14:00 of 2026-12-05']);
  });

  it('may not be missing altogether', () => {
    expect(ofHours('{}')).toEqual(['error: Calendar "c" has no hours']);
    expect(ofHours('{}', ', extra: [{ date: 2026-12-05, hours: 09:00-13:00 }]')).toEqual([]);
  });
});

describe('a review', () => {
  function reviewed(keys: string): string[] {
    const usual = USUAL.replace('reviewedAt: 2026-07-01, ', keys);
    return linted(agreed(TARGETS, { usual }))
      .filter(({ lint }) => lint === 'not-reviewed')
      .map(({ level, message }) => `${level}: ${message}`);
  }

  it('is due a year after the last; today is 19 November 2026', () => {
    expect(reviewed('reviewedAt: 2025-11-19, ')).toEqual([]);
    expect(reviewed('reviewedAt: 2025-11-18, ')).toEqual([
      'warning: Agreement "acme" was last reviewed on 2025-11-18, more than a year ago',
    ]);
  });

  it('is worth a word where nobody says when', () => {
    expect(reviewed('')).toEqual(['info: Agreement "acme" says nothing of when it was reviewed']);
  });

  it('is not due of what has ended', () => {
    expect(reviewed('to: 2026-11-01, ')).toEqual([]);
  });
});

describe('credits', () => {
  function credits(terms: string): string[] {
    return linted(agreed(`${TARGETS}, credits: { currency: EUR, ${terms} }`))
      .filter(({ lint }) => lint.startsWith('c'))
      .map(({ message }) => message);
  }

  it('are fine when worse attainment pays more', () => {
    expect(
      credits('fee: 500000, tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }], claimWithin: P30D'),
    ).toEqual([]);
  });

  it('of no fee are nothing', () => {
    expect(credits('fee: 0, tiers: [{ below: 99.9, percent: 10 }]')).toEqual([
      'Credits of agreement "acme" go by a fee of 0',
    ]);
  });

  it('are paid while the target is met', () => {
    expect(credits('fee: 1, tiers: [{ below: 99.95, percent: 10 }]')).toEqual([
      'Below 99.95 % is credited, while "shop" is promised 99.9 % only',
    ]);
  });

  it('have a tier without effect', () => {
    expect(credits('fee: 1, tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 5 }]')).toEqual([
      'Below 99 % no more is credited (5 %) than below 99.9 % (10 %)',
    ]);
  });

  const TIERS = 'fee: 1, tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }]';

  it.each([
    ['capPerMonth: 20', 'Below 99 %, 25 % of the fee are credited, and capPerMonth lets no more than 20 % be paid'],
    ['capPerMonth: 10', 'Below 99 % no more is paid than below 99.9 %, as capPerMonth lets no more than 10 % be paid'],
    [
      'capPerMonth: 200, capPerYear: 24.5',
      'Below 99 %, 25 % of the fee are credited, and capPerYear lets no more than 24.5 % be paid',
    ],
  ])('never reach the amount of a tier: %s', (caps, message) => {
    expect(credits(`${TIERS}, ${caps}`)).toEqual([message]);
  });

  it('that are capped below all tiers make none of them worth more than another', () => {
    expect(credits(`${TIERS}, capPerMonth: 5`)).toEqual([
      'Below 99.9 %, 10 % of the fee are credited, and capPerMonth lets no more than 5 % be paid',
      'Below 99 % no more is paid than below 99.9 %, as capPerMonth lets no more than 5 % be paid',
    ]);
  });

  it.each(['capPerMonth: 25', 'capPerMonth: 300, capPerYear: 25.0'])(
    'may reach their cap with the last tier: %s',
    (caps) => {
      expect(credits(`${TIERS}, ${caps}`)).toEqual([]);
    },
  );

  it('of a tier that pays less for worse are said to do so once', () => {
    const less = 'fee: 1, tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 5 }], capPerMonth: 4';
    expect(credits(less)).toEqual([
      'Below 99 % no more is credited (5 %) than below 99.9 % (10 %)',
      'Below 99.9 %, 10 % of the fee are credited, and capPerMonth lets no more than 4 % be paid',
    ]);
  });

  it('cannot be claimed when the report comes', () => {
    expect(credits('fee: 1, tiers: [{ below: 99.9, percent: 10 }], claimWithin: P2D')).toEqual([
      'Credits of agreement "acme" can be claimed for 2 d, and its report comes after 3 d',
    ]);
  });
});

describe('an agreement on a service that does not live within it', () => {
  it('is an error', () => {
    const services = '- { id: shop, name: Shop, to: 2025-06-01, monitors: [{ id: p }] }';
    expect(linted(agreed(TARGETS, { services })).find(({ level }) => level === 'error')?.message).toBe(
      'Agreement "acme" is never in force for "shop"',
    );
  });
});

describe('a monitor that no signal is for', () => {
  const services = '- { id: shop, name: Shop, monitors: [{ id: p, match: { job: shop } }, { id: q }] }';

  it('is named, if signals were looked at', () => {
    expect(messagesOf('unheard-monitor', agreed(TARGETS, { services }))).toEqual([]);
    expect(messagesOf('unheard-monitor', agreed(TARGETS, { services }), { heard: new Set(['shop/q']) })).toEqual([
      'Monitor "shop/p" picks none of the signals (job=shop)',
    ]);
  });
});
