/** A word of a sender: an example payload, as it is or changed into another word of the same sender. */
export interface Step {
  readonly example: string;
  readonly replacing?: Readonly<Record<string, string>>;
  /** When it is received, a UTC time of the day; the example's own unless given. */
  readonly time?: string;
}

/** How a sender tells of one outage, and what that comes to, in UTC times of the day: worked out by hand. */
export interface ToldOutage {
  /** The source type. */
  readonly type: string;
  /** Example payloads of the type, by their names. */
  readonly told: readonly (string | Step)[];
  readonly comesTo: readonly string[];
  /** Of senders that tell of incidents from their opening on. */
  readonly incidents?: readonly string[];
  /** What names the occurrence in the payloads, of senders that give each its own id. */
  readonly occurrence?: string;
}

/** One outage in the words of each sender, from its opening to its end; acknowledged where its senders tell of that. */
export const TOLD_OUTAGES: readonly ToldOutage[] = [
  { type: 'alertmanager', told: ['firing', 'resolved'], comesTo: ['down 09:12:30.061 to 09:47:30.061'] },
  {
    type: 'aws-health',
    told: [
      'issue-open',
      {
        example: 'issue-open',
        replacing: { '"statusCode": "open"': '"statusCode": "closed", "endTime": "Tue, 06 Oct 2026 09:44:00 GMT"' },
        time: '10:20:05',
      },
    ],
    comesTo: ['degraded 09:01:00.000 to 09:44:00.000'],
  },
  {
    type: 'azure-monitor',
    told: ['availability-test-fired', 'availability-test-resolved'],
    comesTo: ['down 09:12:30.123 to 09:20:31.500'],
    occurrence: '5c0f2f6e-1111-4a4a-9b9b-0123456789ab',
  },
  {
    type: 'betterstack',
    told: ['started', 'acknowledged', 'resolved'],
    comesTo: ['down 07:12:03.151 to 09:20:00.250'],
    incidents: ['opened 07:12:03.151, acknowledged 07:15:09.002, restored 09:20:00.250'],
    occurrence: '"id": "25',
  },
  { type: 'checkly', told: ['failure', 'recovery'], comesTo: ['down 09:12:30.061 to 09:47:30.061'] },
  {
    type: 'checkmk',
    told: ['service-problem', 'acknowledgement', 'service-recovery'],
    comesTo: ['degraded 09:12:30.000 to 09:20:30.000'],
  },
  // Its data failed from 09:00 on; the alarm was given at 09:04:40.989, and that is when its end says that it began.
  { type: 'cloudwatch', told: ['alarm', 'ok'], comesTo: ['down 09:00:00.000 to 09:31:40.989'] },
  {
    type: 'cloudwatch-synthetics',
    told: [
      'failed',
      {
        example: 'passed',
        replacing: { '1791277461': '1791278061', '1791277467.25': '1791278067.25', '09:04:30Z': '09:14:30Z' },
        time: '09:14:31',
      },
    ],
    comesTo: ['down 09:04:27.000 to 09:14:27.250'],
  },
  { type: 'datadog', told: ['triggered', 'renotify', 'recovered'], comesTo: ['down 07:12:03.000 to 09:20:00.000'] },
  {
    type: 'dynatrace',
    told: ['open', 'resolved'],
    comesTo: ['down 09:12:30.000 to 09:20:30.000'],
    occurrence: '4212345678901234567_V2',
  },
  {
    type: 'firehydrant',
    told: ['started', 'acknowledged', 'mitigated', 'resolved'],
    comesTo: ['down 07:12:03.000 to 09:19:00.000'],
    incidents: ['opened 07:12:03.000, acknowledged 07:18:00.000, restored 09:19:00.000'],
    occurrence: '04d9fd1a-0000-4000-8000-58a6e2c374de',
  },
  { type: 'freshping', told: ['down', 'up'], comesTo: ['down 09:12:30.061 to 09:47:30.061'] },
  {
    type: 'freshstatus',
    told: ['incident-open', 'incident-closed'],
    comesTo: ['degraded 09:12:00.000 to 09:47:43.392'],
    incidents: ['opened 09:12:00.000, restored 09:47:43.392'],
    occurrence: '53481',
  },
  { type: 'gatus', told: ['triggered', 'resolved'], comesTo: ['down 09:12:41.000 to 09:47:41.000'] },
  {
    type: 'gcp-monitoring',
    told: ['open', 'acknowledged', 'closed'],
    comesTo: ['down 09:12:30.000 to 09:20:30.000'],
    occurrence: '0.nabc12def34g',
  },
  {
    type: 'generic',
    told: [
      'state',
      {
        example: 'state',
        replacing: { '"down"': '"up"', '11:12:30+02:00': '11:47:30+02:00' },
        time: '09:47:31',
      },
    ],
    comesTo: ['down 09:12:30.000 to 09:47:30.000'],
  },
  { type: 'grafana-legacy', told: ['alerting', 'ok'], comesTo: ['down 09:12:41.000 to 09:31:41.000'] },
  { type: 'hetrixtools', told: ['offline', 'online'], comesTo: ['down 09:12:30.000 to 09:47:30.000'] },
  {
    type: 'icinga2',
    told: ['service-problem', 'acknowledgement', 'service-recovery'],
    comesTo: ['down 09:12:30.123 to 09:20:30.000'],
  },
  {
    type: 'incident-io',
    told: ['created', 'moves-on', 'closed-after-resolution'],
    comesTo: ['down 07:12:03.151 to 09:20:00.000'],
    incidents: ['opened 07:12:03.151, restored 09:20:00.000'],
    occurrence: '01FDAG4SAP5TYPT98WGR2N7W91',
  },
  // Issues are incidents alone: they say nothing of a state.
  {
    type: 'jira',
    told: [
      'created',
      'in-progress',
      {
        example: 'resolved',
        replacing: { '09:15:09.002+0200': '11:20:00.000+0200', '1791962109002': '1791969600000' },
        time: '09:20:01',
      },
    ],
    comesTo: [],
    incidents: ['opened 07:12:03.151, acknowledged 07:15:09.002, restored 09:20:00.000'],
    occurrence: 'OPS-42',
  },
  { type: 'librato', told: ['violation', 'cleared'], comesTo: ['down 09:12:30.000 to 09:20:30.000'] },
  {
    type: 'librenms',
    told: ['alert', 'acknowledged', 'recovered'],
    comesTo: ['down 09:12:30.000 to 09:20:30.000'],
  },
  {
    type: 'nagios',
    told: [
      'host-environment',
      {
        example: 'host-environment',
        replacing: { PROBLEM: 'RECOVERY', '"DOWN"': '"UP"', '1791277950': '1791278430', '1791277965': '1791278445' },
        time: '09:20:46',
      },
    ],
    comesTo: ['down 09:12:30.000 to 09:20:30.000'],
  },
  // It was a warning first.
  {
    type: 'netdata',
    told: ['agent-critical', 'agent-clear'],
    comesTo: ['degraded 09:10:30.000 to 09:12:30.000', 'down 09:12:30.000 to 09:20:30.000'],
  },
  {
    type: 'newrelic',
    told: ['activated', 'acknowledged', 'closed'],
    comesTo: ['down 07:12:03.151 to 09:20:00.250'],
    incidents: ['opened 07:12:03.151, acknowledged 07:15:09.002, restored 09:20:00.250'],
    occurrence: '8ceed342-0000-4000-8000-97ba93f5dd26',
  },
  {
    type: 'onlineornot',
    told: ['down', { example: 'down', replacing: { 'uptime.down': 'uptime.up', '"down"': '"up"' }, time: '09:47:41' }],
    comesTo: ['down 09:12:41.000 to 09:47:41.000'],
  },
  {
    type: 'openstatus',
    told: [
      'error',
      {
        example: 'error',
        replacing: { '"error"': '"recovered"', '1791364350061': '1791366450061' },
        time: '09:47:41',
      },
    ],
    comesTo: ['down 09:12:30.061 to 09:47:30.061'],
  },
  {
    type: 'opsgenie',
    told: ['create', 'acknowledge', 'close'],
    comesTo: ['down 07:12:03.104 to 09:20:00.250'],
    incidents: ['opened 07:12:03.104, acknowledged 07:15:09.002, restored 09:20:00.250'],
    occurrence: '70413a06-38d6-4c85-92b8-5ebc900d42e2',
  },
  // It was created at 07:12:03, which its end tells; what was triggered says 07:12:03.411.
  {
    type: 'pagerduty',
    told: ['triggered', 'acknowledged', 'resolved'],
    comesTo: ['down 07:12:03.000 to 09:20:00.250'],
    incidents: ['opened 07:12:03.000, acknowledged 07:15:09.002, restored 09:20:00.250'],
    occurrence: 'Q1INCIDENT',
  },
  {
    type: 'pagerduty-legacy',
    told: ['v2-trigger', 'v2-batch'],
    comesTo: ['down 15:14:36.000 to 15:45:10.000'],
    incidents: ['opened 15:14:36.000, acknowledged 15:20:00.000, restored 15:45:10.000'],
    occurrence: 'PSLOW01',
  },
  { type: 'pingdom', told: ['down', 'up'], comesTo: ['down 09:12:30.000 to 09:47:30.000'] },
  { type: 'prtg', told: ['down', 'acknowledged', 'up'], comesTo: ['down 09:12:30.000 to 09:20:30.000'] },
  {
    type: 'rootly',
    told: ['created', 'updated', 'mitigated', 'resolved-after-mitigation'],
    comesTo: ['down 07:12:03.151 to 09:19:00.000'],
    incidents: ['opened 07:12:03.151, acknowledged 07:18:00.000, restored 09:19:00.000'],
    occurrence: 'b7eed587-50e6-44fe-b010-7a2bb05d737a',
  },
  { type: 'sentry', told: ['metric-critical', 'metric-resolved'], comesTo: ['down 07:12:00.000 to 09:20:01.000'] },
  {
    type: 'servicenow',
    told: ['opened', 'acknowledged', 'resolved', 'closed'],
    comesTo: ['down 09:12:30.000 to 09:20:30.000'],
    incidents: ['opened 09:12:30.000, acknowledged 09:15:00.000, restored 09:20:30.000'],
    occurrence: 'INC0012345',
  },
  { type: 'site24x7', told: ['down', 'up'], comesTo: ['down 09:12:30.000 to 09:47:30.000'] },
  { type: 'statuscake', told: ['down', 'up'], comesTo: ['down 09:12:41.000 to 09:47:41.000'] },
  {
    type: 'statuspage',
    told: ['incident-opened', 'incident-updated', 'incident-resolved'],
    comesTo: ['down 09:12:30.061 to 09:47:30.061'],
    incidents: ['opened 09:12:30.061, restored 09:47:30.061'],
    occurrence: '1nc',
  },
  { type: 'thousandeyes', told: ['trigger', 'clear'], comesTo: ['down 09:12:30.000 to 09:20:30.000'] },
  { type: 'updown', told: ['down', 'down-and-up'], comesTo: ['down 09:12:30.000 to 09:47:30.000'] },
  // The first that was heard is a beat forty seconds on; the end tells when it began.
  { type: 'uptime-kuma', told: ['captured-form-data', 'captured-up'], comesTo: ['down 11:01:32.982 to 11:02:32.983'] },
  { type: 'uptimerobot', told: ['down', 'up-query'], comesTo: ['down 09:12:30.000 to 09:47:30.000'] },
  { type: 'zabbix', told: ['problem', 'acknowledged', 'recovery'], comesTo: ['down 09:12:30.000 to 09:20:30.000'] },
];
