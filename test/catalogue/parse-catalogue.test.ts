import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../shared/catalogue/parse-catalogue.ts';
import { MINIMAL, minimalWith } from './minimal-catalogue.ts';

function parse(text: string) {
  return parseCatalogue(text, { file: 'catalogue.yaml' });
}

describe('a catalogue', () => {
  it('comes out with its defaults filled in', () => {
    expect(parse(MINIMAL)).toEqual({
      organization: { name: 'Example', owner: { name: 'Mara', email: 'mara@example.com' } },
      effectiveFrom: Date.UTC(2026, 0, 1),
      calendars: {
        office: {
          timeZone: 'Europe/Berlin',
          week: {
            monday: [{ from: '08:00', to: '18:00' }],
            tuesday: [{ from: '08:00', to: '18:00' }],
            wednesday: [{ from: '08:00', to: '18:00' }],
            thursday: [{ from: '08:00', to: '18:00' }],
            friday: [{ from: '08:00', to: '18:00' }],
          },
          holidays: [],
        },
      },
      sources: [
        {
          id: 'alerts',
          type: 'alertmanager',
          auth: { type: 'bearer', secret: 'attain/alerts' },
          relay: false,
          silenceMeans: 'up',
        },
      ],
      services: [
        {
          id: 'checkout',
          name: 'Checkout',
          rollUp: { type: 'anyDown' },
          monitors: [
            {
              id: 'probe',
              source: 'alerts',
              match: { monitor: 'probe' },
              silenceMeans: 'up',
              alertRules: { staleAfterMs: 8 * 3_600_000 },
            },
          ],
          indicators: [],
        },
      ],
      agreements: [
        {
          id: 'acme',
          kind: 'sla',
          customer: 'Acme',
          // Midnight in Berlin, which is an hour before midnight in UTC.
          from: Date.UTC(2025, 11, 31, 23),
          period: 'month',
          timeZone: 'Europe/Berlin',
          hours: 'office',
          method: 'contract',
          maintenanceNoticeMs: 0,
          unknownToleranceMillionths: 10_000,
          graceMs: 259_200_000,
          services: [{ service: 'checkout', targets: [{ kind: 'availability', target: '99.9' }] }],
          exclusions: [],
          recipients: [],
        },
      ],
    });
  });

  it('keeps the digits of a target as they are written', () => {
    const targets = (text: string) =>
      parse(minimalWith('target: 99.9 ', `target: ${text} `)).agreements[0]?.services[0]?.targets;
    expect(targets('99.90')).toEqual([{ kind: 'availability', target: '99.90' }]);
    expect(targets('99.95 %')).toEqual([{ kind: 'availability', target: '99.95' }]);
    expect(targets('"99.95%"')).toEqual([{ kind: 'availability', target: '99.95' }]);
    expect(targets('100')).toEqual([{ kind: 'availability', target: '100' }]);
  });

  it.each([
    ['generic', 'unknown'],
    ['cloudwatch', 'up'],
    ['alertmanager', 'up'],
  ])('takes silence of a source of type %s for %s', (type, meaning) => {
    const catalogue = parse(minimalWith('type: alertmanager', `type: ${type}`));
    expect(catalogue.sources[0]?.silenceMeans).toBe(meaning);
    expect(catalogue.services[0]?.monitors[0]?.silenceMeans).toBe(meaning);
  });

  it('lets a monitor say what its silence means', () => {
    const catalogue = parse(
      minimalWith('        source: alerts', '        source: alerts\n        silenceMeans: unknown'),
    );
    expect(catalogue.services[0]?.monitors[0]?.silenceMeans).toBe('unknown');
  });

  it('takes silence of a monitor without a source for unknown', () => {
    const catalogue = parse(minimalWith('\n        source: alerts', ''));
    expect(catalogue.services[0]?.monitors).toEqual([
      { id: 'probe', match: { monitor: 'probe' }, silenceMeans: 'unknown' },
    ]);
  });

  it('allows a feed three missed beats unless it says', () => {
    const beat = (text: string) =>
      parse(minimalWith('    type: alertmanager', `    type: alertmanager\n    heartbeat: ${text}`)).sources[0]
        ?.heartbeat;
    expect(beat('{ every: PT1M }')).toEqual({ everyMs: 60_000, allowedGapMs: 180_000 });
    expect(beat('{ every: PT1M, allowedGap: PT10M }')).toEqual({ everyMs: 60_000, allowedGapMs: 600_000 });
  });

  it('takes labels as they are written, numbers and words of YAML included', () => {
    const catalogue = parse(minimalWith('source: alerts', 'match: { code: 0500, up: yes, version: 1.10 }'));
    expect(catalogue.services[0]?.monitors[0]?.match).toEqual({ code: '0500', up: 'yes', version: '1.10' });
  });

  it('takes several hours a day, and ranges of days over the weekend', () => {
    const hours = '{ friday-monday: [08:00-12:00, 13:00-24:00] }';
    const { calendars } = parse(minimalWith('\n      monday-friday: 08:00-18:00', ` ${hours}`));
    const day = [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ];
    expect(calendars.office?.week).toEqual({ friday: day, saturday: day, sunday: day, monday: day });
  });

  it('takes the first moment of a local day where that is not midnight', () => {
    // In Lebanon the clocks of 29 March 2026 go from 00:00 to 01:00, two hours before UTC's 01:00 is not there.
    const text = MINIMAL.replace('from: 2026-01-01', 'from: 2026-03-29').replaceAll(
      'timeZone: Europe/Berlin\n    hours: office',
      'timeZone: Asia/Beirut\n    hours: 24x7',
    );
    expect(parse(text).agreements[0]?.from).toBe(Date.UTC(2026, 2, 28, 22));
  });

  it('gives a service its own targets instead of the agreement’s', () => {
    const own = '[{ service: checkout, targets: [{ kind: availability, target: 99.5 }] }]';
    expect(parse(minimalWith('[checkout]', own)).agreements[0]?.services).toEqual([
      { service: 'checkout', targets: [{ kind: 'availability', target: '99.5' }] },
    ]);
  });

  it('repeats nothing when parts are shared by an anchor', () => {
    const shared = MINIMAL.replace('owner: {', 'owner: &mara {').replace(
      'name: Checkout',
      'name: Checkout\n    owner: *mara',
    );
    expect(parse(shared).services[0]?.owner).toEqual({ name: 'Mara', email: 'mara@example.com' });
  });
});
