import type { Labels } from '../../domain/signal.ts';
import { LONGEST_TITLE } from '../signals/signal-schema.ts';
import { TIME_LABEL } from './event-time.ts';
import { fittingLabels, plainTexts } from './labels.ts';
import { cleaned, webAddress } from './text.ts';

/** What a sender says of a stream, an incident or a maintenance beside what happened, as it came. */
export interface Description {
  /** Everything that may tell the service; what is no text, number or boolean is left out. */
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly title?: unknown;
  readonly url?: unknown;
}

/**
 * The same made to fit a signal: what cannot stand there is left out.
 *
 * @param timeIs what the signal's time is where it is not the sender's word: the label `attain_time` says so
 * @example described({ labels: { team: 'Payments', tier: null }, title: ' Shop ', url: 'shop' })
 *   //=> { labels: { team: 'Payments' }, title: 'Shop' }
 */
export function described(
  { labels = {}, title, url }: Description,
  timeIs?: 'receipt' | 'start',
): {
  readonly labels: Labels;
  readonly title?: string;
  readonly url?: string;
} {
  const name = cleaned(typeof title === 'string' ? title : '', LONGEST_TITLE);
  const address = webAddress(typeof url === 'string' ? url : undefined);
  return {
    labels: { ...fittingLabels(plainTexts(labels)), ...(timeIs !== undefined && { [TIME_LABEL]: timeIs }) },
    ...(name !== '' && { title: name }),
    ...(address !== undefined && { url: address }),
  };
}
