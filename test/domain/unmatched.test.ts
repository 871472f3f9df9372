import { describe, expect, it } from 'vitest';
import { type Unmatched, unmatchedGroups, unmatchedPage, unmatchedTotal } from '../../shared/domain/unmatched.ts';
import { noMonitorMatches, unheardIn } from '../../shared/domain/unmatched-reason.ts';
import { catalogue, monitor, service } from '../support/catalogue.ts';

const AT = '2026-10-14T08:00:00.000Z';

function row(reason: string, more: Partial<Unmatched> = {}): Unmatched {
  return { source: 'am', reason, count: 1, first: AT, last: AT, ...more };
}

const stream = (name: string, labels: Record<string, string> = {}) => noMonitorMatches({ stream: name, labels });

/** Its monitors of `am` match by `service` and `severity`. */
const shop = catalogue({
  services: [
    service({
      monitors: [
        { ...monitor({ id: 'critical', source: 'am' }), match: { service: 'checkout', severity: 'critical' } },
        { ...monitor({ id: 'kuma', source: 'kuma' }), match: { instance: 'a' } },
      ],
    }),
  ],
});

describe('the reason why nothing matches', () => {
  it.each([
    ['no monitor matches "probe" without labels', { stream: 'probe', labels: {} }],
    ['no monitor matches "probe" with labels env="prod", a=""', { stream: 'probe', labels: { env: 'prod', a: '' } }],
    ['no monitor matches with labels env="prod"', { labels: { env: 'prod' } }],
    ['no monitor matches without labels', { labels: {} }],
    ['no monitor matches "a" b" with labels c="say "hi", d"', { stream: 'a" b', labels: { c: 'say "hi", d' } }],
  ])('%s is read as it was written', (reason, unheard) => {
    expect(noMonitorMatches(unheard)).toBe(reason);
    expect(unheardIn(reason)).toEqual(unheard);
  });

  it.each([
    ['no monitor matches "x" with labels two words="a"', { stream: 'x', labels: {} }],
    ['no monitor matches "x" with labels broken', { stream: 'x', labels: {} }],
    ['no monitor matches nonsense', { labels: {} }],
    ['no service named "x"', undefined],
  ])('%s has no labels that are certain', (reason, unheard) => {
    expect(unheardIn(reason)).toEqual(unheard);
  });

  it('is read in time that grows with its length, whoever wrote it', () => {
    const hostile = `no monitor matches "x" with labels ${'a'.repeat(100_000)}`;
    expect(unheardIn(hostile)).toEqual({ stream: 'x', labels: {} });
    expect(unheardIn(noMonitorMatches({ stream: 'x', labels: { a: '", '.repeat(50_000) } }))?.stream).toBe('x');
  });
});

