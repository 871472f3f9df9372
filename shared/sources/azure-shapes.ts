import { keyword } from './reading/fields.ts';
import { isObject, type JsonObject } from './reading/json-object.ts';

const NAMES = [
  ...['schemaId', 'data', 'essentials', 'alertContext', 'customProperties'],
  ...['alertId', 'alertRule', 'severity', 'signalType', 'monitorCondition', 'monitoringService', 'alertTargetIDs'],
  ...['configurationItems', 'originAlertId', 'firedDateTime', 'resolvedDateTime', 'investigationLink', 'description'],
  ...['condition', 'dimensions', 'labels'],
];
const BY_KEYWORD = new Map(NAMES.map((name) => [keyword(name), name]));
/** In the data the essentials, and beside them the context. */
const DEEPEST = 2;

/** The parts of the common schema that are read. */
export interface CommonData extends JsonObject {
  readonly essentials: JsonObject;
}

/**
 * What an alert of the common schema carries whose keys a program of its user wrote its own way, such as `Data` or `fireddatetime`,
 * under the names that the schema has; so with essentials that stand alone. Nothing if it is no such alert.
 *
 * @example inCommonNames({ Data: { Essentials: { AlertId: 'a1', MonitorCondition: 'Fired' } } })
 *   //=> { essentials: { alertId: 'a1', monitorCondition: 'Fired' } }
 */
export function inCommonNames(alert: JsonObject): CommonData | undefined {
  const named = renamed(alert);
  const data = isObject(named.data) ? named.data : named;
  if (isObject(data.essentials)) return { ...data, essentials: data.essentials };
  const isEssentials = typeof named.monitorCondition === 'string' && ('alertId' in named || 'alertRule' in named);
  return isEssentials ? { ...named, essentials: named } : undefined;
}

/** Only so deep as the schema has names: what lies in its custom properties are names of its user. */
function renamed(object: JsonObject, depth = 0): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const name = BY_KEYWORD.get(keyword(key)) ?? key;
      return [
        name,
        isObject(value) && depth < DEEPEST && name !== 'customProperties' ? renamed(value, depth + 1) : value,
      ];
    }),
  );
}
