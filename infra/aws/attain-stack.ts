import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { letDescribeAlarms } from './alarms.ts';
import { Api } from './api.ts';
import { AttainFunction } from './attain-function.ts';
import { Bodies } from './bodies.ts';
import { Bus } from './bus.ts';
import { Monitoring } from './monitoring.ts';
import { Publication } from './publication.ts';
import { Reports } from './reports.ts';
import { routeToQueue } from './rules.ts';
import { Schedule } from './schedule.ts';
import { letReadSecrets } from './secrets.ts';
import { Sender } from './sender.ts';
import type { Settings } from './settings.ts';
import { Store } from './store.ts';
import { Worker } from './worker.ts';

export interface AttainStackProps {
  readonly settings: Settings;
  /** The folder with one bundle per function. */
  readonly bundles: string;
  /** Of the catalogue that lies with the bundle of `publish`. */
  readonly catalogueHash: string;
}

/** The whole of it, in the order in which data flows: what keeps, who works, who hears of what, who may do what. */
export class AttainStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles, catalogueHash }: AttainStackProps) {
    super(scope, id, {
      description: 'Attain: from monitoring events to SLA attainment',
      terminationProtection: true,
    });
    const { logRetentionDays } = settings;
    const build = { bundles, logRetentionDays };
    const seconds = Duration.seconds;
    const minutes = Duration.minutes;

    const store = new Store(this, 'Store');
    const bodies = new Bodies(this, 'Bodies');
    const bus = new Bus(this, 'Bus');
    const reports = new Reports(this, 'Reports');
    const sender = new Sender(this, 'Sender', settings);

    const ingest = new AttainFunction(this, 'Ingest', { ...build, timeout: seconds(10) });
    const awsEvents = new Worker(this, 'IngestAwsEvents', { ...build, timeout: seconds(30), maxConcurrency: 5 });
    const record = new Worker(this, 'Record', { ...build, timeout: seconds(60), maxConcurrency: 20, batchSize: 25 });
    const assess = new Worker(this, 'Assess', { ...build, timeout: minutes(2), maxConcurrency: 5 });
    const improve = new Worker(this, 'Improve', { ...build, timeout: minutes(2), maxConcurrency: 2 });
    const report = new Worker(this, 'Report', { ...build, timeout: minutes(5), maxConcurrency: 2 });
    const archive = new Worker(this, 'Archive', { ...build, timeout: seconds(60), maxConcurrency: 2 });
    const mail = new Worker(this, 'Mail', { ...build, timeout: seconds(60), maxConcurrency: 2 });
    const sweep = new Worker(this, 'Sweep', { ...build, timeout: minutes(5), maxConcurrency: 2 });
    const reconcile = new Worker(this, 'Reconcile', { ...build, timeout: minutes(5), maxConcurrency: 2 });
    const readApi = new AttainFunction(this, 'ReadApi', build);
    const operations = new AttainFunction(this, 'Operations', build);
    const web = new AttainFunction(this, 'Web', build);
    const deliveries = new AttainFunction(this, 'Deliveries', build);
    const publish = new AttainFunction(this, 'Publish', build);
    const api = new Api(this, 'Api', {
      ingest,
      readApi,
      operations,
      web,
      deliveries,
      authorizer: settings.web,
      logRetentionDays,
    });

    routeToQueue(this, 'AwsEvents', {
      eventPattern: {
        source: ['aws.cloudwatch', 'aws.synthetics', 'aws.health'],
        detailType: [
          'CloudWatch Alarm State Change',
          'Synthetics Canary TestRun Successful',
          'Synthetics Canary TestRun Failure',
          'Synthetics Canary Status Change',
          'AWS Health Event',
        ],
      },
      workers: [awsEvents],
    });
    bus.route('DeliveryReceived', record);
    bus.route('ServiceStateChanged', assess);
    bus.route('DeliveryTruncated', improve);
    bus.route('SlaBreached', improve);
    bus.route('ReportClosed', archive, mail);
    new Schedule(this, 'AssessAll', { every: minutes(5), message: { type: 'AssessAll' }, worker: assess });
    const review = { type: 'ReviewImprovements' };
    new Schedule(this, 'ReviewDue', { every: Duration.hours(1), message: review, worker: improve });
    new Schedule(this, 'ReportDue', { every: Duration.hours(1), message: { type: 'ReportDue' }, worker: report });
    new Schedule(this, 'MailDue', { every: minutes(15), message: { type: 'MailDue' }, worker: mail });
    new Schedule(this, 'SweepDue', { every: minutes(5), message: { type: 'Sweep' }, worker: sweep });
    new Schedule(this, 'ReconcileDue', { every: minutes(5), message: { type: 'Reconcile' }, worker: reconcile });

    for (const appender of [ingest, awsEvents, reconcile, publish]) store.letAppend(appender);
    for (const updater of [record, assess, improve, report, mail, sweep]) store.letUpdate(updater);
    for (const reader of [archive, readApi, operations, web, deliveries]) store.letRead(reader);
    for (const teller of [ingest, awsEvents, record, assess, improve, report, sweep, reconcile]) bus.letTell(teller);
    for (const asker of [ingest, reconcile]) letReadSecrets(asker, { prefix: settings.secretPrefix });
    letDescribeAlarms(reconcile);
    bodies.letWrite(ingest);
    for (const reader of [record, sweep, operations, deliveries]) bodies.letRead(reader);
    reports.letWrite(archive);
    sender.letSend(mail);
    const url = settings.publicUrl ?? api.url;
    for (const linking of [mail, web]) linking.lambda.addEnvironment('ATTAIN_URL', url);

    ingest.alarmOnCount('WebhookRefused', { periods: 3 });
    record.alarmOnCount('PartsQuarantined');
    mail.alarmOnCount('MailUnconfirmed');
    sweep.alarmOnCount('SweepRepairs');
    report.alarmOnCount('CloseRefused');
    reconcile.alarmOnCount('SourcesUnreachable');

    new Publication(this, 'Publication', { publish, catalogueHash });
    new Monitoring(this, 'Monitoring', { alarmEmail: settings.alarmEmail });

    new CfnOutput(this, 'ApiUrl', { value: url });
    new CfnOutput(this, 'WebhookUrl', { value: `${api.url}/webhooks/{source}` });
    new CfnOutput(this, 'TableName', { value: store.table.tableName });
    new CfnOutput(this, 'ReportsBucket', { value: reports.bucket.bucketName });
  }
}
