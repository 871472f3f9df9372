import { describe, expect, it } from 'vitest';
import type { Agreement, Catalogue } from '../../shared/domain/catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { agreedAheadOf, classStretches, evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';

const HOUR = 3_600_000;
const DAY = '2026-10-14T00:00:00Z/2026-10-15T00:00:00Z';
const MIDNIGHT = parseInstant('2026-10-14T00:00:00Z');

/** The first question of a period as it is asked at an instant, and all that is known for it. */
function asked(versions: readonly CatalogueVersion[], period: string, now: string, signals: readonly Signal[] = []) {
  const [question] = questionsOf(versions, { period }, parseInstant(now));
  if (question === undefined) throw new Error('expected a question');
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  return [question, knowledgeOf(folded, question)] as const;
}

function since(effectiveFrom: string, wording: Partial<Agreement>): CatalogueVersion {
  return version({ effectiveFrom: parseInstant(effectiveFrom), agreements: [agreement(wording)] });
}

const outage: Signal[] = [
  { kind: 'state', monitor: 'probe', state: 'down', at: MIDNIGHT + 10 * HOUR },
  { kind: 'state', monitor: 'probe', state: 'up', at: MIDNIGHT + 12 * HOUR },
];

describe('a question without a term', () => {
  it('is refused: nothing says what was agreed', () => {
    const [question, knowledge] = asked([version()], '2026-10', '2026-11-01T00:00:00Z');
    expect(() => evaluate({ ...question, terms: [] }, knowledge)).toThrow('a question needs at least one term');
  });
});

describe('the period that is agreed', () => {
  function agreedPeriod(period: string, ...versions: CatalogueVersion[]) {
    return evaluate(...asked(versions, period, '2027-02-01T00:00:00Z'));
  }

  it('is named beside a figure of another period', () => {
    expect(agreedPeriod('2026-W42', version())).toMatchObject({ agreedPeriod: 'month' });
    expect(agreedPeriod('2026-10', version())).not.toHaveProperty('agreedPeriod');
  });

  it('is not named where the period was agreed for a part of it; else the last is', () => {
    const turns = [since('2026-01-01T00:00:00Z', { period: 'quarter' }), since('2026-10-15T00:00:00Z', {})];
    expect(agreedPeriod('2026-Q4', ...turns)).not.toHaveProperty('agreedPeriod');
    expect(agreedPeriod('2026-10', ...turns)).not.toHaveProperty('agreedPeriod');
    expect(agreedPeriod('2026', ...turns)).toMatchObject({ agreedPeriod: 'month' });
  });
});

describe('refused maintenance', () => {
  const announcedLate: Signal = {
    kind: 'maintenance',
    maintenance: 'CHG-7',
    services: ['checkout'],
    start: MIDNIGHT + 20 * HOUR,
    end: MIDNIGHT + 28 * HOUR,
    announcedAt: MIDNIGHT + 19 * HOUR,
  };
  const strict = since('2026-01-01T00:00:00Z', { maintenanceNoticeMs: 24 * HOUR });

  it('is told of each wording as far as it has passed', () => {
    const versions = [strict, since('2026-10-15T00:00:00Z', { maintenanceNoticeMs: 48 * HOUR })];
    const refused = (now: string) =>
      evaluate(...asked(versions, '2026-10', now, [announcedLate])).maintenanceRefused?.map(({ ms, why }) => [
        ms / HOUR,
        why,
      ]);
    expect(refused('2026-10-14T22:00:00Z')).toEqual([[2, 'notice']]);
    expect(refused('2026-10-16T00:00:00Z')).toEqual([
      [4, 'notice'],
      [4, 'notice'],
    ]);
  });

  it('is no list where there is none', () => {
    const attainment = evaluate(...asked([strict], '2026-10', '2026-10-14T20:00:00Z', [announcedLate]));
    expect(attainment).not.toHaveProperty('maintenanceRefused');
  });
});

