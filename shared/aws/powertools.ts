import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

export const logger = new Logger();
export const metrics = new Metrics();

/** Counts something; a count of zero is worth saying too, so that an alarm can tell zero from silence. */
export function count(name: string, amount: number): void {
  metrics.addMetric(name, MetricUnit.Count, amount);
}
