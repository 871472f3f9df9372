import { promiseOf } from '../domain/targets/promise.ts';
import { type Finding, valueAt } from './finding.ts';
import { target as targetSchema } from './schema-target.ts';
import { type Found, select } from './select.ts';

/** Targets that say what another of the service says already, and indicators that the service does not have. */
export function targetFindings(data: unknown): Finding[] {
  const lists = LISTS.flatMap((pattern) => select(data, pattern));
  return [...lists.flatMap(repeated), ...select(data, 'agreements.*').flatMap((it) => unknownIndicators(it, data))];
}

const LISTS = ['agreements.*.targets', 'agreements.*.services.*.targets'];

// Of availability a service has one target: budgets, results and improvement items are about it alone.
function repeated(list: Found): Finding[] {
  const seen = new Set<string>();
  return select(list.value, '*').flatMap(({ path, value }) => {
    const read = targetSchema.safeParse(value);
    if (!read.success) return [];
    const isAvailability = read.data.kind === 'availability';
    const key = isAvailability ? read.data.kind : promiseOf(read.data);
    const isNew = !seen.has(key);
    seen.add(key);
    if (isNew) return [];
    const kindPath = [...list.path, ...path, 'kind'];
    const expected = isAvailability ? 'one availability target for a service' : 'a target that is not there already';
    return [{ path: kindPath, expected, actual: isAvailability ? read.data.kind : key }];
  });
}

function unknownIndicators(agreement: Found, data: unknown): Finding[] {
  const services = select(agreement.value, 'services.*');
  const withoutOwn = services.filter(({ value }) => valueAt(value, ['targets']) === undefined);
  return [
    ...select(agreement.value, 'targets.*.indicator').flatMap((it) => missingFrom(withoutOwn, it, data)),
    ...services.flatMap((service) =>
      select(service.value, 'targets.*.indicator').flatMap((it) =>
        missingFrom([service], { ...it, path: [...service.path, ...it.path] }, data),
      ),
    ),
  ].map((finding) => ({ ...finding, path: [...agreement.path, ...finding.path] }));
}

function missingFrom(services: readonly Found[], { path, value: actual }: Found, data: unknown): Finding[] {
  const names = services.map(({ value }) => (typeof value === 'string' ? value : valueAt(value, ['service'])));
  return select(data, 'services.*')
    .filter(({ value }) => names.includes(valueAt(value, ['id'])))
    .flatMap(({ value }): Finding[] => {
      const known = select(value, 'indicators.*').flatMap((it) => (typeof it.value === 'string' ? [it.value] : []));
      if (typeof actual !== 'string' || known.includes(actual)) return [];
      const has = known.length === 0 ? 'it has none' : known.join(', ');
      return [{ path, actual, known, expected: `an indicator of the service ${valueAt(value, ['id'])} (${has})` }];
    })
    .slice(0, 1);
}
