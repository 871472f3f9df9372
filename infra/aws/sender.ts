import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';
import type { AttainFunction } from './attain-function.ts';
import type { Settings } from './settings.ts';

/** Who mail comes from. Unless an identity is verified already, SES sends a link to the address that someone has to follow. */
export class Sender extends Construct {
  private readonly from: string;
  private readonly sendingArns: readonly string[];

  constructor(scope: Construct, id: string, { mailFrom, mailIdentity }: Pick<Settings, 'mailFrom' | 'mailIdentity'>) {
    super(scope, id);
    this.from = mailFrom;
    this.sendingArns = mailIdentity === undefined ? this.newIdentity(mailFrom) : [this.arn(`identity/${mailIdentity}`)];
    alarmOn(this, 'Bounces', {
      metric: new Metric({ namespace: 'AWS/SES', metricName: 'Reputation.BounceRate', statistic: 'Maximum' }),
      above: 0.05,
      runbook: 'bounces',
    });
  }

  letSend(sender: AttainFunction): void {
    sender.allow({ actions: ['ses:SendEmail'], on: this.sendingArns, env: { ATTAIN_MAIL_FROM: this.from } });
  }

  /** Sending needs leave for the identity and for the configuration set that it brings along. */
  private newIdentity(address: string): readonly string[] {
    const configurationSet = new ConfigurationSet(this, 'Configuration', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    new EmailIdentity(this, 'Identity', { identity: Identity.email(address), configurationSet });
    return [this.arn(`identity/${address}`), this.arn(`configuration-set/${configurationSet.configurationSetName}`)];
  }

  private arn(resource: string): string {
    return Stack.of(this).formatArn({ service: 'ses', resource });
  }
}
