import { describe, expect, it } from 'vitest';
import { alertRuleThen } from '../../shared/domain/alert-rule-then.ts';
import { type AlertRules, byAlertRules } from '../../shared/domain/alert-rules.ts';
import type { Change } from '../../shared/domain/stream.ts';

/** Seconds after 10:00 UTC on 4 October 2026 as epoch ms. */
function second(text: string | number): number {
  return Date.UTC(2026, 9, 4, 10) + Number(text) * 1_000;
}

/** Changes as `second state`, with `~second` for when it was last heard to hold and `<state` for the one before. */
function changes(...texts: readonly string[]): Change[] {
  return texts.map((text) => {
    const [at = '', state, ...more] = text.split(' ');
    const heard = more.find((it) => it.startsWith('~'));
    const previous = more.find((it) => it.startsWith('<'));
    return {
      at: second(at),
      state: state as Change['state'],
      ...(heard !== undefined && { heardAt: second(heard.slice(1)) }),
      ...(previous !== undefined && { previous: previous.slice(1) as Change['state'] }),
    };
  });
}

/** Which rule decides just before each of the seconds, and at it. */
function around(told: readonly Change[], rules: AlertRules, ...seconds: readonly number[]) {
  const ruleAt = (at: number) => alertRuleThen(told, rules, at)?.rule ?? 'none';
  return seconds.map((it) => [ruleAt(second(it) - 1), ruleAt(second(it))]);
}

describe('staleAfter', () => {
  const rules = { staleAfterMs: 60_000 };

  it('decides from the first millisecond that no repeat bears out until the next word', () => {
    // Heard last at 100: unknown from 160, until it is told to be up at 300.
    const told = changes('0 down ~100', '300 up');
    expect(around(told, rules, 0, 160, 300)).toEqual([
      ['none', 'none'],
      ['none', 'staleAfter'],
      ['staleAfter', 'none'],
    ]);
    expect(alertRuleThen(told, rules, second(200))).toEqual({
      rule: 'staleAfter',
      state: 'unknown',
      ms: 60_000,
      heardAt: '2026-10-04T10:01:40.000Z',
      start: '2026-10-04T10:02:40.000Z',
      end: '2026-10-04T10:05:00.000Z',
    });
  });

  it('has no end while nobody says more', () => {
    expect(alertRuleThen(changes('0 down ~0'), rules, second(1_000_000))).toMatchObject({
      start: '2026-10-04T10:01:00.000Z',
      end: null,
    });
  });

  it('names the latest word that bore the alert out, also one that said no time of its own', () => {
    // Worse at 50 and heard at 90; at 120 down again without a word on when that was heard: stale from 150.
    expect(alertRuleThen(changes('0 down ~0', '50 down ~90', '120 down', '400 up'), rules, second(200))).toMatchObject({
      heardAt: '2026-10-04T10:01:30.000Z',
      start: '2026-10-04T10:02:30.000Z',
    });
  });

  it('decides nothing where the source itself says unknown, or that nothing was known', () => {
    expect(around(changes('0 down ~0', '100 unknown', '200 up'), rules, 100, 200)).toEqual([
      ['staleAfter', 'none'],
      ['none', 'none'],
    ]);
    expect(around(changes('0 down ~0', '100 up <pending'), rules, 60, 100)).toEqual([
      ['none', 'none'],
      ['none', 'none'],
    ]);
  });
});

describe('openAtMost', () => {
  const rules = { openAtMostMs: 60_000 };

  it('decides once an alert was open for so long and nobody has told its end', () => {
    const told = changes('0 up', '100 down');
    expect(around(told, rules, 100, 160)).toEqual([
      ['none', 'none'],
      ['none', 'openAtMost'],
    ]);
    expect(alertRuleThen(told, rules, second(200))).toEqual({
      rule: 'openAtMost',
      state: 'unknown',
      ms: 60_000,
      heardAt: '2026-10-04T10:01:40.000Z',
      start: '2026-10-04T10:02:40.000Z',
      end: null,
    });
  });

  it('decides nothing any more when the end is told', () => {
    expect(around(changes('100 down', '500 up'), rules, 160, 500)).toEqual([
      ['none', 'none'],
      ['none', 'none'],
    ]);
  });

  it('counts from the last word that found the alert open, and leaves repeated ones to staleAfter', () => {
    const told = changes('100 down ~130');
    expect(alertRuleThen(told, rules, second(190))).toMatchObject({
      rule: 'openAtMost',
      heardAt: '2026-10-04T10:02:10.000Z',
      start: '2026-10-04T10:03:10.000Z',
    });
    expect(alertRuleThen(told, { ...rules, staleAfterMs: 20_000 }, second(190))).toMatchObject({
      rule: 'staleAfter',
      ms: 20_000,
      start: '2026-10-04T10:02:30.000Z',
    });
  });
});

