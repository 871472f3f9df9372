import { stateAt } from './alert-rule-then.ts';
import { byAlertRules } from './alert-rules.ts';
import { correctStream, isOfStream, type StreamCorrection } from './correct-streams.ts';
import { isWithin } from './interval.ts';
import type { Then } from './monitor-then.ts';
import type { CorrectionResult } from './result.ts';
import type { StreamHistory } from './stream.ts';
import { streamName } from './stream-name.ts';

/**
 * Of the corrections of a period those in force that change what a moment is: that reach over it (of a voided change until
 * the one after it, of an amended one the time between then and now), or without which an alert rule would read their stream
 * otherwise then. One that finds nothing to correct changes nothing.
 */
export function correctionsAt(results: readonly CorrectionResult[], then: Then): CorrectionResult[] {
  const { at, service, applied } = then;
  const telling = applied.corrections.filter(({ proposal, state }) => {
    const reached = applied.reach.get(proposal);
    if (state !== 'approved' || reached === undefined) return false;
    return isWithin(at, reached) || (isOfStream(proposal) && tellsByRules(proposal, then));
  });
  return results.filter(({ correction, state, service: of = service }) => {
    const isNamed = telling.some(({ proposal }) => proposal.correction === correction && proposal.service === of);
    return state === 'approved' && isNamed;
  });
}

// Such as that an end of trouble is taken for a mistake as trouble follows soon after it, which is voided.
function tellsByRules(correction: StreamCorrection, { at, service, term, knowledge, applied }: Then): boolean {
  const { services } = term.version.catalogue;
  const its = services.find(({ id }) => id === correction.service);
  const rules = its?.monitors.find(({ id }) => id === correction.monitor)?.alertRules;
  if (rules === undefined) return false;
  const streams = correction.service === service ? knowledge.streams : knowledge.dependencies[correction.service];
  const told = streams?.filter(
    (it) => it.monitor === correction.monitor && it.stream === streamName(correction.signal),
  );
  const stateWith = (corrections: readonly StreamCorrection[]) => {
    const [stream] = corrections.reduce<readonly StreamHistory[]>(
      (corrected, it) => correctStream(corrected, it).streams,
      told ?? [],
    );
    return stateAt(byAlertRules(stream?.changes ?? [], rules), at);
  };
  const inForce = (applied.knowledge.inForce ?? [])
    .filter(isOfStream)
    .filter((it) => it.service === correction.service);
  return stateWith(inForce) !== stateWith(inForce.filter((it) => it !== correction));
}
