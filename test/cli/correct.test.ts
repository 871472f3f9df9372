import { describe, expect, it } from 'vitest';
import { attain } from './command-line.ts';

const NOW = '2026-11-19T12:00:00.000Z';
const COMMON = ['--id', 'COR-7', '--service', 'checkout', '--to', 'http://attain.example.com', '--token', 'secret'];
const STRETCH = ['--start', '2026-10-14T07:12:00Z', '--end', '2026-10-14T08:00:00Z'];

async function correct(...words: readonly string[]) {
  const posted: unknown[] = [];
  const ended = await attain(['correct', ...words], {
    fetch: async (url, init) => {
      posted.push({ url, body: JSON.parse(String(init?.body)) });
      return new Response('{}', { status: 202 });
    },
  });
  return { ...ended, posted };
}

describe('attain correct', () => {
  it('proposes to exclude a stretch', async () => {
    const words = ['exclude', ...COMMON, ...STRETCH, '--by', 'Kim', '--reason', 'customer-caused', '--clause', '4.2'];
    const { code, out, posted } = await correct(...words);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'COR-7 of checkout: proposed. It changes nothing until somebody other than Kim approves it\n',
    });
    expect(posted).toEqual([
      {
        url: 'http://attain.example.com/webhooks/corrections',
        body: {
          kind: 'correction',
          correction: 'COR-7',
          services: ['checkout'],
          action: 'exclude',
          start: '2026-10-14T07:12:00.000Z',
          end: '2026-10-14T08:00:00.000Z',
          proposedBy: 'Kim',
          proposedAt: NOW,
          reason: 'customer-caused',
          clause: '4.2',
        },
      },
    ]);
  });

  it('proposes to amend a change of the stream that is named as its monitor', async () => {
    const change = ['--monitor', 'probe', '--at', '2026-10-14T07:12:00Z', '--moved-to', '2026-10-14T07:02:00Z'];
    const { posted } = await correct('amend', ...COMMON, ...change, '--by', 'Kim', '--reason', 'wrong-time');
    expect(posted).toMatchObject([
      {
        body: {
          action: 'amend',
          monitor: 'probe',
          signal: 'probe',
          at: '2026-10-14T07:12:00.000Z',
          to: '2026-10-14T07:02:00.000Z',
        },
      },
    ]);
  });

  it.each([
    ['approve', 'approved'],
    ['reject', 'rejected'],
    ['withdraw', 'withdrawn'],
  ])('can %s one', async (action, decision) => {
    const { out, posted } = await correct(action, ...COMMON, '--by', 'Robin', '--source', 'desk');
    expect(out).toBe(`COR-7 of checkout: ${decision} by Robin\n`);
    expect(posted).toEqual([
      {
        url: 'http://attain.example.com/webhooks/desk',
        body: { kind: 'approval', correction: 'COR-7', services: ['checkout'], approvedBy: 'Robin', at: NOW, decision },
      },
    ]);
  });

  it.each([
    [
      ['delete', ...COMMON, '--by', 'Kim'],
      'expected an action, one of exclude, include, reclassify, void, amend, approve, reject, withdraw; got "delete"',
    ],
    [['exclude', ...COMMON, '--by', 'Kim'], 'expected --reason CODE; got none'],
    [['exclude', ...COMMON, '--by', 'Kim', '--reason', 'other'], 'expected --start TIME; got none'],
    [['approve', ...COMMON, '--by', 'Kim', '--reason', 'other'], 'expected no --reason with approve'],
    [
      ['exclude', ...COMMON, ...STRETCH, '--by', 'Kim', '--reason', 'other', '--state', 'up'],
      'expected no --state with exclude',
    ],
    [
      ['reclassify', ...COMMON, ...STRETCH, '--by', 'Kim', '--reason', 'other', '--state', 'fine'],
      'state: expected one of up, degraded, down, unknown; got "fine"',
    ],
  ])('%j is refused with what was expected', async (words, message) => {
    const { code, err, posted } = await correct(...words);
    expect({ code, err, posted }).toEqual({ code: 2, err: `attain correct: ${message}\n`, posted: [] });
  });
});
