import type { LateFact, RestatedService } from '../domain/restatement.ts';
import { clean } from './clean.ts';
import { lostTime } from './format.ts';
import { moment } from './when.ts';
import { plural } from './words.ts';

type Effect = Pick<LateFact, 'downtimeMs' | 'agreedMs'>;

/** Facts that are told one by one, and events of one moment that are named. */
const AT_MOST = 5;
const NAMED = 3;

/**
 * What became known after the close, what changed most first; what changes nothing is only counted. What is told, what is
 * cut off and what no fact explains come to the difference between the two versions.
 */
export function whatBecameKnown(service: RestatedService, timeZone: string): string {
  const { lateFacts } = service;
  if (lateFacts.length === 0) return 'nothing new from monitoring: what changed is the catalogue or what was approved';
  const changing = lateFacts.filter(({ changes = true }) => changes).toSorted(bySize);
  const idle = lateFacts.filter(({ changes = true }) => !changes);
  return [
    ...changing.slice(0, AT_MOST).map((fact) => factText(fact, timeZone)),
    ...cutOff(changing.slice(AT_MOST)),
    ...(idle.length === 0 ? [] : [`${changing.length === 0 ? '' : 'and '}${idleText(idle)}`]),
    ...unexplained(service, changing),
  ].join('; ');
}

// By downtime, then by agreed time; of the same size in the order in which they became known.
function bySize(a: Effect, b: Effect): number {
  return size(b.downtimeMs) - size(a.downtimeMs) || size(b.agreedMs) - size(a.agreedMs);
}

const size = Math.abs;

function factText(fact: LateFact, timeZone: string): string {
  const named = fact.what.slice(0, NAMED).map((it) => clean(it, 120));
  const more = fact.what.length - named.length;
  const what = `${named.join(', ')}${more > 0 ? ` and ${more} more at once` : ''}`;
  const effect = fact.changes === true && isNothing(fact) ? 'no downtime, but another figure' : effectText(fact);
  return `${moment(fact.recordedAt, timeZone)}: ${what} (${effect})`;
}

function cutOff(facts: readonly LateFact[]): string[] {
  if (facts.length === 0) return [];
  return [`and ${plural(countOf(facts), 'more fact')} (together ${effectText(sumOf(facts))})`];
}

function idleText(facts: readonly LateFact[]): string {
  const count = countOf(facts);
  return `${plural(count, 'fact')} that ${count === 1 ? 'changes' : 'change'} nothing here`;
}

// A catalogue that changed has the same events count otherwise.
function unexplained({ before, after }: RestatedService, changing: readonly LateFact[]): string[] {
  if (changing.length === 0) return ['what changed is the catalogue or what was approved'];
  if (before === null || after === null) return [];
  const known = sumOf(changing);
  const rest = {
    downtimeMs: after.downtimeMs - before.downtimeMs - known.downtimeMs,
    agreedMs: after.agreedMs - before.agreedMs - known.agreedMs,
  };
  return isNothing(rest) ? [] : [`and from the catalogue or what was approved: ${effectText(rest)}`];
}

function effectText(effect: Effect): string {
  if (isNothing(effect)) return 'no downtime';
  const { downtimeMs, agreedMs } = effect;
  return [
    ...(downtimeMs === 0 ? [] : [`${difference(downtimeMs)} downtime`]),
    ...(agreedMs === 0 ? [] : [`${difference(agreedMs)} agreed time`]),
  ].join(', ');
}

function difference(ms: number): string {
  return `${lostTime(size(ms))} ${ms > 0 ? 'more' : 'less'}`;
}

function isNothing({ downtimeMs, agreedMs }: Effect): boolean {
  return downtimeMs === 0 && agreedMs === 0;
}

function sumOf(facts: readonly Effect[]): Effect {
  return {
    downtimeMs: facts.reduce((sum, { downtimeMs }) => sum + downtimeMs, 0),
    agreedMs: facts.reduce((sum, { agreedMs }) => sum + agreedMs, 0),
  };
}

function countOf(facts: readonly LateFact[]): number {
  return facts.reduce((sum, { what }) => sum + what.length, 0);
}
