import { describe, expect, it } from 'vitest';
import { attain, withFiles } from './command-line.ts';

const CATALOGUE = `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
calendars: [{ id: office, timeZone: Europe/Berlin, hours: { monday-friday: 08:00-18:00 } }]
services: [{ id: checkout, name: Checkout, monitors: [{ id: probe, silenceMeans: up }] }]
agreements:
  - id: acme-2026
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: Europe/Berlin
    hours: office
    targets: [{ kind: restore, priority: P1, within: PT4H, target: 95, clock: serviceHours }]
    services: [checkout]
    recipients: [sla@acme.example.com]
`;

// Friday 17:00 in Berlin as P3; raised on Monday at 9:00; restored at 13:00. Office time: 1 h on Friday, 5 h on Monday.
const SIGNALS = [
  '{"kind":"incident","incident":"INC-7","phase":"opened","priority":"P3","at":"2026-10-16T17:00:00+02:00","services":["checkout"]}',
  '{"kind":"incident","incident":"INC-7","phase":"updated","priority":"P1","at":"2026-10-19T09:00:00+02:00"}',
  '{"kind":"incident","incident":"INC-7","phase":"restored","at":"2026-10-19T13:00:00+02:00"}',
].join('\n');

describe('attain compute for times to restore', () => {
  it('names the late incidents and the change that moved their clock', async () => {
    const argv = ['compute', '--catalogue', 'c.yaml', '--signals', 's.ndjson', '--period', '2026-10'];
    const files = { 'c.yaml': CATALOGUE, 's.ndjson': SIGNALS };
    const { out } = await withFiles(files, (cwd) => attain(argv, { cwd }));
    expect(out).toContain('0 of 1 in time (0.0 %)  95 % of P1 restored within 4 h of service hours  missed');
    expect(out).toContain(
      'checkout: "95 % of P1 restored within 4 h of service hours": INC-7 over by 120 min (raised from P3 to P1 19 Oct 09:00 CEST)\n',
    );
  });
});
