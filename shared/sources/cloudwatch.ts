import { KEPT, type SourceGuide } from './guide.ts';
import { readAlarm } from './reading/alarm.ts';
import { withAwsMessages } from './reading/aws-message.ts';
import { readForeign } from './reading/foreign-message.ts';
import type { SourceType } from './source.ts';

/**
 * CloudWatch alarms, as EventBridge delivers them or as their actions do: a call of a Lambda function, a notification of a
 * topic. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 *
 * The monitor is the alarm's ARN, whichever way the word came.
 */
export const cloudwatch: SourceType = {
  name: 'cloudwatch',
  silenceMeans: 'up',
  parse: (delivery, options) =>
    withAwsMessages(
      delivery,
      options,
      (message) =>
        readAlarm(message, delivery) ?? readForeign(message, 'a word of CloudWatch about an alarm', delivery),
    ),
};

export const guide: SourceGuide = {
  title: 'Amazon CloudWatch alarms',
  reads: `Changes of state of alarms and composite alarms: as EventBridge delivers them, from the alarm action that calls a Lambda
function, and from the one that notifies an SNS topic (in its envelope, raw, or as the records of a subscription); also how alarms
stand, as \`DescribeAlarms\` answers.`,
  documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html',
  setUp: `
Nothing to do in the account and region that Attain is deployed to: \`cdk deploy\` adds a rule to its default bus. From another
account or region, let a rule with this pattern send to that bus:

\`\`\`json
{ "source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] }
\`\`\`

Where no rule can be made, subscribe \`{{url}}\` to the topic that the alarms notify, as described for [sns](sns.md). EventBridge
is better: its delivery is guaranteed, and it tells when the breach began.`,
  credentials: `\`auth: { type: aws }\`: IAM decides who may put events on the bus. By way of SNS over HTTPS its
signature, or a secret in the address, as for [sns](sns.md).`,
  fields: [
    { part: 'delivery', from: '`id`, else the `MessageId` of SNS' },
    {
      part: 'stream',
      from: `the ARN of the alarm (\`resources[0]\`, \`alarmArn\`, \`AlarmArn\`), in older messages of SNS made of account, region and
name as they stand, in a detail that comes alone the name; of one series of an alarm over many, with the id of the contributor behind it`,
    },
    {
      part: 'start',
      from: `\`state.timestamp\` or \`StateChangeTime\`; before it down since \`startDate\` in \`state.reasonData\`, the begin of the data
that led to the alarm, unless that is before the last change of the alarm`,
    },
    { part: 'end', from: '`state.timestamp` or `StateChangeTime` of the change to OK' },
    {
      part: 'service',
      from: '`alarmName`, `region`, `account`, `namespace`, `metric`, each dimension, attribute of a contributor and tag of the alarm by its name, `topicArn`',
    },
    { part: 'title', from: 'the name of the alarm' },
  ],
  states: [
    { says: '`ALARM`', becomes: 'down' },
    { says: '`OK`', becomes: 'up' },
    { says: '`INSUFFICIENT_DATA`', becomes: 'unknown' },
    { says: 'A change of configuration: create, update, delete', becomes: KEPT },
    { says: 'Words for people on the topic, events of other services of AWS', becomes: KEPT },
  ],
  resolution: `An alarm changes its state \`period\` × \`evaluation periods\` after the true start. By EventBridge and Lambda the start is
corrected to the begin of the data that led to the alarm, so it is as exact as a period; SNS does not tell it. The end stays that
much late.`,
  blindSpots: [
    { what: 'Outages shorter than a period', remedy: 'cannot know of them' },
    {
      what: 'A notification of SNS that was not delivered, or an event that was not taken for a day',
      remedy:
        '`reconcile` makes it good, in the account and region that Attain runs in, with the times that CloudWatch has',
    },
    {
      what: 'An alarm that is deleted while it is in ALARM',
      remedy:
        '`reconcile` makes it unknown, as of the first poll that misses it; else it stays down until a correction',
    },
    {
      what: 'Actions that a composite alarm suppresses are not sent to Lambda or SNS',
      remedy: 'EventBridge tells of the change all the same',
    },
  ],
};
