import { POLLERS } from '../sources/reconcile/pollers.ts';
import { type Finding, valueAt } from './finding.ts';
import { type Found, select } from './select.ts';

/** Whether a source can be asked how its streams stand, and it is known where. */
export function sourceFindings(data: unknown): Finding[] {
  return select(data, 'sources.*').flatMap((source) => [...withoutPoller(source), ...withoutAddress(source)]);
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
