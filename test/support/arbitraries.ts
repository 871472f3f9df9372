import fc from 'fast-check';
import type {
  Agreement,
  Amendment,
  Calendar,
  Catalogue,
  Dependency,
  Monitor,
  RollUpRule,
  Service,
  Source,
} from '../../shared/domain/catalogue.ts';
import type { Signal } from '../../shared/domain/signal.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';
import type {
  CorrectionFact,
  Fact,
  Need,
  Probe,
  Rule,
  Scenario,
  ServiceName,
  Span,
  Wording,
} from '../oracle/scenario.ts';
import { agreement, monitor, service, source, version } from './catalogue.ts';

/**
 * Small worlds for properties. Everything happens within a few milliseconds of a midnight that begins a UTC day and a
 * year, so that events meet at one instant, at the edges of the period, and on both sides of a bucket.
 */
export const MIDNIGHT = Date.UTC(2027, 0, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const near = fc.noBias(fc.integer({ min: MIDNIGHT - 20, max: MIDNIGHT + 24 }));
const before = fc.constantFrom(MIDNIGHT - 400 * DAY_MS, MIDNIGHT - 2 * DAY_MS, MIDNIGHT - DAY_MS - 1);
const after = fc.constantFrom(MIDNIGHT + DAY_MS, MIDNIGHT + 3 * DAY_MS);
const instant = sometimes(15, near, fc.oneof(before, after));
/** Now and then one that ends before it starts. */
const span: fc.Arbitrary<Span> = fc
  .tuple(instant, fc.noBias(fc.integer({ min: -2, max: 18 })))
  .map(([start, length]) => ({ start, end: start + length }));

/** The usual value, except once in a while. */
function sometimes<A, B>(weight: number, usual: fc.Arbitrary<A>, unusual: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: unusual });
}

const PROBES = ['p1', 'p2', 'p3'] as const;
/** Of the services that checkout may need. */
const FURTHER = ['q1', 'q2', 'r1'] as const;
const FEEDS = ['f1', 'f2'] as const;
const said = fc.constantFrom('up', 'degraded', 'down', 'down', 'unknown');

const state: fc.Arbitrary<Fact> = fc.record(
  {
    what: fc.constant('state'),
    probe: fc.constantFrom(...PROBES, 'p1', ...FURTHER),
    stream: fc.constantFrom('s1', 's2'),
    state: said,
    at: instant,
    previous: fc.constantFrom('up', 'degraded', 'down', 'unknown', 'pending'),
    since: instant,
  },
  { requiredKeys: ['what', 'probe', 'stream', 'state', 'at'] },
);

// Announced again and again, with the same window or with another.
const KNOWN_SPANS: readonly Span[] = [
  { start: MIDNIGHT - 4, end: MIDNIGHT + 9 },
  { start: MIDNIGHT + 3, end: MIDNIGHT + 12 },
];
const maintenance: fc.Arbitrary<Fact> = fc
  .record(
    {
      id: fc.constantFrom('CHG-1', 'CHG-2'),
      span: sometimes(1, span, fc.constantFrom(...KNOWN_SPANS)),
      announcedAt: sometimes(1, before, near),
      cancelledAt: instant,
    },
    { requiredKeys: ['id', 'span', 'announcedAt'] },
  )
  .map(({ span: { start, end }, ...announced }) => ({ what: 'maintenance', start, end, ...announced }));

const beat: fc.Arbitrary<Fact> = fc.record({ what: fc.constant('beat'), feed: fc.constantFrom(...FEEDS), at: instant });

/** Facts in any order, some of them told twice. */
const facts: fc.Arbitrary<readonly Fact[]> = fc
  .array(
    fc.oneof({ weight: 6, arbitrary: state }, { weight: 2, arbitrary: maintenance }, { weight: 2, arbitrary: beat }),
    { minLength: 2, maxLength: 14, size: 'max' },
  )
  .map((told) => [...told, ...told.slice(0, 2)]);

const probes: fc.Arbitrary<readonly Probe[]> = fc
  .oneof(
    { weight: 1, arbitrary: fc.subarray([...PROBES]) },
    { weight: 4, arbitrary: fc.subarray([...PROBES], { minLength: 1 }) },
  )
  .chain((own) => fc.subarray([...FURTHER]).map((further) => [...own, ...further]))
  .chain((ids) => fc.tuple(...ids.map((id) => probe(id))));

