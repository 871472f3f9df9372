import { bridged } from './bridge.ts';
import { claimAt, edgesOfWording } from './claims.ts';
import { corrected } from './corrected-streams.ts';
import { decidedCorrections } from './decisions.ts';
import { reclassifiedAt } from './reclassified.ts';
import { changingInstants, slicesOf } from './slices.ts';
import type { CorrectionEvent, Knowledge, Question, Term, TimeClass } from './types.ts';
import { watchTerm } from './watch.ts';
import { type Weighed, weighSlice } from './weigh-slice.ts';
import { wordingOf } from './wording.ts';

/** What the second calculator comes to, in milliseconds; downtime in thousandths of one, as weights are. */
export interface Recount {
  readonly ms: Readonly<Record<TimeClass | 'period', number>>;
  readonly agreedMs: number;
  readonly downtimeThousandths: number;
  /** Left out as unknown: it may have been up or down. */
  readonly uncertainMs: number;
}

/**
 * Counts a period a second time, in another way than `evaluate`: cuts it into slices in which nothing changes and asks of
 * each what it is, from scratch. The two share no code, so a mistake in one shows as a difference.
 *
 * @throws NotRecountableError for what it cannot count; it never guesses
 */
export function recount(question: Question, knowledge: Knowledge): Recount {
  const { service, period, until, terms } = question;
  const corrections = decidedCorrections(knowledge.corrections ?? []);
  const known = { knowledge: corrected(knowledge, service, corrections), corrections };
  const sums = new Sums();
  let counted = 0;
  for (const term of terms) {
    const end = Math.min(term.end, until);
    if (end <= term.start) continue;
    counted += end - term.start;
    countTerm(sums, { ...term, end }, known);
  }
  // Where no version of the catalogue has the agreement for the service, it is not in force.
  const rest = Math.max(0, until - period.start) - counted;
  sums.add(rest, { class: 'notInForce', counts: 'out', thousandths: 0 });
  return sums.result();
}

interface Known {
  /** With the streams corrected. */
  readonly knowledge: Knowledge;
  /** All that are in force, those of other services too. */
  readonly corrections: readonly CorrectionEvent[];
}

function countTerm(sums: Sums, term: Term, { knowledge, corrections }: Known): void {
  const own = corrections.filter(({ service }) => service === term.service.id);
  const wording = wordingOf(term, knowledge, own);
  const watch = watchTerm({ term, knowledge, corrections });
  const edges = slicesOf(term, changingInstants(term, knowledge, { wording: edgesOfWording(wording), corrections }));
  const starts = edges.slice(0, -1);
  const watched = starts.map(watch);
  const short = term.method.shortInterruptionMs;
  const seen = short === undefined ? watched : bridged(edges, watched, short);
  for (const [index, start] of starts.entries()) {
    const is = reclassifiedAt(own, start, term.method) ?? seen[index];
    if (is === undefined) continue;
    sums.add((edges[index + 1] ?? start) - start, weighSlice(claimAt(wording, start), is, term.method));
  }
}

class Sums {
  private readonly ms = {
    period: 0,
    notInForce: 0,
    outOfHours: 0,
    excluded: 0,
    maintenance: 0,
    unknown: 0,
    down: 0,
    degraded: 0,
    up: 0,
  };
  private agreedMs = 0;
  private uncertainMs = 0;
  private downtimeThousandths = 0;

  add(ms: number, weighed: Weighed): void {
    this.ms.period += ms;
    this.ms[weighed.class] += ms;
    if (weighed.counts === 'open') this.uncertainMs += ms;
    if (weighed.counts !== 'agreed') return;
    this.agreedMs += ms;
    this.downtimeThousandths += ms * weighed.thousandths;
  }

  result(): Recount {
    const { ms, agreedMs, uncertainMs, downtimeThousandths } = this;
    return { ms, agreedMs, downtimeThousandths, uncertainMs };
  }
}
