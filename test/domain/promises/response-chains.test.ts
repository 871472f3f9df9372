import { describe, expect, it } from 'vitest';
import type { PromiseFinding } from '../../../shared/domain/promises/finding.ts';
import { findingsOf, shop, USUAL } from './linted.ts';

const SERVICES = `
- { id: shop, name: Shop, dependsOn: [web, hosting, { anyOf: [dns-a, dns-b] }] }
- { id: web, name: Web }
- { id: hosting, name: Hosting }
- { id: dns-a, name: A }
- { id: dns-b, name: B }`;

interface Promised {
  readonly id?: string;
  readonly kind?: 'sla' | 'ola' | 'supplier';
  readonly services?: string;
  readonly hours?: 'office' | '24x7';
  readonly target: string;
}

function agreement({ id = 'acme', kind = 'sla', services = 'shop', hours = '24x7', target }: Promised): string {
  return `- { id: ${id}, kind: ${kind}, customer: X, hours: ${hours}, ${USUAL}, services: [${services}], targets: [${target}] }`;
}

/** The chains that are too long, if the first of these promises rests on the others. */
function tooLong(...promises: readonly Promised[]): PromiseFinding[] {
  const more = 'calendars: [{ id: office, timeZone: UTC, hours: { monday-friday: 08:00-18:00 } }]';
  const text = shop({ services: SERVICES, agreements: promises.map(agreement).join('\n'), more });
  return findingsOf('response-chain-too-long', text);
}

function messages(...promises: readonly Promised[]): string[] {
  return tooLong(...promises).map(({ message }) => message);
}

function restored(within: string, clock = 'wallTime'): string {
  return `{ kind: restore, priority: P1, within: ${within}, target: 95, clock: ${clock} }`;
}

function team(services: string, target: string, more: Partial<Promised> = {}): Promised {
  return { id: `${services}-team`, kind: 'ola', services, target, ...more };
}

const OURS = { target: restored('PT4H') };

describe('a chain of responses that is too long', () => {
  it('is found at the time that is promised', () => {
    expect(tooLong(OURS, team('web', restored('PT8H')))).toEqual([
      {
        level: 'warning',
        lint: 'response-chain-too-long',
        path: ['agreements', 0, 'services', 0, 'targets', 0, 'within'],
        message: 'You promise P1 of "shop" restored within 4 h, "web-team" allows 8 h on "web"',
        why: 'who has to act on it may take longer than the customer was told to wait at most',
        advice: 'agree on less than 4 h with whom it rests on, or promise more than 8 h',
      },
    ]);
  });

  it('of outages is found at the longest that may be', () => {
    const target = '{ kind: outages, atMost: 2 }, { kind: longestOutage, atMost: PT1H }';
    const [found] = tooLong({ target }, team('web', '{ kind: longestOutage, atMost: PT2H }'));
    expect(found?.path).toEqual(['agreements', 0, 'services', 0, 'targets', 1, 'atMost']);
  });
});

describe('who holds up a response', () => {
  it('is the slowest of those that it rests on', () => {
    const slowest = 'You promise P1 of "shop" restored within 4 h, "web-team" allows 8 h on "web"';
    const [web, hosting] = [team('web', restored('PT8H')), team('hosting', restored('PT6H'))];
    expect(messages(OURS, web, hosting)).toEqual([slowest]);
    const quicker = [team('web', restored('PT6H')), team('hosting', restored('PT8H'))];
    expect(messages(OURS, ...quicker)).toEqual([
      slowest.replace('web-team', 'hosting-team').replace('"web"', '"hosting"'),
    ]);
  });

  it('is, of several that promise the same service, the quickest', () => {
    const second = (within: string) => team('web', restored(within), { id: 'on-call' });
    expect(messages(OURS, team('web', restored('PT8H')), second('PT3H'))).toEqual([]);
    expect(messages(OURS, team('web', restored('PT8H')), second('PT6H'))).toEqual([
      'You promise P1 of "shop" restored within 4 h, "on-call" allows 6 h on "web"',
    ]);
  });

  it('is nobody among services that stand in for each other', () => {
    expect(messages(OURS, team('dns-a', restored('PT8H')))).toEqual([]);
  });

  it('is nobody where no time is promised', () => {
    expect(messages({ target: '{ kind: availability, target: 99 }' }, team('web', restored('PT8H')))).toEqual([]);
    expect(messages(OURS, team('web', '{ kind: outages, atMost: 2 }'))).toEqual([]);
  });
});

describe('nights count', () => {
  it('by the clock on the wall, whatever the hours', () => {
    expect(messages(OURS, team('web', restored('PT4H'), { hours: 'office' }))).toEqual([]);
  });

  it('by the service hours of who works around the clock', () => {
    expect(messages(OURS, team('web', restored('PT4H', 'serviceHours')))).toEqual([]);
  });

  it('not by those of an office', () => {
    expect(messages(OURS, team('web', restored('PT4H', 'serviceHours'), { hours: 'office' }))).toHaveLength(1);
  });
});

describe('a response that is promised', () => {
  it('by a team rests on teams behind other services', () => {
    const ours = team('shop', restored('PT4H'));
    expect(messages(ours, team('web', restored('PT8H')))).toEqual([
      'You promise P1 of "shop" restored within 4 h, "web-team" allows 8 h on "web"',
    ]);
    expect(messages(ours, team('shop', restored('PT8H'), { id: 'others' }))).toEqual([]);
    expect(messages(team('shop, web', restored('PT4H'), { id: 'both' }), team('web', restored('PT8H')))).toEqual([]);
  });

  it('by a supplier rests on nobody that we know', () => {
    const theirs = { ...OURS, kind: 'supplier' } as const;
    expect(messages(theirs, team('web', restored('PT8H')))).toEqual([]);
    expect(messages(theirs, team('web', restored('PT8H'), { kind: 'supplier' }))).toEqual([]);
  });
});