describe('mergeGap', () => {
  const rules = (countsAs: 'down' | 'unknown'): AlertRules => ({ mergeGap: { withinMs: 300_000, countsAs } });

  it('decides from the resolve until it fires again', () => {
    const told = changes('0 down', '120 up', '190 down', '600 up');
    expect(around(told, rules('down'), 120, 190, 600)).toEqual([
      ['none', 'mergeGap'],
      ['mergeGap', 'none'],
      ['none', 'none'],
    ]);
    expect(alertRuleThen(told, rules('down'), second(150))).toEqual({
      rule: 'mergeGap',
      state: 'down',
      ms: 300_000,
      start: '2026-10-04T10:02:00.000Z',
      end: '2026-10-04T10:03:10.000Z',
      firedAt: '2026-10-04T10:03:10.000Z',
    });
    expect(alertRuleThen(told, rules('unknown'), second(150))).toMatchObject({ rule: 'mergeGap', state: 'unknown' });
  });

  it('decides nothing when the resolve lasts as long as the gap', () => {
    expect(around(changes('0 down', '120 up', '420 down'), rules('down'), 121, 420)).toEqual([
      ['none', 'none'],
      ['none', 'none'],
    ]);
    expect(alertRuleThen(changes('0 down', '120 up', '419 down'), rules('down'), second(121))?.rule).toBe('mergeGap');
  });
});

describe('detectionOffset', () => {
  const rules = { detectionOffsetMs: 120_000 };

  it('decides from the begin of the trouble until it was told', () => {
    const told = changes('0 up', '300 down', '600 up');
    expect(around(told, rules, 180, 300, 600)).toEqual([
      ['none', 'detectionOffset'],
      ['detectionOffset', 'none'],
      ['none', 'none'],
    ]);
    expect(alertRuleThen(told, rules, second(200))).toEqual({
      rule: 'detectionOffset',
      state: 'down',
      ms: 120_000,
      start: '2026-10-04T10:03:00.000Z',
      end: '2026-10-04T10:05:00.000Z',
    });
  });

  it('reaches back to the change before and no further', () => {
    // Up at 240 and down again at 300, told 120 late: it was never up.
    expect(alertRuleThen(changes('0 down', '240 up', '300 down'), rules, second(240))).toMatchObject({
      start: '2026-10-04T10:04:00.000Z',
      end: '2026-10-04T10:05:00.000Z',
    });
  });

  it('decides before the first word of a stream, too', () => {
    expect(around(changes('300 down'), rules, 180, 300)).toEqual([
      ['none', 'detectionOffset'],
      ['detectionOffset', 'none'],
    ]);
    expect(around(changes('300 down <down'), rules, 180, 300)).toEqual([
      ['none', 'none'],
      ['none', 'none'],
    ]);
  });
});

describe('several rules', () => {
  const rules = {
    detectionOffsetMs: 10_000,
    mergeGap: { withinMs: 15_000, countsAs: 'down' },
    staleAfterMs: 60_000,
  } as const;

  it('decide one after the other, each where it was applied last', () => {
    // Told 10 late, the second outage begins at 90; the gap from 80 on lasts 10 and is bridged; unheard since 120.
    const told = changes('50 down ~50', '80 up', '100 down ~120');
    expect(around(told, rules, 40, 50, 80, 90, 100, 180)).toEqual([
      ['none', 'detectionOffset'],
      ['detectionOffset', 'none'],
      ['none', 'mergeGap'],
      ['mergeGap', 'detectionOffset'],
      ['detectionOffset', 'none'],
      ['none', 'staleAfter'],
    ]);
    // It fired again after 20, which is no gap of under 15; it began after 10.
    expect(alertRuleThen(told, rules, second(85))).toMatchObject({
      end: '2026-10-04T10:01:30.000Z',
      firedAt: '2026-10-04T10:01:40.000Z',
    });
  });

  it('decide exactly where the state is another than what was told', () => {
    const told = changes('50 down ~50', '80 up', '100 down ~120', '300 up', '330 degraded', '340 unknown', '400 up');
    const stateIn = (all: readonly Change[], at: number) => all.findLast((it) => it.at <= at)?.state;
    for (let at = second(0); at < second(450); at += 500) {
      const isOther = stateIn(byAlertRules(told, rules), at) !== stateIn(told, at);
      expect([at, alertRuleThen(told, rules, at) !== undefined]).toEqual([at, isOther]);
    }
  });

  it('that are not there decide nothing', () => {
    expect(alertRuleThen(changes('0 down ~0'), undefined, second(1_000_000))).toBeUndefined();
    expect(alertRuleThen(changes('0 down ~0'), {}, second(1_000_000))).toBeUndefined();
    expect(alertRuleThen([], rules, second(0))).toBeUndefined();
  });
});
