import { describe, expect, it } from 'vitest';
import { type AlertRules, byAlertRules } from '../../shared/domain/alert-rules.ts';
import { asTaken } from '../../shared/domain/recount/alert-spells.ts';
import type { Change } from '../../shared/domain/stream.ts';

/** Changes as `minute state`, with `~minute` for when it was last heard to hold. */
function changes(...texts: readonly string[]): Change[] {
  return texts.map((text) => {
    const [at, state, heard] = text.split(' ');
    return {
      at: Number(at),
      state: state as Change['state'],
      ...(heard !== undefined && { heardAt: Number(heard.slice(1)) }),
    };
  });
}

/** What the rules make of them, by both calculators. */
function taken(rules: AlertRules, ...texts: readonly string[]): string[] {
  const told = changes(...texts);
  const plain = (found: readonly Change[]) => found.map(({ at, state }) => `${at} ${state}`);
  expect(plain(asTaken(told, rules))).toEqual(plain(byAlertRules(told, rules)));
  return plain(byAlertRules(told, rules));
}

describe('an open alert that is repeated', () => {
  const rules = { staleAfterMs: 60 };

  it('is unknown once nobody has repeated it for too long', () => {
    expect(taken(rules, '0 down ~100')).toEqual(['0 down', '160 unknown']);
    expect(byAlertRules(changes('0 down ~100'), rules)[1]).toEqual({ at: 160, state: 'unknown', previous: 'down' });
  });

  it('is what it is while it is borne out, until it ends', () => {
    expect(taken(rules, '0 down ~100', '160 up')).toEqual(['0 down', '160 up']);
    expect(taken(rules, '0 down ~100', '161 up')).toEqual(['0 down', '160 unknown', '161 up']);
  });

  it('is borne out by what is said of it later, and not by what is said of the time before', () => {
    expect(taken(rules, '0 down ~0', '50 down ~90', '120 down')).toEqual([
      '0 down',
      '50 down',
      '120 down',
      '150 unknown',
    ]);
    expect(taken(rules, '0 down ~500', '10 up', '20 degraded ~20')).toEqual([
      '0 down',
      '10 up',
      '20 degraded',
      '80 unknown',
    ]);
  });

  it('comes back when it is repeated after all', () => {
    expect(taken(rules, '0 down ~0', '100 down ~100', '130 up')).toEqual([
      '0 down',
      '60 unknown',
      '100 down',
      '130 up',
    ]);
  });

  it('is not judged where it never was repeated, nor when all is well', () => {
    expect(taken(rules, '0 down', '500 up ~500')).toEqual(['0 down', '500 up']);
  });
});

describe('an open alert whose end nobody tells', () => {
  const rules = { openAtMostMs: 60 };

  it('is unknown after so long, counted from the last word of it', () => {
    expect(taken(rules, '0 up', '10 down')).toEqual(['0 up', '10 down', '70 unknown']);
    expect(taken(rules, '10 degraded', '40 down')).toEqual(['10 degraded', '40 down', '100 unknown']);
    expect(byAlertRules(changes('10 degraded'), rules)[1]).toEqual({ at: 70, state: 'unknown', previous: 'degraded' });
  });

  it('was trouble all along once its end is told after all', () => {
    expect(taken(rules, '10 down', '500 up')).toEqual(['10 down', '500 up']);
    expect(taken(rules, '10 down', '500 unknown')).toEqual(['10 down', '500 unknown']);
  });

  it('is borne out by whoever finds it open still', () => {
    expect(taken(rules, '10 down ~200')).toEqual(['10 down', '260 unknown']);
    expect(taken(rules, '10 down ~5')).toEqual(['10 down', '70 unknown']);
  });

  it('is open for as long as it takes without that rule, and states that are well are', () => {
    expect(taken({}, '10 down')).toEqual(['10 down']);
    expect(taken(rules, '10 down', '20 up')).toEqual(['10 down', '20 up']);
  });

  it('counts from when it was told, wherever its begin is put', () => {
    expect(taken({ ...rules, detectionOffsetMs: 5 }, '0 up', '10 down')).toEqual(['0 up', '5 down', '70 unknown']);
    const late = { openAtMostMs: 10, detectionOffsetMs: 15 };
    expect(taken(late, '0 up', '100 down')).toEqual(['0 up', '85 down', '110 unknown']);
    // The last word counts, whether or not the word before it is at hand.
    expect(taken({ ...rules, detectionOffsetMs: 5 }, '0 up', '10 degraded', '40 down').at(-1)).toBe('100 unknown');
    expect(taken({ ...rules, detectionOffsetMs: 5 }, '40 down')).toEqual(['35 down', '100 unknown']);
  });

  it('is judged by its repeats where it has any', () => {
    expect(taken({ ...rules, staleAfterMs: 20 }, '10 down ~30')).toEqual(['10 down', '50 unknown']);
    expect(taken({ ...rules, staleAfterMs: 90 }, '10 down ~30')).toEqual(['10 down', '120 unknown']);
    expect(taken({ ...rules, staleAfterMs: 20 }, '10 down')).toEqual(['10 down', '70 unknown']);
  });
});

