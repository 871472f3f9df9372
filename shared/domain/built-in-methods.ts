import type { AccountingMethod, UnknownTreatment } from './method.ts';
import type { UnknownCause } from './result.ts';

/** Attain's own: maintenance and what is not known leave both sides; what is not known widens the bounds. */
const contract: AccountingMethod = {
  name: 'contract',
  version: 1,
  maintenance: 'exclude',
  unknown: unknownAll('exclude'),
  degradedWeight: 0,
  initialState: ['lastBefore', 'previousNamed', 'silence'],
};

/** The other end: no maintenance is spared, what is not known counts as down, and degraded is as bad as down. */
const strict: AccountingMethod = {
  name: 'strict',
  version: 1,
  maintenance: 'ignore',
  unknown: unknownAll('countAsDown'),
  degradedWeight: 1000,
  initialState: contract.initialState,
};

/**
 * As Icinga DB's SLA function counts: problem time only outside downtime, downtime stays in the denominator, warnings
 * are fine, UNKNOWN is a problem, a gap is not noticed, and a stretch that was pending leaves the denominator.
 */
const icinga: AccountingMethod = {
  name: 'icinga',
  version: 1,
  maintenance: 'countAsUp',
  unknown: {
    reported: 'countAsDown',
    feedSilent: 'carry',
    neverSeen: 'countAsUp',
    pending: 'omit',
    noMonitor: 'exclude',
  },
  degradedWeight: 0,
  initialState: ['lastBefore', 'previousNamed', 'currentState', 'up'],
};

/** Of tools that know no unknown: a gap keeps the state before it, and what was never seen is fine. */
const NOTHING_UNKNOWN: Readonly<Record<UnknownCause, UnknownTreatment>> = {
  reported: 'carry',
  feedSilent: 'carry',
  neverSeen: 'countAsUp',
  pending: 'countAsUp',
  noMonitor: 'exclude',
};

/**
 * As Zabbix computes an SLI: a service is in a problem state or it is not, whatever the severity; problems in maintenance
 * are suppressed and its time stays; downtimes excluded from the SLA leave both sides (an agreement's exclusions do).
 */
const zabbix: AccountingMethod = {
  name: 'zabbix',
  version: 1,
  maintenance: 'countAsUp',
  unknown: NOTHING_UNKNOWN,
  degradedWeight: 1000,
  initialState: ['lastBefore', 'previousNamed', 'up'],
};

/**
 * As the OK column of Checkmk's availability view with its default, "honor scheduled downtimes": a downtime is a state of
 * its own, which is not OK; what is not monitored comes before a downtime and leaves both sides; a service's WARN and
 * UNKNOWN are not OK.
 */
const checkmk: AccountingMethod = {
  name: 'checkmk',
  version: 1,
  maintenance: 'countAsDown',
  unknownBeforeMaintenance: true,
  unknown: { reported: 'countAsDown', feedSilent: 'omit', neverSeen: 'omit', pending: 'omit', noMonitor: 'omit' },
  degradedWeight: 1000,
  initialState: ['lastBefore', 'previousNamed', 'silence'],
};

/** Checkmk with "exclude scheduled downtimes": they leave both sides. */
const checkmkExclude: AccountingMethod = { ...checkmk, name: 'checkmk-exclude', maintenance: 'exclude' };

/** Checkmk with "ignore scheduled downtimes": an outage is an outage. */
const checkmkIgnore: AccountingMethod = { ...checkmk, name: 'checkmk-ignore', maintenance: 'ignore' };

/**
 * As OneUptime: a monitor's status counts, maintenance or not, and every status that is not operational is downtime, of
 * any of the monitors.
 */
const oneuptime: AccountingMethod = {
  ...zabbix,
  name: 'oneuptime',
  version: 2,
  maintenance: 'ignore',
  rollUp: 'anyDown',
};

/** OneUptime's other figure: the average over monitors, of which each brings its own seconds. */
const oneuptimeAverage: AccountingMethod = {
  ...oneuptime,
  name: 'oneuptime-average',
  version: 1,
  rollUp: 'monitorSeconds',
};

/** As openstatus weighs an outage 1 and degraded time 0.5; the worst of what overlaps counts; three decimals, floored. */
const openstatus: AccountingMethod = {
  ...zabbix,
  name: 'openstatus',
  degradedWeight: 500,
  displayDigits: 3,
};

/** As Statuspage: a partial outage weighs 30 % of a major one, maintenance counts as up. */
const statuspage: AccountingMethod = { ...zabbix, name: 'statuspage', degradedWeight: 300 };

function unknownAll(treatment: UnknownTreatment): Readonly<Record<UnknownCause, UnknownTreatment>> {
  return {
    reported: treatment,
    feedSilent: treatment,
    neverSeen: treatment,
    pending: treatment,
    noMonitor: treatment,
  };
}

/** In the order in which they are listed to people. */
export const BUILT_IN_METHODS: readonly AccountingMethod[] = [
  contract,
  strict,
  icinga,
  zabbix,
  checkmk,
  checkmkExclude,
  checkmkIgnore,
  oneuptime,
  oneuptimeAverage,
  openstatus,
  statuspage,
];
