import { describe, expect, it } from 'vitest';
import { findingsOf, linted, messagesOf, shop, USUAL } from './linted.ts';

const SHOP = `
- { id: shop, name: Shop, monitors: [{ id: p }], dependsOn: [payments, hosting] }
- { id: payments, name: Payments }
- { id: hosting, name: Hosting }`;

const PAYMENTS = `- { id: paystream, kind: supplier, customer: Paystream, ${USUAL}, targets: [{ kind: availability, target: 99.9 }], services: [payments] }`;
const HOSTING = `- { id: hosting-team, kind: ola, customer: Hosting team, ${USUAL}, targets: [{ kind: availability, target: 99.93 }], services: [hosting] }`;

function sla(target: string): string {
  return `- { id: acme, kind: sla, customer: Acme, ${USUAL}, targets: [{ kind: availability, target: ${target} }], services: [shop] }`;
}

function unsupported(services: string, ...agreements: string[]): string[] {
  return messagesOf('promise-not-supported', shop({ services, agreements: agreements.join('\n') }));
}

describe('a promise rests on what others have promised', () => {
  it('of services that all have to work, the product: 99.9 % × 99.93 % is 99.83007 %', () => {
    expect(unsupported(SHOP, sla('99.95'), PAYMENTS, HOSTING)).toEqual([
      'You promise 99.95 % of "shop", your suppliers allow at most 99.83 %',
    ]);
    expect(unsupported(SHOP, sla('99.8301'), PAYMENTS, HOSTING)).toEqual([
      'You promise 99.8301 % of "shop", your suppliers allow at most 99.8300 %',
    ]);
    expect(unsupported(SHOP, sla('99.83007'), PAYMENTS, HOSTING)).toEqual([]);
  });

  it('and says whom it rests on', () => {
    const text = shop({ services: SHOP, agreements: [sla('99.95'), PAYMENTS, HOSTING].join('\n') });
    expect(linted(text).find(({ lint }) => lint === 'promise-not-supported')?.why).toBe(
      'with paystream, hosting-team kept exactly and nothing else failing, "acme" is missed all the same',
    );
  });

  it('of what nobody has promised, nothing: it may always be up', () => {
    expect(unsupported(SHOP, sla('99.9'), PAYMENTS)).toEqual([]);
    expect(unsupported(SHOP, sla('99.91'), PAYMENTS)).toHaveLength(1);
    expect(unsupported(SHOP, sla('100'))).toEqual([]);
  });

  it('of two promises on the same service, the better one', () => {
    const better = PAYMENTS.replace('paystream', 'paystream-gold').replace('99.9 ', '99.99 ');
    expect(unsupported(SHOP, sla('99.95'), PAYMENTS, better)).toEqual([]);
  });

  it('of a service that somebody promises whole, that promise, whatever stands behind it', () => {
    const whole = PAYMENTS.replace('services: [payments]', 'services: [shop]');
    expect(unsupported(SHOP, sla('99.9'), whole, HOSTING.replace('99.93', '90'))).toEqual([]);
    expect(unsupported(SHOP, sla('99.95'), whole)).toEqual([
      'You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
    ]);
  });

  it('of what is reached on two ways, once', () => {
    const diamond = `
- { id: shop, name: Shop, dependsOn: [web, api] }
- { id: web, name: Web, dependsOn: [payments] }
- { id: api, name: API, dependsOn: [payments] }
- { id: payments, name: Payments }`;
    expect(unsupported(diamond, sla('99.9'), PAYMENTS)).toEqual([]);
  });

  it('of what stands further behind, too', () => {
    const chain = `
- { id: shop, name: Shop, dependsOn: [web] }
- { id: web, name: Web, dependsOn: [payments] }
- { id: payments, name: Payments }`;
    expect(unsupported(chain, sla('99.9'), PAYMENTS)).toEqual([]);
    expect(unsupported(chain, sla('99.95'), PAYMENTS)).toEqual([
      'You promise 99.95 % of "shop", your suppliers allow at most 99.90 %',
    ]);
  });

  it('of availability alone', () => {
    const coverage = (agreement: string) => agreement.replace('kind: availability', 'kind: coverage');
    expect(unsupported(SHOP, coverage(sla('99.95')), PAYMENTS)).toEqual([]);
    expect(unsupported(SHOP, sla('99.95'), coverage(PAYMENTS))).toEqual([]);
  });

  it('only while both agreements hold', () => {
    expect(
      unsupported(SHOP, sla('99.95'), PAYMENTS.replace('from: 2026-01-01', 'from: 2025-01-01, to: 2026-01-01')),
    ).toEqual([]);
  });

  it('of customers and for suppliers, nothing', () => {
    expect(unsupported(SHOP, sla('99.95'), PAYMENTS.replace('kind: supplier', 'kind: sla'))).toEqual([]);
    expect(unsupported(SHOP, sla('99.95').replace('kind: sla', 'kind: supplier'), PAYMENTS)).toEqual([]);
    expect(unsupported(SHOP, sla('99.95').replace('kind: sla', 'kind: ola'), PAYMENTS)).toHaveLength(1);
  });
});

