import fc from 'fast-check';
import type { AlertRules } from '../../shared/domain/alert-rules.ts';
import { BUILT_IN_METHODS } from '../../shared/domain/built-in-methods.ts';
import type { Calendar, Catalogue, DayHours, MaintenanceWindow, Service } from '../../shared/domain/catalogue.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import type { AccountingMethod } from '../../shared/domain/method.ts';
import type { Recurrence } from '../../shared/domain/recurrence.ts';
import type { CorrectionSignal, CorrectiveAction, Signal } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import { MIDNIGHT, scenarios, signalsOf, versionsOf } from './arbitraries.ts';

/**
 * The small worlds of `arbitraries.ts` with what a catalogue may say besides and the oracle does not know: methods of all
 * kinds, hours in several zones, dates of go-live, windows of maintenance, and corrections of all kinds.
 */
export interface World {
  readonly versions: readonly CatalogueVersion[];
  readonly signals: readonly Signal[];
  readonly period: string;
  readonly now: number;
}

export const worlds: fc.Arbitrary<World> = scenarios({ longest: 40 }).chain((scenario) => {
  const told = signalsOf(scenario);
  return fc
    .record({
      maintained: sometimes(fc.array(fc.boolean(), { minLength: 1, maxLength: 4 })),
      heardFor: sometimes(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 })),
      wordings: fc.array(wording, { minLength: 1, maxLength: 3 }),
      corrections: fc.oneof(fc.constant([]), corrections(told)),
    })
    .map(({ maintained, heardFor, wordings, corrections: corrected }) => ({
      versions: versionsOf(scenario).map((it, index) => reworded(it, wordings[index % wordings.length])),
      signals: [...repeated(inMaintenance(told, maintained), heardFor), ...corrected],
      period: `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`,
      now: scenario.now,
    }));
});

function sometimes<A>(unusual: fc.Arbitrary<A>): fc.Arbitrary<A | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: unusual });
}

/** Some of what is unknown is so as it is being maintained. */
function inMaintenance(told: readonly Signal[], maintained: readonly boolean[] | undefined): readonly Signal[] {
  return told.map((signal, index) => {
    const isMaintained = maintained?.[index % maintained.length] === true;
    return signal.kind === 'state' && signal.state === 'unknown' && isMaintained
      ? { ...signal, maintenance: true }
      : signal;
  });
}

/** The states as a sender says them that repeats what is open, each until so many milliseconds later. */
function repeated(told: readonly Signal[], heardFor: readonly number[] | undefined): Signal[] {
  return told.map((signal, index) => {
    const ms = heardFor?.[index % heardFor.length];
    return signal.kind === 'state' && ms !== undefined ? { ...signal, heardAt: signal.at + ms } : signal;
  });
}

const DAY_MS = 86_400_000;
const near = fc.noBias(fc.integer({ min: MIDNIGHT - 20, max: MIDNIGHT + 24 }));
const length = fc.noBias(fc.integer({ min: 1, max: 18 }));
const treatment = fc.constantFrom('exclude', 'countAsUp', 'countAsDown', 'carry', 'omit');

const ownMethod: fc.Arbitrary<AccountingMethod> = fc.record(
  {
    name: fc.constant('own'),
    version: fc.constant(1),
    maintenance: fc.constantFrom('exclude', 'countAsUp', 'countAsDown', 'ignore'),
    upInMaintenanceIsUp: fc.constant(true),
    unknownBeforeMaintenance: fc.constant(true),
    unknown: fc.record({
      reported: treatment,
      feedSilent: treatment,
      neverSeen: treatment,
      pending: treatment,
      noMonitor: treatment,
    }),
    degradedWeight: fc.constantFrom(0, 1, 300, 500, 1000),
    rollUp: fc.constant('monitorSeconds'),
    shortInterruptionMs: fc.integer({ min: 1, max: 8 }),
    initialState: fc.shuffledSubarray(['lastBefore', 'previousNamed', 'currentState', 'silence', 'up'], {
      minLength: 1,
    }),
  },
  { requiredKeys: ['name', 'version', 'maintenance', 'unknown', 'degradedWeight', 'initialState'] },
);

const time = fc.constantFrom('00:00', '00:30', '05:00', '05:30', '13:00', '22:00', '23:30');
const hours: fc.Arbitrary<DayHours> = fc.oneof(
  fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) }),
  fc.constant({ from: '00:00', to: '24:00' }),
);
const date = fc.constantFrom('2026-12-31', '2027-01-01', '2027-01-02');

const calendar: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Asia/Kolkata', 'Europe/Berlin', 'Pacific/Apia', 'America/New_York'),
  week: fc.record({ thursday: fc.array(hours, { maxLength: 2 }), friday: fc.array(hours, { maxLength: 2 }) }),
  holidays: fc.subarray(['2026-12-31', '2027-01-01']),
  extra: fc.array(fc.record({ date, hours: fc.array(hours, { maxLength: 2 }) }), { maxLength: 1 }),
  closed: fc.array(date, { maxLength: 1 }),
});

/** Windows that begin at a midnight of UTC; some of them still last at the next. */
const window: fc.Arbitrary<MaintenanceWindow> = fc.record(
  {
    id: fc.constant('window'),
    from: fc.constantFrom('2026-12-31T00:00', '2027-01-01T00:00'),
    durationMs: fc.constantFrom(7, 20, DAY_MS + 5),
    timeZone: fc.constant('UTC'),
    rule: fc.constantFrom<Recurrence>(
      { frequency: 'DAILY', interval: 1 },
      { frequency: 'DAILY', interval: 1, count: 1 },
      { frequency: 'DAILY', interval: 1, until: '2026-12-31' },
    ),
    except: fc.subarray(['2026-12-31', '2027-01-01'], { minLength: 1 }),
    services: fc.subarray(['checkout', 'payments']),
  },
  { requiredKeys: ['id', 'from', 'durationMs', 'timeZone'] },
);

