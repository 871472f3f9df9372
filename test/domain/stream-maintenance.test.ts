import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { assertRecounted } from '../../shared/domain/recount/assert-recounted.ts';
import type { Signal, StateSignal } from '../../shared/domain/signal.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';

const HOUR = 3_600_000;
const at = (time: string): number => parseInstant(`2026-10-${time}Z`);

function said(time: string, state: StateSignal['state'], more: Partial<StateSignal> = {}): Signal {
  return { kind: 'state', monitor: 'probe', state, at: at(time), ...more };
}
const maintained = (time: string) => said(time, 'unknown', { maintenance: true });
const UP = said('01T00:00:00', 'up');

/** Hours of October by class, where there are any but of up, and what was refused; counted twice, in any order. */
function hours(signals: readonly Signal[], overrides: Partial<Agreement> = {}, monitors = ['probe']) {
  const own = service({ monitors: monitors.map((id) => monitor({ id })) });
  const versions = [version({ services: [own], agreements: [agreement(overrides)] })];
  const [question] = questionsOf(versions, { period: '2026-10' }, parseInstant('2026-11-05T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  const [figure, reversed] = [signals, signals.toReversed()].map((them) => {
    const knowledge = knowledgeOf(
      foldSignals(
        versions,
        them.map((signal) => ({ signal })),
      ),
      question,
    );
    const attainment = evaluate(question, knowledge);
    assertRecounted(attainment, question, knowledge);
    return attainment;
  });
  expect(figure).toEqual(reversed);
  const { maintenance = 0, unknown = 0, down = 0 } = figure?.ms ?? {};
  return { maintenance: maintenance / HOUR, unknown: unknown / HOUR, down: down / HOUR };
}

describe('a monitor that does not look, as it is being maintained', () => {
  it('is maintenance from when it says so until what it says next, where no notice is asked', () => {
    const night = [UP, maintained('10T02:00:00'), said('10T04:00:00', 'up')];
    expect(hours(night)).toEqual({ maintenance: 2, unknown: 0, down: 0 });
    expect(hours([UP, maintained('10T02:00:00'), said('10T03:00:00', 'down'), said('10T04:00:00', 'up')])).toEqual({
      maintenance: 1,
      unknown: 0,
      down: 1,
    });
  });

  it('is unknown where notice is agreed, as it was announced when it began', () => {
    const night = [UP, maintained('10T02:00:00'), said('10T04:00:00', 'up')];
    expect(hours(night, { maintenanceNoticeMs: 1 })).toEqual({ maintenance: 0, unknown: 2, down: 0 });
  });

  it('is maintenance as far as the allowance goes, and then unknown', () => {
    const night = [UP, maintained('10T02:00:00'), said('10T04:00:00', 'up')];
    const allowance = { maintenanceAllowance: { timeMs: HOUR, per: 'month' as const } };
    expect(hours(night, allowance)).toEqual({ maintenance: 1, unknown: 1, down: 0 });
  });

  it('goes on where it says so again, also on the next day', () => {
    const long = [UP, maintained('10T22:00:00'), maintained('10T23:00:00'), maintained('11T01:00:00')];
    expect(hours([...long, said('11T02:00:00', 'up')])).toEqual({ maintenance: 4, unknown: 0, down: 0 });
  });

  it('ends an outage that began before it at its start, and hides none that goes on after it', () => {
    const outage = [UP, said('10T01:00:00', 'down'), maintained('10T02:00:00'), said('10T04:00:00', 'down')];
    expect(hours([...outage, said('10T05:00:00', 'up')])).toEqual({ maintenance: 2, unknown: 0, down: 2 });
  });

  it('is unknown and no maintenance while it has no end: none is made up', () => {
    // From the 31st at 20:00 on.
    expect(hours([UP, maintained('31T20:00:00')])).toEqual({ maintenance: 0, unknown: 4, down: 0 });
  });

  it('is unknown where it took more than a day, as its end may have been lost', () => {
    const day = [UP, maintained('10T02:00:00'), said('11T02:00:00', 'up')];
    expect(hours(day)).toEqual({ maintenance: 24, unknown: 0, down: 0 });
    const longer = [UP, maintained('10T02:00:00'), said('11T03:00:00', 'up')];
    expect(hours(longer)).toEqual({ maintenance: 0, unknown: 25, down: 0 });
    // Heard again after 20 hours, it has gone on for so long: neither part is longer than a day.
    const heard = [UP, maintained('10T02:00:00'), maintained('10T22:00:00'), said('11T03:00:00', 'up')];
    expect(hours(heard)).toEqual({ maintenance: 25, unknown: 0, down: 0 });
  });

  it('ends with an unknown that is none', () => {
    const night = [UP, maintained('10T02:00:00'), said('10T03:00:00', 'unknown'), said('10T04:00:00', 'up')];
    expect(hours(night)).toEqual({ maintenance: 1, unknown: 1, down: 0 });
  });

  it('stays maintenance where what ends it names the state before and since when, and no more', () => {
    const end = said('10T04:00:00', 'up', { previous: 'unknown', since: at('10T02:00:00') });
    expect(hours([UP, maintained('10T02:00:00'), end])).toEqual({ maintenance: 2, unknown: 0, down: 0 });
  });

  it('is of its service, and of none that has no such monitor', () => {
    const night = [
      UP,
      maintained('10T02:00:00'),
      said('10T04:00:00', 'up'),
      said('01T00:00:00', 'up', { monitor: 'b' }),
    ];
    expect(hours(night, {}, ['probe', 'b'])).toEqual({ maintenance: 2, unknown: 0, down: 0 });
    expect(hours(night, {}, ['b'])).toEqual({ maintenance: 0, unknown: 0, down: 0 });
  });
});