function probe(id: string): fc.Arbitrary<Probe> {
  return fc.record({
    id: fc.constant(id),
    service: fc.constant(id.startsWith('p') ? 'checkout' : id.startsWith('q') ? 'payments' : 'cards'),
    silence: fc.constantFrom('up', 'unknown'),
    feed: fc.constantFrom('f1', 'f2', null, null, null),
  });
}

const anyDown: Rule = { what: 'count', down: 1 };
const rule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(anyDown) },
  { weight: 2, arbitrary: fc.constantFrom<Rule>({ what: 'count', down: 2 }, { what: 'count', down: 'all' }) },
  { weight: 1, arbitrary: fc.constant<Rule>({ what: 'share', weights: 'equal' }) },
  {
    weight: 1,
    arbitrary: fc.tuple(...PROBES.map(() => fc.integer({ min: 1, max: 9 }))).map((weights): Rule => {
      return { what: 'share', weights };
    }),
  },
);

const needs: fc.Arbitrary<readonly Need[]> = fc.constantFrom<readonly Need[]>(
  [],
  [],
  [{ of: ['payments'], work: 1 }],
  [{ of: ['payments', 'cards'], work: 1 }],
  [{ of: ['payments', 'cards'], work: 2 }],
  [
    { of: ['cards'], work: 1 },
    { of: ['payments'], work: 1 },
  ],
);

const feeds: fc.Arbitrary<Wording['feeds']> = fc.record(
  { f1: fc.constantFrom(null, 3, 10, 25), f2: fc.constantFrom(null, 1, 5, DAY_MS) },
  { requiredKeys: ['f1'] },
);

const always: Span = { start: MIDNIGHT - 9_999 * DAY_MS, end: MIDNIGHT + 9_999 * DAY_MS };
const untilMidnight: Span = { start: MIDNIGHT - DAY_MS / 4, end: MIDNIGHT };
const fromMidnight: Span = { start: MIDNIGHT, end: MIDNIGHT + DAY_MS / 4 };
/** Hours over a local midnight: from 22:00 of the day before, and until 04:00 of the next. */
const nightUntil: Span = { start: MIDNIGHT - 7.5 * HOUR_MS, end: MIDNIGHT };
const nightFrom: Span = { start: MIDNIGHT, end: MIDNIGHT + 22.5 * HOUR_MS };
const never: Span = { start: MIDNIGHT, end: MIDNIGHT };

/** The service hours above in a zone whose local midnight is far away: 05:30 there is the UTC midnight. */
const CALENDARS: ReadonlyMap<Span, Calendar> = new Map([
  [untilMidnight, daily('00:00', '05:30')],
  [fromMidnight, daily('05:30', '12:00')],
  [nightUntil, daily('22:00', '05:30')],
  [nightFrom, daily('05:30', '04:00')],
  [never, { ...daily('00:00', '24:00'), holidays: ['2027-01-01'] }],
]);

function daily(from: string, to: string): Calendar {
  const hours = [{ from, to }];
  return {
    timeZone: 'Asia/Kolkata',
    week: { wednesday: hours, thursday: hours, friday: hours, saturday: hours },
    holidays: [],
  };
}

const wording: fc.Arbitrary<Wording> = fc.record({
  from: instant,
  agreed: sometimes(15, fc.constant(true), fc.constant(false)),
  inForce: sometimes(6, fc.constant(always), span),
  life: sometimes(8, fc.constant(null), span),
  hours: sometimes(6, fc.constant(null), fc.constantFrom(untilMidnight, fromMidnight, nightUntil, nightFrom, never)),
  exclusions: fc.array(span, { maxLength: 2 }),
  noticeMs: fc.constantFrom(0, 0, 5, 20),
  allowance: sometimes(
    4,
    fc.constant(null),
    fc.record({ ms: fc.constantFrom(0, 1, 4, 9, 20), per: fc.constantFrom('month', 'quarter', 'year') }),
  ),
  toleranceMillionths: fc.constantFrom(0, 10_000, 300_000, 1_000_000),
  target: fc.constantFrom('0', '50', '62.5', '90', '95.123', '99.9', '100', null),
  method: fc.constantFrom(
    'contract',
    'icinga',
    'contract',
    'icinga',
    'strict',
    'checkmk',
    'checkmk-exclude',
    'checkmk-ignore',
  ),
  probes,
  rules: fc.record({ checkout: rule, payments: rule, cards: rule }),
  needs,
  paymentsNeedsCards: fc.boolean(),
  lives: fc.record({
    payments: sometimes(4, fc.constant(null), span),
    cards: sometimes(4, fc.constant(null), span),
  }),
  feeds,
});

