import type { Labels } from '../../domain/signal.ts';
import { isObject, type JsonObject, objectAt } from './json-object.ts';
import { agreedTexts } from './labels.ts';
import { asText } from './text.ts';

/** Namespace, metric and dimensions, as far as the metrics of the alarm agree on them. */
export function metricLabels(metrics: unknown): Labels {
  if (!Array.isArray(metrics)) return {};
  return agreedTexts(metrics.filter(isObject).map((metric: JsonObject) => labelsOf(metricOf(metric))));
}

// The keys of a topic's message are capitals.
function metricOf(metric: JsonObject): JsonObject {
  const stat = isObject(metric.metricStat) ? metric.metricStat : metric.MetricStat;
  if (!isObject(stat)) return metric;
  return isObject(stat.metric) ? stat.metric : objectAt(stat, 'Metric');
}

function labelsOf({ namespace, name, dimensions, Namespace, MetricName, Dimensions }: JsonObject): JsonObject {
  const pairs = Array.isArray(Dimensions) ? Dimensions.filter(isObject) : [];
  return {
    ...(isObject(dimensions) ? dimensions : {}),
    ...Object.fromEntries(pairs.map((pair) => [asText(pair.name ?? pair.Name), pair.value ?? pair.Value])),
    namespace: namespace ?? Namespace,
    metric: name ?? MetricName,
  };
}
