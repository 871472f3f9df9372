import { firstText } from './fields.ts';
import type { JsonObject } from './json-object.ts';

const NOTIFICATION_TIMES = [
  'timet',
  'icingatimet',
  'notificationtimet',
  'eventtime',
  'timestamp',
  'microtime',
  'longdatetime',
  'icingalongdatetime',
  'notificationlongdatetime',
  'datetime',
  'notificationtime',
  'notificationdate',
  'date',
  'checkresultexecutionend',
  'shortdatetime',
  'icingashortdatetime',
  // When it was last looked at: not before, but soon after.
  'lastcheck',
  'lastservicecheck',
  'lasthostcheck',
];

/**
 * The times of a notification of Nagios or one of its descendants, those that say it best before others; `$DATE$` and `$TIME$` are one.
 *
 * @param fields by keyword
 * @example timesOf({ date: '10-06-2026', time: '09:12:30' }).at(-1)  //=> '10-06-2026 09:12:30'
 */
export function timesOf(fields: JsonObject): readonly unknown[] {
  const parts = [firstText(fields, 'date', 'icingadate'), firstText(fields, 'time', 'icingatime')];
  return [...NOTIFICATION_TIMES.map((name) => fields[name]), parts.filter((part) => part !== undefined).join(' ')];
}
