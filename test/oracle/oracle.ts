import { refusals } from './allowance.ts';
import { hear, wordingAt } from './hearing.ts';
import { isAgreedAhead, isOpenIn, type Moment, momentAt, needsOf } from './moment.ts';
import type { Scenario, ServiceName, Wording } from './scenario.ts';

/** What the definitions say, found by looking at every single millisecond. Null where there is nothing to ask. */
export function bruteForce(scenario: Scenario) {
  const found = figures(scenario);
  if (found === null) return null;
  const { verdict, ...rest } = found;
  const isCorrected = (scenario.corrections ?? []).some(
    ({ start, end }) => start < scenario.end && end > scenario.start,
  );
  if (!isCorrected && !excludesAnything(scenario)) return rest;
  const wordings = scenario.wordings.map((wording) => ({ ...wording, exclusions: [] }));
  const plain = figures({ ...scenario, wordings, corrections: [] });
  if (plain === null) return null;
  const { availability, downtimeMs, verdict: without } = plain;
  return { ...rest, withoutCorrections: { availability, downtimeMs, verdict: without } };
}

function excludesAnything(scenario: Scenario): boolean {
  return range(scenario.start, scenario.end).some((instant) => {
    const { agreed, exclusions } = wordingAt(scenario.wordings, instant);
    return agreed && exclusions.some(({ start, end }) => start <= instant && instant < end);
  });
}

function figures(scenario: Scenario) {
  const heard = hear(scenario);
  const until = Math.max(scenario.start, Math.min(scenario.end, scenario.now));
  const moments = range(scenario.start, until).map((instant) => ({ instant, ...momentAt(scenario, heard, instant) }));
  const ahead = range(until, scenario.end).map((instant) => isAgreedAhead(scenario, heard, instant));
  const wordings = wordingsOf(scenario);
  const last = wordings.at(-1);
  if (last === undefined) return null;
  // An availability that was dropped was to be kept while it was promised.
  const target = wordings.findLast((wording) => wording.target !== null)?.target ?? null;
  const refused = refusals(scenario, until, { heard, isOpen: isOpenIn(scenario) });
  const targets = target === null ? [] : [budget(moments, ahead, last, target)];
  return {
    verdict: targets[0]?.verdict ?? 'met',
    until: iso(until),
    ms: classes(moments),
    agreedMs: agreed(moments),
    downtimeMs: Math.ceil(lost(moments) / 1000),
    availability: availability(moments, target),
    targets,
    outages: outages(moments, { until, end: scenario.end }),
    notCounted: notCounted(moments),
    ...(refused.length > 0 && { maintenanceRefused: refused }),
    notKnown: notKnown(moments),
    assumedAlive: assumedAlive(last),
  };
}

type Looked = Moment & { readonly instant: number };

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function wordingsOf(scenario: Scenario): Wording[] {
  const nothing = { streams: [], maintenance: [], beats: {} };
  const all = range(scenario.start, scenario.end).map((instant) => momentAt(scenario, nothing, instant).wording);
  return all.filter((wording) => wording !== null);
}

function classes(moments: readonly Looked[]) {
  const of = (name: Moment['class']): number => moments.filter((moment) => moment.class === name).length;
  return {
    period: moments.length,
    notInForce: of('notInForce'),
    outOfHours: of('outOfHours'),
    excluded: of('excluded'),
    maintenance: of('maintenance'),
    unknown: of('unknown'),
    down: of('down'),
    degraded: of('degraded'),
    up: of('up'),
  };
}

function count(moments: readonly Looked[], counts: Moment['counts']): number {
  return moments.filter((moment) => moment.counts === counts).length;
}

function lost(moments: readonly Looked[]): number {
  let thousandths = 0;
  for (const moment of moments) thousandths += moment.lost;
  return thousandths;
}

function agreed(moments: readonly Looked[]): number {
  return count(moments, 'down') + count(moments, 'fine');
}

function availability(moments: readonly Looked[], target: string | null) {
  const all = agreed(moments);
  if (all === 0) return null;
  // All of it in thousandths of a millisecond.
  const whole = all * 1000;
  const fine = whole - lost(moments);
  const uncertain = count(moments, 'uncertain') * 1000;
  const digits = Math.max(2, target?.includes('.') ? target.length - target.indexOf('.') : 1);
  return {
    percent: longDivision(fine * 100, whole, digits),
    exact: longDivision(fine, whole, 20),
    low: longDivision(fine, whole + uncertain, 20),
    high: longDivision(fine + uncertain, whole + uncertain, 20),
  };
}

