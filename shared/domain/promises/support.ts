import type { Agreement, Catalogue, Dependency, Service, Target } from '../catalogue.ts';
import { type Fraction, percentage } from '../decimal.ts';
import { overlaps } from '../interval.ts';
import { atLeast, isLess, product } from './fraction.ts';

/** What others promise us of a service, or what it is made of: the most that an agreement on it can keep. */
export interface Support {
  /** Share of time; one where nobody has promised less. */
  readonly share: Fraction;
  /** Agreements that it rests on. */
  readonly agreements: readonly string[];
}

/**
 * What OLAs and supplier agreements allow for a service, if they are kept exactly: the promise on the service itself, or
 * without one, the product over everything it depends on. Of services that stand in for each other, so many must work
 * at once; they are taken to fail independently, which is the best case. What is promised nowhere is taken to be always up.
 *
 * @param held the agreement that is to be supported: only what is in force while it is counts
 */
export function supportOf(service: Service, held: Agreement, catalogue: Catalogue): Support {
  const own = promisesOn(service.id, held, catalogue);
  const parts = own.length > 0 ? [best(own)] : [...partsOf(service, held, catalogue).values()];
  return {
    share: product(parts.map(({ share }) => share)),
    agreements: [...new Set(parts.flatMap(({ agreements }) => agreements))],
  };
}

// By name, so that what is reached on two ways counts once.
function partsOf({ dependsOn = [] }: Service, held: Agreement, catalogue: Catalogue): Map<string, Support> {
  const parts = new Map<string, Support>();
  for (const dependency of dependsOn) {
    for (const [name, part] of partsBehind(dependency, held, catalogue)) parts.set(name, part);
  }
  return parts;
}

function partsBehind(dependency: Dependency, held: Agreement, catalogue: Catalogue): Iterable<[string, Support]> {
  if (dependency.type === 'anyOf') {
    const members = catalogue.services
      .filter(({ id }) => dependency.services.includes(id))
      .map((it) => supportOf(it, held, catalogue));
    const share = atLeast(
      dependency.atLeast,
      members.map((it) => it.share),
    );
    const name = [dependency.atLeast, ...dependency.services.toSorted()].join(' ');
    return [[name, { share, agreements: members.flatMap(({ agreements }) => agreements) }]];
  }
  const own = promisesOn(dependency.service, held, catalogue);
  if (own.length > 0) return [[dependency.service, best(own)]];
  return catalogue.services
    .filter(({ id }) => id === dependency.service)
    .flatMap((it) => [...partsOf(it, held, catalogue)]);
}

// Of two promises of the same thing the better one can be relied on.
function best(promises: readonly Support[]): Support {
  return promises.reduce((most, it) => (isLess(most.share, it.share) ? it : most));
}

function promisesOn(service: string, held: Agreement, catalogue: Catalogue): Support[] {
  return supporting(service, held, catalogue).flatMap(({ agreement, targets }) =>
    targets.flatMap((target) =>
      target.kind === 'availability' ? [{ share: percentage(target.target), agreements: [agreement.id] }] : [],
    ),
  );
}

/** Agreements by which others promise a service to us, with their targets on it. */
export function supporting(
  service: string,
  held: Agreement,
  { agreements }: Pick<Catalogue, 'agreements'>,
): { agreement: Agreement; targets: readonly Target[] }[] {
  return agreements
    .filter((it) => supports(it, held, service) && overlaps(spanOf(it), spanOf(held)))
    .flatMap((agreement) =>
      agreement.services.filter((it) => it.service === service).map(({ targets }) => ({ agreement, targets })),
    );
}

// An OLA rests on suppliers, and on OLAs about other services; a customer's SLA on both.
function supports({ kind }: Agreement, held: Agreement, service: string): boolean {
  switch (held.kind) {
    case 'sla':
      return kind !== 'sla';
    case 'ola':
      return kind === 'supplier' || (kind === 'ola' && held.services.every((it) => it.service !== service));
    case 'supplier':
      return false;
  }
}

function spanOf({ from, to }: Agreement): { start: number; end: number } {
  return { start: from, end: to ?? Number.POSITIVE_INFINITY };
}
