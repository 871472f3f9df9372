import { describe, expect, it } from 'vitest';
import type { Dependency } from '../../shared/domain/catalogue.ts';
import { currentAndPreviousQuestions } from '../../shared/domain/compute.ts';
import { hearsOf, servicesBehind } from '../../shared/domain/dependency.ts';
import { agreement, catalogue, service, version } from '../support/catalogue.ts';
import { attainmentOf, classesOf, MINUTE, outagesOf, type ServiceInHour, START } from '../support/hour.ts';

const on = (id: string): Dependency => ({ type: 'service', service: id });

describe('a shop that cannot work without payments', () => {
  const shop: ServiceInHour[] = [
    { id: 'shop', monitors: ['probe'], dependsOn: [on('payments')] },
    { id: 'payments', monitors: ['probe', 'alerts'] },
  ];
  // The shop from minute 10 to 20, payments from 15 to 30: down from 10 to 30, and 5 minutes of it twice.
  const told = { 'shop/probe': { 10: 'down', 20: 'up' }, 'payments/probe': { 15: 'down', 30: 'up' } } as const;

  it('is down while either is, and what overlaps counts once: 20 minutes, not 25', () => {
    const attainment = attainmentOf(shop, told);
    expect(attainment.ms).toMatchObject({ down: 20 * MINUTE, up: 40 * MINUTE });
    expect(attainment).toMatchObject({ downtimeMs: 20 * MINUTE, availability: { percent: '66.66' } });
  });

  it('has one outage, blamed on both', () => {
    expect(outagesOf(attainmentOf(shop, told))).toEqual([[10, 30, 1200, ['payments/probe', 'probe']]]);
  });

  it('is unknown while nobody knows about payments, unless it is down itself', () => {
    const blind = { 'shop/probe': { 10: 'down', 20: 'up' }, 'payments/probe': { 15: 'unknown', 30: 'up' } } as const;
    expect(classesOf(shop, blind)).toEqual([
      [0, 'up'],
      [10, 'down'],
      [20, 'unknown'],
      [30, 'up'],
    ]);
  });

  it('does not share the maintenance of payments: it was not announced for the shop', () => {
    const window = { start: START, end: START + 60 * MINUTE, announcedAt: START - 60 * MINUTE };
    const maintenance = { kind: 'maintenance', maintenance: 'CHG-7', services: ['payments'], ...window } as const;
    expect(attainmentOf(shop, told, { signals: [maintenance] }).ms).toMatchObject({
      maintenance: 0,
      down: 20 * MINUTE,
    });
  });

  it('that has no monitor of its own is what payments is', () => {
    const front: ServiceInHour[] = [{ id: 'shop', dependsOn: [on('payments')] }, ...shop.slice(1)];
    expect(classesOf(front, told)).toEqual([
      [0, 'up'],
      [15, 'down'],
      [30, 'up'],
    ]);
    expect(outagesOf(attainmentOf(front, told))).toEqual([[15, 30, 900, ['payments/probe']]]);
  });
});

