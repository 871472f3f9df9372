import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/instant.ts';
import type { SourceHealth } from '../../shared/domain/source-health.ts';
import { behindWords, lastNote, lastRefused, sourceFindings } from '../../shared/reports/source-words.ts';

const at = (time: string) => parseInstant(`2026-10-14T${time}:00Z`);

const health = (more: Partial<SourceHealth> = {}): SourceHealth => ({
  source: 'am',
  type: 'alertmanager',
  state: 'heard',
  refusals: [],
  quarantined: 0,
  forgotten: [],
  longOpen: [],
  orphans: [],
  relabelled: [],
  ...more,
});

const findings = (more: Partial<SourceHealth>) => sourceFindings(health(more));

describe('what to look at in a source', () => {
  it('is nothing while it is heard and all is well', () => {
    expect(findings({})).toEqual([]);
  });

  it('is not that nothing has come from it: that is told beside, unless there is more to say', () => {
    const quiet = health({ state: 'never heard' });
    expect(sourceFindings(quiet)).toEqual([]);
    expect(lastNote(quiet)).toBe('Nothing has come from it yet.');
    expect(lastNote(health({ state: 'never heard', quarantined: 2 }))).toBeUndefined();
    expect(lastNote(health())).toBeUndefined();
  });

  it('is when webhooks were turned away last, in how many hours, and why', () => {
    const refusal = { at: at('09:30'), reason: 'the signature does not match' };
    expect(findings({ refusals: [refusal] })).toEqual([
      'Webhooks were turned away at 14 Oct 2026 09:30 UTC: the signature does not match.',
    ]);
    expect(findings({ refusals: [refusal, { ...refusal, at: at('07:00') }] })).toEqual([
      'Webhooks were turned away in 2 hours, last at 14 Oct 2026 09:30 UTC: the signature does not match.',
    ]);
  });

  it('is no refusal any more once the source was heard after it: that is told beside', () => {
    const refusal = { at: at('09:30'), reason: 'the signature does not match' };
    const heard = (time: string) => health({ refusals: [refusal], seen: { receivedAt: at(time) } });
    expect(sourceFindings(heard('09:31'))).toEqual([]);
    expect(lastRefused(heard('09:31'))).toBe(
      'Webhooks were turned away at 14 Oct 2026 09:30 UTC: the signature does not match. Heard since.',
    );
    expect(sourceFindings(heard('09:30'))).toHaveLength(1);
    expect(lastRefused(heard('09:30'))).toBeUndefined();
    expect(lastRefused(health())).toBeUndefined();
  });

  it('is which end came without a beginning', () => {
    const orphan = { service: 'checkout', monitor: 'critical', stream: 'f1', at: at('09:30') };
    expect(findings({ orphans: [orphan] })).toEqual([
      'One end without a beginning in the last 7 days, such as that of f1 (critical).',
    ]);
    expect(findings({ orphans: [orphan, { ...orphan, stream: 'f2' }] })).toEqual([
      '2 ends without a beginning in the last 7 days, such as that of f1 (critical).',
    ]);
  });
});

describe('how far a source is behind', () => {
  it('is told to the second within an hour, and roughly beyond', () => {
    expect([90_000, 3_599_000, 3_600_000, 187_500_000].map(behindWords)).toEqual([
      '1 min 30 s',
      '59 min 59 s',
      '1 h 0 min',
      '2 d 4 h',
    ]);
  });
});
