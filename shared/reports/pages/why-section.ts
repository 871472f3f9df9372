import { type ComponentChild, h } from 'preact';
import type { MonitorThen } from '../../domain/monitor-then.ts';
import type { Why } from '../../domain/why.ts';
import { clean } from '../clean.ts';
import { heard, whyRows } from '../why-words.ts';
import { capitalised } from '../words.ts';

/** Why a moment counts as it does: the answer, what decided it, and what every monitor had said by then. */
export function whySection(why: Why, timeZone: string): ComponentChild {
  const rows = whyRows(why, timeZone).flatMap(([name, text]) => [
    h('dt', null, `${capitalised(name)}:`),
    h('dd', null, text),
  ]);
  return [h('dl', { class: 'terms' }, rows), why.monitors.length === 0 ? null : monitorList(why, timeZone)];
}

function monitorList({ monitors }: Why, timeZone: string): ComponentChild {
  return h(
    'ul',
    null,
    monitors.map((it) => monitor(it, timeZone)),
  );
}

function monitor(it: MonitorThen, timeZone: string): ComponentChild {
  return h('li', null, `${clean(it.monitor, 80)}: ${it.condition}`, h('ul', null, heard(it, timeZone).map(line)));
}

function line(text: string): ComponentChild {
  return h('li', null, text);
}
