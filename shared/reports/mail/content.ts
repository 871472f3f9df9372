import type { TargetItem } from '../../domain/improvement.ts';
import type { SlaReport } from '../../domain/report.ts';
import { clean, webAddress } from '../clean.ts';
import type { Term } from '../formulas.ts';
import { PATHS, reportPath } from '../paths.ts';
import { periodWords } from '../period-words.ts';
import { targetLines } from '../target-lines.ts';
import { verdictLine } from '../verdict-line.ts';
import { daySpan, moment } from '../when.ts';
import { capitalised, KIND_NAMES } from '../words.ts';
import { correctionSection } from './correction-section.ts';
import { definitions } from './definitions.ts';
import { headline } from './headline.ts';
import { improvementSection } from './improvement-section.ts';
import { incidentSection } from './incident-section.ts';
import { notCountedSection } from './not-counted-section.ts';
import { notKnownSection } from './not-known-section.ts';
import { outageSection } from './outage-section.ts';
import { refusedSection } from './refused-section.ts';
import { restatementSections } from './restatement-section.ts';
import { type Link, type ReportFacts, type Section, serviceCell } from './section.ts';
import { subject } from './subject.ts';
import { targetSection } from './target-section.ts';

/**
 * A report's mail before it takes a form: every sentence, table and link, as clean text. The HTML part and its
 * plain-text twin are two renderings of the same content, so neither can say what the other does not.
 */
export interface MailContent {
  readonly subject: string;
  /** The subject without customer and period. */
  readonly title: string;
  /** Whose report of which period this is. */
  readonly about: readonly string[];
  /** The headline sentences. */
  readonly headline: readonly string[];
  readonly sections: readonly Section[];
  readonly definitions: readonly Term[];
  readonly links: readonly Link[];
}

export interface MailOptions {
  /** Address of the web pages, such as `https://attain.example.com`. */
  readonly webUrl: string;
}

/**
 * What the mail of a report says, with at most `limit` rows in each of its tables.
 *
 * @throws TypeError when `webUrl` is no http or https address
 */
export function mailContent(report: SlaReport, { webUrl }: MailOptions, limit = 40): MailContent {
  const context = { report: withCleanNames(report), lines: [], web: webBase(webUrl), limit };
  const lines = targetLines(context.report.services);
  const facts = { ...context, lines };
  return {
    subject: subject(facts),
    title: verdictLine(lines),
    about: about(facts.report),
    headline: headline(facts),
    sections: [
      targetSection(facts),
      ...restatementSections(facts),
      outageSection(facts),
      notCountedSection(facts),
      ...refusedSection(facts),
      ...correctionSection(facts),
      notKnownSection(facts),
      incidentSection(facts),
      improvementSection(facts),
    ],
    definitions: definitions(facts),
    links: links(facts),
  };
}

// The services that need attention first have their own link, for readers of the text part too.
function links(facts: ReportFacts): Link[] {
  const lines = facts.lines.filter(({ verdict }) => verdict === 'missed' || verdict === 'notMeasured');
  const attention = new Map(lines.map(({ service }) => [service.id, service]));
  return [
    ...[...attention.values()]
      .slice(0, 3)
      .map((service) => ({ text: service.name, href: serviceCell(service, facts).href ?? facts.web })),
    {
      text: 'This report on the web',
      href: `${facts.web}${reportPath({ agreement: facts.report.agreement.id, period: facts.report.period.name })}`,
    },
    { text: 'All services', href: `${facts.web}${PATHS.overview}` },
    { text: 'Improvement items', href: `${facts.web}${PATHS.improvements}` },
  ];
}

function about({ agreement, organization, period, version, state, closedAt }: SlaReport): string[] {
  const parties = `${agreement.customer}: ${KIND_NAMES[agreement.kind]} ${clean(agreement.id, 60)}, reported by ${organization}`;
  const replaced = version > 1 ? `; this is version ${version} and replaces version ${version - 1}` : '';
  return [
    parties,
    `${periodLine(period)}, times in ${period.timeZone}`,
    `${state === 'restated' ? 'Restated' : 'Final, closed'} ${moment(closedAt, period.timeZone)}${replaced}`,
  ];
}

// A month is named by its days already: "1–31 October 2026", but "Q4 2026: 1 October – 31 December 2026".
function periodLine(period: SlaReport['period']): string {
  const { label } = periodWords(period.name);
  const days = daySpan(period);
  return days.endsWith(label) ? days : `${capitalised(label)}: ${days}`;
}

// What people and machines named is cleaned once, here, so that no section can forget it.
function withCleanNames(report: SlaReport): SlaReport {
  return {
    ...report,
    organization: clean(report.organization),
    agreement: { ...report.agreement, customer: clean(report.agreement.customer, 60) },
    services: report.services.map((service) => ({ ...service, name: clean(service.name, 60) })),
    improvements: report.improvements.map(withCleanWords),
  };
}

function withCleanWords(item: TargetItem): TargetItem {
  const owner = { name: clean(item.owner.name, 60), email: clean(item.owner.email, 100) };
  return { ...item, id: clean(item.id, 60), title: clean(item.title, 160), cause: clean(item.cause, 80), owner };
}

function webBase(webUrl: string): string {
  const address = webAddress(webUrl);
  if (address === undefined) throw new TypeError(`expected an http or https address of the web pages; got "${webUrl}"`);
  return address.replace(/\/+$/, '');
}
