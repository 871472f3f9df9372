import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One service, watched by one Alertmanager, promised all year round. The name of the file. */
export function writeCatalogue(folder: string): string {
  const path = join(folder, 'catalogue.yaml');
  writeFileSync(path, CATALOGUE);
  return path;
}

const CATALOGUE = `
organization:
  name: Example Commerce
  owner: { name: Mara Lindqvist, email: mara.lindqvist@example.com }
effectiveFrom: 2020-01-01T00:00:00Z
sources:
  - id: alertmanager-eu
    type: alertmanager
    auth: { type: bearer, secret: attain/alertmanager-eu }
services:
  - id: checkout
    name: Checkout API
    monitors:
      - id: checkout-alerts
        source: alertmanager-eu
        match: { service: checkout }
agreements:
  - id: acme
    kind: sla
    customer: Acme
    from: 2020-01-01
    timeZone: Europe/Berlin
    services:
      - service: checkout
        targets: [{ kind: availability, target: 99.9 }]
`;
