import { KEPT, NEVER_FAILED, type SourceGuide } from './guide.ts';
import { firstTime } from './reading/event-time.ts';
import { eachEvent } from './reading/events.ts';
import { type JsonObject, objectAt, textAt } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { identity, occurrence, type Receipt, state } from './reading/state.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * updown.io, webhooks: https://updown.io/api#webhooks. A list of events, each with its check.
 *
 * The monitor is the check's token. A downtime that some places alone see is degraded.
 */
export const updown: SourceType = {
  name: 'updown',
  silenceMeans: 'unknown',
  parse: eachEvent('an event of updown.io', (event, receipt) => readEvent(asEvent(event), receipt)),
};

/** A check as the API tells of it, which says how it is and since when, in the words of an event; an event as it is. */
function asEvent(said: JsonObject): JsonObject {
  if (said.event !== undefined || typeof said.down !== 'boolean') return said;
  return { event: said.down ? 'check.down' : 'check.up', check: said };
}

function readEvent(event: JsonObject, receipt: Receipt): Parsed {
  const check = objectAt(event, 'check');
  const downtime = objectAt(event, 'downtime');
  const { token, url, type } = check;
  const name = textAt(check, 'alias');
  const monitor = identity(token) ?? url;
  const said = { monitor, title: name ?? url, url, labels: { id: token, name, url, type } };
  const trouble = downtime.partial === true ? 'degraded' : 'down';
  const startedAt = firstTime([downtime.started_at, check.down_since], receipt);
  switch (event.event) {
    case 'check.down':
    case 'check.still_down':
      return occurrence({ ...said, state: trouble, startedAt: startedAt ?? event.time }, receipt);
    case 'check.up': {
      const at = firstTime([downtime.ended_at, check.up_since, event.time, check.last_check_at], receipt);
      // The first word of a new check, or an end whose beginning nobody tells.
      if (startedAt === undefined) return state({ ...said, state: 'up', at }, receipt);
      return occurrence({ ...said, state: trouble, startedAt, endedAt: at ?? null }, receipt);
    }
    default:
      return typeof event.event === 'string' && (event.event.includes('.') || identity(token) !== undefined)
        ? noted(`event: ${preview(event.event)} is no change of state`, { stream: monitor, at: event.time }, receipt)
        : refused('unreadable', `event: expected check.down, check.up or the like; got ${preview(event.event)}`);
  }
}

export const guide: SourceGuide = {
  title: 'updown.io',
  reads: 'Webhooks: every event of every check; checks as the API tells of them.',
  documentation: 'https://updown.io/api#webhooks',
  setUp: `
*Settings → Alerting recipients → Webhook*: \`{{url}}/{{secret}}\`, and choose it at each check. Its checks have no tags: give
them an alias to pick them by.`,
  credentials: `\`auth: { type: path, secret: attain/updown }\`, or
\`auth: { type: query, name: key, secret: attain/updown }\` with the address \`{{url}}?key={{secret}}\`. It signs
nothing.`,
  fields: [
    { part: 'stream', from: '`check.token`' },
    { part: 'start', from: '`downtime.started_at`; else `check.down_since`; else `time`' },
    { part: 'end', from: '`downtime.ended_at`; else `check.up_since`; else `time`' },
    { part: 'service', from: '`id` (the token), `name` (the alias), `url` and `type` of the check' },
    { part: 'title', from: '`check.alias`, or else `check.url`' },
  ],
  states: [
    { says: '`check.down`', becomes: 'down; degraded where the downtime is `partial`' },
    { says: '`check.up`', becomes: 'up, and down since the start of the downtime' },
    {
      says: '`check.ssl_invalid`, `check.ssl_expiration`, `check.performance_drop` and the like',
      becomes: KEPT,
    },
  ],
  resolution: `A downtime is confirmed by other places and told with the time of the first check that failed: up to the check's period
(15 seconds to an hour) after the true start. The end is the first check that passes.`,
  blindSpots: [
    {
      what: 'A down is told minutes after it began, as confirmed',
      remedy: 'it counts from the start that it names',
    },
    { what: 'A check that is muted or disabled says nothing', remedy: 'the state before goes on' },
    NEVER_FAILED,
  ],
};