describe('a service that is not live yet, or no more', () => {
  const at = (minute: number) => START + minute * MINUTE;
  const own = { id: 'shop', monitors: ['probe'] } as const;
  const payments = { id: 'payments', monitors: ['probe'] } as const;
  // Payments are down until minute 30, live from 20 on.
  const told = { 'shop/probe': { 0: 'up' }, 'payments/probe': { 0: 'down', 30: 'up' } } as const;

  it('is nothing that another one could miss: of 30 minutes the 10 after its go-live count', () => {
    const shop: ServiceInHour[] = [
      { ...own, dependsOn: [on('payments')] },
      { ...payments, from: at(20) },
    ];
    expect(classesOf(shop, told)).toEqual([
      [0, 'up'],
      [20, 'down'],
      [30, 'up'],
    ]);
    expect(outagesOf(attainmentOf(shop, told))).toEqual([[20, 30, 600, ['payments/probe']]]);
  });

  it('nor after it has retired, be it watched or not', () => {
    const shop: ServiceInHour[] = [
      { ...own, dependsOn: [on('payments')] },
      { ...payments, monitors: [], to: at(20) },
    ];
    expect(classesOf(shop, { 'shop/probe': { 0: 'up' } })).toEqual([
      [0, 'unknown'],
      [20, 'up'],
    ]);
  });

  it('begins on a date of the agreement’s zone', () => {
    // Of the hour from 12:00 UTC on: in Auckland the 15th has begun an hour before, at 11:00 UTC; in Berlin it has not.
    const from15 = { ...payments, from: '2026-10-15' };
    const downIn = (timeZone: string) =>
      attainmentOf([{ ...own, dependsOn: [on('payments')] }, from15], told, { timeZone }).ms.down;
    expect([downIn('Pacific/Auckland'), downIn('Europe/Berlin')]).toEqual([30 * MINUTE, 0]);
  });

  it('does not stand in for another: until it is live the other one is needed', () => {
    const eitherOf: Dependency = { type: 'anyOf', services: ['payments', 'spare'], atLeast: 1 };
    const shop: ServiceInHour[] = [
      { ...own, dependsOn: [eitherOf] },
      payments,
      { id: 'spare', monitors: ['probe'], from: at(20) },
    ];
    expect(classesOf(shop, { ...told, 'spare/probe': { 0: 'up' } })).toEqual([
      [0, 'down'],
      [20, 'up'],
    ]);
  });

  it('is not missed where both of two must work: the other one is needed all the same', () => {
    const both: Dependency = { type: 'anyOf', services: ['payments', 'spare'], atLeast: 2 };
    const shop: ServiceInHour[] = [
      { ...own, dependsOn: [both] },
      payments,
      { id: 'spare', monitors: ['probe'], from: at(50) },
    ];
    expect(classesOf(shop, { ...told, 'spare/probe': { 0: 'down' } })).toEqual([
      [0, 'down'],
      [30, 'up'],
      [50, 'down'],
    ]);
  });

  it('does not hand on what it depends on itself', () => {
    const shop: ServiceInHour[] = [
      { ...own, dependsOn: [on('gateway')] },
      { id: 'gateway', monitors: ['probe'], dependsOn: [on('payments')], from: at(20) },
      payments,
    ];
    expect(classesOf(shop, { ...told, 'gateway/probe': { 0: 'up' } })).toEqual([
      [0, 'up'],
      [20, 'down'],
      [30, 'up'],
    ]);
  });

  it('leaves a service without monitors of its own unwatched', () => {
    const front: ServiceInHour[] = [
      { id: 'shop', dependsOn: [on('payments')] },
      { ...payments, from: at(20) },
    ];
    expect(classesOf(front, told)).toEqual([
      [0, 'unknown'],
      [20, 'down'],
      [30, 'up'],
    ]);
  });
});

describe('a shop that needs two of three name servers', () => {
  const dns = ['dns-a', 'dns-b', 'dns-c'];
  const shop: ServiceInHour[] = [
    { id: 'shop', monitors: ['probe'], dependsOn: [{ type: 'anyOf', services: dns, atLeast: 2 }] },
    ...dns.map((id) => ({ id, monitors: ['probe'] })),
  ];
  const told = {
    'dns-a/probe': { 5: 'down', 20: 'up', 45: 'unknown', 50: 'up' },
    'dns-b/probe': { 15: 'down', 30: 'up', 40: 'down', 47: 'up' },
    'dns-c/probe': { 28: 'degraded', 29: 'up', 55: 'down' },
  } as const;

  it('stands the loss of one, and not of two', () => {
    expect(classesOf(shop, told)).toEqual([
      [0, 'up'],
      // a and b are down together for five minutes.
      [15, 'down'],
      [20, 'up'],
      // b is down and c degraded: with b let pass, degraded is the worst that is left.
      [28, 'degraded'],
      [29, 'up'],
      // b is down and nobody knows about a.
      [45, 'unknown'],
      [47, 'up'],
    ]);
  });

  it('has an outage of 5 minutes, blamed on the two', () => {
    expect(outagesOf(attainmentOf(shop, told))).toEqual([[15, 20, 300, ['dns-a/probe', 'dns-b/probe']]]);
  });

  it('does not blame a name server whose loss it stood', () => {
    const alone = { 'dns-a/probe': { 10: 'down', 20: 'up' }, 'shop/probe': { 12: 'down', 18: 'up' } } as const;
    expect(outagesOf(attainmentOf(shop, alone))).toEqual([[12, 18, 360, ['probe']]]);
  });
});

