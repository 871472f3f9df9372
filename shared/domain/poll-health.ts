/** How asking a source goes. Times in epoch ms. */
export interface PollHealth {
  /** When the last poll began that was answered. */
  readonly succeededAt?: number;
  /** The last poll that failed, though others may have succeeded since. */
  readonly failed?: PollFailure;
  /** When the first of the polls began that have failed since the last success; not there when that was the last. */
  readonly failingSince?: number;
  /** How many have failed since the last that did not. */
  readonly failures: number;
}

interface PollFailure {
  readonly at: number;
  /** In words for people, as `plainReason` has them. */
  readonly reason: string;
}

/** Before anything was asked. */
export const NEVER_POLLED: PollHealth = { failures: 0 };

/**
 * What is known after one more poll, which failed if it has a reason.
 *
 * @example afterPoll({ failures: 0, succeededAt: 1 }, { at: 2, reason: 'it did not answer in time' })
 *   //=> { succeededAt: 1, failed: { at: 2, reason: 'it did not answer in time' }, failingSince: 2, failures: 1 }
 */
export function afterPoll(
  before: PollHealth,
  { at, reason }: { readonly at: number; readonly reason?: string },
): PollHealth {
  const { succeededAt, failed, failingSince = at, failures } = before;
  if (reason === undefined) return { succeededAt: at, ...(failed !== undefined && { failed }), failures: 0 };
  return {
    ...(succeededAt !== undefined && { succeededAt }),
    failed: { at, reason },
    failingSince,
    failures: failures + 1,
  };
}

/**
 * Why a poll failed, in words that hold nothing of what was shown or answered: neither a credential nor what a stranger
 * writes. An error without such words is for the log alone.
 */
export function plainReason(error: unknown): string {
  if (error instanceof Error && 'plain' in error && typeof error.plain === 'string') return error.plain;
  return 'asking went wrong on this side; the log of reconcile says how';
}
