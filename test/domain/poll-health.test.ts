import { describe, expect, it } from 'vitest';
import { afterPoll, NEVER_POLLED, type PollHealth, plainReason } from '../../shared/domain/poll-health.ts';

/** The health after polls at 1, 2, 3 … of which each succeeds (`''`) or fails for a reason. */
function after(...reasons: readonly string[]): PollHealth {
  return reasons.reduce(
    (health, reason, index) => afterPoll(health, { at: index + 1, ...(reason !== '' && { reason }) }),
    NEVER_POLLED,
  );
}

describe('asking a source', () => {
  it.each<[readonly string[], PollHealth]>([
    [[], { failures: 0 }],
    [['', ''], { succeededAt: 2, failures: 0 }],
    [['a', 'b'], { failed: { at: 2, reason: 'b' }, failingSince: 1, failures: 2 }],
    [['', 'a', 'b', 'c'], { succeededAt: 1, failed: { at: 4, reason: 'c' }, failingSince: 2, failures: 3 }],
    // What failed last is remembered, what fails next begins anew.
    [['a', 'b', ''], { succeededAt: 3, failed: { at: 2, reason: 'b' }, failures: 0 }],
    [['a', '', 'b'], { succeededAt: 2, failed: { at: 3, reason: 'b' }, failingSince: 3, failures: 1 }],
  ])('with %j goes as %j says', (reasons, health) => {
    expect(after(...reasons)).toEqual(health);
  });
});

describe('the reason of a failure', () => {
  it('is what the error says for people, and never its message', () => {
    expect(plainReason(Object.assign(new Error('got Bearer s3cret'), { plain: 'it refused' }))).toBe('it refused');
    expect(plainReason(new Error('got Bearer s3cret'))).toBe(
      'asking went wrong on this side; the log of reconcile says how',
    );
  });
});
