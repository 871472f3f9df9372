import { type ComponentChild, h } from 'preact';
import { webAddress } from '../clean.ts';
import type { OverviewInput } from './overview-model.ts';

/** What to do while no signal has arrived: the shortest command that changes a number on this page. */
export function firstWebhook({ webhookUrl, now }: OverviewInput): ComponentChild {
  const url = webAddress(webhookUrl) ?? 'https://attain.example.com/webhooks/generic';
  const signal = JSON.stringify({ kind: 'state', monitor: 'checkout-probe', state: 'down', at: now });
  const command = [
    `curl ${url} \\`,
    "  -H 'Content-Type: application/json' \\",
    '  -H "Authorization: Bearer $SECRET" \\',
    `  -d '${signal}'`,
  ].join('\n');
  return h(
    'section',
    { 'aria-labelledby': 'first' },
    h('h2', { id: 'first' }, 'No signal has arrived yet'),
    h('p', null, 'Point a webhook of your monitoring here, or send a first signal by hand. ', SECRET_NOTE),
    h('pre', { tabIndex: 0, 'aria-label': 'A command that sends a first signal' }, command),
  );
}

const SECRET_NOTE =
  'The secret is the one that the catalogue names for the source "generic"; the monitor is one of the catalogue\'s.';
