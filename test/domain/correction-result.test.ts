import { describe, expect, it } from 'vitest';
import type { Correction } from '../../shared/domain/correction.ts';
import { correctionResult } from '../../shared/domain/correction-result.ts';
import type { CorrectiveAction } from '../../shared/domain/signal.ts';
import { decision, proposal } from '../support/corrections.ts';

const SECOND = 1000;
const change = { monitor: 'probe', signal: 'alert-1', at: 3 * SECOND } as const;
const span = { start: 1 * SECOND, end: 2 * SECOND } as const;

function waiting(action: CorrectiveAction, more = {}): Correction {
  return { proposal: proposal(action, more), state: 'proposed', why: 'waits' };
}

/** Where it applies and what it does there. */
function shown(action: CorrectiveAction) {
  const result: Record<string, unknown> = { ...correctionResult(waiting(action)) };
  for (const name of ['correction', 'state', 'why', 'proposedBy', 'proposedAt', 'reason']) delete result[name];
  return result;
}

describe('a correction as results show it', () => {
  it('has what was proposed and no more', () => {
    expect(correctionResult(waiting({ action: 'exclude', ...span }))).toStrictEqual({
      correction: 'COR-7',
      action: 'exclude',
      state: 'proposed',
      why: 'waits',
      start: '1970-01-01T00:00:01.000Z',
      end: '1970-01-01T00:00:02.000Z',
      proposedBy: 'Kim',
      proposedAt: '1970-01-01T00:00:00.000Z',
      reason: 'other',
    });
  });

  it('has its grounds, its expiry, who decided when, what it came to and what is remarkable', () => {
    const grounds = { note: 'Power cut', evidence: 'https://example.com/e', clause: '7.2', expiresAt: 60 * SECOND };
    const decided: Correction = {
      ...waiting({ action: 'include', ...span }, grounds),
      state: 'approved',
      why: 'approved by Robin',
      decision: decision({ at: 30 * SECOND }),
    };
    expect(
      correctionResult(decided, { note: 'nothing left', flags: ['entered after the outage began'] }),
    ).toStrictEqual({
      correction: 'COR-7',
      action: 'include',
      state: 'approved',
      why: 'approved by Robin; nothing left',
      start: '1970-01-01T00:00:01.000Z',
      end: '1970-01-01T00:00:02.000Z',
      proposedBy: 'Kim',
      proposedAt: '1970-01-01T00:00:00.000Z',
      decidedBy: 'Robin',
      decidedAt: '1970-01-01T00:00:30.000Z',
      reason: 'other',
      note: 'Power cut',
      evidence: 'https://example.com/e',
      clause: '7.2',
      expiresAt: '1970-01-01T00:01:00.000Z',
      flags: ['entered after the outage began'],
    });
  });

  it('says what a stretch becomes', () => {
    expect(shown({ action: 'reclassify', ...span, state: 'degraded' })).toEqual({
      action: 'reclassify',
      start: '1970-01-01T00:00:01.000Z',
      end: '1970-01-01T00:00:02.000Z',
      becomes: 'degraded',
    });
  });

  it('says which change of which stream is removed, or moved and where to', () => {
    const told = { monitor: 'probe', signal: 'alert-1', at: '1970-01-01T00:00:03.000Z' };
    expect(shown({ action: 'void', ...change })).toEqual({ action: 'void', ...told });
    expect(shown({ action: 'amend', ...change, to: 4 * SECOND })).toEqual({
      action: 'amend',
      ...told,
      to: '1970-01-01T00:00:04.000Z',
    });
  });
});