describe('what an internal team promises', () => {
  const web = HOSTING.replace('hosting-team', 'web-team').replace('[hosting]', '[shop]').replace('99.93', '99.95');

  it('rests on what the teams behind other services promise', () => {
    expect(unsupported(SHOP, web, HOSTING)).toEqual([
      'You promise 99.95 % of "shop", your suppliers allow at most 99.93 %',
    ]);
  });

  it('rests neither on itself nor on what others promise of the same services', () => {
    expect(unsupported(SHOP, web.replace('[shop]', '[shop, hosting]'), HOSTING)).toEqual([]);
    expect(unsupported(SHOP, web, HOSTING.replace('[hosting]', '[shop]'))).toEqual([]);
  });

  it('rests on no customer', () => {
    expect(unsupported(SHOP, web, HOSTING.replace('kind: ola', 'kind: sla'))).toEqual([]);
  });
});

describe('of services that can stand in for each other', () => {
  const dns = (atLeast: number) => `
- { id: shop, name: Shop, dependsOn: [{ anyOf: [dns-a, dns-b, dns-c], atLeast: ${atLeast} }] }
- { id: dns-a, name: A }
- { id: dns-b, name: B }
- { id: dns-c, name: C }`;
  const each = `- { id: dns, kind: supplier, customer: DNS, ${USUAL}, targets: [{ kind: availability, target: 90 }], services: [dns-a, dns-b, dns-c] }`;

  it('one of three at 90 %: all three are down 0.1 × 0.1 × 0.1 of the time, 99.9 % is left', () => {
    expect(unsupported(dns(1), sla('99.9'), each)).toEqual([]);
    expect(unsupported(dns(1), sla('99.901'), each)).toHaveLength(1);
  });

  it('two of three: 3 × 0.9² × 0.1 + 0.9³ = 0.243 + 0.729, 97.2 %', () => {
    expect(unsupported(dns(2), sla('97.2'), each)).toEqual([]);
    expect(unsupported(dns(2), sla('97.3'), each)).toEqual([
      'You promise 97.3 % of "shop", your suppliers allow at most 97.20 %',
    ]);
  });

  it('three of three: 0.9³, 72.9 %', () => {
    expect(unsupported(dns(3), sla('72.9'), each)).toEqual([]);
    expect(unsupported(dns(3), sla('73'), each)).toHaveLength(1);
  });

  const pairs = (one: string, other: string) => `
- { id: shop, name: Shop, dependsOn: [web, api] }
- { id: web, name: Web, dependsOn: [{ anyOf: [${one}] }] }
- { id: api, name: API, dependsOn: [{ anyOf: [${other}] }] }
${['a', 'b', 'bc', 'ab', 'c'].map((id) => `- { id: ${id}, name: ${id} }`).join('\n')}`;
  const all = each.replace('dns-a, dns-b, dns-c', 'a, b, bc, ab, c');

  it('two groups that are both needed, the product: 0.99² is 98.01 %', () => {
    expect(unsupported(pairs('a, bc', 'ab, c'), sla('98.01'), all)).toEqual([]);
    const text = shop({ services: pairs('a, bc', 'ab, c'), agreements: `${sla('98.02')}\n${all}` });
    expect(findingsOf('promise-not-supported', text).map(({ message, why }) => [message, why])).toEqual([
      [
        'You promise 98.02 % of "shop", your suppliers allow at most 98.01 %',
        'with dns kept exactly and nothing else failing, "acme" is missed all the same',
      ],
    ]);
  });

  it('one group that is reached on two ways, once, in whatever order it is written', () => {
    expect(unsupported(pairs('a, b', 'b, a'), sla('99'), all)).toEqual([]);
  });
});
