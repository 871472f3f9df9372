import { questionsOfPeriod } from '../domain/compute.ts';
import { describeEvent } from '../domain/describe-event.ts';
import { evaluate, type Question } from '../domain/evaluate.ts';
import { type IdentifiedEvent, occurredAt } from '../domain/event.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import { isWithin } from '../domain/interval.ts';
import type { Period } from '../domain/period.ts';
import type { SlaReport } from '../domain/report.ts';
import { type LateFact, type Restatement, saysTheSame } from '../domain/restatement.ts';
import type { Closing } from './close-period.ts';
import { readKnowledge } from './knowledge.ts';
import type { RecordedEvent } from './ledger.ts';
import type { Table } from './table.ts';

/** Each moment costs a reading of the ledger: beyond so many the rest is told together. */
const AT_MOST = 20;

/** What became known of each restated service since its report was closed. */
export async function lateFactsOf(
  table: Table,
  { versions, agreement, period, now }: Closing,
  { closed, restatement }: { readonly closed: SlaReport; readonly restatement: Restatement },
): Promise<ReadonlyMap<string, readonly LateFact[]>> {
  const services = new Set(restatement.services.map(({ id }) => id));
  const questions = questionsOfPeriod(versions, agreement, { period, now }).filter((it) => services.has(it.service));
  // A restatement is approved after it was counted: what became known in between is in no version yet.
  const known = { after: parseInstant(closed.restatement?.countedAt ?? closed.closedAt), until: now };
  const facts = questions.map(async (it) => [it.service, await lateFacts(table, it, known)] as const);
  return new Map(await Promise.all(facts));
}

/**
 * What became known of a question between two moments (epoch ms), in the order in which it did, and what each of it
 * changes on top of all before: the differences add up to the difference in all.
 */
async function lateFacts(
  table: Table,
  question: Question,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<LateFact[]> {
  const late = (await eventsKnown(table, question, until)).filter(({ recordedAt }) => recordedAt > after);
  const facts: LateFact[] = [];
  let before = await figuresAt(table, question, after);
  for (const { moment, events } of together(late)) {
    const then = await figuresAt(table, question, moment);
    facts.push({
      recordedAt: formatInstant(moment),
      what: ofPeriodFirst(events, question.period).map(({ event }) => describeEvent(event)),
      downtimeMs: then.downtimeMs - before.downtimeMs,
      agreedMs: then.agreedMs - before.agreedMs,
      changes: !saysTheSame(before, then),
    });
    before = then;
  }
  return facts;
}

// One delivery may tell of several periods.
function ofPeriodFirst(events: readonly IdentifiedEvent[], period: Period): IdentifiedEvent[] {
  const rank = ({ event }: IdentifiedEvent) => (isWithin(occurredAt(event), period) ? 0 : 1);
  return events.toSorted((a, b) => rank(a) - rank(b));
}

async function eventsKnown(table: Table, question: Question, asOf: number): Promise<RecordedEvent[]> {
  const known = new Map<string, RecordedEvent>();
  const witness = (events: readonly RecordedEvent[]) => {
    for (const event of events) known.set(event.id, event);
  };
  await readKnowledge({ ...table, asOf, witness }, question);
  return [...known.values()];
}

async function figuresAt(table: Table, question: Question, asOf: number) {
  return evaluate(question, await readKnowledge({ ...table, asOf }, question));
}

interface Moment {
  readonly moment: number;
  readonly events: readonly RecordedEvent[];
}

function together(events: readonly RecordedEvent[]): Moment[] {
  const byMoment = Map.groupBy(
    events.toSorted((a, b) => a.recordedAt - b.recordedAt),
    ({ recordedAt }) => recordedAt,
  );
  const moments = [...byMoment].map(([moment, its]) => ({ moment, events: its }));
  const rest = moments.slice(AT_MOST);
  const last = rest.at(-1);
  if (last === undefined) return moments;
  return [...moments.slice(0, AT_MOST), { moment: last.moment, events: rest.flatMap((it) => it.events) }];
}
