import { describe, expect, it } from 'vitest';
import { numbered } from '../../../shared/sources/reading/labels.ts';

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
