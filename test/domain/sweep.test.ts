import { describe, expect, it } from 'vitest';
import { ENGINE } from '../../shared/domain/engine.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { firstCursor, minutesToSweep } from '../../shared/domain/sweep.ts';

const at = (time: string): number => parseInstant(`2026-10-14T${time}Z`);

function minutes(sweptUntil: string, now: string): string[] {
  return minutesToSweep(at(sweptUntil), at(now)).map(({ minute }) => minute);
}

describe('a sweep', () => {
  it('begins an hour before the first one ever, with buckets of this engine', () => {
    expect(firstCursor(at('12:00:00'))).toEqual({ sweptUntil: at('11:00:00'), engine: ENGINE });
  });

  it('looks at whole minutes, from ten before the last sweep until seven ago', () => {
    // From 11:50:30 and until 12:01:10.
    const swept = minutesToSweep(at('12:00:30'), at('12:08:10'));
    expect(swept).toHaveLength(11);
    expect(swept[0]).toEqual({ minute: '2026-10-14T11:50', sweptUntil: at('11:51:00') });
    expect(swept[1]).toEqual({ minute: '2026-10-14T11:51', sweptUntil: at('11:52:00') });
    expect(swept.at(-1)).toEqual({ minute: '2026-10-14T12:00', sweptUntil: at('12:01:00') });
  });

  it('leaves alone what came less than seven minutes ago: it may still be on its way', () => {
    expect(minutes('12:00:00', '12:08:59').at(-1)).toBe('2026-10-14T12:00');
    expect(minutes('12:00:00', '12:09:00').at(-1)).toBe('2026-10-14T12:01');
  });

  it('has nothing to look at when a clock was set back', () => {
    expect(minutes('12:00:00', '11:57:00')).toEqual([]);
    expect(minutes('12:00:00', '11:58:00')).toEqual(['2026-10-14T11:50']);
    expect(minutes('12:00:00', '10:00:00')).toEqual([]);
  });

  it('takes six hours of a long backlog at a time, the oldest first', () => {
    const swept = minutesToSweep(at('00:10:00'), at('20:00:00'));
    expect(swept).toHaveLength(360);
    expect(swept[0]?.minute).toBe('2026-10-14T00:00');
    // The next one goes on ten minutes before.
    expect(swept.at(-1)).toEqual({ minute: '2026-10-14T05:59', sweptUntil: at('06:00:00') });
  });
});
