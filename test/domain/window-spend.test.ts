import { describe, expect, it } from 'vitest';
import type { Agreement, Service } from '../../shared/domain/catalogue.ts';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { windowSpends } from '../../shared/domain/window-spend.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';

const MINUTE = 60_000;

const at = (time: string): number => parseInstant(`2026-10-01T${time}:00Z`);

function was(time: string, state: MonitorState): Signal {
  return { kind: 'state', monitor: 'probe', state, at: at(time) };
}

interface Day {
  readonly terms?: Partial<Agreement>;
  readonly watched?: Partial<Service>;
  /** When a catalogue takes effect that names the service, after one that does not. */
  readonly namedFrom?: string;
}

/** Windows of 1 October until 20:00: agreed and bad minutes, and whether all of it was agreed and watched. */
function spends(signals: readonly Signal[], { terms = {}, watched = {}, namedFrom }: Day, ...windows: string[]) {
  const shop = version({ services: [service(watched)], agreements: [agreement(terms)] });
  const before = version({ agreements: [agreement({ services: [] })] });
  const versions =
    namedFrom === undefined
      ? [shop]
      : [before, { ...shop, catalogue: { ...shop.catalogue, effectiveFrom: at(namedFrom) } }];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const period = '2026-10-01T00:00:00Z/2026-10-02T00:00:00Z';
  const [question] = questionsOf(versions, { period }, at('20:00'));
  if (question === undefined) throw new Error('expected a question');
  const intervals = windows.map((window) => {
    const [start = '', end = ''] = window.split('–');
    return { start: at(start), end: at(end) };
  });
  return windowSpends(question, knowledgeOf(folded, question), intervals).map(
    ({ agreedMs, downtimeThousandths, complete }) => [agreedMs / MINUTE, downtimeThousandths / MINUTE / 1000, complete],
  );
}

describe('what a window cost', () => {
  it('is the agreed time in it, and how much of that was bad', () => {
    const signals = [was('10:00', 'down'), was('10:30', 'up')];
    expect(spends(signals, {}, '10:00–11:00', '10:15–10:20', '09:00–10:10', '11:00–12:00')).toEqual([
      [60, 30, true],
      [5, 5, true],
      [70, 10, true],
      [60, 0, true],
    ]);
  });

  it('is what the method makes of degraded time', () => {
    const signals = [was('10:00', 'degraded'), was('10:30', 'up')];
    expect(spends(signals, { terms: { method: 'openstatus' } }, '10:00–11:00')).toEqual([[60, 15, true]]);
  });

  it('leaves out what is excluded, and what is not known for a while', () => {
    const exclusions = [{ start: at('14:00'), end: at('15:00'), reason: 'Flood', approvedBy: 'Kim' }];
    const signals = [was('12:00', 'unknown'), was('12:10', 'up')];
    expect(spends(signals, { terms: { exclusions } }, '14:30–15:30', '12:00–13:00')).toEqual([
      [30, 0, true],
      [50, 0, true],
    ]);
  });
});

describe('a window is not complete', () => {
  it('where it reaches back before the monitor was first heard of, or none watches', () => {
    const watched = { monitors: [monitor({ id: 'probe', silenceMeans: 'unknown' })] };
    expect(spends([was('06:00', 'up')], { watched }, '05:00–07:00', '06:00–07:00')).toEqual([
      [60, 0, false],
      [60, 0, true],
    ]);
    expect(spends([], { watched: { monitors: [] } }, '10:00–11:00')).toEqual([[0, 0, false]]);
  });

  it('where it reaches back before the agreement is in force, or names the service', () => {
    const windows = ['07:00–09:00', '08:00–09:00'] as const;
    const expected = [
      [60, 0, false],
      [60, 0, true],
    ];
    expect(spends([], { terms: { from: at('08:00') } }, ...windows)).toEqual(expected);
    expect(spends([], { namedFrom: '08:00' }, ...windows)).toEqual(expected);
  });

  it('where it goes on after now', () => {
    expect(spends([], {}, '19:00–21:00', '19:00–20:00')).toEqual([
      [60, 0, false],
      [60, 0, true],
    ]);
  });
});
