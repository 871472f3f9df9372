import type { CommonData } from './azure-shapes.ts';
import { fieldsOf, firstText } from './reading/fields.ts';
import type { JsonObject } from './reading/json-object.ts';
import { pairsIn, spokenIn } from './reading/spoken.ts';

/**
 * What an alert says where its user made a text or a card for people of it, in the words of the common schema: a mail or a short
 * message of an action group, or a card for a chat as people make them with Logic Apps. Nothing where there is no such thing.
 *
 * @example saidByAzure({ text: 'cpu: Fired' })?.essentials  //=> { monitorCondition: 'Fired', alertRule: 'cpu', alertId: 'cpu' }
 */
export function saidByAzure(alert: JsonObject): CommonData | undefined {
  const said = inMessage(alert) ?? inFacts(alert) ?? inTitle(alert);
  if (said === undefined) return undefined;
  const { alertRule, resource } = said;
  const configurationItems = resource === undefined ? [] : [resource];
  // Only what is the same when it fires and when it resolves.
  return { essentials: { ...said, configurationItems, alertId: [alertRule, ...configurationItems].join(' on ') } };
}

interface Said extends JsonObject {
  readonly monitorCondition: string;
  readonly alertRule: string;
  readonly resource?: string | undefined;
}

/** `Fired:Sev3 Azure Monitor Alert cpu on vm1 ( microsoft.compute/virtualmachines ) at 11/20/2026 1:58:24 PM`, in a short message no more than the resource. */
const MESSAGE =
  /\b(?<monitorCondition>Fired|Resolved): ?(?<severity>Sev[0-4]) Azure Monitor Alert (?<alertRule>[^\n]{1,300}) on (?<resource>[^\n(]{1,200}?)(?: \([^)\n]{0,200}\))?(?: at (?<at>\d[^\n]{5,30}))?$/m;

function inMessage(alert: JsonObject): Said | undefined {
  const { groups } = spokenIn(alert, [MESSAGE]) ?? {};
  if (groups === undefined) return undefined;
  const { monitorCondition = '', severity, alertRule = '', resource, at } = groups;
  const time = monitorCondition === 'Fired' ? { firedDateTime: at } : { resolvedDateTime: at };
  return { monitorCondition, severity, alertRule, resource, ...time };
}

/** A card that tells the essentials in pairs of a name and a value. */
function inFacts(alert: JsonObject): Said | undefined {
  const facts = fieldsOf(pairsIn(alert));
  const monitorCondition = firstText(facts, 'monitorcondition', 'condition', 'status', 'state') ?? '';
  const alertRule = firstText(facts, 'alertrule', 'alertrulename', 'rule', 'rulename', 'alertname', 'alert');
  if (alertRule === undefined || !/^(fired|resolved)$/i.test(monitorCondition)) return undefined;
  return {
    monitorCondition,
    alertRule,
    severity: firstText(facts, 'severity'),
    resource: firstText(facts, 'affectedresource', 'resource', 'resourcename', 'target', 'targetresource'),
    firedDateTime: firstText(facts, 'fireddatetime', 'firedtime', 'firedat', 'fired'),
    resolvedDateTime: firstText(facts, 'resolveddatetime', 'resolvedtime', 'resolvedat', 'resolved'),
  };
}

/** `cpu: Fired`, and `Resolved - Sev3 cpu`. */
const TITLES = [
  /^\W{0,5}(?<alertRule>\w[^\n:]{0,300}): (?<monitorCondition>Fired|Resolved)\W{0,5}$/m,
  /^\W{0,5}(?<monitorCondition>Fired|Resolved) [-–—] (?:(?<severity>Sev[0-4]) )?(?<alertRule>\w[^\n]{0,300})$/m,
];
/** `*Resource:* <https://portal.azure.com/…|vm1>`, as Slack and others write links. */
const RESOURCE = /\*Resource:\*{1,2}\s{1,5}(?:<[^|>\n]{1,900}\|(?<slack>[^>\n]{1,200})>|\[(?<teams>[^\]\n]{1,200})\])/;

function inTitle(alert: JsonObject): Said | undefined {
  const { groups } = spokenIn(alert, TITLES) ?? {};
  if (groups === undefined) return undefined;
  const { monitorCondition = '', severity, alertRule = '' } = groups;
  const { slack, teams } = spokenIn(alert, [RESOURCE])?.groups ?? {};
  return { monitorCondition, severity, alertRule: alertRule.trim(), resource: slack ?? teams };
}
