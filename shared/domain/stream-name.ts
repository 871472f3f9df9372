import { sha256 } from './digest.ts';

/** Names up to this length, at three bytes a character, fit a sort key of 1,024 bytes beside the id of a monitor. */
const LONGEST = 300;
const SHOWN = 200;

/**
 * The stream of a signal: the name of its monitor; of a very long name the beginning, and the digest of all of it.
 *
 * @example streamName('checkout-probe')  //=> 'checkout-probe'
 */
export function streamName(monitor: string): string {
  if (monitor.length <= LONGEST) return monitor;
  return `${monitor.slice(0, SHOWN).toWellFormed()}~${sha256(monitor)}`;
}
