import { expect, test } from 'vitest';
import { objectWith } from '../../../shared/sources/reading/object-with.ts';

const problem = { PID: '7', State: 'OPEN' };

test.each([
  ['the body itself', problem],
  ['one deeper', { type: 'problem', data: problem }],
  ['three deeper', { data: { details: { problem } } }],
  ['the outermost of two', { ...problem, details: { pid: '8', state: 'CLOSED' } }],
])('finds %s', (_, body) => {
  expect(objectWith(body, ['pid', 'problemid'], ['state'])).toMatchObject(problem);
});

test.each([
  ['four deeper', { a: { b: { c: { problem } } } }],
  ['in a list', { problems: [problem] }],
  ['of one group alone', { data: { PID: '7' } }],
])('finds nothing %s', (_, body) => {
  expect(objectWith(body, ['pid', 'problemid'], ['state'])).toBeUndefined();
});
