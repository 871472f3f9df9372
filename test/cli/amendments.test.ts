import { describe, expect, it } from 'vitest';
import { minimalWith } from '../catalogue/minimal-catalogue.ts';
import { attain, withFiles } from './command-line.ts';

function catalogueWith(amendment: string): string {
  return minimalWith('    hours: office\n', `    hours: office\n    amendments: [${amendment}]\n`);
}

const SIGNALS = '{"kind":"state","monitor":"probe","state":"up","at":"2026-10-01T10:00:00+02:00"}\n';

describe('attain, where an agreement is amended', () => {
  it('says below the table of attain compute what was agreed differently from when on', async () => {
    const tighter = '{ from: 2026-10-15, targets: [{ kind: availability, target: 99.95 }] }';
    await withFiles({ 'catalogue.yaml': catalogueWith(tighter), 'signals.ndjson': SIGNALS }, async (cwd) => {
      const { out } = await attain(
        ['compute', '--catalogue', 'catalogue.yaml', '--signals', 'signals.ndjson', '--period', '2026-10'],
        { cwd },
      );
      expect(out).toContain(
        'checkout: Agreed differently from 15 Oct 2026: 99.95 % availability in place of 99.9 % availability.\n',
      );
    });
  });

  it('names a mistake in an amendment by its line and column', async () => {
    await withFiles({ 'catalogue.yaml': catalogueWith('{ from: 2026-10-15, hours: offce }') }, async (cwd) => {
      const { code, out, err } = await attain(['check', 'catalogue.yaml'], { cwd });
      expect(code).toBe(2);
      expect(out + err).toContain('catalogue.yaml:27:45: agreements[0].amendments[0].hours: expected a known calendar');
    });
  });
});
