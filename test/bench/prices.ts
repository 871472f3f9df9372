/**
 * List prices of AWS in us-east-1, USD, without free tiers and discounts, as of 21 November 2026. They change: look at
 * the pages before you rely on the sums.
 *
 * - DynamoDB on demand, Standard class: https://aws.amazon.com/dynamodb/pricing/on-demand/
 * - Lambda, arm64, first tier: https://aws.amazon.com/lambda/pricing/
 * - EventBridge, custom events on a bus (delivery to SQS in the same account is free): https://aws.amazon.com/eventbridge/pricing/
 * - SQS, standard queues: https://aws.amazon.com/sqs/pricing/
 * - API Gateway, HTTP API, first 300 million, requests up to 512 KB: https://aws.amazon.com/api-gateway/pricing/
 * - CloudWatch Logs, standard class, ingestion: https://aws.amazon.com/cloudwatch/pricing/
 */
export const PRICES = {
  asOf: '2026-11-21',
  region: 'us-east-1',
  perWriteUnit: 0.625e-6,
  perReadUnit: 0.125e-6,
  perInvocation: 0.2e-6,
  perGbSecond: 13.3334e-6,
  perBusEvent: 1e-6,
  perQueueRequest: 0.4e-6,
  perHttpRequest: 1e-6,
  perLogByte: 0.5e-9,
} as const;
