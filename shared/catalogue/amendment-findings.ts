import { startOfDay } from '../domain/period.ts';
import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';
import { date, dateOrInstant, timeZone } from './values.ts';

type Check = (data: unknown) => readonly Finding[];
type Place = Finding['path'];

/**
 * What is wrong in amendments: their dates, ones that change nothing, and whatever the checks of agreements find in the
 * agreement as it is worded after each of them. Looks only at what can be read.
 */
export function amendmentFindings(data: unknown, checks: readonly Check[]): Finding[] {
  const known = new Set(checks.flatMap((check) => check(data)).map(keyOf));
  return select(data, 'agreements.*').flatMap((agreement) => [
    ...select(agreement.value, 'amendments.*').flatMap((it) => ofDates(it, agreement)),
    ...wordings(agreement).flatMap((wording) => newFindings(wording, findingsIn(wording, data, checks), known)),
  ]);
}

// What an amendment makes wrong of a key that it leaves alone is told of the amendment.
function newFindings({ amendment }: Wording, found: readonly Placed[], known: Set<string>): Finding[] {
  return found
    .filter(({ finding }) => !known.has(keyOf(finding)) && known.add(keyOf(finding)))
    .map(({ finding, isAmended }) => (isAmended ? finding : { ...finding, path: amendment }));
}

function keyOf({ path, key, expected }: Finding): string {
  return JSON.stringify([path, key, expected]);
}

function ofDates({ path, value }: Found, agreement: Found): Finding[] {
  const place = [...agreement.path, ...path];
  const written = valueAt(value, ['from']);
  const from = date.safeParse(written);
  const zone = timeZone.safeParse(valueAt(agreement.value, ['timeZone']));
  const findings = changesSomething(value) ? [] : [{ path: place, expected: NOTHING, actual: undefined }];
  if (!from.success || !zone.success) return findings;
  const before = date.safeParse(valueAt(agreement.value, ['amendments', Number(path.at(-1)) - 1, 'from']));
  const at = (key: string): number | undefined => momentOf(valueAt(agreement.value, [key]), zone.data);
  const start = momentOf(written, zone.data) ?? 0;
  const wrong = (expected: string) => [...findings, { path: [...place, 'from'], expected, actual: written }];
  if (start <= (at('from') ?? Number.NEGATIVE_INFINITY)) return wrong('a date after `from` of the agreement');
  if (start >= (at('to') ?? Number.POSITIVE_INFINITY)) return wrong('a date before `to` of the agreement');
  if (before.success && before.data >= from.data) return wrong(`a date after ${before.data}, of the amendment before`);
  return findings;
}

const NOTHING = 'something that changes, beside `from`';

function changesSomething(amendment: unknown): boolean {
  return typeof amendment !== 'object' || amendment === null || Object.keys(amendment).some((key) => key !== 'from');
}

function momentOf(written: unknown, zone: string): number | undefined {
  const read = dateOrInstant.safeParse(written);
  if (!read.success) return undefined;
  return typeof read.data === 'number' ? read.data : startOfDay(read.data, zone);
}

/** An agreement as an amendment leaves it, and where each key of it was written. */
interface Wording {
  readonly agreement: Readonly<Record<string, unknown>>;
  readonly written: ReadonlyMap<string, Place>;
  readonly path: Place;
  readonly amendment: Place;
}

function wordings({ path, value }: Found): Wording[] {
  const { amendments: _amendments, ...signed } = entriesOf(value);
  let agreement = signed;
  const written = new Map<string, Place>();
  return select(value, 'amendments.*').map((amendment) => {
    // Exclusions have dates of their own; windows were checked with the wording that brought them.
    const { exclusions: _exclusions, maintenanceWindows: _windows, ...kept } = agreement;
    const { from: _from, ...changes } = entriesOf(amendment.value);
    for (const key of Object.keys(changes)) written.set(key, [...path, ...amendment.path, key]);
    agreement = { ...kept, ...changes };
    return { agreement, written: new Map(written), path, amendment: [...path, ...amendment.path] };
  });
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A finding where it was written, and whether that is in an amendment. */
interface Placed {
  readonly finding: Finding;
  readonly isAmended: boolean;
}

// Checked in place of the agreement, with all others left out; then everything is told where it was written.
function findingsIn({ agreement, written, path }: Wording, data: unknown, checks: readonly Check[]): Placed[] {
  const checked = { ...entriesOf(data), agreements: [agreement] };
  return checks
    .flatMap((check) => check(checked))
    .filter((finding) => finding.path[0] === 'agreements')
    .map((finding) => {
      const [, , key = '', ...rest] = finding.path;
      const place = written.get(String(key));
      return { finding: { ...finding, path: [...(place ?? [...path, key]), ...rest] }, isAmended: place !== undefined };
    });
}
