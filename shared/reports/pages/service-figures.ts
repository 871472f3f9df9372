import { type ComponentChild, h } from 'preact';
import { lostMinutes, share } from '../format.ts';
import { type TargetLine, targetLines } from '../target-lines.ts';
import { KIND_TITLES, promiseWords, resultWords } from '../target-words.ts';
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
    lines.map((line) => figure(titleOf(line), resultWords(attainment, line), verdictBadge(line, running))),
    lines.map((line) => budget(line, running)),
    figure(
      'Downtime',
      lostMinutes(downtimeMs),
      outages.length === 0 ? 'no outage' : `in ${plural(outages.length, 'outage')}`,
    ),
    figure('Unknown', lostMinutes(ms.unknown), `${share(ms.unknown, measurable)} of the time to be measured`),
  );
}

function budget({ target }: TargetLine, running: boolean): ComponentChild {
  if (target === null) return null;
  return h('div', null, h('dt', null, 'Error budget'), h('dd', { class: 'small' }, budgetBar(target, running)));
}

function figure(name: string, value: string, note: ComponentChild): ComponentChild {
  return h('div', null, h('dt', null, name), h('dd', null, value), h('dd', { class: 'small' }, note));
}

function titleOf({ target }: TargetLine): string {
  if (target === null) return KIND_TITLES.availability;
  return `${KIND_TITLES[target.kind]}, target ${promiseWords(target)}`;
}
