/** Addresses of the web pages: links in mail and pages, routes in `functions/{web,operations}.ts`. */
export const PATHS = {
  overview: '/',
  improvements: '/improvements',
  sources: '/sources',
  quarantine: '/quarantine',
} as const;

/**
 * @example servicePath({ service: 'checkout', agreement: 'acme-2026', period: '2026-10' })
 *   //=> '/services/checkout?agreement=acme-2026&period=2026-10'
 */
export function servicePath(page: { service: string; agreement: string; period: string }): string {
  const query = `agreement=${encodeURIComponent(page.agreement)}&period=${encodeURIComponent(page.period)}`;
  return `/services/${encodeURIComponent(page.service)}?${query}`;
}

/** The same page, with the moment (an ISO instant) explained. */
export function whyPath(page: { service: string; agreement: string; period: string; at: string }): string {
  return `${servicePath(page)}&at=${encodeURIComponent(page.at)}`;
}

/** The closed report of a period: `/reports/acme-2026/2026-10`, the newest version unless one is named. */
export function reportPath({
  agreement,
  period,
  version,
}: {
  agreement: string;
  period: string;
  version?: number;
}): string {
  const query = version === undefined ? '' : `?version=${version}`;
  return `/reports/${encodeURIComponent(agreement)}/${encodeURIComponent(period)}${query}`;
}

/** What is in quarantine from before a place on. */
export function olderQuarantinePath(before: string): string {
  return `${PATHS.quarantine}?before=${encodeURIComponent(before)}`;
}

/** What a sender sent, by the name of the delivery: `/deliveries/2026-10-14T07%3A12%3A30.000Z~4be1…`. */
export function deliveryPath(name: string): string {
  return `/deliveries/${encodeURIComponent(name)}`;
}

/** Its raw bytes, to be saved. */
export function rawPath(name: string): string {
  return `/api${deliveryPath(name)}/raw`;
}

/** The path if it stays on this site, as links kept in items should; else the overview. */
export function localPath(link: string): string {
  const here = URL.parse(link, 'https://here.invalid');
  return here?.origin === 'https://here.invalid' && link.startsWith('/') ? here.pathname + here.search : PATHS.overview;
}
