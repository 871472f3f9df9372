import { describe, expect, it } from 'vitest';
import { findingsOf, messagesOf, shop, USUAL } from './linted.ts';

const SERVICES = `
- { id: search, name: Search, monitors: [{ id: a, every: PT1M }] }
- { id: shop, name: Shop, to: 2026-12-01, monitors: [{ id: p, every: PT5M }], indicators: [orders] }`;

const FIRST = `- { id: beta, kind: sla, customer: Beta, ${USUAL}, services: [search], targets: [{ kind: availability, target: 98 }] }`;

interface Case {
  readonly target?: string;
  readonly keys?: string;
  readonly usual?: string;
  readonly services?: string;
}

const AVAILABLE = '{ kind: availability, target: 99 }';

/** A catalogue with two agreements: one on a search that is fine, and one on the search and a shop. */
function agreed({ target = AVAILABLE, keys = '', usual = USUAL, services = 'search, shop' }: Case): string {
  const second = `- { id: acme, kind: sla, customer: Acme, ${usual}, services: [${services}], targets: [${target}]${keys} }`;
  return shop({ services: SERVICES, agreements: `${FIRST}\n${second}` });
}

const OF_SHOP = ['agreements', 1, 'services', 1, 'targets', 0];

describe('a promise without an error budget', () => {
  const onShop = (target: string) => agreed({ services: `search, { service: shop, targets: [${target}] }` });

  it('is named with the target', () => {
    expect(findingsOf('no-error-budget', onShop('{ kind: availability, target: 100 }'))).toEqual([
      {
        level: 'warning',
        lint: 'no-error-budget',
        path: [...OF_SHOP, 'target'],
        message: 'Agreement "acme" promises "shop" without a single failure: 100 % availability',
        why: 'there is no error budget: the first second of trouble is a miss, and nothing is left to be careful with',
        advice: 'promise what can be kept, such as 99.9, and say what follows a miss',
      },
    ]);
  });

  it.each([
    ['{ kind: requests, indicator: orders, target: 100 }', 'target', '100 % of orders succeed'],
    ['{ kind: latency, indicator: orders, target: 100 }', 'target', '100 % of orders in time'],
    [
      '{ kind: acknowledge, priority: P1, within: PT15M, target: 100 }',
      'target',
      '100 % of P1 acknowledged within 15 min',
    ],
    ['{ kind: longestOutage, atMost: PT0S }', 'atMost', 'no outage longer than 0 min'],
    ['{ kind: downtime, atMost: PT0S }', 'atMost', 'at most 0 min of downtime'],
    ['{ kind: outages, atMost: 0 }', 'atMost', 'at most 0 outages'],
  ])('goes by its own key: %s', (target, key, promise) => {
    expect(findingsOf('no-error-budget', onShop(target)).map(({ path, message }) => ({ path, message }))).toEqual([
      { path: [...OF_SHOP, key], message: `Agreement "acme" promises "shop" without a single failure: ${promise}` },
    ]);
  });

  it('is advised in its own unit', () => {
    const [found] = findingsOf('no-error-budget', onShop('{ kind: downtime, atMost: PT0S }'));
    expect(found?.advice).toBe('promise what can be kept and say what follows a miss');
  });

  it.each([
    '{ kind: requests, indicator: orders, target: 99.99 }',
    '{ kind: acknowledge, priority: P1, within: PT15M, target: 99.99 }',
    '{ kind: longestOutage, atMost: PT1S }',
    '{ kind: downtime, atMost: PT1S }',
    '{ kind: outages, atMost: 1 }',
  ])('is none that leaves something: %s', (target) => {
    expect(findingsOf('no-error-budget', onShop(target))).toEqual([]);
  });
});

describe('an agreement on a service that does not live within it', () => {
  const never = {
    level: 'error',
    lint: 'never-in-force',
    path: ['agreements', 1, 'services', 1],
    message: 'Agreement "acme" is never in force for "shop"',
    why: 'the service lives before or after the agreement, never within it',
    advice: 'correct from and to of the service or of the agreement, or take the service out',
  };

  it.each([
    ['2026-12-01', [never]],
    ['2026-11-30', []],
  ])('from %s on, when the service is retired on 2026-12-01', (from, expected) => {
    const usual = USUAL.replace('from: 2026-01-01', `from: ${from}`);
    expect(findingsOf('never-in-force', agreed({ usual }))).toEqual(expected);
  });
});