describe('an outage that is told late', () => {
  it('begins when it began, and ends as told', () => {
    expect(taken({ detectionOffsetMs: 45 }, '0 up', '100 down', '200 up')).toEqual(['0 up', '55 down', '200 up']);
    expect(taken({ detectionOffsetMs: 45 }, '100 down')).toEqual(['55 down']);
  });

  it('begins earlier each time there is one', () => {
    expect(taken({ detectionOffsetMs: 45 }, '100 down', '200 up', '300 degraded', '310 down', '400 up')).toEqual([
      '55 down',
      '200 up',
      '255 degraded',
      '310 down',
      '400 up',
    ]);
  });

  it('begins no earlier than the change before it', () => {
    // Up at 80 and down again at 100, told 45 late: it was never up.
    expect(taken({ detectionOffsetMs: 45 }, '0 down', '80 up', '100 down')).toEqual(['-45 down', '80 down']);
  });

  it('grows worse when it is told to', () => {
    expect(taken({ detectionOffsetMs: 45 }, '0 up', '100 degraded', '150 down')).toEqual([
      '0 up',
      '55 degraded',
      '150 down',
    ]);
  });
});

describe('an end of trouble that lasts shorter than the gap', () => {
  const gap = (countsAs: 'down' | 'unknown') => ({ mergeGap: { withinMs: 30, countsAs } });

  it('counts as said', () => {
    expect(taken(gap('unknown'), '0 down', '100 up', '129 down', '200 up')).toEqual([
      '0 down',
      '100 unknown',
      '129 down',
      '200 up',
    ]);
    expect(taken(gap('down'), '0 down', '100 up', '129 degraded')).toEqual(['0 down', '100 down', '129 degraded']);
  });

  it('is an end when it lasts that long, or when no trouble follows', () => {
    expect(taken(gap('down'), '0 down', '100 up', '130 down')).toEqual(['0 down', '100 up', '130 down']);
    expect(taken(gap('down'), '0 down', '100 up', '110 unknown')).toEqual(['0 down', '100 up', '110 unknown']);
    expect(taken(gap('down'), '0 up', '10 down')).toEqual(['0 up', '10 down']);
  });

  it('is none while trouble is only less', () => {
    expect(taken(gap('down'), '0 down', '100 degraded', '110 down')).toEqual(['0 down', '100 degraded', '110 down']);
  });
});

describe('several rules', () => {
  it('apply in turn: told late, then bridged, then forgotten', () => {
    // Told 10 late, the second outage begins at 90; the gap from 80 on lasts 10 and is bridged; unheard since 120.
    const rules = { detectionOffsetMs: 10, mergeGap: { withinMs: 15, countsAs: 'down' }, staleAfterMs: 60 } as const;
    expect(taken(rules, '50 down ~50', '80 up', '100 down ~120')).toEqual([
      '40 down',
      '80 down',
      '90 down',
      '180 unknown',
    ]);
  });

  it('do not forget what they have bridged: nobody repeats an alert that is over', () => {
    // Closed at 100, and heard to hold till then; it fires again at 129. Forgotten it would be from 110 on.
    const rules = { mergeGap: { withinMs: 30, countsAs: 'down' }, staleAfterMs: 10 } as const;
    expect(taken(rules, '0 down ~100', '100 up ~100', '129 down ~129')).toEqual([
      '0 down',
      '100 down',
      '129 down',
      '139 unknown',
    ]);
  });

  it('that are not there change nothing', () => {
    const told = changes('0 down ~0', '10 up');
    expect(byAlertRules(told, undefined)).toBe(told);
  });
});
