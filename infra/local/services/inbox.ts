import { randomUUID } from 'node:crypto';
import { formatInstant } from '../../../shared/domain/instant.ts';
import type { Clock } from '../clock.ts';
import { type Journal, noJournal, openJournal } from './journal.ts';

export interface Attachment {
  readonly fileName: string;
  readonly contentType: string;
  /** Set when the text shows it inline as `cid:…`. */
  readonly contentId?: string;
  /** Base64. */
  readonly content: string;
}

/** A mail that SES would have sent. */
export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly Attachment[];
  /** By the clock that tests move; ISO 8601. */
  readonly sentAt: string;
}

/** Every mail of this data folder, oldest first. A mail is on disk before its sender hears of it. */
export class Inbox {
  readonly #mails: Mail[];
  readonly #journal: Journal<Mail>;
  readonly #clock: Clock;

  constructor({ clock, file }: { readonly clock: Clock; readonly file?: string }) {
    const opened = file === undefined ? { journal: noJournal, entries: [] } : openJournal<Mail>(file, (mails) => mails);
    this.#mails = [...opened.entries];
    this.#journal = opened.journal;
    this.#clock = clock;
  }

  get mails(): readonly Mail[] {
    return this.#mails;
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  receive(mail: Omit<Mail, 'id' | 'sentAt'>): Mail {
    const received = { ...mail, id: randomUUID(), sentAt: formatInstant(this.#clock.now()) };
    this.#journal.append([received]);
    this.#mails.push(received);
    return received;
  }

  close(): void {
    this.#journal.close();
  }
}
