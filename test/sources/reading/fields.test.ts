import { describe, expect, it } from 'vitest';
import { fieldsOf, firstOf, firstText, flatTexts, keyword } from '../../../shared/sources/reading/fields.ts';

describe('a keyword', () => {
  it('is the same however it is written', () => {
    expect(['monitorID', 'monitor_id', 'MONITOR-ID', ' monitor id '].map(keyword)).toEqual([
      'monitorid',
      'monitorid',
      'monitorid',
      'monitorid',
    ]);
  });

  it('of what is no text or number is empty', () => {
    expect([null, undefined, {}, ['up'], true].map(keyword)).toEqual(['', '', '', '', '']);
  });
});

describe('the fields of a body whose user named them', () => {
  it.each(['event_id', 'EventID', 'EVENT.ID', 'event-id', 'Event Id'])('are found as %s', (name) => {
    expect(fieldsOf({ [name]: '7' })).toEqual({ eventid: '7' });
  });

  it('are found in an object too, by both names', () => {
    const host = { name: 'web1', vars: { a: 1 } };
    expect(fieldsOf({ host })).toEqual({ host, hostname: 'web1', hostvars: { a: 1 } });
  });

  it('are found in an object whose keys repeat its name', () => {
    expect(fieldsOf({ alert: { alert_id: 7 } })).toHaveProperty('alertid', 7);
  });

  it('stand before those in an object', () => {
    expect(fieldsOf({ alert: { id: 'inner' }, alert_id: 'outer' })).toHaveProperty('alertid', 'outer');
  });

  it('are those in an object where the others say nothing', () => {
    expect(fieldsOf({ alert: { id: 'inner' }, alert_id: '' })).toHaveProperty('alertid', 'inner');
  });

  it('are the first of two that are one', () => {
    expect(fieldsOf({ event_id: 'a', eventId: 'b' })).toEqual({ eventid: 'a' });
  });

  it('keep a field named __proto__ one like any other', () => {
    expect(Object.keys(fieldsOf(JSON.parse('{"__proto__":{"a":1}}')))).toEqual(['proto', 'protoa']);
  });

  it.each([
    ['', '  ', null],
    ['{EVENT.ID}', '{PID}', '{{ alert.id }}', '{{#each TAGS}}{{this}}{{/each}}'],
    ['$ALERT_ID', '$' + '{STATUS}', '$service.state$', '%status'],
    ['[ENDPOINT_NAME]', '*alertDuration*', ' *alertDuration* ', '*UNKNOWN*', 'N/A'],
  ])('are not there as long as they say %j', (...values) => {
    expect(values.map((value) => fieldsOf({ value }))).toEqual(values.map(() => ({})));
  });

  it.each(['{"a":1}', '100%', '$5', '{a} and {b}', '50 %status', '[prod]', 0, false, []])(
    'are there with %j',
    (value) => {
      expect(fieldsOf({ value })).toEqual({ value });
    },
  );
});

describe('the first of several fields', () => {
  const fields = fieldsOf({ list: ['a'], text: ' b ', number: 0 });

  it('is of any kind', () => {
    expect(firstOf(fields, 'none', 'list', 'text')).toEqual(['a']);
  });

  it('that is a text may be a number', () => {
    expect(firstText(fields, 'none', 'list', 'text')).toBe('b');
    expect(firstText(fields, 'number', 'text')).toBe('0');
    expect(firstText(fields, 'list')).toBeUndefined();
  });
});

describe('the texts of such a body', () => {
  it('keep the names that its user gave them', () => {
    expect(flatTexts({ Is_Up: true, host: { Name: 'web1', vars: { a: 1 } }, list: [], none: '*UNKNOWN*' })).toEqual([
      ['Is_Up', 'true'],
      ['host.Name', 'web1'],
    ]);
  });
});
