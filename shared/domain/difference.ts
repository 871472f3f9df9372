import type { Contribution } from './account.ts';
import type { TimeClass } from './result.ts';
import type { WeighedStretch } from './weigh.ts';

/** What two ways of counting make of time differently. Thousandths of a millisecond of downtime are microseconds. */
export interface Change {
  readonly agreedMs: number;
  readonly downtimeMicroseconds: number;
  /** Time left out because nothing is known of it. */
  readonly unknownMs: number;
}

/** Time of one class by one count, of another or the same by the other, that the two weigh differently. */
export interface ClassChange extends Change {
  readonly from: TimeClass;
  readonly to: TimeClass;
  readonly before: Contribution;
  readonly after: Contribution;
  /** How long it is. */
  readonly ms: number;
}

/**
 * Where two counts of the same time differ, class by class, in the order in which they first do. Both lists must cover
 * the same window without gaps. Added up, the parts are the difference between the two counts, to the microsecond.
 */
export function differences(before: readonly WeighedStretch[], after: readonly WeighedStretch[]): ClassChange[] {
  const changes = new Map<string, ClassChange>();
  let b = 0;
  let a = 0;
  for (
    let one = before[b], other = after[a];
    one !== undefined && other !== undefined;
    one = before[b], other = after[a]
  ) {
    const ms = Math.min(one.end, other.end) - Math.max(one.start, other.start);
    const key = keyOf(one, other);
    if (key !== undefined) changes.set(key, longer(changes.get(key), change(one, other, ms)));
    const end = Math.min(one.end, other.end);
    if (one.end === end) b++;
    if (other.end === end) a++;
  }
  return [...changes.values()];
}

/** The sum of changes. */
export function totalChange(changes: readonly Change[]): Change {
  return changes.reduce<Change>(
    (sum, { agreedMs, downtimeMicroseconds, unknownMs }) => ({
      agreedMs: sum.agreedMs + agreedMs,
      downtimeMicroseconds: sum.downtimeMicroseconds + downtimeMicroseconds,
      unknownMs: sum.unknownMs + unknownMs,
    }),
    { agreedMs: 0, downtimeMicroseconds: 0, unknownMs: 0 },
  );
}

function keyOf(before: WeighedStretch, after: WeighedStretch): string | undefined {
  const [was, is] = [before, after].map(({ contribution: { agreed, weight, uncertain } }) =>
    [agreed, weight, uncertain].join(),
  );
  return was === is ? undefined : [before.class, was, after.class, is].join();
}

function change(before: WeighedStretch, after: WeighedStretch, ms: number): ClassChange {
  const [was, is] = [before.contribution, after.contribution];
  return {
    from: before.class,
    to: after.class,
    before: was,
    after: is,
    ms,
    agreedMs: ms * (Number(is.agreed) - Number(was.agreed)),
    downtimeMicroseconds: ms * (is.weight - was.weight),
    unknownMs: ms * (Number(is.uncertain) - Number(was.uncertain)),
  };
}

function longer(known: ClassChange | undefined, more: ClassChange): ClassChange {
  return known === undefined ? more : { ...more, ms: known.ms + more.ms, ...totalChange([known, more]) };
}
