import { describe, expect, it } from 'vitest';
import type { PromiseFinding } from '../../../shared/domain/promises/finding.ts';
import { linted, shop, USUAL } from './linted.ts';

const SERVICES = `
- { id: shop, name: Shop, monitors: [{ id: p }], dependsOn: [payments] }
- { id: payments, name: Payments, monitors: [{ id: q }] }`;

interface Case {
  /** What the customer is promised when the agreement is signed, %. */
  readonly signed?: string;
  /** Amendments of the agreement with the customer. */
  readonly sla?: string;
  /** Those of the agreement with the supplier. */
  readonly supplier?: string;
  readonly more?: string;
}

/** Warnings about a promise to a customer on a supplier who promises 99.9 %. */
function warnings({ signed = '99.5', sla, supplier, more }: Case): PromiseFinding[] {
  const agreements = `
- { id: acme, kind: sla, customer: Acme, ${USUAL}, services: [shop], ${availability(signed)}${amendments(sla)} }
- { id: paystream, kind: supplier, customer: Paystream, ${USUAL}, services: [payments], ${availability('99.9')}${amendments(supplier)} }`;
  const text = shop({ services: SERVICES, agreements, ...(more !== undefined && { more }) });
  return linted(text).filter(({ level }) => level === 'warning');
}

function availability(target: string): string {
  return `targets: [{ kind: availability, target: ${target} }]`;
}

function amendments(list: string | undefined): string {
  return list === undefined ? '' : `, amendments: [${list}]`;
}

function places(of: Case): string[] {
  return warnings(of).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a promise that an amendment makes', () => {
  it('is held against the same rules, and found where the amendment stands', () => {
    expect(
      warnings({ sla: `{ from: 2026-06-01, grace: P1D }, { from: 2026-07-01, ${availability('99.95')} }` }),
    ).toEqual([
      {
        level: 'warning',
        lint: 'promise-not-supported',
        path: ['agreements', 0, 'amendments', 1],
        message: 'You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
        why: 'with paystream kept exactly and nothing else failing, "acme" is missed all the same',
        advice: 'agree on more with whom it rests on, add something that stands in for it, or promise less',
      },
    ]);
  });

  it('is said once, however many amendments leave it as it is', () => {
    const sla = `{ from: 2026-06-01, ${availability('99.95')} }, { from: 2026-07-01, grace: P1D }`;
    expect(places({ sla })).toEqual([
      'agreements.0.amendments.0: You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
    ]);
  });

  it('is said again when it is another', () => {
    const sla = `{ from: 2026-06-01, ${availability('99.95')} }, { from: 2026-07-01, ${availability('99.99')} }`;
    expect(places({ sla })).toEqual([
      'agreements.0.amendments.0: You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
      'agreements.0.amendments.1: You promise 99.99 % of "shop", your suppliers allow at most 99.90 %',
    ]);
  });

  it('is not blamed for what the agreement was signed with', () => {
    expect(places({ signed: '99.95', sla: '{ from: 2026-06-01, grace: P1D }' })).toEqual([
      'agreements.0.services.0.targets.0.target: You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
    ]);
  });

  it('is found in its own agreement, if two are amended on one day', () => {
    const sla = '{ from: 2026-06-01, recipients: [] }, { from: 2026-07-01, grace: P1D }';
    const supplier = `{ from: 2026-06-01, ${availability('100')} }, { from: 2026-08-01, grace: P1D }`;
    expect(places({ sla, supplier })).toEqual([
      'agreements.1.amendments.0: Agreement "paystream" promises "payments" without a single failure: 100 % availability',
      'agreements.0.amendments.0: Agreement "acme" has no recipients: nobody gets its report by mail',
    ]);
  });

  it('is not a reason to speak of services and calendars again', () => {
    const more = 'calendars: [{ id: office, timeZone: UTC, hours: { monday: [08:00-10:00, 09:00-11:00] } }]';
    const sla = '{ from: 2026-06-01, services: [payments] }';
    expect(places({ sla, more })).toEqual([
      'calendars.office.hours.monday: Hours of calendar "office" overlap: 08:00-10:00 of monday and 09:00-11:00',
    ]);
  });
});

describe('what an amendment of another agreement makes wrong', () => {
  const weaker = `{ from: 2026-06-01, ${availability('99')} }`;
  const unsupported = 'You promise 99.5 % of "shop", your suppliers allow at most 99.00 %';

  it('is found at the target that it makes wrong', () => {
    expect(places({ supplier: weaker })).toEqual([`agreements.0.services.0.targets.0.target: ${unsupported}`]);
  });

  it('is not blamed on an amendment that comes later', () => {
    expect(places({ sla: '{ from: 2026-07-01, grace: P1D }', supplier: weaker })).toEqual([
      `agreements.0.services.0.targets.0.target: ${unsupported}`,
    ]);
  });
});
