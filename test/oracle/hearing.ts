import { createHash } from 'node:crypto';
import type { MaintenanceFact, Said, Scenario, StateFact, Wording } from './scenario.ts';

/** Something that one stream of one probe said at an instant. */
export interface Word {
  readonly at: number;
  readonly state: Said;
  readonly previous: Said | 'pending' | undefined;
}

/** Everything heard: what each stream said, one word per instant, and the announcement that holds of each maintenance. */
export interface Heard {
  readonly streams: readonly { readonly probe: string; readonly words: readonly Word[] }[];
  readonly maintenance: readonly MaintenanceFact[];
  readonly beats: Readonly<Record<string, readonly number[]>>;
}

/** The wording that holds at an instant: the latest that has begun, else the first of all. */
export function wordingAt(wordings: readonly Wording[], instant: number): Wording {
  let holds: Wording | undefined;
  for (const wording of wordings) {
    if (wording.from <= instant && (holds === undefined || wording.from >= holds.from)) holds = wording;
  }
  return holds ?? earliest(wordings);
}

function earliest(wordings: readonly Wording[]): Wording {
  let first = wordings[0];
  for (const wording of wordings) if (first === undefined || wording.from < first.from) first = wording;
  if (first === undefined) throw new Error('expected a wording');
  return first;
}

export function hear({ wordings, facts }: Scenario): Heard {
  const states = facts.filter((fact) => fact.what === 'state').flatMap((fact) => evidence(fact, wordings));
  const names = [...new Set(states.map(({ probe, stream }) => `${probe} ${stream}`))];
  return {
    streams: names.map((name) => {
      const own = states.filter(({ probe, stream }) => `${probe} ${stream}` === name);
      return { probe: own[0]?.probe ?? '', words: oneWordPerInstant(own) };
    }),
    maintenance: announcementsThatHold(facts.filter((fact) => fact.what === 'maintenance')),
    beats: beatsByFeed(facts, wordings),
  };
}

// A fact counts for a probe that the wording of its time has. One that says since when the state before held is
// evidence of that state's beginning as well.
function evidence(fact: StateFact, wordings: readonly Wording[]): StateFact[] {
  if (!wordingAt(wordings, fact.at).probes.some(({ id }) => id === fact.probe)) return [];
  const { since, previous } = fact;
  if (since === undefined || previous === undefined || previous === 'pending' || since >= fact.at) return [fact];
  return [fact, { what: 'state', probe: fact.probe, stream: fact.stream, state: previous, at: since }];
}

const WORSE: readonly Said[] = ['up', 'degraded', 'unknown', 'down'];

// Of several words at one instant the worst holds; of equally bad ones, the one with the larger identity.
function oneWordPerInstant(facts: readonly StateFact[]): Word[] {
  const instants = [...new Set(facts.map(({ at }) => at))].sort((a, b) => a - b);
  return instants.map((instant) => {
    let holds: StateFact | undefined;
    for (const fact of facts.filter(({ at }) => at === instant)) {
      if (holds === undefined || isLouder(fact, holds)) holds = fact;
    }
    if (holds === undefined) throw new Error('expected a word');
    return { at: instant, state: holds.state, previous: holds.previous };
  });
}

function isLouder(fact: StateFact, than: StateFact): boolean {
  const by = WORSE.indexOf(fact.state) - WORSE.indexOf(than.state);
  return by > 0 || (by === 0 && identityOfState(fact) > identityOfState(than));
}

const SERVICES: Readonly<Record<string, string>> = { q1: 'payments', q2: 'payments', r1: 'cards' };

function identityOfState({ probe, stream, state, at, previous }: StateFact): string {
  const said = previous === undefined ? '' : `"previous":"${previous}",`;
  return hash(
    `{"at":${at},"kind":"state","monitor":"${probe}",${said}"service":"${SERVICES[probe] ?? 'checkout'}","state":"${state}","stream":"${stream}"}`,
  );
}

// The announcement made last holds; of two made at once the one cancelled (later), then the larger identity. Its notice
// runs back over those that said the same window, up to one that said another or called it off.
function announcementsThatHold(facts: readonly MaintenanceFact[]): MaintenanceFact[] {
  const ids = [...new Set(facts.map(({ id }) => id))];
  const holding = ids.flatMap((id) => {
    const newestFirst = facts
      .filter((fact) => fact.id === id)
      .sort((a, b) => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0));
    const [last] = newestFirst;
    if (last === undefined) return [];
    let { announcedAt, cancelledAt: calledOff } = last;
    for (const fact of newestFirst) {
      const takesPlaceAfterAll = calledOff === undefined && fact.cancelledAt !== undefined;
      if (fact.start !== last.start || fact.end !== last.end || takesPlaceAfterAll) break;
      announcedAt = fact.announcedAt;
      calledOff = fact.cancelledAt;
    }
    return [{ ...last, announcedAt }];
  });
  return holding.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

function isNewer(fact: MaintenanceFact, than: MaintenanceFact): boolean {
  if (fact.announcedAt !== than.announcedAt) return fact.announcedAt > than.announcedAt;
  const [cancelled, other] = [fact.cancelledAt ?? 0, than.cancelledAt ?? 0];
  if (cancelled !== other) return cancelled > other;
  return identityOfMaintenance(fact) > identityOfMaintenance(than);
}

function identityOfMaintenance({ id, start, end, announcedAt, cancelledAt }: MaintenanceFact): string {
  const cancelled = cancelledAt === undefined ? '' : `"cancelledAt":${cancelledAt},`;
  return hash(
    `{"announcedAt":${announcedAt},${cancelled}"end":${end},"kind":"maintenance","maintenance":"${id}","service":"checkout","start":${start}}`,
  );
}

function beatsByFeed(facts: Scenario['facts'], wordings: readonly Wording[]): Record<string, number[]> {
  const beats: Record<string, number[]> = {};
  for (const fact of facts) {
    if (fact.what !== 'beat' || !(fact.feed in wordingAt(wordings, fact.at).feeds)) continue;
    beats[fact.feed] = [...(beats[fact.feed] ?? []), fact.at];
  }
  return beats;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
