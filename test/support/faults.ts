/** What happens to a call: `lostRequest` never takes effect; `lostAnswer` does, and nobody hears of it. */
export type Fate = 'delivered' | 'lostRequest' | 'lostAnswer';

/** Decides over a call, such as `PutItem`; may take its time. */
export type Fault = (action: string) => Fate | Promise<Fate>;

export const FAULTLESS: Fault = () => 'delivered';

/** A fault that strikes once, or never if there are fewer calls before it is disarmed. */
export interface Strike {
  readonly fault: Fault;
  readonly hasStruck: () => boolean;
  readonly disarm: () => void;
}

const READS: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query', 'GetObject', 'GetSecretValue']);

/** All calls, or those that change something. */
export type Counted = 'calls' | 'writes';

/**
 * A process that dies right after its n-th write took effect. Whatever the dead process still asks for does not happen.
 * Reads change nothing, so these are all the points at which a process can die.
 */
export function deathAfter(write: number): Strike {
  const count = counter('writes', write);
  return {
    fault: (action) => {
      if (count.isReached()) return 'lostRequest';
      return count.reaches(action) ? 'lostAnswer' : 'delivered';
    },
    hasStruck: count.isReached,
    disarm: count.stop,
  };
}

/** The n-th call fails, and the process has to live with it: either nothing happened, or it did and the answer is lost. */
export function failureOf(call: number, fate: Exclude<Fate, 'delivered'>, counted: Counted): Strike {
  const count = counter(counted, call);
  const fault: Fault = (action) => (count.reaches(action) ? fate : 'delivered');
  return { fault, hasStruck: count.isReached, disarm: count.stop };
}

function counter(counted: Counted, limit: number) {
  let count = 0;
  let isStopped = false;
  return {
    stop: () => {
      isStopped = true;
    },
    isReached: () => count >= limit,
    /** Counts an action. @returns whether it is the one */
    reaches: (action: string): boolean => {
      if (isStopped || (counted === 'writes' && READS.has(action))) return false;
      count++;
      return count === limit;
    },
  };
}
