import { describe, expect, it } from 'vitest';
import type { Target } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import type { Question } from '../../shared/domain/evaluate.ts';
import { incidentsOf, incidentWindow } from '../../shared/domain/service-incidents.ts';
import { agreement, version } from '../support/catalogue.ts';
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

describe('the incidents of a service', () => {
  const window = { start: Date.UTC(2026, 9, 14), end: Date.UTC(2026, 9, 15) };
  const nameless = (...lines: readonly string[]) => ticket(...lines).map((event) => ({ ...event, service: null }));

  it('are what names it, and by time the phases of those incidents that name no service', () => {
    const named = ticket('14T09:00 opened P1', '14T12:00 restored');
    const unnamed = nameless('14T10:00 acknowledged', '14T08:00 updated P2');
    const found = incidentsOf({ named, unnamed }, window);
    expect(found.map(({ phase }) => phase)).toEqual(['updated', 'opened', 'acknowledged', 'restored']);
  });

  it("leave out what is another incident's", () => {
    const named = ticket('14T09:00 opened P1');
    const unnamed = nameless('14T10:00 acknowledged').map((event) => ({ ...event, incident: 'INC-2' }));
    expect(incidentsOf({ named, unnamed }, window)).toEqual(named);
  });

  it('are those of the window alone, from its first millisecond on', () => {
    const named = ticket('14T00:00 opened P1', '15T00:00 restored');
    expect(incidentsOf({ named, unnamed: [] }, window)).toEqual(named.slice(0, 1));
    const unnamed = nameless('13T23:59 updated P2', '14T00:00 acknowledged', '15T00:00 closed');
    expect(incidentsOf({ named, unnamed }, window).map(({ phase }) => phase)).toEqual(['opened', 'acknowledged']);
  });

  it('need to be named in the window: what was named before it is not known there', () => {
    const named = ticket('13T23:59 opened P1');
    expect(incidentsOf({ named, unnamed: nameless('14T10:00 acknowledged') }, window)).toEqual([]);
  });
});

describe('the time in which incidents are looked at', () => {
  /** For checkout in October under three days of grace. */
  function asked(now: number, ...targets: readonly Target[]): Question {
    const versions = [version({ agreements: [agreement({ services: [{ service: 'checkout', targets }] })] })];
    const [question] = questionsOf(versions, { period: '2026-10' }, now);
    if (question === undefined) throw new Error('expected a question');
    return question;
  }
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

  it('is a millisecond before the period has begun', () => {
    expect(incidentWindow(asked(OCTOBER - DAY, RESTORE))).toEqual({ start: OCTOBER, end: OCTOBER + 1 });
  });

  it('ends where the count ends, as nothing else is said of the moment of asking', () => {
    const { now: _now, ...question } = asked(NOVEMBER + DAY, RESTORE);
    expect(incidentWindow(question).end).toBe(NOVEMBER);
  });
});
