import { type ComponentChild, h } from 'preact';
import { isRolling } from '../../domain/period-kind.ts';
import { clean } from '../clean.ts';
import { creditSentence, exposureSentence } from '../credit-words.ts';
import { forecastSentence } from '../forecast-sentence.ts';
import { foreignPeriodSentence } from '../foreign-period.ts';
import { PATHS, reportPath, servicePath } from '../paths.ts';
import { periodWords } from '../period-words.ts';
import { dayOfPeriod, daySpan, moment } from '../when.ts';
import { wordingSentences } from '../wording-words.ts';
import { capitalised, KIND_NAMES } from '../words.ts';
import { classBreakdown } from './class-breakdown.ts';
import { clockTables } from './clock-table.ts';
import { correctionTable, withoutNote } from './correction-table.ts';
import { improvementTable } from './improvement-table.ts';
import { measurement } from './measurement.ts';
import { notCountedTable, notKnownTable, outageTable, refusedTable } from './minute-tables.ts';
import { page } from './page.ts';
import { reportState } from './report-state.ts';
import { serviceFigures } from './service-figures.ts';
import type { ServicePageInput } from './service-model.ts';
import { timeline } from './timeline.ts';
import { waterfallTable } from './waterfall-table.ts';
import { whySection } from './why-section.ts';

/** Where the minutes of a service went: figures, timeline, classes that add up, outages, what is left out or unknown. */
export function servicePage(input: ServicePageInput): string {
  const { organization, service, attainment } = input;
  const period = periodWords(attainment.period.name).label;
  return page(
    { title: `${clean(service.name)}, ${period}`, organization },
    crumbs(input),
    h('h1', null, clean(service.name)),
    h('p', { class: 'quiet' }, about(input)),
    asOfNote(input),
    periodLinks(input),
    reportState(input),
    outlook(input),
    serviceFigures(input),
    wordingSentences(attainment).map((sentence) => h('p', { class: 'quiet' }, sentence)),
    input.why === undefined
      ? null
      : section(
          `Why ${moment(input.why.at, attainment.period.timeZone)} counts so`,
          whySection(input.why, attainment.period.timeZone),
        ),
    section('Timeline', timeline(input)),
    section('Where the time went', classBreakdown(attainment)),
    input.waterfall === undefined
      ? null
      : section('How the result comes about', waterfallTable(input.waterfall, attainment.period.timeZone)),
    section('Outages', outageTable(attainment)),
    clocks(input),
    section('Not counted', notCountedTable(attainment), refusedTable(attainment), withoutNote(attainment)),
    attainment.corrections === undefined
      ? null
      : section('Corrections', correctionTable(attainment.corrections, attainment.period.timeZone)),
    section('Not known', notKnownTable(input)),
    section('Improvement', improvementTable(input.improvements, input.now, attainment.period.timeZone)),
    section('How this was measured', measurement(input)),
  );
}

// Where the period leads and what it costs.
function asOfNote({ asOf, service, agreement, attainment: { period } }: ServicePageInput): ComponentChild {
  if (asOf === undefined) return null;
  const present = servicePath({ service: service.id, agreement: agreement.id, period: period.name });
  return h(
    'p',
    { class: 'lead' },
    `As of ${moment(asOf, period.timeZone)}: what arrived later is not in these figures. `,
    h('a', { href: present }, 'What is known now'),
  );
}

function outlook({ attainment, exposure }: ServicePageInput): ComponentChild {
  const sentences = [
    foreignPeriodSentence(attainment),
    forecastSentence(attainment),
    creditSentence(attainment.credit, attainment.period.timeZone),
    exposure === undefined ? '' : exposureSentence(exposure),
  ];
  return sentences.filter((it) => it !== '').map((sentence) => h('p', { class: 'lead' }, sentence));
}

function clocks({ attainment }: ServicePageInput): ComponentChild {
  const tables = clockTables(attainment);
  return tables === null ? null : section('Incidents', tables);
}

function section(title: string, ...content: ComponentChild[]): ComponentChild {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), content);
}

function crumbs({ service }: ServicePageInput): ComponentChild {
  return h(
    'nav',
    { 'aria-label': 'Breadcrumb', class: 'crumbs' },
    h('a', { href: PATHS.overview }, 'Overview'),
    ` › ${clean(service.name)}`,
  );
}

function about({ agreement, attainment, now }: ServicePageInput): string {
  const { period } = attainment;
  const at = dayOfPeriod(period, now);
  const progress = at === null || isRolling(period.name) ? '' : `, day ${at.day} of ${at.days}`;
  return `${clean(agreement.customer)}, ${KIND_NAMES[agreement.kind]} ${clean(agreement.id)} · ${daySpan(period)}${progress} · times in ${period.timeZone}`;
}

function periodLinks(input: ServicePageInput): ComponentChild {
  const { service, agreement, previous, next, closed, others = [] } = input;
  const { name } = input.attainment.period;
  const to = (agreementId: string, period: string): string =>
    servicePath({ service: service.id, agreement: agreementId, period });
  return h(
    'nav',
    { 'aria-label': 'Periods and agreements', class: 'periods' },
    previous === undefined ? null : h('a', { href: to(agreement.id, previous), rel: 'prev' }, `← ${label(previous)}`),
    next === undefined ? null : h('a', { href: to(agreement.id, next), rel: 'next' }, `${label(next)} →`),
    others.map((it) => h('a', { href: to(it.id, it.period) }, `Under ${clean(it.customer)} (${clean(it.id)})`)),
    closed === undefined
      ? null
      : h('a', { href: reportPath({ agreement: agreement.id, period: name }) }, `Report of ${label(name)}`),
  );
}

function label(period: string): string {
  return capitalised(periodWords(period).label);
}
