import { isUnknown, nthWorst, type Seen, seenAs } from './seen.ts';
import type { Service } from './types.ts';

/** Says what its monitors, in the order of the catalogue, make of a service; there is at least one. */
export type RollUp = (seen: readonly Seen[]) => Seen;

export function rolledUp({ rollUp, monitors }: Service): RollUp {
  switch (rollUp.type) {
    case 'anyDown':
      return (seen) => nthWorst(seen, 1);
    case 'allDown':
      return (seen) => nthWorst(seen, seen.length);
    case 'atLeast':
      return (seen) => nthWorst(seen, rollUp.monitors);
    case 'monitorSeconds':
      return averageBy(sharesOf(monitors.map(() => 1)));
    case 'weighted':
      return averageBy(sharesOf(monitors.map(({ id }) => rollUp.weights[id] ?? 0)));
  }
}

/** Thousandths that add up to 1000: cut off, and the first ones get what is left. */
function sharesOf(weights: readonly number[]): number[] {
  let all = 0;
  for (const weight of weights) all += weight;
  const shares = weights.map((weight) => Math.trunc((weight * 1000) / all));
  let left = 1000;
  for (const share of shares) left -= share;
  for (let index = 0; index < left; index++) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

// One that is not known leaves its share open, and with it the whole. A thousandth that is begun counts.
function averageBy(shares: readonly number[]): RollUp {
  return (seen) => {
    const unknown = seen.filter(isUnknown);
    if (unknown.length > 0) return nthWorst(unknown, 1);
    const lost = seen.map((it, index) => it.lost * (shares[index] ?? 0)).reduce((a, b) => a + b);
    if (lost === 0 || seen.every(({ is }) => is === 'down')) return nthWorst(seen, 1);
    return seenAs('degraded', Math.ceil(lost / 1000));
  };
}
