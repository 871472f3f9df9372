import { type Heard, type Word, wordingAt } from './hearing.ts';
import type { MaintenanceFact, Probe, Scenario, Span, Wording } from './scenario.ts';

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
  /** Probes that were just what the service was. */
  readonly blamed: readonly string[];
}

export type Condition = 'up' | 'degraded' | 'neverSeen' | 'noMonitor' | 'pending' | 'feedSilent' | 'reported' | 'down';

/** Looks at one millisecond `[instant, instant + 1)`. */
export function momentAt({ wordings }: Scenario, heard: Heard, instant: number): Moment {
  const wording = wordingAt(wordings, instant);
  if (!wording.agreed) {
    return { wording: null, class: 'notInForce', was: 'up', claim: null, reason: null, counts: 'no', blamed: [] };
  }
  const probes = wording.probes.map((probe) => ({ id: probe.id, was: ofProbe(probe, wording, heard, instant) }));
  const was =
    probes.length === 0
      ? 'noMonitor'
      : worst(
          PROBES_FROM_BEST_TO_WORST,
          probes.map((it) => it.was),
        );
  const claimed = heeded(claimOf(wording, heard.maintenance, instant), was, wording.method);
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
    blamed: probes.filter((it) => it.was === was).map(({ id }) => id),
  };
}

/** Whether a millisecond that is yet to come belongs to agreed time. */
export function isAgreedAhead({ wordings }: Scenario, heard: Heard, instant: number): Wording | null {
  const wording = wordingAt(wordings, instant);
  if (!wording.agreed) return null;
  const claimed = claimOf(wording, heard.maintenance, instant)?.class;
  const agreed =
    claimed === undefined || (claimed === 'maintenance' && !LEAVES_MAINTENANCE_OUT.includes(wording.method));
  return agreed ? wording : null;
}

const LEAVES_MAINTENANCE_OUT: readonly Wording['method'][] = ['contract', 'checkmk-exclude'];

/** The claim, unless the method does not know maintenance, or asks first whether anything was monitored. */
function heeded(claimed: Claimed | undefined, was: Condition, method: Wording['method']): Claimed | undefined {
  if (claimed?.class !== 'maintenance') return claimed;
  if (method === 'strict' || method === 'checkmk-ignore') return undefined;
  return method.startsWith('checkmk') && classOf(was) === 'unknown' ? undefined : claimed;
}

interface Claimed {
  readonly class: 'notInForce' | 'outOfHours' | 'excluded' | 'maintenance';
  readonly claim: string | null;
  readonly reason: string | null;
}

function claimOf(wording: Wording, maintenance: readonly MaintenanceFact[], instant: number): Claimed | undefined {
  if (!covers(wording.inForce, instant) || (wording.life !== null && !covers(wording.life, instant)))
    return { class: 'notInForce', claim: null, reason: null };
  if (wording.hours !== null && !covers(wording.hours, instant)) {
    return { class: 'outOfHours', claim: null, reason: null };
  }
  const excluded = wording.exclusions.findIndex((span) => covers(span, instant));
  if (excluded >= 0) return { class: 'excluded', claim: `e${excluded}`, reason: `exclusion ${excluded}` };
  const announced = maintenance.find(
    (it) =>
      it.start - it.announcedAt >= wording.noticeMs &&
      covers(it, instant) &&
      (it.cancelledAt === undefined || instant < it.cancelledAt),
  );
  return announced && { class: 'maintenance', claim: `m${announced.id}`, reason: announced.id };
}

function covers({ start, end }: Span, instant: number): boolean {
  return start <= instant && instant < end;
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
  return 'unknown';
}

function countsAs(name: Moment['class'], was: Condition, method: Wording['method']): Moment['counts'] {
  if (name === 'down') return 'down';
  if (name === 'up') return 'fine';
  if (name === 'degraded') return method === 'contract' || method === 'icinga' ? 'fine' : 'down';
  if (name === 'maintenance') return method === 'icinga' ? 'fine' : method === 'checkmk' ? 'down' : 'no';
  if (name !== 'unknown') return 'no';
  if (method === 'strict') return 'down';
  if (method.startsWith('checkmk')) return was === 'reported' ? 'down' : 'no';
  if (method === 'contract' || was === 'noMonitor') return 'uncertain';
  return was === 'reported' ? 'down' : 'no';
}
