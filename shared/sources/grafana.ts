import { readLegacyAlerts } from './grafana-legacy.ts';
import { ACKNOWLEDGEMENT, type SourceGuide, TEST } from './guide.ts';
import { readAlertMessage } from './reading/alert-message.ts';
import { withBody } from './reading/body.ts';
import { withoutEnvelope } from './reading/envelope.ts';
import { isGrafanaIncident, readGrafanaIncident } from './reading/grafana-incident.ts';
import { isOnCall, readOnCall } from './reading/on-call.ts';
import { together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import type { FeedOptions, Parsed, SourceType } from './source.ts';

/**
 * Grafana Alerting, the contact point "Webhook" (Grafana 9 and later, in 8 beside the old alerting):
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 *
 * The body is Alertmanager's with more keys. `DatasourceNoData` and `DatasourceError` are unknown, since the monitoring
 * failed; the button "Test" of a contact point counts for nothing.
 */
export const grafana: SourceType = {
  name: 'grafana',
  silenceMeans: 'up',
  // The default of its notification policies.
  repeats: { everyMs: 4 * 3_600_000 },
  parse: (delivery, options) =>
    withBody(delivery, (content) =>
      readMessage(withoutEnvelope(content), { ...options, receivedAt: delivery.receivedAt }),
    ),
};

function readMessage(message: unknown, context: FeedOptions & Receipt): Parsed {
  // A queue hands on several at once.
  if (Array.isArray(message) && message.some((one) => isOnCall(one) || isGrafanaIncident(one))) {
    return together(message.map((one: unknown) => readIncident(one, context) ?? readAlertMessage(one, context)));
  }
  return readIncident(message, context) ?? readLegacyAlerts(message, context) ?? readAlertMessage(message, context);
}

function readIncident(message: unknown, receipt: Receipt): Parsed | undefined {
  if (isOnCall(message)) return readOnCall(message, receipt);
  return isGrafanaIncident(message) ? readGrafanaIncident(message, receipt) : undefined;
}

export const guide: SourceGuide = {
  title: 'Grafana Alerting',
  reads: `Webhooks of Grafana's own Alertmanager (unified alerting), and custom payloads as long as they hold the alerts. Grafana up
to 10 with the old alerting is [grafana-legacy](grafana-legacy.md); what of it comes here is read as such. So are outgoing webhooks
of Grafana OnCall and IRM: their stream is the group of alerts, or the incident.`,
  documentation:
    'https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/',
  setUp: `
\`\`\`yaml
# provisioning/alerting/attain.yaml
apiVersion: 1
contactPoints:
  - orgId: 1
    name: attain
    receivers:
      - uid: attain
        type: webhook
        settings:
          url: '{{url}}'
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: '{{secret}}'
        disableResolveMessage: false
\`\`\`

Point a notification policy at it. No custom payload is needed; if you have one, keep the alerts in it, as with this template
(Grafana 12):

\`\`\`
{{ define "attain.payload" }}{{ coll.Dict "alerts" .Alerts "truncatedAlerts" .TruncatedAlerts | data.ToJSON }}{{ end }}
\`\`\``,
  credentials: `\`hmac\` (Grafana 12 and later), \`bearer\` or \`basic\`. With \`hmac\`, give the contact
point a timestamp header, so that nobody can send an old message again:

\`\`\`yaml
# provisioning/alerting/attain.yaml, in settings, instead of authorization_*
hmacConfig:
  secret: '{{secret}}'
  header: X-Grafana-Alerting-Signature
  timestampHeader: X-Grafana-Alerting-Timestamp
\`\`\`

\`\`\`yaml
# the catalogue
sources:
  - id: grafana
    type: grafana
    auth:
      type: hmac
      header: X-Grafana-Alerting-Signature
      timestamp: { header: X-Grafana-Alerting-Timestamp }
      signed: "{timestamp}:{body}"
      secret: attain/grafana
\`\`\`

Without a timestamp header the body alone is signed: leave \`timestamp\` and \`signed\` out.`,
  fields: [
    { part: 'stream', from: '`alerts[].fingerprint`; computed from the labels where it is missing' },
    { part: 'start', from: '`alerts[].startsAt`' },
    { part: 'end', from: '`alerts[].endsAt` of a resolved alert' },
    { part: 'service', from: '`alerts[].labels` and `alerts[].ruleUID`' },
    { part: 'title', from: '`alerts[].labels.alertname`, of a lost data source `rulename`' },
  ],
  states: [
    { says: '`alerts[].status` firing', becomes: 'down' },
    { says: '`alerts[].status` resolved', becomes: 'up, and down since its start' },
    { says: '`DatasourceNoData`, `DatasourceError` firing', becomes: 'unknown' },
    {
      says: 'In a body of your own `Alerting`, `Normal`, `NoData`, `Error`, `Pending`',
      becomes: 'down, up, unknown, unknown; kept, and counts for nothing',
    },
    { says: '`TestAlert` of the instance `Grafana`', becomes: TEST },
    {
      says: '`event.type` of OnCall or IRM: alert group created, unresolve; resolve; any other',
      becomes: 'down; up, and down since its creation; kept, and counts for nothing',
    },
    { says: '`event.type` of OnCall or IRM: acknowledge', becomes: ACKNOWLEDGEMENT },
    {
      says: '`event` of an incident: created, or its status active again; status resolved; a drill',
      becomes: 'down; up, and down since its start; counts for nothing',
    },
  ],
  resolution: `An alert starts when its rule fires: the true start, the evaluation interval and the pending period later. Outages
shorter than the group interval may never be sent.`,
  blindSpots: [
    {
      what: 'A rule that is set to alert on no data or on errors fires as if the service were down',
      remedy: 'counts it as down; set the rule to "No Data" and "Error" to have it counted as unknown',
    },
    {
      what: 'An alert whose series vanish is sent as resolved (`MissingSeries`)',
      remedy: 'counts it as up; a rule on the absence of the series tells',
    },
    {
      what: 'An alert that resolves while it is silenced is never sent as resolved',
      remedy: 'unknown once it is not repeated for `alerts.staleAfter`',
    },
    {
      what: 'Alerts cut from a message by the maximum of alerts',
      remedy: 'kept in quarantine as truncated; an improvement item names the source and the setting',
    },
  ],
};
