import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { MonitorState, PreviousState, Signal } from '../../shared/domain/signal.ts';
import { monitor, service, source, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

/**
 * The same history gives the same figure as Icinga DB's SLA report. Every example lasts from 08:00 to 18:00, which is
 * 600 minutes: 60 minutes are 10 %.
 */
const PERIOD = '2026-10-14T08:00:00Z/2026-10-14T18:00:00Z';

function at(time: string): number {
  return parseInstant(`2026-10-14T${time}:00Z`);
}

/** A hard state change: OK is up, WARNING degraded, CRITICAL down, UNKNOWN unknown. */
function state(time: string, to: MonitorState, previous?: PreviousState): Signal {
  const said = { kind: 'state', monitor: 'probe', state: to, at: at(time) } as const;
  return previous === undefined ? said : { ...said, previous };
}

function downtime(id: string, start: string, end: string): Signal {
  const times = { start: at(start), end: at(end), announcedAt: at('00:00') };
  return { kind: 'maintenance', maintenance: id, services: ['checkout'], ...times };
}

function report(signals: readonly Signal[], overrides: Partial<Catalogue> = {}): Attainment {
  const versions = [version(overrides)];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const selection = { period: PERIOD, method: 'icinga', now: parseInstant('2027-01-01T00:00:00Z') };
  const [attainment] = countTwice(versions, folded, selection);
  if (attainment === undefined) throw new Error('expected an attainment');
  return attainment;
}

function percent(...signals: readonly Signal[]): string | undefined {
  return report(signals).availability?.percent;
}

describe('the state at the start', () => {
  it('is that of the last change before it', () => {
    expect(percent(state('06:00', 'up'), state('07:00', 'down'), state('09:00', 'up', 'down'))).toBe('90.00');
  });

  it('is that of a change at the very start', () => {
    expect(percent(state('07:00', 'up'), state('08:00', 'down', 'up'))).toBe('0.00');
  });

  it('stays when nothing happens within the period', () => {
    expect(percent(state('07:00', 'down', 'up'))).toBe('0.00');
  });

  it('failing that, is what the first change after it names', () => {
    expect(percent(state('10:00', 'up', 'down'))).toBe('80.00');
  });

  it('is named so even by a change after the end', () => {
    expect(percent(state('20:00', 'up', 'down'))).toBe('0.00');
  });

  it('is not what a later change names when there is one before', () => {
    expect(percent(state('07:00', 'up'), state('10:00', 'up', 'down'))).toBe('100.00');
    expect(percent(state('07:00', 'down'), state('10:00', 'up', 'up'))).toBe('80.00');
  });

  it('failing that too, is the current one', () => {
    expect(percent(state('21:00', 'down'))).toBe('0.00');
  });

  it('is not the current one when a later change names another', () => {
    expect(percent(state('10:00', 'up', 'down'), state('21:00', 'up'))).toBe('80.00');
  });

  it('is OK when there is nothing at all', () => {
    expect(percent()).toBe('100.00');
  });

  it('is OK for a check source that was never heard, too', () => {
    const silent = { services: [service({ monitors: [monitor({ id: 'probe', silenceMeans: 'unknown' })] })] };
    expect(report([], silent).availability?.percent).toBe('100.00');
  });
});

describe('problem time', () => {
  it('is CRITICAL and UNKNOWN, and not WARNING', () => {
    expect(percent(state('07:00', 'up'), state('09:00', 'down'), state('10:00', 'up'))).toBe('90.00');
    expect(percent(state('07:00', 'up'), state('09:00', 'unknown'), state('10:00', 'up'))).toBe('90.00');
    expect(percent(state('07:00', 'up'), state('09:00', 'degraded'), state('10:00', 'up'))).toBe('100.00');
  });

  it('adds up over a flapping day', () => {
    // 30 + 60 + 90 = 180 minutes of 600.
    expect(
      percent(
        state('08:00', 'up'),
        state('08:30', 'down', 'up'),
        state('09:00', 'up', 'down'),
        state('11:00', 'down', 'up'),
        state('12:00', 'degraded', 'down'),
        state('13:00', 'up', 'degraded'),
        state('16:30', 'unknown', 'up'),
      ),
    ).toBe('70.00');
  });

  it('of two states at one instant is that of the worse', () => {
    const both = [state('12:00', 'degraded'), state('12:00', 'down')];
    expect(percent(state('08:00', 'up'), ...both, state('13:00', 'up'))).toBe('90.00');
    expect(percent(state('08:00', 'up'), ...both.toReversed(), state('13:00', 'up'))).toBe('90.00');
  });

  it('ends with the period', () => {
    expect(percent(state('08:00', 'up'), state('17:00', 'down'), state('19:00', 'up'))).toBe('90.00');
  });

  it('begins at the change and not a millisecond before: one at the end is of the next period', () => {
    expect(percent(state('08:00', 'up'), state('18:00', 'down'))).toBe('100.00');
  });
});

describe('downtime', () => {
  it('hides problems, and stays in the denominator', () => {
    // Down 10:00–12:00, downtime 11:00–13:00: one hour of ten is a problem, not one of eight.
    const attainment = report([
      state('08:00', 'up'),
      state('10:00', 'down'),
      state('12:00', 'up'),
      downtime('D1', '11:00', '13:00'),
    ]);
    expect(attainment.availability?.percent).toBe('90.00');
    expect(attainment.agreedMs).toBe(600 * 60_000);
  });

  it('that overlaps another is over when both are', () => {
    // Downtimes 10:00–12:00 and 11:00–13:00; down 09:00–14:00: 09–10 and 13–14 are problems.
    const overlapping = [downtime('D1', '10:00', '12:00'), downtime('D2', '11:00', '13:00')];
    expect(percent(state('08:00', 'up'), state('09:00', 'down'), state('14:00', 'up'), ...overlapping)).toBe('80.00');
  });

  it('that ends as another starts leaves no gap', () => {
    const touching = [downtime('D1', '09:00', '10:00'), downtime('D2', '10:00', '11:00')];
    expect(percent(state('07:00', 'up'), state('09:00', 'down'), state('11:00', 'up'), ...touching)).toBe('100.00');
  });

  it('that starts as the problem does hides all of it; that ends as the problem does, too', () => {
    const problem = [state('07:00', 'up'), state('09:00', 'down'), state('10:00', 'up')];
    expect(percent(...problem, downtime('D1', '09:00', '10:00'))).toBe('100.00');
    expect(percent(...problem, downtime('D1', '08:30', '09:00'), downtime('D2', '10:00', '11:00'))).toBe('90.00');
  });

  it('may have started before the period and end after it', () => {
    const spanning = [state('07:00', 'down'), downtime('D1', '06:00', '16:00')];
    expect(percent(...spanning)).toBe('80.00');
    expect(percent(...spanning, downtime('D2', '16:00', '20:00'))).toBe('100.00');
  });

  it('that ends at the start of the period, or starts at its end, does nothing', () => {
    expect(percent(state('07:00', 'down'), downtime('D1', '06:00', '08:00'), downtime('D2', '18:00', '19:00'))).toBe(
      '0.00',
    );
  });

  it('that ended while the problem went on hides no more', () => {
    expect(percent(state('07:00', 'up'), state('09:00', 'down'), downtime('D1', '08:30', '17:00'))).toBe('90.00');
  });
});

describe('a stretch that was pending', () => {
  it('at the start leaves the denominator', () => {
    // Pending until 13:00; then 60 minutes down of the 300 that are left: 80 %.
    const { availability, ms, agreedMs } = report([state('13:00', 'down', 'pending'), state('14:00', 'up', 'down')]);
    expect(availability?.percent).toBe('80.00');
    expect(agreedMs).toBe(300 * 60_000);
    expect(ms.unknown).toBe(300 * 60_000);
  });

  it('in between leaves it too, whatever the change before it had said', () => {
    // Down 09:00–14:00, but pending says the change at 14:00; down 16:00–17:00. 300 minutes are left, 60 of them down.
    expect(
      percent(
        state('08:00', 'up', 'down'),
        state('09:00', 'down', 'up'),
        state('14:00', 'up', 'pending'),
        state('16:00', 'down', 'up'),
        state('17:00', 'up', 'down'),
      ),
    ).toBe('80.00');
  });

  it('begins at the change before it, even if that only repeated the state', () => {
    // Down from 09:00, still down at 12:00, pending from then until 17:00: 180 of 300 minutes are a problem.
    expect(
      percent(
        state('07:00', 'up'),
        state('09:00', 'down', 'up'),
        state('12:00', 'down', 'down'),
        state('17:00', 'up', 'pending'),
      ),
    ).toBe('40.00');
  });

  it('leaves no bounds: it was never to be counted', () => {
    const { availability } = report([state('13:00', 'down', 'pending'), state('14:00', 'up', 'down')]);
    expect([availability?.low, availability?.high]).toEqual([availability?.exact, availability?.exact]);
  });

  it('all the time leaves nothing to count', () => {
    expect(report([state('20:00', 'up', 'pending')])).toMatchObject({ availability: null, verdict: 'noAgreedTime' });
  });
});

describe('a feed that fell silent', () => {
  it('is not noticed: the state before it goes on', () => {
    const overrides = {
      sources: [source({ id: 'icinga', heartbeat: { everyMs: 60_000, allowedGapMs: 120_000 } })],
      services: [service({ monitors: [monitor({ id: 'probe', source: 'icinga' })] })],
    };
    const { availability, ms } = report([state('07:00', 'up'), state('17:00', 'down')], overrides);
    expect(availability?.percent).toBe('90.00');
    expect(ms.unknown).toBe(0);
  });
});
