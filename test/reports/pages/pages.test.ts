import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Waterfall } from '../../../shared/domain/waterfall.ts';
import { deliveryPage } from '../../../shared/reports/pages/delivery.ts';
import { improvementsPage } from '../../../shared/reports/pages/improvements.ts';
import { overviewPage } from '../../../shared/reports/pages/overview.ts';
import { CONTENT_SECURITY_POLICY } from '../../../shared/reports/pages/page-style.ts';
import { errorPage, notFoundPage } from '../../../shared/reports/pages/problem.ts';
import { quarantinePage } from '../../../shared/reports/pages/quarantine.ts';
import { servicePage } from '../../../shared/reports/pages/service.ts';
import { sourcesPage } from '../../../shared/reports/pages/sources.ts';
import { buildAttainment, reclassification } from '../../support/attainment-builder.ts';
import { expectSoundHtml, tags, textOf } from '../../support/html-rules.ts';
import { NOW, OVERVIEW, QUARANTINED, SERVICE, WEBHOOK } from '../../support/page-samples.ts';
import { improvement } from '../../support/report-samples.ts';

const organization = 'Example Commerce';
const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

const pages = {
  overview: overviewPage(OVERVIEW),
  'empty overview': overviewPage({ organization: undefined, now: NOW, agreements: [], silent: true }),
  service: servicePage(SERVICE),
  quarantine: quarantinePage({ organization, items: QUARANTINED }),
  'empty quarantine': quarantinePage({ organization, items: [] }),
  'older quarantine': quarantinePage({ organization, items: QUARANTINED, isOlder: true, next: '2026-10-14#a' }),
  improvements: improvementsPage({ organization, now: NOW, items: [improvement()] }),
  'not found': notFoundPage(),
  error: errorPage({ message: 'The period "2026-13" does not exist.', reference: '1-67a2c0de' }),
  'hostile overview': overviewPage({
    organization: evil,
    now: NOW,
    silent: true,
    webhook: { ...WEBHOOK, url: `https://a.example.com/${evil}`, secret: evil, monitor: evil },
    agreements: OVERVIEW.agreements.map((it) => ({
      ...it,
      customer: evil,
      services: it.services.map((service) => ({ ...service, id: evil, name: evil })),
      closed: it.closed && {
        period: { name: evil },
        services: it.closed.services.map((service) => ({ ...service, name: evil })),
      },
    })),
  }),
  'hostile service': servicePage({
    ...SERVICE,
    service: { id: evil, name: evil },
    agreement: { id: evil, customer: evil, kind: 'ola' },
    improvements: [
      improvement({
        id: evil,
        title: evil,
        owner: { name: evil, email: evil },
        evidence: [{ period: evil, allowedMs: 1, usedMs: 2, link: 'javascript:alert(1)' }],
      }),
    ],
    previous: evil,
    catalogue: evil,
  }),
  'hostile quarantine': quarantinePage({
    organization: evil,
    items: [{ receivedAt: NOW, source: evil, reason: evil, detail: evil, delivery: evil }],
  }),
  sources: sourcesPage({ organization, sources: [], unmatchedGroups: [], isQuarantineCut: false }),
  'hostile sources': sourcesPage({
    organization: evil,
    sources: [
      {
        source: evil,
        type: evil,
        state: 'silent',
        seen: { receivedAt: 0, noted: { reason: evil, detail: evil } },
        refusals: [{ at: 0, reason: evil }],
        poll: { failed: { at: 0, reason: evil }, failingSince: 0, failingMs: 1, failures: 2 },
        quarantined: 1,
        forgotten: [],
        longOpen: [],
        orphans: [],
        relabelled: [{ service: evil, monitor: evil, from: evil, to: evil, openSince: 0, openedAt: 1 }],
      },
    ],
    unmatchedGroups: Array.from({ length: 26 }, () => ({
      source: evil,
      why: evil,
      labels: { [evil]: evil },
      streams: 2,
      count: 2,
      first: NOW,
      last: NOW,
      examples: [evil],
    })),
    isQuarantineCut: true,
  }),
  delivery: deliveryPage({
    organization,
    name: QUARANTINED[0]?.delivery ?? '',
    source: 'alertmanager-eu',
    receivedAt: NOW,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"alerts":[]}'),
    setAside: [{ reason: 'truncated', detail: 'its sender left 3 alerts out', isSettled: false }],
  }),
  'empty delivery': deliveryPage({
    organization: undefined,
    name: '',
    source: '',
    receivedAt: NOW,
    headers: {},
    body: Buffer.alloc(0),
    setAside: [],
  }),
  'hostile delivery': deliveryPage({
    organization: evil,
    name: evil,
    source: evil,
    receivedAt: NOW,
    headers: { [evil]: evil },
    query: evil,
    body: Buffer.from([...Buffer.from(`</pre>${evil}\u202e\0`), 0xff]),
    setAside: Array.from({ length: 101 }, () => ({ reason: evil, detail: evil.repeat(100), isSettled: true })),
  }),
  'hostile problem': notFoundPage({ what: evil }) && errorPage({ message: evil, reference: evil, organization: evil }),
};

