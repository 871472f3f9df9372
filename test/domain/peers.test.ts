import { describe, expect, it } from 'vitest';
import type { Calendar, Catalogue } from '../../shared/domain/catalogue.ts';
import { foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import type { MonitorState, Signal } from '../../shared/domain/signal.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

/**
 * What is particular to each tool that teams move over from, one example each. Unless an example says otherwise it lasts
 * from 08:00 to 18:00, 600 minutes: 60 minutes are 10 %.
 */
const PERIOD = '2026-10-14T08:00:00Z/2026-10-14T18:00:00Z';

function at(time: string): number {
  return parseInstant(`2026-10-14T${time}:00Z`);
}

function state(time: string, to: MonitorState, probe = 'probe'): Signal {
  return { kind: 'state', monitor: probe, state: to, at: at(time) };
}

function maintenance(start: string, end: string): Signal {
  const times = { start: at(start), end: at(end), announcedAt: at('00:00') };
  return { kind: 'maintenance', maintenance: 'M1', services: ['checkout'], ...times };
}

interface Asked {
  readonly overrides?: Partial<Catalogue>;
  readonly period?: string;
}

/** Agreed minutes, down minutes, and the percentage. */
function figures(method: string, signals: readonly Signal[], { overrides = {}, period = PERIOD }: Asked = {}) {
  const versions = [version(overrides)];
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const now = parseInstant('2027-01-01T00:00:00Z');
  const [attainment] = countTwice(versions, folded, { period, method, now });
  if (attainment === undefined) throw new Error('expected an attainment');
  const { agreedMs, downtimeMs, availability } = attainment;
  return [agreedMs / 60_000, downtimeMs / 60_000, availability?.percent];
}

describe('strict', () => {
  it('may give more than contract where maintenance was up: it is agreed time to strict', () => {
    // Maintenance 08:00–13:00, all of it up; down 15:00–16:00. Contract: 60 of 300. Strict: 60 of 600.
    const mostlyUp = [
      state('07:00', 'up'),
      state('15:00', 'down'),
      state('16:00', 'up'),
      maintenance('08:00', '13:00'),
    ];
    expect(figures('contract', mostlyUp)).toEqual([300, 60, '80.00']);
    expect(figures('strict', mostlyUp)).toEqual([600, 60, '90.00']);
  });

  it('has no time without a verdict: a service that nobody watches is down', () => {
    expect(figures('strict', [], { overrides: { services: [service({ monitors: [] })] } })).toEqual([600, 600, '0.00']);
  });
});

describe('zabbix', () => {
  it('leaves excluded downtimes out of both sides', () => {
    // Down 09:00–11:00, of which 09:00–10:00 is excluded: 60 of 540 minutes.
    const excluded = { start: at('09:00'), end: at('10:00'), reason: 'Agreed test', approvedBy: 'Acme' };
    const overrides = { agreements: [agreement({ exclusions: [excluded] })] };
    const down = [state('07:00', 'up'), state('09:00', 'down'), state('11:00', 'up')];
    expect(figures('zabbix', down, { overrides })).toEqual([540, 60, '88.88']);
  });

  it('counts a weekly schedule in its zone, a short day at a clock change included', () => {
    // 00:00–12:00 in Berlin on Sunday 29 March 2026 is 11 hours, 660 minutes; down 10:00–11:06 is 66 of them.
    const morning: Calendar = {
      timeZone: 'Europe/Berlin',
      week: { sunday: [{ from: '00:00', to: '12:00' }] },
      holidays: [],
    };
    const overrides = { calendars: { morning }, agreements: [agreement({ hours: 'morning' })] };
    const said = { kind: 'state', monitor: 'probe' } as const;
    const down: Signal[] = [
      { ...said, state: 'up', at: parseInstant('2026-03-28T00:00:00+01:00') },
      { ...said, state: 'down', at: parseInstant('2026-03-29T10:00:00+02:00') },
      { ...said, state: 'up', at: parseInstant('2026-03-29T11:06:00+02:00') },
    ];
    const period = '2026-03-29T00:00:00+01:00/2026-03-30T00:00:00+02:00';
    expect(figures('zabbix', down, { overrides, period })).toEqual([660, 66, '90.00']);
  });

  it('knows no severity below a problem', () => {
    expect(figures('zabbix', [state('07:00', 'up'), state('09:00', 'degraded'), state('10:00', 'up')])).toEqual([
      600,
      60,
      '90.00',
    ]);
  });
});

describe('checkmk', () => {
  const silentFeed = {
    sources: [source({ id: 'checks', heartbeat: { everyMs: 3_600_000, allowedGapMs: 3_600_000 } })],
    services: [service({ monitors: [monitor({ id: 'probe', source: 'checks' })] })],
  };
  const beats = ['07:00', '08:00', '09:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00'].map(
    (time): Signal => ({ kind: 'heartbeat', feed: 'checks', at: at(time), every: 3_600_000 }),
  );

  it('asks first whether it was monitored, and then for a downtime', () => {
    // Not monitored 10:00–12:00, downtime 11:00–13:00: 600 − 120 = 480 minutes, 60 of them in the downtime.
    const both = [state('07:00', 'up'), ...beats, maintenance('11:00', '13:00')];
    expect(figures('checkmk', both, { overrides: silentFeed })).toEqual([480, 60, '87.50']);
    expect(figures('checkmk-exclude', both, { overrides: silentFeed })).toEqual([420, 0, '100.00']);
    expect(figures('checkmk-ignore', both, { overrides: silentFeed })).toEqual([480, 0, '100.00']);
  });

  it('has an OK column: WARN and UNKNOWN are not in it', () => {
    const warned = [state('07:00', 'up'), state('09:00', 'degraded'), state('10:00', 'unknown'), state('11:00', 'up')];
    expect(figures('checkmk', warned)).toEqual([600, 120, '80.00']);
  });

  it('may melt short intervals away', () => {
    const melting = { ...methodNamed('checkmk'), name: 'melting', shortInterruptionMs: 180_000 };
    const flapping = [
      state('07:00', 'up'),
      ...[0, 4, 8].flatMap((minute) => [state(`09:0${minute}`, 'down'), state(`09:0${minute + 1}`, 'up')]),
      state('12:00', 'down'),
      state('13:00', 'up'),
    ];
    expect(figures('checkmk', flapping)).toEqual([600, 63, '89.50']);
    expect(figures('melting', flapping, { overrides: { methods: [melting] } })).toEqual([600, 60, '90.00']);
  });
});

describe('oneuptime', () => {
  it('is down while any monitor is, and counts what two of them say at once only once', () => {
    // One 09:00–11:00, the other 10:00–12:00: three hours.
    const overrides = { services: [service({ monitors: [monitor({ id: 'one' }), monitor({ id: 'two' })] })] };
    const overlapping = [
      state('07:00', 'up', 'one'),
      state('07:00', 'up', 'two'),
      state('09:00', 'down', 'one'),
      state('10:00', 'down', 'two'),
      state('11:00', 'up', 'one'),
      state('12:00', 'up', 'two'),
    ];
    expect(figures('oneuptime', overlapping, { overrides })).toEqual([600, 180, '70.00']);
    // As an average over monitors: 120 and 120 of 600 each, so 120.
    expect(figures('oneuptime-average', overlapping, { overrides })).toEqual([600, 120, '80.00']);
  });

  it.each([
    ['all of them have to be down', { type: 'allDown' } as const, 0, '100.00'],
    ['each has half a say', { type: 'weighted', weights: { one: 500, two: 500 } } as const, 30, '95.00'],
  ])('counts what one of two says whole, where by the service %s', (_, rollUp, ownMinutes, own) => {
    const overrides = { services: [service({ rollUp, monitors: [monitor({ id: 'one' }), monitor({ id: 'two' })] })] };
    const oneOfTwo = [
      state('07:00', 'up', 'one'),
      state('07:00', 'up', 'two'),
      state('09:00', 'down', 'one'),
      state('10:00', 'up', 'one'),
    ];
    expect(figures('oneuptime', oneOfTwo, { overrides })).toEqual([600, 60, '90.00']);
    expect(figures('zabbix', oneOfTwo, { overrides })).toEqual([600, ownMinutes, own]);
  });

  it('knows no maintenance', () => {
    const maintained = [
      state('07:00', 'up'),
      state('09:00', 'down'),
      state('10:00', 'up'),
      maintenance('09:00', '10:00'),
    ];
    expect(figures('oneuptime', maintained)).toEqual([600, 60, '90.00']);
  });
});

describe('openstatus', () => {
  it('takes the worst weight of what overlaps, and floors to three decimals', () => {
    // Degraded 09:00–12:00 weighs 0.5, down 10:00–11:00 weighs 1: 60 × 0.5 + 60 + 60 × 0.5 = 120 minutes.
    const overrides = { services: [service({ monitors: [monitor({ id: 'one' }), monitor({ id: 'two' })] })] };
    const overlapping = [
      state('07:00', 'up', 'one'),
      state('07:00', 'up', 'two'),
      state('09:00', 'degraded', 'one'),
      state('10:00', 'down', 'two'),
      state('11:00', 'up', 'two'),
      state('12:00', 'up', 'one'),
    ];
    expect(figures('openstatus', overlapping, { overrides })).toEqual([600, 120, '80.000']);
    // 1 of 600 minutes: 99.8333… %.
    expect(figures('openstatus', [state('07:00', 'up'), state('09:00', 'down'), state('09:01', 'up')])).toEqual([
      600,
      1,
      '99.833',
    ]);
  });
});

describe('statuspage', () => {
  it('weighs a partial outage by 0.3 of a major one', () => {
    const partial = [state('07:00', 'up'), state('09:00', 'degraded'), state('10:40', 'up')];
    // 100 × 0.3 = 30 of 600 minutes.
    expect(figures('statuspage', partial)).toEqual([600, 30, '95.00']);
  });

  it('takes maintenance for up', () => {
    const maintained = [
      state('07:00', 'up'),
      state('09:00', 'down'),
      state('10:00', 'up'),
      maintenance('09:00', '10:00'),
    ];
    expect(figures('statuspage', maintained)).toEqual([600, 0, '100.00']);
  });
});
