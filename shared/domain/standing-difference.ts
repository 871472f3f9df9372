import { hearersOf, isSameStream, monitorOf, type OpenStream, type Polled, type Standing } from './standing.ts';
import { streamName } from './stream-name.ts';

/** Where the ledger and the sender differ about a stream. */
export interface Difference {
  /** The same in every poll that finds it. */
  readonly id: string;
  readonly standing: Standing;
  /** What the ledger has; not there where it knows of no trouble. */
  readonly open?: OpenStream;
}

/** Where what the sender says of its streams is not what the ledger has open. */
export function differences(
  standings: readonly Standing[],
  open: readonly OpenStream[],
  polled: Polled,
): readonly Difference[] {
  const byStream = Map.groupBy(open, ({ stream }) => stream);
  return standings.flatMap((standing): readonly Difference[] => {
    const own = byStream.get(streamName(standing.monitor)) ?? [];
    const changed = own.filter((it) => it.state !== standing.state || isFading(it, polled));
    const told = changed.map((it) => ({ id: idOf(standing, it), standing, open: it }));
    if (standing.state === 'up' || standing.isMuted) return told;
    const isOpen = hearersOf(standing, polled).every((hearer) => own.some((it) => isSameStream(it, hearer)));
    return isOpen ? told : [...told, { id: idOf(standing), standing }];
  });
}

// Long before it would be taken for forgotten, while its sender knows that it is not: at half of that time, and before it
// could be over by the poll after the next, since one may fail. So a long outage leaves a mark now and then, not with each poll.
function isFading(open: OpenStream, polled: Polled): boolean {
  const { staleAfterMs, openAtMostMs } = monitorOf(open, polled)?.alertRules ?? {};
  const allowedMs = open.heardAt === undefined ? openAtMostMs : (staleAfterMs ?? openAtMostMs);
  if (allowedMs === undefined) return false;
  const silentMs = polled.now - (open.heardAt ?? open.saidAt);
  return silentMs >= allowedMs / 2 || (silentMs > 0 && silentMs + 2 * polled.everyMs >= allowedMs);
}

function idOf({ monitor, state, since }: Standing, open?: OpenStream): string {
  const here = open === undefined ? [] : [open.service, open.monitor, open.state, open.saidAt, open.heardAt ?? null];
  return JSON.stringify([monitor, state, since ?? null, ...here]);
}

/** Differences that were seen before, each with the time (epoch ms) of the poll that saw it first. */
export type Seen = Readonly<Record<string, number>>;

export interface Confirmed extends Difference {
  /** When it was seen first, epoch ms. */
  readonly seenAt: number;
}

/** A webhook may be on its way for so long. */
const LEAST_MS = 60_000;

/**
 * The differences that hold: seen in an earlier poll as well, at least a minute ago, and of trouble that was told two
 * polls ago or earlier. The others wait, since the webhook that tells of them may be under way. That an alert is still open
 * holds at once: no webhook could say otherwise of the moment of the poll.
 */
export function confirmed(
  found: readonly Difference[],
  seen: Seen,
  { everyMs, now }: Polled,
): { readonly confirmed: readonly Confirmed[]; readonly waiting: Seen } {
  const dated = found.map((it): Confirmed => ({ ...it, seenAt: seen[it.id] ?? now }));
  const holds = ({ seenAt, open, standing }: Confirmed): boolean =>
    open?.state === standing.state ||
    (now - seenAt >= LEAST_MS && (open === undefined || now - open.saidAt >= Math.max(2 * everyMs, LEAST_MS)));
  return {
    confirmed: dated.filter(holds),
    waiting: Object.fromEntries(dated.filter((it) => !holds(it)).map(({ id, seenAt }) => [id, seenAt])),
  };
}