describe('an agreement that ends when the last day of a month begins', () => {
  it('is named at its end', () => {
    expect(findingsOf('last-day-left-out', agreed({ keys: ', to: 2027-06-30' }))).toEqual([
      {
        level: 'warning',
        lint: 'last-day-left-out',
        path: ['agreements', 1, 'to'],
        message: 'Agreement "acme" ends when 2027-06-30 begins, so that day is not covered',
        why: 'to is the first moment at which the agreement no longer holds',
        advice: 'write 2027-07-01 to cover it',
      },
    ]);
  });
});

describe('an agreement whose report goes to nobody', () => {
  it('is named', () => {
    const usual = USUAL.replace('recipients: [sla@example.com]', 'recipients: []');
    expect(findingsOf('no-recipients', agreed({ usual }))).toEqual([
      {
        level: 'warning',
        lint: 'no-recipients',
        path: ['agreements', 1, 'id'],
        message: 'Agreement "acme" has no recipients: nobody gets its report by mail',
        why: 'a miss that nobody reads of is not mended',
        advice: 'add recipients',
      },
    ]);
  });
});

describe('a review', () => {
  const rest = {
    lint: 'not-reviewed',
    why: 'what customers need and what suppliers give changes; promises that nobody looks at do not',
    advice: 'go through it with Acme, and set reviewedAt to that day',
  };

  const reviewed = (keys: string, now?: number) =>
    findingsOf(
      'not-reviewed',
      agreed({ usual: USUAL.replace('reviewedAt: 2026-07-01, ', keys) }),
      now === undefined ? {} : { now },
    );

  it('is due from the day after a year on, on the minute', () => {
    const warning = {
      level: 'warning',
      ...rest,
      path: ['agreements', 1, 'reviewedAt'],
      message: 'Agreement "acme" was last reviewed on 2025-11-18, more than a year ago',
    };
    const due = Date.UTC(2026, 10, 19);
    expect(reviewed('reviewedAt: 2025-11-18, ', due)).toEqual([warning]);
    expect(reviewed('reviewedAt: 2025-11-18, ', due - 1)).toEqual([]);
  });

  it('is missing where nobody says when, until the agreement has ended', () => {
    const info = {
      level: 'info',
      ...rest,
      path: ['agreements', 1, 'id'],
      message: 'Agreement "acme" says nothing of when it was reviewed',
    };
    const end = Date.UTC(2026, 11, 1);
    expect(reviewed('')).toEqual([info]);
    expect(reviewed('to: 2026-12-01, ', end - 1)).toEqual([info]);
    expect(reviewed('to: 2026-12-01, ', end)).toEqual([]);
  });
});

describe('an allowance for maintenance', () => {
  const allowance = (time: string) => `, maintenanceAllowance: { time: ${time}, per: month }`;
  const lint = 'allowance-larger-than-budget';

  it('is held against the service that may fail least: 0.01 % of 720 h is 4 min 19.2 s', () => {
    const services = 'search, { service: shop, targets: [{ kind: availability, target: 99.99 }] }';
    expect(findingsOf(lint, agreed({ services, keys: allowance('PT1H') }))).toEqual([
      {
        level: 'warning',
        lint,
        path: ['agreements', 1, 'maintenanceAllowance', 'time'],
        message: 'Agreement "acme" allows 1 h a month of maintenance, and "shop" an error budget of 4 min 19 s',
        why: 'the customer may see more downtime that does not count than downtime that does',
        advice: 'allow at most 4 min 19 s, or tell the customer both figures',
      },
    ]);
  });

  it('may be as large as the budget: 0.3 % of 720 h is 2 h 9 min 36 s', () => {
    const target = '{ kind: coverage, target: 99.99 }, { kind: availability, target: 99.7 }';
    expect(messagesOf(lint, agreed({ target, keys: allowance('PT2H9M36S') }))).toEqual([]);
    expect(messagesOf(lint, agreed({ target, keys: allowance('PT2H9M37S') }))).toEqual([
      'Agreement "acme" allows 2 h 9 min 37 s a month of maintenance, and "search" an error budget of 2 h 9 min 36 s',
    ]);
  });

  it('is fine where no availability is promised', () => {
    expect(messagesOf(lint, agreed({ target: '{ kind: outages, atMost: 2 }', keys: allowance('PT9H') }))).toEqual([]);
  });
});
