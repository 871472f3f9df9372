import { type AlertRuleThen, alertRuleThen } from './alert-rule-then.ts';
import type { Monitor } from './catalogue.ts';
import { type ConditionName, conditionName, FEED_SILENT } from './condition.ts';
import { isOfStream } from './correct-streams.ts';
import type { Applied } from './corrected.ts';
import type { Knowledge } from './evaluate.ts';
import { type FeedThen, feedThen } from './feed-then.ts';
import type { Change, StreamHistory } from './fold.ts';
import { formatInstant } from './instant.ts';
import { streamName } from './stream-name.ts';
import type { Term } from './term.ts';
import type { Witness } from './timeline.ts';
import { conditionAt } from './track.ts';
import { type WordCorrection, wordCorrection } from './word-correction.ts';

/** A monitor at a moment, and what its streams had said by then. */
export interface MonitorThen {
  readonly monitor: string;
  readonly condition: ConditionName;
  /** In the order of their names. */
  readonly streams: readonly StreamThen[];
  /** The silence of its feed, where that makes it unknown. */
  readonly feed?: FeedThen;
}

/** The last word of a stream until then, and the next one: the events that decide, and the rule that they are read by. */
export interface StreamThen {
  readonly stream: string;
  readonly last: Said | null;
  readonly next: Said | null;
  /** The word that counts instead of the last one, as corrections in force have it; only there where it is another. */
  readonly holds?: Said | null;
  /** The alert rule without which its state would be another. */
  readonly rule?: RuleInForce;
}

/** A rule with where it stands: the source that the monitor listens to, and SHA-256 of the catalogue version. */
export type RuleInForce = AlertRuleThen & {
  readonly source: string | null;
  readonly catalogue: string;
  /** It makes the time unknown, and the method goes on with the state before that. */
  readonly carried?: true;
};

export interface Said {
  readonly at: string;
  readonly state: string;
  readonly previous?: string;
  /** The trouble that was over then, where nobody said since when. */
  readonly ends?: string;
  /** It does not count as it was said. */
  readonly corrected?: WordCorrection;
}

/** A moment of a service in one of its terms, and what is known, as it was said and as it has been corrected. */
export interface Then {
  /** Epoch ms. */
  readonly at: number;
  readonly service: string;
  readonly term: Term;
  readonly knowledge: Knowledge;
  readonly applied: Applied;
}

/** What a monitor was at a moment, and what made it so. */
export function monitorThen(witness: Witness, then: Then): MonitorThen {
  const { service, knowledge, applied, at } = then;
  const corrected = streamsOf(witness, service, applied.knowledge);
  const monitor = monitorOf(witness, then);
  const condition = conditionAt(witness.was, at);
  return {
    monitor: witness.id,
    condition: conditionName(condition),
    streams: streamsOf(witness, service, knowledge).map((told) => {
      const counted = corrected.find(({ stream }) => stream === told.stream)?.changes ?? [];
      return { ...streamThen(told, counted, witness, then), ...ruleIn(counted, monitor, then) };
    }),
    ...(condition === FEED_SILENT && silenceOf(monitor?.source, then)),
  };
}

function streamThen(
  { stream, changes }: StreamHistory,
  counted: readonly Change[],
  { service, monitor }: Witness,
  { at, applied }: Then,
): StreamThen {
  const { inForce = [] } = applied.knowledge;
  const corrections = inForce.filter(isOfStream).filter((it) => {
    return it.service === service && it.monitor === monitor && streamName(it.signal) === stream;
  });
  const words = (change: Change | undefined): Said | null => {
    if (change === undefined) return null;
    const corrected = wordCorrection(change.at, corrections, applied.reach);
    return { ...said(change), ...(corrected === undefined ? {} : { corrected }) };
  };
  const last = lastUntil(changes, at);
  const holds = lastUntil(counted, at);
  const isOther = last?.at !== holds?.at || last?.state !== holds?.state;
  return {
    stream,
    last: words(last),
    next: words(changes.find((change) => change.at > at)),
    ...(isOther && { holds: holds === undefined ? null : said(holds) }),
  };
}

function lastUntil(changes: readonly Change[], at: number): Change | undefined {
  return changes.findLast((change) => change.at <= at);
}

function silenceOf(source: string | undefined, { at, term, knowledge }: Then): Pick<MonitorThen, 'feed'> {
  const heartbeat = term.version.catalogue.sources.find(({ id }) => id === source)?.heartbeat;
  if (source === undefined || heartbeat === undefined) return {};
  const { allowedGapMs } = heartbeat;
  return { feed: feedThen(source, { beats: knowledge.beats[source] ?? [], allowedGapMs }, at) };
}

function streamsOf({ service, monitor }: Witness, asked: string, { streams, dependencies }: Knowledge) {
  const own: readonly StreamHistory[] = service === asked ? streams : (dependencies[service] ?? []);
  return own.filter((it) => it.monitor === monitor);
}

function said({ at, state, previous, ends }: Change): Said {
  return { at: formatInstant(at), state, ...(previous && { previous }), ...(ends && { ends }) };
}

function monitorOf({ service, monitor }: Witness, { term }: Then): Monitor | undefined {
  const { services } = term.version.catalogue;
  return services.find(({ id }) => id === service)?.monitors.find(({ id }) => id === monitor);
}

function ruleIn(
  changes: readonly Change[],
  monitor: Monitor | undefined,
  { at, term: { version, method } }: Then,
): Pick<StreamThen, 'rule'> {
  const rule = alertRuleThen(changes, monitor?.alertRules, at);
  if (rule === undefined) return {};
  const isCarried = rule.state === 'unknown' && method.unknown.reported === 'carry';
  const place = { source: monitor?.source ?? null, catalogue: version.hash };
  return { rule: { ...rule, ...place, ...(isCarried && { carried: true as const }) } };
}
