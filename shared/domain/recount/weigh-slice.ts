import type { Claim } from './claims.ts';
import { isUnknown, type Seen } from './seen.ts';
import type { AccountingMethod, TimeClass, UnknownTreatment } from './types.ts';

/** What a slice is, and how its time enters the ratio. */
export interface Weighed {
  readonly class: TimeClass;
  /** `open`: left out, and it may have been up or down. */
  readonly counts: 'agreed' | 'open' | 'out';
  /** How bad its agreed time is, in thousandths of downtime. */
  readonly thousandths: number;
}

const OUT = { counts: 'out', thousandths: 0 } as const;

/** Weighs a slice by what the agreement says of it, what was seen in it, and the method. */
export function weighSlice(claim: Claim, seen: Seen, method: AccountingMethod): Weighed {
  const { maintenance } = method;
  if (claim === 'maintenance' && maintenance !== 'ignore' && heedsMaintenance(seen, method)) {
    return { class: claim, ...(maintenance === 'exclude' ? OUT : treated(maintenance)) };
  }
  if (claim !== 'none' && claim !== 'maintenance') return { class: claim, ...OUT };
  const { is, lost } = seen;
  if (is === 'up' || is === 'degraded' || is === 'down') return { class: is, counts: 'agreed', thousandths: lost };
  return { class: 'unknown', ...treated(method.unknown[is]) };
}

function heedsMaintenance(seen: Seen, method: AccountingMethod): boolean {
  // A monitor that reports unknown was looking.
  if (method.unknownBeforeMaintenance && isUnknown(seen) && seen.is !== 'reported') return false;
  return !(method.upInMaintenanceIsUp && seen.is === 'up');
}

// What should be kept is known here only where there was nothing to keep.
function treated(treatment: UnknownTreatment): Omit<Weighed, 'class'> {
  switch (treatment) {
    case 'countAsUp':
      return { counts: 'agreed', thousandths: 0 };
    case 'countAsDown':
      return { counts: 'agreed', thousandths: 1000 };
    case 'omit':
      return OUT;
    case 'exclude':
    case 'carry':
      return { counts: 'open', thousandths: 0 };
  }
}
