import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../infra/local/clock.ts';
import { Inbox } from '../../../infra/local/services/inbox.ts';
import { mailPage } from '../../../infra/local/services/mail-pages.ts';
import { Ses } from '../../../infra/local/services/ses.ts';
import { temporaryFolder } from '../fixture.ts';

const chart = { FileName: 'chart.png', ContentType: 'image/png', ContentId: 'chart', RawContent: 'cG5n' };
const list = { FileName: 'list <1>.csv', ContentType: 'text/csv', RawContent: 'YSxi' };
const mail = {
  FromEmailAddress: 'Attain <attain@example.com>',
  Destination: { ToAddresses: ['a@example.com', 'b@example.com'] },
  Content: {
    Simple: {
      Subject: { Data: 'October <final>' },
      Body: { Text: { Data: 'plain & simple' }, Html: { Data: '<img src="cid:chart"><script>alert(1)</script>' } },
      Headers: [{ Name: 'Message-ID', Value: '<1@example.com>' }],
      Attachments: [chart, list],
    },
  },
};

function send(inbox: Inbox, input: unknown, identities = ['attain@example.com']) {
  const ses = new Ses(inbox, identities);
  const request = {
    method: 'POST',
    path: '/v2/email/outbound-emails',
    query: '',
    headers: {},
    body: Buffer.from(JSON.stringify(input)),
  };
  const { status, body } = ses.answer({ ...request, caller: 'Report', action: ses.action(request) });
  return { status, body: JSON.parse(String(body)) };
}

function inboxWithMail() {
  const inbox = new Inbox({ clock: new Clock() });
  const { body } = send(inbox, mail);
  const get = (path: string) => mailPage({ path: path.replace('ID', body.MessageId) }, inbox);
  return { inbox, id: body.MessageId, get };
}

describe('SES', () => {
  it('takes a mail with text, HTML, headers and attachments', () => {
    const { inbox, id } = inboxWithMail();
    expect(inbox.mails).toMatchObject([
      {
        id,
        from: 'Attain <attain@example.com>',
        to: ['a@example.com', 'b@example.com'],
        subject: 'October <final>',
        text: 'plain & simple',
        headers: { 'Message-ID': '<1@example.com>' },
        attachments: [{ fileName: 'chart.png', contentId: 'chart', content: 'cG5n' }, { fileName: 'list <1>.csv' }],
      },
    ]);
  });

  it.each([
    ['the address', ['attain@example.com'], 200],
    ['its domain', ['example.com'], 200],
    ['another address', ['other@example.com'], 400],
    ['nothing, when another stack has the identity', [], 200],
  ])('lets it go out when the stack may send from %s', (_name, identities, status) => {
    expect(send(new Inbox({ clock: new Clock() }), mail, identities).status).toBe(status);
  });

  it.each([
    ['a raw mail', { ...mail, Content: { Raw: { Data: '' } } }, 'Raw'],
    ['a template', { ...mail, Content: { Template: {} } }, 'Template'],
    ['an option that nobody knows', { ...mail, TenantName: 'x' }, 'TenantName'],
  ])('refuses %s by name', (_name, input, expected) => {
    const { status, body } = send(new Inbox({ clock: new Clock() }), input);
    expect([status, body.message]).toEqual([400, expect.stringContaining(expected)]);
  });
});

describe('the inbox', () => {
  it('still has its mails after a restart', () => {
    const file = join(temporaryFolder(), 'mail.ndjson');
    send(new Inbox({ clock: new Clock(), file }), mail);
    expect(new Inbox({ clock: new Clock(), file }).mails).toMatchObject([{ subject: 'October <final>' }]);
  });

  it('lists its mails for programs, attachments with size and place', () => {
    const { get, id } = inboxWithMail();
    expect(JSON.parse(String(get('/mail.json')?.body))).toMatchObject([
      {
        id,
        to: ['a@example.com', 'b@example.com'],
        subject: 'October <final>',
        sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        attachments: [{ fileName: 'chart.png', size: 3, href: `/mail/${id}/attachments/0` }, { size: 3 }],
      },
    ]);
  });

  it('lists its mails for people, escaped', () => {
    const { get } = inboxWithMail();
    expect(String(get('/mail')?.body)).toContain('<strong>October &lt;final&gt;</strong>');
    expect(String(get('/mail/ID')?.body)).toContain('plain &amp; simple');
  });

  it('shows the HTML of a mail in a sandbox, with the images that it brings along', () => {
    const { get, id } = inboxWithMail();
    const page = get('/mail/ID/html');
    expect(page?.headers?.['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(String(page?.body)).toContain(`<img src="/mail/${id}/attachments/0">`);
  });

  it('hands out attachments', () => {
    const { get } = inboxWithMail();
    expect(get('/mail/ID/attachments/1')).toMatchObject({
      headers: { 'content-type': 'text/csv', 'content-disposition': "attachment; filename*=UTF-8''list%20%3C1%3E.csv" },
      body: Buffer.from('a,b'),
    });
  });

  it('knows no other pages', () => {
    const { get } = inboxWithMail();
    expect([get('/mail/x'), get('/mail/ID/x'), get('/mail/ID/attachments/2')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
