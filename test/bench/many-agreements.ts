import type { Agreement, Target } from '../../shared/domain/catalogue.ts';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { fold } from '../../shared/domain/fold.ts';
import { agreement, service, version } from '../support/catalogue.ts';
import { changes, MONTH, PERIOD } from './history.ts';
import { measure } from './measure.ts';
import { type BenchOptions, number, type Row, type Section } from './section.ts';

const CHANGES = 100;

/** One month of many services, each under three agreements with methods, hours and targets of their own. */
export const manyAgreements: Section = {
  title: `Services under three agreements over thirty days, ${CHANGES} changes each`,
  about: 'Evaluate only, medians of repeated runs in a warm process. Each service is answered for three times.',
  columns: ['services', 'answers', 'evaluate ms', 'µs per answer', 'against 100 services'],
  rows: (options) => {
    const measured = [100, 300, 1000].map((services) => ({ services, ms: evaluateAll(services, options) }));
    const first = (measured[0]?.ms ?? Number.NaN) / 100;
    return measured.map(
      ({ services, ms }): Row => [
        number(services),
        number(services * 3),
        number(ms, 1),
        number((ms * 1000) / (services * 3), 1),
        `${number(ms / services / first, 2)} ×`,
      ],
    );
  },
};

function evaluateAll(count: number, options: BenchOptions): number {
  const ids = Array.from({ length: count }, (_, index) => `service-${index}`);
  const knowledge = new Map(
    ids.map((id) => [id, { ...fold(changes(CHANGES, MONTH, id)), beats: {}, dependencies: {} }]),
  );
  const catalogue = {
    services: ids.map((id) => service({ id })),
    agreements: AGREEMENTS.map((it) => covering(it, ids)),
  };
  const questions = questionsOf([version(catalogue)], { period: PERIOD }, MONTH.end);
  const answer = () =>
    questions.filter((question) => {
      const known = knowledge.get(question.service);
      return known !== undefined && evaluate(question, known).verdict === 'missed';
    }).length;
  return measure(answer, options).medianMs;
}

interface Wording {
  readonly overrides: Partial<Agreement> & { readonly id: string };
  readonly targets: readonly Target[];
}

const AGREEMENTS: readonly Wording[] = [
  { overrides: { id: 'contract' }, targets: [{ kind: 'availability', target: '99.9' }] },
  {
    overrides: { id: 'strict', method: 'strict' },
    targets: [
      { kind: 'availability', target: '99.5' },
      { kind: 'outages', atMost: 5, longerThanMs: 900_000 },
    ],
  },
  {
    overrides: { id: 'icinga', method: 'icinga' },
    targets: [
      { kind: 'availability', target: '99.0' },
      { kind: 'longestOutage', atMostMs: 3_600_000 },
    ],
  },
];

function covering({ overrides, targets }: Wording, ids: readonly string[]): Agreement {
  return agreement({ ...overrides, services: ids.map((id) => ({ service: id, targets })) });
}