/** Worlds whose period is at most `longest` milliseconds. */
export function scenarios({ longest }: { longest: number }): fc.Arbitrary<Scenario> {
  return fc
    .record({
      start: fc.integer({ min: MIDNIGHT - 15, max: MIDNIGHT + 5 }),
      length: fc.noBias(fc.integer({ min: 1, max: longest })),
      now: sometimes(3, fc.constant(MIDNIGHT + DAY_MS), near),
      wordings: fc.array(wording, { minLength: 1, maxLength: 3, size: 'max' }),
      facts,
    })
    .map(({ length, wordings, ...rest }) => ({
      ...rest,
      end: rest.start + length,
      wordings: wordings.some(({ allowance }) => allowance !== null) ? wordings.map(aroundTheClock) : wordings,
    }));
}

// What came before the period uses an allowance too, and the oracle knows hours near midnight alone.
function aroundTheClock(it: Wording): Wording {
  return { ...it, hours: null };
}

/** The catalogue versions of a scenario, in the domain's types. */
export function versionsOf({ wordings }: Scenario): CatalogueVersion[] {
  return wordings.map((it, index) => ({ ...version(catalogueOf(it)), hash: `version ${index}`, publishedAt: index }));
}

/** Worlds whose wordings differ in nothing but what an agreement may be amended in. */
export function amendedScenarios({ longest }: { longest: number }): fc.Arbitrary<Scenario> {
  return scenarios({ longest }).map((scenario) => ({ ...scenario, wordings: scenario.wordings.map(like(scenario)) }));
}

// An amendment drops no allowance: with one in any wording there is one in all.
function like({ wordings }: Scenario): (it: Wording) => Wording {
  const [first] = wordings;
  const some = wordings.find((it) => it.allowance !== null)?.allowance ?? null;
  return (it) => {
    const { from, agreed, hours, noticeMs, toleranceMillionths, target, method, allowance } = it;
    const amended = { from, agreed, hours, noticeMs, toleranceMillionths, target, method };
    return { ...(first ?? it), ...amended, allowance: allowance ?? some };
  };
}

/** The one catalogue version of such a world, whose agreement is amended from wording to wording. */
export function amendedVersionOf({ wordings }: Scenario): CatalogueVersion[] {
  const [signed, ...later] = wordings.toSorted((a, b) => a.from - b.from);
  if (signed === undefined) return [];
  const hoursOf = ({ hours }: Wording) => (hours === null ? '24x7' : `hours ${[...CALENDARS.keys()].indexOf(hours)}`);
  const amendments = later.map((it): Amendment => {
    const { method, maintenanceNoticeMs, maintenanceAllowance, unknownToleranceMillionths, services } = agreementOf(it);
    const amended = { method, maintenanceNoticeMs, unknownToleranceMillionths, services };
    const allowance = maintenanceAllowance && { maintenanceAllowance };
    return { from: it.from, hours: hoursOf(it), ...amended, ...allowance };
  });
  const calendars = Object.fromEntries([...CALENDARS.values()].map((it, index) => [`hours ${index}`, it]));
  const agreements = [{ ...agreementOf(signed), hours: hoursOf(signed), amendments }];
  return [version({ ...catalogueOf(signed), effectiveFrom: signed.from, calendars, agreements })];
}

function catalogueOf(wording: Wording): Partial<Catalogue> {
  const calendar = wording.hours === null ? undefined : CALENDARS.get(wording.hours);
  return {
    effectiveFrom: wording.from,
    calendars: calendar === undefined ? {} : { hours: calendar },
    sources: Object.entries(wording.feeds).map(([id, lasts]) => feed(id, lasts)),
    services: [
      serviceOf('checkout', wording, lifeOf(wording.life)),
      serviceOf('payments', wording, lifeOf(wording.lives.payments)),
      serviceOf('cards', wording, lifeOf(wording.lives.cards)),
    ],
    agreements: [agreementOf(wording)],
  };
}

