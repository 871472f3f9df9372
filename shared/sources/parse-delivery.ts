import type { Catalogue, Source } from '../domain/catalogue.ts';
import { generic } from './generic.ts';
import { RECONCILED } from './own-headers.ts';
import { withPlainBody } from './reading/content-coding.ts';
import { refused } from './reading/parsed.ts';
import { sourceType, sourceTypes } from './registry.ts';
import {
  type Delivery,
  type FeedOptions,
  needsMending,
  type Parsed,
  type Rejection,
  type SourceType,
} from './source.ts';

/** What a delivery says, with what somebody has to mend told from what was understood and counts for nothing. */
export interface SortedOut extends Parsed {
  /** Such as a test of the connection. */
  readonly noted: readonly Rejection[];
}

/**
 * Reads a delivery as the catalogue says its source speaks: the signals, what somebody has to mend (`rejected`), and what
 * counts for nothing (`noted`). A source that is gone from the catalogue is a rejection.
 */
export function parseDelivery(delivery: Omit<Delivery, 'type'>, catalogue: Catalogue): SortedOut {
  const parsed = readAsSourceSpeaks(delivery, catalogue);
  return {
    ...parsed,
    rejected: parsed.rejected.filter(needsMending),
    noted: parsed.rejected.filter((part) => !needsMending(part)),
  };
}

function readAsSourceSpeaks(delivery: Omit<Delivery, 'type'>, catalogue: Catalogue): Parsed {
  const source = catalogue.sources.find(({ id }) => id === delivery.source);
  if (source === undefined) return refused('unreadable', `the catalogue has no source "${delivery.source}"`);
  if (sourceTypes.every(({ name }) => name !== source.type)) {
    return refused('unreadable', `source "${source.id}" has type "${source.type}", which is not known`);
  }
  // What was found out by a poll is in our own words.
  const type = RECONCILED in delivery.headers ? generic : sourceType(source.type);
  return guarded(() => readAs(type, { ...delivery, type: source.type }, feedOptions(source)));
}

/** Reads a delivery as a type of source speaks, unpacked if it came packed: what a parser sees is plain. */
export function readAs(type: SourceType, delivery: Delivery, options: FeedOptions): Parsed {
  return withPlainBody(delivery, (plain) => type.parse(plain, options));
}

// Whatever a parser has not thought of must not keep a delivery, and all that comes with it, from being shown.
function guarded(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    return refused('unreadable', `expected a body that can be read; got an error: ${String(error).slice(0, 200)}`);
  }
}

/** What a parser needs to know of a source of the catalogue. */
export function feedOptions({ id, auth, heartbeat, zone }: Source): FeedOptions {
  return {
    feed: id,
    ...(heartbeat !== undefined && { heartbeatEveryMs: heartbeat.everyMs }),
    ...(zone !== undefined && { zone }),
    ...(auth.type !== 'sns' && { isConfirmedByHand: true }),
  };
}
