import type { TargetItem } from '../../domain/improvement.ts';
import { parseInstant } from '../../domain/instant.ts';
import type { ReportedIncident } from '../../domain/report.ts';
import type { AcknowledgeResult, CountShareResult, Outage, RestoreResult, TargetResult } from '../../domain/result.ts';
import { isClocked } from '../../domain/targets/spent.ts';
import { clean } from '../clean.ts';
import { lateWords, runningWords } from '../clock-words.ts';
import { exclusionEffect } from '../exclusion-effect.ts';
import { budgetWords, grouped, lostMinutes, share, spelled } from '../format.ts';
import { periodWords } from '../period-words.ts';
import type { MeasuredService, TargetLine } from '../target-lines.ts';
import { resultWords } from '../target-words.ts';
import { day, roughInterval } from '../when.ts';
import { boundWords, inWords } from '../words.ts';
import type { ReportFacts } from './section.ts';

/** "{service} was down {used}; {allowed} are allowed. Cause: {cause}. {improvement}" and, if so, how often before. */
export function missSentence(line: TargetLine, facts: ReportFacts): string {
  const { service, target } = line;
  if (target === null) return '';
  const isFirst = line === facts.lines.find((it) => it.verdict === 'missed' && it.service.id === service.id);
  const item = itemFor(service, target, facts);
  return [
    whatWasMissed(service, target),
    isOfDowntime(target) ? causeSentence(service, facts) : '',
    isClocked(target) ? `Late: ${lateWords(target, facts.report.period.timeZone)}.` : '',
    item === undefined ? '' : itemSentence(item, facts),
    isFirst ? repetition(service) : '',
  ]
    .filter((it) => it !== '')
    .join(' ');
}

function whatWasMissed(service: MeasuredService, target: TargetResult): string {
  if (target.kind !== 'availability') {
    return `${service.name} missed "${target.target}": ${resultWords(service.attainment, { target, verdict: 'missed' })}.`;
  }
  const { used, allowed } = budgetWords(target);
  return `${service.name} was down ${spelled(used)}; ${allowance(allowed)} allowed.`;
}

function isOfDowntime({ kind }: TargetResult): boolean {
  return !NOT_OF_DOWNTIME.includes(kind);
}

const NOT_OF_DOWNTIME: readonly TargetResult['kind'][] = ['requests', 'latency', 'coverage', 'acknowledge', 'restore'];

/** Says openly that a target holds only because something does not count. */
export function exclusionSentence({ service, target }: TargetLine): string {
  const effect = target === null ? null : exclusionEffect(service.attainment, target);
  if (effect === null) return '';
  const kinds = { maintenance: 'announced maintenance', excluded: 'approved exclusions' } as const;
  const reason = inWords(effect.classes.map((it) => kinds[it]));
  const time = spelled(lostMinutes(effect.badMs));
  return `${service.name} met its target only because ${time} of ${reason} do not count; with them it would be ${effect.grossPercent} %.`;
}

/** A month with gaps has bounds, not one number. */
export function notMeasuredSentence({ service, target }: TargetLine): string {
  if (target?.kind === 'requests' || target?.kind === 'latency') return tooFew(service, target);
  if (target !== null && isClocked(target)) return stillRunning(service, target);
  const { availability, ms } = service.attainment;
  const measurable = ms.unknown + ms.down + ms.degraded + ms.up;
  const gap = `${service.name} was not measured for ${spelled(lostMinutes(ms.unknown))} (${share(ms.unknown, measurable)}).`;
  if (availability === null || target === null) return `${gap} No verdict is given.`;
  if (target.kind !== 'availability') {
    const result = resultWords(service.attainment, { target, verdict: 'notMeasured' });
    return `${gap} The result is ${result}; the target is "${target.target}", so no verdict is given.`;
  }
  const { low, high } = boundWords(availability);
  return `${gap} The result lies between ${low} % and ${high} %; the target is ${target.target} %, so no verdict is given.`;
}

function stillRunning({ name }: MeasuredService, result: AcknowledgeResult | RestoreResult): string {
  return `${name} has no verdict for "${result.target}" as long as ${runningWords(result)} may still be in time.`;
}

function tooFew({ name }: MeasuredService, { indicator, total, minimum }: CountShareResult): string {
  return `Of ${indicator} of ${name} only ${grouped(total)} were counted, fewer than ${grouped(Math.max(1, minimum))}, so no verdict is given.`;
}

function allowance(allowed: string): string {
  const minutes = /^([\d,]+) min$/.exec(allowed)?.[1];
  return minutes === '1' ? '1 is' : `${minutes ?? allowed} are`;
}

// A monitor only sees an outage; what caused it, people say in the title of the incident.
function causeSentence({ id, attainment: { outages, downtimeMs } }: MeasuredService, { report }: ReportFacts): string {
  const outage = longest(outages);
  if (outage === undefined) return '';
  const when = roughInterval(outage, report.period.timeZone);
  const incident = report.incidents.find((it) => concerns(it, id, outage));
  const title = clean(incident?.title ?? '', 100).replace(/\.+$/, '');
  const number = incident === undefined ? '' : `incident ${clean(incident.incident, 40)}, `;
  if (title !== '' && outage.countedMs * 2 >= downtimeMs) return `Cause: ${title} (${number}${when}).`;
  const monitors = inWords(outage.monitors.slice(0, 3).map((it) => clean(it, 60)));
  return `The longest outage was seen by ${monitors} (${number}${when}).`;
}

function concerns({ services, phases }: ReportedIncident, service: string, outage: Outage): boolean {
  if (!services.includes(service)) return false;
  const times = phases.map(({ at }) => parseInstant(at));
  const start = parseInstant(outage.start);
  const end = outage.end === null ? Number.POSITIVE_INFINITY : parseInstant(outage.end);
  return Math.min(...times) < end && Math.max(...times) >= start;
}

function longest(outages: readonly Outage[]): Outage | undefined {
  return outages.toSorted((a, b) => b.countedMs - a.countedMs)[0];
}

function itemFor(
  service: MeasuredService,
  { kind, target }: TargetResult,
  { report }: ReportFacts,
): TargetItem | undefined {
  const items = report.improvements.filter(
    (it) =>
      it.service === service.id &&
      it.agreement === report.agreement.id &&
      it.target.kind === kind &&
      (kind === 'availability' || it.target.target === target),
  );
  return items.find((it) => it.evidence.some(({ period }) => period === report.period.name)) ?? items[0];
}

function itemSentence(item: TargetItem, { report }: ReportFacts): string {
  if (item.state === 'closed') return `Improvement ${item.id} is closed.`;
  return `Improvement ${item.id}: owner ${item.owner.name}, due ${day(item.dueAt, report.period.timeZone)}.`;
}

// "its second miss in three months": from the first miss that is known up to this one.
function repetition({ history = [] }: MeasuredService): string {
  const missed = history.map((it) => it?.verdict === 'missed');
  const count = missed.filter(Boolean).length;
  const last = history.at(-1);
  if (count < 2 || last?.verdict !== 'missed') return '';
  const span = history.length - missed.indexOf(true);
  return `This is its ${ordinal(count)} miss in ${count === span ? `${span} ${unitOf(last.period)} running` : `${small(span)} ${unitOf(last.period)}`}.`;
}

function unitOf(period: string): string {
  return periodWords(period).unit;
}

const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

function ordinal(count: number): string {
  return ORDINALS[count] ?? `${count}th`;
}

function small(count: number): string {
  return NUMBERS[count] ?? String(count);
}