interface Rewording {
  readonly method: AccountingMethod;
  readonly hours: Calendar | undefined;
  readonly life: Pick<Service, 'from' | 'to'> | undefined;
  /** Of payments. */
  readonly lifeBehind: Pick<Service, 'from' | 'to'> | undefined;
  readonly timeZone: string;
  readonly alertRules: AlertRules | undefined;
  readonly windows: readonly MaintenanceWindow[] | undefined;
}

const moment = fc.oneof(date, near);
const wording: fc.Arbitrary<Rewording> = fc.record({
  method: fc.oneof(ownMethod, fc.constantFrom(...BUILT_IN_METHODS)),
  hours: sometimes(calendar),
  life: sometimes(fc.record({ from: moment, to: moment }, { requiredKeys: [] })),
  lifeBehind: sometimes(fc.record({ from: moment, to: moment }, { requiredKeys: [] })),
  timeZone: fc.constantFrom('UTC', 'Asia/Kolkata'),
  alertRules: sometimes(
    fc.record(
      {
        staleAfterMs: fc.integer({ min: 1, max: 12 }),
        openAtMostMs: fc.integer({ min: 1, max: 12 }),
        detectionOffsetMs: fc.integer({ min: 1, max: 6 }),
        mergeGap: fc.record({
          withinMs: fc.integer({ min: 1, max: 8 }),
          countsAs: fc.constantFrom<'down' | 'unknown'>('down', 'unknown'),
        }),
      },
      { requiredKeys: [] },
    ),
  ),
  windows: sometimes(fc.array(window, { minLength: 1, maxLength: 2 })),
});

function reworded(version: CatalogueVersion, said: Rewording | undefined): CatalogueVersion {
  if (said === undefined) return version;
  const { catalogue } = version;
  const open = said.hours === undefined ? {} : { open: said.hours };
  const changed: Partial<Catalogue> = {
    methods: [{ ...said.method, name: 'own' }],
    calendars: { ...catalogue.calendars, ...open },
    services: catalogue.services.map((service) => {
      const it = withRules(service, said.alertRules);
      if (it.id === 'checkout') return { ...it, ...said.life };
      return it.id === 'payments' ? { ...it, ...said.lifeBehind } : it;
    }),
    agreements: catalogue.agreements.map((it) => ({
      ...it,
      timeZone: said.timeZone,
      method: 'own',
      ...(said.hours !== undefined && { hours: 'open' }),
      ...(said.windows !== undefined && { maintenanceWindows: said.windows }),
    })),
  };
  return { ...version, catalogue: { ...catalogue, ...changed } };
}

function withRules(service: Service, alertRules: AlertRules | undefined): Service {
  if (alertRules === undefined) return service;
  return { ...service, monitors: service.monitors.map((monitor) => ({ ...monitor, alertRules })) };
}

const IDS = ['COR-1', 'COR-2', 'COR-3'] as const;
const people = fc.constantFrom('Kim', ' kim', 'Robin', 'Robin', 'Sam');
/** Whose correction it is; of the one that is asked about more often. */
const whose = fc.constantFrom(['checkout'], ['checkout'], ['payments'], ['checkout', 'cards']);
const soon = fc.integer({ min: 10, max: 30 });

/** Corrections of a few stretches and of what was told; no id is proposed twice at one instant. */
function corrections(told: readonly Signal[]): fc.Arbitrary<readonly Signal[]> {
  const proposal = fc
    .record({
      id: fc.constantFrom(...IDS),
      services: whose,
      proposedBy: people,
      expiresAt: sometimes(soon),
      action: actions(told),
    })
    .map(({ id, services, proposedBy, expiresAt, action }) => ({
      kind: 'correction' as const,
      correction: id,
      services,
      proposedBy,
      reason: 'other' as const,
      ...(expiresAt !== undefined && { expiresAt }),
      ...action,
    }));
  const proposals = fc
    .array(proposal, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((it, index): CorrectionSignal => ({ ...it, proposedAt: index * 3 })));
  return fc.tuple(proposals, fc.array(decision, { minLength: 2, maxLength: 7 })).map((both) => both.flat());
}

const decision: fc.Arbitrary<Signal> = fc.record({
  kind: fc.constant('approval'),
  correction: fc.constantFrom(...IDS),
  services: whose,
  approvedBy: people,
  at: soon,
  decision: fc.constantFrom('approved', 'approved', 'approved', 'rejected', 'withdrawn'),
});

function actions(told: readonly Signal[]): fc.Arbitrary<CorrectiveAction> {
  const changes = told
    .filter((it) => it.kind === 'state')
    .map(({ labels, monitor, at }) => ({ monitor: labels?.probe ?? '', signal: monitor, at }));
  const change = fc.constantFrom(...changes, { monitor: 'p1', signal: 's1', at: MIDNIGHT });
  return fc
    .record({ start: near, length, change, to: near })
    .chain(({ start, length: lasting, change: it, to }) =>
      fc.constantFrom<CorrectiveAction>(
        { action: 'exclude', start, end: start + lasting },
        { action: 'include', start, end: start + lasting },
        { action: 'reclassify', start, end: start + lasting, state: 'up' },
        { action: 'reclassify', start, end: start + lasting, state: 'degraded' },
        { action: 'reclassify', start, end: start + lasting, state: 'down' },
        { action: 'reclassify', start, end: start + lasting, state: 'unknown' },
        { action: 'void', ...it },
        { action: 'void', ...it },
        { action: 'amend', ...it, to },
        { action: 'amend', ...it, to },
      ),
    );
}
