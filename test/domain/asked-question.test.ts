import { describe, expect, it } from 'vitest';
import { askedQuestion } from '../../shared/domain/asked-question.ts';
import type { Agreement } from '../../shared/domain/catalogue.ts';
import { formatInstant, parseInstant } from '../../shared/domain/instant.ts';
import { agreement, service, version } from '../support/catalogue.ts';

const now = parseInstant('2026-10-14T12:00:00Z');

/** What is asked of the checkout on 14 October, as `agreement period`. */
function asked(agreements: readonly Agreement[], { at, ...selection }: Asked = {}): string {
  const versions = [version({ agreements, services: [service(), service({ id: 'search' })] })];
  const instant = at === undefined ? undefined : parseInstant(at);
  const question = askedQuestion(versions, { service: 'checkout', ...selection }, { now, at: instant });
  expect(question.service).toBe(selection.service ?? 'checkout');
  return `${question.agreement} ${question.period.name}`;
}

interface Asked {
  readonly service?: string;
  readonly agreement?: string;
  readonly period?: string;
  readonly at?: string;
}

const monthly = agreement({ id: 'monthly' });
const yearly = agreement({ id: 'yearly', period: 'year' });
const november = agreement({ id: 'november', from: parseInstant('2026-11-01T00:00:00Z') });

describe('the agreement that a question about a service is asked under', () => {
  it('is the first one that is in force', () => {
    expect(asked([monthly, yearly])).toBe('monthly 2026-10');
    expect(asked([yearly, monthly])).toBe('yearly 2026');
    expect(asked([november, monthly])).toBe('monthly 2026-10');
  });

  it('is the first at all while none is in force', () => {
    expect(asked([november])).toBe('november 2026-10');
  });

  it('is the one that is named', () => {
    expect(asked([monthly, yearly], { agreement: 'yearly' })).toBe('yearly 2026');
    expect(asked([monthly, november], { agreement: 'november' })).toBe('november 2026-10');
  });
});

describe('the period that a question is asked over', () => {
  it('is the current one, or the one that is named', () => {
    expect(asked([monthly])).toBe('monthly 2026-10');
    expect(asked([monthly], { period: '2026-08' })).toBe('monthly 2026-08');
  });

  it('is the one in which the moment lies that is asked about, under the same agreement', () => {
    expect(asked([monthly, yearly], { at: '2026-08-31T23:59:59.999Z' })).toBe('monthly 2026-08');
    expect(asked([yearly, monthly], { at: '2025-06-01T00:00:00Z' })).toBe('yearly 2025');
    expect(asked([monthly, yearly], { at: '2025-06-01T00:00:00Z', agreement: 'yearly' })).toBe('yearly 2025');
  });

  it('is one of an agreement that holds at the moment, before one that holds now alone', () => {
    const old = agreement({ id: 'old', to: parseInstant('2026-09-01T00:00:00Z') });
    const successor = agreement({ id: 'new', from: parseInstant('2026-09-01T00:00:00Z') });
    expect(asked([successor, old], { at: '2026-08-31T23:59:59Z' })).toBe('old 2026-08');
    expect(asked([old, successor], { at: '2026-09-01T00:00:00Z' })).toBe('new 2026-09');
    expect(asked([successor, old], { at: '2026-08-31T23:59:59Z', agreement: 'new' })).toBe('new 2026-08');
    // Of two that hold at the moment, the one that holds now too.
    expect(asked([old, monthly], { at: '2026-08-15T00:00:00Z' })).toBe('monthly 2026-08');
  });

  it('is one of an agreement that has dropped the service since', () => {
    const dropped = agreement({ amendments: [{ from: parseInstant('2026-09-25T00:00:00Z'), services: [] }] });
    expect(asked([dropped], { at: '2026-09-24T00:00:00Z' })).toBe('acme 2026-09');
    expect(asked([dropped], { at: '2026-09-26T00:00:00Z' })).toBe('acme 2026-09');
    expect(asked([dropped, monthly], { at: '2026-09-24T00:00:00Z' })).toBe('monthly 2026-09');
    const refused =
      'No agreement covered "checkout" in the period asked for; ' +
      '"acme" covers it from 2020-01-01T00:00:00.000Z until 2026-09-25T00:00:00.000Z';
    expect(() => asked([dropped], { at: '2026-10-01T00:00:00Z' })).toThrow(refused);
    expect(() => asked([dropped])).toThrow(refused);
  });

  it('begins and ends in the zone of the agreement', () => {
    const berlin = agreement({ id: 'berlin', timeZone: 'Europe/Berlin' });
    expect(asked([berlin], { at: '2026-08-31T21:59:59Z' })).toBe('berlin 2026-08');
    expect(asked([berlin], { at: '2026-08-31T22:00:00Z' })).toBe('berlin 2026-09');
  });

  it('is the one that is named, wherever the moment lies', () => {
    expect(asked([monthly], { period: '2026-09', at: '2026-08-15T00:00:00Z' })).toBe('monthly 2026-09');
  });

  it('is known as far as now', () => {
    const versions = [version({ agreements: [monthly] })];
    const current = askedQuestion(versions, { service: 'checkout' }, { now, at: undefined });
    const past = askedQuestion(versions, { service: 'checkout' }, { now, at: parseInstant('2026-08-15T00:00:00Z') });
    expect([current, past].map(({ until }) => formatInstant(until))).toEqual([
      '2026-10-14T12:00:00.000Z',
      '2026-09-01T00:00:00.000Z',
    ]);
  });
});

describe('a question that no agreement answers', () => {
  it('is refused, with the services that are known', () => {
    expect(() => asked([monthly], { service: 'search' })).toThrow(
      'No agreement covers a service named "search"; known: checkout',
    );
    expect(() => asked([monthly], { agreement: 'weekly' })).toThrow('No agreement named "weekly"; known: monthly');
  });
});
