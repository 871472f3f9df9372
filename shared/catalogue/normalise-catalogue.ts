import type {
  Calendar,
  Catalogue,
  Dependency,
  Monitor,
  Reconciliation,
  Service,
  SilenceMeaning,
  Source,
} from '../domain/catalogue.ts';
import { sourceType } from '../sources/registry.ts';
import { agreementOf } from './normalise-agreement.ts';
import { alertRulesOf } from './normalise-alert-rules.ts';
import { methodOf } from './normalise-method.ts';
import type { CatalogueFile } from './schema.ts';
import { authenticationOf } from './schema-auth.ts';

/** How many promised beats may be missed before a feed's monitors are unknown, unless the file says. */
const BEATS_ALLOWED = 3;

/** A checked file as the rest of the system sees it: defaults that depend on other entries are filled in. */
export function normalised(file: CatalogueFile): Catalogue {
  const sources = file.sources.map(sourceOf);
  const heard: Heard = {
    silence: new Map(sources.map(({ id, silenceMeans }) => [id, silenceMeans])),
    sources: new Map(file.sources.map((source) => [source.id, source])),
  };
  return {
    organization: file.organization,
    effectiveFrom: file.effectiveFrom,
    ...(file.methods.length > 0 && { methods: file.methods.map(methodOf) }),
    calendars: Object.fromEntries(file.calendars.map((it) => [it.id, calendarOf(it, file.holidays)])),
    sources,
    services: file.services.map((service) => serviceOf(service, heard)),
    agreements: file.agreements.map(agreementOf),
  };
}

function calendarOf(
  { timeZone, hours, holidays, extra, closed }: CatalogueFile['calendars'][number],
  lists: CatalogueFile['holidays'],
): Calendar {
  const datesOf = (name: string) => lists.find(({ id }) => id === name)?.dates ?? [name];
  return {
    timeZone,
    week: hours,
    holidays: holidays.flatMap(datesOf),
    ...(extra && { extra }),
    ...(closed && { closed }),
  };
}

function sourceOf(source: CatalogueFile['sources'][number]): Source {
  const {
    id,
    type,
    auth,
    allowFrom,
    heartbeat,
    zone,
    ignore,
    aliases,
    relay,
    corrections,
    notice,
    reconcile,
    silenceMeans,
  } = source;
  return {
    id,
    type,
    auth: authenticationOf(auth),
    ...(allowFrom && { allowFrom }),
    ...(heartbeat && {
      heartbeat: { everyMs: heartbeat.every, allowedGapMs: heartbeat.allowedGap ?? BEATS_ALLOWED * heartbeat.every },
    }),
    ...(zone !== undefined && { zone }),
    ...(ignore && { ignore }),
    ...(aliases && { aliases }),
    relay,
    ...(corrections && { corrections }),
    ...(notice === 'told' && { notice }),
    ...(reconcile && { reconcile: reconciliationOf(reconcile) }),
    silenceMeans: silenceMeans ?? sourceType(type).silenceMeans,
  };
}

function reconciliationOf({
  every,
  url,
  credential,
  receiver,
}: NonNullable<CatalogueFile['sources'][number]['reconcile']>): Reconciliation {
  return {
    everyMs: every,
    ...(url !== undefined && { url }),
    ...(credential && { credential }),
    ...(receiver !== undefined && { receiver }),
  };
}

/** What monitors take over from the source that they listen to. */
interface Heard {
  readonly silence: ReadonlyMap<string, SilenceMeaning>;
  readonly sources: ReadonlyMap<string, CatalogueFile['sources'][number]>;
}

function serviceOf(service: CatalogueFile['services'][number], heard: Heard): Service {
  const { id, name, owner, from, to, rollUp, dependsOn = [], monitors, indicators } = service;
  return {
    id,
    name,
    ...(owner && { owner }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    rollUp,
    ...(dependsOn.length > 0 && { dependsOn: dependsOn.map(dependencyOf) }),
    monitors: monitors.map((monitor) => monitorOf(monitor, heard)),
    indicators,
  };
}

type DependencyInFile = NonNullable<CatalogueFile['services'][number]['dependsOn']>[number];

function dependencyOf(written: DependencyInFile): Dependency {
  if (typeof written === 'string') return { type: 'service', service: written };
  return { type: 'anyOf', services: written.anyOf, atLeast: written.atLeast };
}

type MonitorInFile = CatalogueFile['services'][number]['monitors'][number];

function monitorOf(
  { id, source = '', match, silenceMeans, every, alerts }: MonitorInFile,
  { silence, sources }: Heard,
): Monitor {
  const from = sources.get(source);
  const repeats = from && sourceType(from.type).repeats;
  const alertRules = alertRulesOf(alerts, from?.alerts, typeof repeats === 'object' ? repeats.everyMs : undefined);
  return {
    id,
    ...(source !== '' && { source }),
    match: match ?? { monitor: id },
    // Without a source nobody has promised to speak when something is wrong.
    silenceMeans: silenceMeans ?? silence.get(source) ?? 'unknown',
    ...(every !== undefined && { everyMs: every }),
    ...(alertRules && { alertRules }),
  };
}
