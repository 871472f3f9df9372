import { preview } from '../../shared/sources/signals/signal-json.ts';
import { needsMending } from '../../shared/sources/source.ts';
import { counted } from '../counted.ts';
import { textTable } from '../text-table.ts';
import type { ExplainedSignal, Explanation } from './explain.ts';
import type { Mapping } from './mapping.ts';

/** An explanation for people. */
export function explanationText({ deliveryId, signals, rejected, used }: Explanation): string {
  const sections = [
    `Delivery: ${deliveryId === null ? 'no id of its own; the same bytes within a second are one' : deliveryId}`,
    ...signals.map(signalText),
    ...(signals.length === 0 ? ['No signal.'] : []),
    ...(rejected.length === 0 ? [] : [rejectedText(rejected)]),
    used.length === 0 ? 'Nothing of the payload was read.' : usedText(used),
  ];
  return `${sections.join('\n\n')}\n`;
}

function signalText({ signal, stream, occurrenceStart, status, labels, mapping }: ExplainedSignal, index: number) {
  const rows = [
    ['stream', stream],
    ['occurrence', occurrenceStart === null ? 'since an unknown time' : `${stream} from ${occurrenceStart}`],
    ['service labels', labelsText(labels)],
    ...('at' in signal ? [['at', signal.at]] : []),
    ...beforeRows(signal),
    ...(mapping === undefined ? [] : mappingRows(mapping)),
  ];
  return `Signal ${index}: ${signal.kind} ${status}\n${indented(textTable(rows))}`;
}

// What the signal corrects: an alarm begins before it is told, and a closing heals its opening.
function beforeRows(signal: ExplainedSignal['signal']): string[][] {
  if (signal.kind !== 'state') return [];
  if (signal.ends !== undefined) return [['before', `${signal.ends}, nobody says since when`]];
  if (signal.previous === undefined) return [];
  return [['before', signal.since === undefined ? signal.previous : `${signal.previous} since ${signal.since}`]];
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const text = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return text.length === 0 ? 'none' : text.join(', ');
}

function mappingRows({ services, unmapped, ignored, nearest = [] }: Mapping): string[][] {
  return [
    ...services.map(({ service, monitor }) => ['maps to', monitor === undefined ? service : `${service}/${monitor}`]),
    ...(unmapped === undefined ? [] : [['maps to', `nothing: ${unmapped}`]]),
    ...(ignored === undefined ? [] : [['maps to', `nothing, as the catalogue ignores it: ${ignored}`]]),
    ...nearest.map((text) => ['nearest', text]),
  ];
}

function rejectedText(rejected: Explanation['rejected']): string {
  const rows = rejected.map(({ detail, ...rest }) => [needsMending(rest) ? 'rejected' : 'noted', rest.reason, detail]);
  return `${counted(rejected.length, 'part')} made no signal:\n${indented(textTable(rows))}`;
}

function usedText(used: Explanation['used']): string {
  const rows = used.map(({ path, value, became }) => [path, preview(value), `→ ${becameText(became)}`]);
  return `Read of the payload:\n${indented(textTable(rows))}`;
}

function becameText(became: readonly string[] | null): string {
  if (became === null) return 'not looked into, as so much was read';
  return became.length === 0 ? 'nothing: it reads the same without it' : became.join(', ');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
