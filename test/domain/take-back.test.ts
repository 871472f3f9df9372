import { describe, expect, it } from 'vitest';
import { identify, type LedgerEvent, type StateEvent } from '../../shared/domain/event.ts';
import { renewed, restore, takeBack } from '../../shared/domain/take-back.ts';

const grounds = { proposedBy: 'Kim', approvedBy: 'Robin', note: 'mapped to payments', now: 900 };

function state(at: number, value: StateEvent['state'], stream = 'a'): StateEvent {
  return { kind: 'state', service: 'checkout', monitor: 'probe', stream, state: value, at };
}

const maintenance = {
  kind: 'maintenance',
  service: 'checkout',
  maintenance: 'CHG-1',
  start: 200,
  end: 300,
  announcedAt: 10,
} as const;

const opened = {
  kind: 'incident',
  service: null,
  incident: 'INC-1',
  phase: 'opened',
  priority: 'P1',
  at: 100,
} as const;

function one(event: LedgerEvent, ...said: readonly LedgerEvent[]) {
  return takeBack([event], said, grounds)[0];
}

describe('an event that is no longer said', () => {
  it('is voided by two people, and both stand in the ledger', () => {
    const taken = one(state(100, 'down'), state(50, 'up'), state(200, 'up'));
    const about = { service: 'checkout', correction: expect.stringMatching(/^reprocess-[0-9a-f]{16}$/) };
    expect(taken).toEqual({
      event: state(100, 'down'),
      how: 'voided',
      by: [
        {
          kind: 'correction',
          ...about,
          action: 'void',
          monitor: 'probe',
          signal: 'a',
          at: 100,
          proposedBy: 'Kim',
          proposedAt: 900,
          reason: 'other',
          note: 'mapped to payments',
        },
        { kind: 'approval', ...about, approvedBy: 'Robin', at: 900, decision: 'approved' },
      ],
    });
  });

  it('is the same correction whenever it is taken back', () => {
    const idAt = (now: number) => {
      const [taken] = takeBack([state(100, 'down')], [], { ...grounds, now });
      return taken?.how === 'voided' && taken.by[0]?.kind === 'correction' ? taken.by[0].correction : undefined;
    };
    expect(idAt(1)).toBe(idAt(2));
    expect(idAt(1)).toMatch(/^reprocess-/);
  });

  it('is moved where the same is said to have come later', () => {
    // Told of 100 once, and of 130 now: voiding the change at 100 would take its repeat at 130 with it.
    expect(one(state(100, 'down'), state(50, 'up'), state(130, 'down'))).toMatchObject({
      how: 'moved',
      by: [{ action: 'amend', at: 100, to: 130 }, { decision: 'approved' }],
    });
  });

  it('is another word when it told of maintenance: neither kept for, nor moved to, what is unknown only', () => {
    const maintained: StateEvent = { ...state(100, 'unknown'), maintenance: true };
    expect(one(maintained, state(50, 'unknown'), state(200, 'up'))?.how).toBe('voided');
    expect(one(maintained, state(50, 'up'), state(200, 'unknown'), state(300, 'up'))?.how).toBe('voided');
    expect(one(state(100, 'unknown'), { ...maintained, at: 50 }, state(300, 'up'))?.how).toBe('voided');
    expect(one(maintained, state(100, 'unknown'))).toMatchObject({
      how: 'kept',
      why: expect.stringContaining('at the same instant unknown is said now'),
    });
  });

  it('has its own correction: one for each event, and for each time that it is moved to', () => {
    const idOf = (event: LedgerEvent, ...said: readonly LedgerEvent[]) => {
      const taken = one(event, ...said);
      return taken?.how !== 'kept' && taken?.by[0]?.kind === 'correction' ? taken.by[0].correction : undefined;
    };
    const ids = [
      idOf(state(100, 'down')),
      idOf(state(101, 'down')),
      idOf(state(100, 'down', 'b')),
      idOf(state(100, 'down'), state(130, 'down')),
      idOf(state(100, 'down'), state(140, 'down')),
      idOf(maintenance),
      idOf({ ...maintenance, end: 301 }),
    ];
    expect(new Set(ids).size).toBe(7);
  });

  it('repeats what was said last before it, however the others come', () => {
    const repeats = { how: 'kept', why: 'it repeats what is said, and changes nothing' };
    expect(one(state(100, 'down'), state(60, 'down'), state(50, 'up'))).toMatchObject(repeats);
    expect(one(state(100, 'down'), state(60, 'up'), state(50, 'down'))).toMatchObject({ how: 'voided' });
    // It would be voided into what holds already, whatever else is said of that instant.
    expect(one(state(100, 'down'), state(50, 'down'), state(100, 'degraded'))).toMatchObject(repeats);
  });

  it.each([
    ['the state before', [state(50, 'down')]],
    ['another word of the same instant', [state(100, 'down')]],
  ])('stays where it only repeats %s', (_, said) => {
    expect(one(state(100, 'down'), ...said)).toMatchObject({ how: 'kept', why: expect.stringContaining('repeats') });
  });

  it('stays, for a person to decide, where another state is said of the same instant', () => {
    expect(one(state(100, 'down'), state(100, 'degraded'))).toMatchObject({
      how: 'kept',
      why: 'at the same instant degraded is said now: reclassify the stretch with attain correct',
    });
  });

  it('has nothing to do with other streams', () => {
    expect(one(state(100, 'down'), state(50, 'down', 'b'))).toMatchObject({ how: 'voided' });
  });

  it('that announced maintenance is retracted by its identity, by two people', () => {
    const about = { service: 'checkout', correction: expect.stringMatching(/^reprocess-[0-9a-f]{16}$/) };
    expect(one(maintenance)).toEqual({
      event: maintenance,
      how: 'voided',
      by: [
        {
          kind: 'correction',
          ...about,
          action: 'retract',
          event: identify(maintenance).id,
          what: 'maintenance CHG-1 of 1970-01-01T00:00:00.200Z, announced 1970-01-01T00:00:00.010Z',
          start: 200,
          end: 300,
          proposedBy: 'Kim',
          proposedAt: 900,
          reason: 'other',
          note: 'mapped to payments',
        },
        { kind: 'approval', ...about, approvedBy: 'Robin', at: 900, decision: 'approved' },
      ],
    });
  });

  it('that was a phase of an incident is retracted where it lies, be it of no service', () => {
    expect(one(opened)).toMatchObject({
      how: 'voided',
      by: [{ service: '@incidents', action: 'retract', event: identify(opened).id, start: 100, end: 101 }, {}],
    });
    expect(one({ ...opened, service: 'checkout' })).toMatchObject({ by: [{ service: 'checkout' }, {}] });
  });

  it('that was a count is retracted over the time that was counted', () => {
    const count = { kind: 'count', service: 'checkout', indicator: 'r', good: 1, total: 2, start: 0, end: 10 } as const;
    const what = '1 of 2 good of r from 1970-01-01T00:00:00.000Z';
    expect(one(count)).toMatchObject({
      how: 'voided',
      by: [{ service: 'checkout', action: 'retract', event: identify(count).id, what, start: 0, end: 10 }, {}],
    });
  });

  it('that was a sign of life stays: its source was alive', () => {
    const beat = { kind: 'heartbeat', feed: 'am', at: 100, every: 60 } as const;
    expect(one(beat)).toEqual({ event: beat, how: 'kept', why: 'its source was alive then, whatever it says' });
  });
});

