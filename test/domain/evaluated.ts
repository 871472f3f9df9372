import { type Bucket, bucketOf } from '../../shared/domain/bucket.ts';
import { type Folded, foldSignals } from '../../shared/domain/compute.ts';
import { type IdentifiedEvent, identify } from '../../shared/domain/event.ts';
import { fold, type Rollup } from '../../shared/domain/fold.ts';
import { formatInstant } from '../../shared/domain/instant.ts';
import { normalise, signalTime } from '../../shared/domain/normalise.ts';
import type { Attainment } from '../../shared/domain/result.ts';
import { versionAt } from '../../shared/domain/version.ts';
import type { Scenario } from '../oracle/scenario.ts';
import { signalsOf, versionsOf } from '../support/arbitraries.ts';
import { countTwice } from '../support/counted-twice.ts';

/** The attainment of a scenario, all its signals folded at once unless told otherwise; undefined if nothing is agreed. */
export function evaluated(scenario: Scenario, folded: Folded = foldedAtOnce(scenario)): Attainment | undefined {
  const period = `${formatInstant(scenario.start)}/${formatInstant(scenario.end)}`;
  return countTwice(versionsOf(scenario), folded, { period, now: scenario.now })[0];
}

function foldedAtOnce(scenario: Scenario): Folded {
  return foldSignals(
    versionsOf(scenario),
    signalsOf(scenario).map((signal) => ({ signal })),
  );
}

/** A rollup for each bucket, as the store keeps them. */
export function rollupsByBucket(scenario: Scenario): { readonly bucket: Bucket; readonly rollup: Rollup }[] {
  const versions = versionsOf(scenario);
  const buckets = new Map<string, { bucket: Bucket; events: IdentifiedEvent[] }>();
  for (const signal of signalsOf(scenario)) {
    const version = versionAt(versions, signalTime(signal));
    if (version === undefined) throw new Error('expected a version');
    for (const event of normalise(signal, { catalogue: version.catalogue, source: undefined }).events) {
      const bucket = bucketOf(event);
      const key = `${bucket.subject} ${bucket.span}`;
      const known = buckets.get(key) ?? { bucket, events: [] };
      known.events.push(identify(event));
      buckets.set(key, known);
    }
  }
  return [...buckets.values()].map(({ bucket, events }) => ({ bucket, rollup: fold(events) }));
}
