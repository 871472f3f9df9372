import type { ReportedIncident } from '../../domain/report.ts';
import { clean, webAddress } from '../clean.ts';
import { momentList } from '../when.ts';
import { inWords, plural } from '../words.ts';
import { type Cell, type ReportFacts, type Section, value } from './section.ts';

/** Incidents that touched an agreed service. An incident may cause no downtime, and downtime no incident. */
export function incidentSection({ report, limit }: ReportFacts): Section {
  const hidden = report.incidents.length - limit;
  return {
    title: 'Incidents',
    columns: [
      { label: 'Incident' },
      { label: 'Priority' },
      { label: 'Services' },
      { label: 'When' },
      { label: 'What' },
    ],
    rows: report.incidents
      .slice(0, limit)
      .map((incident) => [
        value(clean(incident.incident, 40)),
        value(clean(incident.priority, 12)),
        { text: serviceNames(incident, report.services) },
        { text: phasesOf(incident, report.period.timeZone) },
        titleOf(incident),
      ]),
    empty: 'none.',
    notes: hidden > 0 ? [`${plural(hidden, 'more incident')}.`] : [],
  };
}

function serviceNames({ services }: ReportedIncident, known: readonly { id: string; name: string }[]): string {
  return inWords(services.slice(0, 5).map((id) => known.find((it) => it.id === id)?.name ?? clean(id, 40)));
}

function phasesOf({ phases }: ReportedIncident, timeZone: string): string {
  return momentList(
    phases.slice(0, 8).map(({ phase, at }) => ({ what: clean(phase, 20), at })),
    timeZone,
  );
}

function titleOf({ title, url }: ReportedIncident): Cell {
  const href = webAddress(url);
  const text = clean(title ?? '', 120) || '–';
  return href === undefined ? { text } : { text, href };
}
