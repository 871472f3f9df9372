import { describe, expect, it } from 'vitest';
import { firstTime } from '../../../shared/sources/reading/event-time.ts';
import { fieldsOf, keyword } from '../../../shared/sources/reading/fields.ts';

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

describe('fields', () => {
  it('leave out what the sender did not fill in', () => {
    expect(fieldsOf({ Alert_Type: '1', alertDuration: ' *alertDuration* ', n: 1 }, /^\*\w*\*$/)).toEqual({
      alerttype: '1',
      n: 1,
    });
  });

  it('keep a field named __proto__ one like any other', () => {
    expect(Object.keys(fieldsOf(JSON.parse('{"__proto__":{"a":1}}'), /^$/))).toEqual(['proto']);
  });
});

describe('the first time', () => {
  it('that can be true is taken', () => {
    const receivedAt = Date.UTC(2026, 9, 6, 12);
    expect(firstTime([null, '0001-01-01T00:00:00Z', '2026-10-06T11:00:00Z', 1], { receivedAt })).toBe(
      receivedAt - 3_600_000,
    );
    expect(firstTime(['soon'], { receivedAt })).toBeUndefined();
  });
});
