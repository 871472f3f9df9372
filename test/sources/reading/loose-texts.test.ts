import { describe, expect, it } from 'vitest';
import { numbered } from '../../../shared/sources/reading/labels.ts';
import { firstText, flatTexts, looseTexts } from '../../../shared/sources/reading/loose-texts.ts';

describe('a body that its user wrote', () => {
  it('has one name for all ways of writing it', () => {
    for (const key of ['event_id', 'EventID', 'EVENT.ID', 'event-id', 'Event Id']) {
      expect([...looseTexts({ [key]: '7' })]).toEqual([['eventid', '7']]);
    }
  });

  it('may hold an object for each thing that it speaks of', () => {
    expect([...looseTexts({ host: { name: 'web1', vars: { a: 1 } }, ok: true })]).toEqual([
      ['hostname', 'web1'],
      ['ok', 'true'],
    ]);
  });

  it('keeps the first of two keys that are one name', () => {
    expect(firstText(looseTexts({ event_id: 'a', eventId: 'b' }), 'none', 'eventid')).toBe('a');
  });

  it.each(['', '  ', '{EVENT.ID}', '{{ alert.id }}', '$service.state$', '%status', '*UNKNOWN*', null, []])(
    'says nothing by %j',
    (value) => {
      expect(flatTexts({ value })).toEqual([]);
    },
  );

  it.each(['{"a":1}', '100%', '$5', '{a} and {b}', '50 %status'])('says something by %j', (value) => {
    expect(flatTexts({ value })).toEqual([['value', value]]);
  });
});

describe('values of one kind as labels', () => {
  it('are the same in any order', () => {
    expect(numbered('entity', ['web', 'db', 7])).toEqual({ entity: 'db', 'entity 2': 'web' });
    expect(numbered('entity', ['db', 'web'])).toEqual({ entity: 'db', 'entity 2': 'web' });
  });

  it('may be a single one, or none', () => {
    expect(numbered('entity', 'web')).toEqual({ entity: 'web' });
    expect(numbered('entity', null)).toEqual({});
  });
});
