import type { Labels } from '../../domain/signal.ts';
import { LONGEST_LABEL_NAME, LONGEST_LABEL_VALUE, MOST_LABELS } from '../signals/signal-schema.ts';
import type { JsonObject } from './json-object.ts';
import { cleaned } from './text.ts';

/** The texts among the values of an object, as they came: what a sender's own identity is computed from. */
export function textsOf(object: JsonObject): Labels {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * Foreign labels made to fit a signal: names in order, unclean characters replaced, too long or too many cut. Equal
 * labels give equal results, in whatever order they came.
 */
export function fittingLabels(labels: Labels): Labels {
  const fitting = Object.entries(labels)
    .map(([name, value]) => [cleaned(name, LONGEST_LABEL_NAME), cleaned(value, LONGEST_LABEL_VALUE)] as const)
    // Assigning to this name would change an object's prototype wherever the signal is copied key by key.
    .filter(([name]) => name !== '' && name !== '__proto__')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  // One place is left for a label of ours.
  return Object.fromEntries(fitting.slice(0, MOST_LABELS - 1));
}

/**
 * Labels for several values of one kind, in the order of the values, so that a list in another order is the same.
 *
 * @example numbered('entity', ['web', 'db'])  //=> { entity: 'db', 'entity 2': 'web' }
 */
export function numbered(name: string, values: unknown): Labels {
  const texts = (Array.isArray(values) ? values : [values]).filter((value) => typeof value === 'string').sort();
  return Object.fromEntries(texts.map((text, index) => [index === 0 ? name : `${name} ${index + 1}`, text]));
}

/** Of several objects the texts that those which have them agree on: the same in whatever order they come. */
export function agreedTexts(objects: readonly JsonObject[]): Labels {
  const agreed = new Map<string, string | undefined>();
  for (const [name, value] of objects.flatMap((object) => Object.entries(textsOf(object)))) {
    agreed.set(name, !agreed.has(name) || agreed.get(name) === value ? value : undefined);
  }
  return Object.fromEntries([...agreed].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Labels of several kinds as one. Of two with one name the later counts, unless it says nothing: what a sender leaves empty
 * must not hide a tag of the same name.
 *
 * @example joinedLabels({ service: 'checkout' }, { service: null, team: 'Payments' })
 * //=> { service: 'checkout', team: 'Payments' }
 */
export function joinedLabels(...layers: readonly Readonly<Record<string, unknown>>[]): Labels {
  return Object.assign({}, ...layers.map(plainTexts));
}

/** The values that can stand in a label, as texts. */
export function plainTexts(values: Readonly<Record<string, unknown>>): Labels {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return value === '' ? [] : [[name, value]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [];
    }),
  );
}
