import type { Catalogue } from './catalogue.ts';
import { digest } from './digest.ts';
import type { Labels } from './signal.ts';
import { type Unheard, unheardIn } from './unmatched-reason.ts';

/** Something that belongs to no monitor: to be mapped, or to be ignored for a reason. Times ISO. */
export interface Unmatched {
  readonly source: string;
  readonly reason: string;
  /** How many parts of deliveries are in quarantine for it. */
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** What one line in the catalogue would map, or ignore. */
export interface UnmatchedGroup {
  readonly source: string;
  /** What it has in common, such as `no monitor matches`. */
  readonly why: string;
  /** The labels that all of it carries: a monitor that matches them hears it all. */
  readonly labels: Labels;
  /** How many streams, or names that the catalogue does not know. */
  readonly streams: number;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** The first of the streams or names, the most frequent first. */
  readonly examples: readonly string[];
}

/** How much there is in all. */
export function unmatchedTotal(groups: readonly Pick<UnmatchedGroup, 'streams' | 'count'>[]) {
  return {
    groups: groups.length,
    streams: groups.reduce((sum, { streams }) => sum + streams, 0),
    count: groups.reduce((sum, { count }) => sum + count, 0),
  };
}

export interface UnmatchedPage {
  readonly unmatched: readonly (Unmatched & { readonly id: string })[];
  /** How many there are on all pages. */
  readonly total: number;
  /** What to ask for the next page with; null on the last. */
  readonly next: string | null;
}

/** A page in the order of ids, which what comes in meanwhile does not change: nobody who reads on misses one or sees one twice. */
export function unmatchedPage(
  all: readonly Unmatched[],
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): UnmatchedPage {
  const named = all.map((it) => ({ id: digest([it.source, it.reason]), ...it }));
  const left = named.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1));
  const unmatched = left.slice(0, limit);
  return { unmatched, total: all.length, next: left.length > limit ? (unmatched.at(-1)?.id ?? null) : null };
}

const EXAMPLES = 3;

/**
 * Joins what would be mapped together: streams of a source with the same values of the labels that the catalogue's monitors
 * match by; where they lack some of those, also of one that usually names a service; else those that carry the same labels.
 * The largest group first.
 */
export function unmatchedGroups(unmatched: readonly Unmatched[], catalogue: Catalogue): UnmatchedGroup[] {
  const rows = unmatched.map((it) => {
    const unheard = unheardIn(it.reason);
    return { ...it, unheard, name: unheard?.stream ?? it.reason };
  });
  const groups = Map.groupBy(rows, ({ source, reason, unheard }) =>
    JSON.stringify([
      source,
      unheard === undefined ? kindOf(reason) : mappingKey(unheard, matchNames(catalogue, source)),
    ]),
  );
  return [...groups.values()].map(groupOf).sort(byCount);
}

interface Row extends Unmatched {
  readonly unheard: Unheard | undefined;
  readonly name: string;
}

function groupOf(rows: readonly Row[]): UnmatchedGroup {
  const [{ source, reason, unheard } = EMPTY] = rows;
  const byName = Map.groupBy(rows, ({ name }) => name);
  const names = [...byName].map(([name, its]) => ({ name, count: sum(its) }));
  return {
    source,
    why: unheard === undefined ? kindOf(reason) : 'no monitor matches',
    labels: shared(rows.flatMap((row) => (row.unheard === undefined ? [] : [row.unheard.labels]))),
    streams: names.length,
    count: sum(rows),
    first: rows.map((row) => row.first).reduce((a, b) => (a < b ? a : b)),
    last: rows.map((row) => row.last).reduce((a, b) => (a > b ? a : b)),
    examples: names
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
      .slice(0, EXAMPLES)
      .map(({ name }) => name),
  };
}

const EMPTY: Row = { source: '', reason: '', count: 0, first: '', last: '', unheard: undefined, name: '' };

function sum(rows: readonly Unmatched[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

function byCount(a: UnmatchedGroup, b: UnmatchedGroup): number {
  return (
    b.count - a.count ||
    (JSON.stringify([a.source, a.labels, a.why]) < JSON.stringify([b.source, b.labels, b.why]) ? -1 : 1)
  );
}

/** Those with the same value in each, but for the marks of our own, which say nothing of a service. */
function shared([first = {}, ...others]: readonly Labels[]): Labels {
  return Object.fromEntries(
    Object.entries(first).filter(
      ([name, value]) => !name.startsWith(OWN_MARKS) && others.every((labels) => labels[name] === value),
    ),
  );
}

const OWN_MARKS = 'attain_';

/** For each monitor that listens to a source the labels by which it tells what is its own. */
function matchNames({ services }: Catalogue, source: string): string[][] {
  const monitors = services.flatMap((service) => service.monitors);
  const listening = monitors.filter((monitor) => monitor.source === undefined || monitor.source === source);
  const names = listening.map(({ match }) => Object.keys(match).filter((name) => name !== 'monitor'));
  return names.filter((all) => all.length > 0);
}

/** Those that name a service for most senders, the surest first. */
const USUAL = ['service', 'service_name', 'app', 'application', 'component', 'job', 'team', 'alertname'];

// As the catalogue maps others: by all the labels of a monitor, or else by what there is of them and what names a service.
function mappingKey({ labels }: Unheard, matched: readonly (readonly string[])[]): unknown {
  const isWhole = matched.some((names) => names.every((name) => name in labels));
  const usual = isWhole ? undefined : USUAL.find((name) => name in labels);
  const names = new Set([...matched.flat().filter((name) => name in labels), ...(usual === undefined ? [] : [usual])]);
  if (names.size === 0) return Object.keys(labels).sort();
  return [...names].sort().map((name) => [name, labels[name]]);
}

/** A reason without the names in it: `no service named "a", "b"` and `no service named "c"` are of one kind. */
function kindOf(reason: string): string {
  return reason.replace(/"[^"]*"(?:, "[^"]*")*/g, '…');
}
