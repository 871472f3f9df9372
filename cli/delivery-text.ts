import { InvalidInputError } from '../shared/domain/errors.ts';
import type { Noted } from '../shared/domain/source-health.ts';
import { clean } from '../shared/reports/clean.ts';
import { notedWords } from '../shared/reports/source-words.ts';
import { parseSignal, preview } from '../shared/sources/signals/signal-json.ts';
import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import { counted } from './counted.ts';
import { identitiesOf } from './explain/identities.ts';

/** Of a name, and of a sentence that says what was wrong. */
const LONGEST_NAME = 60;
const LONGEST_SENTENCE = 200;

/** A delivery for people: a line, and one more for each of its first signals and of the parts that made none. */
export function deliveryText(delivery: DescribedDelivery): string {
  const { position, source, receivedAt, bytes, signals, quarantined, noted, services, first, unread } = delivery;
  const facts = [
    clean(receivedAt.slice(0, 19).replace('T', ' ')),
    clean(source),
    ...(bytes === null ? [] : [counted(bytes, 'byte')]),
    ...(signals === null ? [] : [counted(signals, 'signal')]),
    ...(services.length === 0 ? [] : [`of ${services.map((service) => clean(service)).join(', ')}`]),
    ...(quarantined === null || quarantined === 0 ? [] : [`${counted(quarantined, 'part')} in quarantine`]),
    ...(noted === null || noted === 0 ? [] : [notedCount(first.noted, noted)]),
  ];
  const more = (signals ?? 0) - first.signals.length;
  const lines = [
    facts.join('  '),
    ...first.signals.map((signal) => `  ${signalLine(signal)}`),
    ...(more > 0 ? [`  and ${counted(more, 'more signal')}`] : []),
    ...first.quarantined.map(quarantineLine),
    ...first.noted.map(
      ({ reason, detail }) => `  counts for nothing: ${clean(notedWords(reason))}: ${shown(detail, LONGEST_SENTENCE)}`,
    ),
    ...((quarantined ?? 0) > 0 || unread !== undefined ? [`  its bytes: --raw ${clean(position)}`] : []),
    ...(unread === undefined ? [] : [`  not read: ${shown(unread, LONGEST_SENTENCE)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A part in quarantine: why, and what it is. */
export function quarantineLine({ reason, detail }: Noted): string {
  return `  quarantine: ${shown(reason)}: ${shown(detail, LONGEST_SENTENCE)}`;
}

function notedCount(first: readonly Noted[], count: number): string {
  const isTest = first.length === count && first.every(({ reason }) => reason === 'test');
  return `${counted(count, isTest ? 'test' : 'part')} that ${count === 1 ? 'counts' : 'count'} for nothing`;
}

// Texts come from anywhere: a terminal would obey what is in them. A preview shows control characters as they are written
// in JSON, but not the marks that turn reading direction around.
function shown(text: string, longest = LONGEST_NAME): string {
  // A character that is written as its code takes six.
  return clean(preview(text, longest), 6 * longest + 3);
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
