import { describe, expect, it } from 'vitest';
import { heldMaintenance } from '../../shared/domain/announcement.ts';
import type { MaintenanceEvent } from '../../shared/domain/event.ts';

const announced: MaintenanceEvent = {
  kind: 'maintenance',
  service: 'checkout',
  maintenance: 'CHG-7',
  start: 100,
  end: 200,
  announcedAt: 10,
};
const moved: MaintenanceEvent = { ...announced, start: 300, end: 400, announcedAt: 20 };

/** What holds, whichever of them comes first. */
function held(...announcements: readonly MaintenanceEvent[]) {
  const holds = heldMaintenance(announcements);
  expect(heldMaintenance(announcements.toReversed())).toEqual(holds);
  expect(heldMaintenance([...announcements, ...announcements])).toEqual(holds);
  return holds;
}

describe('maintenance', () => {
  it('holds as it was announced last', () => {
    expect(held(announced, moved)).toEqual([moved]);
  });

  it('announced and cancelled in the same breath is cancelled', () => {
    const cancelled = { ...announced, cancelledAt: 50 };
    expect(held(announced, cancelled)).toEqual([cancelled]);
  });

  it('called off twice in the same breath holds as called off last', () => {
    const cancelled = { ...announced, cancelledAt: 50 };
    const again = { ...announced, cancelledAt: 60 };
    expect(held(cancelled, again)).toEqual([again]);
  });

  it('announced again after it was cancelled takes place, and is announced anew', () => {
    const again = { ...announced, announcedAt: 60 };
    expect(held({ ...announced, cancelledAt: 50 }, again)).toEqual([again]);
  });

  it('of two ids is two, in the order of their start', () => {
    const other = { ...announced, maintenance: 'CHG-6', start: 150 };
    expect(held(other, announced).map(({ maintenance }) => maintenance)).toEqual(['CHG-7', 'CHG-6']);
  });
});

describe('a repeated announcement', () => {
  it('keeps the time of the first', () => {
    expect(held(announced, { ...announced, announcedAt: 95 })).toEqual([announced]);
  });

  it('keeps it with a new title, and with its cancellation', () => {
    const last = { ...announced, announcedAt: 150, cancelledAt: 150, title: 'Done early' };
    expect(held(announced, { ...announced, announcedAt: 95 }, last)).toEqual([{ ...last, announcedAt: 10 }]);
  });

  it('keeps no more than the first after another window was announced, in another year or not', () => {
    const back = { ...announced, announcedAt: 30 };
    const repeated = { ...announced, announcedAt: 40 };
    expect(held(announced, moved, back, repeated)).toEqual([back]);
  });

  it('of the same start alone, or the same end alone, is another window and announced anew', () => {
    const longer = { ...announced, end: 250, announcedAt: 30 };
    expect(held(announced, longer)).toEqual([longer]);
    const later = { ...announced, start: 150, announcedAt: 30 };
    expect(held(announced, later)).toEqual([later]);
  });

  it('of a window that was called off and then revived keeps no more than the revival, called off again or not', () => {
    const revived = { ...announced, announcedAt: 60 };
    const repeated = { ...announced, announcedAt: 70 };
    const endedEarly = { ...announced, announcedAt: 150, cancelledAt: 150 };
    expect(held(announced, { ...announced, cancelledAt: 50 }, revived, repeated)).toEqual([revived]);
    const all = [announced, { ...announced, announcedAt: 50, cancelledAt: 50 }, revived, repeated, endedEarly];
    expect(held(...all)).toEqual([{ ...endedEarly, announcedAt: 60 }]);
  });
});

describe('an announcement of a source that is not trusted with when it was', () => {
  const late = { ...announced, receivedAt: 90 };

  it('keeps both times', () => {
    expect(held(late)).toEqual([late]);
  });

  it('was known when any announcement of the same start and end was first received', () => {
    expect(held(late, { ...announced, announcedAt: 20, receivedAt: 30 })).toEqual([{ ...announced, receivedAt: 30 }]);
    expect(held(late, { ...announced, announcedAt: 20 })).toEqual([{ ...announced, receivedAt: 20 }]);
    expect(held(late, { ...announced, announcedAt: 95 })).toEqual([late]);
    expect(held(late, { ...announced })).toEqual([announced]);
  });

  it('has its place in the order by its own word: what overtook it holds', () => {
    expect(held({ ...announced, receivedAt: 500 }, moved)).toEqual([moved]);
  });

  it('of another window was known no earlier than that was received, whatever it says', () => {
    const backDated = { ...moved, announcedAt: 11, receivedAt: 290 };
    expect(held(announced, backDated)).toEqual([backDated]);
  });
});
