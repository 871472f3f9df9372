import * as z from 'zod';
import { type Answer, type AwsCall, type AwsService, awsError, json, type Request } from '../http/aws-call.ts';
import { noLocalEffect, propertiesOf } from '../template/properties.ts';
import type { Stack } from '../template/stack.ts';
import type { Inbox, Mail } from './inbox.ts';

const Identity = z.strictObject({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: noLocalEffect('a mail that nobody sends cannot bounce'),
  Tags: noLocalEffect('for people'),
});

/** Addresses and domains that the stack may send from. */
export function identitiesOf(stack: Stack): readonly string[] {
  return stack.ofType('AWS::SES::EmailIdentity').map((resource) => propertiesOf(resource, Identity).EmailIdentity);
}

const Part = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const Addresses = z.array(z.string()).default([]);
const Attachment = z.strictObject({
  FileName: z.string(),
  RawContent: z.base64(),
  ContentType: z.string().default('application/octet-stream'),
  ContentId: z.string().optional(),
  ContentDisposition: z.enum(['ATTACHMENT', 'INLINE']).optional(),
  ContentTransferEncoding: z.string().optional(),
  ContentDescription: z.string().optional(),
});
const SendEmail = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses }),
  ReplyToAddresses: Addresses,
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: Part,
      Body: z.strictObject({ Text: Part.optional(), Html: Part.optional() }),
      Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
      Attachments: z.array(Attachment).default([]),
    }),
  }),
  EmailTags: z.array(z.unknown()).optional(),
  ConfigurationSetName: z.string().optional(),
});

/** Takes simple mails into an inbox instead of sending them; raw mails and templates are refused by name. */
export class Ses implements AwsService {
  readonly #inbox: Inbox;
  readonly #identities: readonly string[];

  constructor(inbox: Inbox, identities: readonly string[]) {
    this.#inbox = inbox;
    this.#identities = identities;
  }

  action = ({ method, path }: Request): string =>
    method === 'POST' && path === '/v2/email/outbound-emails' ? 'ses:SendEmail' : `ses:${method} ${path}`;

  answer = ({ action, body }: AwsCall): Answer => {
    if (action !== 'ses:SendEmail') return awsError('BadRequestException', `No local meaning for ${action}`);
    const parsed = SendEmail.safeParse(JSON.parse(body.toString()));
    if (!parsed.success) return awsError('BadRequestException', z.prettifyError(parsed.error));
    const from = parsed.data.FromEmailAddress;
    if (!this.#maySendFrom(from)) {
      return awsError('MessageRejected', `Email address is not verified: ${from} is no identity of the stack`);
    }
    return json({ MessageId: this.#inbox.receive(mailOf(parsed.data)).id });
  };

  /** A stack without identities relies on one that was verified before, which nobody here can know. */
  #maySendFrom(from: string): boolean {
    const address = /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
    const domain = address.split('@').at(-1) ?? '';
    return this.#identities.length === 0 || this.#identities.some((each) => each === address || each === domain);
  }
}

function mailOf({
  FromEmailAddress,
  Destination,
  ReplyToAddresses,
  Content,
}: z.output<typeof SendEmail>): Omit<Mail, 'id' | 'sentAt'> {
  const { Subject, Body, Headers, Attachments } = Content.Simple;
  return {
    from: FromEmailAddress,
    to: Destination.ToAddresses,
    cc: Destination.CcAddresses,
    bcc: Destination.BccAddresses,
    replyTo: ReplyToAddresses,
    subject: Subject.Data,
    text: Body.Text?.Data ?? '',
    html: Body.Html?.Data ?? '',
    headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])),
    attachments: Attachments.map(({ FileName, ContentType, ContentId, RawContent }) => ({
      fileName: FileName,
      contentType: ContentType,
      ...(ContentId !== undefined && { contentId: ContentId }),
      content: RawContent,
    })),
  };
}
