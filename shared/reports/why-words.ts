import type { FeedThen } from '../domain/feed-then.ts';
import { parseInstant } from '../domain/instant.ts';
import type { MonitorThen, RuleInForce, Said, StreamThen } from '../domain/monitor-then.ts';
import type { CorrectionResult, RefusedMaintenance } from '../domain/result.ts';
import { lengthWords } from '../domain/targets/promise.ts';
import type { Why } from '../domain/why.ts';
import { alertRuleWords } from './alert-rule-words.ts';
import { clean, cleanName } from './clean.ts';
import { correctionGrounds, correctionName } from './correction-words.ts';
import type { ExplainedPlace } from './waterfall-words.ts';
import { interval, moment } from './when.ts';
import { CLASS_MEANINGS, CLASS_NAMES, plural } from './words.ts';

/** Why a moment counts as it does, for a terminal: the answer first, then what it rests on. */
export function whyText({ agreement, service, period }: ExplainedPlace, why: Why, timeZone: string): string {
  const about = whyRows(why, timeZone).map(([name, text]) => `  ${name.padEnd(10)} ${text}`);
  const monitors = why.monitors.flatMap((it) => [
    `  ${clean(it.monitor)}  ${it.condition}`,
    ...heard(it, timeZone).map((line) => `    ${line}`),
  ]);
  const title = `${service}  ${agreement}  ${period}  at ${moment(why.at, timeZone)}`;
  const heardOf = monitors.length === 0 ? '' : `\nMonitors\n${monitors.join('\n')}\n`;
  return `${title}\n\n${about.join('\n')}\n${heardOf}`;
}

/** The answer and what it rests on, but for the monitors: name and text of each line. */
export function whyRows(why: Why, timeZone: string): [name: string, text: string][] {
  if (why.covered !== undefined) return uncoveredRows(why, why.covered, timeZone);
  const { outage, because, approvedBy, corrections = [], refused = [] } = why;
  return [
    ['class', classText(why, timeZone)],
    ['counts', countsText(why)],
    ...(because === undefined ? [] : [['because', clean(because, 160)] as [string, string]]),
    ...(approvedBy === undefined ? [] : [['approved', `by ${clean(approvedBy)}`] as [string, string]]),
    ...refused.map((it): [string, string] => ['refused', refusedWords(it)]),
    ...corrections.map((it): [string, string] => ['corrected', correctedWords(it, timeZone)]),
    ...bridgedRow(why, timeZone),
    ['service', serviceWords(why)],
    ...(outage === null ? [] : [['outage', interval(outage, timeZone)] as [string, string]]),
    ['method', why.method],
    ['catalogue', why.catalogue],
  ];
}

function classText(why: Why, timeZone: string): string {
  return `${CLASS_NAMES[why.class]}, ${interval(why, timeZone)}. ${CLASS_MEANINGS[why.class]}`;
}

function uncoveredRows(
  why: Why,
  covered: NonNullable<Why['covered']>,
  timeZone: string,
): [name: string, text: string][] {
  const when = covered.map((it) => interval(it, timeZone)).join(', ');
  return [
    ['class', classText(why, timeZone)],
    ['counts', countsText(why)],
    ['covered', when === '' ? 'at no time of this period' : `in this period only ${when}`],
    ['catalogue', why.catalogue],
  ];
}

function bridgedRow({ interruption, condition, method }: Why, timeZone: string): [name: string, text: string][] {
  if (interruption === undefined) return [];
  const { start, end, condition: was, shorterThanMs } = interruption;
  const lasted = lengthWords(parseInstant(end) - parseInstant(start));
  const when = `${was} for ${lasted}, ${interval({ start, end }, timeZone)}`;
  const bound = `shorter than the ${lengthWords(shorterThanMs)} (shortInterruption) of method ${method}`;
  return [['bridged', `${when}: ${bound}, so it counts as what was before and after it, ${condition}`]];
}

function serviceWords({ condition, rolledUp, rollUp, hours }: Why): string {
  const taken = rolledUp === undefined ? '' : `, taken as ${condition}`;
  return `${rolledUp ?? condition} by roll-up ${rollUp}${taken}, service hours ${hours}`;
}

function correctedWords(it: CorrectionResult, timeZone: string): string {
  return `${correctionName(it, timeZone)}, ${clean(it.why, 160)} (${correctionGrounds(it)})`;
}

