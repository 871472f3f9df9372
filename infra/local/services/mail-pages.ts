import { type Answer, json, type Request } from '../http/aws-call.ts';
import { type Html, html } from '../http/html.ts';
import type { Attachment, Inbox, Mail } from './inbox.ts';

/**
 * The inbox for people and programs: `/mail`, `/mail/<id>`, `/mail/<id>/html`, `/mail/<id>/attachments/<number>` and
 * `/mail.json`; `undefined` when there is no such page.
 */
export function mailPage({ path }: Pick<Request, 'path'>, inbox: Inbox): Answer | undefined {
  if (path === '/mail.json') return json(inbox.mails.map(forPrograms));
  if (path === '/mail') return page('Inbox', list(inbox.mails));
  const [, , id = '', part, number] = path.split('/');
  const mail = inbox.find(id);
  if (mail === undefined) return undefined;
  if (part === undefined) return page(mail.subject, letter(mail));
  if (part === 'html') return { status: 200, headers: sandboxed, body: withInlineImages(mail) };
  const attachment = part === 'attachments' ? mail.attachments[Number(number)] : undefined;
  return attachment && download(attachment);
}

/** A mail may hold anything: no scripts, no forms, nothing from elsewhere, and no share in this page's origin. */
const sandboxed = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
};

function forPrograms({ attachments, ...mail }: Mail): unknown {
  const { id } = mail;
  const described = attachments.map(({ content, ...rest }, index) => ({
    ...rest,
    size: Buffer.byteLength(content, 'base64'),
    href: hrefOf(id, index),
  }));
  return { ...mail, attachments: described };
}

function hrefOf(id: string, index: number): string {
  return `/mail/${id}/attachments/${index}`;
}

function list(mails: readonly Mail[]): Html {
  if (mails.length === 0)
    return html`<p>No mail yet. What Attain sends on this machine lands here and nowhere else.</p>`;
  const rows = mails.toReversed().map(
    (mail) => html`<li><a href="/mail/${mail.id}"><strong>${mail.subject}</strong></a>
      <span>to ${mail.to.join(', ')}, <time datetime="${mail.sentAt}">${shortTime(mail)}</time></span></li>`,
  );
  return html`<p>${mails.length} caught on this machine, newest first. <a href="/mail.json">As JSON</a></p><ol>${rows}</ol>`;
}

function letter(mail: Mail): Html {
  const rows = Object.entries({
    From: mail.from,
    To: mail.to.join(', '),
    Cc: mail.cc.join(', '),
    Sent: shortTime(mail),
    ...mail.headers,
  });
  const fields = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  return html`<p><a href="/mail">All mail</a></p><dl>${fields}</dl>${attachments(mail)}
    <h2>HTML</h2>
    <iframe src="/mail/${mail.id}/html" sandbox title="The mail as HTML"></iframe>
    <h2>Plain text</h2>
    <pre tabindex="0">${mail.text}</pre>`;
}

function attachments(mail: Mail): Html {
  const links = mail.attachments.map(
    ({ fileName, contentType }, index) =>
      html`<li><a href="${hrefOf(mail.id, index)}">${fileName}</a> (${contentType})</li>`,
  );
  return links.length === 0 ? html`` : html`<h2>Attachments</h2><ul>${links}</ul>`;
}

function shortTime({ sentAt }: Mail): string {
  return `${sentAt.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Images that the mail brings along, by the name that it gives them. */
function withInlineImages({ id, html: body, attachments }: Mail): string {
  return body.replace(/\bcid:([^"'\s>)]+)/g, (whole, contentId: string) => {
    const index = attachments.findIndex((each) => each.contentId === contentId);
    return index < 0 ? whole : hrefOf(id, index);
  });
}

function download({ fileName, contentType, contentId, content }: Attachment): Answer {
  const disposition = contentId === undefined ? 'attachment' : 'inline';
  const headers = {
    'content-type': contentType,
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'content-security-policy': sandboxed['content-security-policy'],
  };
  return { status: 200, headers, body: Buffer.from(content, 'base64') };
}

function page(title: string, content: Html): Answer {
  const body = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Attain on this machine</title>
    <link rel="icon" href="data:,">
    <style>${style}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: body.text };
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { background: Canvas; color: CanvasText; }
main { max-width: 50rem; margin: 0 auto; padding: 1rem; }
ol { list-style: none; padding: 0; }
ol li { padding: .75rem 0; border-top: 1px solid GrayText; }
ol span { display: block; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 70vh; border: 1px solid GrayText; background: white; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid GrayText; padding: 1rem; font-size: .8125rem; }
`;
