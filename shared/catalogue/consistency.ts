import { startOfDay } from '../domain/period.ts';
import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';
import { dateOrInstant, instant, localMoment, timeZone } from './values.ts';

/** Values that are right by themselves but not beside each other. Looks only at what can be read. */
export function consistencyFindings(data: unknown): Finding[] {
  return [
    ...select(data, 'agreements.*').flatMap((agreement) => [
      ...endsBeforeStart(agreement),
      ...withoutTargets(agreement),
    ]),
    ...select(data, 'services.*').flatMap(retiredBeforeLive),
    ...select(data, 'agreements.*').flatMap((it) =>
      ['exclusions', 'maintenanceWindows'].flatMap((key) => servicesOfOthers(it, key)),
    ),
    ...select(data, 'agreements.*.exclusions.*').flatMap(exclusionEndsBeforeStart),
  ];
}

function endsBeforeStart({ path, value }: Found): Finding[] {
  const zone = timeZone.safeParse(valueAt(value, ['timeZone']));
  const [from, to] = ['from', 'to'].map((key) => dateOrInstant.safeParse(valueAt(value, [key])));
  if (!zone.success || !from?.success || !to?.success) return [];
  const [start, end] = [from.data, to.data].map((at) => (typeof at === 'number' ? at : startOfDay(at, zone.data)));
  if (start === undefined || end === undefined || start < end) return [];
  return [finding([...path, 'to'], value, 'an end after `from`; the agreement holds before it, not at it')];
}

// A date and an instant are compared where the zone is known: under each agreement.
function retiredBeforeLive({ path, value }: Found): Finding[] {
  const [from, to] = ['from', 'to'].map((key) => localMoment.safeParse(valueAt(value, [key])));
  if (!from?.success || !to?.success || typeof from.data !== typeof to.data || from.data < to.data) return [];
  return [finding([...path, 'to'], value, 'an end after `from`; the service is retired at it')];
}

function exclusionEndsBeforeStart({ path, value }: Found): Finding[] {
  const [start, end] = ['start', 'end'].map((key) => instant.safeParse(valueAt(value, [key])));
  if (!start?.success || !end?.success || start.data < end.data) return [];
  return [finding([...path, 'end'], value, 'an end after `start`')];
}

function withoutTargets({ path, value }: Found): Finding[] {
  if (valueAt(value, ['targets']) !== undefined) return [];
  return select(value, 'services.*')
    .filter((service) => valueAt(service.value, ['targets']) === undefined)
    .map((service) => ({
      path: [...path, ...service.path],
      expected: 'targets, of the service or of the whole agreement',
      actual: undefined,
    }));
}

const SERVICES_OF_AGREEMENT = ['', 'amendments.*.'].flatMap((wording) => [
  `${wording}services.*`,
  `${wording}services.*.service`,
]);

function servicesOfOthers({ path, value }: Found, key: string): Finding[] {
  const known = SERVICES_OF_AGREEMENT.flatMap((pattern) => select(value, pattern)).flatMap((service) =>
    typeof service.value === 'string' ? [service.value] : [],
  );
  return select(value, `${key}.*.services.*`)
    .filter((service) => typeof service.value === 'string' && !known.includes(service.value))
    .map((service) => ({
      path: [...path, ...service.path],
      expected: `a service of the agreement (${known.join(', ')})`,
      actual: service.value,
      known,
    }));
}

function finding(path: Finding['path'], parent: unknown, expected: string): Finding {
  return { path, expected, actual: valueAt(parent, path.slice(-1)) };
}
