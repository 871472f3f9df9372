import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export interface AlarmOptions {
  readonly metric: Metric;
  /** Heading of docs/runbook.md, as the link to it spells it. */
  readonly runbook: string;
  /** The alarm goes off above this; 0 unless given. */
  readonly above?: number;
  /** The alarm goes off below this, or when there is no measurement at all. Takes the place of `above`. */
  readonly below?: number;
  /** Length of one period; 5 minutes unless given. */
  readonly period?: Duration;
  /** How many periods in a row; 1 unless given. */
  readonly periods?: number;
}

/** An alarm whose message says where the runbook tells what to do. */
export function alarmOn(scope: Construct, id: string, options: AlarmOptions): Alarm {
  const { metric, runbook, above = 0, below, period = Duration.minutes(5), periods = 1 } = options;
  const silenceIsBad = below !== undefined;
  return new Alarm(scope, `${id}Alarm`, {
    alarmDescription: `See docs/runbook.md#${runbook}`,
    metric: metric.with({ period }),
    threshold: below ?? above,
    evaluationPeriods: periods,
    comparisonOperator: silenceIsBad
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
}
