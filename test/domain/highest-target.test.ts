import { describe, expect, it } from 'vitest';
import { highestTarget } from '../../shared/domain/highest-target.ts';
import { buildAttainment } from '../support/attainment-builder.ts';

/** October has 44,700 minutes in Berlin. */
function month(down: number, unknown = 0, tolerated = true) {
  return { attainment: buildAttainment({ service: 'checkout', down, unknown }), tolerated };
}

function months(...downs: number[]) {
  return downs.map((down) => month(down));
}

describe('the highest target that could have been promised', () => {
  it('is what the second worst of twelve months came to: 447 of 44,700 min are 1 %', () => {
    const twelve = months(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 447, 4_470);
    expect(highestTarget(twelve)).toEqual({
      agreement: 'acme-2026',
      service: 'checkout',
      periods: 12,
      met: 11,
      notMeasured: 0,
      target: '99.000',
    });
  });

  it('is the same in whatever order the months come', () => {
    const twelve = months(447, 0, 4_470, 0, 0, 44, 0, 0, 0, 20, 0, 0);
    expect(highestTarget(twelve)).toMatchObject({ met: 11, target: '99.000' });
  });

  it('of fewer months is what the worst came to', () => {
    expect(highestTarget(months(0, 447))).toMatchObject({ periods: 2, met: 2, target: '99.000' });
  });

  it('is cut off: 1 min of 44,700 leaves 99.99776 %', () => {
    expect(highestTarget(months(1))).toMatchObject({ target: '99.997' });
    expect(highestTarget(months(0))).toMatchObject({ target: '100.000' });
  });

  it('takes unknown time as down: nobody can promise what nobody knows', () => {
    expect(highestTarget([month(0, 447)])).toMatchObject({ target: '99.000' });
  });

  it('is none where too many months are not measured', () => {
    const unknown = month(0, 4_470, false);
    expect(highestTarget([unknown])).toMatchObject({ periods: 1, notMeasured: 1, target: null });
    // One of twelve may be anything.
    expect(highestTarget([...months(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), unknown])).toMatchObject({ target: '100.000' });
  });

  it('is not asked for where nothing is counted', () => {
    expect(highestTarget([])).toBeUndefined();
    const closed = { attainment: buildAttainment({ service: 'checkout', outOfHours: 44_700 }), tolerated: true };
    expect(highestTarget([closed])).toBeUndefined();
    expect(highestTarget([closed, month(447)])).toMatchObject({ periods: 1, met: 1, notMeasured: 0, target: '99.000' });
  });
});
