import { type ComponentChild, h } from 'preact';
import { clean } from '../clean.ts';
import type { ExampleWebhook } from './example-webhook.ts';

/** What to do while no signal has arrived: the shortest command that changes a number on this page. */
export function firstWebhook(webhook: ExampleWebhook | undefined, now: string): ComponentChild {
  return h(
    'section',
    { 'aria-labelledby': 'first' },
    h('h2', { id: 'first' }, 'No signal has arrived yet'),
    webhook === undefined ? h('p', null, NO_WEBHOOK) : steps(webhook, now),
  );
}

const NO_WEBHOOK = 'The catalogue names no source with a webhook: signals come from AWS events alone.';

function steps(webhook: ExampleWebhook, now: string): ComponentChild {
  const { secret, monitor } = webhook;
  return [
    h(
      'p',
      null,
      monitor === undefined ? `Point ${clean(webhook.type)} at this address:` : 'Send a first signal by hand:',
    ),
    h(
      'pre',
      {
        tabIndex: 0,
        'aria-label': monitor === undefined ? 'Address of a webhook' : 'A command that sends a first signal',
      },
      monitor === undefined ? webhook.url : command(webhook, { monitor, now }),
    ),
    secret === undefined ? null : h('p', { class: 'quiet' }, secretName(webhook), ' is ', secretPlace(secret)),
  ];
}

function secretName({ auth, url }: ExampleWebhook): ComponentChild {
  return url.endsWith('$SECRET') ? [h('code', null, '$SECRET'), ' in it'] : `The ${clean(auth)} secret`;
}

function command({ url, secret }: ExampleWebhook, { monitor, now }: { monitor: string; now: string }): string {
  const signal = JSON.stringify({ kind: 'state', monitor, state: 'down', at: now }).replaceAll("'", "'\\''");
  return [
    `curl ${url} \\`,
    "  -H 'Content-Type: application/json' \\",
    ...(secret === undefined ? [] : ['  -H "Authorization: Bearer $SECRET" \\']),
    `  -d '${signal}'`,
  ].join('\n');
}

function secretPlace(secret: string): ComponentChild {
  return [
    h('code', null, clean(secret)),
    ' in Secrets Manager; after ',
    h('code', null, 'npm start'),
    ' it is in ',
    h('code', null, '.attain/secrets.json'),
    '.',
  ];
}
