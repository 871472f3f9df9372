import type { Catalogue } from '../domain/catalogue.ts';
import { refused } from './reading/parsed.ts';
import { sourceType, sourceTypes } from './registry.ts';
import { type Delivery, needsMending, type Parsed } from './source.ts';

/**
 * Reads a delivery as the catalogue says its source speaks: the signals, and what somebody has to mend. A source that is
 * gone from the catalogue is a rejection.
 */
export function parseDelivery(delivery: Omit<Delivery, 'type'>, catalogue: Catalogue): Parsed {
  const source = catalogue.sources.find(({ id }) => id === delivery.source);
  if (source === undefined) return refused('unreadable', `the catalogue has no source "${delivery.source}"`);
  if (sourceTypes.every(({ name }) => name !== source.type)) {
    return refused('unreadable', `source "${source.id}" has type "${source.type}", which is not known`);
  }
  const { heartbeat, zone } = source;
  const parsed = sourceType(source.type).parse(
    { ...delivery, type: source.type },
    {
      feed: source.id,
      ...(heartbeat !== undefined && { heartbeatEveryMs: heartbeat.everyMs }),
      ...(zone !== undefined && { zone }),
    },
  );
  return { ...parsed, rejected: parsed.rejected.filter(needsMending) };
}
