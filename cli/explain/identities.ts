import { formatInstant } from '../../shared/domain/instant.ts';
import type { Labels, Signal } from '../../shared/domain/signal.ts';

/** What tells one signal from another, beside the delivery that it came in. */
export interface Identities {
  /** One alert, check, incident, maintenance, indicator, feed or correction: the same at opening and closing. */
  readonly stream: string;
  /** When the occurrence that the signal speaks of began, ISO; null where it does not say. */
  readonly occurrenceStart: string | null;
  /** What it says: a state, the phase of an incident, a decision. */
  readonly status: string;
  /** What the catalogue finds the service by. */
  readonly labels: Labels;
}

/** @param said when the occurrence began by the sender's word, where the signal has no place for it; epoch ms */
export function identitiesOf(signal: Signal, said?: number): Identities {
  const { start: own, ...rest } = partsOf(signal);
  const start = said ?? own;
  return { ...rest, occurrenceStart: start === undefined ? null : formatInstant(start), labels: labelsOf(signal) };
}

function partsOf(signal: Signal): { stream: string; start: number | undefined; status: string } {
  switch (signal.kind) {
    case 'state':
      // An `up` closes what began with the state before it.
      return {
        stream: signal.monitor,
        start: signal.state === 'up' ? signal.since : signal.at,
        status: signal.state,
      };
    case 'incident':
      return {
        stream: signal.incident,
        start: signal.phase === 'opened' || signal.phase === 'reopened' ? signal.at : undefined,
        status: signal.phase,
      };
    case 'maintenance':
      return {
        stream: signal.maintenance,
        start: signal.start,
        status: signal.cancelledAt === undefined ? 'announced' : 'cancelled',
      };
    case 'count':
      return { stream: signal.indicator, start: signal.start, status: `${signal.good} of ${signal.total} good` };
    case 'heartbeat':
      return { stream: signal.feed, start: signal.at, status: 'alive' };
    case 'correction':
      return {
        stream: signal.correction,
        start: 'start' in signal ? signal.start : signal.at,
        status: `proposed ${signal.action}`,
      };
    case 'approval':
      return { stream: signal.correction, start: signal.at, status: signal.decision };
  }
}

function labelsOf(signal: Signal): Labels {
  return 'labels' in signal ? (signal.labels ?? {}) : {};
}
