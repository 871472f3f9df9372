import type { Catalogue, Source } from '../../shared/domain/catalogue.ts';
import { sha256 } from '../../shared/domain/digest.ts';
import { InvalidInputError } from '../../shared/domain/errors.ts';
import type { Labels } from '../../shared/domain/signal.ts';
import type { Sender, Subject, Word } from './sender.ts';

/** What an alert is about, with ids that the seed decides on. */
export function subjectOf(word: Word, { labels, seed }: { labels: Labels; seed: string }): Subject {
  const names = {
    alert: `${seed} ${word.alert}`,
    occurrence: `${seed} ${word.alert} ${word.startedAt}`,
    word: `${seed} ${word.alert} ${word.startedAt} ${word.says} ${word.at}`,
  };
  return { labels, id: (of, digits) => sha256(`${of} ${names[of]}`).slice(0, digits) };
}

/**
 * The labels by which the catalogue finds a service from a source: what the first of its monitors that listens there
 * picks; where none does, the label `service`.
 *
 * @throws InvalidInputError for a service that is not there, and for labels that the sender has no place for
 */
export function labelsFor(
  sender: Sender,
  {
    catalogue,
    source,
    service,
    labels,
  }: { catalogue: Catalogue; source: Source; service: string | undefined; labels: Labels },
): Labels {
  const all = { ...(service !== undefined && labelsOfService(catalogue, source, service)), ...labels };
  const { carries } = sender;
  const misplaced = carries && Object.keys(all).find((name) => !carries.includes(name));
  if (misplaced === undefined) return all;
  throw new InvalidInputError(
    `expected labels that ${sender.type} has a place for (${carries?.join(', ')}); got "${misplaced}". Name others with --label`,
  );
}

function labelsOfService({ services }: Catalogue, source: Source, id: string): Labels {
  const service = services.find((it) => it.id === id);
  if (service === undefined) {
    const known = services.map((it) => it.id).join(', ');
    throw new InvalidInputError(`expected --service with one of ${known}; got "${id}"`);
  }
  // The name of a monitor is for its own signals to say; other senders have labels only.
  const listening = service.monitors.find(
    (monitor) =>
      (monitor.source === source.id || source.relay) && (source.type === 'generic' || !('monitor' in monitor.match)),
  );
  return listening?.match ?? { service: id };
}
