import { describe, expect, it } from 'vitest';
import { attain, withFiles } from './command-line.ts';

const CATALOGUE = `organization: { name: Example, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
services: [{ id: checkout, name: Checkout, monitors: [{ id: probe, silenceMeans: up }] }]
agreements:
  - id: acme-2026
    kind: sla
    customer: Acme
    from: 2026-01-01
    timeZone: UTC
    targets: [{ kind: availability, target: 99.9 }]
    services: [checkout]
    credits:
      currency: EUR
      fee: 500000
      tiers: [{ below: 99.9, percent: 10 }, { below: 99, percent: 25 }]
      capPerMonth: 30
      claimWithin: P30D
    recipients: [sla@acme.example.com]
`;

const SIGNALS = [
  '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-05T08:00:00Z"}',
  '{"kind":"state","monitor":"probe","state":"up","at":"2026-10-05T08:30:00Z"}',
  '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-14T10:00:00Z"}',
].join('\n');

async function exposure(...more: string[]) {
  const files = { 'c.yaml': CATALOGUE, 's.ndjson': SIGNALS };
  const words = ['exposure', '--catalogue', 'c.yaml', '--signals', 's.ndjson', '--service', 'checkout'];
  return await withFiles(files, (cwd) => attain([...words, '--as-of', '2026-10-14T10:05:00Z', ...more], { cwd }));
}

describe('attain exposure', () => {
  it('says what the outage costs if it lasts, and if it ends', async () => {
    // 35 of 44.64 min are used; 20 more are 55.
    const { code, out } = await exposure('--lasts', 'PT20M');
    expect(out).toBe(
      'acme-2026  2026-10: If the outage lasts 20 more minutes, the service credit is EUR 500.00; if it ended now, EUR 0.00.\n',
    );
    expect(code).toBe(0);
  });

  it('prints the same as JSON', async () => {
    const { out } = await exposure('--lasts', 'PT5M', '--agreement', 'acme-2026', '--json');
    expect(JSON.parse(out)).toMatchObject({
      engine: 'attain-3',
      exposures: [
        {
          agreement: 'acme-2026',
          service: 'checkout',
          period: '2026-10',
          from: '2026-10-14T10:05:00.000Z',
          to: '2026-10-14T10:10:00.000Z',
          downMs: 300_000,
          ifItEnds: { amount: 0 },
          ifItLasts: { amount: 0, currency: 'EUR' },
        },
      ],
    });
  });

  it('refuses a length that is none', async () => {
    expect(await exposure('--lasts', 'PT0S')).toMatchObject({
      code: 2,
      err: 'attain exposure: expected --lasts above zero; got "PT0S"\n',
    });
    expect((await exposure()).code).toBe(2);
  });

  it('says so where no credits are agreed', async () => {
    const words = ['exposure', '--signals', 'examples/signals.ndjson', '--service', 'payments', '--lasts', 'PT20M'];
    const { out } = await attain([...words, '--agreement', 'paystream-2026']);
    expect(out).toBe('No agreement on payments has service credits for its availability.\n');
  });
});
