import { beforeEach, describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import { evaluate } from '../../shared/domain/evaluate.ts';
import { identify, type StateEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { readKnowledge } from '../../shared/store/knowledge.ts';
import { appendEvent } from '../../shared/store/ledger.ts';
import { refresh } from '../../shared/store/rollups.ts';
import { indexStream } from '../../shared/store/stream-index.ts';
import { version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';

const PROVENANCE = { delivery: { pk: 'D', sk: 'd' }, recordedAt: 0 };

function state(at: string, to: StateEvent['state']): StateEvent {
  return { kind: 'state', service: 'checkout', monitor: 'probe', stream: 'probe', state: to, at: parseInstant(at) };
}

describe('a service that has been down since 3 September', () => {
  const db = useDatabase();

  beforeEach(async () => {
    await appendEvent(db.table, identify(state('2026-09-03T00:00:00Z', 'down')), PROVENANCE);
    await refresh(db.table, { subject: 'checkout', span: '2026-09-03' });
  });

  it('is down in October, though a day in between is pointed to and has no event', async () => {
    await indexStream(db.table, { service: 'checkout', monitor: 'probe', stream: 'probe' }, '2026-09-20');
    expect((await october()).ms.down).toBe(31 * 86_400_000);
  });

  it('is up in October once an event in between says so, though its rollup is not published yet', async () => {
    await appendEvent(db.table, identify(state('2026-09-25T00:00:00Z', 'up')), PROVENANCE);
    expect((await october()).ms).toMatchObject({ down: 0, up: 31 * 86_400_000 });
  });

  async function october() {
    const [question] = questionsOf([version()], { period: '2026-10' }, parseInstant('2026-11-01T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    return evaluate(question, await readKnowledge(db.table, question));
  }
});
