import { describe, expect, it } from 'vitest';
import { templateFields } from '../../../shared/sources/reading/template-fields.ts';

describe('the fields of a body whose user named them', () => {
  it.each([['alert_id'], ['alertId'], ['ALERT-ID'], ['Alert Id']])('are found as %s', (name) => {
    expect(templateFields({ [name]: '7' })('alertid')).toBe('7');
  });

  it('are found in an object, by both names', () => {
    expect(templateFields({ alert: { transition: 'Warn' } })('alerttransition')).toBe('Warn');
  });

  it('are found in an object whose keys repeat its name', () => {
    expect(templateFields({ alert: { alert_id: 7 } })('alertid')).toBe(7);
  });

  it('stand before those in an object', () => {
    expect(templateFields({ alert: { id: 'inner' }, alert_id: 'outer' })('alertid')).toBe('outer');
  });

  it('are those in an object where the others say nothing', () => {
    expect(templateFields({ alert: { id: 'inner' }, alert_id: '' })('alertid')).toBe('inner');
  });

  it('are the first that has a value', () => {
    expect(templateFields({ a: null, b: ' ', c: 0, d: 1 })('a', 'b', 'c', 'd')).toBe(0);
  });

  it.each([['$ALERT_ID'], ['{{ issueId }}'], ['N/A'], ['']])('have no value as long as they say %j', (value) => {
    expect(templateFields({ a: value })('a')).toBe(undefined);
  });
});
