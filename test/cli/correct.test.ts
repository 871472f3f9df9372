import { describe, expect, it } from 'vitest';
import { attain } from './command-line.ts';

const NOW = '2026-11-19T12:00:00.000Z';
const COMMON = ['--id', 'COR-7', '--service', 'checkout', '--to', 'http://attain.example.com', '--secret', 'secret'];
const STRETCH = ['--start', '2026-10-14T07:12:00Z', '--end', '2026-10-14T08:00:00Z'];

/** COR-7 waits, COR-8 is approved, COR-9 has expired; all proposed by Kim. */
const KNOWN = {
  services: ['checkout', 'search'],
  sources: ['corrections', 'desk'],
  corrections: [
    told('COR-7', { state: 'proposed', why: 'waits' }),
    told('COR-8', { state: 'approved', why: 'approved by Robin', decidedAt: '2026-11-02T09:00:00.000Z' }),
    told('COR-9', { state: 'expired', why: 'was not approved', expiresAt: '2026-11-19T12:00:00.000Z' }),
  ],
};

function told(correction: string, more: object): object {
  const said = { service: 'checkout', correction, action: 'exclude', reason: 'other' };
  return { ...said, proposedBy: 'Kim', proposedAt: '2026-11-01T09:00:00.000Z', ...more };
}

/** Answers of the read API, one after the other; the last goes on. */
async function correctWith(answers: readonly ((posted: number) => Response)[], words: readonly string[]) {
  const posted: unknown[] = [];
  const asked: string[] = [];
  const ended = await attain(['correct', ...words], {
    fetch: async (url, init) => {
      if (init?.method === 'POST') {
        posted.push({ url, body: JSON.parse(String(init.body)) });
        return new Response('{}', { status: 202 });
      }
      asked.push(String(url));
      return (answers[asked.length - 1] ?? answers.at(-1) ?? Response.error)(posted.length);
    },
  });
  return { ...ended, posted, asked };
}

/** Asked before, COR-7 waits; asked after, this is known of it. */
async function correct(...words: readonly string[]) {
  const answer = (posted: number) => (posted === 0 ? Response.json(KNOWN) : DECIDED(NOW));
  const { asked: _asked, ...rest } = await correctWith([answer], words);
  return rest;
}

const DECIDED = (decidedAt: string) =>
  Response.json({
    ...KNOWN,
    corrections: [told('COR-7', { state: 'approved', why: 'approved by Sam', decidedAt })],
  });

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

describe('a correction that is certain to be refused is not sent', () => {
  const about = (id: string, service = 'checkout') => ['--id', id, '--service', service, ...COMMON.slice(4)];
  const unknown = 'is recorded as proposed; got "COR-77"; known: COR-7, COR-8, COR-9\n';

  it.each([
    [
      ['approve', ...about('COR-7'), '--by', ' kim '],
      'expected approval by somebody other than its proposer, Kim; got',
    ],
    [['approve', ...about('COR-77'), '--by', 'Robin'], unknown],
    [['reject', ...about('COR-7', 'search'), '--by', 'Robin'], 'got "COR-7"; known: none'],
    [['approve', ...about('COR-7', 'chekout'), '--by', 'Robin'], 'expected a service, one of checkout, search; got'],
    [
      ['withdraw', ...about('COR-8'), '--by', 'Kim'],
      'waits for a decision; got "COR-8" of checkout, approved by Robin',
    ],
    [['approve', ...about('COR-9'), '--by', 'Robin'], '"COR-9" did at 2026-11-19T12:00:00.000Z'],
    [['approve', ...about('COR-7'), '--by', 'Robin', '--source', 'probes'], 'one of corrections, desk; got "probes"'],
    [
      ['exclude', ...about('COR-8'), ...STRETCH, '--by', 'Kim', '--reason', 'other'],
      'expected an id that is not decided on yet; got "COR-8" of checkout, approved by Robin',
    ],
    [['exclude', ...about('COR-1', 'shop'), ...STRETCH, '--by', 'Kim', '--reason', 'other'], 'expected a service'],
  ])('%j', async (words, message) => {
    const { code, err, out, posted } = await correct(...words);
    expect(err).toContain(message);
    expect({ code, out, posted }).toEqual({ code: 2, out: '', posted: [] });
  });

  it('unless a few seconds let what was just proposed be recorded', async () => {
    const words = ['approve', ...about('COR-7'), '--by', 'Robin'];
    const early = { ...KNOWN, corrections: [] };
    const answers = [() => Response.json(early), () => Response.json(KNOWN), () => DECIDED(NOW)];
    const { code, asked, posted } = await correctWith(answers, words);
    expect({ code, asked, posted: posted.length }).toEqual({
      code: 0,
      asked: Array(3).fill('http://attain.example.com/api/corrections'),
      posted: 1,
    });
  });

  it('and its proposer may withdraw it, or propose it anew', async () => {
    expect(await correct('withdraw', ...about('COR-7'), '--by', 'Kim')).toMatchObject({ code: 0, posted: [{}] });
    const anew = ['exclude', ...about('COR-7'), ...STRETCH, '--by', 'Kim', '--reason', 'other'];
    expect(await correct(...anew)).toMatchObject({ code: 0, posted: [{}] });
  });
});

describe('a decision that was sent is told as made', () => {
  const words = ['approve', ...COMMON, '--by', 'Robin'];
  const waiting = () => Response.json(KNOWN);

  it('once it is recorded', async () => {
    const { code, out, asked } = await correctWith([waiting, waiting, () => DECIDED(NOW)], words);
    expect({ code, out, asked: asked.length }).toEqual({
      code: 0,
      out: 'COR-7 of checkout: approved by Robin\n',
      asked: 3,
    });
  });

  it('unless somebody else was faster', async () => {
    const { code, out, err } = await correctWith([waiting, () => DECIDED('2026-11-19T11:59:59.000Z')], words);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: 'attain correct: sent, and changes nothing: expected a correction that waits for a decision; got "COR-7" of checkout, approved by Sam\n',
    });
  });

  it('or it takes too long', async () => {
    const { code, out } = await correctWith([waiting], words);
    expect({ code, out }).toEqual({
      code: 0,
      out: "COR-7 of checkout: sent as approved by Robin. Not known yet whether it holds: it waits to be recorded. See the service's page\n",
    });
  });
});

describe('where nobody can be asked what is known', () => {
  it.each([
    [() => new Response('{"message":"Unauthorized"}', { status: 401 }), 'answers 401'],
    [() => Response.json({ items: [] }), 'answers something else'],
    [() => new Response('<html>'), 'does not answer'],
  ])('a decision is sent, and not told as if it held (%#)', async (answer, why) => {
    const words = ['approve', ...COMMON, '--by', 'Kim'];
    const { code, out, posted } = await correctWith([answer], words);
    expect(out).toBe(
      `COR-7 of checkout: sent as approved by Kim. Not known yet whether it holds: http://attain.example.com/api/corrections ${why}. See the service's page\n`,
    );
    expect({ code, posted: posted.length }).toEqual({ code: 0, posted: 1 });
  });
});