describe.each(Object.entries(pages))('the page %s', (_, html) => {
  it('is sound HTML with landmarks and a way past the navigation', () => {
    expectSoundHtml(html);
    expect(html).toContain('<a class="skip" href="#main">');
    expect(html).toContain('<main id="main"');
    expect(html).toContain('<header class="top">');
    expect(tags(html).filter((tag) => tag.startsWith('<table')).length).toBe(html.match(/<caption>/g)?.length ?? 0);
  });

  it('obeys its own content security policy', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(CONTENT_SECURITY_POLICY).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(
      tags(html).filter((tag) => / style="/.test(tag.replace(/="[^"]*"/g, (it) => (it.includes('style=') ? '' : it)))),
    ).toEqual([]);
  });

  it('leads only to this site', () => {
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');
    expect(addresses.filter((it) => !/^[/#]/.test(it) || it.startsWith('//'))).toEqual([]);
  });
});

describe('the overview', () => {
  const text = textOf(pages.overview);

  it('says period, days left and the count of targets', () => {
    expect(text).toContain('Acme: October 2026 SLA acme-2026 · day 18 of 31, 13 days left · Europe/Berlin');
    expect(text).toContain('So far: 5 of 6 targets within budget; Checkout API missed by 83 min.');
    expect(text).toContain('Report of September 2026 : 5 of 6 targets met; Checkout API missed by 83 min.');
    expect(pages.overview).toContain('href="/reports/acme-2026/2026-09"');
  });

  it('says verdict and budget in words', () => {
    expect(text).toContain('128 of 44 min used, over by 83 min Unknown 0 min Verdict Missed by 83 min');
    expect(text).toContain('11 of 44 min used, 33 min left Unknown 0 min Verdict Within budget');
    expect(text).toContain('99.328–100.000 %');
    expect(text).toContain('No data yet');
  });

  it('says what is down now, and since when', () => {
    const outage = { start: '2026-10-18T13:02:00Z', end: null, countedMs: 1_680_000, monitors: ['probe'] };
    const down = buildAttainment({ service: 'checkout', down: 28, outages: [outage] });
    const [agreement] = OVERVIEW.agreements;
    if (agreement === undefined) throw new Error('expected an agreement');
    const agreements = [{ ...agreement, services: [{ id: 'checkout', name: 'Checkout API', attainment: down }] }];
    expect(textOf(overviewPage({ ...OVERVIEW, agreements }))).toContain('Checkout API Down since 18 Oct 15:02 CEST');
    expect(text).not.toContain('Down since');
  });

  it('says where a running period leads, beside the availability that it is of', () => {
    const forecast = { lostAt: '2026-10-25T10:00:00.000Z', bestPercent: '99.93', leftMs: 699_000, burning: [] };
    const running = {
      ...buildAttainment({ service: 'checkout', down: 33 }),
      until: '2026-10-18T13:30:00.000Z',
      forecast,
    };
    const [first] = OVERVIEW.agreements;
    if (first === undefined) throw new Error('expected an agreement');
    const agreements = [{ ...first, services: [{ id: 'checkout', name: 'Checkout API', attainment: running }] }];
    const sentence =
      'At this pace October is lost on the 25th; if all stays up from now it ends at 99.93 %; you may be down 11 more minutes.';
    expect(textOf(overviewPage({ ...OVERVIEW, agreements }))).toContain(sentence);
    expect(textOf(servicePage({ ...SERVICE, attainment: running }))).toContain(sentence);
    expect(text).not.toContain('At this pace');
  });

  it('says nothing of where it leads while it holds: that stands on the page of the service', () => {
    const forecast = { lostAt: null, bestPercent: '99.99', leftMs: 2_600_000, burning: [] };
    const holding = { ...buildAttainment({ service: 'checkout' }), until: '2026-10-18T13:30:00.000Z', forecast };
    const [first] = OVERVIEW.agreements;
    if (first === undefined) throw new Error('expected an agreement');
    const agreements = [{ ...first, services: [{ id: 'checkout', name: 'Checkout API', attainment: holding }] }];
    expect(textOf(overviewPage({ ...OVERVIEW, agreements }))).not.toContain('At this pace');
    expect(textOf(servicePage({ ...SERVICE, attainment: holding }))).toContain('At this pace October holds');
  });

  it('leads to the service under its agreement and period', () => {
    expect(pages.overview).toContain('href="/services/checkout?agreement=acme-2026&amp;period=2026-10"');
  });

  it('shows how to send a first signal while there is nothing', () => {
    const empty = textOf(
      overviewPage({ organization, now: NOW, agreements: OVERVIEW.agreements, silent: true, webhook: WEBHOOK }),
    );
    expect(empty).toContain('curl http://localhost:4400/webhooks/probes');
    expect(empty).toContain(`"monitor":"checkout-probe","state":"down","at":"${NOW}"`);
    expect(empty).toContain('The bearer secret is attain/probes in Secrets Manager');
    expect(text).not.toContain('curl');
  });
});

describe('the service page', () => {
  const text = textOf(pages.service);

  it('accounts for every minute of the period', () => {
    // 44,700 = 180 maintenance + 240 unknown + 128 down + 95 degraded + 44,057 up
    for (const row of [
      'Maintenance Time 180 min',
      'Unknown Time 240 min',
      'Down Time 128 min',
      'Degraded Time 95 min',
      'Up Time 44,057 min',
      'Sum Time 44,700 min',
    ]) {
      expect(text).toContain(row);
    }
  });

  it('leads from an outage to why it counts', () => {
    expect(pages.service).toContain(
      'href="/services/checkout?agreement=acme-2026&amp;period=2026-10&amp;at=2026-10-14T',
    );
  });

  it('lists outages, what is left out and what is unknown', () => {
    expect(text).toContain('14 Oct 09:12–11:13 CEST Counted 121 min Of the budget 273.26 % Seen by payment-provider');
    expect(text).toContain(
      '20 Oct 02:00–05:00 CEST Left out 180 min Why Announced maintenance: CHG-7; 12 min of it down or degraded',
    );
    expect(text).toContain('11 Oct 04:10–08:10 CEST Unknown 240 min Why The monitoring feed was silent');
    expect(text).toContain('Assumed alive throughout, as no heartbeat is declared: grafana.');
  });

  it('names the correction behind an outage, and the time up that was degraded', () => {
    const [outage] = SERVICE.attainment.outages;
    if (outage === undefined) throw new Error('expected an outage');
    const [start, end] = ['2026-10-20T10:00:00Z', '2026-10-20T10:05:00Z'];
    const corrections = [reclassification({ start, end })];
    const outages = [outage, { start, end, countedMs: 300_000, monitors: [] }];
    const waterfall: Waterfall = {
      ...{ periodMs: 3_600_000, leftOut: [], agreedMs: 3_600_000, downtime: [], upMs: 3_600_000, outages: [] },
      countedAsUp: [{ class: 'degraded', ms: 300_000, intervals: [{ start, end, ms: 300_000 }] }],
    };
    const attainment = { ...SERVICE.attainment, outages, corrections };
    const shown = textOf(servicePage({ ...SERVICE, attainment, waterfall }));
    expect(shown).toMatch(/20 Oct 12:00–12:05 CEST Counted 5 min Of the budget [^ ]+ % Seen by correction COR-1/);
    expect(shown).toContain('Of which degraded, counted as up');
    expect(text).not.toContain('Of which');
  });

  it('names alerts that were left open, outages that were reopened, and how finely monitors see', () => {
    const [outage] = SERVICE.attainment.outages;
    if (outage === undefined) throw new Error('expected an outage');
    const { countedMs, monitors } = outage;
    const again = { start: '2026-10-14T09:17:00Z', end: '2026-10-14T09:20:00Z', countedMs, monitors };
    const left = ['11', '12', '13', '14'].map((day) => ({
      monitor: 'alerts',
      start: `2026-10-${day}T18:00:00Z`,
      end: `2026-10-${day}T19:00:00Z`,
    }));
    const attainment = { ...SERVICE.attainment, outages: [outage, again], notRepeated: left };
    const shown = textOf(servicePage({ ...SERVICE, attainment, monitors: [{ id: 'probe', everyMs: 60_000 }] }));
    // The outage before ended at 11:13, local time.
    expect(shown).toContain('14 Oct 11:17–11:20 CEST reopened after 4 min');
    expect(shown).toContain('Down again within 15 min of being up: 1 of 2 outages.');
    expect(shown).toContain(
      'Alerts left open that nobody repeated or ended, so unknown: alerts 11 Oct 20:00–21:00 CEST; ' +
        'alerts 12 Oct 20:00–21:00 CEST; alerts 13 Oct 20:00–21:00 CEST; 1 more.',
    );
    expect(shown).toContain('Resolution: probe looks every 1 min');
    expect(text).not.toMatch(/reopened|Down again|left open|Resolution/);
  });

  it('says the timeline in words', () => {
    expect(text).toContain(
      'Up but for 180 min maintenance, 240 min unknown, 128 min down and 95 min degraded. 2 outages, listed below.',
    );
  });

  it('leads to the periods before and after and to the other agreement', () => {
    expect(pages.service).toContain('href="/services/checkout?agreement=acme-2026&amp;period=2026-09" rel="prev"');
    expect(pages.service).toContain('href="/services/checkout?agreement=acme-2026&amp;period=2026-11" rel="next"');
    expect(text).toContain('Under Globex (globex-2026)');
  });

  it('prints the formula, the method and the hashes in full', () => {
    expect(text).toContain('(44,280 min - 128 min) ÷ 44,280 min = 99.71 %');
    expect(text).toContain(`contract, sha256 ${SERVICE.attainment.methodHash}`);
  });
});

describe('the service page under an agreement with credits', () => {
  const none = { currency: 'EUR', tier: null, units: 0, cappedBy: null, claimBy: '2026-11-30T23:00:00.000Z' } as const;
  const due = { ...none, state: 'due', amount: 50_000 } as const;

  it('says what is due', () => {
    const attainment = { ...SERVICE.attainment, credit: due };
    expect(textOf(servicePage({ ...SERVICE, attainment }))).toContain(
      'Service credit due: EUR 500.00, claim by 30 Nov 2026.',
    );
  });

  it('says while an outage lasts what it would cost to go on', () => {
    const exposure = {
      agreement: 'acme-2026',
      service: 'checkout',
      period: '2026-10',
      from: '2026-10-18T13:30:00.000Z',
      to: '2026-10-18T13:50:00.000Z',
      downMs: 1_200_000,
      afterMs: 0,
      ifItEnds: { ...none, state: 'soFar', amount: 0 },
      ifItLasts: { ...none, state: 'soFar', amount: 50_000 },
    } as const;
    expect(textOf(servicePage({ ...SERVICE, exposure }))).toContain(
      'If the outage lasts 20 more minutes, the service credit is EUR 500.00; if it ended now, EUR 0.00.',
    );
  });
});

describe('the improvement page', () => {
  it('puts what is overdue first and says so', () => {
    const items = [
      improvement({ id: 'B' }),
      improvement({ id: 'A', dueAt: '2026-10-10T12:00:00Z' }),
      improvement({ id: 'C', state: 'closed' }),
    ];
    const text = textOf(improvementsPage({ organization, now: NOW, items }));
    expect(text).toContain('2 open items, 1 overdue.');
    expect(text).toMatch(/A What .* Overdue .* B What .* Open .* C What .* Closed/);
  });

  it('says below what was told what has become of it, and that nothing of it holds any more', () => {
    const [told] = improvement().evidence;
    if (told === undefined) throw new Error('expected evidence');
    const missed = { at: '2026-11-01T05:00:00Z', verdict: 'missed', allowedMs: 2_682_000, usedMs: 7_740_000 } as const;
    const met = { at: '2026-11-02T10:00:00Z', verdict: 'met', allowedMs: 2_682_000, usedMs: 660_000 } as const;
    const textWith = (...later: NonNullable<typeof told.later>) =>
      textOf(improvementsPage({ organization, now: NOW, items: [improvement({ evidence: [{ ...told, later }] })] }));
    expect(textWith(missed)).toMatch(
      /Oct 2026: 128 of 44 min used ?Since 1 Nov 2026 05:00 UTC: missed, 129 of 44 min used/,
    );
    expect(textWith(missed)).not.toContain('no longer holds');
    expect(textWith(missed, met)).toMatch(
      /missed, 129 of 44 min used ?Since 2 Nov 2026 10:00 UTC: met, 11 of 44 min used/,
    );
    expect(textWith(missed, met)).toMatch(/Open ?what it was raised for no longer holds/);
    expect(textWith({ at: met.at, verdict: 'notPromised' })).toContain('10:00 UTC: no longer promised');
    expect(textWith({ ...missed, cause: 'database' })).toContain('missed, now seen by database, 129 of 44 min used');
  });

  it('shows the last five of many changes', () => {
    const [told] = improvement().evidence;
    if (told === undefined) throw new Error('expected evidence');
    const later = [1, 2, 3, 4, 5, 6, 7].map(
      (day) =>
        ({ at: `2026-11-0${day}T10:00:00Z`, verdict: 'met', allowedMs: 2_682_000, usedMs: day * 60_000 }) as const,
    );
    const text = textOf(
      improvementsPage({ organization, now: NOW, items: [improvement({ evidence: [{ ...told, later }] })] }),
    );
    expect(text).toContain('2 earlier changes: see /api/improvements');
    expect(text).not.toContain('Since 2 Nov');
    expect(text).toContain('Since 3 Nov 2026 10:00 UTC: met, 3 of 44 min used');
  });

  it('names the setting that makes a source leave alerts out, and when it did', () => {
    const { owner, raisedAt, dueAt } = improvement();
    const item = {
      id: 'IMP-1',
      type: 'opportunity',
      state: 'open',
      owner,
      raisedAt,
      dueAt,
      title: 'am-eu leaves alerts out of what it sends',
      source: 'am-eu',
      cause: 'max_alerts of its webhook receiver: 0 sends all',
      evidence: [{ at: '2026-10-14T08:10:00Z', link: '/quarantine' }],
    } as const;
    const page = improvementsPage({ organization, now: NOW, items: [item] });
    expect(textOf(page)).toContain('sends max_alerts of its webhook receiver: 0 sends all');
    expect(page).toContain('<a href="/quarantine">14 Oct 2026 08:10 UTC</a>');
  });
});

describe('the not found page', () => {
  it('says what is not there', () => {
    expect(textOf(notFoundPage({ what: 'no service named "chekout"' }))).toContain('No service named "chekout".');
  });
});

describe('the page of sources', () => {
  it('shows the largest groups of what belongs to no service, how much is beside them, and that it counted a part', () => {
    const text = textOf(pages['hostile sources']);
    expect(text).toContain('52 streams in 26 groups, 52 parts in quarantine.');
    expect(text).toContain('And 2 streams in 1 group, 2 parts more. attain sources --json names all.');
    expect(text).toContain('More is in quarantine than is counted here: only the newest was looked at.');
    expect(textOf(pages.sources)).not.toContain('More is in quarantine');
  });

  it('has no place for answers where nobody is asked', () => {
    expect(textOf(pages['hostile sources'])).toContain('Last answer');
    expect(textOf(pages.sources)).not.toContain('Last answer');
  });
});
