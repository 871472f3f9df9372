import { type ComponentChild, h } from 'preact';
import { agreementSection } from './agreement-section.ts';
import { firstWebhook } from './first-webhook.ts';
import type { OverviewAgreement, OverviewInput } from './overview-model.ts';
import { page } from './page.ts';

/** Services by agreement: availability, error budget and verdict so far, what needs attention first. */
export function overviewPage(input: OverviewInput): string {
  const { organization, agreements, now } = input;
  return page(
    { title: 'Overview', organization, current: 'overview' },
    h('h1', null, 'Overview'),
    agreements.length === 0 ? noCatalogue() : null,
    agreements.some(hasData) ? null : firstWebhook(input),
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

function hasData({ services }: OverviewAgreement): boolean {
  return services.some(({ attainment }) => attainment !== null);
}
