import { formatInstant } from '../../domain/instant.ts';
import type { MonitorState } from '../../domain/signal.ts';
import { preview } from '../signals/signal-json.ts';
import type { Parsed } from '../source.ts';
import { saidOfCheck } from './check-message.ts';
import { timesOf } from './check-times.ts';
import { eventTime, firstTime, timeOf } from './event-time.ts';
import { fieldsOf, firstText, flatTexts, keyword } from './fields.ts';
import { macrosOfIcinga } from './icinga-object.ts';
import { incident } from './incident.ts';
import { isObject, type JsonObject } from './json-object.ts';
import { maintenance } from './maintenance.ts';
import { meanings } from './meanings.ts';
import { noted, type Subject, underMaintenance } from './noted.ts';
import { refused } from './parsed.ts';
import { type Receipt, state } from './state.ts';

/**
 * A notification of Nagios or one of its descendants (Icinga 2, Naemon, Checkmk), whose macros a script has posted as JSON
 * under any names: `service_state`, `service.state`, `SERVICESTATE`, `NAGIOS_SERVICESTATE` or `NOTIFY_SERVICESTATE`.
 *
 * The monitor is `host` or `host!service`. The state holds from the last state change, which is the first failed check: the
 * notification comes only once retries have confirmed it.
 */
export function readCheckNotification(notification: JsonObject, receipt: Receipt): Parsed {
  const macros = macrosIn(notification);
  const fields = fieldsOf(macros);
  const host = hostOf(macros);
  if (host === undefined) return refused('invalid', 'expected the name of a host; got nothing');
  const outer = fieldsOf(notification);
  const at = firstTime([...timesOf(fields), ...timesOf(outer)], receipt);
  const check = checkOf(fields, { host, at, others: stableTexts(macros) });
  const type = (firstText(fields, 'notificationtype', 'type') ?? firstText(outer, 'type') ?? '').toLowerCase();
  if (/^acknowledg(?!\w*(cleared|removed))/.test(type)) {
    const { monitor, at, labels, title, url } = check;
    return incident({ incident: monitor, phase: 'acknowledged', at, labels, title, url }, receipt);
  }
  const downtime = type.startsWith('downtime') && type !== 'downtimestart' && firstText(fields, 'downtimestart');
  if (downtime) return readDowntime(check, downtime, receipt);
  if (/^downtime(start|trigger)/.test(type)) {
    return underMaintenance(`notification type ${preview(type)}`, subjectOf(check), receipt);
  }
  if (/^(down|flapp|custom|remove|alerthandler|comment|acknowledg|(un)?mute)/.test(type)) {
    return noted(`notification type ${preview(type)}`, subjectOf(check), receipt);
  }
  return readState(check, type, { fields, receipt });
}

/** The macros, or those that stand in an object of the notification, or what its subject says. */
function macrosIn(notification: JsonObject): JsonObject {
  const icinga = macrosOfIcinga(notification);
  if (icinga !== undefined) return icinga;
  const objects = [notification, ...Object.values(notification).filter(isObject)].map(withoutPrefix);
  return objects.find((macros) => hostOf(macros) !== undefined) ?? saidOfCheck(notification);
}

function withoutPrefix(macros: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(macros).map(([key, value]) => [key.replace(ENVIRONMENT, ''), value]));
}

function hostOf(macros: JsonObject): string | undefined {
  return firstText(fieldsOf(macros), 'hostname', 'host', 'hostdisplayname', 'hostalias');
}

/** What the scripts of Nagios and Checkmk find before the name of a macro in their environment. */
const ENVIRONMENT = /^(NAGIOS|ICINGA|NOTIFY)_+/;

interface Check {
  readonly monitor: string;
  readonly kind: 'host' | 'service';
  /** When it was notified, in epoch ms. */
  readonly at: number | undefined;
  readonly labels: JsonObject;
  readonly title: string;
  readonly url: string | undefined;
}

function checkOf(
  fields: JsonObject,
  { host, at, others }: Pick<Check, 'at'> & { host: string; others: JsonObject },
): Check {
  const isHost = firstText(fields, 'what', 'objecttype')?.toLowerCase() === 'host';
  const service = isHost ? undefined : firstText(fields, ...SERVICE_NAMES);
  return {
    monitor: service === undefined ? host : `${host}!${service}`,
    kind: service === undefined ? 'host' : 'service',
    at,
    labels: { ...others, host, service },
    title: service === undefined ? host : `${host} ${service}`,
    url: firstText(fields, 'url', 'link', 'serviceurl', 'hosturl', 'notesurl', 'servicenotesurl', 'hostnotesurl'),
  };
}

