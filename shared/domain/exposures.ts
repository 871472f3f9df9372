import { assessment } from './assessment.ts';
import { assessedFrom, type Folded, isInForce } from './compute.ts';
import type { Question } from './evaluate.ts';
import { type Exposure, exposureTo } from './exposure.ts';
import type { Interval } from './interval.ts';
import { shiftPeriod } from './period.ts';
import type { Attainment } from './result.ts';
import { termsOf } from './term.ts';
import type { CatalogueVersion } from './version.ts';

/**
 * What an outage from the moment of asking would cost: of the question's period, and of each following one that it
 * reaches, in order. Towards the caps of those counts what it costs before.
 *
 * @example an outage over New Year's Eve under an agreement by months  //=> exposures of December and of January
 */
export function exposuresOf(
  versions: readonly CatalogueVersion[],
  folded: Folded,
  { question, lastsMs }: { readonly question: Question; readonly lastsMs: number },
): Exposure[] {
  const outage = { start: question.until, end: question.until + lastsMs };
  const found: Exposure[] = [];
  const supposed: Attainment[] = [];
  for (const asked of reached(versions, question, outage)) {
    const from = assessedFrom(versions, folded, asked, supposed);
    const { attainment } = assessment(versions, asked, from);
    const exposure = exposureTo(outage, asked, { ...from, attainment });
    if (exposure === undefined) continue;
    found.push(exposure);
    supposed.push({ ...attainment, credit: exposure.ifItLasts });
  }
  return found;
}

function* reached(versions: readonly CatalogueVersion[], question: Question, outage: Interval): Generator<Question> {
  const { agreement, service } = question;
  for (let asked = question; ; ) {
    yield asked;
    const kind = asked.terms.at(-1)?.agreement.period;
    if (kind === undefined || asked.period.end >= outage.end) return;
    const period = shiftPeriod(asked.period, kind, 1);
    const terms = termsOf(versions, { agreement, service }, period);
    asked = { ...question, period, until: period.start, terms };
    if (!isInForce(asked)) return;
  }
}
