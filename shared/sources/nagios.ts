import type { SourceGuide } from './guide.ts';
import { icinga2 } from './icinga2.ts';
import { CHECK_BLIND_SPOTS, CHECK_RESOLUTION, CHECK_STATES } from './reading/check-guide.ts';
import type { SourceType } from './source.ts';

/**
 * Nagios and Naemon, by a notification command that posts its macros as JSON. They are what Icinga's macros grew out of, and are
 * read as those are: https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html
 */
export const nagios: SourceType = { ...icinga2, name: 'nagios' };

export const guide: SourceGuide = {
  title: 'Nagios',
  reads:
    'What a notification command of Nagios Core, Nagios XI or Naemon posts as JSON or as a form: its macros, with or without ' +
    '`NAGIOS_` before them; without a host, the subject or the body of a mail as it proposes it. [Icinga 2](icinga2.md) has a page of its own; both types read both.',
  documentation: 'https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html',
  setUp: `
\`\`\`
define command {
  command_name  attain-host
  command_line  jq -n --arg NOTIFICATIONTYPE '$NOTIFICATIONTYPE$' --arg TIMET '$TIMET$' --arg HOSTNAME '$HOSTNAME$' --arg HOSTSTATE '$HOSTSTATE$' --arg LASTHOSTSTATE '$LASTHOSTSTATE$' --arg LASTHOSTSTATECHANGE '$LASTHOSTSTATECHANGE$' --arg sla_service '$_HOSTSLA_SERVICE$' '$$ARGS.named' | curl -fsS --retry 3 -H 'Authorization: Bearer {{secret}}' -H 'Content-Type: application/json' --data-binary @- '{{url}}'
}
define command {
  command_name  attain-service
  command_line  jq -n --arg NOTIFICATIONTYPE '$NOTIFICATIONTYPE$' --arg TIMET '$TIMET$' --arg HOSTNAME '$HOSTNAME$' --arg SERVICEDESC '$SERVICEDESC$' --arg SERVICESTATE '$SERVICESTATE$' --arg LASTSERVICESTATE '$LASTSERVICESTATE$' --arg LASTSERVICESTATECHANGE '$LASTSERVICESTATECHANGE$' --arg sla_service '$_SERVICESLA_SERVICE$' '$$ARGS.named' | curl -fsS --retry 3 -H 'Authorization: Bearer {{secret}}' -H 'Content-Type: application/json' --data-binary @- '{{url}}'
}
define contact {
  contact_name                   attain
  host_notifications_enabled     1
  service_notifications_enabled  1
  host_notification_period       24x7
  service_notification_period    24x7
  host_notification_options      d,u,r,f,s
  service_notification_options   w,u,c,r,f,s
  host_notification_commands     attain-host
  service_notification_commands  attain-service
}
\`\`\`

Make \`attain\` a contact of what carries a service, and name the service there: \`_SLA_SERVICE checkout\`. \`TIMET\` and the times of
change are epoch seconds. With \`enable_environment_macros=1\` a script may post its whole environment instead.`,
  credentials: '`bearer`, `basic` or `hmac`: whatever the command sends.',
  fields: [
    { part: 'stream', from: '`HOSTNAME`, or `HOSTNAME!SERVICEDESC`' },
    {
      part: 'start',
      from: '`LASTHOSTSTATECHANGE` or `LASTSERVICESTATECHANGE`, else `TIMET`, `LONGDATETIME`, `SHORTDATETIME`, or `DATE` and `TIME`',
    },
    { part: 'end', from: 'the same, of the recovery' },
    { part: 'service', from: 'host, service and every other macro that does not change with the state' },
    { part: 'title', from: 'host and service' },
    { part: 'incident', from: 'the stream, acknowledged at `TIMET`' },
  ],
  states: CHECK_STATES,
  resolution: CHECK_RESOLUTION,
  blindSpots: CHECK_BLIND_SPOTS,
};
