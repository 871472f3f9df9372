import { NEVER_FAILED, type SourceGuide, START_UNTOLD, TEST } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { type JsonObject, objectAt } from './reading/json-object.ts';
import { meanings } from './reading/meanings.ts';
import { refused } from './reading/parsed.ts';
import { type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/** openstatus, webhook notifications: https://docs.openstatus.dev/alerting/providers/webhook. By monitor id. */
export const openstatus: SourceType = {
  name: 'openstatus',
  silenceMeans: 'unknown',
  parse: eachEvent('a notification of openstatus', readNotification),
};

const stateOf = meanings({
  down: ['error'],
  degraded: ['degraded'],
  up: ['recovered'],
});

function readNotification(body: JsonObject, receipt: Receipt): Parsed {
  const { id, name, url, jobType: type } = objectAt(body, 'monitor');
  // What its button to test a notification sends.
  if (name === 'test' && url === 'http://openstat.us')
    return refused('test', 'monitor: the one of a test notification');
  const current = stateOf(body.status);
  if (current === undefined) {
    return refused('unreadable', `status: expected error, degraded or recovered; got ${preview(body.status)}`);
  }
  const labels = { id, name, url, type };
  return state({ monitor: id, state: current, at: body.cronTimestamp, labels, title: name, url }, receipt);
}

export const guide: SourceGuide = {
  title: 'openstatus',
  reads: 'Webhook notifications of monitors.',
  documentation: 'https://docs.openstatus.dev/alerting/providers/webhook',
  setUp: `
*Notifications → Add Notification → Webhook*: URL \`{{url}}\`, custom header \`Authorization\` with \`Bearer {{secret}}\`, and connect
it to each monitor.`,
  credentials: '`bearer`, or a header that you name (`header`). It signs nothing.',
  fields: [
    { part: 'stream', from: '`monitor.id`' },
    { part: 'start', from: '`cronTimestamp` of an error: when the check was due' },
    { part: 'end', from: '`cronTimestamp` of a recovered' },
    { part: 'service', from: '`id`, `name` and `url` of the monitor' },
    { part: 'title', from: '`monitor.name`' },
  ],
  states: [
    { says: '`status` error', becomes: 'down' },
    { says: '`status` degraded', becomes: 'degraded' },
    { says: '`status` recovered', becomes: 'up' },
    { says: 'the button *Test*', becomes: TEST },
  ],
  resolution:
    'Up to the periodicity of the monitor (30 seconds to an hour) after the true start, and until the next check that passes.',
  blindSpots: [
    START_UNTOLD,
    {
      what: 'A notification that fails is not sent again',
      remedy: 'none: look at `attain compare` with its own figures',
    },
    NEVER_FAILED,
  ],
};
