import * as z from 'zod';
import type { DescribedDelivery } from '../shared/store/describe-delivery.ts';
import type { Io } from './io.ts';

const Count = z.number().nullable();

const Part = z.object({ reason: z.string(), detail: z.string() });

const Delivery = z.object({
  position: z.string(),
  source: z.string(),
  receivedAt: z.string(),
  bytes: Count,
  signals: Count,
  quarantined: Count,
  // An Attain from before there were any does not tell.
  accepted: Count.default(null),
  noted: Count.default(null),
  services: z.array(z.string()),
  first: z.object({
    signals: z.array(z.unknown()),
    quarantined: z.array(Part),
    noted: z.array(Part).default([]),
  }),
  unread: z.string().exactOptional(),
});

const Page = z.object({ deliveries: z.array(Delivery), next: z.string(), more: z.boolean() });

interface DeliveryPage {
  readonly deliveries: readonly DescribedDelivery[];
  readonly next: string;
  readonly more: boolean;
}

/** A page of deliveries; or why there is none, and whether that may pass by itself. */
type PageAnswer = { readonly page: DeliveryPage } | { readonly problem: string; readonly mayPass: boolean };

/** Asks for the page after a position; without one, from a minute ago. */
export type AskForPage = (after: string | undefined, stop?: AbortSignal) => Promise<PageAnswer>;

export interface ApiPlace {
  readonly url: string;
  readonly token: string | undefined;
}

/** Where the read API of an Attain tells of deliveries. */
export function deliveriesUrl(to: string): string {
  return `${to.replace(/\/+$/, '')}/api/deliveries`;
}

/** The read API of an Attain. */
export function apiPages(place: ApiPlace, io: Pick<Io, 'fetch'>): AskForPage {
  return async (after, stop) => await apiPage({ ...place, after, stop }, io);
}

async function apiPage(
  {
    url,
    token,
    after,
    stop,
  }: ApiPlace & { readonly after: string | undefined; readonly stop: AbortSignal | undefined },
  io: Pick<Io, 'fetch'>,
): Promise<PageAnswer> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const query = after === undefined ? '' : `?${new URLSearchParams({ after })}`;
  try {
    const response = await io.fetch(`${url}${query}`, { headers, ...(stop !== undefined && { signal: stop }) });
    if (!response.ok) {
      const problem = `expected ${url} to answer; got ${response.status}${hintFor(response.status, { token })}`;
      return { problem, mayPass: response.status === 429 || response.status >= 500 };
    }
    const page = Page.safeParse(await response.json());
    if (page.success) return { page: page.data };
    return { problem: `expected a page of deliveries from ${url}; got something else`, mayPass: false };
  } catch {
    return { problem: `expected ${url} to answer; got nothing`, mayPass: true };
  }
}

/** What to do about a refusal. */
export function hintFor(status: number, { token }: Pick<ApiPlace, 'token'>): string {
  if (status !== 401 && status !== 403) return '';
  return token === undefined ? '; give a JWT with --web-token or ATTAIN_WEB_TOKEN' : '; the token is not accepted';
}
