import { type ComponentChild, h } from 'preact';
import { agreementSection } from './agreement-section.ts';
import { firstWebhook } from './first-webhook.ts';
import type { OverviewInput } from './overview-model.ts';
import { page } from './page.ts';

/** Services by agreement: availability, error budget and verdict so far, what needs attention first. */
export function overviewPage(input: OverviewInput): string {
  const { organization, agreements, now, silent, webhook } = input;
  return page(
    { title: 'Overview', organization, current: 'overview' },
    h('h1', null, 'Overview'),
    agreements.length === 0 ? noCatalogue() : null,
    silent ? firstWebhook(webhook, now) : null,
    agreements.map((agreement) => agreementSection(agreement, now)),
  );
}

function noCatalogue(): ComponentChild {
  return h(
    'p',
    { class: 'lead' },
    'There is no agreement in the catalogue yet. Write one, check it with ',
    h('code', null, 'attain check'),
    ' and publish it with ',
    h('code', null, 'attain apply'),
    '; then its services stand here.',
  );
}
