import { BURN_PAIRS, type BurnBudget, type BurnObservation, LONGEST_BURN_WINDOW_MS, observe } from './burn.ts';
import type { Knowledge, Question } from './evaluate.ts';
import { inForce } from './in-force.ts';
import type { Attainment, AvailabilityResult } from './result.ts';
import { termsOf } from './term.ts';
import type { CatalogueVersion } from './version.ts';
import { windowSpends } from './window-spend.ts';

/**
 * The question about the last days that burn alerts look at: they reach back over the start of the period, under the
 * method that counts now. Undefined if the period is over, or nothing was agreed in those days.
 */
export function recentQuestion(versions: readonly CatalogueVersion[], question: Question): Question | undefined {
  const { agreement, service, period, until, terms } = question;
  if (!isRunning(question)) return undefined;
  const window = { start: until - LONGEST_BURN_WINDOW_MS, end: until };
  const recent = termsOf(versions, { agreement, service, method: terms.at(-1)?.method }, window);
  return recent.length === 0 ? undefined : { ...question, period: { ...period, ...window }, terms: recent };
}

/** Whether the agreement is in force at the moment of asking, within the period that is asked about. */
function isRunning({ until, terms }: Question): boolean {
  // Once the period is over there is none: terms end with it.
  const term = terms.find(({ start, end }) => start <= until && until < end);
  if (term === undefined) return false;
  const { start, end } = inForce(term.agreement, term.service);
  return start <= until && until < end;
}

/** What the pairs of windows show now; undefined unless the period runs and availability is promised. */
export function observeBurn(
  versions: readonly CatalogueVersion[],
  { question, attainment }: { question: Question; attainment: Attainment },
  recent: Knowledge,
): BurnObservation[] | undefined {
  const target = availabilityTarget(attainment);
  const asked = recentQuestion(versions, question);
  if (target === undefined || asked === undefined) return undefined;
  const budget = burnBudget(question, target);
  const windows = BURN_PAIRS.flatMap(({ longMs, shortMs }) => [longMs, shortMs]);
  const spends = windowSpends(
    asked,
    recent,
    windows.map((ms) => ({ start: question.until - ms, end: question.until })),
  );
  return BURN_PAIRS.flatMap((pair, index) => {
    const [long, short] = spends.slice(2 * index);
    return long === undefined || short === undefined ? [] : [observe(pair, { long, short }, budget)];
  });
}

export function availabilityTarget({ targets }: Pick<Attainment, 'targets'>): AvailabilityResult | undefined {
  return targets.find((it) => it.kind === 'availability');
}

function burnBudget({ period }: Question, { target, allowedMs }: AvailabilityResult): BurnBudget {
  return { target, allowedMs, periodMs: period.end - period.start };
}
