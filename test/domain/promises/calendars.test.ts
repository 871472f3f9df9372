import { describe, expect, it } from 'vitest';
import { findingsOf, messagesOf, shop, USUAL } from './linted.ts';

function withCalendar(keys: string): string {
  return shop({
    services: '- { id: shop, name: Shop, monitors: [{ id: p }] }',
    agreements: `- { id: acme, kind: sla, customer: Acme, ${USUAL}, services: [shop], targets: [{ kind: availability, target: 99 }] }`,
    more: `calendars: [{ id: office, timeZone: UTC, ${keys} }]`,
  });
}

const overlapping = {
  level: 'warning',
  lint: 'overlapping-hours',
  why: 'time that is in both counts once, which is less than the hours add up to',
  advice: 'write them as one stretch, or correct the one that is wrong',
};

describe('a calendar', () => {
  it('without hours is an error', () => {
    expect(findingsOf('empty-calendar', withCalendar('hours: {}'))).toEqual([
      {
        level: 'error',
        lint: 'empty-calendar',
        path: ['calendars', 'office', 'hours'],
        message: 'Calendar "office" has no hours',
        why: 'under it no time is agreed, so nothing is ever measured or missed',
        advice: 'write hours by weekday, such as monday-friday: 08:00-18:00',
      },
    ]);
  });

  it('has hours that overlap by half an hour, found at the later day', () => {
    expect(
      findingsOf('overlapping-hours', withCalendar('hours: { friday: 22:00-06:30, saturday: 06:00-09:00 }')),
    ).toEqual([
      {
        ...overlapping,
        path: ['calendars', 'office', 'hours', 'saturday'],
        message: 'Hours of calendar "office" overlap: 22:00-06:30 of friday and 06:00-09:00 of saturday',
      },
    ]);
  });

  it('has hours of an extra day that overlap', () => {
    const extra =
      '{ date: 2026-12-05, hours: [08:00-10:00, 10:00-11:00] }, { date: 2026-12-06, hours: [08:00-10:30, 10:00-11:00] }';
    expect(findingsOf('overlapping-hours', withCalendar(`hours: {}, extra: [${extra}]`))).toEqual([
      {
        ...overlapping,
        path: ['calendars', 'office', 'extra', 1, 'hours'],
        message: 'Hours of calendar "office" overlap: 08:00-10:30 and 10:00-11:00 of 2026-12-06',
      },
    ]);
  });

  it('has hours that follow each other to the minute', () => {
    expect(messagesOf('overlapping-hours', withCalendar('hours: { monday: [08:00-09:30, 09:30-11:00] }'))).toEqual([]);
  });
});