describe('what a period consists of', () => {
  it('is told in order and without gaps until the moment of asking, what is up too', () => {
    const [question, knowledge] = asked([version()], DAY, '2026-10-14T20:00:00Z', outage);
    const hours = classStretches(question, knowledge).map((it) => [
      it.class,
      (it.start - MIDNIGHT) / HOUR,
      (it.end - MIDNIGHT) / HOUR,
    ]);
    expect(hours).toEqual([
      ['up', 0, 10],
      ['down', 10, 12],
      ['up', 12, 20],
    ]);
  });
});

describe('a period at its very start', () => {
  it('has nothing to meet yet; a millisecond later it has', () => {
    const verdicts = ['2026-10-01T00:00:00Z', '2026-10-01T00:00:00.001Z'].map((now) => {
      const { targets, verdict } = evaluate(...asked([version()], '2026-10', now));
      return [targets[0]?.verdict, verdict];
    });
    expect(verdicts).toEqual([
      ['notMeasured', 'notMeasured'],
      ['met', 'met'],
    ]);
  });
});

describe('the agreed time ahead', () => {
  // On the 10th, four hours of maintenance are announced for the 20th, and two hours of the 21st are excluded.
  const maintenance: Signal = {
    kind: 'maintenance',
    maintenance: 'CHG-8',
    services: ['checkout'],
    start: parseInstant('2026-10-20T00:00:00Z'),
    end: parseInstant('2026-10-20T04:00:00Z'),
    announcedAt: parseInstant('2026-10-08T00:00:00Z'),
  };
  const exclusion = {
    start: parseInstant('2026-10-21T00:00:00Z'),
    end: parseInstant('2026-10-21T02:00:00Z'),
    reason: 'Strike',
    approvedBy: 'Kim Customer',
  };
  function ahead(method: string, now = '2026-10-10T00:00:00Z') {
    const versions = [since('2026-01-01T00:00:00Z', { method, exclusions: [exclusion] })];
    const [question, knowledge] = asked(versions, '2026-10', now, [maintenance]);
    const hours = agreedAheadOf(question, knowledge).reduce((sum, { start, end }) => sum + (end - start) / HOUR, 0);
    return { hours, target: evaluate(question, knowledge).targets[0] };
  }

  it('is without announced maintenance where the method leaves that out', () => {
    // 22 days are 528 h; 528 − 4 − 2. The budget is 0.1 % of 44,640 − 240 − 120 min.
    expect(ahead('contract')).toMatchObject({ hours: 522, target: { allowedMs: 2_656_800 } });
  });

  it('is with it where maintenance counts', () => {
    // 0.1 % of 44,640 − 120 min.
    expect(ahead('zabbix')).toMatchObject({ hours: 526, target: { allowedMs: 2_671_200 } });
  });

  it('is none when the period is over', () => {
    expect(ahead('contract', '2026-11-01T00:00:00Z')).toMatchObject({ hours: 0, target: { allowedMs: 2_656_800 } });
  });
});

describe('the feeds that are assumed to be alive', () => {
  function assumed(overrides: Partial<Catalogue>): readonly string[] {
    return evaluate(...asked([version(overrides)], DAY, '2026-10-16T00:00:00Z')).assumedAlive;
  }
  const sources = ['zabbix', 'grafana', 'idle', 'am'].map((id) => source({ id }));
  const beating = source({ id: 'pagerduty', heartbeat: { everyMs: HOUR, allowedGapMs: 2 * HOUR } });
  const watched = (id: string, ...by: string[]) =>
    service({ id, monitors: by.map((name) => monitor({ id: `${id}-${name}`, source: name })) });

  it('are those without a heartbeat that watch the service or what it depends on, by name', () => {
    const checkout = watched('checkout', 'zabbix', 'pagerduty', 'grafana');
    const services = [
      { ...checkout, dependsOn: [{ type: 'service', service: 'payments' } as const] },
      watched('payments', 'am'),
      watched('search', 'idle'),
    ];
    expect(assumed({ sources: [...sources, beating], services })).toEqual(['am', 'grafana', 'zabbix']);
  });

  it('are none where every feed that watches promised a heartbeat', () => {
    expect(assumed({ sources: [...sources, beating], services: [watched('checkout', 'pagerduty')] })).toEqual([]);
  });
});
