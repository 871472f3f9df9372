import type { JsonObject } from './json-object.ts';
import { spokenIn, textsIn } from './spoken.ts';

const SERVICE = '(?<service>[^\\n]{1,200}?)';
const STATE = '(?<state>OK|WARNING|CRITICAL|UNKNOWN)\\b';

const ALERTS = [
  // ** PROBLEM Service Alert: web1/HTTP is CRITICAL **
  new RegExp(`(?:^|[\\]:] )(?<host>[^\\s/]{1,200})/${SERVICE} is ${STATE}`, 'm'),
  // [PROBLEM] HTTP on web1 is CRITICAL!
  ...['\\bService ', '\\] ', '^'].map(
    (begin) => new RegExp(`${begin}${SERVICE} on (?:host )?(?<host>\\S{1,200}) is (?:in state )?${STATE}`, 'im'),
  ),
  // PROBLEM - web1 - HTTP is CRITICAL, and PROBLEM - web1 is DOWN, as Icinga proposed before 2.7
  new RegExp(`\\b[A-Z]{4,20} - (?<host>\\S{1,200}) - ${SERVICE} is ${STATE}`),
  /\b[A-Z]{4,20} - (?<host>\S{1,200}) is (?<state>UP|DOWN|UNREACHABLE)\b/,
  // ** PROBLEM Host Alert: web1 is DOWN **, and [PROBLEM] Host web1 is DOWN!
  /\bHost(?: Alert:)? (?<host>\S{1,200}) is (?<state>UP|DOWN|UNREACHABLE)\b/i,
];
const TYPES = [/\b(PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|(?:DOWNTIME|FLAPPING)[A-Z]{1,20})\b/];

/** The lines of a mail, by the names of the macros in them. */
const LINES: Readonly<Record<string, RegExp>> = {
  host: /^Host(?:name)?: +(\S[^\n]*)$/m,
  service: /^Service: +(\S[^\n]*)$/m,
  state: /^State: +(\w+)/m,
  datetime: /^(?:Date\/Time|When): +(\S[^\n]*)$/m,
};

/**
 * What the subjects and the bodies say that Nagios and Icinga propose for mails, as a script may post them to a chat instead of the
 * macros. Nothing where there is neither.
 *
 * @example saidOfCheck({ text: '[PROBLEM] Host web1 is DOWN!' })  //=> { host: 'web1', state: 'DOWN', notificationtype: 'PROBLEM' }
 */
export function saidOfCheck(notification: JsonObject): JsonObject {
  const { groups } = spokenIn(notification, ALERTS) ?? {};
  const type = spokenIn(notification, TYPES)?.[1];
  const lines = linesIn(notification);
  const said = { ...lines, ...groups };
  const isSaid = groups !== undefined || (said.host !== undefined && said.state !== undefined);
  return isSaid ? { ...said, ...(type !== undefined && { notificationtype: type }) } : {};
}

function linesIn(notification: JsonObject): Readonly<Record<string, string>> {
  const texts = textsIn(notification).map((text) => text.replace(/\r/g, ''));
  const found = Object.entries(LINES).flatMap(([name, pattern]): [string, string][] => {
    const value = texts.map((text) => pattern.exec(text)?.[1]).find((it) => it !== undefined);
    return value === undefined ? [] : [[name, value.trim()]];
  });
  return Object.fromEntries(found);
}
