import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../cli/history/csv-records.ts';
import { printed } from './printed.ts';

const CSV = ['--from', 'csv', 'x.csv'];

describe('records of CSV', () => {
  it.each([
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a,"b,""c"""\n', [['a', 'b,"c"']]],
    [
      '\uFEFFa,\n\n,b,',
      [
        ['a', ''],
        ['', 'b', ''],
      ],
    ],
    [
      '"a\nb",c\nd,e\n',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
  ])('of %j', (text, cells) => {
    expect([...csvRecords(text, ',')]).toMatchObject(cells.map((each) => ({ cells: each })));
    expect([...csvRecords(text, ',')]).toHaveLength(cells.length);
  });

  it('know the line that they begin on', () => {
    expect([...csvRecords('h\n\n"a\nb"\nc', ',')].map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it.each([
    ['a\n"b', 2, 'expected a closing quote; got none'],
    ['"a"b', 1, 'expected "," or the end of the line after a cell'],
  ])('tell the mistake of %j', (text, line, mistake) => {
    expect([...csvRecords(text, ',')]).toContainEqual({ line, mistake });
  });

  it('go on at the next line after a quote that is not closed, whatever quotes follow', () => {
    expect([...csvRecords('a,"b\nc,"d"\ne,"f\ng,h', ',')]).toEqual([
      { line: 1, mistake: 'expected "," or the end of the line after a cell' },
      { line: 2, cells: ['c', 'd'] },
      { line: 3, mistake: 'expected a closing quote; got none' },
      { line: 4, cells: ['g', 'h'] },
    ]);
  });
});

describe('attain import --from csv', () => {
  it('reads states, with labels of their own', async () => {
    const table =
      'monitor,state,at,label.service,title\nprobe,down,2026-10-01T10:00:00Z,checkout,"503, again"\nprobe,UP,2026-10-01T10:30:00+00:00,checkout,\n';
    const { code, signals, err } = await printed({ 'x.csv': table }, CSV);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const labels = { service: 'checkout' };
    expect(signals).toEqual([
      { kind: 'state', monitor: 'probe', state: 'down', at: '2026-10-01T10:00:00.000Z', labels, title: '503, again' },
      { kind: 'state', monitor: 'probe', state: 'up', at: '2026-10-01T10:30:00.000Z', labels },
    ]);
  });

  it('reads outages with an end, in columns, words and a zone of their own', async () => {
    // Summer time in Berlin: 10:00 is 08:00 in UTC.
    const table = 'Check;Status;Begin;Until\nprobe;Ausfall;2026-10-01 10:00;2026-10-01 10:30\n';
    const mapping = ['monitor=Check', 'state=Status', 'at=Begin', 'end=Until'].flatMap((it) => ['--column', it]);
    const { signals, err } = await printed({ 'x.csv': table }, [
      ...CSV,
      ...mapping,
      '--state',
      'Ausfall=down',
      '--zone',
      'Europe/Berlin',
      '--service',
      'shop',
    ]);
    expect(err).toBe('');
    expect(signals).toEqual([
      {
        kind: 'state',
        monitor: 'probe',
        state: 'up',
        at: '2026-10-01T08:30:00.000Z',
        previous: 'down',
        since: '2026-10-01T08:00:00.000Z',
        labels: { service: 'shop' },
      },
    ]);
  });

  it('says of each bad row the line, what was expected and what is there, and sends the rest', async () => {
    const rows = [
      'monitor,state,at,end',
      'probe,down,2026-10-01T10:00:00Z,2026-10-01T10:30:00Z',
      'probe,broken,2026-10-01T11:00:00Z,',
      'probe,down,yesterday,',
      'probe,down,2026-10-01T12:00:00Z,2026-10-01T11:00:00Z',
      'probe,down',
      'probe,down,2036-10-01T12:00:00Z,',
      ',down,2026-10-01T12:00:00Z,',
      'probe,unknown,2026-10-01T13:00:00Z,',
    ];
    const { code, signals, err } = await printed({ 'x.csv': rows.join('\n') }, [...CSV, '--keep-going']);
    expect(code).toBe(2);
    expect(signals.map(({ state }) => state)).toEqual(['up', 'unknown']);
    expect(err.split('\n')).toEqual([
      'attain import: left out: x.csv:3: state: expected one of up, degraded, down, unknown; got "broken". Say what it means: --state "broken"=down',
      'attain import: left out: x.csv:4: at: expected a time from 2000 until now; got "yesterday"',
      'attain import: left out: x.csv:5: end: expected a time after "at"; got "2026-10-01T11:00:00Z"',
      'attain import: left out: x.csv:6: expected 4 cells; got 2',
      'attain import: left out: x.csv:7: at: expected a time from 2000 until now; got "2036-10-01T12:00:00Z"',
      'attain import: left out: x.csv:8: expected the id of a monitor or alert; got ""',
      'attain import: 6 rows left out',
      '',
    ]);
  });

  it('names a column that is missing, and those that are there', async () => {
    const { code, err } = await printed({ 'x.csv': 'monitor,Status,at\n' }, CSV);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'attain import: x.csv:1: expected a column "state"; got "monitor", "Status", "at". Say which it is: --column state=NAME\n',
    });
  });
});

describe('outages of one monitor in a table', () => {
  const day = (clock: string) => `2026-10-01T${clock}:00.000Z`;
  const told = async (...rows: readonly string[]) => {
    const lines = rows.map((row) => row.replace(/\b\d\d:\d\d\b/g, day));
    const { signals } = await printed({ 'x.csv': ['monitor,state,at,end,title', ...lines].join('\n') }, CSV);
    return signals.map(({ kind: _kind, labels: _labels, ...it }) => it);
  };

  it('that lie one in the other are the longer: two hours', async () => {
    const one = { monitor: 'probe', state: 'up', at: day('02:00'), previous: 'down', since: day('00:00') };
    expect(await told('probe,down,00:00,02:00,', 'probe,down,01:00,01:30,')).toEqual([one]);
    expect(await told('probe,down,01:00,01:30,', 'probe,down,00:00,02:00,')).toEqual([one]);
  });

  it('that overlap or touch are one, those with a minute between are two', async () => {
    const spans = (
      await told('a,down,00:00,01:00,', 'a,down,01:00,02:00,', 'a,down,01:30,03:00,', 'a,down,03:01,04:00,')
    ).map(({ since, at }) => [since, at]);
    expect(spans).toEqual([
      [day('00:00'), day('03:00')],
      [day('03:01'), day('04:00')],
    ]);
  });

  it('count as the worst that lasts, under its title', async () => {
    // Degraded 0:00-1:00, down 1:00-2:00, degraded 2:00-3:00.
    expect(await told('a,degraded,00:00,03:00,slow', 'a,down,01:00,02:00,503')).toEqual([
      { monitor: 'a', state: 'degraded', at: day('00:00'), title: 'slow' },
      { monitor: 'a', state: 'down', at: day('01:00'), title: '503' },
      { monitor: 'a', state: 'degraded', at: day('02:00'), title: 'slow' },
      { monitor: 'a', state: 'up', at: day('03:00'), previous: 'degraded', since: day('02:00'), title: 'slow' },
    ]);
  });

  it('have nothing to do with those of another monitor', async () => {
    const spans = (await told('a,down,00:00,02:00,', 'b,down,01:00,01:30,')).map(({ monitor, since }) => [
      monitor,
      since,
    ]);
    expect(spans).toEqual([
      ['a', day('00:00')],
      ['b', day('01:00')],
    ]);
  });

  it('are read on after a quote that is not closed', async () => {
    const table = 'monitor,state,at,title\na,down,2026-10-01T00:00:00Z,"503\na,up,2026-10-01T01:00:00Z,\n';
    const { code, signals, err } = await printed({ 'x.csv': table }, [...CSV, '--keep-going']);
    expect({ code, states: signals.map(({ state }) => state) }).toEqual({ code: 2, states: ['up'] });
    expect(err).toContain('left out: x.csv:2: expected a closing quote; got none\n');
  });
});
