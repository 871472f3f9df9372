import type { JsonObject } from './json-object.ts';
import { spokenIn } from './spoken.ts';

const SERVICE = '(?<service>[^\\n]{1,200}?)';
const STATE = '(?<state>OK|WARNING|CRITICAL|UNKNOWN)\\b';

const ALERTS = [
  // ** PROBLEM Service Alert: web1/HTTP is CRITICAL **
  new RegExp(`(?:^|[\\]:] )(?<host>[^\\s/]{1,200})/${SERVICE} is ${STATE}`, 'm'),
  // [PROBLEM] HTTP on web1 is CRITICAL!
  ...['\\bService ', '\\] ', '^'].map(
    (begin) => new RegExp(`${begin}${SERVICE} on (?:host )?(?<host>\\S{1,200}) is (?:in state )?${STATE}`, 'im'),
  ),
  // ** PROBLEM Host Alert: web1 is DOWN **, and [PROBLEM] Host web1 is DOWN!
  /\bHost(?: Alert:)? (?<host>\S{1,200}) is (?<state>UP|DOWN|UNREACHABLE)\b/i,
];
const TYPES = [/\b(PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|(?:DOWNTIME|FLAPPING)[A-Z]{1,20})\b/];

/**
 * What the subjects say that Nagios and Icinga propose for mails, as a script may post them to a chat instead of the macros. Nothing
 * where there is no such subject.
 *
 * @example saidOfCheck({ text: '[PROBLEM] Host web1 is DOWN!' })  //=> { host: 'web1', state: 'DOWN', notificationtype: 'PROBLEM' }
 */
export function saidOfCheck(notification: JsonObject): JsonObject {
  const { groups } = spokenIn(notification, ALERTS) ?? {};
  const type = spokenIn(notification, TYPES)?.[1];
  return groups === undefined ? {} : { ...groups, ...(type !== undefined && { notificationtype: type }) };
}
