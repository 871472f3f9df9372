/** The smallest catalogue that says everything that must be said; tests replace a line of it. */
export const MINIMAL = `organization:
  name: Example
  owner: { name: Mara, email: mara@example.com }
effectiveFrom: 2026-01-01T00:00:00Z
calendars:
  - id: office
    timeZone: Europe/Berlin
    hours:
      monday-friday: 08:00-18:00
sources:
  - id: alerts
    type: alertmanager
    auth: { type: bearer, secret: attain/alerts }
services:
  - id: checkout
    name: Checkout
    monitors:
      - id: probe
        source: alerts
agreements:
  - id: acme
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: Europe/Berlin
    hours: office
    targets:
      - { kind: availability, target: 99.9 }
    services: [checkout]
`;

/** The minimal catalogue with one piece of text replaced, which must be there. */
export function minimalWith(piece: string, replacement: string): string {
  if (!MINIMAL.includes(piece)) throw new Error(`the minimal catalogue has no "${piece}"`);
  return MINIMAL.replace(piece, replacement);
}
