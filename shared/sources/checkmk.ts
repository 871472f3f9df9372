import type { SourceGuide } from './guide.ts';
import { CHECK_STATES } from './reading/check-guide.ts';
import { readCheckNotification } from './reading/check-notification.ts';
import { eachEvent } from './reading/events.ts';
import type { JsonObject } from './reading/json-object.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { asText } from './reading/text.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Checkmk, by a notification script that posts its context, the variables `NOTIFY_…`, as JSON:
 * https://docs.checkmk.com/latest/en/notifications.html#scripts
 */
export const checkmk: SourceType = {
  name: 'checkmk',
  silenceMeans: 'up',
  parse: eachEvent('the context of a notification', readContext),
};

function readContext(context: JsonObject, receipt: Receipt): Parsed {
  const type = asText(context.NOTIFY_NOTIFICATIONTYPE ?? context.NOTIFICATIONTYPE);
  if (/\btest\b/i.test(type)) return refused('test', `notification type ${type.slice(0, 60)}`);
  if (typeof context.NOTIFY_EC_ID === 'string') return noted('an event of the Event Console', {}, receipt);
  return readCheckNotification(context, receipt);
}

export const guide: SourceGuide = {
  title: 'Checkmk',
  reads:
    'What a notification script posts as JSON: the variables of its context, with or without `NOTIFY_` before them.',
  documentation: 'https://docs.checkmk.com/latest/en/notifications.html#scripts',
  setUp: `
\`\`\`python
#!/usr/bin/env python3
# Attain
# ~/local/share/check_mk/notifications/attain (chmod +x)
import hashlib, json, os, pathlib, urllib.request

wanted = ("NOTIFICATIONTYPE", "WHAT", "MICROTIME", "HOSTNAME", "HOSTSTATE", "LASTHOSTSTATE", "LASTHOSTSTATECHANGE",
          "SERVICEDESC", "SERVICESTATE", "LASTSERVICESTATE", "LASTSERVICESTATECHANGE", "HOSTGROUPNAMES",
          "SERVICEGROUPNAMES", "OMD_SITE")
context = {name: os.environ[f"NOTIFY_{name}"] for name in wanted if os.environ.get(f"NOTIFY_{name}")}
context |= {name[7:]: value for name, value in os.environ.items() if name.startswith(("NOTIFY_HOSTLABEL_", "NOTIFY_SERVICELABEL_"))}

# Checkmk does not tell with the end of a downtime when it started: that is remembered from one to the other.
kind = context.get("NOTIFICATIONTYPE", "")
check = f'{context.get("HOSTNAME")}!{context.get("SERVICEDESC", "")}'
started = pathlib.Path(os.environ["OMD_ROOT"], "var/attain", hashlib.sha256(check.encode()).hexdigest()[:32])
if kind == "DOWNTIMESTART":
    started.parent.mkdir(parents=True, exist_ok=True)
    started.write_text(context["MICROTIME"])
elif kind.startswith("DOWNTIME") and started.exists():
    context["DOWNTIME_START"] = started.read_text()
    started.unlink()

headers = {"Authorization": "Bearer {{secret}}", "Content-Type": "application/json"}
urllib.request.urlopen(urllib.request.Request("{{url}}", json.dumps(context).encode(), headers), timeout=10)
\`\`\`

Setup → Events → Notifications: a rule with the method *Attain*, a contact for it, and every event type ticked, recoveries
above all. Give hosts and services a label that names the service, such as \`sla:checkout\`.`,
  credentials: '`bearer`, `basic` or `hmac`: whatever the script sends.',
  fields: [
    { part: 'stream', from: '`HOSTNAME`, or `HOSTNAME!SERVICEDESC`' },
    { part: 'start', from: '`LASTSERVICESTATECHANGE` or `LASTHOSTSTATECHANGE`, else `MICROTIME`' },
    { part: 'end', from: 'the same, of the recovery' },
    { part: 'service', from: 'host, service, their groups and labels, the site' },
    { part: 'title', from: 'host and service' },
    { part: 'incident', from: 'the stream, acknowledged at `MICROTIME`' },
  ],
  states: CHECK_STATES,
  resolution: `A check runs every minute by default; the start is the check that changed the state, also where
*Maximum number of check attempts* or *Delay notifications* makes the notification late.`,
  blindSpots: [
    {
      what: 'Nothing is sent in a scheduled downtime, and nothing before it starts',
      remedy:
        'the script remembers the start: a window of up to a day, once it is over, announced as it began; where notice is agreed, ' +
        'send a `maintenance` signal or a calendar (`attain import --from ics`) in advance',
    },
    { what: 'Event Console events have no state of a check', remedy: 'notes them' },
  ],
};
