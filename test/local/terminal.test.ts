import { describe, expect, it } from 'vitest';
import { summaryOf, terminalOn } from '../../infra/local/terminal.ts';

describe('a line of a log', () => {
  it.each([
    [
      'is its message and that of its error',
      '{"message":"Not kept","error":{"message":"no table"}}',
      'Not kept: no table',
    ],
    ['is itself when it is no JSON', 'Task timed out', 'Task timed out'],
    ['loses line ends and colours', '{"message":"a\\n\\u001b[31mb"}', 'a b'],
  ])('%s', (_name, line, expected) => {
    expect(summaryOf(line)).toBe(expected);
  });
});

it('a flood of errors is cut off after twenty, with a hint', () => {
  const written: string[] = [];
  const { report } = terminalOn({ write: (text) => written.push(text) });
  for (let count = 0; count < 100; count += 1) report('record', 'broken');
  expect(written).toHaveLength(21);
  expect(written.at(-1)).toContain('see its log');
});
