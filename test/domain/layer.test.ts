import { describe, expect, it } from 'vitest';
import { type Claim, layersOf } from '../../shared/domain/layer.ts';

const WINDOW = { start: 0, end: 100 };

function claim(name: Claim['class'], start: number, end: number, reason?: string): Claim {
  const claimed = { class: name, intervals: [{ start, end }] };
  return reason === undefined ? claimed : { ...claimed, reason };
}

describe('the layers of a window', () => {
  it('without claims are one that is open', () => {
    expect(layersOf(WINDOW, [])).toEqual([{ ...WINDOW, class: 'open' }]);
  });

  it('have a reason only where the claim has one', () => {
    expect(layersOf(WINDOW, [claim('outOfHours', 0, 100)])).toStrictEqual([{ ...WINDOW, class: 'outOfHours' }]);
  });

  it('leave the rest open', () => {
    expect(layersOf(WINDOW, [claim('maintenance', 20, 30, 'CHG-7')])).toEqual([
      { start: 0, end: 20, class: 'open' },
      { start: 20, end: 30, class: 'maintenance', reason: 'CHG-7' },
      { start: 30, end: 100, class: 'open' },
    ]);
  });

  it('give each instant to the first claim that covers it', () => {
    const layers = layersOf(WINDOW, [
      claim('outOfHours', 0, 40),
      claim('excluded', 30, 60, 'clause 7.1'),
      claim('maintenance', 20, 80, 'CHG-7'),
    ]);
    expect(layers.map(({ start, end, class: name }) => [start, end, name])).toEqual([
      [0, 40, 'outOfHours'],
      [40, 60, 'excluded'],
      [60, 80, 'maintenance'],
      [80, 100, 'open'],
    ]);
  });

  it('cut a claim in two where an earlier one lies inside it', () => {
    const layers = layersOf(WINDOW, [claim('excluded', 40, 60), claim('maintenance', 20, 80)]);
    expect(layers.map(({ class: name }) => name)).toEqual(['open', 'maintenance', 'excluded', 'maintenance', 'open']);
  });

  it('ignore claims outside the window and upside down', () => {
    expect(layersOf(WINDOW, [claim('excluded', 200, 300), claim('excluded', 60, 40)])).toHaveLength(1);
  });

  it('of an empty window are none', () => {
    expect(layersOf({ start: 5, end: 5 }, [claim('excluded', 0, 10)])).toEqual([]);
  });
});
