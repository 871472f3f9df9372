import { Temporal } from 'temporal-polyfill';
import type { Agreement, Catalogue } from '../catalogue.ts';
import { startOfDay } from '../period.ts';
import type { LintContext, PromiseFinding } from './finding.ts';

/** Agreements that nobody went through within a year (ISO/IEC 20000-1, 8.3.3: reviews at planned intervals). */
export function reviews({ agreements }: Catalogue, { now }: LintContext): PromiseFinding[] {
  return agreements.flatMap((agreement, index): PromiseFinding[] => {
    if (agreement.to !== undefined && agreement.to <= now) return [];
    const { id, customer, reviewedAt } = agreement;
    const rest = {
      lint: 'not-reviewed',
      why: 'what customers need and what suppliers give changes; promises that nobody looks at do not',
      advice: `go through it with ${customer}, and set reviewedAt to that day`,
    };
    if (reviewedAt === undefined) {
      const path = ['agreements', index, 'id'];
      return [{ level: 'info', ...rest, path, message: `Agreement "${id}" says nothing of when it was reviewed` }];
    }
    if (now < dueAt(agreement, reviewedAt)) return [];
    const message = `Agreement "${id}" was last reviewed on ${reviewedAt}, more than a year ago`;
    return [{ level: 'warning', ...rest, path: ['agreements', index, 'reviewedAt'], message }];
  });
}

function dueAt({ timeZone }: Agreement, reviewedAt: string): number {
  return startOfDay(Temporal.PlainDate.from(reviewedAt).add({ years: 1, days: 1 }), timeZone);
}
