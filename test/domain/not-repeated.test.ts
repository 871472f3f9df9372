import { describe, expect, it } from 'vitest';
import type { AlertRules } from '../../shared/domain/alert-rules.ts';
import type { Monitor } from '../../shared/domain/catalogue.ts';
import { foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { MonitorState, StateSignal } from '../../shared/domain/signal.ts';
import { monitor, service, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

const HOUR = 3_600_000;
const DAY = '2026-10-14';

/** What is known as of 23:00 of 14 October, of alerts that turn stale after 8 hours. */
function attainmentOf(
  signals: readonly StateSignal[],
  alertRules: AlertRules = { staleAfterMs: 8 * HOUR },
  others: readonly Monitor[] = [],
) {
  const monitors = [{ ...monitor({ id: 'alerts' }), match: {}, alertRules }, ...others];
  const versions = [version({ services: [service({ monitors })] })];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const now = parseInstant(`${DAY}T23:00:00Z`);
  const [attainment] = countTwice(versions, folded, { period: '2026-10', method: undefined, now });
  return attainment;
}

function alert(time: string, state: MonitorState, { heard, name = 'a' }: { heard?: string; name?: string } = {}) {
  const at = parseInstant(`${DAY}T${time}:00Z`);
  const heardAt = heard === undefined ? {} : { heardAt: parseInstant(`${DAY}T${heard}:00Z`) };
  return { kind: 'state', monitor: name, state, at, ...heardAt } as const;
}

describe('an alert that is left open', () => {
  it('is named with its monitor, from when it is unknown until now', () => {
    // Repeated at 12:00 for the last time: unknown from 20:00.
    const attainment = attainmentOf([alert('08:00', 'down', { heard: '12:00' })]);
    expect(attainment?.notRepeated).toEqual([
      { monitor: 'alerts', start: `${DAY}T20:00:00.000Z`, end: `${DAY}T23:00:00.000Z` },
    ]);
    expect(attainment?.ms).toMatchObject({ down: 12 * HOUR, unknown: 3 * HOUR });
  });

  it('is named until its end is told after all, beside others, whatever the service was', () => {
    const left = alert('01:00', 'down', { heard: '01:00' });
    const other = alert('02:00', 'down', { heard: '02:00', name: 'b' });
    const ended = alert('12:00', 'up');
    const worse = alert('00:00', 'down', { name: 'c' });
    const attainment = attainmentOf([left, other, ended, worse]);
    expect(attainment?.ms.unknown).toBe(0);
    expect(attainment?.notRepeated).toEqual([
      { monitor: 'alerts', start: `${DAY}T09:00:00.000Z`, end: `${DAY}T12:00:00.000Z` },
      { monitor: 'alerts', start: `${DAY}T10:00:00.000Z`, end: `${DAY}T23:00:00.000Z` },
    ]);
  });

  it('is named, too, where its source says things once and nobody has told its end for too long', () => {
    // Open since 08:00, believed for 4 hours.
    const open = alert('08:00', 'down');
    const attainment = attainmentOf([open], { openAtMostMs: 4 * HOUR });
    expect(attainment?.notRepeated).toEqual([
      { monitor: 'alerts', start: `${DAY}T12:00:00.000Z`, end: `${DAY}T23:00:00.000Z` },
    ]);
    expect(attainment?.ms).toMatchObject({ down: 4 * HOUR, unknown: 11 * HOUR });
    // Its end, told at last, makes all of it an outage.
    const ended = attainmentOf([open, alert('21:00', 'up')], { openAtMostMs: 4 * HOUR });
    expect(ended).not.toHaveProperty('notRepeated');
    expect(ended?.ms).toMatchObject({ down: 13 * HOUR, unknown: 0 });
  });

  it('is named in the order of begin and end, however it is called', () => {
    const attainment = attainmentOf([
      alert('01:00', 'down', { heard: '01:00', name: 'z' }),
      alert('12:00', 'up', { name: 'z' }),
      alert('02:00', 'down', { heard: '02:00', name: 'a' }),
      alert('01:00', 'down', { heard: '01:00', name: 'b' }),
    ]);
    expect(attainment?.notRepeated?.map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)])).toEqual([
      ['09:00', '12:00'],
      ['09:00', '23:00'],
      ['10:00', '23:00'],
    ]);
  });

  it('is named for the monitor with that rule alone', () => {
    const left = alert('08:00', 'down', { heard: '12:00' });
    expect(attainmentOf([left], undefined, [monitor({ id: 'a' })])?.notRepeated).toHaveLength(1);
    expect(attainmentOf([left], {}, [monitor({ id: 'a' })])).not.toHaveProperty('notRepeated');
  });

  it('is nothing to name where the trouble is only taken to have begun before it was told', () => {
    const open = alert('08:00', 'down', { heard: '16:00' });
    const attainment = attainmentOf([open], { staleAfterMs: 8 * HOUR, detectionOffsetMs: HOUR });
    expect(attainment?.ms.down).toBe(16 * HOUR);
    expect(attainment).not.toHaveProperty('notRepeated');
  });

  it('is nothing to name where it is repeated, or the monitor itself said unknown, or nothing is said of repeats', () => {
    const open = alert('08:00', 'down', { heard: '16:00' });
    expect(attainmentOf([open])).not.toHaveProperty('notRepeated');
    expect(attainmentOf([alert('08:00', 'unknown', { heard: '08:00' })])).not.toHaveProperty('notRepeated');
    expect(attainmentOf([alert('08:00', 'down', { heard: '08:00' })], {})).not.toHaveProperty('notRepeated');
  });
});