describe('a chain of services', () => {
  const chain: ServiceInHour[] = [
    { id: 'shop', monitors: ['probe'], dependsOn: [on('payments'), on('ledger')] },
    { id: 'payments', monitors: ['probe'], dependsOn: [on('ledger')] },
    { id: 'ledger', monitors: ['one', 'two'], rollUp: { type: 'allDown' } },
  ];

  it('passes on what is bad at its end, each service rolled up in its own way', () => {
    const told = { 'ledger/one': { 5: 'down', 25: 'up' }, 'ledger/two': { 15: 'down', 35: 'up' } } as const;
    expect(outagesOf(attainmentOf(chain, told))).toEqual([[15, 25, 600, ['ledger/one', 'ledger/two']]]);
  });

  it('does not blame a monitor that did not tell on its own service', () => {
    const told = { 'ledger/one': { 5: 'down', 25: 'up' }, 'payments/probe': { 10: 'down', 20: 'up' } } as const;
    expect(outagesOf(attainmentOf(chain, told))).toEqual([[10, 20, 600, ['payments/probe']]]);
  });

  it('names all that is behind a service, each once', () => {
    const services = [
      service({ id: 'shop', dependsOn: [on('payments'), on('ledger')] }),
      service({ id: 'payments', dependsOn: [{ type: 'anyOf', services: ['ledger', 'cards'], atLeast: 1 }] }),
      service({ id: 'ledger' }),
      service({ id: 'cards' }),
      service({ id: 'search' }),
    ];
    const ids = services.map((it) => servicesBehind(it, catalogue({ services })).map(({ id }) => id));
    expect(ids).toEqual([['payments', 'ledger', 'cards'], ['ledger', 'cards'], [], [], []]);
  });

  it('ends where services depend on each other, and names nothing that is not in the catalogue', () => {
    const services = [
      service({ id: 'shop', dependsOn: [on('payments'), on('nowhere')] }),
      service({ id: 'payments', dependsOn: [on('ledger')] }),
      service({ id: 'ledger', dependsOn: [on('payments'), on('shop')] }),
    ];
    const ids = services.map((it) => servicesBehind(it, catalogue({ services })).map(({ id }) => id));
    expect(ids).toEqual([
      ['payments', 'ledger'],
      ['ledger', 'shop'],
      ['payments', 'shop'],
    ]);
  });
});

describe('a question', () => {
  const services = [service({ dependsOn: [on('payments')] }), service({ id: 'payments' }), service({ id: 'search' })];
  const [before, now] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 9, 20)];

  it('hears of the service itself and of what it depends on', () => {
    const [question] = currentAndPreviousQuestions([version({ services })], now);
    if (question === undefined) throw new Error('expected a question');
    const heard = ['checkout', 'payments', 'search'].filter((id) => hearsOf(question, [id]));
    expect(heard).toEqual(['checkout', 'payments']);
  });

  it('hears of each of several that the service depends on', () => {
    const needsBoth = [service({ dependsOn: [on('payments'), on('search')] }), ...services.slice(1)];
    const [question] = currentAndPreviousQuestions([version({ services: needsBoth })], now);
    if (question === undefined) throw new Error('expected a question');
    expect([hearsOf(question, ['search']), hearsOf(question, ['mail'])]).toEqual([true, false]);
  });

  it('hears of what it depended on under an earlier version of the catalogue', () => {
    const versions = [
      version({ services }),
      { ...version({ services: [service()], agreements: [agreement()], effectiveFrom: before + 1 }), publishedAt: 1 },
    ];
    const [, current] = currentAndPreviousQuestions(versions, now);
    if (current === undefined) throw new Error('expected a question');
    expect(hearsOf(current, ['payments'])).toBe(true);
    expect(hearsOf(current, ['search'])).toBe(false);
  });
});
