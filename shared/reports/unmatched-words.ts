import { type UnmatchedGroup, unmatchedTotal } from '../domain/unmatched.ts';
import { clean } from './clean.ts';
import { grouped } from './format.ts';
import { plural } from './words.ts';

/** More would bury the sources; the largest come first. */
const SHOWN_GROUPS = 25;

/** What belongs to no service, fit to be looked at: the largest groups, and how much there is beside them. */
export interface UnmatchedSummary {
  /** Of all: `503 streams in 4 groups, 1,234 parts in quarantine.` */
  readonly total: string;
  readonly shown: readonly UnmatchedGroup[];
  /** Of those that are not shown; not there when all are. */
  readonly more?: string;
}

export function unmatchedSummary(groups: readonly UnmatchedGroup[]): UnmatchedSummary {
  const rest = groups.slice(SHOWN_GROUPS);
  return {
    total: `${extent(groups)} in quarantine.`,
    shown: groups.slice(0, SHOWN_GROUPS),
    ...(rest.length > 0 && { more: `And ${extent(rest)} more.` }),
  };
}

function extent(groups: readonly UnmatchedGroup[]): string {
  const { streams, count } = unmatchedTotal(groups);
  return `${many(streams, 'stream')} in ${many(groups.length, 'group')}, ${many(count, 'part')}`;
}

function many(count: number, noun: string): string {
  return plural(count, noun).replace(/^\d+/, grouped(count));
}

/** The labels that a group has in common, as a monitor would match them; else what else it has in common. */
export function commonWords({ why, labels }: Pick<UnmatchedGroup, 'why' | 'labels'>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${clean(name, 60)}="${clean(value, 80)}"`);
  if (pairs.length > 0) return clean(pairs.join(', '), 500);
  return why === 'no monitor matches' ? 'no label in common' : clean(why, 200);
}

/** `exampleWords({ streams: 500, examples: ['disk-1', 'disk-2', 'disk-3'] })  //=> 'disk-1, disk-2, disk-3 and 497 more'` */
export function exampleWords({ streams, examples }: Pick<UnmatchedGroup, 'streams' | 'examples'>): string {
  const names = examples.map((name) => clean(name, 80)).join(', ');
  const more = streams - examples.length;
  return more === 0 ? names : `${names} and ${grouped(more)} more`;
}
