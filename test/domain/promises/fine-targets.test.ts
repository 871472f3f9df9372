import { describe, expect, it } from 'vitest';
import { findingsOf, messagesOf, shop, USUAL } from './linted.ts';

interface Case {
  readonly every: string;
  readonly target: string;
  readonly period?: string;
  readonly hours?: string;
  readonly more?: string;
}

function watched({ every, target, period = 'month', hours = '24x7', more = '' }: Case): string {
  return shop({
    services: `- { id: shop, name: Shop, monitors: [{ id: probe, every: ${every} }] }`,
    agreements: `- { id: acme, kind: sla, customer: Acme, period: ${period}, hours: ${hours}, ${USUAL}, targets: [${target}], services: [shop] }`,
    more,
  });
}

function fine(of: Case): string[] {
  return messagesOf('target-finer-than-probes', watched(of));
}

describe('a target is finer than the monitors show', () => {
  it('99.99 % of a month of 43,200 min is 4 min 19.2 s: looks every 5 min are too few', () => {
    const target = '{ kind: availability, target: 99.99 }';
    expect(fine({ every: 'PT5M', target })).toEqual([
      '99.99 % of a month of "shop" leaves 4 min 19 s, and its monitors look every 5 min',
    ]);
    expect(fine({ every: 'PT4M', target })).toEqual([]);
  });

  it('and so that it can be shown, 5 of 43,200 min have to be left: 99.9884 %', () => {
    const text = watched({ every: 'PT5M', target: '{ kind: availability, target: 99.99 }' });
    expect(findingsOf('target-finer-than-probes', text)).toEqual([
      {
        level: 'warning',
        lint: 'target-finer-than-probes',
        path: ['agreements', 0, 'services', 0, 'targets', 0, 'target'],
        message: '99.99 % of a month of "shop" leaves 4 min 19 s, and its monitors look every 5 min',
        why: 'an outage of that length passes unseen, or one look that fails is already a miss',
        advice: 'let them look at least every 4 min 19 s, or promise at most 99.98 %',
      },
    ]);
  });

  it('and nothing else is advised where they look no more than once in all the agreed time', () => {
    const more = 'calendars: [{ id: mondays, timeZone: UTC, hours: { monday: 08:00-09:00 } }]';
    const target = '{ kind: availability, target: 99 }';
    const text = watched({ every: 'PT1H', target, period: 'week', hours: 'mondays', more });
    expect(findingsOf('target-finer-than-probes', text).map(({ advice }) => advice)).toEqual([
      'let them look at least every 36 s',
    ]);
  });

  it('in office hours less is left: 50 of 168 hours a week are 12,857 min a month, of which 99.9 % leaves 12 min 51 s', () => {
    const more = 'calendars: [{ id: office, timeZone: UTC, hours: { monday-friday: 08:00-18:00 } }]';
    const target = '{ kind: availability, target: 99.9 }';
    expect(fine({ every: 'PT15M', target, hours: 'office', more })).toEqual([
      '99.9 % of a month of "shop" leaves 12 min 51 s, and its monitors look every 15 min',
    ]);
    expect(fine({ every: 'PT15M', target })).toEqual([]);
  });

  it('over a week a quarter of it: 10 min 4.8 s', () => {
    const target = '{ kind: availability, target: 99.9 }';
    expect(fine({ every: 'PT15M', target, period: 'week' })).toEqual([
      '99.9 % of a week of "shop" leaves 10 min 4 s, and its monitors look every 15 min',
    ]);
    expect(fine({ every: 'PT15M', target, period: 'rolling 7d' })).toEqual([
      '99.9 % of a window of 7 days of "shop" leaves 10 min 4 s, and its monitors look every 15 min',
    ]);
    expect(fine({ every: 'PT15M', target, period: 'rolling 90d' })).toEqual([]);
  });

  it('less than a second is told in milliseconds: 0.00001 % of a week of 604,800 s is 60.48 ms', () => {
    expect(fine({ every: 'PT5M', target: '{ kind: availability, target: 99.99999 }', period: 'week' })).toEqual([
      '99.99999 % of a week of "shop" leaves 60 ms, and its monitors look every 5 min',
    ]);
  });

  it.each([
    ['{ kind: longestOutage, atMost: PT2M }', 'atMost', 'The longest outage of "shop" leaves 2 min'],
    ['{ kind: downtime, atMost: PT4M }', 'atMost', 'The downtime of "shop" leaves 4 min'],
    [
      '{ kind: outages, atMost: 1, longerThan: PT1M }',
      'longerThan',
      'The length of outages that count of "shop" leaves 1 min',
    ],
  ])('also where it speaks of single outages and of downtime: %s', (target, key, leaves) => {
    const found = findingsOf('target-finer-than-probes', watched({ every: 'PT5M', target }));
    expect(found.map(({ path, message }) => ({ key: path.at(-1), message }))).toEqual([
      { key, message: `${leaves}, and its monitors look every 5 min` },
    ]);
  });

  it.each(['{ kind: outages, atMost: 1 }', '{ kind: mtbf, atLeast: PT1M }', '{ kind: coverage, target: 99.99 }'])(
    'not where it speaks of no length: %s',
    (target) => {
      expect(fine({ every: 'PT5M', target })).toEqual([]);
    },
  );
});

describe('how often a service is looked at', () => {
  function withMonitors(monitors: string, rollUp = 'anyDown'): string[] {
    const text = shop({
      services: `- { id: shop, name: Shop, rollUp: ${rollUp}, monitors: [${monitors}] }`,
      agreements: `- { id: acme, kind: sla, customer: Acme, ${USUAL}, targets: [{ kind: downtime, atMost: PT1M }], services: [shop] }`,
      more: 'sources: [{ id: slow, type: generic, auth: { type: bearer, secret: s }, heartbeat: { every: PT30M } }]',
    });
    return messagesOf('target-finer-than-probes', text).map((it) => it.replace(/.* look /, ''));
  }

  it('is the heartbeat of its source, unless the monitor says', () => {
    expect(withMonitors('{ id: a, source: slow }')).toEqual(['every 30 min']);
    expect(withMonitors('{ id: a, source: slow, every: PT1M }')).toEqual([]);
  });

  it('is at once where nobody says', () => {
    expect(withMonitors('{ id: a }')).toEqual([]);
    expect(withMonitors('{ id: a, every: PT5M }, { id: b }')).toEqual([]);
  });

  it('goes by the monitors that have to be down: the first, the last or the second', () => {
    const three = '{ id: a, every: PT2M }, { id: b, every: PT5M }, { id: c, every: PT9M }';
    expect(withMonitors(three)).toEqual(['every 2 min']);
    expect(withMonitors(three, 'allDown')).toEqual(['every 9 min']);
    expect(withMonitors(three, '{ atLeast: 2 }')).toEqual(['every 5 min']);
    expect(withMonitors(three, 'monitorSeconds')).toEqual(['every 2 min']);
    expect(withMonitors(three, '{ weighted: { a: 1, b: 1, c: 3 } }')).toEqual(['every 2 min']);
  });
});
