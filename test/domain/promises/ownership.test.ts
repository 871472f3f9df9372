import { describe, expect, it } from 'vitest';
import { MINIMAL } from '../../catalogue/minimal-catalogue.ts';
import { linted } from './linted.ts';

const READ = MINIMAL.replace('    customer: Acme', '    customer: Acme\n    recipients: [sla@example.com]');

function warningsOf(text: string): string[] {
  return linted(text)
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message);
}

function monitors(lines: string): string {
  return READ.replace('      - id: probe\n        source: alerts', lines);
}

describe('of a catalogue, check warns', () => {
  it('of nothing in a catalogue that is fine', () => {
    expect(warningsOf(READ)).toEqual([]);
  });

  it('of a source that anyone may send to', () => {
    expect(warningsOf(READ.replace('{ type: bearer, secret: attain/alerts }', '{ type: open }'))).toEqual([
      'Source "alerts" is open: the local runtime takes its webhooks from anyone, AWS refuses to deploy it',
    ]);
  });

  it('of a service that nobody watches', () => {
    expect(warningsOf(READ.replace('    monitors:\n      - id: probe\n        source: alerts\n', ''))).toEqual([
      'Service "checkout" has no monitor: its time is unknown',
    ]);
  });

  it('of a service that nobody agreed on', () => {
    const text = READ.replace('agreements:', '  - { id: search, name: Search, monitors: [{ id: p }] }\nagreements:');
    expect(warningsOf(text)).toEqual(['Service "search" is in no agreement']);
  });

  it('of monitors that pick the same signals', () => {
    const text = monitors('      - { id: a, match: { job: x } }\n      - { id: b, match: { job: x, severity: page } }');
    expect(warningsOf(text)).toEqual([
      'Monitors "checkout/a" and "checkout/b" pick the same signals: each counts for both',
    ]);
  });

  it('not of monitors that differ in a label or a source', () => {
    expect(warningsOf(monitors('      - { id: a, match: { job: x } }\n      - { id: b, match: { job: y } }'))).toEqual(
      [],
    );
    const apart = READ.replace(
      'services:\n',
      '  - { id: probes, type: generic, auth: { type: bearer, secret: p } }\nservices:\n',
    ).replace(
      '      - id: probe\n        source: alerts',
      '      - { id: a, source: alerts, match: { job: x } }\n      - { id: b, source: probes, match: { job: x } }',
    );
    expect(warningsOf(apart)).toEqual([]);
  });

  it('of an agreement that ends just before the last day of a month', () => {
    expect(warningsOf(READ.replace('    from: 2026-01-01', '    from: 2026-01-01\n    to: 2026-12-31'))).toEqual([
      'Agreement "acme" ends when 2026-12-31 begins, so that day is not covered',
    ]);
    expect(warningsOf(READ.replace('    from: 2026-01-01', '    from: 2026-01-01\n    to: 2027-01-01'))).toEqual([]);
  });

  it('and advises no date that cannot be written', () => {
    const advised = (to: string) =>
      linted(READ.replace('    from: 2026-01-01', `    from: 2026-01-01\n    to: ${to}`))
        .filter(({ lint }) => lint === 'last-day-left-out')
        .map(({ advice }) => advice);
    expect(advised('2026-12-31')).toEqual(['write 2027-01-01 to cover it']);
    expect(advised('9999-12-31')).toEqual(['leave to out of what has no end']);
  });

  it('of an agreement whose report goes to nobody', () => {
    expect(warningsOf(MINIMAL)).toEqual(['Agreement "acme" has no recipients: nobody gets its report by mail']);
  });
});
