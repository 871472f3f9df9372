import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../shared/domain/signal.ts';
import { formatSignalLine, parseSignalLines, readSignalLines } from '../../../shared/sources/signals/signal-lines.ts';

const BEAT = '{"kind":"heartbeat","feed":"probes","at":"2026-10-01T00:00:00.000Z","every":"PT1M"}';
const beat: Signal = { kind: 'heartbeat', feed: 'probes', at: 1_790_812_800_000, every: 60_000 };

describe('signals as lines', () => {
  it('are one JSON object a line, with empty lines, CRLF and a byte order mark allowed', () => {
    expect(parseSignalLines(`\uFEFF${BEAT}\r\n\n  \n${BEAT}`)).toEqual([beat, beat]);
    expect(parseSignalLines('')).toEqual([]);
  });

  it('are written as they are read', () => {
    expect(formatSignalLine(beat)).toBe(BEAT);
  });

  it('name the line that is wrong', () => {
    expect(() => parseSignalLines(`${BEAT}\n\n{"kind":`)).toThrow('line 3: expected a JSON object');
    expect(() => parseSignalLines(`${BEAT}\n{"kind":"beat"}`)).toThrow(
      'line 2: kind: expected one of state, incident, maintenance, count, heartbeat, correction, approval; got "beat"',
    );
  });

  it('are read from a stream as they come', async () => {
    async function* lines() {
      yield BEAT;
      yield '';
      yield '[]';
    }
    const read = readSignalLines(lines());
    expect(await read.next()).toEqual({ value: beat, done: false });
    await expect(read.next()).rejects.toThrow('line 3: signal: expected an object; got a list of 0');
  });
});
