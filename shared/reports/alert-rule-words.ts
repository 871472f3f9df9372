import { parseInstant } from '../domain/instant.ts';
import type { RuleInForce } from '../domain/monitor-then.ts';
import { lengthWords } from '../domain/targets/promise.ts';
import { clean } from './clean.ts';
import { moment } from './when.ts';

/**
 * The alert rule that makes a stream's state what it is, as a sentence.
 *
 * @example
 *   alertRuleWords(rule, 'UTC')
 *   //=> 'no repeat of this alert was heard after 4 Oct 2026 10:00 UTC: with staleAfter 4 h (source am, catalogue 1a2b3c4d)
 *   //    it is unknown from 4 Oct 2026 14:00 UTC'
 */
export function alertRuleWords(rule: RuleInForce, timeZone: string): string {
  const at = (instant: string): string => moment(instant, timeZone);
  const carried = rule.carried ? '; the method goes on with the state before' : '';
  switch (rule.rule) {
    case 'staleAfter': {
      const { heardAt, start } = rule;
      return `no repeat of this alert was heard after ${at(heardAt)}: with ${named(rule)} it is unknown from ${at(start)}${carried}`;
    }
    case 'openAtMost': {
      const { heardAt, start } = rule;
      return `nobody has told of an end of this alert since ${at(heardAt)}: with ${named(rule)} it is unknown from ${at(start)} until somebody does${carried}`;
    }
    case 'mergeGap': {
      const { start, end, firedAt, state } = rule;
      const began = end === firedAt ? '' : ` (begun at ${at(end)} by detectionOffset)`;
      const so = state === 'unknown' ? 'that time is unknown' : 'it stayed down';
      return `resolved at ${at(start)}, fired again at ${at(firedAt)}${began}: within ${named(rule)}, so ${so}${carried}`;
    }
    case 'detectionOffset': {
      const { start, end, ms } = rule;
      const bound = parseInstant(end) - ms === parseInstant(start) ? '' : ', where the change before it was';
      return `fired at ${at(end)}: ${named(rule)} puts the beginning at ${at(start)}${bound}`;
    }
  }
}

const HASH_DIGITS = 8;

// Where the rule stands: whose source, and in which version of the catalogue.
function named({ rule, ms, source, catalogue }: RuleInForce): string {
  const of = source === null ? 'of any source' : `source ${clean(source, 60)}`;
  return `${rule} ${lengthWords(ms)} (${of}, catalogue ${catalogue.slice(0, HASH_DIGITS)})`;
}
