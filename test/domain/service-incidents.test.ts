import { describe, expect, it } from 'vitest';
import type { Target } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import type { Question } from '../../shared/domain/evaluate.ts';
import { incidentsOf, incidentWindow } from '../../shared/domain/service-incidents.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';
import { ticket } from './incidents.ts';

const [OCTOBER, NOVEMBER] = [Date.UTC(2026, 9, 1), Date.UTC(2026, 10, 1)];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const RESTORE: Target = {
  kind: 'restore',
  priority: 'P1',
  withinMs: 4 * HOUR,
  target: '95',
  clock: 'wallTime',
  retroactive: true,
};

/** For checkout in October under three days of grace; only what listens to `desk` is watched. */
function asked(now: number, ...targets: readonly Target[]): Question {
  const services = [service({ monitors: [monitor({ id: 'probe', source: 'desk' })] })];
  const versions = [version({ services, agreements: [agreement({ services: [{ service: 'checkout', targets }] })] })];
  const [question] = questionsOf(versions, { period: '2026-10' }, now);
  if (question === undefined) throw new Error('expected a question');
  return question;
}

describe('the incidents of a service', () => {
  const question = asked(NOVEMBER);
  const nameless = (...lines: readonly string[]) => ticket(...lines).map((event) => ({ ...event, service: null }));

  it('are what names it, and by time the phases of those incidents that name no service', () => {
    const named = ticket('14T09:00 opened P1', '14T12:00 restored');
    const unnamed = nameless('14T10:00 acknowledged', '14T08:00 updated P2');
    const found = incidentsOf({ named, unnamed }, question);
    expect(found.map(({ phase }) => phase)).toEqual(['updated', 'opened', 'acknowledged', 'restored']);
  });

  it("leave out what is another incident's", () => {
    const named = ticket('14T09:00 opened P1');
    const unnamed = nameless('14T10:00 acknowledged').map((event) => ({ ...event, incident: 'INC-2' }));
    expect(incidentsOf({ named, unnamed }, question)).toEqual(named);
  });

  it('leave out what a source says of it that may not name the service', () => {
    const named = ticket('14T09:00 opened P1');
    const saidBy = (source: string) => nameless('14T10:00 acknowledged').map((event) => ({ ...event, source }));
    expect(incidentsOf({ named, unnamed: saidBy('desk') }, question)).toHaveLength(2);
    expect(incidentsOf({ named, unnamed: saidBy('stranger') }, question)).toEqual(named);
  });

  it('are those of the period until now, from its first millisecond on', () => {
    const fourteenth = asked(Date.UTC(2026, 9, 14));
    const september = ticket('01T00:00 opened P1').map((event) => ({ ...event, at: OCTOBER - 1 }));
    const named = [...september, ...ticket('01T00:00 opened P1', '14T00:00 restored')];
    expect(incidentsOf({ named, unnamed: [] }, fourteenth)).toEqual(named.slice(1, 2));
    const before = nameless('01T00:00 updated P2').map((event) => ({ ...event, at: OCTOBER - 1 }));
    const unnamed = [...before, ...nameless('01T00:00 acknowledged', '14T00:00 closed')];
    expect(incidentsOf({ named, unnamed }, fourteenth).map(({ phase }) => phase)).toEqual(['opened', 'acknowledged']);
  });

  it('need to be named in the period: what was named before it is not known there', () => {
    const named = ticket('01T00:00 opened P1').map((event) => ({ ...event, at: OCTOBER - 1 }));
    expect(incidentsOf({ named, unnamed: nameless('14T10:00 acknowledged') }, question)).toEqual([]);
  });
});

describe('the time in which incidents are looked at', () => {
  const endOf = (now: number, ...targets: readonly Target[]) => incidentWindow(asked(now, ...targets)).end;
  const acknowledge: Target = { ...RESTORE, kind: 'acknowledge' };
  const availability: Target = { kind: 'availability', target: '99.9' };

  it('is the period until now', () => {
    const fifth = Date.UTC(2026, 9, 5);
    expect(incidentWindow(asked(fifth, availability))).toEqual({ start: OCTOBER, end: fifth });
    expect(incidentWindow(asked(fifth, RESTORE))).toEqual({ start: OCTOBER, end: fifth });
  });

  it('goes on through the grace where clocks are promised, and ends with it', () => {
    const second = NOVEMBER + DAY;
    expect([RESTORE, acknowledge].map((target) => endOf(second, availability, target))).toEqual([second, second]);
    expect(endOf(second, availability)).toBe(NOVEMBER);
    expect(endOf(NOVEMBER + 30 * DAY, RESTORE)).toBe(NOVEMBER + 3 * DAY);
  });

  it('goes on through the grace where clocks are promised in a part of the period', () => {
    const now = NOVEMBER + DAY;
    const promising = (effectiveFrom: number, target: Target) =>
      version({ effectiveFrom, agreements: [agreement({ services: [{ service: 'checkout', targets: [target] }] })] });
    const ends = [
      [RESTORE, availability],
      [availability, RESTORE],
    ].map(([first = RESTORE, then = RESTORE]) => {
      const versions = [promising(0, first), promising(OCTOBER + 14 * DAY, then)];
      return questionsOf(versions, { period: '2026-10' }, now).map((question) => incidentWindow(question).end);
    });
    expect(ends).toEqual([[now], [now]]);
  });

  it('is a millisecond before the period has begun', () => {
    expect(incidentWindow(asked(OCTOBER - DAY, RESTORE))).toEqual({ start: OCTOBER, end: OCTOBER + 1 });
  });

  it('ends where the count ends, as nothing else is said of the moment of asking', () => {
    const { now: _now, ...question } = asked(NOVEMBER + DAY, RESTORE);
    expect(incidentWindow(question).end).toBe(NOVEMBER);
  });
});
