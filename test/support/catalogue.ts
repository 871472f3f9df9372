import type { Agreement, Catalogue, Monitor, Service, Source } from '../../shared/domain/catalogue.ts';
import type { CatalogueVersion } from '../../shared/domain/version.ts';

/** Builders for what a test does not care about; what it cares about stands in the test. */

export function monitor(overrides: Partial<Monitor> & { id: string }): Monitor {
  return { match: { monitor: overrides.id }, silenceMeans: 'up', ...overrides };
}

export function service(overrides: Partial<Service> = {}): Service {
  return {
    id: 'checkout',
    name: 'Checkout API',
    rollUp: { type: 'anyDown' },
    monitors: [monitor({ id: 'probe' })],
    indicators: [],
    ...overrides,
  };
}

export function source(overrides: Partial<Source> & { id: string }): Source {
  return { type: 'generic', auth: { type: 'open' }, silenceMeans: 'unknown', relay: false, ...overrides };
}

export function agreement(overrides: Partial<Agreement> = {}): Agreement {
  return {
    id: 'acme',
    kind: 'sla',
    customer: 'Acme',
    from: Date.UTC(2020, 0, 1),
    period: 'month',
    timeZone: 'UTC',
    hours: '24x7',
    method: 'contract',
    maintenanceNoticeMs: 0,
    unknownToleranceMillionths: 10_000,
    graceMs: 3 * 86_400_000,
    services: [{ service: 'checkout', targets: [{ kind: 'availability', target: '99.9' }] }],
    exclusions: [],
    recipients: ['service-manager@acme.example.com'],
    ...overrides,
  };
}

export function catalogue(overrides: Partial<Catalogue> = {}): Catalogue {
  return {
    organization: { name: 'Example Provider', owner: { name: 'Sam Owner', email: 'sam@example.com' } },
    effectiveFrom: 0,
    calendars: {},
    sources: [],
    services: [service()],
    agreements: [agreement()],
    ...overrides,
  };
}

export function version(overrides: Partial<Catalogue> = {}): CatalogueVersion {
  return { hash: 'c0ffee', publishedAt: 0, catalogue: catalogue(overrides) };
}
