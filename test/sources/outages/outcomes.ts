import { questionsOf } from '../../../shared/domain/compute.ts';
import { classStretches, type Knowledge, type Question } from '../../../shared/domain/evaluate.ts';
import { type IncidentHistory, incidentHistories } from '../../../shared/domain/incident-history.ts';
import { formatInstant, parseInstant } from '../../../shared/domain/instant.ts';
import { agreement, monitor, service, source, version } from '../../support/catalogue.ts';
import { STORIES, type Story } from './stories.ts';

/** When all of it is over. */
export const NOW = '2026-12-01T00:00:00Z';

/** A service for each source, which takes whatever that says. */
export const shop = version({
  sources: STORIES.map(({ id, type, zone }) => source({ id, type, ...(zone !== undefined && { zone }) })),
  services: STORIES.map(({ id }) => service({ id, monitors: [monitor({ id, source: id, match: {} })] })),
  agreements: [agreement({ services: STORIES.map(({ id }) => ({ service: id, targets: [] })) })],
});

/** What each story was worked out by hand to come to. */
export const BY_HAND: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  STORIES.map(({ id, comesTo }) => [id, comesTo]),
);

/** What each story comes to, by what is known of its service: the trouble as pages and reports show it, and incidents. */
export async function outcomes(
  knowledgeOf: (question: Question) => Knowledge | Promise<Knowledge>,
): Promise<Record<string, readonly string[]>> {
  const entries = STORIES.map(async (story): Promise<[string, string[]]> => {
    const question = questionAbout(story);
    return [story.id, inWords(question, await knowledgeOf(question))];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function questionAbout({ id, deliveries: [first] }: Story): Question {
  const period = formatInstant(first?.receivedAt ?? 0).slice(0, 'yyyy-mm'.length);
  const [question] = questionsOf([shop], { service: id, period }, parseInstant(NOW));
  if (question === undefined) throw new Error(`expected an agreement about ${id}`);
  return question;
}

function inWords(question: Question, knowledge: Knowledge): string[] {
  const troubles = classStretches(question, knowledge).filter((stretch) => stretch.class !== 'up');
  return [
    ...troubles.map(({ class: is, start, end }) => `${is} ${formatInstant(start)} to ${formatInstant(end)}`),
    ...incidentHistories(knowledge.incidents, parseInstant(NOW)).map(turnsOf),
  ];
}

function turnsOf({ detectedAt, acknowledgedAt, restoredAt }: IncidentHistory): string {
  return Object.entries({ opened: detectedAt, acknowledged: acknowledgedAt, restored: restoredAt })
    .flatMap(([turn, at]) => (at === undefined ? [] : [`${turn} ${formatInstant(at)}`]))
    .join(', ');
}
