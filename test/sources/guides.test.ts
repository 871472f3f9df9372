import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guidePage } from '../../cli/guide-page.ts';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import type { SourceAuthentication } from '../../shared/domain/source-authentication.ts';
import type { SourceGuide } from '../../shared/sources/guide.ts';
import { sourceType, sourceTypes } from '../../shared/sources/registry.ts';
import { MINIMAL } from '../catalogue/minimal-catalogue.ts';

const GUIDES = await Promise.all(
  sourceTypes.map(async ({ name }) => {
    const { guide }: { guide: SourceGuide } = await import(`../../shared/sources/${name}.ts`);
    return { name, guide };
  }),
);

/** The forms of `auth` that a guide shows, as a catalogue reads them. */
function shownForms(type: string, { setUp, credentials }: SourceGuide): SourceAuthentication[] {
  const forms = [...`${setUp}\n${credentials}`.matchAll(/`auth: (\{[^`]*\})`/g)].map(([, form = '']) => form);
  return forms.flatMap((form) => {
    const source = 'type: alertmanager\n    auth: { type: bearer, secret: attain/alerts }';
    const text = MINIMAL.replace(source, `type: ${type}\n    auth: ${form}`);
    return parseCatalogue(text, { file: form }).sources.map(({ auth }) => auth);
  });
}

/** Types with keys that have to fit the sender, or with an address that has to fit them: naming the type is not enough. */
const EXACT = ['path', 'query', 'hmac', 'svix', 'sns'];
const TYPES = /\b(aws|bearer|basic|header|path|query|hmac|svix|sns)\b/;

/** The first type of credential that a guide names: the best that its sender can do. */
function bestOf({ credentials }: SourceGuide): string {
  const [best = 'none'] = TYPES.exec([...credentials.matchAll(/`[^`]+`/g)].join(' ')) ?? [];
  return best;
}

describe.each(GUIDES)('the guide of $name', ({ name, guide }) => {
  const forms = shownForms(name, guide).map(({ type }) => type);

  it('names a credential, and shows the form of it that the catalogue takes', () => {
    const best = bestOf(guide);
    expect(best).not.toBe('none');
    // Grafana's form stands in a block of its own.
    if (EXACT.includes(best) && name !== 'grafana') expect(forms[0]).toBe(best);
  });

  it('shows the form with the secret in the address if and only if it says how the address looks', () => {
    const text = `${guide.setUp}\n${guide.credentials}`;
    expect(forms.includes('path')).toBe(text.includes('{{url}}/{{secret}}'));
    expect(forms.includes('query')).toBe(/\{\{url\}\}\?\w+=\{\{secret\}\}|webhook_tokenauth/.test(text));
  });

  it('names bearer where it tells to send one', () => {
    if (guide.setUp.includes('Bearer {{secret}}')) expect(guide.credentials).toMatch(/`bearer`|type: bearer/);
  });

  it('tells what to put for the placeholders that it has, and of no other', () => {
    const page = guidePage({ type: sourceType(name), guide });
    const text = `${guide.setUp}\n${guide.credentials}`;
    expect(page.includes('`{{secret}}` is the secret that')).toBe(text.includes('{{secret}}'));
    expect(page.includes('`{{url}}` is the address of')).toBe(text.includes('{{url}}'));
  });
});

describe('the page of a source whose sender repeats what is open', () => {
  it('says how often, and those of the others say nothing of it', () => {
    const said = GUIDES.flatMap(({ name, guide }) => {
      const [, repeats] =
        /\nRepeats: an open alert (.*) is unknown once it was not heard of for `alerts.staleAfter`\.\n/.exec(
          guidePage({ type: sourceType(name), guide }),
        ) ?? [];
      return repeats === undefined ? [] : [[name, repeats]];
    });
    const fourHours = 'that it repeats, every 4 h unless it is set up otherwise,';
    expect(said).toEqual([
      ['alertmanager', fourHours],
      ['generic', 'whose signals carry `heardAt`'],
      ['grafana', fourHours],
      ['sns', fourHours],
    ]);
  });
});

describe('the page of CloudWatch', () => {
  it('says nothing of a secret, as it has none', () => {
    const page = readFileSync('docs/sources/cloudwatch.md', 'utf8');
    expect(page).toContain('`{{url}}` is the address of');
    expect(page).not.toContain('{{secret}}');
  });
});
