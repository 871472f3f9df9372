import { type ComponentChild, Fragment, h } from 'preact';
import { render } from 'preact-render-to-string';
import { clean } from '../clean.ts';
import { PATHS } from '../paths.ts';
import { PAGE_STYLE } from './page-style.ts';

/** What the frame of a page needs to know. */
export interface PageFrame {
  readonly title: string;
  /** Whose installation this is; left out where even that is not known. */
  readonly organization?: string | undefined;
  /** The page of the main navigation that this is. */
  readonly current?: keyof typeof PATHS;
}

/** A whole document: landmarks, a way past the navigation, no scripts. */
export function page(frame: PageFrame, ...main: ComponentChild[]): string {
  const title = `${clean(frame.title, 160)} · Attain`;
  const document = h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', null, title),
      h('style', { dangerouslySetInnerHTML: { __html: PAGE_STYLE } }),
    ),
    h('body', null, skipLink(), header(frame), h('main', { id: 'main', tabIndex: -1 }, main)),
  );
  return `<!doctype html>\n${render(h(Fragment, null, document))}\n`;
}

function skipLink(): ComponentChild {
  return h('a', { class: 'skip', href: '#main' }, 'Skip to the content');
}

function header({ organization, current }: PageFrame): ComponentChild {
  return h(
    'header',
    { class: 'top' },
    h('a', { class: 'brand', href: PATHS.overview }, 'Attain'),
    organization === undefined ? null : h('span', { class: 'organization' }, clean(organization, 60)),
    h(
      'nav',
      { 'aria-label': 'Main' },
      h(
        'ul',
        null,
        NAVIGATION.map(({ key, label }) =>
          h('li', null, h('a', { href: PATHS[key], 'aria-current': key === current ? 'page' : undefined }, label)),
        ),
      ),
    ),
  );
}

const NAVIGATION = [
  { key: 'overview', label: 'Overview' },
  { key: 'improvements', label: 'Improvement' },
  { key: 'sources', label: 'Sources' },
  { key: 'quarantine', label: 'Quarantine' },
] as const;
