import { type AlertRuleThen, alertRuleThen } from './alert-rule-then.ts';
import type { Monitor } from './catalogue.ts';
import { type ConditionName, conditionName } from './condition.ts';
import type { Knowledge } from './evaluate.ts';
import type { Change, StreamHistory } from './fold.ts';
import { formatInstant } from './instant.ts';
import type { Term } from './term.ts';
import type { Witness } from './timeline.ts';
import { conditionAt } from './track.ts';

/** A monitor at a moment, and what its streams had said by then. */
export interface MonitorThen {
  readonly monitor: string;
  readonly condition: ConditionName;
  /** In the order of their names. */
  readonly streams: readonly StreamThen[];
}

/** The last word of a stream until then, and the next one: the events that decide, and the rule that they are read by. */
export interface StreamThen {
  readonly stream: string;
  readonly last: Said | null;
  readonly next: Said | null;
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
}

/** A moment of a service in one of its terms, and what is known, as it was said and as it has been corrected. */
export interface Then {
  /** Epoch ms. */
  readonly at: number;
  readonly service: string;
  readonly term: Term;
  readonly knowledge: Knowledge;
  readonly corrected: Knowledge;
}

/** What a monitor was at a moment, and what made it so. */
export function monitorThen(witness: Witness, then: Then): MonitorThen {
  const { service, knowledge, corrected, at } = then;
  const counted = streamsOf(witness, service, corrected);
  return {
    monitor: witness.id,
    condition: conditionName(conditionAt(witness.was, at)),
    streams: streamsOf(witness, service, knowledge).map(({ stream, changes }) => {
      const next = changes.findIndex((change) => change.at > at);
      return {
        stream,
        last: said(next < 0 ? changes.at(-1) : changes[next - 1]),
        next: said(next < 0 ? undefined : changes[next]),
        ...ruleIn(counted.find((it) => it.stream === stream)?.changes ?? [], monitorOf(witness, then), then),
      };
    }),
  };
}

function streamsOf({ service, monitor }: Witness, asked: string, { streams, dependencies }: Knowledge) {
  const own: readonly StreamHistory[] = service === asked ? streams : (dependencies[service] ?? []);
  return own.filter((it) => it.monitor === monitor);
}

function said(change: Change | undefined): Said | null {
  if (change === undefined) return null;
  const { at, state, previous, ends } = change;
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
