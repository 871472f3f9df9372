import { NotFoundError } from '../../domain/errors.ts';
import { alertmanagerPoller } from './alertmanager.ts';
import { cloudwatchPoller } from './cloudwatch.ts';
import { pagerdutyPoller } from './pagerduty.ts';
import type { Poller } from './poll.ts';
import { statuspagePoller } from './statuspage.ts';
import { uptimeKumaPoller } from './uptime-kuma.ts';

/** The senders that can be asked how their streams stand, by source type. */
export const POLLERS: Readonly<Record<string, Poller>> = {
  alertmanager: alertmanagerPoller,
  cloudwatch: cloudwatchPoller,
  pagerduty: pagerdutyPoller,
  statuspage: statuspagePoller,
  'uptime-kuma': uptimeKumaPoller,
};

/** @throws NotFoundError for a type that cannot be asked */
export function pollerOf(type: string): Poller {
  const poller = Object.hasOwn(POLLERS, type) ? POLLERS[type] : undefined;
  if (poller !== undefined) return poller;
  throw new NotFoundError(`A source of type "${type}" cannot be asked; ${Object.keys(POLLERS).join(', ')} can`);
}
