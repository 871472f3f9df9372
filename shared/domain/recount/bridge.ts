import type { Seen } from './seen.ts';

/** A state that lasts from one instant to another. */
interface Spell {
  readonly seen: Seen;
  readonly start: number;
  readonly end: number;
}

/**
 * For each slice what was seen, once every state that lasts shorter than `shortMs` is taken for the one on both sides of
 * it, in the order of time; what is bridged may be short itself. The first and the last state have only one side.
 */
export function bridged(edges: readonly number[], seen: readonly Seen[], shortMs: number): readonly Seen[] {
  const spells: Spell[] = [];
  for (const [index, it] of seen.entries()) {
    append(spells, { seen: it, start: edges[index] ?? 0, end: edges[index + 1] ?? 0 }, shortMs);
  }
  let spell = 0;
  return seen.map((it, index) => {
    while ((spells[spell]?.end ?? Number.POSITIVE_INFINITY) <= (edges[index] ?? 0)) spell++;
    return spells[spell]?.seen ?? it;
  });
}

function append(spells: Spell[], next: Spell, shortMs: number): void {
  const [before, last] = [spells.at(-2), spells.at(-1)];
  if (last?.seen === next.seen) spells.splice(-1, 1, { ...last, end: next.end });
  else if (last !== undefined && before?.seen === next.seen && last.end - last.start < shortMs) {
    spells.splice(-2, 2, { ...before, end: next.end });
  } else spells.push(next);
}