// Dates of an empty life are refused by the schema; the domain says not in force all the same.
function lifeOf(life: Span | null): { from?: number; to?: number } {
  return life === null ? {} : { from: life.start, to: life.end };
}

function serviceOf(id: ServiceName, wording: Wording, more: Partial<Service> = {}): Service {
  const probes = wording.probes.filter((it) => it.service === id);
  const dependsOn = needsOf(id, wording).map(dependencyOf);
  return service({
    ...more,
    id,
    rollUp: ruleOf(wording.rules[id], probes),
    dependsOn,
    monitors: probes.map(monitorOf),
  });
}

function needsOf(id: ServiceName, { needs: own, paymentsNeedsCards }: Wording): readonly Need[] {
  if (id === 'checkout') return own;
  return id === 'payments' && paymentsNeedsCards ? [{ of: ['cards'], work: 1 }] : [];
}

function dependencyOf({ of, work }: Need): Dependency {
  const [only, ...others] = of;
  if (only !== undefined && others.length === 0) return { type: 'service', service: only };
  return { type: 'anyOf', services: of, atLeast: work };
}

function ruleOf(written: Rule, probes: readonly Probe[]): RollUpRule {
  if (written.what === 'count') {
    if (written.down === 'all') return { type: 'allDown' };
    return written.down === 1 ? { type: 'anyDown' } : { type: 'atLeast', monitors: written.down };
  }
  const { weights } = written;
  if (weights === 'equal') return { type: 'monitorSeconds' };
  return { type: 'weighted', weights: Object.fromEntries(probes.map(({ id }, index) => [id, weights[index] ?? 1])) };
}

function agreementOf(wording: Wording): Agreement {
  const targets = wording.target === null ? [] : [{ kind: 'availability' as const, target: wording.target }];
  return agreement({
    from: wording.inForce.start,
    to: wording.inForce.end,
    hours: wording.hours === null ? '24x7' : 'hours',
    method: wording.method,
    maintenanceNoticeMs: wording.noticeMs,
    ...(wording.allowance && {
      maintenanceAllowance: { timeMs: wording.allowance.ms, per: wording.allowance.per },
    }),
    unknownToleranceMillionths: wording.toleranceMillionths,
    services: wording.agreed ? [{ service: 'checkout', targets }] : [],
    exclusions: wording.exclusions.map((it, index) => ({ ...it, reason: `exclusion ${index}`, approvedBy: 'Kim' })),
  });
}

function monitorOf({ id, silence, feed: listensTo }: Probe): Monitor {
  const heard = listensTo === null ? {} : { source: listensTo };
  return monitor({ id, match: { probe: id }, silenceMeans: silence, ...heard });
}

function feed(id: string, lasts: number | null): Source {
  return source(lasts === null ? { id } : { id, heartbeat: { everyMs: 1, allowedGapMs: lasts } });
}

/** The facts of a scenario as the signals that a source would send. */
export function signalsOf({ facts: told, corrections = [] }: Pick<Scenario, 'facts' | 'corrections'>): Signal[] {
  return [...told.map(signalOf), ...corrections.flatMap(correctionSignals)];
}

// Kim proposes, Robin approves, one after the other.
function correctionSignals({ action, start, end }: CorrectionFact, index: number): Signal[] {
  const about = { correction: `COR-${index}`, services: ['checkout'] };
  return [
    { kind: 'correction', ...about, action, start, end, proposedBy: 'Kim', proposedAt: 0, reason: 'other' },
    { kind: 'approval', ...about, approvedBy: 'Robin', at: 1 + index, decision: 'approved' },
  ];
}

function signalOf(fact: Fact): Signal {
  switch (fact.what) {
    case 'state': {
      const { what: _what, probe: id, stream, ...words } = fact;
      return { kind: 'state', monitor: stream, labels: { probe: id }, ...words };
    }
    case 'maintenance': {
      const { what: _what, id, ...announced } = fact;
      return { kind: 'maintenance', maintenance: id, services: ['checkout'], ...announced };
    }
    case 'beat':
      return { kind: 'heartbeat', feed: fact.feed, at: fact.at, every: 1 };
  }
}
