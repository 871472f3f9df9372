import { wordingAt } from '../amendment.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Lint, LintContext, PromiseFinding } from './finding.ts';

/**
 * What lints find in agreements from one amendment or another on and did not find before; the path is that of the amendment,
 * if it is the agreement's own.
 */
export function amendedPromises(
  catalogue: Catalogue,
  context: LintContext,
  { lints, found }: { readonly lints: readonly Lint[]; readonly found: readonly PromiseFinding[] },
): PromiseFinding[] {
  const known = new Set(found.map(nameOf));
  return changesOf(catalogue).flatMap((instant) => {
    const agreements = catalogue.agreements.map((agreement) => wordingAt(agreement, instant));
    const amended = lints.flatMap((lint) => lint({ ...catalogue, agreements }, context));
    return (
      amended
        // Of services and calendars enough was said: they are those of all wordings.
        .filter(({ path }) => path[0] === 'agreements')
        .filter((it) => !known.has(nameOf(it)) && known.add(nameOf(it)))
        .map((it) => ({ ...it, path: placeOf(it.path, catalogue, instant) }))
    );
  });
}

function changesOf({ agreements }: Catalogue): number[] {
  const instants = agreements.flatMap(({ amendments = [] }) => amendments.map(({ from }) => from));
  return [...new Set(instants)].sort((a, b) => a - b);
}

function nameOf({ lint, message }: PromiseFinding): string {
  return `${lint} ${message}`;
}

function placeOf(path: PromiseFinding['path'], { agreements }: Catalogue, instant: number): PromiseFinding['path'] {
  const { amendments = [] } = agreements[Number(path[1])] ?? {};
  const last = amendments.findLastIndex(({ from }) => from <= instant);
  return last < 0 ? path : [...path.slice(0, 2), 'amendments', last];
}
