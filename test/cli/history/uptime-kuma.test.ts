import { describe, expect, it } from 'vitest';
import { printed } from './printed.ts';

const KUMA = ['--from', 'uptime-kuma'];
const beat = (status: number, time: string) => ({ monitor_id: 7, status, time, important: 1, msg: '' });
const beats = JSON.stringify([
  // Out of order, as a query without an order gives them.
  beat(0, '2026-10-01 10:02:00.500'),
  beat(1, '2026-10-01 10:00:00.000'),
  beat(2, '2026-10-01 10:01:00.000'),
  beat(0, '2026-10-01 10:03:00.000'),
  beat(1, '2026-10-01 10:04:00.000'),
  beat(3, '2026-10-01 11:00:00.000'),
  beat(1, '2026-10-01 11:30:00.000'),
]);
const CHANGES = [
  ['7', 'up', '2026-10-01T10:00:00.000Z'],
  ['7', 'down', '2026-10-01T10:02:00.500Z'],
  ['7', 'up', '2026-10-01T10:04:00.000Z'],
  // Nobody looks while Kuma holds it for under maintenance.
  ['7', 'unknown', '2026-10-01T11:00:00.000Z'],
  ['7', 'up', '2026-10-01T11:30:00.000Z'],
];

describe('attain import --from uptime-kuma', () => {
  it('reads beats of the database, in UTC', async () => {
    const { code, signals, err } = await printed({ 'beats.json': beats }, [...KUMA, 'beats.json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(signals.map(({ monitor, state, at }) => [monitor, state, at])).toEqual(CHANGES);
  });

  it('reads what a status page gives, and takes names and tags from a backup', async () => {
    const list = JSON.parse(beats).map(({ status, time }: { status: number; time: string }) => ({ status, time }));
    const backup = {
      version: '1.23.0',
      monitorList: [
        { id: 7, name: 'Checkout', url: 'https://', type: 'port', tags: [{ name: 'service', value: 'checkout' }] },
      ],
    };
    const files = {
      'page.json': JSON.stringify({ heartbeatList: { 7: list } }),
      'backup.json': JSON.stringify(backup),
    };
    const { signals } = await printed(files, [...KUMA, 'backup.json', 'page.json']);
    expect(signals.map(({ monitor, state, at }) => [monitor, state, at])).toEqual(CHANGES);
    expect(signals[0]?.labels).toEqual({ id: '7', name: 'Checkout', service: 'checkout', type: 'port' });
  });

  it('says which beat is wrong, and sends the rest if it may', async () => {
    const files = {
      'beats.json': JSON.stringify([beat(1, '2026-10-01 10:00:00'), beat(9, '2026-10-01 10:01:00'), beat(0, 'soon')]),
    };
    const { code, signals, err } = await printed(files, [...KUMA, 'beats.json', '--keep-going']);
    expect(code).toBe(2);
    expect(signals).toHaveLength(1);
    expect(err).toBe(
      'attain import: left out: beats.json: [1]: status: expected 0 (down), 1 (up), 2 (pending) or 3 (maintenance); got 9\n' +
        'attain import: left out: beats.json: [2]: time: expected a time from 2000 until now; got "soon"\n' +
        'attain import: 2 rows left out\n',
    );
  });

  it('says that a backup alone has no history', async () => {
    const { code, err } = await printed({ 'backup.json': '{"monitorList":[]}' }, [...KUMA, 'backup.json']);
    expect(code).toBe(2);
    expect(err).toContain('expected beats (a list of them, or heartbeatList) in backup.json; got none');
  });
});
