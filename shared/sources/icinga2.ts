import type { SourceGuide } from './guide.ts';
import { CHECK_BLIND_SPOTS, CHECK_RESOLUTION, CHECK_STATES } from './reading/check-guide.ts';
import { readCheckNotification } from './reading/check-notification.ts';
import { eachEvent } from './reading/events.ts';
import { isObject, type JsonObject, objectsAt } from './reading/json-object.ts';
import { together } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * Icinga 2, by a notification command that posts its macros as JSON:
 * https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#notifications
 */
export const icinga2: SourceType = {
  name: 'icinga2',
  silenceMeans: 'up',
  parse: eachEvent('the macros of a notification', readNotification),
};

/** A notification, or an answer of the API with the objects that were asked for. */
function readNotification(said: JsonObject, receipt: Receipt): Parsed {
  const objects = objectsAt(said, 'results').filter(({ attrs }) => isObject(attrs));
  if (objects.length === 0) return readCheckNotification(said, receipt);
  return together(objects.map((each) => readCheckNotification(each, receipt)));
}

export const guide: SourceGuide = {
  title: 'Icinga 2',
  reads:
    'What a notification command posts as JSON or as a form: the macros of the notification, of the host and of the service, ' +
    'under the names below, those of Icinga (`service.state`) or those of Nagios (`SERVICESTATE`, `NAGIOS_SERVICESTATE`). Without a ' +
    'host, the subject or the body of a mail as it proposes it. What the channel "Webhook" of Icinga Notifications sends, and ' +
    'hosts and services as the API answers them.',
  documentation: 'https://icinga.com/docs/icinga-2/latest/doc/03-monitoring-basics/#notifications',
  setUp: `
\`\`\`sh
#!/bin/sh
# /etc/icinga2/scripts/attain.sh: posts the variables of its environment whose names start with ATTAIN_
# Icinga does not tell with the end of a downtime when it started: that is remembered from one to the other.
started="$DOWNTIMES/$(printf '%s!%s' "$ATTAIN_HOST" "$ATTAIN_SERVICE" | sha256sum | cut -c 1-32)"
case "$ATTAIN_NOTIFICATION_TYPE" in
DOWNTIMESTART) mkdir -p "$DOWNTIMES" && printf '%s' "$ATTAIN_LONG_DATE_TIME" > "$started" ;;
DOWNTIME*) [ -f "$started" ] && export ATTAIN_DOWNTIME_START="$(cat "$started")" && rm "$started" ;;
esac
jq -n 'env | with_entries(select(.key | startswith("ATTAIN_")) | .key |= (ltrimstr("ATTAIN_") | ascii_downcase))' |
  curl -fsS --retry 3 -H 'Authorization: Bearer {{secret}}' -H 'Content-Type: application/json' --data-binary @- '{{url}}'
\`\`\`

\`\`\`
// /etc/icinga2/conf.d/attain.conf
object NotificationCommand "attain-host" {
  command = [ ConfigDir + "/scripts/attain.sh" ]
  env = {
    DOWNTIMES = DataDir + "/attain-downtimes"
    ATTAIN_NOTIFICATION_TYPE = "$notification.type$"
    ATTAIN_LONG_DATE_TIME = "$icinga.long_date_time$"
    ATTAIN_HOST = "$host.name$"
    ATTAIN_HOST_STATE = "$host.state$"
    ATTAIN_LAST_STATE = "$host.last_state$"
    ATTAIN_LAST_STATE_CHANGE = "$host.last_state_change$"
    ATTAIN_SLA_SERVICE = "$host.vars.sla_service$"
  }
}
object NotificationCommand "attain-service" {
  command = [ ConfigDir + "/scripts/attain.sh" ]
  env = {
    DOWNTIMES = DataDir + "/attain-downtimes"
    ATTAIN_NOTIFICATION_TYPE = "$notification.type$"
    ATTAIN_LONG_DATE_TIME = "$icinga.long_date_time$"
    ATTAIN_HOST = "$host.name$"
    ATTAIN_SERVICE = "$service.name$"
    ATTAIN_SERVICE_STATE = "$service.state$"
    ATTAIN_LAST_STATE = "$service.last_state$"
    ATTAIN_LAST_STATE_CHANGE = "$service.last_state_change$"
    ATTAIN_SLA_SERVICE = "$service.vars.sla_service$"
  }
}
object User "attain" { }
apply Notification "attain" to Host {
  command = "attain-host"
  users = [ "attain" ]
  interval = 30m
  assign where host.vars.sla_service
}
apply Notification "attain" to Service {
  command = "attain-service"
  users = [ "attain" ]
  interval = 30m
  assign where service.vars.sla_service
}
\`\`\`

\`long_date_time\` carries the offset of the server's zone, \`last_state_change\` is epoch seconds. Every other variable
that the command sends (\`sla_service\` here) is a label that may pick the service.

The nodes of a zone that is highly available remember starts each for itself: a downtime that starts on one and ends on the other
is no maintenance here until you send it as a signal. Neither is one that overlaps another before the later start. Icinga looks once
a minute which downtimes are over, so that their end comes up to a minute late.

[Nagios](nagios.md) has a page of its own; both types read both.`,
  credentials: '`bearer`, `basic` or `hmac`: whatever the script sends.',
  fields: [
    { part: 'stream', from: 'the host, or `host!service`' },
    {
      part: 'start',
      from: '`last_state_change`: the first failed check, before retries confirmed it; else the time of the notification',
    },
    { part: 'end', from: '`last_state_change` of the recovery' },
    { part: 'service', from: 'host, service and every other variable that does not change with the state' },
    { part: 'title', from: 'host and service' },
    { part: 'incident', from: 'the stream, acknowledged at the time of the notification' },
  ],
  states: CHECK_STATES,
  resolution: CHECK_RESOLUTION,
  blindSpots: CHECK_BLIND_SPOTS,
};
