import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { parseSchedule } from '../../../infra/local/services/schedule-expression.ts';
import { Scheduler } from '../../../infra/local/services/scheduler.ts';
import { temporaryFolder } from '../fixture.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Schedules by id, and how often each has fired. */
function scheduler(
  expressions: Readonly<Record<string, string>>,
  { clock = new Clock(), file = undefined as string | undefined } = {},
) {
  const fired: Record<string, number> = {};
  const schedules = Object.entries(expressions).map(([id, expression]) => {
    const fire = () => {
      fired[id] = (fired[id] ?? 0) + 1;
    };
    return { id, due: parseSchedule(expression, 'UTC', id), fire };
  });
  const made = new Scheduler(schedules, { clock, ...(file && { file }) });
  made.start();
  return { fired, clock, stop: () => made.close() };
}

describe('a schedule', () => {
  it('with a new rate fires at once, with a wall time it waits', () => {
    const { fired, stop } = scheduler({
      rate: 'rate(5 minutes)',
      cron: 'cron(* * * * ? *)',
      at: 'at(2099-01-01T00:00:00)',
    });
    stop();
    expect(fired).toEqual({ rate: 1 });
  });

  it('fires once after a jump, however many times it fell due', () => {
    const { fired, clock, stop } = scheduler({ rate: 'rate(5 minutes)', daily: 'cron(0 6 * * ? *)' });
    clock.set(clock.now() + 31 * day);
    stop();
    expect(fired).toEqual({ rate: 2, daily: 1 });
  });

  it('does not fire before it is due', () => {
    const { fired, clock, stop } = scheduler({ rate: 'rate(1 hour)' });
    clock.set(clock.now() + 59 * minute);
    expect(fired).toEqual({ rate: 1 });
    clock.set(clock.now() + minute);
    stop();
    expect(fired).toEqual({ rate: 2 });
  });

  it('at one moment fires once and never again', () => {
    const { fired, clock, stop } = scheduler({ at: 'at(2099-01-01T00:00:00)' });
    clock.set(Date.UTC(2099, 0, 1));
    clock.set(Date.UTC(2100, 0, 1));
    stop();
    expect(fired).toEqual({ at: 1 });
  });

  it('remembers over a restart when it fired, and makes up once for the time away', () => {
    const clock = new Clock();
    const file = join(temporaryFolder(), 'schedules.json');
    scheduler({ rate: 'rate(1 hour)' }, { clock, file }).stop();
    const soon = scheduler({ rate: 'rate(1 hour)' }, { clock, file });
    soon.stop();
    clock.set(clock.now() + 5 * day);
    const late = scheduler({ rate: 'rate(1 hour)' }, { clock, file });
    late.stop();
    expect([soon.fired, late.fired]).toEqual([{}, { rate: 1 }]);
  });
});

describe('an expression', () => {
  const next = (expression: string, after: string, timeZone = 'UTC') =>
    new Date(parseSchedule(expression, timeZone, 'S').next(Date.parse(after)) ?? Number.NaN).toISOString();

  it.each([
    ['rate(1 day)', '2026-10-01T06:00:00Z', '2026-10-02T06:00:00.000Z'],
    ['cron(0 6 * * ? *)', '2026-10-01T06:00:00Z', '2026-10-02T06:00:00.000Z'],
    ['cron(*/15 * * * ? *)', '2026-10-01T06:46:00Z', '2026-10-01T07:00:00.000Z'],
    ['cron(30 8-10 ? * MON-FRI *)', '2026-10-02T10:30:00Z', '2026-10-05T08:30:00.000Z'], // Friday to Monday
    ['cron(0 0 1 JAN,JUL ? *)', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['cron(0 0 ? * 1 2027)', '2026-01-01T00:00:00Z', '2027-01-03T00:00:00.000Z'], // 1 is Sunday
    ['at(2026-10-01T06:00:00)', '2026-01-01T00:00:00Z', '2026-10-01T06:00:00.000Z'],
  ])('%s after %s is due at %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('is wall time in its zone, also where the clocks change', () => {
    expect(next('cron(0 6 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T05:00:00.000Z');
    expect(next('cron(30 2 29 3 ? *)', '2026-03-01T00:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each(['rate(0 minutes)', 'rate(5 weeks)', 'cron(0 6 * * ?)', 'cron(0 6 L * ? *)', 'cron(60 6 * * ? *)', 'daily'])(
    '%s is an error',
    (expression) => {
      expect(() => parseSchedule(expression, 'UTC', 'Nightly')).toThrow(/^Nightly: /);
    },
  );
});
