import { SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Goes out as a header that stays the same however often the mail is tried. */
  readonly messageId: string;
}

/** `refused`: the service answered no, nothing went out. `unconfirmed`: it never answered, so nobody knows. */
export type Sending =
  | { readonly state: 'sent' }
  | { readonly state: 'refused' | 'unconfirmed'; readonly error: unknown };

// One attempt: the client's own retries could send a mail twice when an answer is lost.
const client = new SESv2Client({ maxAttempts: 1 });

export async function sendMail({ from, to, subject, html, text, messageId }: Mail): Promise<Sending> {
  const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
  try {
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [...to] },
        Content: {
          Simple: {
            Subject: content(subject),
            Body: { Html: content(html), Text: content(text) },
            Headers: [{ Name: 'X-Attain-Message-ID', Value: messageId }],
          },
        },
      }),
    );
    return { state: 'sent' };
  } catch (error) {
    return { state: error instanceof SESv2ServiceException ? 'refused' : 'unconfirmed', error };
  }
}
