import { POLLERS } from '../sources/reconcile/pollers.ts';
import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';

/** Whether a source can be asked how its streams stand, and it is known where; whether its aliases lead somewhere. */
export function sourceFindings(data: unknown): Finding[] {
  return select(data, 'sources.*').flatMap((source) => [
    ...withoutPoller(source),
    ...withoutAddress(source),
    ...aliasesAstray(source),
  ]);
}

function withoutPoller({ path, value }: Found): Finding[] {
  const [reconcile, type] = [valueAt(value, ['reconcile']), valueAt(value, ['type'])];
  if (reconcile === undefined || typeof type !== 'string' || type in POLLERS) return [];
  const expected = `no reconcile: a source of this type cannot be asked (${Object.keys(POLLERS).join(', ')} can)`;
  return [{ path: [...path, 'reconcile'], expected, actual: type }];
}

function withoutAddress({ path, value }: Found): Finding[] {
  const [reconcile, type] = [valueAt(value, ['reconcile']), valueAt(value, ['type'])];
  const { api } = (typeof type === 'string' ? POLLERS[type] : undefined) ?? {};
  const url = valueAt(reconcile, ['url']);
  const at = [...path, 'reconcile', 'url'];
  if (reconcile === undefined) return [];
  if (api === 'unknown' && url === undefined) {
    return [{ path: at, expected: 'the address at which its API begins', actual: undefined }];
  }
  if (api !== 'aws' || url === undefined) return [];
  return [{ path: at, expected: 'no address: the account that Attain runs in is asked', actual: url }];
}

// An alias is followed one step, so that no two can lead in a circle.
function aliasesAstray({ path, value }: Found): Finding[] {
  const aliases = select(value, 'aliases.*');
  const names = aliases.map((alias) => valueAt(alias.value, ['from']));
  return aliases.flatMap((alias, index) => {
    const [from, to] = [valueAt(alias.value, ['from']), valueAt(alias.value, ['to'])];
    const at = [...path, ...alias.path];
    return [
      ...(from !== undefined && names.indexOf(from) < index
        ? [{ path: [...at, 'from'], expected: 'one alias for each stream', actual: from }]
        : []),
      ...(to !== undefined && names.includes(to)
        ? [{ path: [...at, 'to'], expected: 'the name that the stream keeps, which is no alias itself', actual: to }]
        : []),
    ];
  });
}
