import type { PromiseFinding } from '../domain/promises/finding.ts';
import { POLLERS } from '../sources/reconcile/pollers.ts';
import { sourceType } from '../sources/registry.ts';
import type { CatalogueFile } from './schema.ts';

type Rules = CatalogueFile['sources'][number]['alerts'];

interface Told {
  readonly alerts: Rules;
  readonly path: PromiseFinding['path'];
  /** Whose rules they are, for a person. */
  readonly whose: string;
  readonly type: string;
}

/**
 * Rules for alerts that are repeated, of sources that say once that an alert is open: nothing becomes unknown by them, though
 * whoever wrote them counts on it. The same the other way round: a rule for alerts that are said once, where they are repeated.
 */
export function unrepeatedAlerts({ sources, services }: CatalogueFile): PromiseFinding[] {
  const ofSources = sources.map(
    ({ id, type, alerts }, index): Told => ({ alerts, type, path: ['sources', index], whose: `Source "${id}"` }),
  );
  const ofMonitors = services.flatMap((service, index) =>
    service.monitors.flatMap(({ id, source, alerts }, place): Told[] => {
      const type = sources.find((it) => it.id === source)?.type;
      const whose = `Monitor "${service.id}/${id}"`;
      return type === undefined ? [] : [{ alerts, type, path: ['services', index, 'monitors', place], whose }];
    }),
  );
  return [...ofSources, ...ofMonitors].flatMap((told) => [...withoutEffect(told), ...withoutPatience(told)]);
}

function withoutEffect({ alerts, path, whose, type }: Told): PromiseFinding[] {
  const key = keyOf(alerts);
  if (key === undefined || sourceType(type).repeats !== undefined) return [];
  return [
    {
      level: 'warning',
      lint: 'alerts-not-repeated',
      path: [...path, 'alerts', key],
      message: `${whose} has ${key}, and ${type} says only once that an alert is open: no silence makes it unknown`,
      why: 'an alert whose end is lost on its way counts as trouble for good, which nobody expects who reads this rule',
      advice:
        type in POLLERS
          ? 'take the rule out, and let reconcile of the source ask how its alerts stand'
          : 'say openAtMost instead, longer than any outage that you would believe, or look after alerts on the page Sources',
    },
  ];
}

function withoutPatience({ alerts, path, whose, type }: Told): PromiseFinding[] {
  const { repeats } = sourceType(type);
  if (alerts?.openAtMost === undefined || alerts.staleAfter === 'never' || typeof repeats !== 'object') return [];
  return [
    {
      level: 'warning',
      lint: 'alerts-repeated',
      path: [...path, 'alerts', 'openAtMost'],
      message: `${whose} has openAtMost, and ${type} repeats what is open: what counts is how long it was not repeated`,
      why: 'the alert is unknown after staleAfter, however long or short openAtMost is',
      advice: 'say staleAfter instead',
    },
  ];
}

function keyOf(alerts: Rules): 'staleAfter' | 'repeatedEvery' | undefined {
  if (alerts === undefined || alerts.staleAfter === 'never') return undefined;
  if (alerts.staleAfter !== undefined) return 'staleAfter';
  return alerts.repeatedEvery === undefined ? undefined : 'repeatedEvery';
}
