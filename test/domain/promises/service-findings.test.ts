import { describe, expect, it } from 'vitest';
import { findingsOf, messagesOf, shop, USUAL } from './linted.ts';

const SEARCH = '- { id: search, name: Search, monitors: [{ id: a }] }';

/** A catalogue with a search that is agreed on, and one service more after it. */
function withService(service: string, more = ''): string {
  const agreements = `- { id: acme, kind: sla, customer: Acme, ${USUAL}, services: [search], targets: [{ kind: availability, target: 99 }] }`;
  return shop({ services: `${SEARCH}\n${service}`, agreements, more });
}

const FINE = '- { id: shop, name: Shop, monitors: [{ id: p }] }';

describe('a source that anyone may send to', () => {
  const source = (auth: string) => `sources: [{ id: probes, type: generic, auth: ${auth} }]`;

  it('is named with the key that says so', () => {
    expect(findingsOf('open-source', withService(FINE, source('{ type: open }')))).toEqual([
      {
        level: 'warning',
        lint: 'open-source',
        path: ['sources', 0, 'auth'],
        message: 'Source "probes" is open: the local runtime takes its webhooks from anyone, AWS refuses to deploy it',
        why: 'whoever finds the address can make a service look up or down',
        advice: 'ask for a secret with auth of type bearer, basic or hmac before you deploy',
      },
    ]);
  });
});

describe('a service', () => {
  it('that nobody watches is named', () => {
    expect(findingsOf('unwatched-service', withService('- { id: shop, name: Shop }'))).toEqual([
      {
        level: 'warning',
        lint: 'unwatched-service',
        path: ['services', 1, 'id'],
        message: 'Service "shop" has no monitor: its time is unknown',
        why: 'no target on it can ever be called met',
        advice: 'add a monitor, or what it depends on',
      },
    ]);
  });

  it('is known by what it depends on', () => {
    expect(findingsOf('unwatched-service', withService('- { id: shop, name: Shop, dependsOn: [search] }'))).toEqual([]);
  });

  it('that nobody agreed on is named', () => {
    expect(findingsOf('unagreed-service', withService(FINE))).toEqual([
      {
        level: 'warning',
        lint: 'unagreed-service',
        path: ['services', 1, 'id'],
        message: 'Service "shop" is in no agreement',
        why: 'whatever is known of it appears on no page and in no report',
        advice: 'agree on it, let a service depend on it, or take it out',
      },
    ]);
  });

  it('is there for the agreed one that depends on it, not for one that nobody agreed on', () => {
    const services = `
- { id: shop, name: Shop, dependsOn: [hosting] }
- { id: hosting, name: Hosting, monitors: [{ id: p }] }`;
    expect(messagesOf('unagreed-service', withService(services))).toEqual([
      'Service "shop" is in no agreement',
      'Service "hosting" is in no agreement',
    ]);
    expect(
      messagesOf('unagreed-service', withService(services).replace('services: [search]', 'services: [search, shop]')),
    ).toEqual([]);
  });

  it('that is promised to somebody has an owner; only then that matters', () => {
    const owned = '- { id: shop, name: Shop, owner: { name: Kim, email: kim@example.com }, monitors: [{ id: p }] }';
    const text = withService(`${owned}\n- { id: hosting, name: Hosting, monitors: [{ id: p }] }`);
    expect(findingsOf('no-owner', text.replace('services: [search]', 'services: [shop, search]'))).toEqual([
      {
        level: 'info',
        lint: 'no-owner',
        path: ['services', 0, 'id'],
        message: 'Service "search" has no owner',
        why: 'its improvement items go to Mara, who owns whatever nobody else does',
        advice: 'name an owner',
      },
    ]);
  });
});

describe('a monitor that none of the signals is for', () => {
  const source = 'sources: [{ id: probes, type: generic, auth: { type: bearer, secret: s }, silenceMeans: up }]';

  function unheard(monitor: string) {
    const monitors = `- { id: shop, name: Shop, monitors: [{ id: p }, ${monitor}] }`;
    return findingsOf('unheard-monitor', withService(monitors, source), { heard: new Set(['search/a', 'shop/p']) });
  }

  const silent = {
    level: 'warning',
    lint: 'unheard-monitor',
    path: ['services', 1, 'monitors', 1, 'id'],
    message: 'Monitor "shop/q" picks none of the signals (job=web, zone=eu)',
    why: 'its time is unknown, and the targets on its service not measured',
    advice: 'compare its source and match with what the source sends (attain parse), or take it out',
  };

  it('is unknown', () => {
    expect(unheard('{ id: q, match: { job: web, zone: eu } }')).toEqual([silent]);
  });

  it('looks up if its silence means so', () => {
    const why = 'its silence counts as up, whether all is well or its labels are mistyped';
    expect(unheard('{ id: q, source: probes, match: { job: web, zone: eu } }')).toEqual([{ ...silent, why }]);
  });
});

describe('monitors that pick the same signals', () => {
  const sources = `sources:
  - { id: eu, type: generic, auth: { type: bearer, secret: s } }
  - { id: us, type: generic, auth: { type: bearer, secret: t } }`;

  function shared(one: string, other: string) {
    const monitors = `- { id: shop, name: Shop, monitors: [{ id: p, ${one} }, { id: q, ${other} }] }`;
    return findingsOf('shared-signals', withService(monitors, sources));
  }

  it('are named at the second of them', () => {
    expect(shared('match: { job: web }', 'match: { job: web, zone: eu }')).toEqual([
      {
        level: 'warning',
        lint: 'shared-signals',
        path: ['services', 1, 'monitors', 1, 'match'],
        message: 'Monitors "shop/p" and "shop/q" pick the same signals: each counts for both',
        why: 'one outage is counted for both services, or twice in a roll-up that counts monitors',
        advice: 'add a label to match, or a source, that tells them apart',
      },
    ]);
  });

  it.each([
    ['the same source', 'source: eu, match: { job: web }', 'source: eu, match: { job: web }', 1],
    ['any source and one of them', 'match: { job: web }', 'source: eu, match: { job: web }', 1],
    ['one source and any', 'source: eu, match: { job: web }', 'match: { job: web }', 1],
    ['two sources', 'source: eu, match: { job: web }', 'source: us, match: { job: web }', 0],
    ['labels of which only some are the same', 'match: { job: web, zone: eu }', 'match: { job: web, zone: us }', 0],
  ])('by %s', (_, one, other, count) => {
    expect(shared(one, other)).toHaveLength(count);
  });
});
