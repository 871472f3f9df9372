import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';

/** Credits that could never be worked out. Looks only at what can be read. */
export function creditFindings(data: unknown): Finding[] {
  return select(data, 'agreements.*')
    .filter(({ value }) => valueAt(value, ['credits']) !== undefined)
    .flatMap((agreement) => [
      ...paysNothing(agreement),
      ...withoutAvailability(agreement),
      ...overlappingPeriods(agreement),
    ]);
}

function paysNothing({ path, value }: Found): Finding[] {
  const credits = valueAt(value, ['credits']);
  if (valueAt(credits, ['tiers']) !== undefined || valueAt(credits, ['beyondBudget']) !== undefined) return [];
  return [{ path: [...path, 'credits'], expected: '`tiers`, `beyondBudget` or both', actual: undefined }];
}

function withoutAvailability({ path, value }: Found): Finding[] {
  const kinds = ['targets.*.kind', 'services.*.targets.*.kind'].flatMap((pattern) => select(value, pattern));
  if (kinds.length === 0 || kinds.some((kind) => kind.value === 'availability')) return [];
  return [{ path: [...path, 'credits'], expected: 'an availability target, by which credits go', actual: undefined }];
}

// A day is in many of them: it would be paid for as often.
function overlappingPeriods({ path, value }: Found): Finding[] {
  const period = valueAt(value, ['period']);
  if (typeof period !== 'string' || !period.startsWith('rolling')) return [];
  return [{ path: [...path, 'period'], expected: 'a calendar period, as credits are agreed', actual: period }];
}
