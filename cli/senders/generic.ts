import { formatSignal } from '../../shared/sources/signals/signal-json.ts';
import { jsonBody, onlyOne, type Sender } from './sender.ts';

/** Attain's own signals. A label `monitor` names the monitor, since a catalogue may pick by that. */
export const generic: Sender = {
  type: 'generic',
  write: ({ alert, says, startedAt, at }, { labels: { monitor, ...labels } }) =>
    jsonBody(
      formatSignal({
        kind: 'state',
        monitor: monitorOf(alert, monitor),
        labels,
        title: 'The probe gets no answer',
        ...(says === 'close'
          ? { state: 'up', at, previous: 'down', since: startedAt }
          : { state: 'down', at: startedAt }),
      }),
    ),
};

/** A monitor that is picked by its name is one; of any other there may be many. */
function monitorOf(alert: number, name: string | undefined): string {
  if (name === undefined) return `probe-${alert}`;
  onlyOne(alert, { monitor: name });
  return name;
}
