import { type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { maintenance } from './reading/maintenance.ts';
import { meanings } from './reading/meanings.ts';
import { about, noted, underMaintenance } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { occurrence, type Receipt, state } from './reading/state.ts';
import { asText } from './reading/text.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed } from './source.ts';

/** What the alert says of the entry of the activity log that it was raised for. */
interface ActivityAlert {
  readonly alert?: unknown;
  /** Id of the resource. */
  readonly target?: unknown;
  readonly firedAt?: unknown;
  readonly labels: JsonObject;
  readonly title?: unknown;
  readonly url?: unknown;
}

const healthState = meanings({
  up: ['available'],
  degraded: ['degraded'],
  down: ['unavailable'],
  unknown: ['unknown'],
});

/**
 * An alert about an entry of Azure's activity log. Such an alert only ever fires: whether something began or ended is in the
 * entry. Resource Health and Service Health tell states; all others are operations, and are noted.
 * https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log-schema
 */
export function readActivity(entry: JsonObject, alert: ActivityAlert, receipt: Receipt): Parsed {
  const operation = asText(entry.operationName).toLowerCase();
  const at = entry.eventTimestamp ?? alert.firedAt;
  if (operation.startsWith('microsoft.servicehealth/')) return readServiceHealth(entry, { ...alert, at }, receipt);
  if (operation.startsWith('microsoft.resourcehealth/')) return readResourceHealth(entry, { ...alert, at }, receipt);
  const operated = entry.operationName === undefined ? 'an entry of the activity log' : preview(entry.operationName);
  return noted(`activity log: ${operated}`, { stream: alert.alert ?? alert.target, at }, receipt);
}

type At = ActivityAlert & { readonly at: unknown };

function readResourceHealth(entry: JsonObject, { target, labels, title, url, at }: At, receipt: Receipt): Parsed {
  const { currentHealthStatus, previousHealthStatus, cause } = objectAt(entry, 'properties');
  const current = healthState(currentHealthStatus);
  if (current === undefined) {
    const got = preview(currentHealthStatus);
    return noted(
      `currentHealthStatus: expected Available, Degraded, Unavailable or Unknown; got ${got}`,
      { stream: target, at },
      receipt,
    );
  }
  const previous = healthState(previousHealthStatus);
  // Azure writes one id in several ways, such as resourceGroups and resourcegroups.
  const monitor = typeof target === 'string' ? target.toLowerCase() : target;
  const said = { monitor, state: current, at, labels: { ...labels, cause }, title, url };
  return state({ ...said, ...(previous !== undefined && previous !== current && { previous }) }, receipt);
}

/**
 * What Event Grid tells of the health of a machine, in the words of Resource Health; of its annotations there is no state.
 * https://learn.microsoft.com/azure/event-grid/event-schema-health-resources
 */
export function readResourceEvent(resourceInfo: JsonObject, receipt: Receipt): Parsed {
  const said = objectAt(resourceInfo, 'properties');
  const { targetResourceId: target, targetResourceType, occurredTime: at } = said;
  if (said.availabilityState === undefined) {
    return noted(
      `an event of a resource: ${preview(said.annotationName ?? resourceInfo.type)}`,
      { stream: asText(target).toLowerCase(), at },
      receipt,
    );
  }
  const name = asText(target).split('/').at(-1);
  const labels = { target, resource: name, type: targetResourceType };
  const properties = {
    currentHealthStatus: said.availabilityState,
    previousHealthStatus: said.previousAvailabilityState,
    cause: said.context,
  };
  return readResourceHealth({ properties }, { target, labels, title: name, at }, receipt);
}

function readServiceHealth(entry: JsonObject, { labels, url, at }: At, receipt: Receipt): Parsed {
  const properties = objectAt(entry, 'properties');
  const { trackingId, service, region, title, impactStartTime, impactMitigationTime, incidentType } = properties;
  if (asText(properties.IsSynthetic).toLowerCase() === 'true')
    return refused('test', 'IsSynthetic: a test', about({ stream: trackingId, at }, receipt));
  const stage = (textAt(properties, 'stage') ?? textAt(entry, 'status') ?? '').toLowerCase();
  const described = { labels: { ...labels, service, region }, title };
  switch (`${asText(incidentType).toLowerCase()} ${stage}`) {
    case 'maintenance planned':
    case 'maintenance active':
    case 'maintenance inprogress':
    case 'maintenance rescheduled':
    case 'maintenance canceled': {
      if (typeof impactMitigationTime !== 'string')
        return underMaintenance('maintenance that names no end', { stream: trackingId, at: impactStartTime }, receipt);
      const window = { start: impactStartTime, end: impactMitigationTime, announcedAt: at };
      const cancelled = stage === 'canceled' && { cancelledAt: at };
      return maintenance({ ...described, maintenance: trackingId, ...window, ...cancelled }, receipt);
    }
    case 'incident active':
    case 'incident resolved': {
      const trouble = {
        ...described,
        url,
        monitor: trackingId,
        state: 'degraded',
        startedAt: impactStartTime,
      } as const;
      const ended = stage === 'resolved' && { endedAt: impactMitigationTime ?? at ?? null };
      return occurrence({ ...trouble, ...ended }, receipt);
    }
    default:
      return noted(
        `Service Health: ${preview(incidentType)}, stage ${preview(stage)}`,
        { stream: trackingId, at },
        receipt,
      );
  }
}
