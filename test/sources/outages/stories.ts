import { scenarioNamed } from '../../../cli/senders/scenarios.ts';
import type { Sender, Word } from '../../../cli/senders/sender.ts';
import { SENDERS } from '../../../cli/senders/senders.ts';
import { subjectOf } from '../../../cli/senders/subject.ts';
import { utcDay } from '../../../shared/domain/bucket.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { keptHeaders } from '../../../shared/sources/kept-headers.ts';
import type { Delivery } from '../../../shared/store/deliveries.ts';
import { type ExamplePayload, examplePayloads } from '../payloads.ts';
import { type Step, TOLD_OUTAGES, type ToldOutage } from './told-outages.ts';

/** What one source sends of two outages, in the order in which it does, and what that comes to. */
export interface Story {
  /** Id of the source, and of the service that it is about. */
  readonly id: string;
  readonly type: string;
  readonly deliveries: readonly Delivery[];
  /** The trouble of the service, such as `down 2026-10-06T09:12:30.061Z to 2026-10-06T09:47:30.061Z`; then its incidents. */
  readonly comesTo: readonly string[];
  /** Zone of the sender's times that carry no offset. */
  readonly zone?: string;
}

const DAY_MS = 86_400_000;
const REPEATED_AFTER_MS = 3 * 60_000;
const HEARD_AFTER_MS = 1_500;

/** Senders of incidents, whose repeats are acknowledgements. */
const ACKNOWLEDGING: readonly string[] = ['opsgenie', 'pagerduty'];

/** A story of each source type from its own examples, and one in the words of each sender that `attain send` plays. */
export const STORIES: readonly Story[] = [...TOLD_OUTAGES.map(toldStory), ...SENDERS.map(playedStory)];

/** Opened, repeated, maybe acknowledged, closed; and all of it once more a day later. */
function toldStory({ type, told, comesTo, incidents = [], occurrence }: ToldOutage): Story {
  const steps = told.map((step): Step => (typeof step === 'string' ? { example: step } : step));
  const words = steps.map((step) => wordOf(type, step));
  const first = [...words, ...words.slice(0, 1).map(repeated)];
  const zone = steps.map(({ example }) => exampleNamed(type, example).options.zone).find((it) => it !== undefined);
  const days = first.slice(0, 1).flatMap(({ receivedAt }) => [receivedAt, receivedAt + DAY_MS].map(utcDay));
  return {
    id: type,
    type,
    deliveries: inOrder([...first, ...first.map((delivery) => aDayLater(delivery, occurrence))]),
    comesTo: [...onEach(days, comesTo), ...onEach(days, incidents)],
    ...(zone !== undefined && { zone }),
  };
}

function wordOf(type: string, { example, replacing = {}, time }: Step): Delivery {
  const { body, headers, query, receivedAt } = exampleNamed(type, example).delivery;
  const changed = Object.entries(replacing).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    Buffer.from(body).toString(),
  );
  return {
    source: type,
    body: Buffer.from(changed),
    headers,
    ...(query !== undefined && { query }),
    receivedAt: time === undefined ? receivedAt : parseInstant(`${utcDay(receivedAt)}T${time}Z`),
  };
}

function exampleNamed(type: string, name: string): ExamplePayload {
  const found = examplePayloads(type).find((example) => example.name === `${type}/${name}`);
  if (found === undefined) throw new Error(`expected an example payload ${type}/${name}; found none`);
  return found;
}

/** The next occurrence, told in the same way: all times are a day later, and what names the occurrence is another name. */
function aDayLater(delivery: Delivery, occurrence: string | undefined): Delivery {
  const { source, body, headers, query, receivedAt } = delivery;
  const renewed = (text: string): string => {
    const moved = withTimesMoved(text);
    return occurrence === undefined ? moved : moved.replaceAll(occurrence, `${occurrence}2`);
  };
  return {
    source,
    body: Buffer.from(renewed(Buffer.from(body).toString())),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, renewed(value)])),
    ...(query !== undefined && { query: renewed(query) }),
    receivedAt: receivedAt + DAY_MS,
  };
}

/** In every notation of a time in autumn 2026 that the examples have: of epoch seconds and finer the seconds. */
function withTimesMoved(text: string): string {
  return text
    .replace(/\b2026-1\d-\d\d/g, (day) => utcDay(parseInstant(`${day}T00:00:00Z`) + DAY_MS))
    .replaceAll('10/6/2026', '10/7/2026')
    .replaceAll('06 Oct 2026', '07 Oct 2026')
    .replace(/(?<!\d)179\d{7}(?=(\d{3}){0,3}(?!\d))/g, (seconds) => String(Number(seconds) + DAY_MS / 1000));
}

/** What `attain send` plays: half an hour on each of two days, of which the openings are repeated. */
function playedStory(sender: Sender): Story {
  const id = `${sender.type}-played`;
  const seed = 'replays';
  const { words } = scenarioNamed('late')({ at: parseInstant('2026-10-15T10:00:00Z'), seed, count: 1 });
  const repeats = words
    .filter(({ says }) => says === 'open')
    .map((word): Word => ({ ...word, says: 'repeat', at: word.at + REPEATED_AFTER_MS }));
  const deliveries = [...words, ...repeats].map((word): Delivery => {
    const { body, headers } = sender.write(word, subjectOf(word, { labels: {}, seed }));
    const kept = keptHeaders(sender.type, headers);
    return { source: id, body: Buffer.from(body), headers: kept, receivedAt: word.at + HEARD_AFTER_MS };
  });
  const days = ['2026-10-14', '2026-10-15'];
  const incidents = ACKNOWLEDGING.includes(sender.type)
    ? ['opened 10:00:00.000, acknowledged 10:03:00.000, restored 10:30:00.000']
    : [];
  return {
    id,
    type: sender.type,
    deliveries: inOrder(deliveries),
    comesTo: [...onEach(days, ['down 10:00:00.000 to 10:30:00.000']), ...onEach(days, incidents)],
  };
}

function repeated(delivery: Delivery): Delivery {
  return { ...delivery, receivedAt: delivery.receivedAt + REPEATED_AFTER_MS };
}

function onEach(days: readonly string[], facts: readonly string[]): string[] {
  return days.flatMap((day) => facts.map((fact) => fact.replace(/\d\d:\d\d:\d\d\.\d{3}/g, `${day}T$&Z`)));
}

function inOrder(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.toSorted((a, b) => a.receivedAt - b.receivedAt);
}