// As taught at school: digit by digit, the rest is dropped.
function longDivision(dividend: number, divisor: number, digits: number): string {
  let rest = dividend % divisor;
  let text = `${(dividend - rest) / divisor}.`;
  for (let digit = 0; digit < digits; digit++) {
    const next = rest * 10;
    rest = next % divisor;
    text += (next - rest) / divisor;
  }
  return text;
}

// Everything in hundred-thousandths of a millisecond, so that 99.999 % is a whole number.
function budget(moments: readonly Looked[], ahead: readonly (Wording | null)[], last: Wording, target: string) {
  let total = 0;
  let uncertain = 0;
  let down = 0;
  let allowed = 0;
  let allowedWithUnknown = 0;
  for (const { wording, counts, lost } of [
    ...moments,
    ...ahead.map((wording) => ({ wording, counts: 'fine', lost: 0 })),
  ]) {
    if (wording === null || wording.target === null || counts === 'no') continue;
    const share = 100_000 - Math.round(Number(wording.target) * 1000);
    total++;
    allowedWithUnknown += share;
    if (counts === 'uncertain') uncertain++;
    else allowed += share;
    down += lost;
  }
  const allowedMs = Math.floor(allowed / 100_000);
  return {
    kind: 'availability',
    target,
    allowedMs,
    usedMs: Math.ceil(down / 1000),
    remainingMs: allowedMs - Math.ceil(down / 1000),
    // Before a period begins nothing is met in it.
    verdict:
      moments.length === 0
        ? 'notMeasured'
        : verdict({ total, uncertain, down, allowedWithUnknown, toleranceMillionths: last.toleranceMillionths }),
  };
}

function verdict(found: {
  total: number;
  uncertain: number;
  down: number;
  allowedWithUnknown: number;
  toleranceMillionths: number;
}): string {
  const { total, uncertain, down, allowedWithUnknown } = found;
  if (total === 0) return 'noAgreedTime';
  if (down * 100 > allowedWithUnknown) return 'missed';
  if ((down + uncertain * 1000) * 100 > allowedWithUnknown) return 'notMeasured';
  return uncertain * 1_000_000 > total * found.toleranceMillionths ? 'notMeasured' : 'met';
}

/** Unbroken stretches of the moments that matter, cut where two neighbours are not alike. */
function stretches(
  moments: readonly Looked[],
  matters: (moment: Looked) => boolean,
  alike: (a: Looked, b: Looked) => boolean = () => true,
): Looked[][] {
  const found: Looked[][] = [];
  let before: Looked | undefined;
  for (const moment of moments.filter(matters)) {
    const continues = before !== undefined && before.instant + 1 === moment.instant && alike(before, moment);
    if (continues) found.at(-1)?.push(moment);
    else found.push([moment]);
    before = moment;
  }
  return found;
}

function bounds(stretch: readonly Looked[]): { start: string; end: string } {
  return { start: iso(stretch[0]?.instant ?? Number.NaN), end: iso((stretch.at(-1)?.instant ?? Number.NaN) + 1) };
}

function outages(moments: readonly Looked[], { until, end }: { until: number; end: number }) {
  return stretches(moments, (moment) => moment.was === 'down' || moment.lost > 0)
    .map((stretch) => {
      const { start, end: over } = bounds(stretch);
      return {
        start,
        end: over === iso(until) && until < end ? null : over,
        countedMs: Math.ceil(lost(stretch) / 1000),
        monitors: [...new Set(stretch.flatMap(({ blamed }) => blamed))].sort(),
      };
    })
    .filter(({ countedMs }) => countedMs > 0);
}

function notCounted(moments: readonly Looked[]) {
  return stretches(
    moments,
    ({ claim }) => claim !== null,
    (a, b) => a.claim === b.claim && a.wording === b.wording,
  ).map((stretch) => ({
    ...bounds(stretch),
    ms: stretch.length,
    class: stretch[0]?.class,
    reason: stretch[0]?.reason,
    badMs: stretch.filter(({ was }) => was === 'down').length,
  }));
}

function notKnown(moments: readonly Looked[]) {
  return stretches(
    moments,
    (moment) => moment.class === 'unknown',
    (a, b) => a.was === b.was,
  ).map((stretch) => ({ ...bounds(stretch), ms: stretch.length, cause: stretch[0]?.was }));
}

function assumedAlive(wording: Wording): string[] {
  const { probes, feeds } = wording;
  const services: ServiceName[] = ['checkout'];
  for (const name of services) services.push(...needsOf(name, wording).flatMap(({ of }) => of));
  const named = probes.filter(({ service }) => services.includes(service)).map(({ feed }) => feed);
  return Object.keys(feeds)
    .filter((feed) => feeds[feed] === null && named.includes(feed))
    .sort();
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
