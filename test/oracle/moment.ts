import { countedInstants, type IsOpen, isInTime, isPlannedAt } from './allowance.ts';
import { type Heard, type Word, wordingAt } from './hearing.ts';
import type {
  CorrectionFact,
  MaintenanceFact,
  Need,
  Probe,
  Rule,
  Scenario,
  ServiceName,
  Span,
  Wording,
} from './scenario.ts';

/** All that is true of one millisecond. */
export interface Moment {
  /** Null where the agreement does not name the service. */
  readonly wording: Wording | null;
  readonly class: 'notInForce' | 'outOfHours' | 'excluded' | 'maintenance' | 'unknown' | 'down' | 'degraded' | 'up';
  /** What the service was, whatever the class. */
  readonly was: Condition;
  /** Which exclusion or maintenance claims it: `e0`, `e1`, … or `m` and its id. */
  readonly claim: string | null;
  readonly reason: string | null;
  readonly counts: 'down' | 'fine' | 'uncertain' | 'no';
  /** Thousandths of it that are downtime. */
  readonly lost: number;
  /** Probes that made the service what it was; those of other services with their name. */
  readonly blamed: readonly string[];
}

export type Condition = Plain | Part;

type Plain = 'up' | 'degraded' | 'neverSeen' | 'noMonitor' | 'pending' | 'feedSilent' | 'reported' | 'down';

/** Down in part: so many thousandths. */
type Part = `part ${number}`;

/** Looks at one millisecond `[instant, instant + 1)`. */
export function momentAt(scenario: Scenario, heard: Heard, instant: number): Moment {
  const { wordings } = scenario;
  const wording = wordingAt(wordings, instant);
  if (!wording.agreed) {
    return {
      wording: null,
      class: 'notInForce',
      was: 'up',
      claim: null,
      reason: null,
      counts: 'no',
      lost: 0,
      blamed: [],
    };
  }
  const { was, blamed } = ofService('checkout', wording, heard, instant);
  const claimed = heeded(claimOf(wording, heardOf(scenario, heard), instant), was, wording.method);
  const name = claimed?.class ?? classOf(was);
  // What counts as down is taken out by nothing.
  const takenOut = countsAs(name, was, wording.method) === 'down' ? undefined : claimed;
  return {
    wording,
    class: name,
    was,
    claim: takenOut?.claim ?? null,
    reason: takenOut?.reason ?? null,
    counts: countsAs(name, was, wording.method),
    lost: countsAs(name, was, wording.method) === 'down' ? 1000 : name === 'degraded' ? thousandths(was) : 0,
    blamed,
  };
}

/** Whether a millisecond that is yet to come belongs to agreed time. */
export function isAgreedAhead(scenario: Scenario, heard: Heard, instant: number): Wording | null {
  const { wordings } = scenario;
  const wording = wordingAt(wordings, instant);
  if (!wording.agreed) return null;
  const claimed = claimOf(wording, heardOf(scenario, heard), instant)?.class;
  const agreed =
    claimed === undefined || (claimed === 'maintenance' && !LEAVES_MAINTENANCE_OUT.includes(wording.method));
  return agreed ? wording : null;
}

const LEAVES_MAINTENANCE_OUT: readonly Wording['method'][] = ['contract', 'checkmk-exclude'];

/** The claim, unless the method does not know maintenance, or asks first whether anything was monitored. */
function heeded(claimed: Claimed | undefined, was: Condition, method: Wording['method']): Claimed | undefined {
  if (claimed?.class !== 'maintenance') return claimed;
  if (method === 'strict' || method === 'checkmk-ignore') return undefined;
  const isUnseen = classOf(was) === 'unknown' && was !== 'reported';
  return method.startsWith('checkmk') && isUnseen ? undefined : claimed;
}

interface Claimed {
  readonly class: 'notInForce' | 'outOfHours' | 'excluded' | 'maintenance';
  readonly claim: string | null;
  readonly reason: string | null;
}

interface HeardMaintenance {
  readonly maintenance: readonly MaintenanceFact[];
  readonly counted: ReadonlySet<number>;
  readonly corrections: readonly CorrectionFact[];
}

const known = new WeakMap<Heard, HeardMaintenance>();

function heardOf(scenario: Scenario, heard: Heard): HeardMaintenance {
  const found = known.get(heard) ?? {
    maintenance: heard.maintenance,
    counted: countedInstants(scenario, heard, isOpenIn(scenario)),
    corrections: scenario.corrections ?? [],
  };
  known.set(heard, found);
  return found;
}

