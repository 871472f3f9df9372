import { describe, expect, it } from 'vitest';
import { eachLabel, nameOf, tagLabels } from '../../../shared/sources/reading/tags.ts';

describe('tags', () => {
  it.each([
    ['one text with commas', 'service:checkout, env:prod', { service: 'checkout', env: 'prod' }],
    ['texts with a colon or an equals sign', ['service:checkout', 'env=prod'], { service: 'checkout', env: 'prod' }],
    ['a value with a colon', ['url:https://example.com'], { url: 'https://example.com' }],
    ['pairs', [['environment', 'production']], { environment: 'production' }],
    [
      'objects',
      [
        { name: 'tier', value: '1' },
        { key: 'team', value: 'Payments' },
      ],
      { tier: '1', team: 'Payments' },
    ],
    ['one object', { tier: 1, team: 'Payments', other: null }, { tier: '1', team: 'Payments' }],
    ['bare names', 'urgent,vip', { 'tag urgent': 'true', 'tag vip': 'true' }],
    ['two values of a name', 'pod:a,pod:b,pod:a', { 'pod a': 'true', 'pod b': 'true' }],
    ['nothing', undefined, {}],
    ['no tags', [null, '', ' ', 7, {}], {}],
  ])('are read from %s', (_what, tags, labels) => {
    expect(tagLabels(tags)).toEqual(labels);
  });
});

describe('things of one kind', () => {
  it('are labels of their own, and the only one is the kind', () => {
    expect(eachLabel('team', [{ name: 'Payments' }])).toEqual({ team: 'Payments', 'team Payments': 'true' });
  });

  it('are all the same to the catalogue where there are several', () => {
    expect(eachLabel('team', ['Search', { summary: 'Payments' }, 'Search'])).toEqual({
      'team Payments': 'true',
      'team Search': 'true',
    });
  });

  it('are none where nothing has a name', () => {
    expect(eachLabel('team', [null, {}, ''])).toEqual({});
  });

  it.each([
    ['P1', 'P1'],
    [3, '3'],
    [{ id: 'S1', name: 'Major' }, 'Major'],
    [{ id: 'S1' }, 'S1'],
    [{ name: null }, undefined],
    [undefined, undefined],
  ])('%j is called %j', (thing, name) => {
    expect(nameOf(thing)).toBe(name);
  });
});
