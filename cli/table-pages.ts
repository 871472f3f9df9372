import { formatInstant } from '../shared/domain/instant.ts';
import { parseDelivery } from '../shared/sources/parse-delivery.ts';
import { formatSignal } from '../shared/sources/signals/signal-json.ts';
import { catalogueVersions } from '../shared/store/catalogue-versions.ts';
import { deliveriesAfter } from '../shared/store/delivery-pages.ts';
import { describeDeliveries } from '../shared/store/describe-delivery.ts';
import type { Table } from '../shared/store/table.ts';
import type { AskForPage } from './delivery-page.ts';
import type { Io } from './io.ts';

const A_PAGE = 100;
const MINUTE_MS = 60_000;

/** The table itself, for whoever may read it but has no way in to the pages. Says what the read API would. */
export function tablePages(table: Table, io: Pick<Io, 'now'>): AskForPage {
  return async (after) => {
    const now = io.now();
    const context = { versions: await catalogueVersions(table), parse: parseDelivery, format: formatSignal, now };
    const page = await deliveriesAfter(table, after ?? formatInstant(now - MINUTE_MS), { now, limit: A_PAGE });
    return { page: { ...page, deliveries: await describeDeliveries(page.deliveries, context) } };
  };
}
