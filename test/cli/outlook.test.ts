import { describe, expect, it } from 'vitest';
import { attain, withFiles } from './command-line.ts';

/** Promises 99.9 % of a month, which leaves 44 min 38 s of 31 days: 10 % of EUR 5,000.00 below, at most 8 % of it. */
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
    credits: { currency: EUR, fee: 500000, tiers: [{ below: 99.9, percent: 10 }], capPerMonth: 8, claimWithin: P30D }
`;

/** Down for so many minutes from 08:00 on 5 October. */
async function computed(minutes: number, ...more: string[]): Promise<string[]> {
  const signals = [
    '{"kind":"state","monitor":"probe","state":"down","at":"2026-10-05T08:00:00Z"}',
    `{"kind":"state","monitor":"probe","state":"up","at":"2026-10-05T08:${minutes}:00Z"}`,
  ].join('\n');
  const words = ['compute', '--catalogue', 'c.yaml', '--signals', 's.ndjson', ...more];
  const { out } = await withFiles({ 'c.yaml': CATALOGUE, 's.ndjson': signals }, (cwd) => attain(words, { cwd }));
  return out.split('\n').filter((line) => line.startsWith('checkout: '));
}

describe('the text of attain compute', () => {
  it('names the service credit that is due, its cap and the last day to claim it', async () => {
    expect(await computed(50, '--period', '2026-10')).toEqual([
      'checkout: Service credit due: EUR 400.00 (the most for a month), claim by 30 Nov 2026.',
    ]);
    expect(await computed(40, '--period', '2026-10')).toEqual(['checkout: No service credit is due.']);
  });

  it('says where a running month leads, and what is owed already', async () => {
    // 40 min in 10 days are 4 a day: 44.64 are reached after 11.16 days, on the 12th at 03:50. 44,640 − 40 of 44,640 min are
    // 99.9103 %, and 4.64 min are left.
    expect(await computed(40, '--as-of', '2026-10-11T00:00:00Z')).toEqual([
      'checkout: At this pace October is lost on the 12th; if all stays up from now it ends at 99.91 %; you may be down 4 min 38 s more.',
    ]);
    // 50 of 44,640 min are 0.112 %.
    expect(await computed(50, '--as-of', '2026-10-11T00:00:00Z')).toEqual([
      'checkout: October is lost; even if all stays up from now it ends at 99.88 %.',
      'checkout: Service credit owed even if all stays up from now: EUR 400.00 (the most for a month).',
    ]);
  });
});
