import { isHealthEvent, readHealthEvent } from './aws-health.ts';
import { isCanaryEvent, readCanaryEvent } from './cloudwatch-synthetics.ts';
import { readGeneric } from './generic.ts';
import { KEPT, type SourceGuide } from './guide.ts';
import { readAlarm } from './reading/alarm.ts';
import { readAlertMessage, readSpokenAlerts } from './reading/alert-message.ts';
import { type AwsMessage, withAwsMessages } from './reading/aws-message.ts';
import { isCloudEvent } from './reading/cloud-event.ts';
import { readForeign } from './reading/foreign-message.ts';
import { isObject } from './reading/json-object.ts';
import type { Receipt } from './reading/state.ts';
import type { FeedOptions, Parsed, SourceType } from './source.ts';

/**
 * Topics of Amazon SNS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 *
 * Over HTTP(S), raw or in its envelope, and as the records of a Lambda subscription or a queue. A message is read by what it
 * looks like: an alarm (of CloudWatch, so of a health check of Route 53 too), an event of AWS Health or of a canary, alerts of
 * Alertmanager or Grafana, a signal of Attain's own. Whatever else a topic carries is noted.
 */
export const sns: SourceType = {
  name: 'sns',
  silenceMeans: 'up',
  // Alerts of Alertmanager or Grafana, by the default of both; alarms are said once.
  repeats: { everyMs: 4 * 3_600_000 },
  parse: (delivery, options) =>
    withAwsMessages(delivery, options, (message) =>
      readMessage(message, { ...options, receivedAt: delivery.receivedAt }),
    ),
};

const READS = 'an alarm, an event of AWS Health or a signal';

function readMessage(message: AwsMessage, context: FeedOptions & Receipt): Parsed {
  return readAlarm(message, context) ?? readOther(message, context) ?? readForeign(message, READS, context);
}

function readOther({ content, place, sns: notice }: AwsMessage, context: FeedOptions & Receipt): Parsed | undefined {
  if (isHealthEvent(content)) return readHealthEvent(content, context);
  if (isCanaryEvent(content)) return readCanaryEvent(content, context);
  if (typeof content === 'string') return readSpokenAlerts([content], notice?.at, context);
  if (!isObject(content)) return undefined;
  if ('alerts' in content || 'startsAt' in content) return readAlertMessage(content, context);
  const isSignal = 'kind' in content || 'signals' in content || isCloudEvent(content);
  return isSignal ? readGeneric(content, place, context) : undefined;
}

export const guide: SourceGuide = {
  title: 'Amazon SNS',
  reads: `Notifications of a topic, in their envelope or raw, and the records of a Lambda subscription. The message is read as what
it looks like: [CloudWatch](cloudwatch.md) alarms, those on health checks of Route 53 among them, [AWS Health](aws-health.md),
[canaries](cloudwatch-synthetics.md), alerts of [Alertmanager](alertmanager.md) or [Grafana](grafana.md), or
[signals of Attain's own](generic.md).`,
  documentation: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html',
  setUp: `
\`\`\`sh
aws sns subscribe --protocol https --notification-endpoint '{{url}}' \\
  --topic-arn arn:aws:sns:eu-central-1:123456789012:alarms
\`\`\`

For a health check of Route 53 make an alarm on its metric \`HealthCheckStatus\` in us-east-1 and a topic there.

Amazon Managed Service for Prometheus notifies topics only, by default in words for people: these are read, but tell no times of their
own. Let it write the alerts instead:

\`\`\`yaml
template_files:
  attain: |
    {{ define "attain.message" -}}
    { "alerts": [{{ range $n, $alert := .Alerts }}{{ if $n }}, {{ end }}
      { "status": "{{ .Status }}", "fingerprint": "{{ .Fingerprint }}", "generatorURL": {{ printf "%q" .GeneratorURL }},
        "startsAt": "{{ .StartsAt.Format "2006-01-02T15:04:05.999Z07:00" }}",
        "endsAt": "{{ .EndsAt.Format "2006-01-02T15:04:05.999Z07:00" }}",
        "labels": { {{ range $l, $label := .Labels.SortedPairs }}{{ if $l }}, {{ end }}{{ printf "%q: %q" .Name .Value }}{{ end }} } }
    {{- end }}] }
    {{- end }}
alertmanager_config: |
  route: { receiver: attain }
  templates: [attain]
  receivers:
    - name: attain
      sns_configs:
        - topic_arn: arn:aws:sns:eu-central-1:123456789012:alarms
          sigv4: { region: eu-central-1 }
          send_resolved: true
          message: '{{ template "attain.message" . }}'
\`\`\``,
  credentials: `The signature of each message, with the topics that may speak:
\`auth: { type: sns, topics: [arn:aws:sns:eu-central-1:123456789012:alarms] }\`; the subscription is confirmed for you.
A topic with raw delivery signs no messages: \`auth: { type: path, secret: attain/sns }\` with the address
\`{{url}}/{{secret}}\`, or \`auth: { type: query, name: key, secret: attain/sns }\` with the address
\`{{url}}?key={{secret}}\`. Then the subscription is not confirmed for you, and nothing comes until you do it, within two days:
that it waits is in quarantine (\`unconfirmed\`). Whoever has the secret can write such a message, so do not follow the address in
it; if the topic is yours, take \`Token\` from *What was sent* (or \`attain tail --raw\`):

\`\`\`sh
aws sns confirm-subscription --topic-arn arn:aws:sns:eu-central-1:123456789012:alarms --token "$TOKEN"
\`\`\``,
  fields: [
    { part: 'delivery', from: "the id of the event in the message, else SNS's `MessageId`" },
    { part: 'stream', from: 'what the message names; for what is only noted `MessageId`' },
    { part: 'start', from: 'the time in the message; for what is only noted `Timestamp`' },
    { part: 'end', from: 'the time in the message' },
    { part: 'service', from: 'the message; of alarms also `topicArn`' },
    { part: 'title', from: 'the message' },
  ],
  states: [
    { says: 'An alarm, a health event, alerts or a signal', becomes: 'as on the page of each' },
    {
      says: '`SubscriptionConfirmation`',
      becomes: 'confirmed, with `auth: { type: sns }`; else in quarantine until you confirm it',
    },
    { says: '`UnsubscribeConfirmation`', becomes: KEPT },
    { says: 'Any other message', becomes: KEPT },
  ],
  resolution:
    'As exact as the message. SNS itself adds seconds, which do not count, as the messages have their own time.',
  blindSpots: [
    {
      what: 'SNS gives up after its retries (3 unless you set more)',
      remedy: 'a dead-letter queue at the subscription shows it',
    },
    { what: 'Messages come in any order', remedy: 'orders them by their own times' },
    { what: 'A topic that carries messages in words for people', remedy: 'notes them; they count for nothing' },
  ],
};
