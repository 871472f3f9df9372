import type { Attainment, CorrectionResult } from '../domain/result.ts';
import { clean } from './clean.ts';
import { isRunning } from './standing-words.ts';
import { interval, moment } from './when.ts';
import { capitalised, VERDICT_NOUNS } from './words.ts';

/** What is remarkable, where anything is: `; flagged: entered after the outage had begun, covers 95 % of an outage`. */
export function flagWords(flags: readonly string[] = []): string {
  return flags.length === 0 ? '' : `; flagged: ${flags.map((it) => clean(it, 120)).join(', ')}`;
}

/** `without exclusions and corrections 91.66 %, missed`; empty where there are none. */
export function withoutWords(attainment: Attainment): string {
  const figures = withoutFigures(attainment);
  return figures === '' ? '' : `without exclusions and corrections ${figures}`;
}

/** `99.75 %, missed`: what it would be without exclusions and corrections; empty where there are none. */
export function withoutFigures(attainment: Attainment): string {
  const { withoutCorrections: without } = attainment;
  if (without === undefined) return '';
  const percent = without.availability === null ? 'no result' : `${without.availability.percent} %`;
  const isKept = without.verdict === 'met' && isRunning(attainment);
  return `${percent}, ${isKept ? 'within budget' : VERDICT_NOUNS[without.verdict]}`;
}

/** The stretch that a correction is about, or the moment and the stream: `14 Oct 2026 09:12 CEST (probe)`. */
export function correctionPlace({ start, end, at, monitor = '' }: CorrectionResult, timeZone: string): string {
  if (start !== undefined && end !== undefined) return interval({ start, end }, timeZone);
  return at === undefined ? '–' : `${moment(at, timeZone)} (${clean(monitor, 60)})`;
}

/** `COR-7: exclude`, `reprocess-1: retract maintenance CHG-1 of …`, `COR-8: reclassify as up`, `COR-9: amend to 14 Oct 2026 09:15 CEST` */
export function correctionName(correction: CorrectionResult, timeZone: string): string {
  const { service, action, becomes, to, what } = correction;
  const of = service === undefined ? '' : ` of ${clean(service, 60)}`;
  const as = becomes === undefined ? '' : ` as ${becomes}`;
  const moved = to === undefined ? '' : ` to ${moment(to, timeZone)}`;
  const retracted = what === undefined ? '' : ` ${clean(what, 160)}`;
  return `${clean(correction.correction, 60)}${of}: ${action}${retracted}${as}${moved}`;
}

/** `Proposed: waits for approval by somebody other than its proposer`, `Approved by Robin` */
export function correctionState({ state, why }: CorrectionResult): string {
  const words = clean(why, 160);
  return words.startsWith(state) ? capitalised(words) : `${capitalised(state)}: ${words}`;
}

/** Who proposed it and on what grounds: `Kim, customer-caused, clause 4.2: Their firewall; flagged: …` */
export function correctionGrounds({ proposedBy, reason, clause, note, flags }: CorrectionResult): string {
  const paragraph = clause === undefined ? '' : `, clause ${clean(clause, 60)}`;
  const words = note === undefined ? '' : `: ${clean(note, 160)}`;
  return `${clean(proposedBy, 60)}, ${clean(reason, 40)}${paragraph}${words}${flagWords(flags)}`;
}