describe('what was retracted', () => {
  const taken = takeBack([maintenance], [], grounds);
  const records = taken
    .flatMap((it) => (it.how === 'kept' ? [] : it.by))
    .filter((it) => it.kind === 'correction' || it.kind === 'approval');

  it('needs nothing more, until it is said again: then its retraction is revoked, and the next has another id', () => {
    expect(renewed(taken, records, 950)).toEqual([]);
    const [restored] = restore([maintenance], records, { ...grounds, now: 950 });
    expect(restored?.by).toMatchObject({ kind: 'approval', service: 'checkout', decision: 'revoked', at: 950 });
    expect(restore([{ ...maintenance, end: 301 }], records, grounds)).toEqual([]);
    const after = restored === undefined ? records : [...records, restored.by];
    const [again] = renewed(takeBack([maintenance], [], { ...grounds, now: 960 }), after, 960);
    const id = records[0]?.correction;
    expect(again).toMatchObject({ by: [{ correction: `${id}-2` }, { correction: `${id}-2`, decision: 'approved' }] });
  });

  it('is proposed anew under its id where a crash came before the approval', () => {
    const [proposal] = records;
    if (proposal === undefined) throw new Error('expected a proposal');
    const [again] = renewed(takeBack([maintenance], [], { ...grounds, now: 950 }), [proposal], 950);
    expect(again).toMatchObject({ by: [{ correction: proposal.correction, proposedAt: 950 }, { at: 950 }] });
  });
});

