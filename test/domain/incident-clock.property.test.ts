import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../shared/domain/event.ts';
import { type ClockRule, readClock } from '../../shared/domain/incident-clock.ts';
import { incidentHistories } from '../../shared/domain/incident-history.ts';
import { clip, type Interval, union } from '../../shared/domain/interval.ts';
import type { IncidentPhase } from '../../shared/domain/signal.ts';

const UNTIL = 100;
const PHASES: readonly IncidentPhase[] = [
  'opened',
  'acknowledged',
  'restored',
  'closed',
  'reopened',
  'cancelled',
  'paused',
  'resumed',
  'updated',
];

const phase = fc.record({
  kind: fc.constant('incident' as const),
  service: fc.constantFrom('checkout', null),
  incident: fc.constantFrom('INC-1', 'INC-2'),
  phase: fc.constantFrom(...PHASES),
  priority: fc.constantFrom('', 'P1', 'P2', 'P10', 'Critical', 'gold', 'silver'),
  at: fc.nat(120),
});
const opening = {
  kind: 'incident',
  service: 'checkout',
  incident: 'INC-1',
  phase: 'opened',
  priority: '',
  at: 0,
} as const;
const phases = fc.array(phase, { maxLength: 12 }).map((list): IncidentEvent[] => [opening, ...list]);
const hours = fc
  .array(fc.tuple(fc.nat(UNTIL), fc.nat(UNTIL)), { maxLength: 5 })
  .map((pairs): Interval[] => union(pairs.map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))));
const rule = fc.record({
  kind: fc.constantFrom('acknowledge' as const, 'restore' as const),
  withinMs: fc.nat(60),
  retroactive: fc.boolean(),
});

function read(events: readonly IncidentEvent[], by: ClockRule, agreed: readonly Interval[], until = UNTIL) {
  return incidentHistories(events, until).map((history) =>
    readClock(history, by, { hoursIn: (window) => clip(agreed, window), until }),
  );
}

describe('the clock of an incident', () => {
  it('is the same for phases in any order, said any number of times', () => {
    const shuffled = phases.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([once, twice]) => {
        expect(incidentHistories(twice, UNTIL)).toEqual(incidentHistories(once, UNTIL));
      }),
    );
  });

  it('uses no more of the service hours than by the wall, and no more by the wall than passes', () => {
    fc.assert(
      fc.property(phases, rule, hours, (events, by, agreed) => {
        const wall = read(events, { ...by, clock: 'wallTime' }, agreed);
        const office = read(events, { ...by, clock: 'serviceHours' }, agreed);
        expect(office).toHaveLength(wall.length);
        wall.forEach(({ usedMs, startedAt, endedAt = UNTIL }, index) => {
          expect(usedMs).toBeLessThanOrEqual(endedAt - startedAt);
          expect(office[index]?.usedMs).toBeLessThanOrEqual(usedMs);
        });
      }),
    );
  });

  it('uses no more when it starts with the rise of the priority', () => {
    fc.assert(
      fc.property(phases, rule, hours, (events, by, agreed) => {
        const early = read(events, { ...by, clock: 'serviceHours', retroactive: true }, agreed);
        const late = read(events, { ...by, clock: 'serviceHours', retroactive: false }, agreed);
        early.forEach(({ usedMs }, index) => {
          expect(late[index]?.usedMs).toBeLessThanOrEqual(usedMs);
        });
      }),
    );
  });
});
