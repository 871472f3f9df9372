import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldSignals, knowledgeOf, questionsOf } from '../../../shared/domain/compute.ts';
import { evaluate } from '../../../shared/domain/evaluate.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { assertRecounted } from '../../../shared/domain/recount/assert-recounted.ts';
import type { Attainment } from '../../../shared/domain/result.ts';
import type { Signal } from '../../../shared/domain/signal.ts';
import { agreement, monitor, service, version } from '../../support/catalogue.ts';

const DAY = '2026-10-10T00:00:00Z/2026-10-11T00:00:00Z';
const at = (clock: string): number => parseInstant(`2026-10-10T${clock}:00Z`);
const state = (clock: string, is: 'up' | 'down' | 'degraded' | 'unknown'): Signal => ({
  kind: 'state',
  monitor: 'probe',
  state: is,
  at: at(clock),
});

/** A day with an hour down, one degraded and one unknown, and half an hour of the outage excluded. */
const exclusions = [{ start: at('10:00'), end: at('10:30'), reason: 'Exercise', approvedBy: 'Lena' }];
const versions = [version({ agreements: [agreement({ exclusions })] })];
const told = [
  state('00:00', 'up'),
  state('10:00', 'down'),
  state('11:00', 'degraded'),
  state('12:00', 'unknown'),
  state('13:00', 'up'),
];

function counted(signals: readonly Signal[] = told, method?: string) {
  const folded = foldSignals(
    versions,
    signals.map((signal) => ({ signal })),
  );
  const [question] = questionsOf(versions, { period: DAY, method }, parseInstant('2026-10-20T00:00:00Z'));
  if (question === undefined) throw new Error('expected a question');
  const knowledge = knowledgeOf(folded, question);
  return { question, knowledge, attainment: evaluate(question, knowledge) };
}

function check({ attainment, question, knowledge }: ReturnType<typeof counted>, wrong: Partial<Attainment> = {}): void {
  assertRecounted({ ...attainment, ...wrong }, question, knowledge);
}

describe('an attainment that both calculators come to', () => {
  it.each(['contract', 'strict', 'icinga', 'zabbix', 'openstatus', 'statuspage'])('passes under %s', (method) => {
    expect(() => check(counted(told, method))).not.toThrow();
  });

  it('passes when there is nothing to count', () => {
    const silent = version({ services: [service({ monitors: [monitor({ id: 'probe', silenceMeans: 'unknown' })] })] });
    const [question] = questionsOf([silent], { period: DAY }, parseInstant('2026-10-20T00:00:00Z'));
    if (question === undefined) throw new Error('expected a question');
    const knowledge = knowledgeOf(foldSignals([silent], []), question);
    const attainment = evaluate(question, knowledge);
    expect(attainment.availability).toBeNull();
    expect(() => assertRecounted(attainment, question, knowledge)).not.toThrow();
  });
});

describe('an attainment is refused', () => {
  const right = counted();
  const { ms, agreedMs, downtimeMs, availability, withoutCorrections: without } = right.attainment;
  if (availability === null || without === undefined) throw new Error('expected an availability and one without');

  it.each<[string, Partial<Attainment>]>([
    ['in a class', { ms: { ...ms, up: ms.up - 1, degraded: ms.degraded + 1 } }],
    ['of agreed time', { agreedMs: agreedMs + 1 }],
    ['of downtime', { downtimeMs: downtimeMs + 1 }],
    ['of unknown time, in the lowest', { availability: { ...availability, low: availability.high } }],
    ['of unknown time, in the highest', { availability: { ...availability, high: availability.exact } }],
    ['without corrections', { withoutCorrections: { ...without, downtimeMs: without.downtimeMs - 1 } }],
  ])('for one millisecond %s', (_what, wrong) => {
    expect(() => check(right, wrong)).toThrow('expected one result for acme, checkout, 2026-10-10');
  });

  it('with both results in the message', () => {
    // 1,440 minutes less 30 excluded and 60 unknown are 81,000,000 ms; 30 minutes down are 1,800,000.
    expect(() => check(right, { agreedMs: 1 })).toThrow(/counted {"agreedMs":1,"downtimeMs":1800000,/);
    expect(() => check(right, { agreedMs: 1 })).toThrow(/recounted {"agreedMs":81000000,"downtimeMs":1800000,/);
  });
});

describe('the second calculator', () => {
  it('takes types from the first and nothing else', () => {
    const statements = readFileSync('shared/domain/recount/types.ts', 'utf8')
      .split('\n')
      .filter((line) => /^\w/.test(line));
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) expect(statement).toMatch(/^export type \{/);
  });
});
