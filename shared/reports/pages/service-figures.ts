import { type ComponentChild, h } from 'preact';
import { lostMinutes, share } from '../format.ts';
import { type TargetLine, targetLines } from '../target-lines.ts';
import { KIND_TITLES, resultWords } from '../target-words.ts';
import { dayOfPeriod } from '../when.ts';
import { plural } from '../words.ts';
import { budgetBar } from './budget-bar.ts';
import type { ServicePageInput } from './service-model.ts';
import { verdictBadge } from './verdict.ts';

/** The figures of a service in large: result, budget, outages, what is unknown. */
export function serviceFigures({ service, attainment, now }: ServicePageInput): ComponentChild {
  const lines = targetLines([{ ...service, attainment }]);
  const running = dayOfPeriod(attainment.period, now) !== null;
  const { outages, downtimeMs, ms } = attainment;
  const measurable = ms.unknown + ms.down + ms.degraded + ms.up;
  return h(
    'dl',
    { class: 'figures' },
    lines.map((line) => figuresOf(line, running)),
    figure(
      'Downtime',
      lostMinutes(downtimeMs),
      outages.length === 0 ? 'no outage' : `in ${plural(outages.length, 'outage')}`,
    ),
    figure('Unknown', lostMinutes(ms.unknown), `${share(ms.unknown, measurable)} of the time to be measured`),
  );
}

// Availability is read in two steps, the result and what it leaves; any other target is one card.
function figuresOf(line: TargetLine, running: boolean): ComponentChild {
  const { service, target } = line;
  const result = resultWords(service.attainment, line);
  const badge = verdictBadge(line, running);
  if (target === null) return figure(KIND_TITLES.availability, result, badge);
  const budget = h('dd', { class: 'small' }, budgetBar(target, running));
  if (target.kind === 'availability') {
    return [
      figure(`${KIND_TITLES.availability}, target ${target.target} %`, result, badge),
      h('div', null, h('dt', null, 'Error budget'), budget),
    ];
  }
  const promise = h('dd', { class: 'small' }, `Target: ${target.target}`);
  return h(
    'div',
    null,
    h('dt', null, KIND_TITLES[target.kind]),
    h('dd', null, result),
    h('dd', { class: 'small' }, badge),
    promise,
    budget,
  );
}

function figure(name: string, value: string, note: ComponentChild): ComponentChild {
  return h('div', null, h('dt', null, name), h('dd', null, value), h('dd', { class: 'small' }, note));
}
