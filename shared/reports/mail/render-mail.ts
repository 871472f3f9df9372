import type { ComponentChild } from 'preact';
import type { SlaReport } from '../../domain/report.ts';
import { type MailOptions, mailContent } from './content.ts';
import { renderHtml } from './html.ts';
import { renderText } from './text.ts';

/** A mail ready to be sent: one subject line, the HTML part and its plain-text twin. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

// Gmail clips a message at 102 KB and hides what follows, which is where the definitions and gaps stand.
const MAX_HTML_BYTES = 96_000;
const MOST_ROWS = 40;

/**
 * The monthly e-mail of a report. Tables are shortened, and say so, until the HTML part is below 96,000 bytes.
 *
 * @param remark what stands above the HTML part where it is shown as a web page
 * @throws TypeError when `webUrl` is no http or https address
 * @example renderMail(report, { webUrl: 'https://attain.example.com' }).subject
 *   //=> '[Acme] October 2026: 5 of 6 targets met; Checkout API missed by 83 min'
 */
export function renderMail(report: SlaReport, options: MailOptions, remark: ComponentChild = null): RenderedMail {
  const withLimit = (limit: number): RenderedMail => {
    const content = mailContent(report, options, limit);
    return { subject: content.subject, text: renderText(content), html: renderHtml(content, remark) };
  };
  let mail = withLimit(MOST_ROWS);
  for (let limit = MOST_ROWS / 2; limit > 1 && Buffer.byteLength(mail.html) > MAX_HTML_BYTES; limit /= 2) {
    mail = withLimit(Math.floor(limit));
  }
  return mail;
}
