import { describe, expect, it } from 'vitest';
import {
  currentAndPreviousQuestions,
  foldSignals,
  knowledgeOf,
  ownMethods,
  questionsOf,
  type Selection,
} from '../../shared/domain/compute.ts';
import { parseInstant } from '../../shared/domain/instant.ts';
import { methodNamed } from '../../shared/domain/method.ts';
import { agreement, monitor, service, source, version } from '../support/catalogue.ts';

const targets = [{ kind: 'availability', target: '99.9' }] as const;
const NOW = parseInstant('2026-10-20T00:00:00Z');

/** Acme has checkout and search, Globex the mail, from October on. */
const versions = [
  version({
    services: [service(), service({ id: 'search' }), service({ id: 'mail' })],
    agreements: [
      agreement({
        services: [
          { service: 'checkout', targets },
          { service: 'search', targets },
        ],
      }),
      agreement({ id: 'globex', period: 'quarter', services: [{ service: 'mail', targets }] }),
    ],
  }),
];

function asked(selection: Selection): string[] {
  return questionsOf(versions, selection, NOW).map(
    ({ agreement: id, service: of, period }) => `${id} ${of} ${period.name}`,
  );
}

describe('what is asked about', () => {
  it('is every service of every agreement in its own current period', () => {
    expect(asked({})).toEqual(['acme checkout 2026-10', 'acme search 2026-10', 'globex mail 2026-Q4']);
  });

  it('is an agreement, a service or both, if that is said', () => {
    expect(asked({ agreement: 'acme' })).toEqual(['acme checkout 2026-10', 'acme search 2026-10']);
    expect(asked({ service: 'search' })).toEqual(['acme search 2026-10']);
    expect(asked({ agreement: 'globex', service: 'mail' })).toEqual(['globex mail 2026-Q4']);
  });

  it('is refused when there is no such agreement', () => {
    expect(() => asked({ agreement: 'initech' })).toThrow('No agreement named "initech"; known: acme, globex');
  });

  it('is refused when no agreement, or not the one asked for, has the service', () => {
    expect(() => asked({ service: 'dns' })).toThrow(
      'No agreement covers a service named "dns"; known: checkout, search, mail',
    );
    expect(() => asked({ agreement: 'globex', service: 'search' })).toThrow(
      'Agreement "globex" does not cover a service named "search"; known: mail',
    );
  });

  it('is refused when the service was covered at another time only', () => {
    const from = parseInstant('2026-10-01T00:00:00Z');
    const later = { from, services: [{ service: 'checkout', targets }] };
    const shrunk = [
      version({
        services: [service(), service({ id: 'search' })],
        agreements: [
          agreement({
            services: [
              { service: 'checkout', targets },
              { service: 'search', targets },
            ],
            amendments: [later],
          }),
        ],
      }),
    ];
    expect(() => questionsOf(shrunk, { service: 'search', period: '2026-10' }, NOW)).toThrow(
      'No agreement covered "search" in the period asked for',
    );
  });
});

describe('what time and late events may change', () => {
  it('is the period before and the one that runs', () => {
    const found = currentAndPreviousQuestions(versions, NOW);
    expect(found.map(({ service: of, period }) => `${of} ${period.name}`)).toEqual([
      'checkout 2026-09',
      'search 2026-09',
      'checkout 2026-10',
      'search 2026-10',
      'mail 2026-Q3',
      'mail 2026-Q4',
    ]);
  });
});

describe('the methods of a catalogue', () => {
  const own = { ...methodNamed('strict'), name: 'ours' };
  const since = (effectiveFrom: number, degradedWeight: number) =>
    version({ effectiveFrom, methods: [{ ...own, degradedWeight }] });

  it('are none unless it defines some', () => {
    expect(ownMethods([version()], NOW)).toEqual([]);
  });

  it('are those of all versions that have taken effect, the newest first', () => {
    const all = [since(NOW + 1, 300), since(0, 100), since(NOW, 200)];
    expect(ownMethods(all, NOW).map(({ degradedWeight }) => degradedWeight)).toEqual([200, 100]);
  });
});

describe('what is known of a service that nobody has spoken of', () => {
  it('is nothing, and of each feed that it was not heard of', () => {
    const told = [version({ sources: [source({ id: 'am' })] })];
    const [question] = questionsOf(told, {}, NOW);
    if (question === undefined) throw new Error('expected a question');
    expect(knowledgeOf(foldSignals(told, []), question)).toStrictEqual({
      streams: [],
      dependencies: {},
      maintenance: [],
      beats: { am: [] },
      counts: [],
      incidents: [],
    });
  });

  it('is nothing before there is a catalogue', () => {
    const signal = { kind: 'state', monitor: 'probe', state: 'down', at: NOW } as const;
    expect(foldSignals([], [{ signal }])).toEqual({ rollups: new Map(), unmapped: [] });
  });
});

describe('signals that find no service', () => {
  const state = { kind: 'state', state: 'down', at: NOW } as const;

  it('are told with the reason, and those that find one are not', () => {
    const known = { ...state, monitor: 'probe' };
    const strange = { ...state, monitor: 'nobody-has-it' };
    const { unmapped } = foldSignals(versions, [{ signal: known }, { signal: strange }]);
    expect(unmapped.map(({ signal }) => signal)).toEqual([strange]);
    expect(unmapped[0]?.reason).toContain('nobody-has-it');
  });

  it('by a source that the catalogue does not have speak for no service that listens to others, unlike a relay’s', () => {
    const incident = { kind: 'incident', incident: 'INC-1', phase: 'opened', at: NOW, priority: 'P1' } as const;
    const told = { ...incident, services: ['checkout'] };
    const monitors = [monitor({ id: 'probe', source: 'am' })];
    const sources = [source({ id: 'am' }), source({ id: 'hub', relay: true })];
    const listening = [version({ sources, services: [service({ monitors })] })];
    const toldBy = (id: string) => foldSignals(listening, [{ signal: told, source: id }]);
    const heardBy = (id: string) => toldBy(id).rollups.get('checkout')?.incidents.length;
    expect(['am', 'hub', 'a-stranger'].map(heardBy)).toEqual([1, 1, undefined]);
    expect(toldBy('a-stranger').unmapped[0]?.reason).toContain('"a-stranger" may not speak for service "checkout"');
  });
});
