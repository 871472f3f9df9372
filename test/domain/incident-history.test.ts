import { describe, expect, it } from 'vitest';
import { incidentHistories } from '../../shared/domain/incident-history.ts';
import { ticket } from './incidents.ts';
import { october } from './targets/october.ts';

const END = october('31T00:00');

function historyOf(...lines: readonly string[]) {
  return incidentHistories(ticket(...lines), END)[0];
}

describe('the history of an incident', () => {
  it('is what its phases say', () => {
    expect(
      historyOf('14T09:00 opened P2', '14T09:05 acknowledged P2', '14T10:00 updated P1', '14T11:00 restored P1'),
    ).toEqual({
      incident: 'INC-1',
      detectedAt: october('14T09:00'),
      acknowledgedAt: october('14T09:05'),
      firstRestoredAt: october('14T11:00'),
      restoredAt: october('14T11:00'),
      running: [{ start: october('14T09:00'), end: october('14T11:00') }],
      priority: 'P1',
      change: { at: october('14T10:00'), from: 'P2', to: 'P1' },
      raisedAt: october('14T10:00'),
    });
  });

  it('says nothing of what has not happened', () => {
    expect(historyOf('14T09:00 opened P2')).toStrictEqual({
      incident: 'INC-1',
      detectedAt: october('14T09:00'),
      running: [{ start: october('14T09:00'), end: END }],
      priority: 'P2',
    });
  });

  it('is restored by the first word of it, and not paused by what comes after', () => {
    const lines = ['14T09:00 opened P2', '14T11:00 restored', '14T12:00 restored', '14T13:00 paused'];
    expect(historyOf(...lines)).toMatchObject({
      firstRestoredAt: october('14T11:00'),
      restoredAt: october('14T11:00'),
      running: [{ start: october('14T09:00'), end: october('14T11:00') }],
    });
  });

  it('comes in the order of detection, of two at once in that of their names', () => {
    const named = (incident: string, opened: string) => ticket(opened).map((it) => ({ ...it, incident }));
    const phases = [
      ...named('INC-9', '14T09:00 opened'),
      ...named('INC-3', '14T10:00 opened'),
      ...named('INC-2', '14T10:00 opened'),
      ...named('INC-5', '13T10:00 opened'),
    ];
    expect(incidentHistories(phases, END).map(({ incident }) => incident)).toEqual([
      ...['INC-5', 'INC-9'],
      ...['INC-2', 'INC-3'],
    ]);
  });

  it('begins with the first opening, whatever else is said twice', () => {
    const lines = ['14T09:00 opened P2', '14T09:30 opened P2', '14T11:00 restored'];
    expect(historyOf(...lines.toReversed(), ...lines)).toEqual(historyOf(...lines));
    expect(historyOf(...lines)?.detectedAt).toBe(october('14T09:00'));
  });

  it('is none if it was cancelled, or never opened', () => {
    expect(historyOf('14T09:00 opened P2', '14T09:20 cancelled', '14T09:30 closed')).toBeUndefined();
    expect(historyOf('14T09:20 acknowledged P2', '14T09:30 closed')).toBeUndefined();
  });

  it('goes on if what was cancelled is reopened', () => {
    const lines = ['14T09:00 opened P2', '14T09:20 cancelled', '14T10:00 reopened', '14T10:30 restored'];
    expect(historyOf(...lines)?.running).toEqual([
      { start: october('14T09:00'), end: october('14T09:20') },
      { start: october('14T10:00'), end: october('14T10:30') },
    ]);
  });

  it('takes the first priority that is named for the first, and keeps it until another is named', () => {
    expect(historyOf('14T09:00 opened', '14T09:05 acknowledged P2', '14T11:00 restored')).toMatchObject({
      priority: 'P2',
      running: [{}],
    });
    expect(historyOf('14T09:00 opened', '14T09:05 acknowledged P2')).not.toHaveProperty('change');
    expect(historyOf('14T09:00 opened')?.priority).toBe('');
  });

  it('runs on when a pause ends as it begins, or a restoration is undone as it is said', () => {
    expect(historyOf('14T09:00 opened', '14T10:00 resumed', '14T10:00 paused')?.running).toEqual([
      { start: october('14T09:00'), end: END },
    ]);
    expect(historyOf('14T09:00 opened', '14T10:00 reopened', '14T10:00 restored')).not.toHaveProperty('restoredAt');
  });

  it('does not hear what comes after the end', () => {
    expect(incidentHistories(ticket('14T09:00 opened', '14T11:00 restored'), october('14T11:00'))).toMatchObject([
      { running: [{ end: october('14T11:00') }] },
    ]);
    expect(incidentHistories(ticket('14T09:00 opened'), october('14T09:00'))).toEqual([]);
  });
});
