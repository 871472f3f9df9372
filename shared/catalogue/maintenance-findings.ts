import { dateOf, dayNumber, recurringDays } from '../domain/recurrence.ts';
import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';
import { localDateTime, recurrence } from './values.ts';

/** Windows whose first date is none of their rule's, or comes after its end. */
export function maintenanceFindings(data: unknown): Finding[] {
  return select(data, 'agreements.*.maintenanceWindows.*').flatMap(firstIsNoneOfTheRule);
}

function firstIsNoneOfTheRule({ path, value }: Found): Finding[] {
  const from = localDateTime.safeParse(valueAt(value, ['from']));
  const rule = recurrence.safeParse(valueAt(value, ['rule']));
  if (!from.success || !rule.success) return [];
  const first = dayNumber(from.data.slice(0, 10));
  const until = typeof rule.data.until === 'string' ? rule.data.until : undefined;
  if (until !== undefined && dateOf(first) > until) {
    return [{ path: [...path, 'from'], expected: `a first window until ${until}`, actual: from.data }];
  }
  if (recurringDays(rule.data, first, { from: first, to: first + 1 }).length > 0) return [];
  return [{ path: [...path, 'from'], expected: 'a first window on a date that the rule meets', actual: from.data }];
}
