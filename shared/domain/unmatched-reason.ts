import type { Labels } from './signal.ts';

/** What nothing in the catalogue listens to: a stream by its name, or what names its services by labels alone. */
export interface Unheard {
  readonly stream?: string;
  readonly labels: Labels;
}

/**
 * Why something is in quarantine that no monitor matches. The text is all that is kept of it, and some have it from years
 * ago: it must not change, as the item that holds it is found again by what it says.
 *
 * @example noMonitorMatches({ stream: 'probe', labels: { env: 'prod' } })
 *   //=> 'no monitor matches "probe" with labels env="prod"'
 */
export function noMonitorMatches({ stream, labels }: Unheard): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  const carried = pairs.length === 0 ? 'without labels' : `with labels ${pairs.join(', ')}`;
  return `no monitor matches ${stream === undefined ? '' : `"${stream}" `}${carried}`;
}

/**
 * What such a reason speaks of; undefined for any other. Where it does not read as it would be written, there are no labels.
 * Names and values are anybody's: a value that looks like the end of one label and the begin of another is taken for two, so
 * this is good for showing and for nothing else.
 */
export function unheardIn(reason: string): Unheard | undefined {
  const [, stream, carried = ''] = REASON.exec(reason) ?? [];
  if (!reason.startsWith('no monitor matches ')) return undefined;
  const pairs = [...carried.matchAll(PAIR)].map(([, name = '', value = '']): [string, string] => [name, value]);
  const labels = Object.fromEntries(pairs);
  const unheard = stream === undefined ? { labels } : { stream, labels };
  return noMonitorMatches(unheard) === reason ? unheard : { ...unheard, labels: {} };
}

const REASON = /^no monitor matches (?:"(.*)" )?(?:without labels|with labels (.*))$/s;
// A value goes on to the quotation mark that a further pair follows, or the end.
const PAIR = /([^\s"=,]+)="((?:[^"]|"(?!, [^\s"=,]+="|$))*)"(?:, |$)/gy;
