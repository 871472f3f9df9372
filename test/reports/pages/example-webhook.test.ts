import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { exampleWebhook } from '../../../shared/reports/pages/example-webhook.ts';
import { overviewPage } from '../../../shared/reports/pages/overview.ts';
import { catalogue, monitor, service, source } from '../../support/catalogue.ts';
import { textOf } from '../../support/html-rules.ts';

const alerts = source({ id: 'alerts', type: 'alertmanager', auth: { type: 'bearer', secret: 'attain/alerts' } });
const probes = source({ id: 'probes', auth: { type: 'bearer', secret: 'attain/probes' } });
const aws = source({ id: 'cloudwatch', type: 'cloudwatch', auth: { type: 'aws' } });
const probed = service({ monitors: [monitor({ id: 'checkout-probe', source: 'probes' })] });

describe('the webhook that is shown to somebody who has sent nothing yet', () => {
  it('is one that takes signals by hand, with a monitor that hears them', () => {
    const shown = exampleWebhook(
      catalogue({ sources: [aws, alerts, probes], services: [probed] }),
      'https://a.example.com/',
    );
    expect(shown).toEqual({
      url: 'https://a.example.com/webhooks/probes',
      type: 'generic',
      auth: 'bearer',
      secret: 'attain/probes',
      monitor: 'checkout-probe',
    });
  });

  it('is the first webhook where none takes signals by hand', () => {
    const deaf = service({ monitors: [monitor({ id: 'labels', source: 'probes', match: { service: 'checkout' } })] });
    expect(textOn({ sources: [aws, alerts, probes], services: [deaf] })).toContain(
      'Point alertmanager at this address: https://a.example.com/webhooks/alerts The bearer secret is attain/alerts',
    );
  });

  it.each([
    [{ type: 'path', secret: 'attain/page' }, 'https://a.example.com/webhooks/page/$SECRET'],
    [{ type: 'query', name: 'my key', secret: 'attain/page' }, 'https://a.example.com/webhooks/page?my%20key=$SECRET'],
  ] as const)('says where in the address the secret goes: %j', (auth, url) => {
    const page = source({ id: 'page', type: 'statuspage', auth });
    expect(exampleWebhook(catalogue({ sources: [page] }), 'https://a.example.com')?.url).toBe(url);
    expect(textOn({ sources: [page] })).toContain(
      `Point statuspage at this address: ${url} $SECRET in it is attain/page in Secrets Manager`,
    );
  });

  it('asks for no credential where none is needed', () => {
    const text = textOn({ sources: [source({ id: 'probes' })], services: [probed] });
    expect(text).toContain('curl https://a.example.com/webhooks/probes');
    expect(text).not.toMatch(/Authorization|secret/);
  });

  it('is none where signals come from AWS alone', () => {
    expect(textOn({ sources: [aws] })).toContain('The catalogue names no source with a webhook');
  });
});

function textOn(overrides: Partial<Catalogue>): string {
  const webhook = exampleWebhook(catalogue(overrides), 'https://a.example.com');
  return textOf(
    overviewPage({ organization: 'A', now: '2026-10-18T13:30:00Z', agreements: [], silent: true, webhook }),
  );
}
