import { METHOD_NAMES } from '../domain/method.ts';
import type { Finding } from './finding.ts';
import { select } from './select.ts';
import { looksLikeDate } from './values.ts';

/**
 * Names that must be there and names that must be there once. They are looked up in the file as it was written, so that
 * they are checked even where other values are wrong.
 */
export function referenceFindings(data: unknown): Finding[] {
  return [...REFERENCES.flatMap((it) => unresolved(data, it)), ...UNIQUE.flatMap((it) => repeated(data, it))];
}

interface Reference {
  readonly from: string;
  readonly to: string;
  readonly noun: string;
  readonly builtIn?: readonly string[];
  /** What may stand there in place of a name. */
  readonly unless?: (value: string) => boolean;
}

const REFERENCES: readonly Reference[] = [
  { from: 'services.*.dependsOn.*', to: 'services.*.id', noun: 'service' },
  { from: 'services.*.dependsOn.*.anyOf.*', to: 'services.*.id', noun: 'service' },
  { from: 'services.*.monitors.*.source', to: 'sources.*.id', noun: 'source' },
  { from: 'calendars.*.holidays.*', to: 'holidays.*.id', noun: 'list of holidays', unless: looksLikeDate },
  { from: 'agreements.*.hours', to: 'calendars.*.id', noun: 'calendar', builtIn: ['24x7'] },
  { from: 'methods.*.basedOn', to: '', noun: 'built-in method', builtIn: METHOD_NAMES },
  { from: 'agreements.*.method', to: 'methods.*.id', noun: 'method', builtIn: METHOD_NAMES },
  { from: 'agreements.*.services.*', to: 'services.*.id', noun: 'service' },
  { from: 'agreements.*.services.*.service', to: 'services.*.id', noun: 'service' },
];

function unresolved(data: unknown, { from, to, noun, builtIn = [], unless = () => false }: Reference): Finding[] {
  const names = [...select(data, to).map(({ value }) => value), ...builtIn];
  const known = [...new Set(names)].filter((name) => typeof name === 'string');
  return select(data, from)
    .filter(({ value }) => typeof value === 'string' && !known.includes(value) && !unless(value))
    .map(({ path, value }) => ({ path, actual: value, known, expected: `a known ${noun} (${namesOf(known, noun)})` }));
}

function namesOf(known: readonly string[], noun: string): string {
  return known.length === 0 ? `the file has no ${noun}` : known.join(', ');
}

/** Values that may come once within the part of the file that the first `within` keys of their path name. */
interface Unique {
  readonly at: readonly string[];
  readonly within: number;
}

const UNIQUE: readonly Unique[] = [
  { at: ['methods.*.id'], within: 1 },
  { at: ['holidays.*.id'], within: 1 },
  { at: ['calendars.*.id'], within: 1 },
  { at: ['calendars.*.extra.*.date', 'calendars.*.closed.*'], within: 2 },
  { at: ['sources.*.id'], within: 1 },
  { at: ['services.*.id'], within: 1 },
  { at: ['services.*.dependsOn.*'], within: 3 },
  { at: ['services.*.dependsOn.*.anyOf.*'], within: 5 },
  { at: ['services.*.monitors.*.id'], within: 3 },
  { at: ['agreements.*.id'], within: 1 },
  { at: ['agreements.*.maintenanceWindows.*.id'], within: 3 },
  { at: ['agreements.*.services.*', 'agreements.*.services.*.service'], within: 3 },
];

function repeated(data: unknown, { at, within }: Unique): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, value } of at.flatMap((pattern) => select(data, pattern))) {
    if (typeof value !== 'string') continue;
    const key = JSON.stringify([...path.slice(0, within), value]);
    if (seen.has(key)) findings.push({ path, expected: 'something that is not there already', actual: value });
    seen.add(key);
  }
  return findings;
}
