import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { minimalWith } from './minimal-catalogue.ts';

function agreementWith(lines: string) {
  const text = minimalWith('    hours: office\n', `    hours: office\n    ${lines}\n`);
  return parseCatalogue(text, { file: 'c.yaml' }).agreements[0];
}

function windowWith(keys: string) {
  return agreementWith(`maintenanceWindows: [{ id: sunday, ${keys} }]`)?.maintenanceWindows?.[0];
}

describe('maintenance in an agreement', () => {
  it('has an allowance', () => {
    expect(agreementWith('maintenanceAllowance: { time: PT4H, per: quarter }')?.maintenanceAllowance).toEqual({
      timeMs: 14_400_000,
      per: 'quarter',
    });
  });

  it('has windows, in the zone of the agreement unless they have their own', () => {
    expect(windowWith('from: 2026-01-04T02:00, duration: PT2H, rule: FREQ=WEEKLY;BYDAY=SU')).toEqual({
      id: 'sunday',
      from: '2026-01-04T02:00',
      durationMs: 7_200_000,
      timeZone: 'Europe/Berlin',
      rule: { frequency: 'WEEKLY', interval: 1, byDay: [{ weekday: 6 }] },
    });
    expect(
      windowWith(
        'title: Patches, services: [checkout], from: 2026-01-04T02:00, duration: PT2H, timeZone: UTC, except: [2026-01-04]',
      ),
    ).toEqual({
      id: 'sunday',
      title: 'Patches',
      services: ['checkout'],
      from: '2026-01-04T02:00',
      durationMs: 7_200_000,
      timeZone: 'UTC',
      except: ['2026-01-04'],
    });
  });

  const window = 'maintenanceWindows[0]';
  it.each([
    [
      'duration: PT2H, from: 2026-01-04T02:00:00Z',
      `${window}.from: expected a local time such as 2026-01-04T02:00, without an offset, got "2026-01-04T02:00:00Z"`,
    ],
    ['duration: PT0S, from: 2026-01-04T02:00', `${window}.duration: expected an ISO 8601 duration above zero`],
    [
      'duration: PT2H, from: 2026-01-04T02:00, rule: FREQ=HOURLY',
      `${window}.rule: expected FREQ of DAILY, WEEKLY, MONTHLY or YEARLY instead of "HOURLY", got "FREQ=HOURLY"`,
    ],
    [
      'duration: PT2H, from: 2026-01-05T02:00, rule: FREQ=WEEKLY;BYDAY=SU',
      `${window}.from: expected a first window on a date that the rule meets, got "2026-01-05T02:00"`,
    ],
    [
      'duration: PT2H, from: 2026-01-04T02:00, rule: FREQ=WEEKLY;UNTIL=20260103',
      `${window}.from: expected a first window until 2026-01-03, got "2026-01-04T02:00"`,
    ],
    [
      'duration: PT2H, from: 2026-01-04T02:00, services: [search]',
      `${window}.services[0]: expected a service of the agreement (checkout), got "search"`,
    ],
  ])('%s is refused', (keys, message) => {
    expect(() => windowWith(keys)).toThrow(`agreements[0].${message}`);
  });

  it('has windows of different names', () => {
    const one = '{ id: sunday, from: 2026-01-04T02:00, duration: PT2H }';
    expect(() => agreementWith(`maintenanceWindows: [${one}, ${one}]`)).toThrow(
      'agreements[0].maintenanceWindows[1].id: expected something that is not there already, got "sunday"',
    );
  });
});
