import type { Signal } from './signal.ts';
import {
  type Hearer,
  heard,
  isSameStream,
  labelsOf,
  type OpenStream,
  type Polled,
  type Standing,
  stateOf,
} from './standing.ts';
import type { Confirmed } from './standing-difference.ts';
import { streamName } from './stream-name.ts';

/**
 * The signals that make the ledger say what the sender says; none where no monitor heard the stream at that time. A change
 * is dated by the sender's word, where that is later than what the ledger has, and else by the poll that saw it first: its
 * signal then carries the label `attain_time`.
 *
 * @param saidAt when the ledger last heard of the stream, where it knows of no trouble; epoch ms
 */
export function reconciling(
  { standing, open, seenAt }: Confirmed,
  polled: Polled,
  saidAt = Number.NEGATIVE_INFINITY,
): readonly Signal[] {
  if (open !== undefined && open.state === standing.state) return stillOpen(standing, open, polled);
  const after = open?.saidAt ?? saidAt;
  const { since = after, along = [] } = standing;
  const isDated = since > after;
  // By the labels that its monitor knows it by it reaches the stream that is open, whatever labels it has by now.
  const labels = { ...(open ? labelsOf(open, polled) : standing.labels), ...(!isDated && { attain_time: 'poll' }) };
  const change = stateOf(
    { ...standing, labels },
    { at: isDated ? since : Math.max(seenAt, after + 1), ...(open && { previous: open.state, since: open.since }) },
  );
  return heard(change, polled).length === 0 ? [] : [change, ...along];
}

/** What a sender that repeats itself would say, had nobody silenced it: of a time, with the labels by which it was heard then. */
function stillOpen(standing: Standing, open: OpenStream, polled: Polled): readonly Signal[] {
  const told = { ...standing, labels: labelsOf(open, polled, open.saidAt) };
  return [stateOf(told, { at: open.saidAt, heardAt: polled.now })];
}

/** The streams that are open once the ledger holds these signals, too. */
export function afterwards(
  open: readonly OpenStream[],
  signals: readonly Signal[],
  polled: Polled,
): readonly OpenStream[] {
  const events = signals.flatMap((signal) => heard(signal, polled)).sort((a, b) => a.at - b.at);
  return events.reduce<readonly OpenStream[]>((before, { service, monitor, stream, state, at, heardAt }) => {
    const others = before.filter((it) => !isSameStream(it, { service, monitor, stream }));
    if (state === 'up') return others;
    return [
      ...others,
      { service, monitor, stream, state, since: at, saidAt: at, ...(heardAt !== undefined && { heardAt }) },
    ];
  }, open);
}

/**
 * What a sender says, with the labels by which our monitors know its streams: whoever heard a stream before hears it still,
 * though the sender leaves labels out on being asked.
 */
export function recalled(
  standings: readonly Standing[],
  names: readonly Hearer[],
  polled: Polled,
): readonly Standing[] {
  const byStream = Map.groupBy(names, ({ stream }) => stream);
  return standings.map((standing) => {
    const hearers = byStream.get(streamName(standing.monitor)) ?? [];
    return { ...standing, labels: Object.assign({ ...standing.labels }, ...hearers.map((it) => labelsOf(it, polled))) };
  });
}
