import { type ComponentChild, h } from 'preact';
import { isRolling } from '../../domain/period-kind.ts';
import { clean } from '../clean.ts';
import { forecastSentence, isLosing } from '../forecast-sentence.ts';
import { lostMinutes } from '../format.ts';
import { reportPath, servicePath } from '../paths.ts';
import { periodWords } from '../period-words.ts';
import { type MeasuredService, type TargetLine, targetLines } from '../target-lines.ts';
import { holdsWords, resultWords, targetWords } from '../target-words.ts';
import { standingLine, verdictLine } from '../verdict-line.ts';
import { dayOfPeriod, daySpan, shortMoment } from '../when.ts';
import { capitalised, KIND_NAMES, plural } from '../words.ts';
import { budgetBar } from './budget-bar.ts';
import { type DataTable, dataTable } from './data-table.ts';
import type { OverviewAgreement, OverviewService } from './overview-model.ts';
import { verdictBadge } from './verdict.ts';

/** One agreement of the overview: how far its period is, and a row for each target. */
export function agreementSection(agreement: OverviewAgreement, now: string): ComponentChild {
  const id = `agreement-${clean(agreement.id)}`;
  const measured = agreement.services.filter(isMeasured).map(withCleanName);
  const lines = targetLines(measured);
  return h(
    'section',
    { 'aria-labelledby': id },
    h(
      'div',
      { class: 'head' },
      h('h2', { id }, `${clean(agreement.customer)}: ${capitalised(periodWords(agreement.period.name).label)}`),
      h('p', { class: 'quiet' }, progress(agreement, now)),
    ),
    lines.length === 0 ? null : h('p', { class: 'lead' }, `So far: ${standingLine(lines)}.`),
    lastReport(agreement),
    agreement.services.length === 0 ? null : dataTable(tableOf(agreement, lines)),
  );
}

// The last figures that are final: what most visitors in the first days of a period come for.
function lastReport({ id, closed }: OverviewAgreement): ComponentChild {
  if (closed === null) return null;
  const lines = targetLines(closed.services.map(withCleanName));
  const href = reportPath({ agreement: id, period: closed.period.name });
  return h(
    'p',
    null,
    h('a', { href }, `Report of ${periodWords(closed.period.name).label}`),
    `: ${verdictLine(lines)}.`,
  );
}

function tableOf(agreement: OverviewAgreement, lines: readonly TargetLine[]): DataTable {
  const waiting = agreement.services.filter((it) => !isMeasured(it));
  return {
    caption: `Services under ${clean(agreement.id)}`,
    stack: true,
    columns: [
      { label: 'Service' },
      holdsWords(lines) ? { label: 'Target', class: 'promise' } : { label: 'Target', class: 'number' },
      { label: 'Result', class: 'number' },
      { label: 'Error budget', class: 'budget' },
      { label: 'Unknown', class: 'number' },
      { label: 'Verdict' },
    ],
    rows: [
      ...lines.map((line) => measuredRow(line, lines, agreement)),
      ...waiting.map((it) => waitingRow(it, agreement)),
    ],
  };
}

function measuredRow(line: TargetLine, lines: readonly TargetLine[], agreement: OverviewAgreement): ComponentChild[] {
  const { service, target } = line;
  const { unknown } = service.attainment.ms;
  return [
    [link(service, agreement), downNow(service)],
    targetWords(line, lines),
    resultWords(service.attainment, line),
    target === null ? 'No target is agreed.' : [budgetBar(target, true), outlook(line)],
    lostMinutes(unknown),
    verdictBadge(line, true),
  ];
}

// An outage without an end lasts: what most people open the page for.
function downNow({ attainment: { outages, period } }: MeasuredService): ComponentChild {
  const last = outages.at(-1);
  if (last === undefined || last.end !== null) return null;
  return h('span', { class: 'alarm' }, `Down since ${shortMoment(last.start, period.timeZone)}`);
}

/** What the forecast says beside the target that it is of, where something has to be done: the service page says it of all. */
function outlook({ service, target }: TargetLine): ComponentChild {
  const sentence =
    target?.kind === 'availability' && isLosing(service.attainment) ? forecastSentence(service.attainment) : '';
  return sentence === '' ? null : h('p', { class: 'small quiet' }, sentence);
}

function waitingRow(service: OverviewService, agreement: OverviewAgreement): ComponentChild[] {
  return [
    link(service, agreement),
    '–',
    '–',
    'Nothing has been computed yet.',
    '–',
    h('span', { class: 'verdict unsure' }, 'No data yet'),
  ];
}

function link(
  { id, name }: { id: string; name: string },
  { id: agreement, period }: OverviewAgreement,
): ComponentChild {
  return h('a', { href: servicePath({ service: id, agreement, period: period.name }) }, clean(name, 60));
}

function progress({ id, kind, period }: OverviewAgreement, now: string): string {
  const at = dayOfPeriod(period, now);
  const left =
    at === null || isRolling(period.name)
      ? daySpan(period)
      : `day ${at.day} of ${at.days}, ${at.left === 0 ? 'the last' : `${plural(at.left, 'day')} left`}`;
  return `${KIND_NAMES[kind]} ${clean(id)} · ${left} · ${period.timeZone}`;
}

function isMeasured(service: OverviewService): service is MeasuredService {
  return service.attainment !== null;
}

function withCleanName(service: MeasuredService): MeasuredService {
  return { ...service, name: clean(service.name, 60) };
}
