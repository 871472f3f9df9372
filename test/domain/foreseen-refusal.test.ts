import { describe, expect, it } from 'vitest';
import {
  foreseenRefusal,
  isAboutUnknown,
  type KnownCorrections,
  outcomeOf,
  type ToldCorrection,
} from '../../shared/domain/foreseen-refusal.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { ApprovalSignal, CorrectionSignal } from '../../shared/domain/signal.ts';

const waiting: ToldCorrection = {
  correction: 'COR-7',
  service: 'checkout',
  state: 'proposed',
  why: 'waits for approval by somebody other than its proposer',
  proposedBy: 'Kim',
  proposedAt: '2026-10-10T00:00:00.000Z',
};
const decided: ToldCorrection = {
  ...waiting,
  state: 'approved',
  why: 'approved by Robin',
  decidedAt: '2026-10-12T00:00:00.000Z',
};

function known(...corrections: readonly ToldCorrection[]): KnownCorrections {
  return { services: ['checkout', 'search'], sources: ['desk', 'office'], corrections };
}

function deciding(more: Partial<Omit<ApprovalSignal, 'at'>> & { at?: string } = {}): ApprovalSignal {
  const { at = '2026-10-11T00:00:00Z', ...said } = more;
  return {
    kind: 'approval',
    correction: 'COR-7',
    services: ['checkout'],
    approvedBy: 'Robin',
    decision: 'approved',
    ...said,
    at: parseInstant(at),
  };
}

function proposing(proposedAt = '2026-10-13T00:00:00Z'): CorrectionSignal {
  return {
    kind: 'correction',
    correction: 'COR-7',
    services: ['checkout'],
    proposedBy: 'Kim',
    proposedAt: parseInstant(proposedAt),
    reason: 'other',
    action: 'exclude',
    start: 0,
    end: 1,
  };
}

function refusal(signal: ApprovalSignal | CorrectionSignal, corrections: readonly ToldCorrection[], source = 'desk') {
  return foreseenRefusal(signal, { source, known: known(...corrections) });
}

describe('a decision', () => {
  it('on what waits may be taken', () => {
    expect(refusal(deciding(), [waiting])).toBe(undefined);
  });

  it('by a source that may not correct comes to nothing', () => {
    expect(refusal(deciding(), [waiting], 'alerts')).toBe(
      'expected a source with corrections: true, one of desk, office; got "alerts"',
    );
    const nobody = { ...known(waiting), sources: [] };
    expect(foreseenRefusal(deciding(), { source: 'alerts', known: nobody })).toBe(
      'expected a source with corrections: true, one of none; got "alerts"',
    );
  });

  it('on a service that nobody has comes to nothing, be it one of several', () => {
    expect(refusal(deciding({ services: ['checkout', 'shop'] }), [waiting])).toBe(
      'expected a service, one of checkout, search; got "shop"',
    );
  });

  it('on what nobody proposed for the service comes to nothing', () => {
    const elsewhere = { ...waiting, service: 'search' };
    const other = { ...waiting, correction: 'COR-8' };
    expect(refusal(deciding(), [elsewhere, other, { ...other }])).toBe(
      'expected the id of a correction that is recorded as proposed; got "COR-7"; known: COR-8',
    );
    expect(refusal(deciding({ services: ['checkout', 'search'] }), [waiting])).toBe(
      'expected the id of a correction that is recorded as proposed; got "COR-7"; known: none',
    );
  });

  it('on what is decided comes to nothing, from that instant on', () => {
    const settled = 'expected a correction that waits for a decision; got "COR-7" of checkout, approved by Robin';
    expect(refusal(deciding({ at: '2026-10-12T00:00:00Z' }), [decided])).toBe(settled);
    expect(refusal(deciding({ at: '2026-10-11T23:59:59.999Z' }), [decided])).toBe(undefined);
  });

  it('before the proposal comes to nothing; at its instant it may be taken', () => {
    expect(refusal(deciding({ at: '2026-10-09T23:59:59.999Z' }), [waiting])).toBe(
      'expected a decision after the proposal; got one before "COR-7" was proposed at 2026-10-10T00:00:00.000Z',
    );
    expect(refusal(deciding({ at: '2026-10-10T00:00:00Z' }), [waiting])).toBe(undefined);
  });

  it('on what has expired comes to nothing, from that instant on', () => {
    const brief = { ...waiting, expiresAt: '2026-10-11T12:00:00.000Z' };
    expect(refusal(deciding({ at: '2026-10-11T12:00:00Z' }), [brief])).toBe(
      'expected a correction that has not expired; "COR-7" did at 2026-10-11T12:00:00.000Z',
    );
    expect(refusal(deciding({ at: '2026-10-11T11:59:59.999Z' }), [brief])).toBe(undefined);
  });

  it('is about the latest proposal of its id at the time', () => {
    const first = { ...waiting, expiresAt: '2026-10-10T12:00:00.000Z' };
    const again = { ...waiting, proposedBy: 'Robin', proposedAt: '2026-10-11T00:00:00.000Z' };
    const own = 'expected approval by somebody other than its proposer, Robin; got "Robin"';
    expect(refusal(deciding({ at: '2026-10-11T06:00:00Z' }), [first, again])).toBe(own);
    expect(refusal(deciding({ at: '2026-10-10T06:00:00Z' }), [first, again])).toBe(undefined);
  });

  it('of approval by the proposer comes to nothing, however the name is written; taking it back is theirs to do', () => {
    expect(refusal(deciding({ approvedBy: ' KIM' }), [waiting])).toBe(
      'expected approval by somebody other than its proposer, Kim; got " KIM"',
    );
    expect(refusal(deciding({ approvedBy: 'Kim', decision: 'withdrawn' }), [waiting])).toBe(undefined);
  });
});

