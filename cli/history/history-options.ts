import { InvalidInputError } from '../../shared/domain/errors.ts';
import { parseDuration } from '../../shared/domain/instant.ts';
import { parsePeriod } from '../../shared/domain/period.ts';
import type { MonitorState } from '../../shared/domain/signal.ts';
import type { Arguments } from '../arguments.ts';
import { labelPairs } from '../label-pairs.ts';
import type { HistoryFormat, HistoryOptions } from './history.ts';

/** Options of `attain import` that say how a history is to be read. */
export const HISTORY_OPTIONS = {
  label: { value: 'NAME=VALUE', repeatable: true, describe: 'put this label on every signal; may be repeated' },
  service: { value: 'ID', repeatable: true, describe: 'of states: the label service; of ics: whose maintenance it is' },
  zone: { value: 'ZONE', describe: 'IANA zone of times without an offset; UTC unless given or in the file' },
  step: {
    value: 'DURATION',
    describe: 'how far apart samples are, such as PT1M: where some are missing it is unknown',
  },
  period: { value: 'P', describe: 'such as 2026-10 or START/END: what to ask a Prometheus for; where events repeat' },
  url: { value: 'URL', describe: 'prometheus: ask this server instead of reading a file' },
  query: { value: 'PROMQL', describe: 'prometheus: what to ask for, such as up{job="checkout"}' },
  column: { value: 'OURS=THEIRS', repeatable: true, describe: 'csv: the name of a column, such as at=Started' },
  state: { value: 'WORD=STATE', repeatable: true, describe: 'csv: what a word for a state means, such as Outage=down' },
  delimiter: { value: 'C', describe: 'csv: what stands between cells; what the first line has most of unless given' },
  'zone-name': { value: 'NAME=ZONE', repeatable: true, describe: 'ics: IANA zone of a name that the calendar uses' },
} as const;

/** @throws InvalidInputError for a value that cannot be read, and for an option that means nothing to the format */
export function historyOptions(args: Arguments, { name, takes }: HistoryFormat): HistoryOptions {
  const idle = Object.keys(HISTORY_OPTIONS).find((option) => args.has(option) && !takes.includes(option));
  if (idle !== undefined) {
    const known = takes.length === 0 ? 'no such option' : takes.map((it) => `--${it}`).join(', ');
    throw new InvalidInputError(`expected ${known} with --from ${name}; got "--${idle}"`);
  }
  const [step, period, delimiter] = [args.text('step'), args.text('period'), args.text('delimiter')];
  const zone = args.text('zone');
  const services = args.all('service');
  const isOfStates = name !== 'ics' && services.length > 0;
  return {
    labels: { ...labelPairs(args, 'label'), ...(isOfStates && { service: onlyService(services) }) },
    services,
    zone: zone === undefined ? undefined : zoneNamed(zone),
    stepMs: step === undefined ? undefined : parseDuration(step),
    period: period === undefined ? undefined : parsePeriod(period, zone ?? 'UTC'),
    url: args.text('url'),
    query: args.text('query'),
    columns: labelPairs(args, 'column'),
    states: statesOf(labelPairs(args, 'state')),
    zoneNames: labelPairs(args, 'zone-name'),
    delimiter: delimiter === undefined ? undefined : delimiterOf(delimiter),
  };
}

function statesOf(words: Readonly<Record<string, string>>): Record<string, MonitorState> {
  return Object.fromEntries(Object.entries(words).map(([word, state]) => [word.toLowerCase(), monitorState(state)]));
}

function monitorState(state: string): MonitorState {
  if (state === 'up' || state === 'degraded' || state === 'down' || state === 'unknown') return state;
  throw new InvalidInputError(`expected --state WORD=STATE with up, degraded, down or unknown; got "${state}"`);
}

function onlyService(services: readonly string[]): string {
  const [service = '', another] = services;
  if (another === undefined) return service;
  throw new InvalidInputError(`expected --service once, as a label of every signal; got ${services.join(' and ')}`);
}

function zoneNamed(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch (cause) {
    throw new InvalidInputError(`expected --zone with a zone of IANA, such as Europe/Berlin; got "${zone}"`, { cause });
  }
}

function delimiterOf(text: string): string {
  if (text === 'tab') return '\t';
  if (text.length === 1 && text !== '"') return text;
  throw new InvalidInputError(`expected --delimiter with one character, or tab; got "${text}"`);
}
