import { connectTable } from '../shared/aws/dynamodb.ts';
import { environment } from '../shared/aws/environment.ts';
import { putFileOnce } from '../shared/aws/files.ts';
import { batchHandler, busDetail } from '../shared/aws/handler.ts';
import { type ReportOf, reportVersions } from '../shared/store/reports.ts';

const table = connectTable();
const bucket = environment('ATTAIN_REPORTS_BUCKET');

/** Copies every closed report into the bucket: evidence that does not live where the figures are made. Safe to repeat. */
export const handler = batchHandler(async (messages) => {
  for (const { body } of messages) {
    const closed = busDetail(body);
    if (closed === undefined) continue;
    const { report, agreement, period } = closed;
    await archive(String(report), { agreement: String(agreement), period: String(period) });
  }
  return [];
});

async function archive(id: string, of: ReportOf): Promise<void> {
  const report = (await reportVersions(table, of)).find((version) => version.id === id);
  if (report === undefined) throw new Error(`expected a closed report ${id}; found none`);
  const key = `${of.agreement}/${of.period.replaceAll('/', '-')}/${report.id}.json`;
  await putFileOnce({ bucket, key, body: JSON.stringify(report), contentType: 'application/json' });
}
