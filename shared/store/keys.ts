import type { Bucket } from '../domain/bucket.ts';

/** A primary key of the table. This file is the only one that knows what keys look like. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

// Names come from outside: what separates the parts of a key must not occur inside one.
function part(text: string): string {
  return text.replace(/[%#]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function plain(text: string): string {
  return text.replace(/%(23|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Deliveries of a minute are spread over this many partitions. */
export const DELIVERY_SHARDS = 4;

export const deliveryPartition = (minute: string, shard: number): string => `D#${minute}#${shard}`;

/** `receivedAt` is ISO; the shard comes from the digest, so that one delivery always has one key. */
export function deliveryKey({ receivedAt, digest }: { receivedAt: string; digest: string }): Key {
  const shard = Number.parseInt(digest.slice(0, 2), 16) % DELIVERY_SHARDS;
  return { pk: deliveryPartition(receivedAt.slice(0, 16), shard), sk: digest };
}

/** Beside a delivery: which of its readings began and did not end. */
export const begunKey = ({ pk, sk }: Key): Key => ({ pk, sk: `${sk}#begun` });

const bucketName = ({ subject, span }: Bucket): string => `${part(subject)}#${span}`;

export const ledgerPartition = (bucket: Bucket): string => `L#${bucketName(bucket)}`;

/** The sort key is the ledger's order in time, up to events of one instant. */
export function ledgerKey(bucket: Bucket, { occurredAt, id }: { occurredAt: string; id: string }): Key {
  return { pk: ledgerPartition(bucket), sk: `${occurredAt}#${id}` };
}

/** The rollups of a month's days lie together, and so do those of years: a period is read by a query or two. */
function rollupPartition({ subject, span }: Bucket): string {
  return `R#${part(subject)}#${/^\d{4}$/.test(span) ? 'years' : span.slice(0, 7)}`;
}

export const ticketKey = (bucket: Bucket): Key => ({ pk: rollupPartition(bucket), sk: `T#${bucket.span}` });
export const rollupKey = (bucket: Bucket): Key => ({ pk: rollupPartition(bucket), sk: `V#${bucket.span}` });

/** What one alert or probe tells a service's monitor. */
export interface StreamName {
  readonly service: string;
  readonly monitor: string;
  readonly stream: string;
}

/** The streams that a service has ever had. */
export const streamsPartition = (service: string): string => `H#${part(service)}`;

export function streamKey({ service, monitor, stream }: StreamName): Key {
  return { pk: streamsPartition(service), sk: `${part(monitor)}#${part(stream)}` };
}

/** The streams that a service has in a UTC year, under the same sort keys. */
export const streamYearPartition = (service: string, year: string): string => `${streamsPartition(service)}#${year}`;

export function streamYearKey(name: StreamName, year: string): Key {
  return { pk: streamYearPartition(name.service, year), sk: streamKey(name).sk };
}

/** The stream that a sort key names. */
export function streamNameOf(service: string, sk: string): StreamName {
  const [monitor = '', stream = ''] = sk.split('#').map(plain);
  return { service, monitor, stream };
}

/** The UTC years in which maintenance of a service starts. */
export const maintenanceYearsKey = (service: string): Key => ({ pk: `M#${part(service)}`, sk: 'years' });

export const CATALOGUE_PARTITION = 'C';

export function catalogueKey({ publishedAt, hash }: { publishedAt: string; hash: string }): Key {
  return { pk: CATALOGUE_PARTITION, sk: `${publishedAt}#${hash}` };
}

export const attainmentPartition = (agreement: string): string => `A#${part(agreement)}`;

export interface AttainmentOf {
  readonly agreement: string;
  readonly period: string;
  readonly service: string;
}

export function attainmentKey({ agreement, period, service }: AttainmentOf): Key {
  return { pk: attainmentPartition(agreement), sk: `${part(period)}#${part(service)}` };
}

export function attainmentTicketKey(of: AttainmentOf): Key {
  const { pk, sk } = attainmentKey(of);
  return { pk: `${pk}#T`, sk };
}

/** The burn alerts of a service under an agreement. */
export function burnsKey({ agreement, service }: { agreement: string; service: string }): Key {
  return { pk: `B#${part(agreement)}`, sk: part(service) };
}

export const NOTICE_PARTITION = 'N';
export const noticeKey = (id: string): Key => ({ pk: NOTICE_PARTITION, sk: id });

export const IMPROVEMENT_PARTITION = 'I';
export const improvementKey = (id: string): Key => ({ pk: IMPROVEMENT_PARTITION, sk: id });

interface ReportOf {
  readonly agreement: string;
  readonly period: string;
}

const reportPartition = ({ agreement, period }: ReportOf): string => `P#${part(agreement)}#${part(period)}`;

export function reportKey({ version, ...of }: ReportOf & { readonly version: number }): Key {
  return { pk: reportPartition(of), sk: `v${String(version).padStart(4, '0')}` };
}

/** From the first version to the last. */
export const reportVersionsRange = (of: ReportOf) => ({ pk: reportPartition(of), between: ['v', 'w'] as const });

export function reportToldKey({ version, ...of }: ReportOf & { readonly version: number }): Key {
  return { pk: reportPartition(of), sk: `told#${version}` };
}

/** What would replace the report, until somebody approves it. */
export const restatementKey = (of: ReportOf): Key => ({ pk: reportPartition(of), sk: 'restatement' });

export const OUTBOX_PARTITION = 'O';
export const outboxKey = (reportId: string): Key => ({ pk: OUTBOX_PARTITION, sk: reportId });

export const QUARANTINE_PARTITION = 'Q';

export function quarantineKey({ receivedAt, id }: { receivedAt: string; id: string }): Key {
  return { pk: QUARANTINE_PARTITION, sk: `${receivedAt}#${id}` };
}

/** The latest of a source: its last delivery, and who was turned away at its address in which hour. */
export const sourcePartition = (source: string): string => `F#${part(source)}`;

export const seenKey = (source: string): Key => ({ pk: sourcePartition(source), sk: 'seen' });

export function refusalKey(source: string, hour: string): Key {
  return { pk: sourcePartition(source), sk: `refused#${hour}` };
}

export const sweepCursorKey: Key = { pk: 'S', sk: 'cursor' };

/** What is remembered of the polls of a source. */
export const pollKey = (source: string): Key => ({ pk: 'S', sk: `poll#${part(source)}` });
