import { KEPT, NEVER_FAILED, type SourceGuide } from './guide.ts';
import { eachEvent } from './reading/events.ts';
import { fieldsOf, keyword } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { joinedLabels } from './reading/labels.ts';
import { noted } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import { identity, type Receipt, state } from './reading/state.ts';
import { tagLabels } from './reading/tags.ts';
import { preview } from './signals/signal-json.ts';
import type { Parsed, SourceType } from './source.ts';

/**
 * StatusCake, the webhook of a contact group: a form, or the same fields in the query string of a GET.
 *
 * The monitor is the id of the test; where none is sent, the address that is checked and the name of the test. No time is sent, so
 * the time of receipt counts.
 */
export const statuscake: SourceType = {
  name: 'statuscake',
  silenceMeans: 'unknown',
  parse: eachEvent('an alert of StatusCake', (body, receipt) => readAlert(fieldsOf(body), receipt)),
};

/** Of the certificate, the domain or the speed of a page, or of a test that was paused. */
const REMARKS = /ssl|certificate|domain|expir|pagespeed|paused/;

function readAlert(alert: JsonObject, receipt: Receipt): Parsed {
  const { testid, url, name, ip, checkrate, contactgroup } = alert;
  const parts = [url, name].map(identity).filter((part) => part !== undefined);
  const monitor = identity(testid) ?? parts.join('|');
  const told = { id: testid, name, url, ip, 'check rate': checkrate, 'contact group': contactgroup };
  const labels = joinedLabels(tagLabels(alert.tags), told);
  const said = { monitor, title: name, url, labels };
  switch (keyword(alert.status)) {
    case 'down':
      return state({ ...said, state: 'down' }, receipt);
    case 'up':
      return state({ ...said, state: 'up', previous: 'down' }, receipt);
    default:
      if (REMARKS.test(`${keyword(alert.status)} ${keyword(alert.method)}`)) {
        return noted(`Status: ${preview(alert.status)} is no change of state`, { stream: monitor }, receipt);
      }
      return refused(
        'unreadable',
        `Status: expected Up or Down, as in StatusCake's webhook; got ${preview(alert.status)}`,
      );
  }
}

export const guide: SourceGuide = {
  title: 'StatusCake',
  reads: 'The webhook of a contact group, as StatusCake sends it for uptime tests.',
  documentation: 'https://www.statuscake.com/kb/knowledge-base/how-to-use-the-web-hook-url/',
  setUp: `
*Alerting → Contact Groups → New Contact Group*: webhook URL \`{{url}}/{{secret}}\`, webhook request method POST. Then choose
the contact group at each uptime test, with a trigger rate of 0 minutes, and give tests a tag such as \`service:checkout\`.`,
  credentials: `\`auth: { type: path, secret: attain/statuscake }\`, or
\`auth: { type: query, name: key, secret: attain/statuscake }\` with the address \`{{url}}?key={{secret}}\`. The
\`Token\` that it sends is an MD5 of user name and API key and is not checked.`,
  fields: [
    { part: 'stream', from: '`TestID`; else `URL` and `Name` together' },
    { part: 'start', from: 'the time of receipt of a `Status` Down' },
    { part: 'end', from: 'the time of receipt of a `Status` Up' },
    { part: 'service', from: 'the tags, and `id`, `name`, `url`, `ip`, `check rate` and `contact group`' },
    { part: 'title', from: '`Name`' },
  ],
  states: [
    { says: '`Status` Down, in any case', becomes: 'down' },
    { says: '`Status` Up, in any case', becomes: 'up, and down before' },
    { says: 'news of certificates, domains and the speed of pages', becomes: KEPT },
  ],
  resolution: `No time is sent: an outage lasts from receipt to receipt, and both are marked \`attain_time: receipt\`. The test's
interval, its confirmations and the trigger rate of the contact group make the start late.`,
  blindSpots: [
    {
      what: 'Without `TestID` a test that is renamed or gets another address is another monitor',
      remedy: 'pick it by a tag',
    },
    {
      what: 'A webhook that comes late makes the outage begin or end late',
      remedy: 'the signal is marked; a correction can move it',
    },
    NEVER_FAILED,
  ],
};
