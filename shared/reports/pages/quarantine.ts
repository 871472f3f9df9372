import { h } from 'preact';
import { clean } from '../clean.ts';
import { deliveryPath, olderQuarantinePath, PATHS } from '../paths.ts';
import { moment } from '../when.ts';
import { plural } from '../words.ts';
import { dataTable } from './data-table.ts';
import { page } from './page.ts';

export interface QuarantinePageInput {
  readonly organization: string | undefined;
  /** Newest first. */
  readonly items: readonly QuarantinedItem[];
  /** Whether there are newer ones than these. */
  readonly isOlder?: boolean;
  /** Before which place there are more; undefined when these are the last. */
  readonly next?: string | undefined;
}

/** Something that arrived and could not be understood, or belongs to nothing in the catalogue. */
export interface QuarantinedItem {
  /** ISO instant. */
  readonly receivedAt: string;
  readonly source: string;
  readonly reason: string;
  readonly detail?: string;
  /** The name of the stored delivery. */
  readonly delivery: string;
}

/** What was received and kept, but is in no number. */
export function quarantinePage({ organization, items, isOlder = false, next }: QuarantinePageInput): string {
  return page(
    { title: 'Quarantine', organization, current: 'quarantine' },
    h('h1', null, 'Quarantine'),
    h('p', { class: 'lead' }, leadOf(items.length, { isOlder, isCut: next !== undefined })),
    h(
      'p',
      { class: 'quiet' },
      'What needs somebody: what could not be read, what belongs to no monitor of the catalogue, and what a sender says it left out. ' +
        'None of it is in a figure, and whatever arrived is kept whole.',
    ),
    items.length === 0
      ? null
      : dataTable({ caption: 'Quarantined deliveries', stack: true, columns: COLUMNS, rows: items.map(rowOf) }),
    isOlder || next !== undefined ? further(isOlder, next) : null,
  );
}

function leadOf(shown: number, { isOlder, isCut }: { isOlder: boolean; isCut: boolean }): string {
  const items = plural(shown, 'item');
  if (isOlder) return shown === 0 ? 'Nothing older is in quarantine.' : `${items} more in quarantine, older ones.`;
  if (shown === 0) return 'Nothing is in quarantine.';
  return isCut ? `More than ${items} in quarantine; these are the newest.` : `${items} in quarantine.`;
}

function further(isOlder: boolean, next: string | undefined) {
  return h(
    'p',
    null,
    isOlder ? h('a', { href: PATHS.quarantine }, 'Newest') : null,
    isOlder && next !== undefined ? ' · ' : null,
    next === undefined ? null : h('a', { href: olderQuarantinePath(next) }, 'Older'),
  );
}

const COLUMNS = [
  { label: 'Received' },
  { label: 'Source', class: 'whole' },
  { label: 'Reason' },
  { label: 'Detail' },
  { label: 'Delivery' },
] as const;

function rowOf({ receivedAt, source, reason, detail = '', delivery }: QuarantinedItem) {
  return [
    moment(receivedAt, 'UTC'),
    clean(source),
    clean(reason, 300),
    detail === '' ? '–' : h('code', null, clean(detail, 500)),
    h('a', { href: deliveryPath(delivery) }, 'What was sent'),
  ];
}
