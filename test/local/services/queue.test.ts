import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { Queue } from '../../../infra/local/services/queue.ts';
import { temporaryFolder } from '../fixture.ts';

const settings = { name: 'jobs', visibilityTimeoutMs: 60_000, maximumBytes: 1000 };
const minute = 60_000;

function queueWithDeadLetters({ maxReceiveCount = 2, clock = new Clock() } = {}) {
  const dead = new Queue({ ...settings, name: 'dead' }, { clock });
  const queue = new Queue({ ...settings, redrive: { maxReceiveCount, deadLetters: () => dead } }, { clock });
  return { queue, dead, clock };
}

const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);
const bodies = (messages: readonly { readonly body: string }[]) => messages.map(({ body }) => body);

describe('a queue', () => {
  it('hands out what was sent, oldest first, and hides it meanwhile', () => {
    const { queue } = queueWithDeadLetters();
    for (const body of ['a', 'b', 'c']) queue.send(body);
    expect(bodies(queue.receive(2))).toEqual(['a', 'b']);
    expect(queue.counts).toEqual({ visible: 1, inFlight: 2, waiting: 0 });
    expect(bodies(queue.receive(10))).toEqual(['c']);
  });

  it('shows a failed message again when its visibility timeout is over, counted from its receipt', () => {
    const { queue, clock } = queueWithDeadLetters();
    queue.send('a');
    queue.fail(ids(queue.receive(1)));
    expect(queue.receive(1)).toEqual([]);
    clock.set(clock.now() + minute);
    expect(queue.receive(1)).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  it('does not show a message that is being worked on, however far the clock jumps', () => {
    const { queue, clock } = queueWithDeadLetters();
    queue.send('a');
    queue.receive(1);
    clock.set(clock.now() + 60 * minute);
    expect(queue.receive(1)).toEqual([]);
  });

  it('gives a message to the dead letters when it was handed out as often as allowed', () => {
    const { queue, dead, clock } = queueWithDeadLetters({ maxReceiveCount: 2 });
    queue.send('poison');
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      queue.fail(ids(queue.receive(1)));
      clock.set(clock.now() + minute);
    }
    expect(queue.receive(1)).toEqual([]);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, waiting: 0 });
    expect(dead.receive(1)).toMatchObject([{ body: 'poison' }]);
  });

  it.each([
    ['a control character', 'a\u0000b'],
    ['U+FFFE', 'a\uFFFE'],
    ['half of a surrogate pair', 'a\uD800'],
    ['nothing', ''],
    ['more than its limit', 'x'.repeat(1001)],
  ])('refuses %s', (_name, body) => {
    expect(() => queueWithDeadLetters().queue.send(body)).toThrow(/^jobs takes/);
  });

  it('takes tabs, line ends and characters beyond the first plane', () => {
    const { queue } = queueWithDeadLetters();
    queue.send('\t\r\n😀');
    expect(queue.counts.visible).toBe(1);
  });
});

describe('a queue with a file', () => {
  const open = (file: string) => new Queue(settings, { clock: new Clock(), file });

  it('still has, after a restart, every message that was not deleted, and counts how often each has failed', () => {
    const file = join(temporaryFolder(), 'jobs.ndjson');
    const before = open(file);
    for (const body of ['done', 'failed', 'in flight', 'visible']) before.send(body);
    const [done, failed] = ids(before.receive(3));
    before.delete([done ?? '']);
    before.fail([failed ?? '']);
    expect(open(file).receive(10)).toMatchObject([
      { body: 'failed', receiveCount: 2 },
      { body: 'in flight', receiveCount: 1 },
      { body: 'visible', receiveCount: 1 },
    ]);
  });

  it('leaves out a last line that a kill has cut short', () => {
    const file = join(temporaryFolder(), 'jobs.ndjson');
    open(file).send('whole');
    appendFileSync(file, '{"put":{"id":"x","bo');
    expect(bodies(open(file).receive(10))).toEqual(['whole']);
  });

  it('empties its file when nothing is left', () => {
    const file = join(temporaryFolder(), 'jobs.ndjson');
    const queue = open(file);
    queue.send('a');
    queue.delete(ids(queue.receive(1)));
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
