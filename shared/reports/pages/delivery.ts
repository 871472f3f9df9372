import { type ComponentChild, h } from 'preact';
import { clean, cleanLines } from '../clean.ts';
import { grouped } from '../format.ts';
import { PATHS, rawPath } from '../paths.ts';
import { moment } from '../when.ts';
import { plural } from '../words.ts';
import { dataTable } from './data-table.ts';
import { page } from './page.ts';

export interface DeliveryPageInput {
  readonly organization: string | undefined;
  /** The name by which its raw bytes are asked for. */
  readonly name: string;
  readonly source: string;
  /** ISO instant. */
  readonly receivedAt: string;
  /** Those that are kept; never a credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body: Uint8Array;
  /** What was set aside of it, and whether somebody has settled that since. */
  readonly setAside: readonly { readonly reason: string; readonly detail?: string; readonly isSettled: boolean }[];
}

/** What a sender sent, as it came: what was kept beside the body, the begin of the body as text, and a way to its bytes. */
export function deliveryPage({
  organization,
  name,
  source,
  receivedAt,
  headers,
  query,
  body,
  setAside,
}: DeliveryPageInput): string {
  const kept = [...Object.entries(headers), ...(query === undefined ? [] : [['query string', query] as const])];
  return page(
    { title: 'Delivery', organization },
    h('p', { class: 'crumbs' }, h('a', { href: PATHS.quarantine }, 'Quarantine')),
    h('h1', null, 'Delivery'),
    h('p', { class: 'lead' }, `From ${clean(source)}, received ${moment(receivedAt, 'UTC')}, ${size(body)}.`),
    h('p', null, h('a', { href: rawPath(name), download: true }, 'Save the raw bytes')),
    h(
      'p',
      { class: 'quiet' },
      'On the command line: ',
      h('code', null, `attain tail --to URL --raw ${clean(name)}`),
      ' with the address of this page for URL',
    ),
    setAside.length === 0 ? null : setAsideTable(setAside),
    h('h2', null, 'Kept beside the body'),
    kept.length === 0
      ? h('p', { class: 'quiet' }, 'No header and no query string.')
      : dataTable({
          caption: 'Headers and query string that were kept',
          columns: [{ label: 'Name' }, { label: 'Value' }],
          rows: kept.map(([label, value]) => [clean(label), h('code', null, clean(value, LONGEST_VALUE))]),
        }),
    h('h2', null, 'Body'),
    bodyOf(body),
  );
}

/** An answer holds 6 MB, and a delivery may be thousands of alerts. */
const MOST_PARTS = 100;

function setAsideTable(parts: DeliveryPageInput['setAside']): ComponentChild {
  const more = parts.length - MOST_PARTS;
  return [
    h('h2', null, 'Set aside'),
    dataTable({
      caption: 'What was set aside of this delivery',
      columns: [{ label: 'Reason' }, { label: 'Detail' }, { label: 'Now', class: 'whole' }],
      rows: parts
        .slice(0, MOST_PARTS)
        .map(({ reason, detail = '', isSettled }) => [
          clean(reason, 300),
          clean(detail, 500),
          isSettled ? 'settled' : 'in quarantine',
        ]),
    }),
    more > 0 ? h('p', { class: 'quiet' }, `And ${grouped(more)} more.`) : null,
  ];
}

const LONGEST_VALUE = 2_000;
const SHOWN_BYTES = 20_000;

function bodyOf(body: Uint8Array): ComponentChild {
  if (body.byteLength === 0) return h('p', { class: 'quiet' }, 'The body is empty.');
  const shown = body.subarray(0, SHOWN_BYTES);
  const isCut = shown.byteLength < body.byteLength;
  const extent = isCut ? `The first ${grouped(SHOWN_BYTES)} of ${grouped(body.byteLength)} bytes` : 'All of it';
  return [
    h('p', { class: 'quiet' }, `${extent}, as text in UTF-8; what is no text is shown as �.`),
    h('pre', { tabIndex: 0, 'aria-label': 'Body of the delivery' }, cleanLines(new TextDecoder().decode(shown))),
  ];
}

function size({ byteLength }: Uint8Array): string {
  return plural(byteLength, 'byte').replace(/^\d+/, grouped(byteLength));
}
