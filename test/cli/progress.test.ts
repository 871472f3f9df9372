import { describe, expect, it } from 'vitest';
import { Progress } from '../../cli/progress.ts';

function written(interactive: boolean, total: number | undefined) {
  const lines: string[] = [];
  let now = 1_000;
  const progress = new Progress({ interactive, err: (text) => lines.push(text), now: () => now }, total);
  const showAfter = (ms: number, done: number) => {
    now += ms;
    progress.show({ done, label: `${done} signals` });
  };
  return { lines, progress, showAfter };
}

describe('how far something got', () => {
  it('is one line that changes for a person who watches, and leaves none', () => {
    const { lines, progress, showAfter } = written(true, 200);
    showAfter(0, 100);
    progress.end();
    expect(lines).toEqual([`\r\x1b[2K${'█'.repeat(12)}${'░'.repeat(12)} 50 %  100 signals`, '\r\x1b[2K']);
  });

  it('is a line every ten seconds for a log, and none where there was nothing to wait for', () => {
    const { lines, progress, showAfter } = written(false, 200);
    showAfter(9_999, 10);
    expect(lines).toEqual([]);
    showAfter(1, 20);
    showAfter(9_999, 30);
    showAfter(1, 201);
    progress.end();
    expect(lines).toEqual(['so far: 10 %, 20 signals\n', 'so far: 100 %, 201 signals\n']);
  });

  it('has no share of what nobody knows the length of', () => {
    const { lines, showAfter } = written(false, undefined);
    showAfter(10_000, 20);
    expect(lines).toEqual(['so far: 20 signals\n']);
  });
});
