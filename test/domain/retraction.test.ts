import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../shared/domain/compute.ts';
import type { CorrectionRecord } from '../../shared/domain/correction.ts';
import type { Question } from '../../shared/domain/evaluate.ts';
import { type CountEvent, type IncidentEvent, identify, type MaintenanceEvent } from '../../shared/domain/event.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { heldOf } from '../../shared/domain/retraction.ts';
import { version } from '../support/catalogue.ts';
import { decision, proposal } from '../support/corrections.ts';

const at = (day: number) => Date.UTC(2026, 9, day);
const now = parseInstant('2026-10-20T00:00:00Z');
const question = questionsOf([version()], { period: '2026-10' }, now)[0] as Question;

const window = (maintenance: string, start: number): MaintenanceEvent => ({
  kind: 'maintenance',
  service: 'checkout',
  maintenance,
  start,
  end: start + 3_600_000,
  announcedAt: 0,
});

const phase = (incident: string, said: Partial<IncidentEvent> = {}): IncidentEvent => ({
  kind: 'incident',
  service: 'checkout',
  incident,
  phase: 'opened',
  priority: 'P1',
  at: at(3),
  ...said,
});

const [kept, gone] = [window('CHG-1', at(1)), window('CHG-2', at(2))];
const opened = phase('INC-1');
const unnamed = phase('INC-1', { service: null, phase: 'restored', at: at(4) });
const other = phase('INC-2', { at: at(5) });
const counted: CountEvent = {
  kind: 'count',
  service: 'checkout',
  indicator: 'orders',
  good: 9,
  total: 10,
  start: 0,
  end: 60,
};
const misread = { ...counted, total: 10_000 };
const told = { maintenance: [kept, gone], counts: [misread, counted], named: [opened, other], unnamed: [unnamed] };

/** A retraction of an event that Kim proposes at 0 and Robin decides on at 10. */
function retracting(
  event: MaintenanceEvent | IncidentEvent | CountEvent,
  { approved = true, id = 'COR-7' }: { approved?: boolean; id?: string } = {},
): CorrectionRecord[] {
  const what = { action: 'retract', event: identify(event).id, what: 'it', start: 0, end: 1 } as const;
  const asked: CorrectionRecord = {
    ...proposal({ action: 'void', monitor: 'm', signal: 's', at: 0 }),
    ...what,
    correction: id,
  };
  return approved ? [asked, decision({ correction: id })] : [asked];
}

/** Names of what holds: maintenance, and phases of incidents. */
function names({ maintenance = [], incidents = [] }: Partial<ReturnType<typeof heldOf>>) {
  return [...maintenance.map((it) => it.maintenance), ...incidents.map((it) => `${it.incident} ${it.phase}`)];
}

const ALL = ['CHG-1', 'CHG-2', 'INC-1 opened', 'INC-1 restored', 'INC-2 opened'];

describe('what was told of a service beside its streams', () => {
  it('holds as told while nothing was ever retracted, whatever else was corrected', () => {
    const voided = [proposal({ action: 'void', monitor: 'm', signal: 's', at: 0 }), decision()];
    for (const service of [undefined, [], voided]) {
      const held = heldOf(told, question, { service, unnamed: undefined });
      expect(names(held)).toEqual(ALL);
      expect(held).not.toHaveProperty('asRecorded');
    }
  });

  it('holds less the maintenance that was retracted; beside it stands what was recorded', () => {
    const held = heldOf(told, question, { service: retracting(gone), unnamed: [] });
    expect(names(held)).toEqual(ALL.filter((it) => it !== 'CHG-2'));
    expect(names(held.asRecorded ?? {})).toEqual(ALL);
  });

  it('holds less the phase of an incident that was retracted, and then less those that only followed it', () => {
    const held = heldOf(told, question, { service: retracting(opened), unnamed: undefined });
    expect(names(held)).toEqual(['CHG-1', 'CHG-2', 'INC-2 opened']);
    expect(names(held.asRecorded ?? {})).toEqual(ALL);
  });

  it('holds less a phase that names no service, by what is recorded where such phases lie', () => {
    const records = retracting(unnamed);
    const held = heldOf(told, question, { service: undefined, unnamed: records });
    expect(names(held)).toEqual(ALL.filter((it) => it !== 'INC-1 restored'));
    expect(names(held.asRecorded ?? {})).toEqual(ALL);
    // Among the records of the service it is about nothing of the service.
    expect(names(heldOf(told, question, { service: records, unnamed: undefined }))).toEqual(ALL);
  });

  it('holds as told until the retraction is approved', () => {
    const waiting = heldOf(told, question, { service: retracting(gone, { approved: false }), unnamed: undefined });
    expect(names(waiting)).toEqual(ALL);
    expect(waiting).toHaveProperty('asRecorded');
  });

  it('holds less a count that was retracted: then the one that it had outdone holds', () => {
    expect(heldOf(told, question, { service: undefined, unnamed: undefined }).counts).toEqual([misread]);
    const held = heldOf(told, question, { service: retracting(misread), unnamed: undefined });
    expect(held.counts).toEqual([counted]);
    expect(held.asRecorded?.counts).toEqual([misread]);
  });

  it('holds less everything that was retracted, if there was more', () => {
    const records = [...retracting(gone), ...retracting(other, { id: 'COR-8' })];
    const held = heldOf(told, question, { service: records, unnamed: undefined });
    expect(names(held)).toEqual(['CHG-1', 'INC-1 opened', 'INC-1 restored']);
  });
});
