import { describe, expect, it } from 'vitest';
import { wordingAt, wordingsOf } from '../../shared/domain/amendment.ts';
import type { Agreement, Amendment } from '../../shared/domain/catalogue.ts';
import { agreementsOf, foldSignals, questionsOf } from '../../shared/domain/compute.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import { termsOf } from '../../shared/domain/term.ts';
import { agreement, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

const FIFTEENTH = Date.UTC(2026, 9, 15);
const NOVEMBER = Date.UTC(2026, 10, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

function promising(target: string): Agreement['services'] {
  return [{ service: 'checkout', targets: [{ kind: 'availability', target }] }];
}

function amended(...amendments: Amendment[]) {
  return version({ agreements: [agreement({ amendments })] });
}

/** October under one version of the catalogue, with the signals of outages. */
function october(amendments: readonly Amendment[], signals: readonly Signal[] = []) {
  const versions = [amended(...amendments)];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const [attainment] = countTwice(versions, folded, { period: '2026-10', now: NOVEMBER });
  if (attainment === undefined) throw new Error('expected an attainment');
  return attainment;
}

function outage(start: number, minutes: number): Signal[] {
  return [
    { kind: 'state', monitor: 'probe', state: 'down', at: start },
    { kind: 'state', monitor: 'probe', state: 'up', at: start + minutes * MINUTE },
  ];
}

describe('the wordings of an agreement', () => {
  it('are one without amendments: the agreement itself', () => {
    const signed = agreement();
    expect(wordingsOf(signed)).toEqual([
      { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY, agreement: signed },
    ]);
  });

  it('are the agreement as signed, then each amendment on top of those before', () => {
    const signed = agreement();
    const amendments = [
      { from: 100, method: 'strict' },
      { from: 200, graceMs: 7 },
    ];
    expect(wordingsOf({ ...signed, amendments })).toEqual([
      { start: Number.NEGATIVE_INFINITY, end: 100, agreement: signed },
      { start: 100, end: 200, agreement: { ...signed, method: 'strict' } },
      { start: 200, end: Number.POSITIVE_INFINITY, agreement: { ...signed, method: 'strict', graceMs: 7 } },
    ]);
  });

  it('hold from their instant on, and not a millisecond before', () => {
    const it = agreement({ amendments: [{ from: 100, recipients: ['new@example.com'] }] });
    expect(wordingAt(it, 99).recipients).toEqual(['service-manager@acme.example.com']);
    expect(wordingAt(it, 100).recipients).toEqual(['new@example.com']);
  });
});

describe('an amended agreement', () => {
  it('has a term for each wording, until another version of the catalogue holds', () => {
    const first = amended({ from: 150, method: 'strict' }, { from: 170, method: 'icinga' });
    const second = version({ effectiveFrom: 180, agreements: [agreement({ method: 'zabbix' })] });
    const terms = termsOf([first, second], { agreement: 'acme', service: 'checkout' }, { start: 100, end: 200 });
    expect(terms.map(({ start, end, method }) => [start, end, method.name])).toEqual([
      [100, 150, 'contract'],
      [150, 170, 'strict'],
      [170, 180, 'icinga'],
      [180, 200, 'zabbix'],
    ]);
  });

  it('goes to the readers that it names now', () => {
    const versions = [amended({ from: FIFTEENTH, recipients: ['new@example.com'] })];
    const readersAt = (now: number) => agreementsOf(versions, now)[0]?.recipients;
    expect(readersAt(FIFTEENTH - 1)).toEqual(['service-manager@acme.example.com']);
    expect(readersAt(FIFTEENTH)).toEqual(['new@example.com']);
  });

  it('is asked about a service from the day on which it names it', () => {
    const joins = { from: FIFTEENTH, services: promising('99.9') };
    const versions = [version({ agreements: [agreement({ services: [], amendments: [joins] })] })];
    const [question] = questionsOf(versions, { service: 'checkout', period: '2026-10' }, NOVEMBER);
    expect(question?.terms.map(({ start, end }) => [start, end])).toEqual([[FIFTEENTH, NOVEMBER]]);
    expect(() => questionsOf(versions, { service: 'checkout', period: '2026-09' }, NOVEMBER)).toThrow(
      'No agreement covered "checkout" in the period asked for',
    );
  });

  it('announces the windows of an amendment when the catalogue that has it takes effect', () => {
    const sunday = { id: 'sunday', from: '2026-10-18T02:00', durationMs: 60 * MINUTE, timeZone: 'UTC' };
    const windows = { from: FIFTEENTH, maintenanceWindows: [sunday], maintenanceNoticeMs: 10 * DAY };
    // Written down before October, so with more than the ten days of notice.
    expect(october([windows]).ms.maintenance).toBe(60 * MINUTE);
  });
});

describe('October promised at 99.9 % until the 15th and at 99.95 % from it', () => {
  const tighter = { from: FIFTEENTH, services: promising('99.95') };

  it('allows 14 days × 0.1 % + 17 days × 0.05 % = 20.16 + 12.24 = 32.4 minutes', () => {
    const { targets } = october([tighter]);
    expect(targets).toEqual([expect.objectContaining({ target: '99.95', allowedMs: 32.4 * MINUTE })]);
  });

  it('is met by 32.4 minutes of outage in all, and missed by a second more', () => {
    const fourteenth = outage(Date.UTC(2026, 9, 14, 9), 25);
    const verdict = (minutes: number) =>
      october([tighter], [...fourteenth, ...outage(Date.UTC(2026, 9, 20, 9), minutes)]).verdict;
    expect(verdict(7.4)).toBe('met');
    expect(verdict(7.4 + 1 / 60)).toBe('missed');
  });

  it('says what was agreed from when on', () => {
    const wording = { catalogue: 'c0ffee', method: 'contract', hours: '24x7' };
    expect(october([tighter]).wordings).toEqual([
      { from: '2026-10-01T00:00:00.000Z', ...wording, targets: [{ kind: 'availability', target: '99.9' }] },
      { from: '2026-10-15T00:00:00.000Z', ...wording, targets: [{ kind: 'availability', target: '99.95' }] },
    ]);
  });

  it('says nothing of an amendment in another period, nor of one of readers', () => {
    expect(october([{ ...tighter, from: NOVEMBER }])).not.toHaveProperty('wordings');
    expect(october([{ from: FIFTEENTH, recipients: [] }])).not.toHaveProperty('wordings');
  });
});

describe('October by the method contract until the 15th and strict from it', () => {
  const stricter = { from: FIFTEENTH, method: 'strict' };
  const maintenance = (day: number): Signal => ({
    kind: 'maintenance',
    maintenance: `CHG-${day}`,
    services: ['checkout'],
    start: Date.UTC(2026, 9, day, 2),
    end: Date.UTC(2026, 9, day, 4),
    announcedAt: Date.UTC(2026, 9, 1),
  });

  it('leaves out two hours of maintenance before it, and counts the outage in two hours after it', () => {
    const signals = [
      maintenance(10),
      ...outage(Date.UTC(2026, 9, 10, 2), 120),
      maintenance(20),
      ...outage(Date.UTC(2026, 9, 20, 2), 120),
    ];
    const { agreedMs, downtimeMs, method, wordings } = october([stricter], signals);
    // 744 hours less the two of 10 October, in which the outage costs nothing; those of 20 October are agreed, and down.
    expect({ agreedMs, downtimeMs }).toEqual({ agreedMs: 742 * 60 * MINUTE, downtimeMs: 120 * MINUTE });
    expect(method).toBe('strict');
    expect(wordings?.map((it) => it.method)).toEqual(['contract', 'strict']);
  });
});
