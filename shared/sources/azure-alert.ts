import { type JsonObject, objectAt, objectsAt } from './reading/json-object.ts';
import { about, type Subject } from './reading/noted.ts';
import { refused } from './reading/parsed.ts';
import type { Receipt } from './reading/state.ts';
import { asText } from './reading/text.ts';
import type { Parsed } from './source.ts';

/** What the portal's "Test action group" sends. */
export function testOf(alert: Subject, receipt: Receipt): Parsed {
  return refused('test', 'a notification of "Test action group"', about(alert, receipt));
}

/** The portal's "Test action group" speaks of a subscription of ones and of rules whose names start with `test-`. */
export function isTest(id: unknown, rule: unknown): boolean {
  return /1{8}(-1{4}){3}-1{12}/.test(asText(id)) && /(^|\s)test-/i.test(asText(rule));
}

/** What an alert that is split by dimensions speaks of; the values that it measured are left out. */
export function dimensionsOf(context: JsonObject): JsonObject {
  const conditions = [context, ...objectsAt(objectAt(context, 'condition'), 'allOf'), objectAt(context, 'condition')];
  const dimensions = conditions
    .flatMap((each) => [...objectsAt(each, 'dimensions'), ...objectsAt(each, 'Dimensions')])
    .map(({ name, value }) => [asText(name), value]);
  const named = conditions.flatMap(({ metricName, webTestName }) => Object.entries({ metricName, webTestName }));
  return Object.fromEntries([...dimensions, ...named].filter(([, value]) => value !== undefined));
}

export function wordOf(value: unknown): string {
  return asText(value ?? '').toLowerCase();
}
