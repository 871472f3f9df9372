import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../infra/local/services/event-pattern.ts';

const matches = (pattern: unknown, event: unknown) => compilePattern(pattern, 'Rule')(event);

describe('an event pattern', () => {
  it.each([
    ['an exact text', { source: ['attain'] }, { source: 'attain' }, { source: 'Attain' }],
    ['one of several', { a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    ['a number as a number', { a: [5] }, { a: 5 }, { a: '5' }],
    ['null, which is not missing', { a: [null] }, { a: null }, {}],
    ['an entry of a list in the event', { a: ['x'] }, { a: ['w', 'x'] }, { a: ['w'] }],
    ['all its fields', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, { a: 'x' }],
    ['a nested field', { detail: { a: { b: [1] } } }, { detail: { a: { b: 1 } } }, { detail: { a: 1 } }],
    ['a field of an object in a list', { a: { b: [1] } }, { a: [{ b: 0 }, { b: 1 }] }, { a: [{ b: 0 }] }],
    ['a prefix', { a: [{ prefix: 'x-' }] }, { a: 'x-1' }, { a: '1-x-' }],
    ['a suffix', { a: [{ suffix: '.png' }] }, { a: 'a.png' }, { a: 'a.png.txt' }],
    ['a text in any case', { a: [{ 'equals-ignore-case': 'Up' }] }, { a: 'uP' }, { a: 'ups' }],
    ['a wildcard', { a: [{ wildcard: 'a*c.d' }] }, { a: 'abbc.d' }, { a: 'abbcxd' }],
    ['anything but a text', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, { a: 'x' }],
    ['anything but several', { a: [{ 'anything-but': ['x', 1] }] }, { a: 2 }, { a: 1 }],
    ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'y' }, { a: 'xy' }],
    ['anything but, which a missing field is not', { a: [{ 'anything-but': 'x' }] }, { a: '' }, {}],
    ['a field that exists', { a: [{ exists: true }] }, { a: 0 }, { b: 0 }],
    ['a field that does not exist', { a: [{ exists: false }] }, { b: 0 }, { a: 0 }],
    ['a range of numbers', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, { a: 5.1 }],
    ['an exact number', { a: [{ numeric: ['=', 3.0] }] }, { a: 3 }, { a: '3' }],
    ['one of two patterns', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, { a: 2 }],
  ])('takes %s', (_name, pattern, yes, no) => {
    expect([matches(pattern, yes), matches(pattern, no)]).toEqual([true, false]);
  });

  it('with an operator that nobody knows is an error naming it', () => {
    expect(() => compilePattern({ a: { b: [{ cidr: '10.0.0.0/24' }] } }, 'Rule')).toThrow(
      'Rule.a.b: no local meaning for the pattern operator cidr',
    );
  });

  it('with numbers that make no sense is an error', () => {
    expect(() => compilePattern({ a: [{ numeric: ['>'] }] }, 'Rule')).toThrow('Rule.a: expected ["<", 5]');
  });
});
