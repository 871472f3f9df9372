import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

const HOURS = 'monday-friday: 08:00-18:00';

function officeWith(hours: string, more: string, lists = '') {
  const text = minimalWith(HOURS, `${hours}\n${more}`).replace('calendars:', `${lists}calendars:`);
  return parseCatalogue(text, { file: 'c.yaml' }).calendars.office;
}

describe('a calendar', () => {
  it('may have several stretches a day, also over midnight', () => {
    expect(officeWith('friday: [08:00-12:00, 13:00-18:00, 22:00-06:00]', '')?.week.friday).toEqual([
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
      { from: '22:00', to: '06:00' },
    ]);
  });

  it('names lists of holidays, dates, or both', () => {
    const lists = 'holidays:\n  - { id: us-federal, dates: [2026-11-26, 2026-12-25] }\n';
    const office = officeWith(HOURS, '    holidays: [us-federal, 2026-12-24]', lists);
    expect(office?.holidays).toEqual(['2026-11-26', '2026-12-25', '2026-12-24']);
  });

  it('has extra hours and closed days', () => {
    const office = officeWith(
      HOURS,
      '    extra: [{ date: 2026-12-05, hours: 09:00-13:00 }, { date: 2026-12-06, hours: [09:00-10:00, 22:00-02:00] }]\n    closed: [2026-12-31]',
    );
    expect(office).toMatchObject({
      extra: [
        { date: '2026-12-05', hours: [{ from: '09:00', to: '13:00' }] },
        {
          date: '2026-12-06',
          hours: [
            { from: '09:00', to: '10:00' },
            { from: '22:00', to: '02:00' },
          ],
        },
      ],
      closed: ['2026-12-31'],
    });
  });

  it.each([
    [
      '    holidays: [us-federl]',
      'calendars[0].holidays[0]: expected a known list of holidays (us-federal), got "us-federl" (did you mean "us-federal"?)',
    ],
    [
      '    holidays: [2026-02-30]',
      'calendars[0].holidays[0]: expected a date such as 2026-12-25 or the id of a list of holidays, got "2026-02-30"',
    ],
    ['    closed: [Silvester]', 'calendars[0].closed[0]: expected a date such as 2026-12-25, got "Silvester"'],
    [
      '    extra: [{ date: 2026-12-05, hours: 09:00-09:00 }]',
      'calendars[0].extra[0].hours: expected hours such as 08:00-18:00, or 22:00-06:00 over midnight, at most 24:00, got "09:00-09:00"',
    ],
    [
      '    extra: [{ date: 2026-12-05, hours: 09:00-13:00 }]\n    closed: [2026-12-05]',
      'calendars[0].closed[0]: expected something that is not there already, got "2026-12-05"',
    ],
  ])('%s is refused', (more, message) => {
    const lists = 'holidays:\n  - { id: us-federal, dates: [2026-11-26] }\n';
    expect(() => officeWith(HOURS, more, lists)).toThrow(message);
  });

  it.each([['2026-11-26', 'holidays[0].id: expected an id that is not a date, got "2026-11-26"']])(
    'may not have a list of holidays named %s',
    (id, message) => {
      expect(() => officeWith(HOURS, '', `holidays:\n  - { id: ${id}, dates: [2026-11-26] }\n`)).toThrow(message);
    },
  );
});
