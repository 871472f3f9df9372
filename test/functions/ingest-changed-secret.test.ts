import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { source } from '../support/catalogue.ts';
import { useIngest } from '../support/ingest.ts';

const NAME = 'attain/am';
const { start, kept, store, reads } = useIngest([source({ id: 'am', auth: { type: 'bearer', secret: NAME } })], {
  [NAME]: 'old',
});

const NOW = Date.UTC(2026, 10, 22);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => vi.useRealTimers());

async function startWarm() {
  const { send, counts } = await start();
  const sendWith = async (secret: string, body: string) =>
    (await send('am', { headers: { authorization: `Bearer ${secret}` }, body })).statusCode;
  expect(await sendWith('old', '{"n":0}')).toBe(202);
  return { sendWith, counts };
}

describe('a secret that was changed while the old one is remembered', () => {
  it('is taken at once, beside the old one, and nothing is lost or counted as refused', async () => {
    const { sendWith, counts } = await startWarm();
    store(NAME, '["new","old"]');
    expect(await sendWith('new', '{"n":1}')).toBe(202);
    expect(await sendWith('old', '{"n":2}')).toBe(202);
    expect(await kept()).toHaveLength(3);
    expect(counts).toEqual({});
    expect(reads()).toBe(2);
  });

  it('is taken where only the new one is stored, and the old one no longer is', async () => {
    const { sendWith } = await startWarm();
    store(NAME, 'new');
    expect(await sendWith('new', '{"n":1}')).toBe(202);
    expect(await sendWith('old', '{"n":2}')).toBe(401);
  });

  it('is taken ten seconds after a wrong one was sent, at the latest', async () => {
    const { sendWith } = await startWarm();
    expect(await sendWith('wrong', '{}')).toBe(401);
    store(NAME, '["new","old"]');
    vi.setSystemTime(NOW + 9_999);
    expect(await sendWith('new', '{"n":1}')).toBe(401);
    vi.setSystemTime(NOW + 10_000);
    expect(await sendWith('new', '{"n":1}')).toBe(202);
  });
});

describe('wrong secrets', () => {
  it('have the stored one read no more often than every ten seconds, however many there are', async () => {
    const { sendWith } = await startWarm();
    for (const ms of [0, 1, 5_000, 9_999, 10_000, 19_999]) {
      vi.setSystemTime(NOW + ms);
      expect(await sendWith('wrong', '{}')).toBe(401);
    }
    expect(reads()).toBe(3);
  });

  it('at the same moment wait for one reading', async () => {
    const { sendWith } = await startWarm();
    store(NAME, '["new","old"]');
    expect(await Promise.all(['new', 'wrong', 'new'].map((secret, n) => sendWith(secret, `{"n":${n}}`)))).toEqual([
      202, 401, 202,
    ]);
    expect(reads()).toBe(2);
  });

  it('are refused, not put off, while the stored one cannot be read; good ones are taken', async () => {
    const { sendWith, counts } = await startWarm();
    store(NAME, new Error('rate exceeded'));
    expect(await sendWith('wrong', '{}')).toBe(401);
    expect(await sendWith('old', '{"n":1}')).toBe(202);
    expect(counts).toEqual({ WebhookRefused: 1 });
  });
});
