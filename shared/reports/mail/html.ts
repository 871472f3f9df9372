import { type ComponentChild, Fragment, h } from 'preact';
import { render } from 'preact-render-to-string';
import type { Term } from '../formulas.ts';
import { capitalised } from '../words.ts';
import type { MailContent } from './content.ts';
import { sectionTable } from './html-table.ts';
import { COLOURS, MAIL_STYLE } from './mail-style.ts';
import type { Link, Section } from './section.ts';

/**
 * The HTML part: tables and inline styles, no images, no scripts. The style sheet in the head only adds what a client
 * may leave out: dark colours, and stacked tables on a phone. On a web page a remark may stand above it.
 */
export function renderHtml(content: MailContent, remark: ComponentChild = null): string {
  return `<!doctype html>\n${render(h(Fragment, null, page(content, remark)))}\n`;
}

function page(content: MailContent, remark: ComponentChild): ComponentChild {
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('title', null, content.subject),
      h('style', { dangerouslySetInnerHTML: { __html: MAIL_STYLE } }),
    ),
    h(
      'body',
      { class: 'page', style: `margin:0;padding:0;background:${COLOURS.paper}` },
      frame([remark, body(content)]),
    ),
  );
}

// A layout table, as several clients give no width to anything else.
function frame(children: ComponentChild): ComponentChild {
  const style = `max-width:600px;margin:0 auto;background:${COLOURS.paper}`;
  const cell = `padding:20px 16px;font:15px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:${COLOURS.ink}`;
  return h(
    'table',
    { role: 'presentation', cellPadding: '0', cellSpacing: '0', border: 0, width: '100%', class: 'page', style },
    h('tr', null, h('td', { class: 'ink', style: cell }, children)),
  );
}

function body(content: MailContent): ComponentChild {
  const [targets, ...details] = content.sections;
  return [
    h('h1', { style: 'font-size:20px;line-height:1.3;margin:0 0 6px' }, capitalised(content.title)),
    h('p', { class: 'quiet', style: small('0 0 16px') }, lines(content.about)),
    ...content.headline.map((text) => h('p', { style: 'margin:0 0 10px' }, text)),
    ...(targets === undefined ? [] : [sectionTable(targets), notes(targets)]),
    ...details.map(section),
    definitionList(content.definitions),
    linkLine(content.links),
  ];
}

function section(content: Section): ComponentChild {
  const empty = content.rows.length === 0;
  return [
    h('h2', { style: HEADING }, content.title),
    empty ? h('p', { class: 'quiet', style: small('0 0 4px') }, capitalised(content.empty)) : sectionTable(content),
    notes(content),
  ];
}

function notes({ notes }: Section): ComponentChild {
  return notes.map((text) => h('p', { class: 'quiet', style: small('6px 0 0') }, text));
}

function definitionList(terms: readonly Term[]): ComponentChild {
  return [
    h('h2', { style: HEADING }, 'How this was measured'),
    ...terms.map(({ term, text }) =>
      h('p', { class: 'quiet', style: small('0 0 4px') }, h('strong', null, `${term}: `), text),
    ),
  ];
}

function linkLine(links: readonly Link[]): ComponentChild {
  const anchors = links.flatMap(({ text, href }, index) => [
    index === 0 ? '' : ' · ',
    h('a', { href, class: 'link', style: `color:${COLOURS.link}` }, text),
  ]);
  return h(
    'p',
    { class: 'line', style: `margin:24px 0 0;padding:12px 0 0;border-top:1px solid ${COLOURS.line};font-size:14px` },
    anchors,
  );
}

function lines(texts: readonly string[]): ComponentChild {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [h('br', null), text]));
}

function small(margin: string): string {
  return `margin:${margin};font-size:13px;color:${COLOURS.quiet};overflow-wrap:anywhere`;
}

const HEADING = 'font-size:16px;line-height:1.3;margin:24px 0 6px';
