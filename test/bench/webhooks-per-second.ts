import { CONNECTIONS, cpuSeconds, SERVICES, sendAll, webhooks, withRuntime } from './bench-runtime.ts';
import { median, quantile } from './quantile.ts';
import { number, type Section } from './section.ts';

/** What the local runtime takes, with all of AWS that the stack uses in the same process and on the same processors. */
export const webhooksPerSecond: Section = {
  title: 'Webhooks through the local runtime',
  about:
    `From another process over ${CONNECTIONS} connections, to a runtime on disk; ${SERVICES} services, an alert a ` +
    'webhook, fired and resolved in turn. Functions, stores and queues share the processors.',
  columns: ['what', 'value'],
  rows: ({ quick }) =>
    withRuntime(async (local) => {
      const count = quick ? 2_000 : 10_000;
      const before = cpuSeconds(local.pid);
      const { seconds, latenciesMs } = await sendAll(local, webhooks(count, 'flood'));
      const answered = cpuSeconds(local.pid);
      const answeredAt = performance.now();
      await local.idle();
      const backlogMs = performance.now() - answeredAt;
      const done = cpuSeconds(local.pid);
      return [
        ['webhooks', number(count)],
        ['acknowledged per second', number(count / seconds)],
        ['answer, median ms', number(median(latenciesMs), 1)],
        ['answer, p95 ms', number(quantile(latenciesMs, 0.95), 1)],
        ['from the last answer until every figure is up to date, s', number(backlogMs / 1000, 1)],
        ['processor ms per webhook until the last answer', number(((answered - before) * 1000) / count, 2)],
        ['processor ms per webhook in all', number(((done - before) * 1000) / count, 2)],
      ];
    }),
};
