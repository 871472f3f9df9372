import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { weighedStretches } from '../../shared/domain/weigh.ts';
import { agreement, version } from '../support/catalogue.ts';

const at = (time: string): number => parseInstant(`2026-10-01T${time}:00Z`);

function was(time: string, state: MonitorState): Signal {
  return { kind: 'state', monitor: 'probe', state, at: at(time) };
}

/** What 1 October consists of until a time; the service is named from 08:00 on, and until 16:00. */
function stretches(signals: readonly Signal[], until: string, method = 'contract'): unknown[] {
  const named = agreement({ method });
  const versions = [
    version({ agreements: [{ ...named, services: [] }] }),
    version({ effectiveFrom: at('08:00'), agreements: [named] }),
    version({ effectiveFrom: at('16:00'), agreements: [{ ...named, services: [] }] }),
  ];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const period = '2026-10-01T00:00:00Z/2026-10-02T00:00:00Z';
  const [question] = questionsOf(versions, { period, service: 'checkout', agreement: 'acme' }, at(until));
  if (question === undefined) throw new Error('expected a question');
  const hours = (instant: number) => new Date(instant).toISOString().slice(11, 16);
  return weighedStretches(question, knowledgeOf(folded, question)).map(({ start, end, class: name, contribution }) => [
    hours(start),
    hours(end),
    name,
    contribution.agreed ? contribution.weight : contribution.uncertain ? 'uncertain' : 'left out',
  ]);
}

describe('what a period consists of until now', () => {
  it('is without gaps, each stretch with what it weighs', () => {
    const signals = [was('10:00', 'down'), was('10:30', 'degraded'), was('11:00', 'unknown'), was('11:15', 'up')];
    expect(stretches(signals, '20:00', 'openstatus')).toEqual([
      ['00:00', '08:00', 'notInForce', 'left out'],
      ['08:00', '10:00', 'up', 0],
      ['10:00', '10:30', 'down', 1000],
      // Nothing is known from 11:00 on: openstatus goes on with what it was.
      ['10:30', '11:15', 'degraded', 500],
      ['11:15', '16:00', 'up', 0],
      ['16:00', '20:00', 'notInForce', 'left out'],
    ]);
  });

  it('ends now, and tells what could have been either', () => {
    expect(stretches([was('10:00', 'unknown')], '11:00')).toEqual([
      ['00:00', '08:00', 'notInForce', 'left out'],
      ['08:00', '10:00', 'up', 0],
      ['10:00', '11:00', 'unknown', 'uncertain'],
    ]);
  });
});
