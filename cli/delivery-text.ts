import { InvalidInputError } from '../shared/domain/errors.ts';
import { clean } from '../shared/reports/clean.ts';
import { parseSignal, preview } from '../shared/sources/signals/signal-json.ts';
import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import { counted } from './counted.ts';
import { identitiesOf } from './explain/identities.ts';

/** More than a preview has, even with every character written as its code. */
const LONGEST_SHOWN = 500;

/** A delivery for people: a line, and one more for each of its first signals and parts that were set aside. */
export function deliveryText(delivery: DescribedDelivery): string {
  const { source, receivedAt, bytes, signals, quarantined, services, first, unread } = delivery;
  const facts = [
    clean(receivedAt.slice(0, 19).replace('T', ' ')),
    clean(source),
    ...(bytes === null ? [] : [counted(bytes, 'byte')]),
    ...(signals === null ? [] : [counted(signals, 'signal')]),
    ...(services.length === 0 ? [] : [`of ${services.map((service) => clean(service)).join(', ')}`]),
    ...(quarantined === null || quarantined === 0 ? [] : [`${counted(quarantined, 'part')} in quarantine`]),
  ];
  const more = (signals ?? 0) - first.signals.length;
  const lines = [
    facts.join('  '),
    ...first.signals.map((signal) => `  ${signalLine(signal)}`),
    ...(more > 0 ? [`  and ${counted(more, 'more signal')}`] : []),
    ...first.quarantined.map(({ reason, detail }) => `  quarantine: ${shown(reason)}: ${shown(detail)}`),
    ...(unread === undefined ? [] : [`  not read: ${shown(unread)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

// Texts come from anywhere: a terminal would obey what is in them. A preview shows control characters as they are written
// in JSON, but not the marks that turn reading direction around.
function shown(text: string): string {
  return clean(preview(text), LONGEST_SHOWN);
}

function signalLine(json: unknown): string {
  try {
    const signal = parseSignal(json);
    const { stream, status } = identitiesOf(signal);
    const at = 'at' in signal ? signal.at : signal.start;
    return `${signal.kind} ${status}  ${shown(stream)}  ${new Date(at).toISOString()}`;
  } catch (error) {
    // A newer Attain may know kinds that this one does not.
    if (error instanceof InvalidInputError) return shown(JSON.stringify(json));
    throw error;
  }
}
