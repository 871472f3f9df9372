import { PoisonDeliveryError, type Suspect, whileMarked } from './begun-readings.ts';
import { type DeliveryPointer, getReceipt } from './deliveries.ts';
import { partOf, quarantine, type SetAside } from './quarantine.ts';
import { DeliveryMissingError, type Recorded, type RecordingContext, recordDeliveries } from './record-deliveries.ts';
import type { Table } from './table.ts';

export interface RecordingSuspects extends RecordingContext {
  /** Whether there is time to read one more: what is cut off for want of time that others took is not to blame. */
  readonly hasTime?: () => boolean;
}

/** There was too little time left to tell a delivery that takes all of it from one that came late. */
export class TooLateError extends Error {
  readonly code = 'TOO_LATE';
  constructor() {
    super('expected time enough to read a delivery by itself; others had taken it: it comes again');
    this.name = 'TooLateError';
  }
}

/**
 * Records deliveries that an earlier reader may have died of, such as those of a batch that came back: one after the other,
 * each marked meanwhile, those first whose readings have all ended. So the one that is to blame is found, is set aside in
 * the end, and keeps none of the others from being read.
 */
export async function recordSuspects(
  table: Table,
  suspects: readonly Suspect[],
  { hasTime = () => true, ...context }: RecordingSuspects,
): Promise<Recorded[]> {
  const outcomes: Recorded[] = [];
  for (const suspect of [...suspects].sort((a, b) => a.begun - b.begun)) {
    const { pointer } = suspect;
    const outcome = hasTime() ? await recordSuspect(table, suspect, context) : tooLate(pointer);
    outcomes.push(outcome);
  }
  return outcomes;
}

function tooLate(pointer: DeliveryPointer): Recorded {
  return { state: 'failed', pointer, error: new TooLateError() };
}

async function recordSuspect(table: Table, suspect: Suspect, context: RecordingContext): Promise<Recorded> {
  const { pointer } = suspect;
  try {
    const outcomes = await whileMarked(table, suspect, async () => recordDeliveries(table, [pointer], context));
    return outcomes[0] ?? { state: 'failed', pointer, error: new DeliveryMissingError(pointer) };
  } catch (error) {
    if (error instanceof PoisonDeliveryError) return await setAside(table, suspect, error);
    return { state: 'failed', pointer, error };
  }
}

async function setAside(table: Table, { pointer }: Suspect, error: PoisonDeliveryError): Promise<Recorded> {
  const receipt = await getReceipt(table, pointer);
  if (receipt === undefined) return { state: 'failed', pointer, error: new DeliveryMissingError(pointer) };
  await quarantine(table, poisonPart({ pointer, delivery: receipt }, error));
  const { source, receivedAt } = receipt;
  return { state: 'recorded', pointer, events: [], setAside: 1, isTruncated: false, source, seen: { receivedAt } };
}

/** A delivery as it is set aside whose reading never ended. */
export function poisonPart(placed: Parameters<typeof partOf>[0], error: PoisonDeliveryError): SetAside {
  return partOf(placed, { reason: 'poison', detail: error.message });
}
