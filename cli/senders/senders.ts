import { InvalidInputError } from '../../shared/domain/errors.ts';
import { alertmanager, grafana } from './alertmanager.ts';
import { sns } from './cloudwatch.ts';
import { datadog } from './datadog.ts';
import { generic } from './generic.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import type { Sender } from './sender.ts';
import { statuspage } from './statuspage.ts';
import { uptimeKuma } from './uptime-kuma.ts';

export const SENDERS: readonly Sender[] = [
  alertmanager,
  datadog,
  generic,
  grafana,
  opsgenie,
  pagerduty,
  sns,
  statuspage,
  uptimeKuma,
];

/** @throws InvalidInputError listing the source types that there is a sender of */
export function senderFor(type: string): Sender {
  const sender = SENDERS.find((it) => it.type === type);
  if (sender !== undefined) return sender;
  const known = SENDERS.map((it) => it.type).join(', ');
  throw new InvalidInputError(
    `expected a source of a type that can be played (${known}); got ${type}${type === 'cloudwatch' ? ': its alarms are played by a source of type sns' : ''}`,
  );
}
