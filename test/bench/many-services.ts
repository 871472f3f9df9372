import type { Calendar, Catalogue, DayHours } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate, type Question } from '../../shared/domain/evaluate.ts';
import type { IdentifiedEvent } from '../../shared/domain/event.ts';
import { fold } from '../../shared/domain/fold.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { changes, MONTH, PERIOD } from './history.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Row, type Section } from './section.ts';

const SERVICES = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
const CHANGES = 100;

/** What an assessment of everything computes, without reading and writing. */
export const manyServices: Section = {
  title: `${number(SERVICES.length)} services with ${CHANGES} changes each over thirty days`,
  about: 'Medians of repeated runs in a warm process.',
  columns: ['service hours', 'questions ms', 'fold and evaluate ms', 'fastest ms', 'µs per service'],
  rows: (options) => {
    const events = SERVICES.map((id) => changes(CHANGES, MONTH, id));
    return [
      row('24x7', { agreements: [agreement({ services })] }, events, options),
      row('office', { calendars: { office }, agreements: [agreement({ services, hours: 'office' })] }, events, options),
    ];
  },
};

function row(
  name: string,
  overrides: Partial<Catalogue>,
  events: readonly (readonly IdentifiedEvent[])[],
  options: BenchOptions,
): Row {
  const versions = [version({ services: SERVICES.map((id) => service({ id })), ...overrides })];
  const ask = () => questionsOf(versions, { period: PERIOD }, MONTH.end);
  const asked = ask();
  const answer = () => asked.filter((question, index) => isMissed(question, events[index] ?? [])).length;
  const answers = measure(answer, options);
  return [
    name,
    number(measure(ask, options).medianMs, 1),
    number(answers.medianMs, 1),
    number(answers.fastestMs, 1),
    number((answers.medianMs * 1000) / SERVICES.length, 1),
  ];
}

// As an assessment does: each attainment is looked at and let go.
function isMissed(question: Question, events: readonly IdentifiedEvent[]): boolean {
  return evaluate(question, { ...fold(events), dependencies: {}, beats: {} }).verdict === 'missed';
}

const services = SERVICES.map((id) => ({
  service: id,
  targets: [{ kind: 'availability' as const, target: '99.9' }],
}));

const eightToSix: readonly DayHours[] = [{ from: '08:00', to: '18:00' }];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  week: { monday: eightToSix, tuesday: eightToSix, wednesday: eightToSix, thursday: eightToSix, friday: eightToSix },
  holidays: [],
};
