import { parseInstant } from '../domain/instant.ts';
import type { Attainment, Forecast } from '../domain/result.ts';
import { timeLeft } from './format.ts';
import { periodWords } from './period-words.ts';
import { local, shortDay, shortMoment } from './when.ts';

/**
 * Where a running period leads, in plain words; empty where nothing is forecast.
 *
 * @example forecastSentence(attainment)
 *   //=> 'At this pace October is lost on the 19th; if all stays up from now it ends at 99.93 %; you may be down 11 more minutes.'
 */
export function forecastSentence({
  forecast,
  period,
  until,
}: Pick<Attainment, 'forecast' | 'period' | 'until'>): string {
  if (forecast === undefined) return '';
  const { sentence } = periodWords(period.name);
  const best = `if all stays up from now it ends at ${forecast.bestPercent} %`;
  if (forecast.leftMs < 0) return `${paceless(sentence)}; even ${best}.`;
  return `${pace(forecast, { period, until }, sentence)}; ${best}; you may be down ${more(forecast.leftMs)}.`;
}

/** Whether the budget of a running period is lost, or will be at its pace. */
export function isLosing({ forecast }: Pick<Attainment, 'forecast'>): boolean {
  if (forecast === undefined) return false;
  return forecast.leftMs < 0 || forecast.lostAt !== null || forecast.burning.length > 0;
}

function paceless(period: string): string {
  return `${period.charAt(0).toUpperCase()}${period.slice(1)} is lost`;
}

type Place = Pick<Attainment, 'period' | 'until'>;

// What burns says more of the next hours than the days before it do.
function pace({ lostAt, burning }: Forecast, place: Place, period: string): string {
  const [soonest] = burning
    .filter((it) => it.lostAt !== null)
    .toSorted((a, b) => parseInstant(a.lostAt ?? '') - parseInstant(b.lostAt ?? ''));
  if (soonest?.lostAt != null) {
    return `At the pace of the last ${WINDOWS[soonest.window] ?? soonest.window} ${period} is lost ${on(soonest.lostAt, place)}`;
  }
  return lostAt === null ? `At this pace ${period} holds` : `At this pace ${period} is lost ${on(lostAt, place)}`;
}

const WINDOWS: Readonly<Record<string, string>> = { PT1H: 'hour', PT6H: '6 hours', P1D: 'day', P3D: '3 days' };

const DAY = 86_400_000;

function on(instant: string, { period, until }: Place): string {
  if (parseInstant(instant) - parseInstant(until) < DAY) return `on ${shortMoment(instant, period.timeZone)}`;
  const date = local(instant, period.timeZone);
  return /^\d{4}-\d{2}$/.test(period.name) ? `on the ${ordinal(date.day)}` : `on ${shortDay(date)}`;
}

function ordinal(day: number): string {
  const teens = day % 100 >= 11 && day % 100 <= 13;
  return `${day}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

function more(ms: number): string {
  const time = timeLeft(ms);
  const minutes = /^([\d,]+) min$/.exec(time)?.[1];
  if (minutes === undefined) return `${time} more`;
  return minutes === '1' ? '1 more minute' : `${minutes} more minutes`;
}
