import type { Catalogue } from '../domain/catalogue.ts';
import { formatDuration, formatInstant } from '../domain/instant.ts';

/**
 * The differences between two versions of a catalogue, one line each, for people: `+` came, `-` went, `~` changed.
 *
 * @example diffCatalogues(before, after)
 *   //=> ['~ agreements.acme-2026.services.checkout.targets.availability.target: 99.9 → 99.95', '+ services.search']
 */
export function diffCatalogues(before: Catalogue, after: Catalogue): string[] {
  return differences(keyed(before), keyed(after), []);
}

type Tree = ReadonlyMap<string, Tree | string>;

function differences(before: Tree, after: Tree, path: readonly string[]): string[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => difference(before.get(key), after.get(key), [...path, key]));
}

function difference(
  before: Tree | string | undefined,
  after: Tree | string | undefined,
  path: readonly string[],
): string[] {
  const name = path.join('.');
  if (before === undefined) return [`+ ${name}${shown(after)}`];
  if (after === undefined) return [`- ${name}${shown(before)}`];
  if (typeof before !== 'string' && typeof after !== 'string') return differences(before, after, path);
  return before === after ? [] : [`~ ${name}: ${textOf(before)} → ${textOf(after)}`];
}

function shown(value: Tree | string | undefined): string {
  return typeof value === 'string' ? `: ${value}` : '';
}

function textOf(value: Tree | string): string {
  return typeof value === 'string' ? value : [...value.values()].map(textOf).join(', ');
}

/** Entries of lists go by their id rather than by their place, so that an entry that moved is no difference. */
function keyed(value: object): Tree {
  const tree = new Map<string, Tree | string>();
  for (const [key, inner] of Object.entries(value)) {
    const name = Array.isArray(value) ? unused(nameOf(inner, key), tree) : key;
    tree.set(name, typeof inner === 'object' && inner !== null ? keyed(inner) : scalar(key, inner));
  }
  return tree;
}

// A service may have several targets of one kind.
function unused(name: string, taken: Tree, number = 2): string {
  if (!taken.has(name)) return name;
  const numbered = `${name} (${number})`;
  return taken.has(numbered) ? unused(name, taken, number + 1) : numbered;
}

const NAMES = ['id', 'service', 'kind', 'start', 'from', 'date', 'name'] as const;

function nameOf(entry: unknown, index: string): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const [name] = NAMES.flatMap((key) => (key in entry ? [scalar(key, Reflect.get(entry, key))] : []));
  return name ?? index;
}

const INSTANTS = ['effectiveFrom', 'from', 'to', 'start', 'end'];

function scalar(key: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (INSTANTS.includes(key)) return formatInstant(value);
  return key.endsWith('Ms') ? formatDuration(value) : String(value);
}
