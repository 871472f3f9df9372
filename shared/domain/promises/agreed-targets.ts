import type { Agreement, Catalogue, Service, Target } from '../catalogue.ts';

/** A target of a service under an agreement, and where it stands. */
export interface AgreedTarget {
  readonly agreement: Agreement;
  readonly service: Service;
  readonly target: Target;
  readonly path: readonly (string | number)[];
}

/** Every target of a catalogue. Those of a whole agreement come once for each service that has none of its own. */
export function agreedTargets({ agreements, services }: Pick<Catalogue, 'agreements' | 'services'>): AgreedTarget[] {
  return agreements.flatMap((agreement, index) =>
    agreement.services.flatMap((agreed, place) =>
      services
        .filter(({ id }) => id === agreed.service)
        .flatMap((service) =>
          agreed.targets.map((target, number) => ({
            agreement,
            service,
            target,
            path: ['agreements', index, 'services', place, 'targets', number],
          })),
        ),
    ),
  );
}
