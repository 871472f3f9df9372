import { describe, expect, it } from 'vitest';
import { foldSignals } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { type AccountingMethod, methodNamed } from '../../shared/domain/method.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import type { MonitorState, PreviousState, Signal } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';
import { countTwice } from '../support/counted-twice.ts';

/** Methods that a team defines itself. Every example lasts from 08:00 to 18:00, 600 minutes: 60 minutes are 10 %. */
const PERIOD = '2026-10-14T08:00:00Z/2026-10-14T18:00:00Z';

function at(time: string): number {
  return parseInstant(`2026-10-14T${time}:00Z`);
}

function state(time: string, to: MonitorState, previous?: PreviousState): Signal {
  const said = { kind: 'state', monitor: 'probe', state: to, at: at(time) } as const;
  return previous === undefined ? said : { ...said, previous };
}

function maintenance(start: string, end: string): Signal {
  const times = { start: at(start), end: at(end), announcedAt: at('00:00') };
  return { kind: 'maintenance', maintenance: 'M1', services: ['checkout'], ...times };
}

function own(settings: Partial<AccountingMethod>): AccountingMethod {
  return { ...methodNamed('contract'), name: 'ours', ...settings };
}

function counted(versions: readonly CatalogueVersion[], signals: readonly Signal[], method?: string): Attainment {
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const now = parseInstant('2027-01-01T00:00:00Z');
  const [attainment] = countTwice(versions, folded, { period: PERIOD, method, now });
  if (attainment === undefined) throw new Error('expected an attainment');
  return attainment;
}

/** Agreed minutes, down minutes, and the percentage. */
function figures({ agreedMs, downtimeMs, availability }: Attainment) {
  return [agreedMs / 60_000, downtimeMs / 60_000, availability?.percent];
}

function under(settings: Partial<AccountingMethod>, ...signals: readonly Signal[]) {
  const versions = [version({ methods: [own(settings)], agreements: [agreement({ method: 'ours' })] })];
  return figures(counted(versions, signals));
}

describe('a method of the catalogue', () => {
  const hourDegraded = [state('07:00', 'up'), state('09:00', 'degraded'), state('10:00', 'up')];

  it('counts for the agreement that names it', () => {
    // Half of 60 degraded minutes: 30 of 600.
    expect(under({ degradedWeight: 500 }, ...hourDegraded)).toEqual([600, 30, '95.00']);
  });

  it('is named on the figure', () => {
    const versions = [version({ methods: [own({})], agreements: [agreement({ method: 'ours' })] })];
    expect(counted(versions, hourDegraded).method).toBe('ours');
  });

  it('may be asked for instead of the agreement’s own', () => {
    const versions = [version({ methods: [own({ degradedWeight: 1000 })] })];
    expect(figures(counted(versions, hourDegraded, 'ours'))).toEqual([600, 60, '90.00']);
  });

  it('is refused by a name that nobody defines', () => {
    const versions = [version({ methods: [own({})] })];
    expect(() => counted(versions, hourDegraded, 'theirs')).toThrow(
      'No method named "theirs"; known: contract, strict, icinga, zabbix, checkmk, checkmk-exclude, checkmk-ignore, oneuptime, oneuptime-average, openstatus, statuspage, ours',
    );
  });
});

describe('a change of method', () => {
  const signals = [
    state('07:00', 'up'),
    state('09:00', 'degraded'),
    state('10:00', 'up'),
    state('14:00', 'degraded'),
    state('15:00', 'up'),
  ];

  it('takes effect from the date of the catalogue that names another', () => {
    // Until noon degraded time is free; from noon it counts by half: 30 of 600 minutes.
    const versions = [
      version({ agreements: [agreement({ method: 'contract' })] }),
      version({
        effectiveFrom: at('12:00'),
        methods: [own({ degradedWeight: 500 })],
        agreements: [agreement({ method: 'ours' })],
      }),
    ];
    expect(figures(counted(versions, signals))).toEqual([600, 30, '95.00']);
  });

  it('that is in a method’s own settings does so too', () => {
    // Until noon it counts in full, from noon by half: 60 + 30 of 600 minutes.
    const wording = { agreements: [agreement({ method: 'ours' })] };
    const versions = [
      version({ ...wording, methods: [own({ degradedWeight: 1000 })] }),
      version({ ...wording, effectiveFrom: at('12:00'), methods: [own({ degradedWeight: 500 })] }),
    ];
    expect(figures(counted(versions, signals))).toEqual([600, 90, '85.00']);
  });
});

