import { formatInstant } from '../../shared/domain/instant.ts';
import type { Labels } from '../../shared/domain/signal.ts';
import { jsonBody, onlyOne, type Sender, type Subject, type Word } from './sender.ts';

/** Labels that an alarm has a place of its own for; the rest are dimensions of its metric. */
const OWN = ['alarmName', 'region', 'account', 'namespace', 'metric', 'topicArn'];

/** An alarm of CloudWatch by way of a topic of SNS. The signature is none: only AWS can sign. */
export const sns: Sender = {
  type: 'sns',
  write: (word, subject) => {
    const topic = subject.labels.topicArn ?? `arn:aws:sns:eu-central-1:${subject.labels.account ?? ACCOUNT}:alarms`;
    const id = subject.id('word', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const notification = {
      Type: 'Notification',
      MessageId: id,
      TopicArn: topic,
      Message: JSON.stringify(alarmMessage(word, subject)),
      Timestamp: formatInstant(word.at),
      SignatureVersion: '2',
      Signature: 'EXAMPLE',
      SigningCertURL: 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-example.pem',
    };
    return jsonBody(notification, {
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': id,
      'x-amz-sns-topic-arn': topic,
    });
  },
};

const ACCOUNT = '123456789012';

/** Alarms of one name are of their own in accounts of their own: a name and an account are one ARN. */
function accountOf(alert: number, { alarmName, account }: Labels): string {
  if (alarmName === undefined) return account ?? ACCOUNT;
  if (account === undefined) return String(Number(ACCOUNT) + alert);
  onlyOne(alert, { alarmName, account });
  return account;
}

function alarmMessage({ alert, says, at }: Word, { labels }: Subject) {
  const isOver = says === 'close';
  const name = labels.alarmName ?? `endpoint-down-${alert}`;
  const account = accountOf(alert, labels);
  const region = labels.region ?? 'eu-central-1';
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    AWSAccountId: account,
    NewStateValue: isOver ? 'OK' : 'ALARM',
    OldStateValue: isOver ? 'ALARM' : 'OK',
    NewStateReason: 'Threshold Crossed',
    StateChangeTime: formatInstant(at).replace('Z', '+0000'),
    Region: region,
    Trigger: {
      MetricName: labels.metric ?? 'Errors',
      Namespace: labels.namespace ?? 'Example',
      Dimensions: dimensionsOf(labels),
      Period: 60,
      EvaluationPeriods: 1,
    },
  };
}

function dimensionsOf(labels: Labels) {
  return Object.entries(labels)
    .filter(([name]) => !OWN.includes(name))
    .map(([name, value]) => ({ name, value }));
}
