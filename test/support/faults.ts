/** What happens to a call: `lostRequest` never takes effect; `lostAnswer` does, and nobody hears of it. */
export type Fate = 'delivered' | 'lostRequest' | 'lostAnswer';

/** Decides over a call, such as `PutItem`; may take its time. */
export type Fault = (action: string) => Fate | Promise<Fate>;

export const FAULTLESS: Fault = () => 'delivered';

/** The death of a process at one of its writes: before the write takes effect, or after. */
export interface Death {
  readonly fault: Fault;
  readonly hasHappened: () => boolean;
}

/**
 * A process that dies at its n-th write. Whatever the dead process still asks for does not happen. Reads change nothing,
 * so dying at a read is dying after the write before it: the writes are all crash points there are.
 */
export function deathAtWrite(fatal: number, when: 'before' | 'after'): Death {
  let writes = 0;
  const fault: Fault = (action) => {
    if (writes >= fatal) return 'lostRequest';
    if (READS.has(action)) return 'delivered';
    writes++;
    if (writes < fatal) return 'delivered';
    return when === 'after' ? 'lostAnswer' : 'lostRequest';
  };
  return { fault, hasHappened: () => writes >= fatal };
}

const READS: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query', 'GetSecretValue']);

/** Loses and delays calls by chance. */
export function badNetwork(random: () => number): Fault {
  return async () => {
    const slow = random();
    if (slow < 0.3) await new Promise((resolve) => setTimeout(resolve, slow < 0.01 ? 60 : random() * 6));
    const luck = random();
    return luck < 0.03 ? 'lostRequest' : luck < 0.06 ? 'lostAnswer' : 'delivered';
  };
}
