const UNITS = { day: 86_400, hour: 3_600, hr: 3_600, min: 60, sec: 1 } as const;

/**
 * The seconds of a duration: a number of them, as a number or as digits, or words such as `2 minutes and 44 seconds`. What is rounded
 * to minutes is none.
 *
 * @example secondsOf('1 Hr 2 Mins 44 Secs')  //=> 3764
 */
export function secondsOf(duration: unknown): number | undefined {
  const number = typeof duration === 'string' && duration !== '' ? Number(duration) : duration;
  if (typeof number === 'number' && number > 0) return number;
  if (typeof duration !== 'string' || !/\d ?sec/i.test(duration)) return undefined;
  const parts = [...duration.slice(0, 100).matchAll(/(\d{1,9}) ?(day|hour|hr|min|sec)/gi)];
  const total = parts.reduce((sum, [, count, word = '']) => sum + Number(count) * inSeconds(word.toLowerCase()), 0);
  return total > 0 ? total : undefined;
}

function inSeconds(unit: string): number {
  return isUnit(unit) ? UNITS[unit] : 0;
}

function isUnit(word: string): word is keyof typeof UNITS {
  return word in UNITS;
}
