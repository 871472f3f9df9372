import { NotFoundError } from '../domain/errors.ts';
import { alertmanager } from './alertmanager.ts';
import { awsHealth } from './aws-health.ts';
import { azureMonitor } from './azure-monitor.ts';
import { betterstack } from './betterstack.ts';
import { checkly } from './checkly.ts';
import { checkmk } from './checkmk.ts';
import { cloudwatch } from './cloudwatch.ts';
import { cloudwatchSynthetics } from './cloudwatch-synthetics.ts';
import { datadog } from './datadog.ts';
import { dynatrace } from './dynatrace.ts';
import { firehydrant } from './firehydrant.ts';
import { freshping } from './freshping.ts';
import { freshstatus } from './freshstatus.ts';
import { gatus } from './gatus.ts';
import { gcpMonitoring } from './gcp-monitoring.ts';
import { generic } from './generic.ts';
import { grafana } from './grafana.ts';
import { grafanaLegacy } from './grafana-legacy.ts';
import { hetrixtools } from './hetrixtools.ts';
import { icinga2 } from './icinga2.ts';
import { incidentIo } from './incident-io.ts';
import { jira } from './jira.ts';
import { librato } from './librato.ts';
import { librenms } from './librenms.ts';
import { nagios } from './nagios.ts';
import { netdata } from './netdata.ts';
import { newrelic } from './newrelic.ts';
import { onlineornot } from './onlineornot.ts';
import { openstatus } from './openstatus.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { pagerdutyLegacy } from './pagerduty-legacy.ts';
import { pingdom } from './pingdom.ts';
import { prtg } from './prtg.ts';
import { rootly } from './rootly.ts';
import { sentry } from './sentry.ts';
import { servicenow } from './servicenow.ts';
import { site24x7 } from './site24x7.ts';
import { sns } from './sns.ts';
import type { SourceType } from './source.ts';
import { statuscake } from './statuscake.ts';
import { statuspage } from './statuspage.ts';
import { thousandeyes } from './thousandeyes.ts';
import { updown } from './updown.ts';
import { uptimeKuma } from './uptime-kuma.ts';
import { uptimerobot } from './uptimerobot.ts';
import { zabbix } from './zabbix.ts';

/**
 * Every sender that Attain can read. A new one is a file, a line here and examples in `examples/payloads/<name>`, of which
 * some tell of an outage; one that reads headers is in `kept-headers.ts`, too.
 */
export const sourceTypes: readonly SourceType[] = [
  alertmanager,
  awsHealth,
  azureMonitor,
  betterstack,
  checkly,
  checkmk,
  cloudwatch,
  cloudwatchSynthetics,
  datadog,
  dynatrace,
  firehydrant,
  freshping,
  freshstatus,
  gatus,
  gcpMonitoring,
  generic,
  grafana,
  grafanaLegacy,
  hetrixtools,
  icinga2,
  incidentIo,
  jira,
  librato,
  librenms,
  nagios,
  netdata,
  newrelic,
  onlineornot,
  openstatus,
  opsgenie,
  pagerduty,
  pagerdutyLegacy,
  pingdom,
  prtg,
  rootly,
  sentry,
  servicenow,
  site24x7,
  sns,
  statuscake,
  statuspage,
  thousandeyes,
  updown,
  uptimeKuma,
  uptimerobot,
  zabbix,
];

/**
 * The source type of a name.
 *
 * @throws NotFoundError listing the known names
 */
export function sourceType(name: string): SourceType {
  const found = sourceTypes.find((type) => type.name === name);
  if (found !== undefined) return found;
  const known = sourceTypes.map((type) => type.name).join(', ');
  throw new NotFoundError(`No source named "${name}"; known: ${known}`);
}
