import type { Source } from './catalogue.ts';
import type { Standing } from './standing.ts';

type Named = Pick<Source, 'aliases'> | undefined;

/** The name that a stream keeps, whatever its sender calls it by now: senders that name streams after labels rename them. */
export function lastingName(stream: string, source: Named): string {
  return source?.aliases?.find(({ from }) => from === stream)?.to ?? stream;
}

/**
 * What a sender says of its streams, under the names that they keep. Of one that it knows by two names, what it says by the
 * new one holds: that it knows nothing of the old one is no end.
 */
export function underLastingNames(standings: readonly Standing[], source: Named): readonly Standing[] {
  if (source?.aliases === undefined) return standings;
  const named = standings.map((it) => ({ ...it, monitor: lastingName(it.monitor, source) }));
  const troubled = new Set(named.filter(({ state }) => state !== 'up').map(({ monitor }) => monitor));
  return named.filter(({ state, monitor }) => state !== 'up' || !troubled.has(monitor));
}
