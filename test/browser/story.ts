/** What happens to the services of catalogue.yaml in October and November 2035. */

/** Days whose three minutes of downtime make more outages than a mail lists. */
const SHORT_OUTAGES = [2, 3, 4, 5, 6, 7, 9, 10, 11, 12];

const minute = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();

function downFor(monitor: string, start: string, minutes: number): object[] {
  const title = 'Answers 503';
  return [
    { kind: 'state', monitor, state: 'down', at: start, title, url: 'https://probes.example.com/503' },
    { kind: 'state', monitor, state: 'up', at: minute(start, minutes) },
  ];
}

export function october(): object[] {
  return [
    { kind: 'state', monitor: 'checkout-probe', state: 'up', at: '2035-09-01T00:00:00Z' },
    { kind: 'state', monitor: 'storefront-probe', state: 'up', at: '2035-09-01T00:00:00Z' },
    // The miss: 128 minutes, 14 October 09:12 to 11:20 in Berlin.
    ...downFor('checkout-probe', '2035-10-14T07:12:00Z', 128),
    ...incident('INC-2041', { opened: '2035-10-14T07:14:00Z', restored: '2035-10-14T09:20:00Z' }),
    ...SHORT_OUTAGES.flatMap((day) => downFor('storefront-probe', `2035-10-${pad(day)}T07:00:00Z`, 3)),
    { kind: 'state', monitor: 'storefront-probe', state: 'degraded', at: '2035-10-16T06:00:00Z' },
    { kind: 'state', monitor: 'storefront-probe', state: 'unknown', at: '2035-10-16T07:00:00Z' },
    { kind: 'state', monitor: 'storefront-probe', state: 'up', at: '2035-10-16T07:10:00Z' },
    {
      kind: 'maintenance',
      maintenance: 'CHG-7',
      title: 'Move_to_the_new_content_delivery_network_whose_name_has_no_space_in_it',
      services: ['storefront'],
      start: '2035-10-20T00:00:00Z',
      end: '2035-10-20T02:00:00Z',
      announcedAt: '2035-10-13T09:00:00Z',
    },
    ...downFor('storefront-probe', '2035-10-20T00:30:00Z', 45),
    // The feed dies on the 18th: from the 19th on nobody knows how the search is.
    ...beats('2035-08-30T00:00:00Z', '2035-10-18T00:00:00Z'),
  ];
}

/** Enough of November's budget of 43 minutes to put one target at risk and to miss the other. */
export function november(): object[] {
  return [
    ...beats('2035-11-01T00:00:00Z', '2035-11-04T00:00:00Z'),
    ...downFor('checkout-probe', '2035-11-02T08:00:00Z', 35),
    ...downFor('storefront-probe', '2035-11-04T03:00:00Z', 120),
    { kind: 'state', monitor: 'nobody-listens-to-this-one', state: 'down', at: '2035-11-04T04:00:00Z' },
  ];
}

function incident(name: string, phases: Readonly<Record<string, string>>): object[] {
  return Object.entries(phases).map(([phase, at]) => ({
    kind: 'incident',
    incident: name,
    phase,
    priority: 'P1',
    at,
    services: ['checkout'],
    title: 'Card payments fail at the provider',
    url: `https://incidents.example.com/${name}`,
  }));
}

function beats(from: string, to: string): object[] {
  const found: object[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 12 * 3_600_000) {
    found.push({ kind: 'heartbeat', feed: 'alerts', at: new Date(at).toISOString(), every: 'PT12H' });
  }
  return found;
}

function pad(day: number): string {
  return String(day).padStart(2, '0');
}
