import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleSignals } from '../../examples/generate-signals.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { computeAttainments, foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { signalTime } from '../../shared/domain/normalise.ts';
import { lintPromises } from '../../shared/domain/promises/lint-promises.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import { parseSignalLines } from '../../shared/sources/signals/signal-lines.ts';

const catalogue = parseCatalogue(readFileSync('examples/catalogue.yaml', 'utf8'), { file: 'examples/catalogue.yaml' });
const versions = [{ hash: 'example', publishedAt: 0, catalogue }];
const text = readFileSync('examples/signals.ndjson', 'utf8');
const signals = parseSignalLines(text);
const folded = foldSignals(
  versions,
  signals.map((signal) => ({ signal })),
);

function month(period: string): Attainment[] {
  return computeAttainments(versions, folded, { period, now: parseInstant('2026-11-19T12:00:00Z') });
}

function verdicts(period: string, agreement: string): Record<string, string> {
  const results = month(period).filter((it) => it.agreement === agreement);
  return Object.fromEntries(results.map(({ service, verdict }) => [service, verdict]));
}

function attainment(period: string, agreement: string, service: string): Attainment {
  const found = month(period).find((it) => it.agreement === agreement && it.service === service);
  if (found === undefined) throw new Error(`nothing for ${service} under ${agreement}`);
  return found;
}

const MINUTE = 60_000;