describe('what belongs to no service', () => {
  it('is one group for all streams that one monitor would hear, by the labels that the catalogue matches by', () => {
    const disks = Array.from({ length: 500 }, (_, index) =>
      row(stream(`disk-${index}`, { service: 'files', severity: 'critical', instance: `host-${index}` }), {
        count: index === 7 ? 3 : 2,
        first: index === 3 ? '2026-10-13T00:00:00.000Z' : AT,
        last: index === 4 ? '2026-10-15T00:00:00.000Z' : AT,
      }),
    );
    const warning = row(stream('slow', { service: 'files', severity: 'warning' }), { count: 5 });
    expect(unmatchedGroups([...disks, warning], shop)).toEqual([
      {
        source: 'am',
        why: 'no monitor matches',
        labels: { service: 'files', severity: 'critical' },
        streams: 500,
        count: 1_001,
        first: '2026-10-13T00:00:00.000Z',
        last: '2026-10-15T00:00:00.000Z',
        examples: ['disk-7', 'disk-0', 'disk-1'],
      },
      {
        source: 'am',
        why: 'no monitor matches',
        labels: { service: 'files', severity: 'warning' },
        streams: 1,
        count: 5,
        first: AT,
        last: AT,
        examples: ['slow'],
      },
    ]);
  });

  it('is told apart by its source, and by the label that usually names a service where none is matched by', () => {
    const groups = unmatchedGroups(
      [
        row(stream('a', { job: 'mail', instance: '1' })),
        row(stream('b', { job: 'mail', instance: '2' })),
        row(stream('c', { job: 'dns', instance: '1' })),
        row(stream('c', { job: 'dns', instance: '1' }), { source: 'kuma' }),
        row(stream('d', { job: 'mail', severity: 'warning' })),
        row(stream('e', { job: 'dns', severity: 'warning' })),
      ],
      shop,
    );
    expect(groups.map(({ source, labels, streams }) => [source, labels, streams])).toEqual([
      ['am', { job: 'mail' }, 2],
      ['am', { job: 'dns', instance: '1' }, 1],
      // Where only some of the labels are there that a monitor matches by, they would map too much.
      ['am', { job: 'dns', severity: 'warning' }, 1],
      ['am', { job: 'mail', severity: 'warning' }, 1],
      ['kuma', { job: 'dns', instance: '1' }, 1],
    ]);
  });

  it('without labels is one group of each source; a stream that came with other labels is one stream', () => {
    const groups = unmatchedGroups(
      [
        row(stream('a')),
        row(stream('b'), { count: 4 }),
        row(stream('c', { service: 'x', n: '1' })),
        row(stream('c', { service: 'x', n: '2' })),
      ],
      shop,
    );
    expect(groups.map(({ labels, streams, count, examples }) => ({ labels, streams, count, examples }))).toEqual([
      { labels: {}, streams: 2, count: 5, examples: ['b', 'a'] },
      { labels: { service: 'x' }, streams: 1, count: 2, examples: ['c'] },
    ]);
  });

  it('is not told by the marks of our own: they say nothing of a service', () => {
    const labels = { alertname: 'Up', attain_time: 'receipt' };
    expect(unmatchedGroups([row(stream('a', labels))], shop)).toMatchObject([{ labels: { alertname: 'Up' } }]);
  });

  it('adds up to so many groups, streams and parts', () => {
    const found = [
      { streams: 3, count: 10 },
      { streams: 1, count: 4 },
    ];
    expect(unmatchedTotal(found)).toEqual({ groups: 2, streams: 4, count: 14 });
    expect(unmatchedTotal([])).toEqual({ groups: 0, streams: 0, count: 0 });
  });

  it('is told apart by all labels that monitors of its source match by, as far as it has them', () => {
    // `instance` is matched by for kuma alone, so that for `am` it tells nothing apart.
    const labels = (instance: string) => ({ service: 'files', severity: 'critical', instance });
    const both = [row(stream('a', labels('1'))), row(stream('b', labels('2')))];
    expect(unmatchedGroups(both, shop).map(({ streams }) => streams)).toEqual([2]);
    const ofKuma = both.map((it) => ({ ...it, source: 'kuma' }));
    expect(unmatchedGroups(ofKuma, shop).map(({ streams }) => streams)).toEqual([1, 1]);
    // A monitor that names no source hears everybody; one that matches by the stream alone tells nothing of labels.
    const open = catalogue({
      services: [
        service({
          monitors: [
            { ...monitor({ id: 'any' }), match: { instance: '1', monitor: 'x' } },
            { ...monitor({ id: 'probe', source: 'am' }), match: { monitor: 'probe' } },
          ],
        }),
      ],
    });
    expect(unmatchedGroups(both, open).map(({ streams }) => streams)).toEqual([1, 1]);
    const lone = [row(stream('a', { n: '1', m: '1' })), row(stream('b', { m: '2', n: '2' }))];
    expect(unmatchedGroups(lone, open).map(({ streams, labels: common }) => [streams, common])).toEqual([[2, {}]]);
  });

  it('names first what came most often, and of the same often by name', () => {
    const rows = ['d', 'b', 'c', 'a'].map((name) => row(stream(name, { n: '1' }), { count: name === 'd' ? 2 : 1 }));
    expect(unmatchedGroups(rows, shop)[0]?.examples).toEqual(['d', 'a', 'b']);
  });

  it('names what the catalogue does not know by kind', () => {
    const groups = unmatchedGroups(
      [row('no service named "a", "b"'), row('no service named "c"', { count: 2 }), row('no source named "c"')],
      shop,
    );
    expect(groups.map(({ why, streams, count, examples }) => ({ why, streams, count, examples }))).toEqual([
      {
        why: 'no service named …',
        streams: 2,
        count: 3,
        examples: ['no service named "c"', 'no service named "a", "b"'],
      },
      { why: 'no source named …', streams: 1, count: 1, examples: ['no source named "c"'] },
    ]);
  });

  it('is read on page by page, each once, whatever comes in meanwhile', () => {
    const all = Array.from({ length: 5 }, (_, index) => row(stream(`s-${index}`)));
    const first = unmatchedPage(all, { limit: 2 });
    expect(first).toMatchObject({ total: 5, next: first.unmatched[1]?.id });
    const more = [row(stream('new')), ...all.map((it) => ({ ...it, count: 9 }))];
    const second = unmatchedPage(more, { after: first.next ?? '', limit: 10 });
    expect(second.next).toBeNull();
    const names = [...first.unmatched, ...second.unmatched].map(({ reason }) => unheardIn(reason)?.stream ?? '');
    expect(names.filter((name) => name !== 'new').sort()).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4']);
  });
});
