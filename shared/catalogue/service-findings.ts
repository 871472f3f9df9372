import { type Finding, valueAt } from './finding.ts';
import { rollUp as rollUpSchema } from './schema-roll-up.ts';
import { type Found, select } from './select.ts';
import { positiveNumber } from './values.ts';

/** Numbers of monitors and services that cannot be, and services that depend on themselves. */
export function serviceFindings(data: unknown): Finding[] {
  return [
    ...select(data, 'services.*').flatMap((service) => [...tooManyMonitors(service), ...wrongWeights(service)]),
    ...select(data, 'services.*.dependsOn.*').flatMap(tooManyServices),
    ...circles(data),
  ];
}

function tooManyMonitors({ path, value }: Found): Finding[] {
  const written = valueAt(value, ['rollUp']);
  const rule = rollUpSchema.safeParse(written);
  if (!rule.success || rule.data.type !== 'atLeast') return [];
  const count = select(value, 'monitors.*').length;
  if (rule.data.monitors <= count) return [];
  const expected = `at most the number of monitors of the service (${count})`;
  return [{ path: [...path, 'rollUp', 'atLeast'], expected, actual: valueAt(written, ['atLeast']) }];
}

// Shares are counted in thousandths: above that some weight would be nothing.
const HEAVIEST = 1000;

function wrongWeights({ path, value }: Found): Finding[] {
  const rule = rollUpSchema.safeParse(valueAt(value, ['rollUp']));
  if (!rule.success || rule.data.type !== 'weighted') return [];
  const { weights } = rule.data;
  const known = select(value, 'monitors.*.id').flatMap(({ value: id }) => (typeof id === 'string' ? [id] : []));
  const at = [...path, 'rollUp', 'weighted'];
  const strangers = Object.keys(weights).filter((id) => !known.includes(id));
  const missing = known.filter((id) => !Object.hasOwn(weights, id));
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return [
    ...strangers.map((key) => ({
      path: at,
      key,
      expected: `a monitor of the service (${known.join(', ')})`,
      actual: key,
      known,
    })),
    ...missing.map((id) => ({ path: at, expected: `a weight for each monitor, also for ${id}`, actual: weights })),
    ...(sum > HEAVIEST
      ? [{ path: at, expected: `weights that add up to at most ${HEAVIEST}`, actual: String(sum) }]
      : []),
  ];
}

function tooManyServices({ path, value }: Found): Finding[] {
  const count = select(value, 'anyOf.*').length;
  const actual = valueAt(value, ['atLeast']);
  const asked = positiveNumber.safeParse(actual);
  if (count === 0 || !asked.success || asked.data <= count) return [];
  return [{ path: [...path, 'atLeast'], expected: `at most the number of services named (${count})`, actual }];
}

interface Edge {
  readonly path: Finding['path'];
  readonly from: string;
  readonly to: string;
}

// Walks along what depends on what. Whoever meets a service on its own way there has gone round in a circle.
function circles(data: unknown): Finding[] {
  const edges = edgesOf(data);
  const finished = new Set<string>();
  const findings: Finding[] = [];
  const visit = (service: string, way: readonly string[]): void => {
    for (const { path, to } of edges.filter(({ from }) => from === service)) {
      if (way.includes(to)) findings.push(circle(path, [...way.slice(way.indexOf(to)), to]));
      else if (!finished.has(to)) visit(to, [...way, to]);
    }
    finished.add(service);
  };
  for (const { from } of edges) if (!finished.has(from)) visit(from, [from]);
  return findings;
}

function circle(path: Finding['path'], round: readonly string[]): Finding {
  return { path, expected: `services that do not depend on themselves (${round.join(' → ')})`, actual: round.at(-1) };
}

function edgesOf(data: unknown): Edge[] {
  return select(data, 'services.*').flatMap((service) => {
    const from = valueAt(service.value, ['id']);
    const named = ['dependsOn.*', 'dependsOn.*.anyOf.*'].flatMap((pattern) => select(service.value, pattern));
    return named.flatMap(({ path, value: to }): Edge[] =>
      typeof from === 'string' && typeof to === 'string' ? [{ path: [...service.path, ...path], from, to }] : [],
    );
  });
}
