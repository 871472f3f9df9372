import { canonicalJson } from './canonical-json.ts';
import { formatInstant } from './instant.ts';
import { methodHash } from './method.ts';
import type { Wording } from './result.ts';
import { promiseOf } from './targets/promise.ts';
import type { Term } from './term.ts';

/**
 * What was agreed from when on, in a period in which it changed; nothing where all terms say the same. A new version of
 * the catalogue that leaves all that figures depend on as it is changes nothing.
 */
export function changedWordings(terms: readonly Term[]): { wordings?: readonly Wording[] } {
  if (terms.length < 2) return {};
  const changed = terms.filter((term, index) => {
    const before = terms[index - 1];
    return before === undefined || agreedIn(before) !== agreedIn(term);
  });
  return changed.length < 2 ? {} : { wordings: changed.map(wordingOf) };
}

function wordingOf({ start, version, method, agreement, targets }: Term): Wording {
  const { maintenanceNoticeMs, maintenanceAllowance } = agreement;
  return {
    from: formatInstant(start),
    catalogue: version.hash,
    method: method.name,
    hours: agreement.hours,
    targets: targets.map((target) => ({ kind: target.kind, target: promiseOf(target) })),
    ...(maintenanceNoticeMs > 0 && { maintenanceNoticeMs }),
    ...(maintenanceAllowance && { maintenanceAllowance }),
  };
}

// Exclusions and corrections are told beside what they exclude; who gets the report is nobody's figure.
function agreedIn({ agreement, targets, method, version }: Term): string {
  const { maintenanceNoticeMs, unknownToleranceMillionths, graceMs, from } = agreement;
  return canonicalJson({
    targets,
    method: methodHash(method),
    hours: version.catalogue.calendars[agreement.hours] ?? agreement.hours,
    maintenanceNoticeMs,
    allowance: agreement.maintenanceAllowance ?? null,
    windows: agreement.maintenanceWindows ?? null,
    unknownToleranceMillionths,
    graceMs,
    credits: agreement.credits ?? null,
    from,
    to: agreement.to ?? null,
  });
}
