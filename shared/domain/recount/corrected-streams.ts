import type { Change, CorrectionEvent, Knowledge, StreamHistory } from './types.ts';

type OfStream = Extract<CorrectionEvent, { action: 'void' | 'amend' }>;

/** What is known once changes that never were are taken away and those at a wrong time are moved. */
export function corrected(knowledge: Knowledge, service: string, corrections: readonly CorrectionEvent[]): Knowledge {
  const ofStreams = corrections.filter((it) => it.action === 'void' || it.action === 'amend');
  const correctedIn = (id: string, streams: readonly StreamHistory[]): StreamHistory[] =>
    streams.map((stream) => ({
      ...stream,
      changes: ofStreams.filter((it) => it.service === id && isAbout(it, stream)).reduce(changed, stream.changes),
    }));
  return {
    ...knowledge,
    streams: correctedIn(service, knowledge.streams),
    dependencies: Object.fromEntries(
      Object.entries(knowledge.dependencies).map(([id, streams]) => [id, correctedIn(id, streams)]),
    ),
  };
}

// Of a very long name a stream keeps the beginning, and a digest after it.
function isAbout({ monitor, signal }: OfStream, { monitor: own, stream }: StreamHistory): boolean {
  const isNamed =
    signal.length <= 300 ? signal === stream : stream.startsWith(`${signal.slice(0, 200).toWellFormed()}~`);
  return monitor === own && isNamed;
}

function changed(changes: readonly Change[], correction: OfStream): readonly Change[] {
  const spells = spellsOf(changes);
  const index = spells.findIndex(([first]) => first?.at === correction.at);
  const [before, spell, after] = [spells[index - 1], spells[index], spells[index + 1]];
  if (spell === undefined) return changes;
  if (correction.action === 'void') {
    return [...spells.slice(0, index).flat(), ...spells.slice(index + 1).flat()].map((it) =>
      it === after?.[0] ? withoutTrace(it, spell) : it,
    );
  }
  const { to } = correction;
  if ((before?.[0]?.at ?? Number.NEGATIVE_INFINITY) >= to || (after?.[0]?.at ?? Number.POSITIVE_INFINITY) <= to) {
    return changes;
  }
  return spells.flatMap((it) => {
    if (it === before) return it.filter(({ at }) => at < to);
    return it === spell ? movedTo(spell, to) : it;
  });
}

/** A change and the repeats of its state that follow it. */
type Spell = readonly Change[];

function spellsOf(changes: readonly Change[]): Spell[] {
  const spells: Change[][] = [];
  for (const change of changes) {
    const spell = spells.at(-1);
    const [first] = spell ?? [];
    if (first?.state === change.state && first.maintenance === change.maintenance) spell?.push(change);
    else spells.push([change]);
  }
  return spells;
}

// What it follows now is what the voided spell followed.
function withoutTrace({ previous, ...next }: Change, [voided]: Spell): Change {
  const follows = previous === 'pending' ? previous : voided?.previous;
  return follows === undefined ? next : { ...next, previous: follows };
}

function movedTo([first, ...repeats]: Spell, to: number): Change[] {
  return first === undefined ? [] : [{ ...first, at: to }, ...repeats.filter(({ at }) => at > to)];
}