describe('what was voided or moved', () => {
  /** All that is recorded of the corrections once the event was taken back. */
  function recordsOf(event: LedgerEvent, ...said: readonly LedgerEvent[]) {
    return takeBack([event], said, grounds)
      .flatMap((it) => (it.how === 'kept' ? [] : it.by))
      .filter((it) => it.kind === 'correction' || it.kind === 'approval');
  }
  const voided = recordsOf(state(100, 'down'));
  const later = { ...grounds, approvedBy: 'Alex', now: 950 };

  it('counts again once its stream is said to have changed at that time', () => {
    const [correction, approval] = voided;
    const back = restore([maintenance, state(100, 'down')], voided, later);
    const id = correction?.correction;
    expect(back).toEqual([
      {
        correction: { ...correction },
        by: {
          kind: 'approval',
          service: 'checkout',
          correction: id,
          approvedBy: 'Alex',
          at: 950,
          decision: 'revoked',
        },
      },
    ]);
    expect(approval).toMatchObject({ correction: id, decision: 'approved' });
    expect(restore([state(100, 'degraded')], recordsOf(state(100, 'down'), state(130, 'down')), later)).toHaveLength(1);
  });

  it('does not for what is said of another time, stream, monitor or service, nor for other news', () => {
    const others: readonly LedgerEvent[] = [
      state(101, 'down'),
      state(100, 'down', 'b'),
      { ...state(100, 'down'), monitor: 'other' },
      { ...state(100, 'down'), service: 'search' },
      maintenance,
      opened,
    ];
    expect(restore(others, voided, later)).toEqual([]);
  });

  it('stays corrected where people did that, and as it was where nobody approved', () => {
    const byPeople = voided.map((it) => ({ ...it, correction: 'COR-1' }));
    const named = voided.map((it) => ({ ...it, correction: 'COR-reprocess-' }));
    const proposed = voided.filter(({ kind }) => kind === 'correction');
    const excluded = voided.map((it): typeof it =>
      it.kind === 'approval'
        ? it
        : {
            kind: 'correction',
            service: it.service,
            correction: it.correction,
            proposedBy: 'Kim',
            proposedAt: 900,
            reason: 'other',
            action: 'exclude',
            start: 100,
            end: 200,
          },
    );
    for (const records of [byPeople, named, proposed, excluded]) {
      expect(restore([state(100, 'down')], records, later)).toEqual([]);
    }
  });

  it('is taken back under the next free number, each time that it was said in between', () => {
    const id = voided[0]?.correction;
    let records = voided;
    const ids = [950, 960, 970].map((now) => {
      const at = { ...grounds, now };
      const revoked = restore([state(100, 'down')], records, at).map(({ by }) => by);
      const [next] = renewed(takeBack([state(100, 'down')], [], at), [...records, ...revoked], now);
      const by = next === undefined || next.how === 'kept' ? [] : next.by;
      records = [...records, ...revoked, ...by.filter((it) => it.kind === 'correction' || it.kind === 'approval')];
      return by.map((it) => ('correction' in it ? it.correction : undefined));
    });
    expect(ids).toEqual(['-2', '-3', '-4'].map((turn) => [`${id}${turn}`, `${id}${turn}`]));
  });

  it('is not what another service has under the same id', () => {
    const others = voided.map((it) => ({ ...it, service: 'search' }));
    expect(renewed(takeBack([state(100, 'down')], [], later), others, 950)).toHaveLength(1);
  });

  it('is said of what stays that it does', () => {
    const kept = takeBack([state(100, 'down')], [state(50, 'down')], grounds);
    expect(renewed(kept, [], 950)).toEqual(kept);
  });
});
