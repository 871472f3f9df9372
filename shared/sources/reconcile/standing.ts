import type { Standing } from '../../domain/standing.ts';
import { TIME_LABEL } from '../reading/event-time.ts';
import type { Parsed } from '../source.ts';
import { PollError } from './poll.ts';

/**
 * What a sender's parser made of a thing as it stands: the state of a stream, and what it says along with it. Nothing
 * where it makes no state.
 *
 * @throws PollError when the parser could not read it
 */
export function standingOf({ signals, rejected }: Parsed): Standing | undefined {
  const [unread] = rejected.filter(({ reason }) => reason === 'invalid' || reason === 'unreadable');
  if (unread !== undefined)
    throw new PollError('expected each of its alerts to be readable', { got: `one of which: ${unread.detail}` });
  const told = signals.find(({ kind }) => kind === 'state');
  if (told?.kind !== 'state') return undefined;
  const { monitor, state, at, labels = {}, title, url } = told;
  const { [TIME_LABEL]: timeIs, ...own } = labels;
  const along = signals.filter((signal) => signal !== told);
  return {
    monitor,
    state,
    // A time that is not the sender's word is that of the poll.
    ...(timeIs === undefined && { since: at }),
    labels: own,
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(along.length > 0 && { along }),
  };
}
