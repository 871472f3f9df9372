import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A service with one monitor, which hears one source. */
export interface WatchedService {
  readonly id: string;
  readonly source: string;
  /** Labels that pick its signals. */
  readonly match: Readonly<Record<string, string>>;
  /** How the word of its alerts is taken, as the catalogue says it. */
  readonly alerts?: Readonly<Record<string, unknown>>;
}

/**
 * Services of one customer, promised all year round, and the sources that they hear, each with a bearer token named
 * after it. Returns the name of the file.
 */
export function writeCatalogue(
  folder: string,
  { sources, services }: { sources: Readonly<Record<string, string>>; services: readonly WatchedService[] },
): string {
  const path = join(folder, 'catalogue.yaml');
  const content = {
    organization: { name: 'Example Commerce', owner: { name: 'Mara Lindqvist', email: 'mara.lindqvist@example.com' } },
    effectiveFrom: '2020-01-01T00:00:00Z',
    sources: Object.entries(sources).map(([id, type]) => ({
      id,
      type,
      auth: { type: 'bearer', secret: secretOf(id) },
    })),
    services: services.map(({ id, source, match, alerts }) => ({
      id,
      name: id,
      monitors: [{ id: `${id}-alerts`, source, match, ...(alerts !== undefined && { alerts }) }],
    })),
    agreements: [
      {
        id: 'acme',
        kind: 'sla',
        customer: 'Acme',
        from: '2020-01-01',
        timeZone: 'Europe/Berlin',
        services: services.map(({ id }) => ({
          service: id,
          targets: [{ kind: 'availability', target: 99.9 }],
        })),
      },
    ],
  };
  // JSON is YAML too.
  writeFileSync(path, JSON.stringify(content, undefined, 2));
  return path;
}

export function secretOf(source: string): string {
  return `attain/${source}`;
}
