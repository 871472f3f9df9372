import type { JsonObject } from './json-object.ts';
import { textsIn } from './spoken.ts';

type Said = Readonly<Record<string, string>>;
type Pattern = readonly [pattern: RegExp, asFields: (groups: Said) => JsonObject];

/** `Problem: disk is full`, `Resolved in 5m 0s: disk is full`, and as people write it, `[PROBLEM] disk is full`. */
const after = (words: string) =>
  new RegExp(`^\\W{0,5}(?:${words})(?: in [^:\n]{1,40})?(?:[:\\]*]+ ?| - )(?<name>\\w[^\n]*)`, 'i');
const named =
  (state: Said) =>
  ({ name }: Said) => ({ ...state, eventname: name?.trim() });
const SUBJECTS: readonly Pattern[] = [
  [after('updated problem'), named({ eventupdatestatus: '1' })],
  [after('problem'), named({ eventvalue: '1' })],
  [after('resolved|recovered|recovery|ok'), named({ eventvalue: '0' })],
];

/** `17:45:41 on 2026.08.20`, and in the text of an update the other way round. */
const TIME = '(?<time>\\d\\d:\\d\\d:\\d\\d) on (?<date>\\d{4}\\.\\d\\d\\.\\d\\d)';

const LINES: readonly Pattern[] = [
  [
    new RegExp(`Problem started at ${TIME}`),
    ({ time, date }) => ({ eventvalue: '1', eventdate: date, eventtime: time }),
  ],
  [
    new RegExp(`(?:Problem|Service "[^"\n]{0,200}") has been resolved at ${TIME}`),
    ({ time, date }) => ({ eventvalue: '0', eventrecoverydate: date, eventrecoverytime: time }),
  ],
  [
    /\b(?<action>[a-z, ]{3,100}?) problem at (?<date>\d{4}\.\d\d\.\d\d) (?<time>\d\d:\d\d:\d\d)/,
    ({ action, date, time }) => ({ eventupdateaction: action, eventupdatedate: date, eventupdatetime: time }),
  ],
  [/^(?:Problem name|Trigger): (?<name>[^\n]+)$/m, ({ name }) => ({ eventname: name })],
  // Before version 4.0.
  [/^Trigger status: (?<status>PROBLEM|OK)$/m, ({ status }) => ({ eventstatus: status })],
  [/^Host: (?<host>[^\n]+)$/m, ({ host }) => ({ hostname: host })],
  [/^(?:Trigger s|S)everity: (?<severity>[^\n]+)$/m, ({ severity }) => ({ eventseverity: severity })],
  [/^Original (?:problem|event) ID: (?<id>\d+)$/m, ({ id }) => ({ eventid: id })],
];

/**
 * What the subjects and messages say that Zabbix proposes for trigger actions, under the names of the macros in them: a media type
 * posts these alone (`{ALERT.SUBJECT}`, `{ALERT.MESSAGE}`) until its user adds parameters.
 *
 * @example saidByZabbix({ Subject: 'Problem: disk full', Message: 'Host: web1' })  //=> { eventvalue: '1', eventname: 'disk full', hostname: 'web1' }
 */
export function saidByZabbix(event: JsonObject): JsonObject {
  const texts = textsIn(event).map(plain);
  const [subject] = SUBJECTS.flatMap((pattern) => fieldsIn(texts, pattern));
  return Object.assign({}, subject, ...LINES.flatMap((pattern) => fieldsIn(texts, pattern)));
}

function fieldsIn(texts: readonly string[], [pattern, asFields]: Pattern): readonly JsonObject[] {
  const { groups } = texts.map((text) => pattern.exec(text)).find((match) => match !== null) ?? {};
  return groups === undefined ? [] : [asFields(groups)];
}

/** Messages for mails are HTML, others end their lines as Windows does. */
function plain(text: string): string {
  return text
    .replace(/<br ?\/?>/gi, '\n')
    .replace(/<\/?b>/gi, '')
    .replace(/\r/g, '');
}
