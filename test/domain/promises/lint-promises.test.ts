import { describe, expect, it } from 'vitest';
import { linted, shop, USUAL } from './linted.ts';

const OWNER = 'owner: { name: Kim, email: kim@example.com }';

const SOURCES = `sources:
  - { id: probes, type: generic, auth: { type: bearer, secret: s } }
calendars:
  - { id: office, timeZone: UTC, hours: { monday-friday: 08:00-18:00 }, extra: [{ date: 2026-12-05, hours: [08:00-10:00, 10:00-12:00] }] }`;

const SERVICES = `
- { id: shop, name: Shop, ${OWNER}, dependsOn: [hosting], monitors: [{ id: p, source: probes, every: PT1M }] }
- { id: hosting, name: Hosting, ${OWNER}, monitors: [{ id: q, source: probes, every: PT1M }] }`;

// Of 30 days 0.1 % are 43 min 12 s.
const SLA = `- { id: acme, kind: sla, customer: Acme, ${USUAL}, to: 2027-01-01, services: [shop], targets: [{ kind: availability, target: 99.9 }, { kind: restore, priority: P1, within: PT4H, target: 95 }], maintenanceAllowance: { time: PT43M12S, per: month }, credits: { currency: EUR, fee: 500000, tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }], capPerMonth: 30, claimWithin: P30D } }`;
const OLA = `- { id: hosting-team, kind: ola, customer: Hosting team, hours: office, ${USUAL}, services: [hosting], targets: [{ kind: availability, target: 99.9 }, { kind: restore, priority: P1, within: PT3H, target: 95 }] }`;

describe('of a catalogue', () => {
  it('that makes promises which can be kept there is nothing to say', () => {
    const text = shop({ services: SERVICES, agreements: `${SLA}\n${OLA}`, more: SOURCES });
    expect(linted(text, { heard: new Set(['shop/p', 'hosting/q']) })).toEqual([]);
  });

  it('the gravest is said first', () => {
    const services = SERVICES.replace(`${OWNER}, `, '');
    const agreements = SLA.replace('recipients: [sla@example.com]', 'recipients: []');
    const more = 'calendars: [{ id: office, timeZone: UTC, hours: {} }]';
    const text = shop({ services: services.replaceAll('source: probes, ', ''), agreements, more });
    expect(linted(text).map(({ level, lint }) => `${level} ${lint}`)).toEqual([
      'error empty-calendar',
      'warning no-recipients',
      'info no-owner',
    ]);
  });
});
