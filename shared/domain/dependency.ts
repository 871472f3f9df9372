import type { Catalogue, Dependency, Service } from './catalogue.ts';
import type { Term } from './term.ts';

/** The services that a service depends on, directly or through others, each once and without itself. */
export function servicesBehind(service: Service, { services }: Pick<Catalogue, 'services'>): Service[] {
  const found = new Map<string, Service>();
  const follow = ({ dependsOn = [] }: Service): void => {
    for (const id of dependsOn.flatMap(namedBy)) {
      const behind = services.find((it) => it.id === id);
      if (behind === undefined || behind.id === service.id || found.has(id)) continue;
      found.set(id, behind);
      follow(behind);
    }
  };
  follow(service);
  return [...found.values()];
}

/** `namedBy({ type: 'anyOf', services: ['dns-a', 'dns-b'], atLeast: 1 })  //=> ['dns-a', 'dns-b']` */
function namedBy(dependency: Dependency): readonly string[] {
  return dependency.type === 'service' ? [dependency.service] : dependency.services;
}

/** Ids of all services that a question's own depends on, under any of its terms. */
export function dependenciesOf({ terms }: { readonly terms: readonly Term[] }): string[] {
  const behind = terms.flatMap(({ service, version }) => servicesBehind(service, version.catalogue));
  return [...new Set(behind.map(({ id }) => id))];
}

/** Whether what happens to one of the services may change the answer: it is asked about, or depended on. */
export function hearsOf(
  question: { readonly service: string; readonly terms: readonly Term[] },
  services: readonly unknown[],
): boolean {
  return services.includes(question.service) || dependenciesOf(question).some((id) => services.includes(id));
}
