import { KEPT, type SourceGuide } from './guide.ts';
import { withAwsMessages } from './reading/aws-message.ts';
import { readForeign } from './reading/foreign-message.ts';
import { isObject, type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { noted } from './reading/noted.ts';
import { withDeliveryId } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Canaries of CloudWatch Synthetics, as EventBridge delivers them:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitoring-events-eventbridge.html
 *
 * Every run is a sample of the state, and holds until the next one. A canary that stops looks no more: unknown.
 */
export const cloudwatchSynthetics: SourceType = {
  name: 'cloudwatch-synthetics',
  silenceMeans: 'unknown',
  parse: (delivery, options) =>
    withAwsMessages(delivery, options, (message) =>
      isCanaryEvent(message.content)
        ? readCanaryEvent(message.content, delivery)
        : readForeign(message, 'an event of CloudWatch Synthetics', delivery),
    ),
};

const RUN = 'Synthetics Canary TestRun ';
const stateAfter = meanings({
  up: ['PASSED', 'SUCCESSFUL'],
  down: ['FAILED', 'FAILURE'],
});
/** States of a canary in which it does not run. */
const IDLE: readonly unknown[] = ['STOPPED', 'ERROR'];

export function isCanaryEvent(content: unknown): content is JsonObject {
  return isObject(content) && textAt(content, 'detail-type')?.startsWith('Synthetics Canary ') === true;
}

export function readCanaryEvent(event: JsonObject, receipt: Receipt): Parsed {
  const type = textAt(event, 'detail-type') ?? '';
  const said = type.startsWith(RUN) ? readRun(event, type.slice(RUN.length), receipt) : readLife(event, type, receipt);
  return withDeliveryId(said, textAt(event, 'id'));
}

function readRun(event: JsonObject, type: string, receipt: Receipt): Parsed {
  const detail = objectAt(event, 'detail');
  const result = textAt(detail, 'test-run-status') ?? type;
  const current = stateAfter(result);
  const at = objectAt(detail, 'canary-run-timeline').completed ?? event.time;
  if (current !== undefined) return state({ ...describedBy(event), state: current, at }, receipt);
  return noted(
    `detail.test-run-status: a run that is ${preview(result)}`,
    { stream: detail['canary-id'], at },
    receipt,
  );
}

function readLife(event: JsonObject, type: string, receipt: Receipt): Parsed {
  const detail = objectAt(event, 'detail');
  const current = detail['current-state'];
  if (IDLE.includes(current)) return state({ ...describedBy(event), state: 'unknown', at: event.time }, receipt);
  const said = `detail-type: ${preview(type)}, ${preview(current)}: says nothing about the service`;
  return noted(said, { stream: detail['canary-id'], at: event.time }, receipt);
}

function describedBy(event: JsonObject) {
  const detail = objectAt(event, 'detail');
  const canary = detail['canary-name'];
  const labels = { canary, account: detail['account-id'] ?? event.account, region: event.region };
  return { monitor: detail['canary-id'] ?? canary, labels, title: canary };
}

export const guide: SourceGuide = {
  title: 'Amazon CloudWatch Synthetics',
  reads: 'Every run of a canary, and canaries that stop, as EventBridge delivers them.',
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitoring-events-eventbridge.html',
  setUp: `
Nothing to do in the account and region that Attain is deployed to but to name a source of this type in the catalogue: \`cdk
deploy\` adds a rule to its default bus, and events are kept as soon as there is such a source. From another account or region,
let a rule with \`{"source":["aws.synthetics"]}\` send to that bus.`,
  credentials: '`aws`: IAM decides who may put events on the bus.',
  fields: [
    { part: 'delivery', from: '`id`' },
    { part: 'stream', from: '`detail.canary-id`' },
    { part: 'start', from: '`detail.canary-run-timeline.completed` of the first run that failed' },
    { part: 'end', from: '`detail.canary-run-timeline.completed` of the next run that passed' },
    { part: 'service', from: '`canary` (its name), `account`, `region`' },
    { part: 'title', from: '`detail.canary-name`' },
  ],
  states: [
    { says: '`test-run-status` PASSED', becomes: 'up' },
    { says: '`test-run-status` FAILED', becomes: 'down' },
    { says: '`current-state` STOPPED, ERROR', becomes: 'unknown, as it runs no more' },
    { says: 'Other states of a canary', becomes: KEPT },
  ],
  resolution: `As fine as the canary's schedule: a state holds from the end of a run to the end of the next one. A single failed run
counts until the next; \`shortInterruption\` of a method can leave it out.`,
  blindSpots: [
    {
      what: 'Events are delivered by best effort: one may be lost',
      remedy: 'takes the state from the next run',
    },
    { what: 'A canary that is deleted while it fails', remedy: 'stays down until a correction' },
  ],
};