describe('the setting', () => {
  it('shortInterruption takes short outages for what is around them', () => {
    const shortAndLong = [
      state('07:00', 'up'),
      state('09:00', 'down'),
      state('09:04', 'up'),
      state('10:00', 'down'),
      state('11:00', 'up'),
    ];
    expect(under({ shortInterruptionMs: 5 * 60_000 }, ...shortAndLong)).toEqual([600, 60, '90.00']);
    expect(under({ shortInterruptionMs: 4 * 60_000 }, ...shortAndLong)).toEqual([600, 64, '89.33']);
  });

  it('unknownBeforeMaintenance says what counts where both hold', () => {
    // Nothing was seen 09:00–11:00, maintenance 10:00–12:00 as up.
    const seenAgain = { ...state('11:00', 'up'), previous: 'pending' as const };
    const both = [state('07:00', 'up'), state('09:00', 'up'), seenAgain, maintenance('10:00', '12:00')];
    expect(under({ maintenance: 'countAsUp' }, ...both)).toEqual([540, 0, '100.00']);
    expect(under({ maintenance: 'countAsUp', unknownBeforeMaintenance: true }, ...both)).toEqual([480, 0, '100.00']);
    // A monitor that says it does not know was looking.
    const said = [state('07:00', 'up'), state('09:00', 'unknown'), state('11:00', 'up'), maintenance('10:00', '12:00')];
    expect(under({ maintenance: 'countAsUp', unknownBeforeMaintenance: true }, ...said)).toEqual([540, 0, '100.00']);
  });

  it('upInMaintenanceIsUp takes out only the bad time of maintenance', () => {
    // Maintenance 10:00–12:00, down 10:00–11:00; an outage 14:00–15:00.
    const maintained = [
      state('07:00', 'up'),
      state('10:00', 'down'),
      state('11:00', 'up'),
      state('14:00', 'down'),
      state('15:00', 'up'),
      maintenance('10:00', '12:00'),
    ];
    expect(under({}, ...maintained)).toEqual([480, 60, '87.50']);
    expect(under({ upInMaintenanceIsUp: true }, ...maintained)).toEqual([540, 60, '88.88']);
  });

  it('carry keeps what a monitor was before it called itself unknown', () => {
    const unknown = { ...methodNamed('contract').unknown, reported: 'carry' } as const;
    const afterDown = [state('07:00', 'up'), state('09:00', 'down'), state('10:00', 'unknown'), state('11:00', 'up')];
    expect(under({ unknown }, ...afterDown)).toEqual([600, 120, '80.00']);
    const afterUp = [state('07:00', 'up'), state('09:00', 'unknown'), state('10:00', 'up')];
    expect(under({ unknown }, ...afterUp)).toEqual([600, 0, '100.00']);
  });

  it('carry knows what was before the period if the last event before it names it, and else leaves the time out', () => {
    const unknown = { ...methodNamed('contract').unknown, reported: 'carry' } as const;
    expect(under({ unknown }, state('07:00', 'unknown', 'down'), state('09:00', 'up'))).toEqual([600, 60, '90.00']);
    expect(under({ unknown }, state('07:00', 'unknown'), state('09:00', 'up'))).toEqual([540, 0, '100.00']);
  });

  it('carry has nothing to keep where nothing was known before, in the period as at its start', () => {
    const unknown = { ...methodNamed('contract').unknown, reported: 'carry', pending: 'countAsUp' } as const;
    // The first that was ever said, at 09:00, is that nothing is known: until 10:00 nothing is.
    expect(under({ unknown }, state('09:00', 'unknown'), state('10:00', 'up'))).toEqual([540, 0, '100.00']);
    // Pending until 09:00, which this team counts as up, and unknown after it.
    const pending = state('09:00', 'unknown', 'pending');
    expect(under({ unknown }, pending, state('10:00', 'up'))).toEqual([540, 0, '100.00']);
  });

  it('initialState is asked in its order: what stands behind silence or up is never reached', () => {
    const silent = [monitor({ id: 'probe', silenceMeans: 'unknown' })];
    const agreed = (...initialState: AccountingMethod['initialState']) => {
      const ours = { methods: [own({ initialState })], services: [service({ monitors: silent })] };
      return counted([version({ ...ours, agreements: [agreement({ method: 'ours' })] })], []).agreedMs / 60_000;
    };
    expect([agreed('up', 'previousNamed'), agreed('silence', 'up')]).toEqual([600, 0]);
  });

  it('displayDigits says how many digits are printed; they are cut off', () => {
    // 1 minute of 600: 99.8333… %.
    const minute = [state('07:00', 'up'), state('09:00', 'down'), state('09:01', 'up')];
    expect(under({ displayDigits: 4 }, ...minute)).toEqual([600, 1, '99.8333']);
    expect(under({ displayDigits: 0 }, ...minute)).toEqual([600, 1, '99']);
  });
});
