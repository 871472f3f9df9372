import type { Exposure } from '../domain/exposure.ts';
import { formatInstant, parseInstant } from '../domain/instant.ts';
import type { CreditResult } from '../domain/result.ts';
import { grouped, spelled, timeLeft } from './format.ts';
import { periodWords } from './period-words.ts';
import { day } from './when.ts';

// Minor units of a currency, ISO 4217; all others have two digits.
const WITHOUT_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const WITH_THREE = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');

/** An amount of minor units: `money({ currency: 'EUR', amount: 50_000 })  //=> 'EUR 500.00'`. */
export function money({ currency, amount }: { readonly currency: string; readonly amount: number }): string {
  const digits = WITHOUT_DIGITS.includes(currency) ? 0 : WITH_THREE.includes(currency) ? 3 : 2;
  const text = String(amount).padStart(digits + 1, '0');
  const whole = grouped(Number(text.slice(0, text.length - digits)));
  return digits === 0 ? `${currency} ${whole}` : `${currency} ${whole}.${text.slice(-digits)}`;
}

/**
 * What is to be said of a credit; empty while nothing is owed of a period that runs.
 *
 * @example creditSentence(credit, 'Europe/Berlin')  //=> 'Service credit due: EUR 500.00, claim by 30 Nov 2026.'
 */
export function creditSentence(credit: CreditResult | undefined, timeZone: string): string {
  switch (credit?.state) {
    case undefined:
      return '';
    case 'due':
      return `Service credit due: ${money(credit)}${cap(credit)}${deadline(credit, timeZone)}.`;
    case 'none':
      return `No service credit is due${usedUp(credit)}.`;
    case 'notMeasured':
      return 'No automatic service credit: too little is known of the availability to say.';
    case 'soFar':
      return soFar(credit);
  }
}

function soFar(credit: CreditResult): string {
  if (credit.amount > 0) return `Service credit owed even if all stays up from now: ${money(credit)}${cap(credit)}.`;
  return credit.cappedBy === null ? '' : `No service credit is owed${usedUp(credit)}.`;
}

// A miss that gives nothing, since earlier periods were credited as much as may be.
function usedUp({ cappedBy, currency, uncapped }: CreditResult): string {
  if (cappedBy === null) return '';
  const cap = `the most for a ${cappedBy} is used up`;
  return uncapped === undefined ? `: ${cap}` : `: it would be ${money({ currency, amount: uncapped })}, but ${cap}`;
}

/** What an outage that lasts would cost: `If the outage lasts 20 more minutes: …`. */
export function exposureSentence({ period, from, to, afterMs, ifItEnds, ifItLasts }: Exposure): string {
  const lasts = spelled(timeLeft(parseInstant(to) - parseInstant(from))).replace(' ', ' more ');
  const after = afterMs === 0 ? '' : ` What of it lies after ${periodWords(period).label} is not in this.`;
  return `If the outage lasts ${lasts}, the service credit is ${money(ifItLasts)}${cap(ifItLasts)}; if it ended now, ${money(ifItEnds)}.${after}`;
}

function cap({ cappedBy, amount }: CreditResult): string {
  if (cappedBy === null) return '';
  return amount === 0 ? ` (the most for a ${cappedBy} is used up)` : ` (the most for a ${cappedBy})`;
}

// The last day on which it can be claimed: the deadline may be the first moment of the next.
function deadline({ claimBy }: CreditResult, timeZone: string): string {
  return claimBy === null ? '' : `, claim by ${day(formatInstant(parseInstant(claimBy) - 1), timeZone)}`;
}