function refusedWords({ maintenance, title, why }: RefusedMaintenance): string {
  const name = clean(title ?? maintenance, 120);
  return `${name} is no maintenance here: ${why === 'notice' ? 'announced too late' : 'beyond the allowance'}`;
}

function countsText({ isAgreed, lostThousandths }: Why): string {
  if (!isAgreed) return 'neither as up nor as down: it leaves both sides';
  if (lostThousandths === 0) return 'as up';
  return lostThousandths === 1000 ? 'as down' : `${lostThousandths / 10} % of it as down`;
}

/**
 * What a monitor's streams had said by then, and said next; below it the alert rule that reads it otherwise. Of many, such as
 * after a storm of alerts, those that were not up, and how many there are besides.
 */
export function heard({ streams, feed }: MonitorThen, timeZone: string): string[] {
  return [...(feed === undefined ? [] : [feedWords(feed, timeZone)]), ...streamWords(streams, timeZone)];
}

function feedWords({ source, lastBeat, allowedGapMs, start, nextBeat }: FeedThen, timeZone: string): string {
  const at = (instant: string): string => moment(instant, timeZone);
  const gap = lengthWords(allowedGapMs);
  const next = nextBeat === null ? 'none has followed' : `the next came at ${at(nextBeat)}`;
  const silent = `feed ${clean(source, 60)} was silent`;
  if (lastBeat === null || start === null)
    return `${silent}: no sign of life is known of before; ${next} (allowedGap ${gap})`;
  return `${silent} from ${at(start)}: its last sign of life came at ${at(lastBeat)}, allowedGap ${gap}; ${next}`;
}

function streamWords(streams: readonly StreamThen[], timeZone: string): string[] {
  if (streams.length === 0) return ['has never said anything'];
  const shown = streams.length <= MOST_STREAMS ? streams : streams.toSorted(byWeight).slice(0, MOST_STREAMS);
  const others = streams.filter((stream) => !shown.includes(stream));
  return [
    ...shown.flatMap(({ stream, last, next, holds, rule }) => [
      `${cleanName(stream)}: ${saidText(last, timeZone)}; then ${saidText(next, timeZone)}`,
      ...(holds === undefined ? [] : [`as corrected: ${saidText(holds, timeZone)}`]),
      ...(rule === undefined ? [] : [alertRuleWords(rule, timeZone)]),
    ]),
    ...(others.length === 0 ? [] : [othersText(others)]),
  ];
}

const MOST_STREAMS = 10;

// What had a say first: trouble, then what rules or the source made unknown, then the rest.
function byWeight(a: StreamThen, b: StreamThen): number {
  return weightOf(b) - weightOf(a);
}

function weightOf({ last: said, holds: last = said, rule }: StreamThen): number {
  if (last === null || last.state === 'up') return rule === undefined ? 0 : 1;
  return last.state === 'unknown' ? 1 : 2;
}

function othersText(streams: readonly StreamThen[]): string {
  const states = Map.groupBy(streams, ({ last, holds = last }) => holds?.state ?? 'silent until then');
  const each = [...states].map(([state, its]) => `${its.length} ${state}`);
  return `and ${plural(streams.length, 'stream')} more: ${each.join(', ')}`;
}

/** The answer for programs: with the sentence of each alert rule beside its facts. */
export function whyFacts(why: Why, timeZone: string) {
  const worded = (rule: RuleInForce) => ({ rule: { ...rule, text: alertRuleWords(rule, timeZone) } });
  const monitors = why.monitors.map(({ streams, ...monitor }) => ({
    ...monitor,
    streams: streams.map(({ rule, ...stream }) => ({ ...stream, ...(rule && worded(rule)) })),
  }));
  return { ...why, monitors };
}

function saidText(said: Said | null, timeZone: string): string {
  if (said === null) return 'nothing';
  const unknown = said.ends === undefined ? '' : ` (before: ${said.ends}, nobody says since when)`;
  const before = said.previous === undefined ? unknown : ` (before: ${said.previous})`;
  return `${said.state} at ${moment(said.at, timeZone)}${before}${correctedText(said, timeZone)}`;
}

function correctedText({ corrected }: Said, timeZone: string): string {
  if (corrected === undefined) return '';
  const by = clean(corrected.correction, 60);
  return corrected.action === 'void' ? `, voided by ${by}` : `, amended to ${moment(corrected.to, timeZone)} by ${by}`;
}