/** In force, in hours, not excluded and not taken back in: open to maintenance. */
export function isOpenIn({ corrections = [] }: Scenario): IsOpen {
  const included = corrections.filter(({ action }) => action === 'include');
  return (wording, instant) =>
    !included.some((it) => covers(it, instant)) &&
    claimOf(wording, { maintenance: [], counted: new Set(), corrections }, instant) === undefined;
}

function claimOf(
  wording: Wording,
  { maintenance, counted, corrections }: HeardMaintenance,
  instant: number,
): Claimed | undefined {
  if (!covers(wording.inForce, instant) || (wording.life !== null && !covers(wording.life, instant)))
    return { class: 'notInForce', claim: null, reason: null };
  if (wording.hours !== null && !covers(wording.hours, instant)) {
    return { class: 'outOfHours', claim: null, reason: null };
  }
  const mine = corrections.map((it, index) => ({ ...it, index })).filter((it) => covers(it, instant));
  const back = mine.findLastIndex(({ action }) => action === 'include');
  const excluded = wording.exclusions.findIndex((span) => covers(span, instant));
  if (excluded >= 0 && back < 0) return { class: 'excluded', claim: `e${excluded}`, reason: `exclusion ${excluded}` };
  // What was taken back in is out again only by what was agreed after.
  const [out] = mine.slice(back + 1);
  if (out !== undefined) return { class: 'excluded', claim: `c${out.index}`, reason: `COR-${out.index}, other` };
  if (back >= 0 || !counted.has(instant)) return undefined;
  const announced = maintenance.find((it) => isInTime(it, wording) && isPlannedAt(it, instant));
  return announced && { class: 'maintenance', claim: `m${announced.id}`, reason: announced.id };
}

function covers({ start, end }: Span, instant: number): boolean {
  return start <= instant && instant < end;
}

/** What a service is, and which probes made it so. */
interface Found {
  readonly was: Condition;
  readonly blamed: readonly string[];
}

function ofService(name: ServiceName, wording: Wording, heard: Heard, instant: number): Found {
  const probes = wording.probes
    .filter(({ service }) => service === name)
    .map((probe) => ({
      name: name === 'checkout' ? probe.id : `${name}/${probe.id}`,
      was: ofProbe(probe, wording, heard, instant),
    }));
  const own = probes.length === 0 ? [] : [byRule(wording.rules[name], probes, wording.method)];
  const needed = needsOf(name, wording).flatMap(({ of, work }) => {
    const there = of.filter((it) => isThere(wording.lives[it], instant));
    const found = there.map((it) => ofService(it, wording, heard, instant));
    return found.length === 0 ? [] : [together(found, Math.max(0, found.length - work), wording)];
  });
  const parts = [...own, ...needed];
  return parts.length === 0 ? { was: 'noMonitor', blamed: [] } : together(parts, 0, wording);
}

function isThere(life: Span | null, instant: number): boolean {
  return life === null || covers(life, instant);
}

export function needsOf(name: ServiceName, wording: Wording): readonly Need[] {
  if (name === 'checkout') return wording.needs;
  return name === 'payments' && wording.paymentsNeedsCards ? [{ of: ['cards'], work: 1 }] : [];
}

// The worst but for those that may fail; whoever was just that is why.
function together(parts: readonly Found[], mayFail: number, { method }: Wording): Found {
  const was = fromWorst(parts, method)[mayFail]?.was ?? 'noMonitor';
  return { was, blamed: parts.filter((it) => it.was === was).flatMap(({ blamed }) => blamed) };
}

interface Seen {
  readonly name: string;
  readonly was: Condition;
}

function byRule(rule: Rule, probes: readonly Seen[], method: Wording['method']): Found {
  if (rule.what === 'share') return byShare(rule.weights, probes, method);
  const count = rule.down === 'all' ? probes.length : Math.min(rule.down, probes.length);
  const was = fromWorst(probes, method)[count - 1]?.was ?? 'noMonitor';
  return { was, blamed: probes.filter((it) => it.was === was).map(({ name }) => name) };
}

function byShare(written: 'equal' | readonly number[], probes: readonly Seen[], method: Wording['method']): Found {
  const [worst] = fromWorst(probes, method);
  const blind = fromWorst(probes, method).find(({ was }) => classOf(was) === 'unknown');
  const plain = blind?.was ?? worst?.was ?? 'noMonitor';
  const isBad = ({ was }: Seen) => was === 'down' || (was === 'degraded' && isDegradedDown(method));
  const bad = shareOf(probes.map(isBad), written);
  if (blind !== undefined || bad === 0 || probes.every(({ was }) => was === 'down')) {
    return { was: plain, blamed: probes.filter(({ was }) => was === plain).map(({ name }) => name) };
  }
  return { was: bad === 1000 ? 'degraded' : `part ${bad}`, blamed: probes.filter(isBad).map(({ name }) => name) };
}

