import type { Person, Source } from './catalogue.ts';
import { digest } from './digest.ts';
import {
  CORRECTIVE_ACTION_MS,
  type ImprovementDecision,
  type ImprovementItem,
  type SourceItem,
} from './improvement.ts';
import { formatInstant, parseInstant } from './instant.ts';

/** A source left events out of a delivery, by its own word. */
export interface Truncation {
  readonly source: string;
  /** When that delivery was received, ISO instant. */
  readonly receivedAt: string;
}

/** What makes a sender leave events out. */
const SETTINGS: Readonly<Record<string, string>> = {
  alertmanager: 'max_alerts of its webhook receiver: 0 sends all',
  grafana: 'Max Alerts of its contact point: 0 sends all',
};
const ANY_SETTING = 'whatever limits how much its receiver gets at once';

/**
 * What to do about a source that leaves events out: one item for it until that is closed. A delivery that came before the
 * newest item was raised is what that item is about, however often it is read.
 */
export function decideTruncation(
  { source, receivedAt }: Truncation,
  existing: readonly ImprovementItem[],
  { owner, type, now }: { readonly owner: Person; readonly type: Source['type'] | undefined; readonly now: number },
): ImprovementDecision {
  const own = existing.filter((item) => item.type === 'opportunity').filter((item) => item.source === source);
  const covering = own.find((item) => item.state === 'open' || parseInstant(receivedAt) <= parseInstant(item.raisedAt));
  if (covering !== undefined) return { type: 'known', item: covering };
  const number = digest({ source, about: 'truncated' }).slice(0, 8).toUpperCase();
  const item: SourceItem = {
    id: `IMP-${number}-${own.length + 1}`,
    type: 'opportunity',
    state: 'open',
    title: `${source} leaves alerts out of what it sends`,
    source,
    cause: SETTINGS[type ?? ''] ?? ANY_SETTING,
    owner,
    raisedAt: formatInstant(now),
    dueAt: formatInstant(now + CORRECTIVE_ACTION_MS),
    evidence: [{ at: receivedAt, link: '/quarantine' }],
  };
  return { type: 'raise', item };
}
