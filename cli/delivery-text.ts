import { InvalidInputError } from '../shared/domain/errors.ts';
import { parseSignal, preview } from '../shared/sources/signals/signal-json.ts';
import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import { counted } from './counted.ts';
import { identitiesOf } from './explain/identities.ts';

/** A delivery for people: a line, and one more for each of its first signals and parts that were set aside. */
export function deliveryText(delivery: DescribedDelivery): string {
  const { source, receivedAt, bytes, signals, quarantined, services, first, unread } = delivery;
  const facts = [
    receivedAt.slice(0, 19).replace('T', ' '),
    source,
    ...(bytes === null ? [] : [counted(bytes, 'byte')]),
    ...(signals === null ? [] : [counted(signals, 'signal')]),
    ...(services.length === 0 ? [] : [`of ${services.join(', ')}`]),
    ...(quarantined === null || quarantined === 0 ? [] : [`${counted(quarantined, 'part')} in quarantine`]),
  ];
  const more = (signals ?? 0) - first.signals.length;
  const lines = [
    facts.join('  '),
    ...first.signals.map((signal) => `  ${signalLine(signal)}`),
    ...(more > 0 ? [`  and ${counted(more, 'more signal')}`] : []),
    ...first.quarantined.map(({ reason, detail }) => `  quarantine: ${preview(reason)}: ${preview(detail)}`),
    ...(unread === undefined ? [] : [`  not read: ${preview(unread)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

// Texts come from anywhere: a terminal would obey what is in them.
function signalLine(json: unknown): string {
  try {
    const signal = parseSignal(json);
    const { stream, status } = identitiesOf(signal);
    const at = 'at' in signal ? signal.at : signal.start;
    return `${signal.kind} ${status}  ${preview(stream)}  ${new Date(at).toISOString()}`;
  } catch (error) {
    // A newer Attain may know kinds that this one does not.
    if (error instanceof InvalidInputError) return preview(JSON.stringify(json));
    throw error;
  }
}
