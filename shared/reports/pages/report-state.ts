import { type ComponentChild, h } from 'preact';
import type { Attainment } from '../../domain/result.ts';
import { periodWords } from '../period-words.ts';
import { targetLines } from '../target-lines.ts';
import { resultWords, verdictWords } from '../target-words.ts';
import { dayOfPeriod, moment } from '../when.ts';
import { capitalised } from '../words.ts';
import type { ServicePageInput } from './service-model.ts';

/**
 * Whether the figures can still change. A page is worked out afresh; a closed report stays as it was. Where the two
 * differ the page says so.
 */
export function reportState({ attainment, closed, now }: ServicePageInput): ComponentChild {
  if (dayOfPeriod(attainment.period, now) !== null) return null;
  return h('p', { class: 'quiet' }, stateOf(attainment, closed));
}

function stateOf(attainment: Attainment, closed: ServicePageInput['closed']): string {
  const name = capitalised(periodWords(attainment.period.name).label);
  if (closed === undefined)
    return `Provisional: ${name} has no closed report, so late signals still change these figures.`;
  const at = `Closed ${moment(closed.at, attainment.period.timeZone)}`;
  if (isSame(attainment, closed.attainment)) return `${at}; the report says the same.`;
  const why = 'What arrived later, or a changed catalogue, is in these figures and not in the report';
  return `${at}. ${why}, which says ${said(closed.attainment)}. A new version of it is proposed for approval.`;
}

function isSame(now: Attainment, then: Attainment): boolean {
  const figures = ({ agreedMs, downtimeMs, ms, targets }: Attainment) =>
    JSON.stringify([agreedMs, downtimeMs, ms.unknown, targets]);
  return figures(now) === figures(then);
}

function said(attainment: Attainment): string {
  const lines = targetLines([{ id: attainment.service, name: attainment.service, attainment }]);
  return lines.map((line) => `${resultWords(attainment, line)} (${verdictWords(line).toLowerCase()})`).join(', ');
}