describe('the example catalogue', () => {
  it('holds six services, two customers, a supplier, two zones, and nothing that check warns of', () => {
    expect(catalogue.services).toHaveLength(6);
    expect(catalogue.agreements.map(({ kind, customer }) => `${kind} ${customer}`)).toEqual([
      'sla Acme',
      'sla Borealis',
      'supplier Paystream',
    ]);
    expect(new Set(catalogue.agreements.map(({ timeZone }) => timeZone))).toEqual(
      new Set(['Europe/Berlin', 'America/New_York']),
    );
    const findings = lintPromises(catalogue, { now: Date.UTC(2026, 10, 19) });
    expect(findings.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

describe('the example signals', () => {
  it('are what the script generates', () => {
    expect(exampleSignals()).toBe(text);
  });

  it('fit in 2 MB and cover three months and a few days', () => {
    expect(statSync('examples/signals.ndjson').size).toBeLessThan(2_000_000);
    const times = signals.filter(({ kind }) => kind === 'heartbeat').map(signalTime);
    expect(new Date(Math.min(...times)).toISOString().slice(0, 10)).toBe('2026-07-31');
    expect(new Date(Math.max(...times)).toISOString().slice(0, 10)).toBe('2026-11-19');
  });

  it('find a place in the catalogue, every one', () => {
    expect(folded.unmapped).toEqual([]);
  });

  it('hold every kind of signal', () => {
    expect(new Set(signals.map(({ kind }) => kind))).toEqual(
      new Set(['state', 'incident', 'maintenance', 'count', 'heartbeat']),
    );
  });

  it('come late and twice, in places', () => {
    const lines = text.trimEnd().split('\n');
    expect(lines.length - new Set(lines).size).toBeGreaterThan(10);
    // A failure at the end of October that arrives on 2 November, after 40 hours of later beats.
    const late = lines.findIndex((line) => line.includes('"state":"down","at":"2026-10-31T21:41:00.000Z"'));
    expect(lines.slice(0, late).findLast((line) => line.includes('"heartbeat"'))).toContain('"at":"2026-11-02T13:');
  });
});

describe('October of the example shop', () => {
  it('meets 5 of 6 targets of Acme; checkout misses its own by 83 minutes', () => {
    expect(verdicts('2026-10', 'acme-2026')).toEqual({
      storefront: 'met',
      checkout: 'missed',
      login: 'met',
      payments: 'met',
      search: 'met',
      reporting: 'met',
    });
    // Down from 13:02:10 to 15:10:00; a month of 44,700 minutes allows a thousandth, 44 min 42 s.
    const [target] = attainment('2026-10', 'acme-2026', 'checkout').targets;
    expect(target).toMatchObject({ allowedMs: 2_682_000, usedMs: 7_670_000, remainingMs: -4_988_000 });
  });

  it('counts probe, alert and alarm of one outage once, and puts it to the supplier too', () => {
    const { outages } = attainment('2026-10', 'acme-2026', 'checkout');
    expect(outages).toMatchObject([{ countedMs: 7_670_000, monitors: ['checkout-alerts', 'checkout-probe'] }]);
    expect(verdicts('2026-10', 'paystream-2026')).toEqual({ payments: 'missed' });
  });

  it('keeps the supplier to one outage longer than 15 minutes, though it misses its availability', () => {
    // Down from 13:00:20 to 15:09:10, and three times for some minutes.
    expect(attainment('2026-10', 'paystream-2026', 'payments').targets).toMatchObject([
      { kind: 'availability', verdict: 'missed' },
      { kind: 'outages', verdict: 'met', atMost: 1, count: 1 },
      { kind: 'restore' },
    ]);
  });

  it('has the supplier restore late: 126 minutes from the detection at 13:04, where 2 hours are promised', () => {
    expect(attainment('2026-10', 'paystream-2026', 'payments').targets[2]).toMatchObject({
      kind: 'restore',
      verdict: 'missed',
      total: 1,
      late: 1,
      incidents: [{ incident: 'INC-2031', usedMs: 126 * MINUTE, allowedMs: 120 * MINUTE, state: 'late' }],
    });
  });

  it('owes Acme a credit for checkout, and none for what was met', () => {
    // 4,988 s beyond what is allowed are 83 min: three started half hours. 99.71 % is below no tier.
    expect(attainment('2026-10', 'acme-2026', 'checkout').credit).toEqual({
      state: 'due',
      currency: 'EUR',
      amount: 15_000,
      tier: null,
      units: 3,
      cappedBy: null,
      claimBy: '2026-11-30T23:00:00.000Z',
    });
    expect(attainment('2026-10', 'acme-2026', 'payments').credit).toMatchObject({ state: 'none', amount: 0 });
  });

  it('does not call search measured for Borealis, whose office hours a dead feed fell into', () => {
    const search = attainment('2026-10', 'borealis-2026', 'search');
    expect(search.verdict).toBe('notMeasured');
    expect(search.notKnown).toMatchObject([{ cause: 'feedSilent' }]);
  });

  it('does not count a failure inside maintenance that was announced in time', () => {
    expect(attainment('2026-10', 'acme-2026', 'search').notCounted).toMatchObject([
      { class: 'maintenance', reason: 'Reindexing', ms: 60 * MINUTE, badMs: 35 * MINUTE },
    ]);
  });

  it('counts nothing as maintenance that was cancelled', () => {
    expect(attainment('2026-10', 'acme-2026', 'checkout').ms.maintenance).toBe(0);
  });

  it('takes the silence of an alarm that never went off for up', () => {
    const { ms, assumedAlive } = attainment('2026-10', 'acme-2026', 'reporting');
    expect(ms).toMatchObject({ up: ms.period, unknown: 0 });
    expect(assumedAlive).toEqual(['cloudwatch']);
  });
});

describe('September of the example shop', () => {
  it('counts maintenance that was announced on the day', () => {
    expect(attainment('2026-09', 'acme-2026', 'login').ms.maintenance).toBe(0);
    expect(verdicts('2026-09', 'borealis-2026')).toEqual({ login: 'missed', search: 'met' });
  });

  it('leaves out the exercise that Acme approved, for Acme alone', () => {
    expect(attainment('2026-09', 'acme-2026', 'login').notCounted).toMatchObject([
      { class: 'excluded', ms: 60 * MINUTE, badMs: 17.5 * MINUTE },
    ]);
    expect(attainment('2026-09', 'borealis-2026', 'login').notCounted).toEqual([]);
  });
});

describe('the current month of the example shop', () => {
  it('is not empty', () => {
    expect(verdicts('2026-11', 'acme-2026')).toMatchObject({ storefront: 'met', checkout: 'met' });
    expect(attainment('2026-11', 'acme-2026', 'storefront').outages.length).toBeGreaterThan(0);
  });
});