describe('a proposal', () => {
  it('under a new id, or one that waits, may be taken', () => {
    expect(refusal(proposing(), [])).toBe(undefined);
    expect(refusal(proposing(), [waiting])).toBe(undefined);
  });

  it('under an id that was decided on before comes to nothing', () => {
    expect(refusal(proposing(), [decided])).toBe(
      'expected an id that is not decided on yet; got "COR-7" of checkout, approved by Robin',
    );
    expect(refusal(proposing('2026-10-12T00:00:00Z'), [decided])).toBe(undefined);
    expect(refusal(proposing(), [{ ...decided, correction: 'COR-8' }])).toBe(undefined);
  });
});

describe('what is about the unknown', () => {
  it('is a decision on what is not proposed for each of its services', () => {
    expect(isAboutUnknown(deciding(), known(waiting))).toBe(false);
    expect(isAboutUnknown(deciding({ services: ['checkout', 'search'] }), known(waiting))).toBe(true);
    expect(isAboutUnknown(deciding({ correction: 'COR-8' }), known(waiting))).toBe(true);
    expect(isAboutUnknown(deciding(), known({ ...waiting, service: 'search' }))).toBe(true);
  });

  it('is no proposal', () => {
    expect(isAboutUnknown(proposing(), known())).toBe(false);
  });
});

describe('a decision that was sent', () => {
  const sent = deciding({ at: '2026-10-12T00:00:00Z', services: ['checkout', 'search'] });
  const ofSearch = { ...decided, service: 'search' };

  it('holds once it is recorded for all its services', () => {
    expect(outcomeOf(sent, known())).toEqual({ state: 'waits' });
    expect(outcomeOf(sent, known(decided, { ...waiting, service: 'search' }))).toEqual({ state: 'waits' });
    expect(outcomeOf(sent, known(decided, ofSearch))).toEqual({ state: 'holds' });
  });

  it('changes nothing where another came before it, be it for one service', () => {
    const before = { ...ofSearch, why: 'rejected by Sam', decidedAt: '2026-10-11T23:59:59.999Z' };
    expect(outcomeOf(sent, known(decided, before))).toEqual({
      state: 'late',
      why: 'expected a correction that waits for a decision; got "COR-7" of search, rejected by Sam',
    });
  });
});
