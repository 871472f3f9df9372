import type { Standing } from '../../../shared/domain/standing.ts';
import { type Ask, carriedOut, type PollContext, type Poller } from '../../../shared/sources/reconcile/poll.ts';

export const NOW = Date.parse('2026-10-14T12:00:00Z');

/** Carries out a poll with answers by path, or by input of DescribeAlarms; what is not among them is missing. @returns what was asked, too */
export async function pollWith(
  { poll }: Poller,
  answers: Readonly<Record<string, unknown>>,
  { open = [], ...context }: Partial<Omit<PollContext, 'open'>> & { readonly open?: readonly string[] } = {},
): Promise<{ readonly standings: readonly Standing[]; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const ask = async (it: Ask) => {
    const question = 'path' in it ? it.path : JSON.stringify(it.alarms);
    asked.push(question);
    const answer = answers[question];
    return typeof answer === 'object' ? JSON.stringify(answer) : answer === undefined ? undefined : String(answer);
  };
  const standings = await carriedOut(
    poll({ now: NOW, feed: 'polled', heartbeat: false, ...context, open: new Set(open) }),
    ask,
  );
  return { standings, asked };
}
