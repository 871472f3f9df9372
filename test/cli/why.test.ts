import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { catalogue, monitor, service, source } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { attain, withFiles } from './command-line.ts';

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

describe('attain why of an alert rule', () => {
  const yaml = `organization: { name: Example Commerce, owner: { name: Mara, email: mara@example.com } }
effectiveFrom: 2026-01-01T00:00:00Z
sources:
  - { id: am, type: alertmanager, auth: { type: bearer, secret: attain/am }, alerts: { mergeGap: { within: PT5M, countsAs: down } } }
services: [{ id: checkout, name: Checkout, monitors: [{ id: probe, source: am }] }]
agreements:
  - { id: acme, kind: sla, customer: Acme, from: 2026-01-01, timeZone: UTC, hours: 24x7, services: [checkout], targets: [{ kind: availability, target: 99.9 }], recipients: [sla@acme.example.com] }
`;
  const signals = [
    stateJson('2026-10-04T10:00:00Z', 'down'),
    stateJson('2026-10-04T10:02:00Z', 'up'),
    stateJson('2026-10-04T10:03:10Z', 'down'),
    stateJson('2026-10-04T10:05:00Z', 'up'),
  ];
  const files = { 'c.yaml': yaml, 's.ndjson': signals.map((it) => `${JSON.stringify(it)}\n`).join('') };

  it('names it below the stream, as text and as JSON', async () => {
    await withFiles(files, async (cwd) => {
      const asked = ['why', '--catalogue', 'c.yaml', '--signals', 's.ndjson', '--service', 'checkout'];
      const at = ['--at', '2026-10-04T10:02:30Z'];
      const { code, out, err } = await attain([...asked, ...at], { cwd });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('class      down, 4 Oct 10:00–10:05 UTC');
      const text = /^ {4}(resolved at 4 Oct 2026 10:02 UTC, .* so it stayed down)$/m.exec(out)?.[1];
      expect(text).toContain('within mergeGap 5 min (source am, catalogue ');
      const { monitors } = JSON.parse((await attain([...asked, ...at, '--json'], { cwd })).out);
      expect(monitors[0].streams[0].rule).toMatchObject({ rule: 'mergeGap', ms: 300_000, source: 'am', text });
      const later = await attain([...asked, '--at', '2026-10-04T10:03:10Z'], { cwd });
      expect(later.out).not.toContain('mergeGap');
    });
  });
});

describe('attain why of a running Attain', () => {
  const db = useDatabase();
  const local: typeof fetch = async (input) => {
    const answers: Record<string, unknown> = {
      '/_local/stack': { outputs: { TableName: db.table.name }, dynamoDbUrl: db.endpoint },
      '/_local/clock': { now: '2026-10-20T12:00:00Z' },
    };
    return Response.json(answers[new URL(String(input)).pathname]);
  };
  const why = (...options: readonly string[]) => attain(['why', '--service', 'checkout', ...options], { fetch: local });
  const shop = (overrides: Partial<Catalogue> = {}) => catalogue({ sources: [source({ id: 'probes' })], ...overrides });

  async function recorded(): Promise<void> {
    const alertRules = { detectionOffsetMs: 120_000 };
    await publishCatalogue(
      db.table,
      shop({ services: [service({ monitors: [monitor({ id: 'probe', alertRules })] })] }),
      0,
    );
    const states = [stateJson('2026-10-14T07:12:00Z', 'down'), stateJson('2026-10-14T09:20:00Z', 'up')];
    const pointer = await putDelivery(db.table, webhook('probes', states, '2026-10-14T09:21:00Z'));
    const context = recording(await catalogueVersions(db.table), '2026-10-15T00:00:00Z');
    await recordDeliveries(db.table, [pointer], context);
  }

  it('tells what is in its table, and what was at a moment', async () => {
    await recorded();
    const moment = ['--to', 'http://localhost:4400', '--at', '2026-10-14T07:10:00Z'];
    const { code, out, err } = await why(...moment);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('checkout  acme  2026-10  at 14 Oct 2026 07:10 UTC');
    expect(out).toContain('class      down, 14 Oct 07:10–09:20 UTC');
    expect(out).toContain('fired at 14 Oct 2026 07:12 UTC: detectionOffset 2 min (of any source, catalogue ');
    const then = await why(...moment, '--as-of', '2026-10-14T12:00:00Z');
    expect(then.out).toContain('class      up');
    const period = await why('--to', 'http://localhost:4400', '--period', '2026-10', '--json');
    // Until noon of 20 October, where its clock stands.
    expect(JSON.parse(period.out)).toMatchObject({ agreement: 'acme', periodMs: 19.5 * 86_400_000 });
  });

  it.each([
    [[], 'expected one of --signals FILE, --to URL and --table NAME; got none'],
    [
      ['--to', 'http://localhost:4400', '--signals', '-'],
      'expected one of --signals FILE, --to URL and --table NAME; got more',
    ],
    [['--to', 'http://localhost:4400', '--table', 'T'], 'expected either --to URL or --table NAME; got both'],
    [
      ['--to', 'http://localhost:4400', '--catalogue', 'c.yaml'],
      'expected --catalogue with --signals: a running Attain has its own',
    ],
    [
      ['--to', 'http://localhost:4400', '--as-of', '2027-01-01T00:00:00Z'],
      'expected asOf with a moment that has passed; got "2027-01-01T00:00:00Z"',
    ],
  ])('says what is wrong with %j', async (options, message) => {
    await recorded();
    expect(await why(...options)).toMatchObject({ code: 2, err: `attain why: ${message}\n` });
  });
});
