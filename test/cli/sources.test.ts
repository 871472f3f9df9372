import { describe, expect, it } from 'vitest';
import { catalogueVersions, publishCatalogue } from '../../shared/store/catalogue-versions.ts';
import { putDelivery } from '../../shared/store/deliveries.ts';
import { writePollMemory } from '../../shared/store/poll-memory.ts';
import { recordDeliveries } from '../../shared/store/record-deliveries.ts';
import { noteSeen } from '../../shared/store/source-seen.ts';
import { catalogue, monitor, service, source, version } from '../support/catalogue.ts';
import { useDatabase } from '../support/database.ts';
import { recording, stateJson, webhook } from '../support/deliveries.ts';
import { attain } from './command-line.ts';

const db = useDatabase();

const local: typeof fetch = async (input) => {
  const answers: Record<string, unknown> = {
    '/_local/stack': { outputs: { TableName: db.table.name }, dynamoDbUrl: db.endpoint },
    '/_local/clock': { now: '2026-11-20T09:00:00Z' },
  };
  return Response.json(answers[new URL(String(input)).pathname]);
};

async function sources(...options: readonly string[]) {
  return await attain(['sources', '--to', 'http://localhost:4400', ...options], { fetch: local });
}

describe('attain sources', () => {
  it('says that there is none yet', async () => {
    expect(await sources()).toEqual({ code: 0, out: 'The catalogue has no source\n', err: '' });
  });

  it('says of each when it was last heard, and what to look at', async () => {
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'probes' }), source({ id: 'kuma' })] }), 0);
    const seen = { receivedAt: Date.UTC(2026, 10, 20, 8, 0, 12), toldOf: Date.UTC(2026, 10, 20, 8) };
    await noteSeen(db.table, 'probes', seen);
    const { out } = await sources();
    expect(out).toMatch(/probes +generic +2026-11-20T08:00:12\.000Z +12 s +– +–/);
    expect(out).toMatch(/kuma +generic +never +– +– +Nothing has come from it yet\./);
    const { sources: all, unmatched } = JSON.parse((await sources('--json')).out);
    expect(all).toMatchObject([
      { source: 'probes', state: 'heard', lagMs: 12_000 },
      { source: 'kuma', state: 'never heard' },
    ]);
    expect(unmatched).toEqual([]);
  });

  it('says that what came last was a test, and counts for nothing', async () => {
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'kuma', type: 'uptime-kuma' })] }), 0);
    const test = { heartbeat: null, monitor: null, msg: 'My Webhook Testing' };
    const pointer = await putDelivery(db.table, webhook('kuma', test, '2026-11-20T08:30:00Z'));
    const context = recording(await catalogueVersions(db.table), '2026-11-20T08:30:01Z');
    const [recorded] = await recordDeliveries(db.table, [pointer], context);
    if (recorded?.state !== 'recorded') throw new Error('expected the delivery to be recorded');
    await noteSeen(db.table, 'kuma', recorded.seen);
    const why = 'heartbeat: got none, as from the button that tests a notification; msg: "My Webhook Testing"';
    expect((await sources()).out).toContain(
      `2026-11-20T08:30:00.000Z  –       –            Its last delivery counts for nothing: a test (${why}).`,
    );
    expect(JSON.parse((await sources('--json')).out).sources).toMatchObject([
      { state: 'heard', seen: { noted: { reason: 'test', detail: why } }, quarantined: 0 },
    ]);
    // What comes next takes its place.
    await noteSeen(db.table, 'kuma', { receivedAt: Date.UTC(2026, 10, 20, 8, 45) });
    expect((await sources()).out).toMatch(/kuma +uptime-kuma +2026-11-20T08:45:00\.000Z +– +– +–/);
  });

  it('says of one that is asked when it answered last, and for how long it has not', async () => {
    const reconcile = { everyMs: 300_000, url: 'https://am.example.com' };
    await publishCatalogue(db.table, catalogue({ sources: [source({ id: 'am', reconcile })] }), 0);
    expect((await sources()).out).toMatch(/am +generic +never +– +never +Nothing has come from it yet\./);
    const at = (hour: number, minute: number) => Date.UTC(2026, 10, 20, hour, minute);
    const failed = { at: at(8, 55), reason: 'it refused the credential (status 401)' };
    const failing = { succeededAt: at(6, 45), failed, failingSince: at(6, 50), failures: 26 };
    await writePollMemory(db.table, 'am', { health: failing, seen: {} });
    expect((await sources()).out).toContain(
      '2026-11-20T06:45:00.000Z  Asking how its streams stand has failed for 2 h 10 min (26 times): it refused the ' +
        'credential (status 401). What its webhooks lose is not made good meanwhile. Last failed 20 Nov 2026 08:55 UTC.\n',
    );
    expect(JSON.parse((await sources('--json')).out).sources).toMatchObject([
      { poll: { succeededAt: at(6, 45), failed, failingSince: at(6, 50), failingMs: 7_800_000, failures: 26 } },
    ]);
    await writePollMemory(db.table, 'am', { health: { succeededAt: at(9, 0), failed, failures: 0 }, seen: {} });
    expect((await sources()).out).toContain(
      '2026-11-20T09:00:00.000Z  Nothing has come from it yet. Last failed 20 Nov 2026 08:55 UTC: it refused the credential (status 401).\n',
    );
  });

  it('shows streams that one monitor would map as one line, and in JSON each', async () => {
    const probes = catalogue({ sources: [source({ id: 'probes' })] });
    await publishCatalogue(db.table, probes, 0);
    const at = '2026-11-20T08:30:00Z';
    const told = Array.from({ length: 120 }, (_, index) =>
      stateJson(at, 'down', { monitor: `disk-${index}`, labels: { service: 'files', host: `h${index}` } }),
    );
    const pointer = await putDelivery(db.table, webhook('probes', told, at));
    await recordDeliveries(db.table, [pointer], recording(await catalogueVersions(db.table), at));
    expect((await sources()).out).toContain(
      [
        'Belongs to no service: 120 streams in 1 group, 120 parts in quarantine.',
        'SOURCE  STREAMS  PARTS  LAST                      IN COMMON        SUCH AS',
        'probes  120      120    2026-11-20T08:30:00.000Z  service="files"  disk-0, disk-1, disk-10 and 117 more',
        '',
      ].join('\n'),
    );
    const { unmatched, unmatchedGroups, isQuarantineCut } = JSON.parse((await sources('--json')).out);
    expect(unmatched).toHaveLength(120);
    expect(unmatchedGroups).toMatchObject([{ source: 'probes', labels: { service: 'files' }, streams: 120 }]);
    expect(isQuarantineCut).toBe(false);
  });

  it('names alerts that nobody ended, ten at most, those given up last first', async () => {
    const stale = monitor({
      id: 'probe',
      source: 'probes',
      match: { team: 'shop' },
      alertRules: { staleAfterMs: 3_600_000 },
    });
    const heard = catalogue({ sources: [source({ id: 'probes' })], services: [service({ monitors: [stale] })] });
    await publishCatalogue(db.table, heard, 0);
    // The alert of each minute after eight on the day before; an hour later nobody had repeated it.
    const open = async (minutes: readonly string[]) => {
      const told = minutes.map((minute) => {
        const at = `2026-11-19T08:${minute}:00Z`;
        return stateJson(at, 'down', { monitor: `disk-${minute}`, labels: { team: 'shop' }, heardAt: at });
      });
      const pointer = await putDelivery(db.table, webhook('probes', told, '2026-11-19T08:30:00Z'));
      await recordDeliveries(db.table, [pointer], recording([version(heard)], '2026-11-19T08:30:01Z'));
    };
    await open(['00', '01']);
    expect((await sources()).out).toContain(
      [
        '',
        '',
        'Left open, and nobody says more:',
        'SOURCE  SERVICE   MONITOR  ALERT    OPEN SINCE                UNKNOWN SINCE',
        'probes  checkout  probe    disk-01  2026-11-19T08:01:00.000Z  2026-11-19T09:01:00.000Z',
        'probes  checkout  probe    disk-00  2026-11-19T08:00:00.000Z  2026-11-19T09:00:00.000Z',
        '',
      ].join('\n'),
    );
    await open(['02', '03', '04', '05', '06', '07', '08', '09', '10', '11']);
    const { out } = await sources();
    expect(out).toContain('disk-02  2026-11-19T08:02:00.000Z  2026-11-19T09:02:00.000Z\nand 2 more; --json names all.');
    expect(out).not.toContain('disk-01  2026');
  });

  it('says what is no address, though it looks like one', async () => {
    expect(await attain(['sources', '--to', 'localhost:4400'], { fetch: local })).toMatchObject({
      code: 2,
      err: 'attain sources: expected --to with a URL such as http://localhost:4400; got "localhost:4400"\n',
    });
  });
});
