import type { Evidence, Finding, Standing, TargetItem } from './improvement.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { causeOf, identityOf } from './notice.ts';
import type { Period } from './period.ts';
import type { Attainment } from './result.ts';
import { amountsOf, sharesOf, spentOf } from './targets/spent.ts';

/** How the periods of an item's evidence stand as counted now, by name; undefined where no agreement covers the service. */
export type CountedAgain = ReadonlyMap<string, Attainment | undefined>;

/**
 * The item with what has become of its evidence appended: where the verdict or its cause is another than was known last,
 * where less is used than was, and, once the period is over, where its figures are others. While a period runs an outage
 * may go on: that more is used is no news. What was there stays as it was, and with nothing new the item is the same object.
 */
export function reviewed(item: TargetItem, counted: CountedAgain, now: number): TargetItem {
  const evidence = item.evidence.map((it) => {
    if (!counted.has(it.period)) return it;
    const attainment = counted.get(it.period);
    const finding = standingIn(item, attainment);
    if (!isNews(standingOf(it), finding, isOver(attainment))) return it;
    return { ...it, later: [...(it.later ?? []), { at: formatInstant(now), ...finding }] };
  });
  return evidence.every((it, index) => it === item.evidence[index]) ? item : { ...item, evidence };
}

/** How a period of the evidence stands as far as is known: as it was found last, or else as it was told. */
export function standingOf({ later, ...told }: Evidence): Standing {
  const last = later?.at(-1);
  if (last === undefined) return { verdict: 'missed', ...amountsOf(told) };
  const { at: _, ...standing } = last;
  return standing;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Most late facts and corrections are about the last months; after a year nobody looks at it any more. */
const OFTEN_MS = 62 * DAY_MS;
const AT_ALL_MS = 400 * DAY_MS;

/** Which periods are counted again at this run, once an hour: recent ones always, a year of them once a day. */
export function isDueForReview({ end }: Pick<Period, 'end'>, now: number): boolean {
  const isFirstHour = Math.floor(now / HOUR_MS) % 24 === 0;
  return now - end <= (isFirstHour ? AT_ALL_MS : OFTEN_MS);
}

/** Whether the target is still missed for the item's cause in any of its periods. */
export function stillHolds({ evidence }: TargetItem): boolean {
  return evidence.map(standingOf).some((it) => it.verdict === 'missed' && it.cause === undefined);
}

/** The item without what was found after a moment (epoch ms). */
export function itemAsOf(item: TargetItem, moment: number): TargetItem {
  const known = ({ at }: Finding): boolean => parseInstant(at) <= moment;
  const evidence = item.evidence.map(({ later, ...told }): Evidence => {
    const findings = later?.filter(known) ?? [];
    return findings.length === 0 ? told : { ...told, later: findings };
  });
  return { ...item, evidence };
}

function standingIn({ target, cause }: TargetItem, attainment: Attainment | undefined): Standing {
  const { target: named } = identityOf(target);
  const isIt = (it: TargetItem['target']): boolean => it.kind === target.kind && identityOf(it).target === named;
  const result = attainment?.targets.find(isIt);
  if (attainment === undefined || result === undefined) return { verdict: 'notPromised' };
  const blamed = result.verdict === 'missed' ? causeOf(result, attainment) : cause;
  return { verdict: result.verdict, ...spentOf(result), ...(blamed !== cause && { cause: blamed }) };
}

function isOver(attainment: Attainment | undefined): boolean {
  return attainment?.until === attainment?.period.end;
}

function isNews(known: Standing, found: Standing, isPeriodOver: boolean): boolean {
  if (known.verdict === 'notPromised' || found.verdict === 'notPromised') return known.verdict !== found.verdict;
  if (known.verdict !== found.verdict || known.cause !== found.cause) return true;
  const [before, after] = [sharesOf(known), sharesOf(found)];
  return after.used < before.used || (isPeriodOver && (after.used !== before.used || after.allowed !== before.allowed));
}
