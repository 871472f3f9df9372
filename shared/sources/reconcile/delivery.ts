import { formatInstant } from '../../domain/instant.ts';
import type { Labels, Signal } from '../../domain/signal.ts';
import { RECONCILED } from '../own-headers.ts';
import { TIME_LABEL } from '../reading/event-time.ts';
import { formatSignal } from '../signals/signal-json.ts';
import { MOST_LABELS } from '../signals/signal-schema.ts';
import type { Delivery } from '../source.ts';

/** More might not fit a delivery. */
const MOST_SIGNALS = 500;

/**
 * What polls find out is kept as deliveries of their source, in Attain's own signals and with a header that no webhook can
 * bring, so that whatever is derived again from the deliveries comes out the same. Each signal says where it comes from.
 *
 * @param at when the poll was, epoch ms
 */
export function reconciledDeliveries(
  signals: readonly Signal[],
  at: number,
): readonly Pick<Delivery, 'body' | 'headers'>[] {
  const count = Math.ceil(signals.length / MOST_SIGNALS);
  return Array.from({ length: count }, (_, index) => {
    const some = signals.slice(index * MOST_SIGNALS, (index + 1) * MOST_SIGNALS);
    const body = { reconciled: formatInstant(at), signals: some.map((signal) => formatSignal(marked(signal))) };
    return { body: Buffer.from(JSON.stringify(body)), headers: { [RECONCILED]: '1' } };
  });
}

function marked(signal: Signal): Signal {
  if (signal.kind !== 'state' && signal.kind !== 'incident') return signal;
  return { ...signal, labels: withOrigin(signal.labels ?? {}) };
}

function withOrigin({ [TIME_LABEL]: timeIs, ...labels }: Labels): Labels {
  const own = { ...(timeIs !== undefined && { [TIME_LABEL]: timeIs }), attain_origin: 'reconciled' };
  const room = MOST_LABELS - Object.keys(own).length;
  return { ...Object.fromEntries(Object.entries(labels).slice(0, room)), ...own };
}
