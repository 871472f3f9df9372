import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { CorrectiveAction, Signal } from '../../shared/domain/signal.ts';
import { whyAt } from '../../shared/domain/why.ts';
import { agreement, monitor, service, version } from '../support/catalogue.ts';

const day = (clock: string) => parseInstant(`2026-10-14T${clock}:00Z`);

const state = (is: 'up' | 'down', clock: string): Signal => {
  return { kind: 'state', monitor: 'probe', state: is, at: day(clock) };
};

function correction(id: string, action: CorrectiveAction): Signal[] {
  const about = { correction: id, services: ['checkout'] };
  return [
    {
      ...{ kind: 'correction', ...about, ...action },
      ...{ proposedBy: 'Kim', proposedAt: day('12:00'), reason: 'other' },
    },
    { kind: 'approval', ...about, approvedBy: 'Robin', at: day('13:00'), decision: 'approved' },
  ];
}

const voids = (id: string, clock: string) =>
  correction(id, { action: 'void', monitor: 'probe', signal: 'probe', at: day(clock) });

/** The class of a moment, and the corrections that are named for it. */
function at(clock: string, told: readonly Signal[], alertRules?: ReturnType<typeof monitor>['alertRules']) {
  const probe = { ...monitor({ id: 'probe' }), ...(alertRules && { alertRules }) };
  const shop = version({ services: [service({ monitors: [probe] })], agreements: [agreement()] });
  const folded = foldSignals(
    [shop],
    told.map((signal) => ({ signal })),
  );
  const [question] = questionsOf([shop], { period: '2026-10' }, parseInstant('2026-10-31T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  const { class: name, corrections = [] } = whyAt(question, knowledgeOf(folded, question), day(clock));
  return [name, ...corrections.map((it) => it.correction)];
}

describe('the corrections named for a moment', () => {
  const flapping = [
    state('up', '06:00'),
    state('down', '07:00'),
    state('up', '07:30'),
    state('down', '07:33'),
    state('up', '08:00'),
  ];

  it('are those whose change held then, until the next one', () => {
    const told = [...flapping, ...voids('COR-1', '07:33'), ...voids('COR-2', '09:00')];
    expect(['07:20', '07:31', '07:33', '07:59', '08:00', '09:00'].map((clock) => at(clock, told))).toEqual([
      ['down'],
      ['up'],
      ['up', 'COR-1'],
      ['up', 'COR-1'],
      ['up'],
      ['up'],
    ]);
  });

  it('are those too without which an alert rule would have read the moment otherwise', () => {
    const merging = { mergeGap: { withinMs: 5 * 60_000, countsAs: 'down' } } as const;
    // The three minutes up count as down, unless the trouble after them is voided.
    expect(at('07:31', flapping, merging)).toEqual(['down']);
    const told = [...flapping, ...voids('COR-1', '07:33')];
    expect(['07:29', '07:31', '07:33', '08:00'].map((clock) => at(clock, told, merging))).toEqual([
      ['down'],
      ['up', 'COR-1'],
      ['up', 'COR-1'],
      ['up'],
    ]);
  });
});
