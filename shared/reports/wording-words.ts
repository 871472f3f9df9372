import type { Attainment, Wording } from '../domain/result.ts';
import { allowanceWords, lengthWords } from '../domain/targets/promise.ts';
import { clean } from './clean.ts';
import type { Term } from './formulas.ts';
import type { MeasuredService } from './target-lines.ts';
import { day, local, moment } from './when.ts';
import { inWords } from './words.ts';

/**
 * What was agreed differently from when on, a sentence for each change within the period.
 *
 * @example wordingSentences(attainment)  //=> ['Agreed differently from 15 Oct 2026: 99.95 % availability in place of 99.9 % availability.']
 */
export function wordingSentences(attainment: Attainment): string[] {
  return changesOf(attainment).map(({ from, change }) => `Agreed differently from ${from}: ${change}.`);
}

/** The same of several services, each change once. */
export function wordingTerms(services: readonly MeasuredService[]): Term[] {
  const changes = services.flatMap(({ name, attainment }) => changesOf(attainment).map((it) => ({ ...it, name })));
  return [...Map.groupBy(changes, ({ from, change }) => `${from} ${change}`).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const names = inWords(alike.map(({ name }) => name));
    return [{ term: 'Agreed differently', text: `from ${first.from}, for ${names}: ${first.change}.` }];
  });
}

interface Change {
  readonly from: string;
  readonly change: string;
}

function changesOf({ wordings = [], period: { timeZone } }: Attainment): Change[] {
  return wordings.flatMap((after, index) => {
    const before = wordings[index - 1];
    return before === undefined ? [] : [{ from: since(after.from, timeZone), change: changeOf(before, after) }];
  });
}

/**
 * When a wording begins to hold. A version of the catalogue may take effect at any time of a day, an amendment when the day
 * begins.
 */
export function since(instant: string, timeZone: string): string {
  const at = local(instant, timeZone);
  return at.equals(at.startOfDay()) ? day(instant, timeZone) : moment(instant, timeZone);
}

const OTHERWISE = 'other terms, with the same targets, method, name of hours, and allowance and notice for maintenance';

function changeOf(before: Wording, after: Wording): string {
  const changes = [
    ...replaced(targetsOf(before, after), targetsOf(after, before)),
    ...replaced([`method ${before.method}`], [`method ${after.method}`]),
    ...replaced([`hours ${before.hours}`], [`hours ${after.hours}`]),
    ...exchanged('maintenance allowance', allowanceOf(before), allowanceOf(after)),
    ...exchanged('maintenance notice', noticeOf(before), noticeOf(after)),
  ];
  return changes.length === 0 ? OTHERWISE : changes.join('; ');
}

function targetsOf({ targets }: Wording, other: Wording): string[] {
  const known = other.targets.map(targetOf);
  return targets.map(targetOf).filter((it) => !known.includes(it));
}

function targetOf({ kind, target }: Wording['targets'][number]): string {
  return kind === 'availability' ? `${target} % availability` : target;
}

function allowanceOf({ maintenanceAllowance: allowance }: Wording): string | undefined {
  return allowance && allowanceWords(allowance);
}

function noticeOf({ maintenanceNoticeMs }: Wording): string | undefined {
  return maintenanceNoticeMs === undefined ? undefined : lengthWords(maintenanceNoticeMs);
}

function exchanged(name: string, before: string | undefined, after: string | undefined): string[] {
  if (before === after) return [];
  if (before === undefined) return [`also a ${name} of ${after}`];
  return [after === undefined ? `no longer a ${name} of ${before}` : `${name} ${after} in place of ${before}`];
}

function replaced(before: readonly string[], after: readonly string[]): string[] {
  const [old, fresh] = [before, after].map((words) => inWords(words.map((it) => clean(it, 160))));
  if (old === fresh) return [];
  if (before.length === 0) return [`also ${fresh}`];
  return [after.length === 0 ? `no longer ${old}` : `${fresh} in place of ${old}`];
}