// Thousandths handed out: to each its share cut off, then one each from the front until all are gone.
function shareOf(bad: readonly boolean[], written: 'equal' | readonly number[]): number {
  const weights = bad.map((_, index) => (written === 'equal' ? 1 : (written[index] ?? 1)));
  let sum = 0;
  for (const weight of weights) sum += weight;
  const shares = weights.map((weight) => (1000 * weight - ((1000 * weight) % sum)) / sum);
  let left = 1000;
  for (const share of shares) left -= share;
  let all = 0;
  for (const [index, isBad] of bad.entries()) if (isBad) all += (shares[index] ?? 0) + (index < left ? 1 : 0);
  return all;
}

function thousandths(was: Condition): number {
  return was.startsWith('part') ? Number(was.slice(5)) : 0;
}

function fromWorst<It extends { readonly was: Condition }>(all: readonly It[], method: Wording['method']): It[] {
  return [...all].sort((a, b) => rank(b.was, method) - rank(a.was, method));
}

// What is down in part lies between degraded and unknown; where degraded counts as down, it is worse than any part.
function rank(was: Condition, method: Wording['method']): number {
  const part = was === 'degraded' && isDegradedDown(method) ? 1000 : thousandths(was);
  return part > 0
    ? PROBES_FROM_BEST_TO_WORST.indexOf('degraded') + part / 2000
    : PROBES_FROM_BEST_TO_WORST.indexOf(was);
}

const PROBES_FROM_BEST_TO_WORST: readonly Condition[] = [
  'up',
  'degraded',
  'neverSeen',
  'noMonitor',
  'pending',
  'feedSilent',
  'reported',
  'down',
];

const STREAMS_FROM_BEST_TO_WORST: readonly Condition[] = ['pending', 'up', 'degraded', 'reported', 'down'];

function worst(order: readonly Condition[], conditions: readonly Condition[]): Condition {
  const found = order.findLast((condition) => conditions.includes(condition));
  if (found === undefined) throw new Error(`expected one of ${order}; got ${conditions}`);
  return found;
}

function ofProbe(probe: Probe, wording: Wording, heard: Heard, instant: number): Condition {
  const lasts = probe.feed === null ? undefined : wording.feeds[probe.feed];
  if (probe.feed !== null && typeof lasts === 'number' && wording.method !== 'icinga') {
    const beats = heard.beats[probe.feed] ?? [];
    if (!beats.some((at) => at <= instant && instant < at + lasts)) return 'feedSilent';
  }
  const present = heard.streams
    .filter((it) => it.probe === probe.id)
    .map(({ words }) => ofStream(words, instant, wording.method))
    .filter((condition) => condition !== undefined);
  if (present.length > 0) return worst(STREAMS_FROM_BEST_TO_WORST, present);
  return probe.silence === 'up' || wording.method === 'icinga' ? 'up' : 'neverSeen';
}

/** Undefined while the stream is absent: it has no say. */
function ofStream(words: readonly Word[], instant: number, method: Wording['method']): Condition | undefined {
  const next = words.find(({ at }) => at > instant);
  if (next?.previous === 'pending') return 'pending';
  const said = words.findLast(({ at }) => at <= instant)?.state ?? next?.previous ?? current(words, method);
  return said === 'unknown' ? 'reported' : said;
}

function current(words: readonly Word[], method: Wording['method']): Word['state'] | undefined {
  return method === 'icinga' ? words.at(-1)?.state : undefined;
}

function classOf(was: Condition): Moment['class'] {
  if (was === 'up' || was === 'degraded' || was === 'down') return was;
  if (thousandths(was) > 0) return 'degraded';
  return 'unknown';
}

function isDegradedDown(method: Wording['method']): boolean {
  return method !== 'contract' && method !== 'icinga';
}

function countsAs(name: Moment['class'], was: Condition, method: Wording['method']): Moment['counts'] {
  if (name === 'down') return 'down';
  if (name === 'up') return 'fine';
  if (name === 'degraded') return thousandths(was) > 0 || !isDegradedDown(method) ? 'fine' : 'down';
  if (name === 'maintenance') return method === 'icinga' ? 'fine' : method === 'checkmk' ? 'down' : 'no';
  if (name !== 'unknown') return 'no';
  if (method === 'strict') return 'down';
  if (method.startsWith('checkmk')) return was === 'reported' ? 'down' : 'no';
  if (method === 'contract' || was === 'noMonitor') return 'uncertain';
  return was === 'reported' ? 'down' : 'no';
}
