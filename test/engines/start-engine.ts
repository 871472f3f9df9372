import { once } from 'node:events';
import { createServer } from 'node:net';
import { startProcess } from '../real/process.ts';
import { dynoxide, ENGINE_ADDRESS } from './engine.ts';

/** Starts dynoxide for the whole run, unless the address of an engine is given. @returns what ends it */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const program = dynoxide();
  if (process.env[ENGINE_ADDRESS] !== undefined || program === undefined) return undefined;
  const port = await freePort();
  const engine = await startProcess(program, ['--port', String(port)]);
  process.env[ENGINE_ADDRESS] = `http://127.0.0.1:${port}`;
  return engine.stop;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('expected a port; got none');
  return address.port;
}
