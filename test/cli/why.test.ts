import { describe, expect, it } from 'vitest';
import { attain } from './command-line.ts';

const EXAMPLE = ['why', '--signals', 'examples/signals.ndjson', '--service', 'checkout'];

describe('attain why', () => {
  it('shows how a period adds up, and what each outage cost', async () => {
    const { code, out } = await attain([...EXAMPLE, '--period', '2026-10', '--as-of', '2026-11-19T12:00:00Z']);
    expect(code).toBe(0);
    expect(out).toContain('checkout  acme-2026  2026-10  Europe/Berlin');
    expect(out).toMatch(/= agreed time +44,700 min\n− down +127 min 50 s\n/);
    expect(out).toMatch(/= up +44,572 min 10 s\n/);
    expect(out).toContain('20 Oct 13:02:10–15:10:00 CEST  127 min 50 s  285.98 % of the error budget');
  });

  it('explains a moment by the words of the monitors', async () => {
    const { code, out } = await attain([...EXAMPLE, '--at', '2026-10-20T12:00:00Z', '--as-of', '2026-11-19T12:00:00Z']);
    expect(code).toBe(0);
    expect(out).toContain('class      down, 20 Oct 13:02:10–15:10:00 CEST. Counted as downtime.');
    expect(out).toContain('checkout-probe: down at 20 Oct 2026 13:02:10 CEST (before: up)');
  });

  it('prints JSON for programs', async () => {
    const { out } = await attain([...EXAMPLE, '--period', '2026-10', '--as-of', '2026-11-19T12:00:00Z', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      agreement: 'acme-2026',
      periodMs: 2_682_000_000,
      agreedMs: 2_682_000_000,
      upMs: 2_682_000_000 - 7_670_000,
    });
  });

  it('takes a moment or a period', async () => {
    const { code, err } = await attain([...EXAMPLE, '--at', '2026-10-20T12:00:00Z', '--period', '2026-10']);
    expect({ code, err }).toEqual({ code: 2, err: 'attain why: expected --at or --period; got both\n' });
  });
});
