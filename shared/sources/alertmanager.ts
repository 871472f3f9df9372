import { KEPT, type SourceGuide } from './guide.ts';
import { isAlertEvent, readAlertEvent } from './reading/alert-events.ts';
import { readAlertMessage } from './reading/alert-message.ts';
import { withBody } from './reading/body.ts';
import { withoutEnvelope } from './reading/envelope.ts';
import { together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import type { FeedOptions, Parsed, SourceType } from './source.ts';

/**
 * Prometheus Alertmanager: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 *
 * Webhooks of version 4, the bodies that its users write themselves (`payload`, since 0.32), and the event recorder (since
 * 0.33), as one event or a list of them.
 */
export const alertmanager: SourceType = {
  name: 'alertmanager',
  silenceMeans: 'up',
  // Its default for repeat_interval.
  repeats: { everyMs: 4 * 3_600_000 },
  parse: ({ receivedAt, ...delivery }, options) =>
    withBody({ ...delivery, receivedAt }, (content) =>
      readContent(withoutEnvelope(content), { ...options, receivedAt }),
    ),
};

function readContent(content: unknown, context: FeedOptions & Receipt): Parsed {
  if (isAlertEvent(content)) return readAlertEvent(content, context);
  if (Array.isArray(content) && content.some(isAlertEvent)) {
    return together(content.map((item: unknown) => readContent(item, context)));
  }
  return readAlertMessage(content, context);
}

export const guide: SourceGuide = {
  title: 'Prometheus Alertmanager',
  reads: `Webhooks of version 4, as Alertmanager has sent them since 0.5; bodies of your own (\`payload\`, since 0.32) as long as they
hold the alerts; events of the event recorder (since 0.33).`,
  documentation: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  setUp: `
\`\`\`yaml
# alertmanager.yml
receivers:
  - name: attain
    webhook_configs:
      - url: '{{url}}'
        send_resolved: true
        http_config:
          authorization:
            type: Bearer
            credentials: '{{secret}}'
\`\`\`

Route every alert that speaks of a service to it, without \`max_alerts\`, and let an alert that always fires (\`Watchdog\`)
come too: its absence tells that the whole chain is dead. With \`heartbeat\` in the catalogue that is counted.

The webhook needs no \`payload\`. If you write one for another reason, keep the alerts in it:

\`\`\`yaml
        payload:
          alerts: '{{ .Alerts | toJson }}'
\`\`\`

The event recorder tells of every alert, silenced and inhibited ones too. Start Alertmanager with
\`--enable-feature=event-recorder\` and send the events here beside the webhooks; both speak of the same streams:

\`\`\`yaml
event_recorder:
  outputs:
    - type: webhook
      url: '{{url}}'
      http_config: { authorization: { credentials: '{{secret}}' } }
\`\`\``,
  credentials: '`bearer` or `basic`, by `http_config`. Alertmanager signs nothing.',
  fields: [
    {
      part: 'stream',
      from: '`alerts[].fingerprint`; computed from the labels where it is missing (before 0.19); without labels `groupKey`',
    },
    { part: 'start', from: '`alerts[].startsAt`' },
    { part: 'end', from: '`alerts[].endsAt` of a resolved alert' },
    { part: 'service', from: '`alerts[].labels`' },
    { part: 'title', from: '`alerts[].labels.alertname`' },
  ],
  states: [
    { says: '`alerts[].status` firing', becomes: 'down' },
    { says: '`alerts[].status` resolved', becomes: 'up, and down since its start' },
    { says: '`Watchdog` firing', becomes: 'a sign of life of the source' },
    {
      says: '`alertCreated`, `alertGrouped`, `alertResolved`, `notification` of the recorder',
      becomes: 'as the alerts in it',
    },
    { says: '`DatasourceNoData`, `DatasourceError` of a Grafana that sends to it', becomes: 'unknown' },
    { says: 'Other events of the recorder, such as `silenceMutedAlert`', becomes: KEPT },
  ],
  resolution: `An alert starts when its rule fires: the true start, the scrape interval and the rule's \`for\` later. Outages shorter
than \`group_interval\` may never be sent; the event recorder has them.`,
  blindSpots: [
    {
      what: 'Alerts cut from a message by `max_alerts`',
      remedy: 'kept in quarantine as truncated; an improvement item names the source and the setting',
    },
    {
      what: 'An alert whose labels are edited while it fires is another alert; the old one is never ended',
      remedy: 'the page *Sources* shows both; `aliases` of the source make them one',
    },
    {
      what: 'Prometheus dies while an alert fires: a resolve is sent that is not true',
      remedy: 'kept as it was told; `alerts.mergeGap` has the gap count as unknown or down',
    },
    {
      what: 'An alert that resolves while it is silenced, inhibited or muted by time is never sent as resolved',
      remedy:
        'unknown once it is not repeated for `alerts.staleAfter`; `reconcile` or the event recorder tell of its end',
    },
    {
      what: 'An outage that begins and ends while Attain accepts nothing is never sent',
      remedy: 'stays up until a correction (`reclassify`); one that lasts is told in full, or found by `reconcile`',
    },
    { what: 'The event recorder drops an event after 3 attempts', remedy: 'the next `notification` says it again' },
  ],
};
