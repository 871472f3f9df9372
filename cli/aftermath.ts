import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import { counted } from './counted.ts';
import type { AskForPage } from './delivery-page.ts';
import { quarantineLine } from './delivery-text.ts';
import type { Io } from './io.ts';

/** What became of deliveries. */
export interface Became {
  /** Signals that belong somewhere, and so count. */
  readonly accepted: number;
  /** Parts that were understood and count for nothing. */
  readonly noted: number;
  /** Parts that somebody has to mend. */
  readonly quarantined: number;
  /** Some of those. */
  readonly examples: DescribedDelivery['first']['quarantined'];
  /** Deliveries of which it is not known. */
  readonly unknown: number;
}

interface Problem {
  readonly problem: string;
}

const MOST_EXAMPLES = 3;
/** What was just kept may not be there to be read yet. */
const MOST_TRIES = 5;
const PAUSE_MS = 1_000;

/**
 * Asks an Attain what became of deliveries. Whoever takes a webhook does not judge what it says: it is kept, and read
 * afterwards.
 */
export class Aftermath {
  private readonly ask: AskForPage;
  private readonly io: Pick<Io, 'sleep'>;
  private readonly begin: string | Problem;

  private constructor(ask: AskForPage, io: Pick<Io, 'sleep'>, begin: string | Problem) {
    this.ask = ask;
    this.io = io;
    this.begin = begin;
  }

  /** To be called before anything is sent, as it goes by the other side's clock. */
  static async begin(ask: AskForPage, io: Pick<Io, 'sleep'>): Promise<Aftermath> {
    const answer = await ask(undefined);
    return new Aftermath(ask, io, 'page' in answer ? answer.page.next : { problem: answer.problem });
  }

  /** @param ids that the deliveries were kept under */
  async of(ids: readonly (string | undefined)[]): Promise<Became | Problem> {
    if (typeof this.begin === 'object') return this.begin;
    const wanted = new Set(ids.filter((id) => id !== undefined));
    const found = new Map<string, DescribedDelivery>();
    let after = this.begin;
    for (let tries = 0; found.size < wanted.size && tries < MOST_TRIES; ) {
      const answer = await this.ask(after);
      if ('problem' in answer) return { problem: answer.problem };
      const { deliveries, next, more } = answer.page;
      for (const delivery of deliveries) {
        const id = idOf(delivery);
        if (wanted.has(id)) found.set(id, delivery);
      }
      after = next;
      if (more || found.size === wanted.size) continue;
      tries += 1;
      await this.io.sleep(PAUSE_MS);
    }
    return togetherOf([...found.values()], ids.length);
  }
}

// A position is the time of receipt and the id.
function idOf({ position }: DescribedDelivery): string {
  return position.slice(position.indexOf('~') + 1);
}

function togetherOf(deliveries: readonly DescribedDelivery[], sent: number): Became {
  const read = deliveries.filter(({ accepted }) => accepted !== null);
  const sum = (key: 'accepted' | 'noted' | 'quarantined') => read.reduce((total, it) => total + (it[key] ?? 0), 0);
  return {
    accepted: sum('accepted'),
    noted: sum('noted'),
    quarantined: sum('quarantined'),
    examples: read.flatMap(({ first }) => first.quarantined).slice(0, MOST_EXAMPLES),
    unknown: sent - read.length,
  };
}

/** For people: how many were accepted, noted and quarantined, and why some were. */
export function becameText({ accepted, noted, quarantined, examples, unknown }: Became): string {
  const counts = [
    `${counted(accepted, 'signal')} accepted`,
    `${counted(noted, 'part')} noted`,
    `${counted(quarantined, 'part')} in quarantine`,
    ...(unknown === 0 ? [] : [`of ${counted(unknown, 'batch', 'batches')} it is not known`]),
  ];
  return `${[counts.join(', '), ...examples.map(quarantineLine)].join('\n')}\n`;
}
