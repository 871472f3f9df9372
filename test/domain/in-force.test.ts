import { describe, expect, it } from 'vitest';
import type { LocalMoment } from '../../shared/domain/catalogue.ts';
import { isInForce, isLive, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { agreement, service, version } from '../support/catalogue.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A service under an agreement in Berlin, October 2026 as seen after it: 31 days and an hour. */
function october(dates: { from?: LocalMoment; to?: LocalMoment }, agreed: { from?: number; to?: number } = {}) {
  const versions = [
    version({ services: [service(dates)], agreements: [agreement({ timeZone: 'Europe/Berlin', ...agreed })] }),
  ];
  const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-12-01T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  const { ms, agreedMs } = evaluate(question, {
    streams: [],
    maintenance: [],
    dependencies: {},
    beats: {},
    counts: [],
    incidents: [],
  });
  return { notInForce: ms.notInForce, agreedMs, isInForce: isInForce(question), isLive: isLive(question) };
}

describe('an agreement on a service', () => {
  it('is in force throughout when the service has no dates', () => {
    expect(october({})).toEqual({ notInForce: 0, agreedMs: 31 * DAY + HOUR, isInForce: true, isLive: true });
  });

  it('begins with its go-live, at midnight in the zone of the agreement', () => {
    // 1–14 October, 14 days, are not in force; 15–31 October are 17 days, one of 25 hours.
    const live = { notInForce: 14 * DAY, agreedMs: 17 * DAY + HOUR, isInForce: true, isLive: true };
    expect(october({ from: '2026-10-15' })).toEqual(live);
    expect(october({ from: parseInstant('2026-10-14T22:00:00Z') })).toEqual(live);
  });

  it('ends with its retirement, on whose date it no longer holds', () => {
    expect(october({ to: '2026-10-15' })).toMatchObject({ agreedMs: 14 * DAY, notInForce: 17 * DAY + HOUR });
  });

  it('holds where its own dates and those of the service meet', () => {
    const until = { to: parseInstant('2026-10-20T00:00:00+02:00') };
    expect(october({ from: '2026-10-15' }, until)).toMatchObject({ agreedMs: 5 * DAY, isInForce: true });
    expect(october({ from: '2026-10-20' }, until)).toMatchObject({ agreedMs: 0, isInForce: false, isLive: true });
  });

  it('has no line in a report of a month before go-live or after retirement', () => {
    expect(october({ from: '2026-11-01' })).toMatchObject({ agreedMs: 0, isInForce: false, isLive: false });
    expect(october({ to: '2026-10-01' })).toMatchObject({ agreedMs: 0, isInForce: false, isLive: false });
    expect(october({ from: '2026-10-31' })).toMatchObject({ agreedMs: DAY, isLive: true });
  });
});

describe('an agreement with an amendment within the period', () => {
  it('is in force, and its service live, when they are under one of its wordings', () => {
    const amendments = [{ from: parseInstant('2026-10-15T00:00:00+02:00'), graceMs: 0 }];
    const asked = (dates: { from?: LocalMoment; to?: LocalMoment }) => {
      const versions = [version({ services: [service(dates)], agreements: [agreement({ amendments })] })];
      const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-12-01T00:00:00Z'));
      if (question === undefined) throw new Error('expected a question');
      return [question.terms.length, isInForce(question), isLive(question)];
    };
    expect(asked({ from: '2026-10-20' })).toEqual([2, true, true]);
    expect(asked({ to: '2026-10-10' })).toEqual([2, true, true]);
    expect(asked({ to: '2026-10-01' })).toEqual([2, false, false]);
  });
});
