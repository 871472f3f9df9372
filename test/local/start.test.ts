import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkNode } from '../../infra/local/node-version.ts';
import { temporaryFolder } from './fixture.ts';

const script = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

/** `npm start` in a process of its own, and what it prints. */
function start(...args: readonly string[]) {
  const running = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = running;
  let printed = '';
  running.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const ended = once(running, 'exit').then(([code]) => Number(code));
  return { running, ended, printed: () => printed };
}

async function ready(...args: readonly string[]) {
  const started = start('--port', '0', ...args);
  await expect.poll(started.printed, { timeout: 100_000, interval: 50 }).toContain('Ctrl-C stops it.');
  return { ...started, url: /Overview\s+(http:\S+)\//.exec(started.printed())?.[1] ?? '' };
}

describe('npm start', () => {
  it('prints where everything is and two webhooks that work as they stand, and ends cleanly on Ctrl-C', async () => {
    const { printed, running, ended } = await ready('--no-examples', '--data', temporaryFolder());
    expect(printed()).toContain('\nand, when it is over:\n');
    const curls = [...printed().matchAll(/curl (\S+) .*?Bearer (\S+)'.*? -d '(.*?)'/gs)];
    expect(curls).toHaveLength(2);
    const alerts = curls.map(([, , , body = '']) => JSON.parse(body).alerts[0]);
    expect(alerts).toMatchObject([{ status: 'firing' }, { status: 'resolved' }]);
    const [firing, resolved] = alerts;
    expect([resolved.fingerprint, resolved.startsAt]).toEqual([firing.fingerprint, firing.startsAt]);
    expect(Date.parse(resolved.endsAt) - Date.parse(resolved.startsAt)).toBe(10 * 60_000);
    for (const [, webhook = '', token, body = ''] of curls) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      expect((await fetch(webhook, { method: 'POST', headers, body })).status).toBe(202);
    }
    running.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(printed()).toMatch(/Stopping\.\n$/);
  });

  it('says which port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { ended, printed } = start('--port', port, '--ephemeral', '--no-examples');
    expect(await ended).toBe(1);
    expect(printed()).toBe(`Port ${port} is in use. Stop what listens there, or choose another one with --port.\n`);
    other.close();
  });

  it('says what it can do', async () => {
    const { ended, printed } = start('--help');
    expect(await ended).toBe(0);
    expect(printed()).toContain('--catalogue FILE');
  });

  it('says what is wrong with an option', async () => {
    const { ended, printed } = start('--prot', '1');
    expect(await ended).toBe(2);
    expect(printed()).toContain("Unknown option '--prot'");
  });
});

it('an older Node is told which one is needed', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  checkNode('20.11.1');
  expect(exit).toHaveBeenCalledWith(1);
  expect(write.mock.calls.join()).toContain('Attain needs Node 24 or newer and this is 20.11.1');
  vi.restoreAllMocks();
});

it('a new enough Node is left in peace', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  for (const version of ['24.0.0', '25.1.0']) checkNode(version);
  expect(exit).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
