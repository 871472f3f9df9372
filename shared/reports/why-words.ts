import type { MonitorThen, Said, Why } from '../domain/why.ts';
import { clean } from './clean.ts';
import { correctionName } from './correction-words.ts';
import type { ExplainedPlace } from './waterfall-words.ts';
import { interval, moment } from './when.ts';
import { CLASS_MEANINGS, CLASS_NAMES } from './words.ts';

/** Why a moment counts as it does, for a terminal: the answer first, then what it rests on. */
export function whyText({ agreement, service, period }: ExplainedPlace, why: Why, timeZone: string): string {
  const { outage } = why;
  const rows = [
    ['class', `${CLASS_NAMES[why.class]}, ${interval(why, timeZone)}. ${CLASS_MEANINGS[why.class]}`],
    ['counts', countsText(why)],
    ...(why.because === undefined ? [] : [['because', clean(why.because, 160)]]),
    ...(why.approvedBy === undefined ? [] : [['approved', `by ${clean(why.approvedBy)}`]]),
    ...(why.corrections ?? []).map((it) => ['corrected', `${correctionName(it, timeZone)}, ${it.why}`]),
    ['service', `${why.condition} by roll-up ${why.rollUp}, service hours ${why.hours}`],
    ...(outage === null ? [] : [['outage', interval(outage, timeZone)]]),
    ['method', why.method],
    ['catalogue', why.catalogue],
  ];
  const about = rows.map(([name = '', text]) => `  ${name.padEnd(10)} ${text}`).join('\n');
  const monitors = why.monitors.map((it) => monitorText(it, timeZone)).join('\n');
  return `${service}  ${agreement}  ${period}  at ${moment(why.at, timeZone)}\n\n${about}\n\nMonitors\n${monitors}\n`;
}

function countsText({ isAgreed, lostThousandths }: Why): string {
  if (!isAgreed) return 'neither as up nor as down: it leaves both sides';
  if (lostThousandths === 0) return 'as up';
  return lostThousandths === 1000 ? 'as down' : `${lostThousandths / 10} % of it as down`;
}

function monitorText({ monitor, condition, streams }: MonitorThen, timeZone: string): string {
  const words = streams.map(
    ({ stream, last, next }) =>
      `    ${clean(stream, 60)}: ${saidText(last, timeZone)}; then ${saidText(next, timeZone)}`,
  );
  const heard = words.length === 0 ? ['    has never said anything'] : words;
  return [`  ${monitor}  ${condition}`, ...heard].join('\n');
}

function saidText(said: Said | null, timeZone: string): string {
  if (said === null) return 'nothing';
  const before = said.previous === undefined ? '' : ` (before: ${said.previous})`;
  return `${said.state} at ${moment(said.at, timeZone)}${before}`;
}
