import { expect, it } from 'vitest';
import { priorityTurn, urgencyOf } from '../../shared/domain/priority.ts';

it.each([
  ['P1', 1],
  ['SEV-2', 2],
  ['3 - Moderate', 3],
  ['Critical', 1],
  ['Low', 4],
  ['gold', undefined],
])('reads how urgent a priority is: %s', (name, urgency) => {
  expect(urgencyOf(name)).toBe(urgency);
});

it.each([
  ['P3', 'P1', 'raised'],
  ['P1', 'P10', 'lowered'],
  ['low', 'high', 'raised'],
  ['gold', 'P1', 'changed'],
  ['P1', 'SEV1', 'changed'],
])('tells what a change from %s to %s is', (from, to, turn) => {
  expect(priorityTurn({ from, to })).toBe(turn);
});
