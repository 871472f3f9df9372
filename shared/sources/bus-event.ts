import type { Source } from '../domain/catalogue.ts';
import { isObject } from './reading/json-object.ts';

/** Which source type reads the events of which AWS service; all others are words of CloudWatch about alarms. */
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['aws.health', 'aws-health'],
  ['aws.synthetics', 'cloudwatch-synthetics'],
]);
const ALARMS = 'cloudwatch';

/**
 * The id of the source that an event from the account's default bus belongs to: the first of the type that reads it, of those
 * that take what comes over the bus before others. Without one, alarms go under the name of their type, where quarantine
 * shows them; every account has health events and maybe canaries, so these are wanted only where the catalogue names a source
 * for them: nothing. As long as there is no catalogue, everything goes under the name of its type.
 *
 * @example busSource({ source: 'aws.health' }, [])  //=> undefined
 */
export function busSource(event: unknown, sources: readonly Source[] | undefined): string | undefined {
  const type = (isObject(event) ? TYPES.get(event.source) : undefined) ?? ALARMS;
  const own = sources?.filter((source) => source.type === type) ?? [];
  const found = own.find(({ auth }) => auth.type === 'aws') ?? own[0];
  if (found !== undefined) return found.id;
  return sources === undefined || type === ALARMS ? type : undefined;
}