const SERVICE_NAMES = ['servicename', 'servicedesc', 'servicedescription', 'service', 'servicedisplayname'];
/** Names of what changes from one notification of a check to the next, and of whom it was sent to. */
const VOLATILE = new RegExp(
  [
    'state|stat(us|e)?$|time|date|output|perfdata|comment|author|attempt|check(?!out)|duration|depth|notif|contact',
    'number|event|problem|latency|(?<!ac)count$|percent|flap|downtime|email|pager|url$|link$|password|secret|token',
    '^acknowledg|^message$|incident',
    '^(last|prev|max|total|process|arg\\d|user\\d|admin)|(?<!pro)file$|path$|command',
    '^(type|what)$|^(service|host)(name|desc|description|displayname)?$',
  ].join('|'),
);

function stableTexts(macros: JsonObject): JsonObject {
  return Object.fromEntries(flatTexts(macros).filter(([name]) => !VOLATILE.test(keyword(name))));
}

function subjectOf({ monitor, at }: Check): Subject {
  return { stream: monitor, at };
}

/** Longer ones are not taken from a start that a script remembered: the end of the one before may have been lost. */
const LONGEST_DOWNTIME_MS = 24 * 3_600_000;

/**
 * A downtime that is over. The senders do not tell its start with its end, but a script may remember it. Nobody announced it
 * here before it began, so that is when it was announced.
 */
function readDowntime({ monitor, at, labels, title }: Check, startedAt: string, receipt: Receipt): Parsed {
  const { receivedAt, zone = 'UTC' } = receipt;
  const start = timeOf(startedAt, zone);
  const end = at ?? receivedAt;
  if (start === undefined || end - start > LONGEST_DOWNTIME_MS) {
    return refused('invalid', `downtime_start: expected a time up to a day before the end; got ${preview(startedAt)}`);
  }
  const id = `downtime:${monitor}:${formatInstant(start)}`;
  return maintenance({ maintenance: id, labels, start, end, announcedAt: start, title }, receipt);
}

interface Context {
  readonly fields: JsonObject;
  readonly receipt: Receipt;
}

function readState(check: Check, type: string, { fields, receipt }: Context): Parsed {
  const { kind, monitor, labels, title, url } = check;
  const says = firstText(fields, `${kind}state`, 'state', 'status', 'checkresultstate', `${kind}stateid`, 'stateid');
  const current = stateOf(says, kind) ?? stateOfType(type);
  if (says?.toLowerCase() === 'pending') return noted('a check that has not run yet', subjectOf(check), receipt);
  if (current === undefined) {
    return refused(
      'invalid',
      `${kind} state: expected a state such as OK, WARNING, CRITICAL or DOWN; got ${preview(says)}`,
    );
  }
  // A number where Icinga's API says it.
  if (/^(soft|0(\.0)?)$/i.test(firstText(fields, `${kind}statetype`, 'statetype') ?? '')) {
    return noted('a soft state, which retries have not confirmed yet', subjectOf(check), receipt);
  }
  const changed = firstText(fields, `last${kind}statechange`, `${kind}laststatechange`, 'laststatechange');
  const isPlausible = eventTime(changed, receipt.receivedAt, receipt.zone) !== undefined;
  const before = stateOf(firstText(fields, `last${kind}state`, `${kind}laststate`, 'laststate'), kind);
  // Repeats of a problem must be the identical signal, though the state before is that of the check before.
  const previous = current === 'up' && before !== undefined && before !== 'up' && { previous: before };
  return state(
    { monitor, state: current, at: isPlausible ? changed : check.at, ...previous, labels, title, url },
    receipt,
  );
}

const stateFrom = meanings({
  up: ['ok', 'up'],
  degraded: ['warning', 'warn'],
  // Behind a host that is down: nobody reaches it either.
  down: ['critical', 'crit', 'down', 'unreachable', 'unreach'],
  unknown: ['unknown', 'unkn'],
});
const NUMBERED: Readonly<Record<Check['kind'], readonly MonitorState[]>> = {
  service: ['up', 'degraded', 'down', 'unknown'],
  host: ['up', 'down', 'down'],
};

function stateOf(says: string | undefined, kind: Check['kind']): MonitorState | undefined {
  if (says === undefined) return undefined;
  return stateFrom(says) ?? (/^[0-3](\.0)?$/.test(says) ? NUMBERED[kind][Number(says)] : undefined);
}

function stateOfType(type: string): MonitorState | undefined {
  if (type === 'recovery') return 'up';
  return type === 'problem' ? 'down' : undefined;
}
